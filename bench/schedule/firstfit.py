"""First fit: what software does today. Clients in order; each takes the first thing that fits, or opens a group.

Nobody looks ahead: a client's hours with their primary clinician come first, then day after day whatever group has a
chair, and where none has, one is opened for them in the hope that others will join. What stays below its minimum is
struck out at the end, and its members look once more for a chair elsewhere.
"""

from itertools import pairwise

from openiop.engines.scheduler import grid
from openiop.engines.scheduler.compiled import Compiled, compiled
from openiop.engines.scheduler.convert import digest
from openiop.engines.scheduler.plan import Plan, Session
from openiop.engines.scheduler.problem import Client, GroupType, Problem
from openiop.engines.scheduler.score import plan_of
from openiop.engines.scheduler.taken import Taken


def first_fit(problem: Problem) -> Plan:
    """Returns a plan that keeps every hard rule."""
    taken = Taken(problem, problem.frozen.sessions, problem.frozen.slots)
    masks = compiled(problem)
    for client in problem.clients:
        book_hours(taken, client)
        seat(taken, masks, client, may_open=True)
    again: set[str] = set()
    while left := strike(taken) | mend(taken):
        again |= left
    for client in problem.clients:
        if client.id in again:
            seat(taken, masks, client, may_open=False)
    return plan_of(problem, digest(problem), taken.sessions.values(), taken.slots.values())


def strike(taken: Taken) -> set[str]:
    """Takes out the groups below their minimum; returns who was in them."""
    small = [
        session
        for session in taken.sessions.values()
        if len(session.members) < taken.problem.group_type[session.type].minimum and not session.frozen
    ]
    return {member for session in small for member in taken.remove(session.id).members}


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
                taken.leave(session.id, client.id)
            for slot in [s for s in taken.slots.values() if s.client == client.id and s.mask & lost]:
                taken.unbook(slot)
            found.add(client.id)
    return found


def book_hours(taken: Taken, client: Client) -> None:
    """The first free hours of the primary clinician: individual, then family where it is due."""
    family = taken.problem.family_due(client)
    wanted = [("individual", client.individual.minutes)] * client.individual.times if client.individual else []
    wanted += [("family", family)] if family else []
    have = [each.kind for each in taken.slots.values() if each.client == client.id]
    for kind, minutes in wanted:
        if kind in have:
            have.remove(kind)
            continue
        slot = next(
            (s for s in taken.hours_with(client, kind, minutes) if day_allows(taken, client, s.start, minutes)), None
        )
        if slot:
            taken.book(slot)


def seat(taken: Taken, masks: Compiled, client: Client, *, may_open: bool) -> None:
    """Fills the client's week from its first half-hour, a day's share each day, until the dose is reached."""
    problem = taken.problem
    share = max(problem.day_minimum(client), -(-client.dose.minutes // max(1, problem.days_needed(client))))
    needs = {need.curriculum: need.minutes for need in client.needs}
    for session in taken.sessions.values():
        if client.id in session.members and (curriculum := problem.group_type[session.type].curriculum) in needs:
            needs[curriculum] -= session.minutes
    treated = minutes_of(taken, client)
    for start in range(grid.WEEK):
        if treated >= client.dose.minutes and not any(rest > 0 for rest in needs.values()):
            return
        busy = taken.client_busy[client.id]
        if busy >> start & 1 or (busy & grid.day_bits(start // grid.DAY)).bit_count() * grid.HALF >= share:
            continue
        session = joinable(taken, client, start, needs)
        if session is None and may_open:
            session = opened(taken, masks, client, start, needs)
        if session is not None:
            taken.join(session.id, client.id)
            treated += session.minutes
            curriculum = problem.group_type[session.type].curriculum
            needs[curriculum] = needs.get(curriculum, 0) - session.minutes


def joinable(taken: Taken, client: Client, start: int, needs: dict[str, int]) -> Session | None:
    """A group that begins then and has a chair, one they need before any other."""
    here = [
        each
        for each in taken.sessions.values()
        if each.start == start and taken.may_join(client, each) and allows(taken, client, each)
    ]
    kinds = taken.problem.group_type
    return min(here, key=lambda each: (-max(0, needs.get(kinds[each.type].curriculum, 0)), each.id), default=None)


def opened(taken: Taken, masks: Compiled, client: Client, start: int, needs: dict[str, int]) -> Session | None:
    """A new group that begins then, empty so far, if a room and somebody to lead it are free."""
    problem, number = taken.problem, masks.client_index[client.id]
    kinds = sorted(
        range(len(problem.group_types)), key=lambda t: -max(0, needs.get(problem.group_types[t].curriculum, 0))
    )
    for t in kinds:
        kind = problem.group_types[t]
        if not masks.client_starts[number][t] >> start & 1 or taken.of_type[kind.id] >= kind.most_per_week:
            continue
        session = could_run(taken, masks, client, t, kind, start)
        if session is not None and allows(taken, client, session):
            taken.add(session)
            return session
    return None


def could_run(taken: Taken, masks: Compiled, client: Client, t: int, kind: GroupType, start: int) -> Session | None:
    """The session, or None."""
    day, at = divmod(start, grid.DAY)
    mask = grid.span(start, grid.half_hours(kind.minutes))
    if mask & taken.client_busy[client.id]:
        return None
    room = taken.free_room(kind.site, mask, kind.minimum) if kind.site else None
    if kind.site and room is None:
        return None
    for s, who in enumerate(taken.problem.clinicians):
        if (
            masks.leader_starts[s][t] >> start & 1
            and taken.can_work(who.id, start, kind.minutes, kind.site)
            and taken.licensed(who.id, kind.site, [client], day)
        ):
            name = f"{kind.id}-{start}-{who.id}"
            return Session(name, kind.id, day, at, kind.minutes, who.id, room, ())
    return None


def allows(taken: Taken, client: Client, session: Session) -> bool:
    """Whether the client's day still has room for it: no curriculum twice, not too long, no long hole."""
    curriculum = taken.problem.group_type[session.type].curriculum
    return day_allows(taken, client, session.start, session.minutes) and not any(
        each.day == session.day
        and client.id in each.members
        and taken.problem.group_type[each.type].curriculum == curriculum
        for each in taken.sessions.values()
    )


def day_allows(taken: Taken, client: Client, start: int, minutes: int) -> bool:
    """Whether so many minutes from there keep the day's length and holes."""
    day = grid.day_bits(start // grid.DAY)
    then = (taken.client_busy[client.id] & day) | grid.span(start, grid.half_hours(minutes))
    if then.bit_count() * grid.HALF > taken.problem.payer[client.payer].maximum_day_minutes:
        return False
    runs = grid.runs(then)
    return all(
        (later - start - length) * grid.HALF <= client.gap_minutes for (start, length), (later, _) in pairwise(runs)
    )


def minutes_of(taken: Taken, client: Client) -> int:
    """Treatment minutes so far."""
    counts = taken.problem.payer[client.payer].individual_counts
    return sum(s.minutes for s in taken.sessions.values() if client.id in s.members) + (
        sum(s.minutes for s in taken.slots.values() if s.client == client.id) if counts else 0
    )
