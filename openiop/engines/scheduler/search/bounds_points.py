"""What one client adds to tier four at least: gaps, days of travel, preferences, late hours, their share of sessions.

A session's cost is shared out among its members, each paying the same part of it as if it were as full as it could be
at that hour (its maximum, the largest room, those free then). Real ones are no fuller, so the parts add up to no more
than what is paid. Overtime and fairness count nothing.

Unmet minutes and bad days are priced in the same points, so that a client leaves them or not as it pays; whoever adds
the clients up takes the plan's own minutes and days off again. For each of several PRICES the dearest way is avoided
exactly, by dynamic programming over a day's half-hours and then over the days. Two things are let go, which can only
make it cheaper: a curriculum that nobody asked for may come twice a day, and a curriculum asked for brings as much as
its longest group.
"""

import math
from collections import defaultdict

import numpy as np

from .. import grid
from .arena import VIRTUAL, Arena, Who
from .week import late_of

SCALE = 120  # parts of a point: a session's shares are whole for most maxima
PRICES = ((12, 120), (30, 480), (120, 2400), (600, 36000))  # of an unmet minute and of a bad day
LARGEST = 200_000  # states of a client's week; beyond (minutes that share no measure) nothing is proven
NEVER = 1 << 50

type Seat = tuple[int, int, int, int, bool, bool, int]  # start, length, minutes, tag, in person, counts, cost
type Day = list[tuple[int, int, tuple[int, ...], int]]  # minutes of treatment, level, what it brings, cost


