"""A week of treatment hours: prescribed, scheduled, attended, still reachable, and which days count for the payer.

The board of a whole program is read on many screens all day long: plain tuples instead of rows, six queries however
many people there are (seven where somebody without a stay has a seat).
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.rules import ATTENDED, breaks_of, count, minutes_and_rest
from openiop.care.placement.models import Episode
from openiop.care.placement.rules import pack_for
from openiop.care.plan.queries import dose_rows
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
    meetings = _meetings(program, Week(min(w.first for w in weeks), max(w.last for w in weeks)))
    week_of = {day: week for week in weeks for day in week.days()}
    recorded = _presence(meetings, Q(client__in=clients))
    for client, sessions in recorded.items():
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
    meetings = _meetings(program, week)
    recorded = _presence(meetings, Q(client=client_id) if client_id else Q())
    for client, sessions in recorded.items():
        for meeting, stretches in sorted(sessions.items(), key=lambda item: item[0].start):
            spans = [Span(*each) for each in stretches or ()]
            pauses = breaks_of(json.loads(meeting.breaks))
            counted = count(spans, Span(meeting.start, meeting.end), pauses, program.zone) if spans else None
            found[client][meeting.day].append(Counted(UUID(meeting.key), meeting.start, counted))
    return found


def _weeks(program: Program, week: Week, now: datetime, client_id: UUID | None = None) -> list[ClientWeek]:
    only = Q(client=client_id) if client_id else Q()
    meetings = _meetings(program, week)
    booked = _booked(meetings, only)
    recorded = _presence(meetings, only)
    prescribed = _prescribed(program, week, client_id)
    people = _people(program, week, only, {*booked, *recorded})
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
        since = program.week_of(opened_on).first if opened_on else week.first
        found.append(
            ClientWeek(
                client_id=key,
                name=name,
                pronouns=pronouns,
                track=track,
                week_number=(week.first - since).days // 7 + 1,
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


def _meetings(program: Program, week: Week) -> dict[UUID, Meeting]:
    """Sessions that start in the week and were not cancelled; and those of the evening before, which may reach into
    it: their days are not the week's, but what they have counted is not counted again."""
    span, zone = week_span(week, program.zone), program.zone
    rows = (
        Session.objects.filter(
            program=program, during__startswith__gte=span.start - LONGEST, during__startswith__lt=span.end
        )
        .exclude(state=Session.State.CANCELLED)
        .order_by()
        .values_list("id", "during", "breaks")
    )
    found = {}
    for key, during, breaks in rows:
        start, end, text = during.lower.astimezone(UTC), during.upper.astimezone(UTC), json.dumps(breaks)
        minutes = minutes_and_rest(((start, end),), (start, end), text, None)[0]
        found[key] = Meeting(str(key), start, end, text, start.astimezone(zone).date(), minutes)
    return found


def _booked(meetings: dict[UUID, Meeting], only: Q) -> dict[UUID, list[Meeting]]:
    """Where each client has a seat."""
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    rows = Seat.objects.filter(only, session__in=list(meetings), is_live=True).order_by()
    for client, session in rows.values_list("client_id", "session_id"):
        found[client].append(meetings[session])
    return found


def _presence(meetings: dict[UUID, Meeting], only: Q) -> dict[UUID, dict[Meeting, Stretches | None]]:
    """The rows of the ledger that stand, by client and session; None for somebody who was marked absent."""
    found: dict[UUID, dict[Meeting, Any]] = defaultdict(dict)
    rows = (
        Presence.objects.filter(only, session__in=list(meetings), replaced_by=None)
        .exclude(code=Presence.Code.VOID)
        .order_by("session_id", "client_id", "during")
        .values_list("client_id", "session_id", "code", "during")
    )
    for client, session, code, during in rows:
        meeting, own = meetings[session], found[client]
        if code not in ATTENDED:
            own.setdefault(meeting, None)
        else:
            own[meeting] = (*(own.get(meeting) or ()), (during.lower, during.upper))
    return found


def _prescribed(program: Program, week: Week, client_id: UUID | None) -> dict[UUID, tuple[int, int, int]]:
    rows = dose_rows(program, week)
    if client_id:
        rows = rows.filter(plan__episode__client=client_id)
    fields = ("plan__episode__client_id", "weekly_minutes", "days", "day_minutes")
    return {client: (minutes, days, least) for client, minutes, days, least in rows.values_list(*fields)}


def _people(program: Program, week: Week, only: Q, present: set[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """Track, name, pronouns, birth date, first and last day of the stay, by client in the board's order."""
    stays = (
        Episode.objects.filter(only, program=program, opened_on__lte=week.last)
        .filter(Q(closed_on=None) | Q(closed_on__gte=week.first))
        .order_by("track__name", "client__legal_last", "client__legal_first", "client_id", "opened_on")
        .values_list("client_id", "track__name", *(f"client__{name}" for name in PERSON), "opened_on", "closed_on")
    )
    found: dict[UUID, tuple[Any, ...]] = {}
    for key, track, chosen, first, last, pronouns, born, opened_on, closed_on in stays:
        found[key] = (track, f"{chosen or first} {last}".strip(), pronouns, born, opened_on, closed_on)
    if guests := present - found.keys():
        rows = Client.objects.filter(pk__in=guests).order_by("legal_last", "legal_first", "pk")
        for key, chosen, first, last, pronouns, born in rows.values_list("pk", *PERSON):
            found[key] = ("", f"{chosen or first} {last}".strip(), pronouns, born, None, None)
    return found
