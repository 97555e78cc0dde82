"""Who can start, and how: one client's ranked ways into a plan in which nobody else is moved.

A way joins sessions that have a free chair and takes free hours of the client's primary clinician; another kind opens
one new session where enough others who fall short gain by it too. The timetable is fixed, so the search is exact (see
fitting.py). Nothing is offered that makes a higher tier worse than leaving the client out.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from . import grid
from .convert import digest
from .floor import Floor, take_out, with_client
from .plan import Plan, Session
from .problem import Client, Problem
from .score import plan_of
from .seating import Option, Placing
from .taken import Taken

__all__ = ["OpenSeats", "Option", "Waiting", "accept", "open_seats", "place", "waiting"]


@dataclass(frozen=True, slots=True)
class OpenSeats:
    """A session that runs and how many more may join."""

    session: Session
    chairs: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How somebody who waits would start: `day` is their first day; without an option nothing fits yet."""

    client: str
    whole: bool
    day: int | None
    option: Option | None


def place(
    problem: Problem,
    plan: Plan,
    client: Client | str,
    from_day: int | datetime.date | None = None,
    options: int = 5,
    may_open: bool = True,
    keep: bool = False,
) -> list[Option]:
    """Returns up to `options` ways for one client to start, best first, each at other times than those before.

    A `Client` is taken as described, whether the problem knows them or not. Nothing is added before `from_day`,
    and what they have before it stays; `keep`: everything they have stays (a make-up seat). A seat without which a
    group would fall below its minimum stays, too. An empty list: nothing would bring them a minute. ValueError for an
    unknown id.
    """
    floor = Floor.of(problem, plan)
    person = _person(problem, client)
    return Placing(floor, person, _day(problem, from_day), keep).options(options, may_open)


def accept(problem: Problem, plan: Plan, client: Client | str, option: Option) -> tuple[Problem, Plan]:
    """Returns the problem with the client and the plan with the option in it, scored."""
    person = _person(problem, client)
    known = with_client(problem, person)
    taken = Taken(known, plan.sessions, plan.slots)
    take_out(taken, person.id, set(option.kept))
    for session_id in option.joined:
        taken.join(session_id, person.id)
    for session in option.opened:
        taken.add(session)
    for slot in option.slots:
        taken.book(slot)
    made = plan_of(known, digest(known), taken.sessions.values(), taken.slots.values(), seed=plan.seed)
    return known, made


def open_seats(problem: Problem, plan: Plan) -> list[OpenSeats]:
    """Every session that others may still join, in the order of the week."""
    taken = Floor.of(problem, plan).taken
    found = []
    for session in sorted(plan.sessions, key=lambda each: (each.start, each.type, each.id)):
        kind = problem.group_type[session.type]
        chairs = taken.chairs(kind, session.room) - len(session.members)
        if chairs > 0 and not session.frozen:
            found.append(OpenSeats(session, chairs))
    return found


def waiting(problem: Problem, plan: Plan, clients: Iterable[Client | str]) -> list[Waiting]:
    """How each of these would start if they were the only one: who gets everything first, then the earliest."""
    found = []
    for client in clients:
        ways = place(problem, plan, client, options=1)
        who = client if isinstance(client, str) else client.id
        if not ways:
            found.append(Waiting(who, False, None, None))
            continue
        way = ways[0]
        days = [each.day for each in plan.sessions if each.id in way.joined]
        days += [each.day for each in way.slots] + [each.day for each in way.opened]
        whole = not way.standing.unmet_minutes and not way.standing.invalid_days
        found.append(Waiting(who, whole, min(days), way))
    return sorted(found, key=lambda each: (each.option is None, not each.whole, each.day or 0, each.client))


def _person(problem: Problem, client: Client | str) -> Client:
    if isinstance(client, Client):
        return client
    if client not in problem.client:
        raise ValueError(f"client {client!r} is not in the problem: give a Client, or one of its ids")
    return problem.client[client]


def _day(problem: Problem, day: int | datetime.date | None) -> int:
    if isinstance(day, datetime.date):
        day = (day - problem.first_day).days
    return min(grid.DAYS, max(0, day or 0))