def points(arena: Arena, client: int) -> tuple[int, ...]:
    """The least of one client's points at each of PRICES, in parts of 1/SCALE."""
    who = arena.clients[client]
    asked = [(curriculum, need, _longest(arena, who, curriculum)) for curriculum, need in sorted(who.needs.items())]
    needs = [need for _, need, _ in asked] + [ask.minutes * ask.times for ask in who.asks]
    brings = [each for _, _, each in asked] + [ask.minutes for ask in who.asks]
    by_day: dict[int, list[Seat]] = defaultdict(list)
    for seat in _seats(arena, who, [curriculum for curriculum, _, _ in asked]):
        by_day[seat[0] // grid.DAY].append(seat)
    days = [_ways(arena, who, sorted(seats), brings, len(asked)) for seats in by_day.values()]
    return _week(who, days, needs, len(asked))


def _longest(arena: Arena, who: Who, curriculum: str) -> int:
    return max((arena.kinds[k].minutes for k in who.groups if arena.kinds[k].curriculum == curriculum), default=0)


def _seats(arena: Arena, who: Who, asked: list[str]) -> list[Seat]:
    """The cheapest for each hour, length, use and place. `tag`: which need it serves, -1 none."""
    weights = arena.problem.weights
    cheapest: dict[tuple[int, int, int, int, bool, bool], int] = {}

    def put(start: int, length: int, minutes: int, tag: int, there: bool, counts: bool, shares: int) -> None:
        outside = sum(weight * (grid.span(start, length) & ~mask).bit_count() for mask, weight in who.wishes)
        key = (start, length, minutes, tag, there, counts)
        cost = SCALE * weights.preference * outside + shares
        cheapest[key] = min(cost, cheapest.get(key, cost))

    for which, mask in who.groups.items():
        kind = arena.kinds[which]
        tag = asked.index(kind.curriculum) if kind.curriculum in asked else -1
        for start in grid.slots_of(mask & arena.peers(which)):
            put(start, kind.length, kind.minutes, tag, kind.place != VIRTUAL, True, _share(arena, which, start))
    for number, ask in enumerate(who.asks):
        for place, mask in ask.starts.items():
            for start in grid.slots_of(mask):
                late = SCALE * weights.late_finish * late_of(start, ask.length)
                put(start, ask.length, ask.minutes, len(asked) + number, place != VIRTUAL, who.counts, late)
    return [(*key, cost) for key, cost in cheapest.items()]


def _share(arena: Arena, which: int, start: int) -> int:
    kind, weights = arena.kinds[which], arena.problem.weights
    most = min(kind.most, sum(arena.clients[each].groups[which] >> start & 1 for each in kind.crowd))
    if kind.place != VIRTUAL:
        open_then = (seats for seats, free, _ in arena.rooms[kind.place] if free >> start & 1)
        most = min(most, max(open_then, default=1))
    return SCALE * (weights.session + weights.late_finish * late_of(start, kind.length)) // max(1, most)


def _ways(arena: Arena, who: Who, seats: list[Seat], brings: list[int], curricula: int) -> Day:
    """One day's ways that no other beats: a chain of seats with bounded holes, a need's curriculum at most once."""
    weights = arena.problem.weights
    travel, gap = SCALE * weights.travel_day * who.travel, SCALE * weights.gap
    none = (0,) * len(brings)
    # by end: (minutes, minutes of treatment, how often each need, in person) -> cost
    ends: dict[int, dict[tuple[int, int, tuple[int, ...], bool], int]] = defaultdict(dict)
    for start, length, minutes, tag, there, counts, cost in seats:
        here, treats = ends[start + length], minutes if counts else 0
        before = [(0, 0, none, False, 0)]
        for wait in range(min(who.hole, start % grid.DAY) + 1):
            before += [(*state, paid + wait * gap) for state, paid in ends.get(start - wait, {}).items()]
        for total, treated, used, travelled, paid in before:
            if total + minutes > who.most_day or (0 <= tag < curricula and used[tag]):
                continue
            use = used if tag < 0 else (*used[:tag], used[tag] + 1, *used[tag + 1 :])
            state = (total + minutes, treated + treats, use, travelled or there)
            now = paid + cost + (travel if there and not travelled else 0)
            if now < here.get(state, now + 1):
                here[state] = now
    best: dict[tuple[int, tuple[int, ...]], int] = {(0, none): 0}
    for states in ends.values():
        for (_, treated, used, _), paid in states.items():
            if paid < best.get((treated, used), paid + 1):
                best[treated, used] = paid
    found: Day = []
    for (treated, used), paid in sorted(best.items(), key=lambda item: (-item[0][0], item[1])):
        level = 0 if treated <= 0 else 2 if treated >= max(1, who.least_day) else 1
        gives = tuple(map(int.__mul__, used, brings))
        if not any(
            each[1] == level
            and each[3] <= paid
            and all(map(int.__ge__, each[2][:curricula], gives[:curricula]))
            and each[2][curricula:] == gives[curricula:]
            for each in found
        ):
            found.append((treated, level, gives, paid))
    return found


def _week(who: Who, days: list[Day], needs: list[int], curricula: int) -> tuple[int, ...]:
    """The cheapest week at each of PRICES, from the last day to the first, over all that the days before may give.

    A state is (minutes of treatment, what is brought to each need, valid days), each counted up to what is asked.
    """
    tops = [who.dose, *needs, who.days]
    steps = [[(way[0], *way[2], int(way[1] == 2)) for way in ways] for ways in days]
    units = [math.gcd(top, *(step[axis] for each in steps for step in each)) or 1 for axis, top in enumerate(tops)]
    shape = [top // unit + 1 for top, unit in zip(tops, units, strict=True)]
    if math.prod(shape) > LARGEST:
        return (0,) * len(PRICES)
    minute, day = np.array(PRICES, dtype=np.int64).T
    axes = np.indices(shape).reshape(len(shape), -1)
    short = sum((top - unit * axis for top, unit, axis in zip(tops[:-1], units[:-1], axes[:-1], strict=True)), 0)
    ahead = np.outer(short, minute) + np.outer(who.days - axes[-1], day)
    for ways, step in zip(days, steps, strict=True):
        now = np.full_like(ahead, NEVER)
        for (_, level, _, cost), more in zip(ways, step, strict=True):
            then = axes + np.array([each // unit for each, unit in zip(more, units, strict=True)])[:, None]
            # hours with the primary are never more than prescribed; of anything else too much is as good as enough
            able = np.all([then[axis] < shape[axis] for axis in range(1 + curricula, len(shape) - 1)] or [True], axis=0)
            then = np.minimum(then, np.array(shape)[:, None] - 1)
            value = ahead[np.ravel_multi_index(tuple(then), shape)] + cost + (day if level == 1 else 0)
            now = np.minimum(now, np.where(np.broadcast_to(able, then.shape[1])[:, None], value, NEVER))
        ahead = now
    return tuple(int(each) for each in ahead[0])
