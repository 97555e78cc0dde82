"""When else could a drawn session be, and when could a client and their therapist meet? Pure but for the words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from openiop.care.schedule.forms import VIDEO
from openiop.care.schedule.naming import Names
from openiop.engines.scheduler import grid
from openiop.engines.scheduler.plan import Kind, Plan, Session, Slot
from openiop.engines.scheduler.problem import Client, Problem
from openiop.engines.scheduler.verify import verify

MOST_TIMES = 5  # that are offered for a session
MOST_HOURS = 4  # for an hour one to one
MOST_TRIED = 24  # that are judged by every rule; the likeliest come first
NEAR = 2  # half-hours: a shift of less is worth offering only once a day


@dataclass(frozen=True)
class Time:
    """A time at which nothing more is broken than now, as the forms take it and in words."""

    day: int
    at: int
    room: str
    when: str
    where: str

    @property
    def place(self) -> str:
        return f"{self.day}|{self.at}|{self.room}"


def other_times(names: Names, plan: Plan, one: Session) -> list[Time]:
    """Where this session fits with the same people and who leads it, nearest to its time first, at most two a day."""
    problem = names.week.problem

    def is_like(moved: Session, found: list[Session]) -> bool:
        same_day = [each for each in found if each.day == moved.day]
        return len(same_day) > 1 or any(abs(each.at - moved.at) <= NEAR for each in same_day)

    def with_it(moved: Session) -> Plan:
        return replace(plan, sessions=tuple(moved if each is one else each for each in plan.sessions))

    found = _fitting(problem, plan, _sessions(problem, plan, one), MOST_TIMES, is_like, with_it)
    return [_told(names, each) for each in sorted(found, key=lambda each: each.start)]


def meeting_times(names: Names, plan: Plan, client: str, kind: Kind, one: Slot | None = None) -> list[Time]:
    """Where an hour of this kind fits, nearest to what they come for anyway first; `one`: the hour that would move."""
    problem = names.week.problem
    without = replace(plan, slots=tuple(each for each in plan.slots if each is not one))

    def is_like(slot: Slot, found: list[Slot]) -> bool:
        return any(slot.mask & each.mask for each in found)

    def with_it(slot: Slot) -> Plan:
        return replace(without, slots=(*without.slots, slot))

    found = _fitting(problem, without, _slots(problem, without, client, kind), MOST_HOURS, is_like, with_it)
    return [_told(names, each) for each in found]


def _fitting[T: (Session, Slot)](
    problem: Problem,
    plan: Plan,
    candidates: Iterable[T],
    most: int,
    is_like: Callable[[T, list[T]], bool],
    with_it: Callable[[T], Plan],
) -> list[T]:
    """The first of these that are not too like one before and with which no more is broken than in the plan."""
    broken = len(verify(problem, plan, claims=False))
    found: list[T] = []
    for tried, each in enumerate(candidates):
        if len(found) == most or tried == MOST_TRIED:
            break
        if not is_like(each, found) and len(verify(problem, with_it(each), claims=False)) <= broken:
            found.append(each)
    return found


def _told(names: Names, each: Session | Slot) -> Time:
    return Time(each.day, each.at, each.room or VIDEO, names.when(each), names.room(each.room))


def _taken(plan: Plan, but: Session | None = None) -> dict[str, int]:
    """When each person and room is taken, by anything else than `but`."""
    found: dict[str, int] = {}
    everything: list[Session | Slot] = [*plan.sessions, *plan.slots]
    for each in everything:
        if each is but:
            continue
        those = each.members if isinstance(each, Session) else (each.client,)
        for key in (*those, each.clinician, *([each.room] if each.room else [])):
            found[key] = found.get(key, 0) | each.mask
    return found


def _sessions(problem: Problem, plan: Plan, one: Session) -> Iterator[Session]:
    """The session where who leads it, everybody in it and a room are free; nearest day, then nearest hour first."""
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
    rooms = _rooms_of(problem, one, site)
    for start in starts:
        mask = grid.span(start, length)
        room = next((each for each in rooms if each is None or not mask & taken.get(each, 0)), "")
        if start != one.start and room != "":
            day, at = divmod(start, grid.DAY)
            yield replace(one, day=day, at=at, room=room)


def _far(start: int, one: Session) -> tuple[int, int, int]:
    day, at = divmod(start, grid.DAY)
    return abs(day - one.day), abs(at - one.at), start


def _rooms_of(problem: Problem, one: Session, site: str | None) -> list[str | None]:
    """Its own room, then the smallest of the site's that hold everybody."""
    if one.room is None:
        return [None]
    large = [each for each in problem.rooms if each.site == site and each.capacity >= len(one.members)]
    return [one.room, *(e.id for e in sorted(large, key=lambda room: (room.capacity, room.id)) if e.id != one.room)]


def _slots(problem: Problem, plan: Plan, client: str, kind: Kind) -> Iterator[Slot]:
    """An hour where client, therapist and a room are free; days on which they come anyway first, then the shortest wait
    before or after."""
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
        for room in _rooms_for(problem, person):
            site = problem.room[room].site if room else None
            mask = grid.span(start, length)
            if mask & (taken.get(room, 0) if room else 0) or mask & ~(person.free(site) & lead.free(site)):
                continue
            day, at = divmod(start, grid.DAY)
            made.append((_wait(mine, start, length), Slot(client, lead.id, kind, day, at, wanted.minutes, room)))
            break
    yield from (slot for _wait, slot in sorted(made, key=lambda pair: pair[0]))


def _rooms_for(problem: Problem, person: Client) -> list[str | None]:
    """Where they could meet: the smallest room first, video last, or only where they never come in person."""
    rooms: list[str | None] = []
    if person.mode != "virtual":
        rooms += [
            each.id
            for each in sorted(problem.rooms, key=lambda room: (room.capacity, room.id))
            if person.site in (None, each.site)
        ]
    return rooms if person.mode == "in_person" else [*rooms, None]


def _wait(mine: int, start: int, length: int) -> tuple[int, int, int]:
    """(comes on no other account that day, half-hours between this and the nearest of theirs, when)."""
    day = start // grid.DAY
    theirs = list(grid.slots_of(mine & grid.day_bits(day)))
    gaps = [max(start - each - 1, each - start - length) for each in theirs]
    return int(not theirs), min(gaps, default=0), start
