"""A week of treatment hours: prescribed, scheduled, attended, still reachable, and which days count for the payer.

The board of a whole program is read on many screens all day long: plain tuples instead of rows, six queries however
many people there are (seven where somebody without a stay has a seat).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.attendance import Attendance, attendances
from openiop.care.encounters.rules import breaks_of, count, minutes_and_rest
from openiop.care.placement.models import Episode
from openiop.care.placement.rules import pack_for
from openiop.care.plan.queries import dose_rows
from openiop.care.schedule.prepared import Prepared
from openiop.care.schedule.rules import NOTHING, Day, Meeting, Stretches, decide, tally
from openiop.rulebook.dose import SessionDose, Span, Week, WeekDecision, week_span

LONGEST = timedelta(hours=12)  # no session is longer
PERSON = ("chosen_name", "legal_first", "legal_last", "pronouns", "birth_date")


@dataclass(frozen=True, slots=True)
class ClientWeek:
    """One person's week. Minutes everywhere; `prescribed` is 0 where no signed plan says so (`has_plan` False)."""

    client_id: UUID
    name: str
    pronouns: str
    track: str
    week_number: int
    left_on: date | None
    has_plan: bool
    prescribed: int
    scheduled: int
    attended: int
    ahead: int
    days: tuple[Day, ...]
    decision: WeekDecision

    @property
    def reachable(self) -> int:
        return self.attended + self.ahead

    @property
    def on_track(self) -> bool:
        return self.decision.on_track

    @property
    def short_by(self) -> int:
        return self.decision.short_by

    @property
    def at_risk(self) -> bool:
        """Still here, with a signed plan, and even full attendance would not reach it."""
        return self.has_plan and not self.decision.on_track and self.left_on is None


def dose_week(gate: Gate, program: Program, day: date, now: datetime | None = None) -> list[ClientWeek]:
    """The treatment week that `day` (local) lies in, for everyone with a stay, a seat or presence in it, by track
    and name. Right SEE_HOURS. A constant number of queries.

    Raises packs.NotInForce where no version of the program's rules holds that week.
    """
    gate.require(Permission.SEE_HOURS)
    if program.organisation_id != gate.actor.organisation_id:
        return []
    return _weeks(program, program.week_of(day), now or timezone.now())


def client_week(program: Program, client_id: UUID, day: date, now: datetime | None = None) -> ClientWeek | None:
    """The same for one client who came through the gate; None where nothing ties them to the program that week."""
    found = _weeks(program, program.week_of(day), now or timezone.now(), client_id)
    return found[0] if found else None


def weekly_minutes(
    client_ids: Iterable[UUID], program: Program, weeks: Iterable[Week], now: datetime | None = None
) -> dict[UUID, dict[Week, int]]:
    """Minutes attended, by client and week, 0 included; two queries however many. For charts."""
    weeks, clients, now = list(weeks), list(client_ids), now or timezone.now()
    found = {client: dict.fromkeys(weeks, 0) for client in clients}
    if not weeks or not clients:
        return found
    whole = Week(min(w.first for w in weeks), max(w.last for w in weeks))
    asked = Asked(program, whole, clients[0] if len(clients) == 1 else None)
    week_of = {day: week for week in weeks for day in week.days()}
    recorded = _presence(asked, _meetings(asked))
    for client, sessions in ((key, recorded[key]) for key in found if key in recorded):
        for day, each in tally((), sessions, now).items():
            if week := week_of.get(day):
                found[client][week] += each.attended
    return found


@dataclass(frozen=True, slots=True)
class Counted:
    """What one session gave one person; `dose` is None for somebody who was marked absent."""

    session_id: UUID
    start: datetime
    dose: SessionDose | None


def counted_sessions(
    program: Program, week: Week, client_id: UUID | None = None
) -> dict[UUID, dict[date, list[Counted]]]:
    """Every session of the week with a word in the ledger, with its minutes explained, by client and local day; two
    queries. Each session stands for itself: what two sessions share is seen in both."""
    found: dict[UUID, dict[date, list[Counted]]] = defaultdict(lambda: defaultdict(list))
    asked = Asked(program, week, client_id)
    recorded = _presence(asked, _meetings(asked))
    for client, sessions in recorded.items():
        for meeting, stretches in sorted(sessions.items(), key=lambda item: item[0].start):
            spans = [Span(*each) for each in stretches or ()]
            pauses = breaks_of(json.loads(meeting.breaks))
            counted = count(spans, Span(meeting.start, meeting.end), pauses, program.zone) if spans else None
            found[client][meeting.day].append(Counted(UUID(meeting.key), meeting.start, counted))
    return found


