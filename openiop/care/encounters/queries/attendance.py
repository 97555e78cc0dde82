"""Who was in a session and for how long, from the rows of the ledger that stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_time
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.reads import Read
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters import rules
from openiop.care.encounters.models import Note, Presence
from openiop.rulebook.dose import SessionDose, Span

P = Permission
CODE_NAMES = dict(Presence.Code.choices)


@dataclass
class Attendance:
    """One person in one session. `rows`: what stands in the ledger, by time; none where nothing is recorded yet.

    The session must come with its program.
    """

    session: Session
    client: Client
    rows: list[Presence] = field(default_factory=list)
    note: Note | None = None
    has_seat: bool = True
    now: datetime = field(default_factory=timezone.now)

    @cached_property
    def stretches(self) -> list[Presence]:
        return [row for row in self.rows if row.code in rules.ATTENDED]

    @cached_property
    def code(self) -> str:
        """One word for the whole: present, late, left_early, excused, no_show, cancelled or ""."""
        return rules.overall_code([row.code for row in self.rows])

    @property
    def code_name(self) -> str:
        return str(CODE_NAMES.get(self.code, ""))

    @property
    def attended(self) -> bool:
        return bool(self.stretches)

    @property
    def last(self) -> Presence | None:
        return self.rows[-1] if self.rows else None

    @cached_property
    def dose(self) -> SessionDose:
        """Minutes with their explanation, of everything that stands (the end of a running session included)."""
        return rules.count(
            [Span(row.during.lower, row.during.upper) for row in self.stretches],
            Span(self.session.during.lower, self.session.during.upper),
            rules.breaks_of(self.session.breaks),
            self.session.program.zone,
        )

    @property
    def reasons(self) -> list[str]:
        """Where the minutes went, in words."""
        return [each.translated(_) for each in self.dose.explanation] if self.is_counted else []

    @property
    def is_counted(self) -> bool:
        """They were there, and the session is over."""
        return self.attended and self.is_over

    @property
    def is_running(self) -> bool:
        return self.session.during.lower <= self.now < self.session.during.upper

    @property
    def is_over(self) -> bool:
        return self.now >= self.session.during.upper

    @property
    def may_come_back(self) -> bool:
        """They left, and the session still runs."""
        return self.attended and not self.is_over and self.stretches[-1].during.upper < self.session.during.upper

    @property
    def is_whole(self) -> bool:
        """In the room from start to end."""
        during = self.stretches[0].during if len(self.stretches) == 1 else None
        return bool(during) and during.lower <= self.session.during.lower and during.upper >= self.session.during.upper

    @property
    def line(self) -> str:
        """The row's second line: since when, or what is known."""
        program = self.session.program
        if not self.rows:
            return _("Not marked yet")
        if not self.attended:
            return self.code_name
        if self.is_over:
            return _("%(minutes)s of %(offered)s min") % {
                "minutes": self.dose.minutes,
                "offered": self.dose.session_minutes,
            }
        came, left = self.stretches[0].during.lower, self.stretches[-1].during.upper
        if left < self.session.during.upper:
            return _("Left %(at)s") % {"at": local_time(left, program)}
        if len(self.stretches) > 1:
            return _("Back since %(at)s") % {"at": local_time(self.stretches[-1].during.lower, program)}
        if self.code == Presence.Code.LATE:
            return _("Late, %(at)s") % {"at": local_time(came, program)}
        return _("Here since %(at)s") % {"at": local_time(came, program)}


def standing(rows: QuerySet[Presence]) -> QuerySet[Presence]:
    """Rows that were neither replaced nor taken back."""
    return rows.filter(replaced_by=None).exclude(code=Presence.Code.VOID)


SEATED = Read(
    Seat,
    lambda rows, session: (
        rows.filter(session=session, is_live=True)
        .select_related("client")
        .order_by("client__legal_last", "client__legal_first", "client_id")
    ),
    session=UUID,
)
LEDGER = Read(
    Presence, lambda rows, session: standing(rows).filter(session=session).select_related("client"), session=UUID
)
NOTES = Read(Note, lambda rows, session: rows.filter(session=session).defer("signed_content"), session=UUID)


def roster(gate: Gate, session: Session, now: datetime | None = None) -> list[Attendance]:
    """Everyone with a seat, and everyone in the ledger, by name; three queries. `session` came through the gate."""
    now = now or timezone.now()
    people = {
        seat.client_id: Attendance(session, seat.client, now=now)
        for seat in gate.read(SEATED, P.SEE_HOURS, session=session.pk)
    }
    for row in gate.read(LEDGER, P.SEE_HOURS, session=session.pk):
        person = people.setdefault(row.client_id, Attendance(session, row.client, has_seat=False, now=now))
        person.rows.append(row)
    for note in NOTES.rows(session=session.pk):
        if note.client_id in people:
            people[note.client_id].note = note
    for person in people.values():
        person.rows.sort(key=lambda row: row.during.lower if row.during else row.recorded_at)
    return list(people.values())


def attendance_of(session: Session, client: Client, now: datetime | None = None) -> Attendance:
    """One person in one session; both came through the gate."""
    rows = sorted(
        standing(Presence.objects.filter(session=session, client=client)),
        key=lambda row: row.during.lower if row.during else row.recorded_at,
    )
    note = Note.objects.filter(session=session, client=client).defer("signed_content").first()
    has_seat = Seat.objects.filter(session=session, client=client, is_live=True).exists()
    return Attendance(session, client, rows, note, has_seat, now or timezone.now())


def ledger_of(gate: Gate, session: Session, client: Client) -> list[Presence]:
    """Every row about this person in this session, replaced and taken-back ones too, as they were recorded."""
    rows = gate.rows(Presence, P.SEE_HOURS).filter(session=session, client=client)
    return list(
        rows.select_related("recorded_by", "replaces", "replaced_by").order_by("recorded_at", "created_at", "id")
    )


def sessions_of(gate: Gate, client: Client, now: datetime | None = None) -> QuerySet[Session]:
    """Sessions that have begun in which this client had a seat or is in the ledger, newest first."""
    seats = gate.rows(Seat, P.SEE_HOURS).filter(client=client, is_live=True)
    rows = gate.rows(Presence, P.SEE_HOURS).filter(client=client)
    return (
        gate.rows(Session, P.SEE_HOURS)
        .filter(Q(pk__in=seats.values("session")) | Q(pk__in=rows.values("session")))
        .filter(during__startswith__lte=now or timezone.now())
        .select_related("program", "topic", "room")
        .order_by("-during")
    )


def attendances(client: Client, sessions: Iterable[Session], now: datetime | None = None) -> list[Attendance]:
    """This client in each of these sessions, in two queries."""
    sessions = list(sessions)
    now = now or timezone.now()
    rows: dict[UUID, list[Presence]] = defaultdict(list)
    for row in standing(Presence.objects.filter(client=client, session__in=sessions)):
        rows[row.session_id].append(row)
    notes = {
        note.session_id: note
        for note in Note.objects.filter(client=client, session__in=sessions).defer("signed_content")
    }
    return [
        Attendance(
            session,
            client,
            sorted(rows[session.pk], key=lambda row: row.during.lower if row.during else row.recorded_at),
            notes.get(session.pk),
            now=now,
        )
        for session in sessions
    ]


def recorded_counts(session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """For how many people something is recorded, by session, in one query."""
    counted = (
        standing(Presence.objects.filter(session__in=list(session_ids)))
        .order_by()
        .values("session")
        .annotate(n=Count("client", distinct=True))
    )
    return {row["session"]: row["n"] for row in counted}
