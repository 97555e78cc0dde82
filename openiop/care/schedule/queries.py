"""A week of treatment hours: prescribed, scheduled, attended, still reachable, and which days count for the payer.

The board of a whole program is read on many screens all day long: one query, which counts in the database
(counting.py); the decisions are the rulebook's, made here.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.attendance import Attendance, attendances
from openiop.care.encounters.rules import breaks_of, count
from openiop.care.placement.rules import pack_for
from openiop.care.schedule import reads
from openiop.care.schedule.counting import Row, count_days, count_week
from openiop.care.schedule.rules import NOTHING, Day, decide
from openiop.rulebook.dose import SessionDose, Span, Week, WeekDecision, week_span


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
    pack: str

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
    and name. Right SEE_HOURS. One query.

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
    """Minutes attended, by client and week, 0 included; one query however many. For charts."""
    weeks, clients = list(weeks), list(client_ids)
    found = {client: dict.fromkeys(weeks, 0) for client in clients}
    if not weeks or not clients:
        return found
    week_of = {day: week for week in weeks for day in week.days()}
    first, last = min(week.first for week in weeks), max(week.last for week in weeks)
    for client, day, counted in count_days(program, first, last, now or timezone.now(), only(clients)):
        if client in found and day in week_of:
            found[client][week_of[day]] += counted[0]
    return found


def client_history(
    program: Program, client_id: UUID, weeks: Sequence[Week], now: datetime
) -> tuple[ClientWeek | None, dict[Week, int]]:
    """The last of these consecutive weeks of one client who came through the gate, and the minutes attended in each."""
    found = _weeks(program, weeks[-1], now, client_id)
    return (found[0] if found else None), weekly_minutes([client_id], program, weeks, now)[client_id]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one session gave one person; `dose` is None for somebody who was marked absent."""

    session_id: UUID
    start: datetime
    dose: SessionDose | None


def counted_sessions(
    program: Program, week: Week, client_id: UUID | None = None
) -> dict[UUID, dict[date, list[Counted]]]:
    """Every session of the week with a word in the ledger, with its minutes explained, by client and local day; one
    query. Each session stands for itself: what two sessions share is seen in both."""
    span = week_span(week, program.zone)
    asked = {"program": program.pk, "start": span.start, "end": span.end}
    read = reads.PRESENCE_OF if client_id else reads.PRESENCE
    rows = read.rows(**asked, **({"client": client_id} if client_id else {}))
    found: dict[UUID, dict[date, list[Counted]]] = defaultdict(lambda: defaultdict(list))
    for (client, session_id), together in groupby(rows, key=lambda row: row[:2]):
        stretches = list(together)
        _client, _session, start, end, breaks, *_stretch = stretches[0]
        spans = [Span(*row[5:]) for row in stretches if row[5] is not None]
        pauses = breaks_of(json.loads(breaks))
        counted = count(spans, Span(start, end), pauses, program.zone) if spans else None
        found[client][program.local(start).date()].append(Counted(session_id, start, counted))
    for days in found.values():
        for each in days.values():
            each.sort(key=lambda one: one.start)
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
    return [_decided(program, week, row) for row in count_week(program, week, now, client_id)]


def _decided(program: Program, week: Week, row: Row) -> ClientWeek:
    """What the rulebook makes of a week as it was counted."""
    keys = tuple(row.days.get(day.isoweekday(), NOTHING) for day in week.days())
    pack = pack_for(program.pack, row.born, week.first)
    days, decision = decide(week.first, keys, row.dose or (0, 0, 0), pack.key, week.first)
    return ClientWeek(
        client_id=row.client_id,
        name=row.name,
        pronouns=row.pronouns,
        track=row.track,
        week_number=((week.first - row.opened_on).days + 6) // 7 + 1 if row.opened_on else 1,
        left_on=row.closed_on,
        has_plan=row.dose is not None,
        prescribed=decision.prescribed,
        scheduled=sum(each[2] for each in keys),
        attended=decision.attended,
        ahead=decision.scheduled,
        days=days,
        decision=decision,
        pack=pack.key,
    )


def only(clients: list[UUID]) -> UUID | None:
    """The one client asked for; None (everyone is read) where there are several."""
    return clients[0] if len(clients) == 1 else None
