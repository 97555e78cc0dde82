"""When could a client and their therapist meet in this drawn week? Pure but for the words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from openiop.care.schedule.forms import VIDEO
from openiop.care.schedule.naming import Names
from openiop.engines.scheduler import grid
from openiop.engines.scheduler.plan import Kind, Plan, Session, Slot
from openiop.engines.scheduler.problem import Client, Problem
from openiop.engines.scheduler.verify import verify

MOST = 4  # times that are offered
MOST_TRIED = 24  # times that are judged by every rule; the likeliest come first


@dataclass(frozen=True)
class Time:
    """A time at which nothing more is broken than without it, as the form takes it and in words."""

    day: int
    at: int
    room: str
    when: str
    where: str


def good_times(names: Names, plan: Plan, client: str, kind: Kind, one: Slot | None = None) -> list[Time]:
    """Where an hour of this kind fits, nearest to what they come for anyway first; `one`: the hour that would move."""
    problem = names.week.problem
    without = plan if one is None else replace(plan, slots=tuple(each for each in plan.slots if each is not one))
    broken = len(verify(problem, without, claims=False))
    found: list[Time] = []
    for tried, slot in enumerate(_candidates(problem, without, client, kind)):
        if len(found) == MOST or tried == MOST_TRIED:
            break
        if any(slot.mask & each.mask for each in _as_slots(found, slot)):
            continue
        if len(verify(problem, replace(without, slots=(*without.slots, slot)), claims=False)) <= broken:
            found.append(Time(slot.day, slot.at, slot.room or VIDEO, names.when(slot), names.room(slot.room)))
    return found


def _as_slots(found: list[Time], like: Slot) -> Iterator[Slot]:
    """The times found so far as slots, so that no two that are offered overlap."""
    return (replace(like, day=each.day, at=each.at) for each in found)


def _candidates(problem: Problem, plan: Plan, client: str, kind: Kind) -> Iterator[Slot]:
    """Times at which client, therapist and a room are free; days on which they come anyway first, then the shortest
    wait before or after."""
    person = problem.client[client]
    lead = problem.clinician.get(person.primary or "")
    wanted = person.individual if kind == "individual" else person.family
    if lead is None or wanted is None:
        return
    taken = _taken(plan)
    length = grid.half_hours(wanted.minutes)
    mine = taken.get(client, 0)
    busy = mine | taken.get(lead.id, 0)
    made: list[tuple[tuple[int, int, int], Slot]] = []
    for start in grid.slots_of(grid.starts(grid.ALL & ~busy, length)):
        for room in _rooms(problem, person):
            site = problem.room[room].site if room else None
            mask = grid.span(start, length)
            if mask & (taken.get(room, 0) if room else 0) or mask & ~(person.free(site) & lead.free(site)):
                continue
            day, at = divmod(start, grid.DAY)
            made.append((_wait(mine, start, length), Slot(client, lead.id, kind, day, at, wanted.minutes, room)))
            break
    yield from (slot for _wait, slot in sorted(made, key=lambda pair: pair[0]))


def _rooms(problem: Problem, person: Client) -> list[str | None]:
    """Where they could meet: the smallest room first, video last, or only where they never come in person."""
    rooms: list[str | None] = []
    if person.mode != "virtual":
        rooms += [
            each.id
            for each in sorted(problem.rooms, key=lambda room: (room.capacity, room.id))
            if person.site in (None, each.site)
        ]
    return rooms if person.mode == "in_person" else [*rooms, None]


def _taken(plan: Plan) -> dict[str, int]:
    """When each person and room is taken."""
    found: dict[str, int] = {}
    everything: list[Session | Slot] = [*plan.sessions, *plan.slots]
    for each in everything:
        those = each.members if isinstance(each, Session) else (each.client,)
        for key in (*those, each.clinician, *([each.room] if each.room else [])):
            found[key] = found.get(key, 0) | each.mask
    return found


def _wait(mine: int, start: int, length: int) -> tuple[int, int, int]:
    """(comes on no other account that day, half-hours between this and the nearest of theirs, when)."""
    day = start // grid.DAY
    theirs = list(grid.slots_of(mine & grid.day_bits(day)))
    gaps = [max(start - each - 1, each - start - length) for each in theirs]
    return int(not theirs), min(gaps, default=0), start
