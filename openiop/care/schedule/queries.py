"""A week of treatment hours: prescribed, scheduled, attended, still reachable, and which days count for the payer.

The board of a whole program is read on many screens all day long: plain tuples instead of rows, six queries however
many people there are (seven where somebody without a stay has a seat).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.attendance import Attendance, attendances
from openiop.care.encounters.rules import breaks_of, count, minutes_and_rest
from openiop.care.placement.rules import pack_for
from openiop.care.schedule import reads
from openiop.care.schedule.rules import NOTHING, Day, Meeting, Stretches, decide, tally
from openiop.rulebook.dose import SessionDose, Span, Week, WeekDecision, week_span

LONGEST = timedelta(hours=12)  # no session is longer
type Ledger = dict[UUID, dict[Meeting, Stretches | None]]


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
    asked = Asked(program, Week(min(w.first for w in weeks), max(w.last for w in weeks)), only(clients))
    recorded = asked.recorded()
    return found | {key: _attended(recorded[key], weeks, now) for key in found if key in recorded}


def _attended(sessions: Mapping[Meeting, Stretches | None], weeks: Iterable[Week], now: datetime) -> dict[Week, int]:
    """Minutes attended of these sessions, by week."""
    days = tally((), sessions, now)
    return {week: sum(days[day].attended for day in week.days() if day in days) for week in weeks}


def client_history(
    program: Program, client_id: UUID, weeks: Sequence[Week], now: datetime
) -> tuple[ClientWeek | None, dict[Week, int]]:
    """The last of these consecutive weeks of one client who came through the gate, and the minutes attended in each;
    the ledger is read once."""
    ledger = Asked(program, Week(weeks[0].first, weeks[-1].last), client_id).recorded()
    attended = _attended(ledger.get(client_id, {}), weeks, now)
    found = _weeks(program, weeks[-1], now, client_id, ledger)
    return (found[0] if found else None), attended


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
    recorded = Asked(program, week, client_id).recorded()
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


def _weeks(
    program: Program,
    week: Week,
    now: datetime,
    client_id: UUID | None = None,
    ledger: Ledger | None = None,
) -> list[ClientWeek]:
    """`ledger`: what is recorded, where it was read already (of more weeks than this one)."""
    asked = Asked(program, week, client_id)
    recorded = asked.recorded() if ledger is None else asked.these(ledger)
    booked, prescribed = asked.booked(), asked.prescribed()
    people = _people(asked, {*booked, *recorded})
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


class Asked:
    """A week of a program, of one client or (None) of everyone, and what the database says about it."""

    def __init__(self, program: Program, week: Week, client_id: UUID | None = None):
        span = week_span(week, program.zone)
        self.zone, self.client_id = program.zone, client_id
        self.one: dict[str, Any] = {"client": client_id} if client_id else {}
        self.between = {"program": program.pk, "start": span.start - LONGEST, "end": span.end}
        self.in_week = {"program": program.pk, "first": week.first, "last": week.last}
        self.days = DateRange(week.first, week.last + timedelta(days=1))
        self.meetings: dict[UUID, Meeting] = {}

    def _meeting(self, key: UUID, start: datetime, end: datetime, breaks: str) -> Meeting:
        """The session of this key, the same object each time."""
        found = self.meetings.get(key)
        if found is None:
            minutes = minutes_and_rest(((start, end),), (start, end), breaks, None)[0]
            day = start.astimezone(self.zone).date()
            found = self.meetings[key] = Meeting(str(key), start, end, breaks, day, minutes)
        return found

    def _learn_meetings(self) -> None:
        """Sessions that start in the week and were not cancelled; and those of the evening before, which may reach
        into it: their days are not the week's, but what they have counted is not counted again."""
        if not self.meetings:
            for row in reads.SESSIONS.rows(**self.between):
                self._meeting(*row)

    def booked(self) -> dict[UUID, list[Meeting]]:
        """Where each client has a seat."""
        found: dict[UUID, list[Meeting]] = defaultdict(list)
        if self.client_id:
            for row in reads.SEATS_OF.rows(**self.between, **self.one):
                found[self.client_id].append(self._meeting(*row))
            return found
        self._learn_meetings()
        for client, session in reads.SEATS.rows(**self.between):
            if meeting := self.meetings.get(session):  # not one that was made since the sessions were read
                found[client].append(meeting)
        return found

    def recorded(self) -> Ledger:
        """The rows of the ledger that stand, by client and session; None for somebody who was marked absent."""
        found: dict[UUID, dict[Meeting, Any]] = defaultdict(dict)
        for client, meeting, start, end in self._ledger():
            own = found[client]
            if start is None:
                own.setdefault(meeting, None)
            else:
                own[meeting] = (*(own.get(meeting) or ()), (start, end))
        return found

    def these(self, ledger: Ledger) -> Ledger:
        """Of what was read for a longer time, what this week's question would have found."""
        start, end = self.between["start"], self.between["end"]
        found: Ledger = {}
        for client, sessions in ledger.items():
            found[client] = {each: at for each, at in sessions.items() if start <= each.start < end}
            self.meetings |= {UUID(each.key): each for each in found[client]}
        return found

    def _ledger(self) -> Iterator[tuple[UUID, Meeting, datetime | None, datetime]]:
        if self.client_id:
            for *meeting, start, end in reads.PRESENCE_OF.rows(**self.between, **self.one):
                yield self.client_id, self._meeting(*meeting), start, end
            return
        self._learn_meetings()
        for client, session, start, end in reads.PRESENCE.rows(**self.between):
            if meeting := self.meetings.get(session):
                yield client, meeting, start, end

    def prescribed(self) -> dict[UUID, tuple[int, int, int]]:
        """Minutes, days and least minutes a day, by client."""
        read = reads.DOSES_OF if self.client_id else reads.DOSES
        return {each[0]: each[1:] for each in read.rows(**self.in_week, days=self.days, **self.one)}

    def stays(self) -> list[tuple[Any, ...]]:
        return (reads.STAYS_OF if self.client_id else reads.STAYS).rows(**self.in_week, **self.one)


def only(clients: list[UUID]) -> UUID | None:
    """The one client asked for; None (everyone is read) where there are several."""
    return clients[0] if len(clients) == 1 else None


def _people(asked: Asked, present: set[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """Track, name, pronouns, birth date, first and last day of the stay, by client in the board's order."""
    found: dict[UUID, tuple[Any, ...]] = {}
    for key, track, chosen, first, last, pronouns, born, opened_on, closed_on in asked.stays():
        found[key] = (track, f"{chosen or first} {last}".strip(), pronouns, born, opened_on, closed_on)
    if guests := present - found.keys():
        rows = Client.objects.filter(pk__in=guests).order_by("legal_last", "legal_first", "pk")
        for key, chosen, first, last, pronouns, born in rows.values_list("pk", *reads.PERSON):
            found[key] = ("", f"{chosen or first} {last}".strip(), pronouns, born, None, None)
    return found
