"""At which other times would everybody in a drawn session be free? Pure but for the words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from openiop.care.schedule.forms import VIDEO
from openiop.care.schedule.naming import Names
from openiop.engines.scheduler import grid
from openiop.engines.scheduler.plan import Plan, Session
from openiop.engines.scheduler.problem import Problem
from openiop.engines.scheduler.verify import verify

MOST = 5  # times that are offered
MOST_TRIED = 24  # times that are judged by every rule; the nearest come first
NEAR = 2  # half-hours: a shift of less is worth offering only once a day


@dataclass(frozen=True)
class Elsewhere:
    """A time at which nothing more is broken than now: as the form takes it, and in words."""

    place: str
    when: str
    where: str


def other_times(names: Names, plan: Plan, one: Session) -> list[Elsewhere]:
    """Where this session fits with the same people and who leads it, nearest to its time first, at most two a day."""
    problem = names.week.problem
    broken = len(verify(problem, plan, claims=False))
    found: list[Session] = []
    for tried, moved in enumerate(_candidates(problem, plan, one)):
        if len(found) == MOST or tried == MOST_TRIED:
            break
        same_day = [each for each in found if each.day == moved.day]
        if len(same_day) > 1 or any(abs(each.at - moved.at) <= NEAR for each in same_day):
            continue
        there = replace(plan, sessions=tuple(moved if each is one else each for each in plan.sessions))
        if len(verify(problem, there, claims=False)) <= broken:
            found.append(moved)
    return [_told(names, each) for each in sorted(found, key=lambda each: each.start)]


def _told(names: Names, each: Session) -> Elsewhere:
    return Elsewhere(f"{each.day}|{each.at}|{each.room or VIDEO}", names.when(each), names.room(each.room))


def _candidates(problem: Problem, plan: Plan, one: Session) -> Iterator[Session]:
    """Times at which who leads it, everybody in it and a room are free; nearest day, then nearest hour first."""
    site = problem.room[one.room].site if one.room else None
    lead = problem.clinician.get(one.clinician)
    if lead is None:
        return
    taken = _taken(plan, one)
    free = lead.free(site) & ~taken.get(lead.id, 0)
    for client in one.members:
        free &= problem.client[client].free(site) & ~taken.get(client, 0)
    length = grid.half_hours(one.minutes)
    starts = sorted(grid.slots_of(grid.starts(free, length)), key=lambda start: _far(start, one))
    rooms = _rooms(problem, one, site)
    for start in starts:
        mask = grid.span(start, length)
        room = next((each for each in rooms if each is None or not mask & taken.get(each, 0)), "")
        if start != one.start and room != "":
            day, at = divmod(start, grid.DAY)
            yield replace(one, day=day, at=at, room=room)


def _far(start: int, one: Session) -> tuple[int, int, int]:
    day, at = divmod(start, grid.DAY)
    return abs(day - one.day), abs(at - one.at), start


def _rooms(problem: Problem, one: Session, site: str | None) -> list[str | None]:
    """Its own room, then the smallest of the site's that hold everybody."""
    if one.room is None:
        return [None]
    large = [each for each in problem.rooms if each.site == site and each.capacity >= len(one.members)]
    return [one.room, *(e.id for e in sorted(large, key=lambda room: (room.capacity, room.id)) if e.id != one.room)]


def _taken(plan: Plan, one: Session) -> dict[str, int]:
    """When each person and room is taken by something else."""
    found: dict[str, int] = {}
    for each in (*plan.sessions, *plan.slots):
        if each is one:
            continue
        those = each.members if isinstance(each, Session) else (each.client,)
        for key in (*those, each.clinician, *([each.room] if each.room else [])):
            found[key] = found.get(key, 0) | each.mask
    return found
