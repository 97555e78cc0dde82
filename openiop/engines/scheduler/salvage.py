"""What is left of a plan after the problem changed: everything that still keeps every rule, nothing else moved."""

from dataclasses import replace
from itertools import pairwise

from . import grid
from .convert import digest
from .plan import Plan, Session, Slot
from .problem import Problem
from .score import plan_of
from .taken import Taken, leads


def salvage(problem: Problem, plan: Plan) -> Plan:
    """Returns the plan without what the (changed) problem no longer allows.

    A session that lost its clinician, room or hour is out; a member who can no longer be in one leaves it; a group
    below its minimum is out; a hole that grew too long costs its shorter side. Frozen things of the problem come first.
    """
    taken = remains(problem, plan)
    settle(taken)
    return plan_of(problem, digest(problem), taken.sessions.values(), taken.slots.values(), seed=plan.seed)


def remains(problem: Problem, plan: Plan) -> Taken:
    """What each session and hour allows by itself; groups may be too small and holes too long still."""
    taken = Taken(problem)
    frozen = {each.id for each in problem.frozen.sessions}
    for session in problem.frozen.sessions:
        taken.add(session)
    for slot in problem.frozen.slots:
        taken.book(slot)
    for session in plan.sessions:
        if session.id not in frozen and may_run(taken, session):
            taken.add(seated_again(taken, session))
    for slot in plan.slots:
        if (slot.client, slot.kind, slot.start) not in taken.slots and _may_hold(taken, slot):
            taken.book(slot)
    return taken


def settle(taken: Taken) -> None:
    """Takes out groups that are too small and sides of holes that are too long, until neither is left."""
    while strike(taken) or mend(taken):
        pass


def strike(taken: Taken) -> set[str]:
    """Takes out the groups below their minimum; returns who was in them."""
    small = [
        session
        for session in taken.sessions.values()
        if len(session.members) < taken.problem.group_type[session.type].minimum and not session.frozen
    ]
    for session in small:
        taken.remove(session.id)
    return {member for session in small for member in session.members} | {session.id for session in small}


def mend(taken: Taken) -> set[str]:
    """Whoever is left with too long a hole in a day loses the shorter side of it; returns who that was."""
    found: set[str] = set()
    for client in taken.problem.clients:
        runs = grid.runs(taken.client_busy[client.id])
        for (start, length), (later, other) in pairwise(runs):
            wide = (later - start - length) * grid.HALF > client.gap_minutes
            if start // grid.DAY != later // grid.DAY or not wide or client.id in found:
                continue
            lost = grid.span(start, length) if length < other else grid.span(later, other)
            for session in [s for s in taken.sessions.values() if client.id in s.members and s.mask & lost]:
                if not session.frozen:
                    taken.leave(session.id, client.id)
                    found.add(client.id)
            for slot in [s for s in taken.slots.values() if s.client == client.id and s.mask & lost]:
                if not slot.frozen:
                    taken.unbook(slot)
                    found.add(client.id)
    return found


def may_run(taken: Taken, session: Session) -> bool:
    """Whether a session's clinician, room and hour are free and allowed, whoever comes."""
    problem = taken.problem
    kind, who = problem.group_type.get(session.type), problem.clinician.get(session.clinician)
    if kind is None or who is None or not leads(who, kind) or session.minutes != kind.minutes:
        return False
    if not problem.is_due(kind.every_weeks, kind.last) or taken.of_type[kind.id] >= kind.most_per_week:
        return False
    inside = True
    if kind.windows is not None:
        allowed = 0
        for window in kind.windows:
            allowed |= window.mask
        inside = not session.mask & ~allowed
    return (
        inside
        and _room_is_free(taken, session, kind.site)
        and taken.can_work(who.id, session.start, session.minutes, kind.site)
        and taken.licensed(who.id, kind.site, (), session.day)
    )


def _room_is_free(taken: Taken, each: Session | Slot, site: str | None) -> bool:
    if each.room is None:
        return site is None
    room = taken.problem.room.get(each.room)
    return (
        room is not None
        and site in (None, room.site)
        and not each.mask & (taken.room_busy[room.id] | ~taken.open_in[room.id])
    )


def seated_again(taken: Taken, session: Session) -> Session:
    """The session with those of its members who can still be in it."""
    alone = replace(session, members=(), frozen=False)
    for member in session.members:
        client = taken.problem.client.get(member)
        if client is not None and taken.may_join(client, alone) and taken.day_allows(client, alone):
            alone = replace(alone, members=(*alone.members, member))
    return replace(alone, members=tuple(sorted(alone.members)), frozen=session.frozen)


def _may_hold(taken: Taken, slot: Slot) -> bool:
    problem = taken.problem
    client, who = problem.client.get(slot.client), problem.clinician.get(slot.clinician)
    if client is None or who is None or client.primary != who.id or client.language not in who.languages:
        return False
    if slot.kind == "family":
        due, length = problem.family_due(client), problem.family_due(client)
    else:
        length = client.individual.minutes if client.individual else 0
        due = length * client.individual.times if client.individual else 0
    have = sum(each.minutes for each in taken.slots.values() if each.client == client.id and each.kind == slot.kind)
    site = problem.room[slot.room].site if slot.room in problem.room else None
    return (
        slot.minutes == length
        and have + slot.minutes <= due
        and (slot.room is None or site is not None)
        and _room_is_free(taken, slot, site)
        and not slot.mask & (~taken.client_free(client, site) | taken.client_busy[client.id])
        and taken.can_work(who.id, slot.start, slot.minutes, site)
        and taken.licensed(who.id, site, (client,), slot.day)
        and taken.day_long_enough(client, slot.start, slot.minutes)
    )