def week_attendances(
    program: Program, client: Client, week: Week, now: datetime | None = None
) -> dict[date, list[Attendance]]:
    """The sessions of one client's week, ahead ones and cancelled ones too, by local day. The client came through
    the gate."""
    span = week_span(week, program.zone)
    rows = (
        Session.objects.filter(program=program, during__startswith__gte=span.start, during__startswith__lt=span.end)
        .filter(
            Q(pk__in=Seat.objects.filter(client=client, is_live=True).values("session"))
            | Q(pk__in=Presence.objects.filter(client=client).values("session"))
        )
        .select_related("program", "topic", "room")
        .order_by("during")
    )
    found: dict[date, list[Attendance]] = defaultdict(list)
    for each in attendances(client, rows, now):
        found[program.local(each.session.during.lower).date()].append(each)
    return found


def _weeks(program: Program, week: Week, now: datetime, client_id: UUID | None = None) -> list[ClientWeek]:
    asked = Asked(program, week, client_id)
    meetings = _meetings(asked)
    booked, recorded = _booked(asked, meetings), _presence(asked, meetings)
    prescribed, people = _prescribed(asked), _people(asked, {*booked, *recorded})
    days = week.days()
    found = []
    for key, (track, name, pronouns, born, opened_on, closed_on) in people.items():
        tallies = tally(booked.get(key, ()), recorded.get(key, {}), now)
        if opened_on is None and not any(day in tallies for day in days):
            continue
        keys = tuple(tallies[day].key() if day in tallies else NOTHING for day in days)
        pack = pack_for(program.pack, born, week.first)
        dose = prescribed.get(key)
        decided, decision = decide(week.first, keys, dose or (0, 0, 0), pack.key, week.first)
        found.append(
            ClientWeek(
                client_id=key,
                name=name,
                pronouns=pronouns,
                track=track,
                week_number=((week.first - opened_on).days + 6) // 7 + 1 if opened_on else 1,
                left_on=closed_on,
                has_plan=dose is not None,
                prescribed=decision.prescribed,
                scheduled=sum(each[2] for each in keys),
                attended=decision.attended,
                ahead=decision.scheduled,
                days=decided,
                decision=decision,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """A week of a program, of one client or (None) of everyone."""

    program: Program
    week: Week
    client_id: UUID | None = None

    def rows(self, name: str) -> Iterable[tuple[Any, ...]]:
        """The answer of one of the QUERIES below; that about everyone is compiled once."""
        span = week_span(self.week, self.program.zone)
        values = {
            "program": self.program.pk,
            "first": self.week.first,
            "last": self.week.last,
            "start": span.start - LONGEST,
            "end": span.end,
        }
        if self.client_id is None:
            return PREPARED[name].rows(**values)
        return QUERIES[name](**values, client=self.client_id)


def _meetings(asked: Asked) -> dict[UUID, Meeting]:
    """Sessions that start in the week and were not cancelled; and those of the evening before, which may reach into
    it: their days are not the week's, but what they have counted is not counted again."""
    zone, found = asked.program.zone, {}
    for key, start, end, breaks in asked.rows("sessions"):
        minutes = minutes_and_rest(((start, end),), (start, end), breaks, None)[0]
        found[key] = Meeting(str(key), start, end, breaks, start.astimezone(zone).date(), minutes)
    return found


def _booked(asked: Asked, meetings: dict[UUID, Meeting]) -> dict[UUID, list[Meeting]]:
    """Where each client has a seat."""
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for client, session in asked.rows("seats"):
        found[client].append(meetings[session])
    return found


def _presence(asked: Asked, meetings: dict[UUID, Meeting]) -> dict[UUID, dict[Meeting, Stretches | None]]:
    """The rows of the ledger that stand, by client and session; None for somebody who was marked absent."""
    found: dict[UUID, dict[Meeting, Any]] = defaultdict(dict)
    for client, session, start, end in asked.rows("presence"):
        meeting, own = meetings[session], found[client]
        if start is None:
            own.setdefault(meeting, None)
        else:
            own[meeting] = (*(own.get(meeting) or ()), (start, end))
    return found


def _prescribed(asked: Asked) -> dict[UUID, tuple[int, int, int]]:
    return {client: (minutes, days, least) for client, minutes, days, least in asked.rows("doses")}


def _people(asked: Asked, present: set[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """Track, name, pronouns, birth date, first and last day of the stay, by client in the board's order."""
    found: dict[UUID, tuple[Any, ...]] = {}
    for key, track, chosen, first, last, pronouns, born, opened_on, closed_on in asked.rows("stays"):
        found[key] = (track, f"{chosen or first} {last}".strip(), pronouns, born, opened_on, closed_on)
    if guests := present - found.keys():
        rows = Client.objects.filter(pk__in=guests).order_by("legal_last", "legal_first", "pk")
        for key, chosen, first, last, pronouns, born in rows.values_list("pk", *PERSON):
            found[key] = ("", f"{chosen or first} {last}".strip(), pronouns, born, None, None)
    return found


# What is asked of the database, each with program, first and last local day, and the instants between which sessions
# start. Plain columns only: a range or a JSON value costs Python more to read than everything that follows.


def _sessions(*, program: UUID, start: datetime, end: datetime, **_rest: Any) -> QuerySet[Any]:
    rows = Session.objects.filter(program=program, during__startswith__gte=start, during__startswith__lt=end)
    rows = rows.exclude(state=Session.State.CANCELLED).annotate(pauses=Cast("breaks", TextField()))
    return rows.order_by().values_list("id", "during__startswith", "during__endswith", "pauses")


def _seats(*, program: UUID, start: datetime, end: datetime, client: UUID | None = None, **_rest: Any) -> QuerySet[Any]:
    rows = _in_these(Seat.objects.filter(is_live=True), program, start, end, client)
    return rows.order_by().values_list("client_id", "session_id")


def _rows(*, program: UUID, start: datetime, end: datetime, client: UUID | None = None, **_rest: Any) -> QuerySet[Any]:
    rows = Presence.objects.filter(replaced_by=None).exclude(code=Presence.Code.VOID)
    rows = _in_these(rows, program, start, end, client).order_by("session_id", "client_id", "during")
    return rows.values_list("client_id", "session_id", "during__startswith", "during__endswith")


def _in_these(rows: QuerySet[Any], program: UUID, start: datetime, end: datetime, client: UUID | None) -> QuerySet[Any]:
    rows = rows.filter(
        session__program=program, session__during__startswith__gte=start, session__during__startswith__lt=end
    ).exclude(session__state=Session.State.CANCELLED)
    return rows.filter(client=client) if client else rows


def _doses(*, program: UUID, first: date, last: date, client: UUID | None = None, **_rest: Any) -> QuerySet[Any]:
    rows = dose_rows(Program(pk=program), Week(first, last))
    rows = rows.filter(plan__episode__client=client) if client else rows
    return rows.values_list("plan__episode__client_id", "weekly_minutes", "days", "day_minutes")


def _stays(*, program: UUID, first: date, last: date, client: UUID | None = None, **_rest: Any) -> QuerySet[Any]:
    rows = Episode.objects.filter(program=program, opened_on__lte=last)
    rows = rows.filter(Q(closed_on=None) | Q(closed_on__gte=first))
    rows = rows.filter(client=client) if client else rows
    rows = rows.order_by("track__name", "client__legal_last", "client__legal_first", "client_id", "opened_on")
    names = (f"client__{name}" for name in PERSON)
    return rows.values_list("client_id", "track__name", *names, "opened_on", "closed_on")


QUERIES: dict[str, Callable[..., QuerySet[Any]]] = {
    "sessions": _sessions,
    "seats": _seats,
    "presence": _rows,
    "doses": _doses,
    "stays": _stays,
}
SAMPLE = {
    "program": UUID("5a3d1e00-0000-4000-8000-000000000001"),
    "first": date(1901, 1, 7),
    "last": date(1901, 1, 13),
    "start": datetime(1901, 1, 6, 12, tzinfo=UTC),
    "end": datetime(1901, 1, 14, tzinfo=UTC),
}
HELD: dict[str, Callable[..., Any]] = {
    "program": lambda program, **_rest: program,
    "first": lambda first, **_rest: first,
    "last": lambda last, **_rest: last,
    "start": lambda start, **_rest: start,
    "end": lambda end, **_rest: end,
    "days": lambda first, last, **_rest: DateRange(first, last + timedelta(days=1)),
}
PREPARED = {name: Prepared(build, SAMPLE, HELD) for name, build in QUERIES.items()}
