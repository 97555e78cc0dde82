"""Who waits for a place, which seats are open in a coming week, and which groups would be worth opening.

What somebody could start with depends on everybody's week: the house knows that; the page shows the people whom whoever
asks may see.
"""

import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.dates import WEEKDAYS_ABBR

from openiop.base.audit.actions import System
from openiop.base.context import everything, standing
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Track
from openiop.care.calendar.when import Availability
from openiop.care.intake.models import Referral
from openiop.care.placement.models import Episode
from openiop.care.schedule.facts import Facts, facts_of
from openiop.care.schedule.naming import Names
from openiop.care.schedule.options import Way, way_of
from openiop.care.schedule.problem import LiveWeek, build
from openiop.engines.scheduler import place as engine
from openiop.engines.scheduler.grid import DAYS
from openiop.engines.scheduler.plan import Session
from openiop.engines.scheduler.whatif import Proposal, demand

BUDGET = 1.5  # seconds of work that the page spends on looking for ways; whoever is left has a link to their own page
MOST_WAIT, MOST_GROUPS, MOST_OPEN = 30, 3, 40
WAITS = (Referral.State.NEW, Referral.State.SCREENED, Referral.State.EVALUATED)


@dataclass
class Waiter:
    """Somebody who waits. `way`: the best one into this week; `looked`: whether it was looked for yet."""

    client: Client
    since: date
    is_here: bool  # admitted, and without a seat
    state: str = ""  # of their referral, where they are not admitted yet
    prescribed: int = 0
    days: str = ""  # on which they can come; empty: any
    way: Way | None = None
    looked: bool = False

    @property
    def opens(self) -> int:
        """How many groups would open for them."""
        return len(self.way.option.opened) if self.way else 0


@dataclass
class OpenSeat:
    """A session with room for more."""

    what: str
    when: str
    lead: str
    chairs: int


@dataclass
class Opening:
    """A group that people who fall short would fill."""

    key: str
    session: Session
    what: str
    when: str
    lead: str
    room: str
    minutes: int
    helps: list[str]
    fixes: list[str]


@dataclass
class WaitingList:
    """Everything the page shows about one week."""

    week: LiveWeek
    people: list[Waiter] = field(default_factory=list)
    seats: list[OpenSeat] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)

    @property
    def can_start(self) -> int:
        """How many could start with everything that is prescribed, each for themself."""
        return sum(bool(each.way and each.way.whole) for each in self.people)


def waiting_list(gate: Gate, first_day: date, *, may_open: bool, now: datetime | None = None) -> WaitingList:
    """The coming week in which `first_day` lies. `may_open`: also ways and groups that are not there yet."""
    program = gate.program
    came = _asked_for(gate)
    tracks = list(gate.rows(Track, P.SEE_PROGRAM).filter(program=program).order_by("name"))
    with standing(everything(program.organisation_id)):
        facts = facts_of(Gate.of(System("schedule", program.organisation_id), program), first_day, now)
        seated = _seated(facts)
        here = {each.client_id: each.opened_on for each in facts.episodes if each.client_id not in seated}
        there = {each.client_id for each in facts.episodes}
        new = {each.client_id: each for each in came if each.client_id not in there} if tracks else {}
        for each in new.values():
            facts.episodes.append(
                Episode(client=each.client, program=program, track=tracks[0], opened_on=facts.week.first)
            )
        for line in Availability.objects.filter(client__in=new):
            facts.availability[line.client_id].append(line)
        week = build(facts)
    people = [
        Waiter(each.client, program.local(each.received_at).date(), False, each.get_state_display())
        for each in new.values()
    ]
    mine = gate.rows(Client, P.SEE_CLIENTS).filter(pk__in=here)
    people += [Waiter(each, here[each.pk], True) for each in mine]
    people.sort(key=lambda each: (each.since, each.client.pk))
    found = WaitingList(week, people[:MOST_WAIT])
    _look(found, may_open)
    found.seats, names = _open_seats(week), Names(week)
    if may_open:
        plan, problem = week.plan, week.problem
        found.openings = [_opening(names, each) for each in demand(problem, plan, most=MOST_GROUPS)]
    return found


def _asked_for(gate: Gate) -> list[Referral]:
    """Who was referred and is on the way to being admitted, as far as whoever asks works with referrals."""
    if not gate.may(P.WORK_REFERRALS):
        return []
    rows = gate.rows(Referral, P.WORK_REFERRALS).filter(program=gate.program, state__in=WAITS)
    return list(rows.select_related("client").order_by("received_at")[:MOST_WAIT])


def _seated(facts: Facts) -> set[UUID]:
    """Everybody with a seat in this week, or a standing one."""
    groups = (each for each in facts.members.values())
    sessions = (each for each in facts.seats.values())
    return {client for members in (*groups, *sessions) for client in members}


def _look(found: WaitingList, may_open: bool) -> None:
    """Looks for everybody's best way, longest waiting first, as long as the page may take."""
    week, end = found.week, time.thread_time() + BUDGET
    tomorrow = week.facts.program.local(week.facts.now).date() + timedelta(days=1)
    for each in found.people:
        person = week.problem.client.get(str(each.client.pk))
        if person is None:
            continue
        each.prescribed = person.dose.minutes
        days = sorted({window.day for window in person.available})
        if len(days) < DAYS:
            each.days = ", ".join(str(WEEKDAYS_ABBR[week.problem.date(day).weekday()]) for day in days)
        if time.thread_time() > end:
            continue
        start = max(week.problem.first_day, tomorrow)
        ways = engine.place(week.problem, week.plan, person.id, from_day=start, options=1, may_open=may_open)
        each.way, each.looked = (way_of(week, ways[0]) if ways else None), True


def _open_seats(week: LiveWeek) -> list[OpenSeat]:
    names = Names(week)
    return [
        OpenSeat(names.of(each.session), names.when(each.session), names.lead(each.session.clinician), each.chairs)
        for each in engine.open_seats(week.problem, week.plan)[:MOST_OPEN]
    ]


def _opening(names: Names, each: Proposal) -> Opening:
    session = each.session
    return Opening(
        key=key_of(session),
        session=session,
        what=names.of(session),
        when=names.when(session),
        lead=names.lead(session.clinician),
        room=names.room(session.room),
        minutes=each.minutes,
        helps=sorted(names.client(client) for client in each.helps),
        fixes=sorted(names.client(client) for client in each.fixes),
    )


def key_of(session: Session) -> str:
    """A name for a proposed group: the same group at the same time with the same people has the same."""
    return f"{session.type}.{session.day}.{session.at}.{len(session.members)}"


def settled(week: LiveWeek, opening: Opening) -> dict[str, Any]:
    """What the draft takes of a proposed group: those who are admitted; the others get their seat with their stay."""
    here = {str(each.client_id) for each in week.facts.episodes}
    session = opening.session
    spot = {"day": session.day, "at": session.at, "clinician": session.clinician, "room": session.room}
    return {"kind": session.type, "spot": spot, "members": [each for each in session.members if each in here]}
