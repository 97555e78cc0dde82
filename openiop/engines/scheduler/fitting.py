"""One client's best weeks in a given set of seats, exactly and in order.

A seat is anything the client could sit in at a known time: a session with a free chair, an hour of their primary
clinician. Which seats exist is the caller's affair (`place`: those of a fixed timetable; `explain`: those that could be
opened at all). What the client asks for is elastic, what a day may look like is hard, as in `score` and `verify`.

Each day's ways to combine seats are enumerated by dynamic programming and thinned to those that no other way beats;
the days are then joined by A* over (unmet minutes, invalid days, cost), so weeks come best first.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

HALF = 30
DAY = 48
INDIVIDUAL = "\0individual"
FAMILY = "\0family"
LIMITED = (INDIVIDUAL, FAMILY)  # never more than prescribed


@dataclass(frozen=True, slots=True)
class Seat:
    """`start` is a slot of the week; `kind` a curriculum, INDIVIDUAL or FAMILY (each always of one length).

    `counts`: its minutes are treatment. `new`: it would have to be opened first. `key` is the caller's.
    """

    start: int
    minutes: int
    kind: str
    cost: int = 0
    in_person: bool = False
    counts: bool = True
    new: bool = False
    key: object = None

    @property
    def length(self) -> int:
        return -(-self.minutes // HALF)


@dataclass(frozen=True, slots=True)
class Ask:
    """What one client needs of a week, all in minutes; `needs` by kind of seat. `hole` is the longest gap in a day.

    `most_new`: how many new seats a week may use.
    """

    dose: int
    days: int
    least_day: int
    most_day: int
    hole: int
    needs: tuple[tuple[str, int], ...] = ()
    hole_cost: int = 0
    travel_cost: int = 0
    most_new: int = 1


@dataclass(frozen=True, slots=True)
class Way:
    """One way to spend a day: what it brings, what it costs, and its seats in order."""

    minutes: int
    brings: tuple[int, ...]
    cost: int
    seats: tuple[Seat, ...]

    @property
    def new(self) -> int:
        """How many of its seats are new."""
        return sum(seat.new for seat in self.seats)

    @property
    def shape(self) -> int:
        """0 for a day without treatment, else 1 morning, 2 afternoon, 3 evening, by its first seat."""
        if not self.seats:
            return 0
        hour = self.seats[0].start % DAY
        return 1 if hour < 24 else 2 if hour < 34 else 3


@dataclass(frozen=True, slots=True)
class Week:
    """Seats of one week and what they leave: unmet minutes, invalid days, and the cost of the rest."""

    unmet: int
    invalid_days: int
    cost: int
    seats: tuple[Seat, ...]
    shape: tuple[int, ...]


def weeks(
    ask: Ask, seats: Collection[Seat], *, held: Collection[Seat] = (), count: int = 1, effort: int = 20_000
) -> list[Week]:
    """Returns up to `count` weeks, best first, each on other days or at another time of day than those before it.

    `held` seats are in every week. `effort` bounds how many partial weeks are looked at; beyond it fewer weeks return,
    but never none: the last resort is the best that a greedy run finds.
    """
    kept = frozenset(held)
    by_day: dict[int, list[Seat]] = defaultdict(list)
    for seat in {*seats, *kept}:
        by_day[seat.start // DAY].append(seat)
    days = [ways_of_day(ask, by_day[day], [s for s in kept if s.start // DAY == day]) for day in sorted(by_day)]
    return join(ask, days, count=count, effort=effort)


def join(ask: Ask, days: list[list[Way]], *, count: int = 1, effort: int = 20_000) -> list[Week]:
    """The same from each day's ways, for a caller who keeps them."""
    found: list[Week] = []
    shapes: set[tuple[int, ...]] = set()
    for week in _best_first(ask, days, effort):
        if week.shape not in shapes:
            shapes.add(week.shape)
            found.append(week)
            if len(found) == count:
                break
    return found


def best(ask: Ask, seats: Collection[Seat], held: Collection[Seat] = ()) -> Week:
    """Returns the best week there is in these seats."""
    return weeks(ask, seats, held=held)[0]


def ways_of_day(ask: Ask, seats: Sequence[Seat], held: Sequence[Seat] = ()) -> list[Way]:
    """Returns the ways to combine one day's seats that no other way beats, the free day among them if nothing is held.

    No kind twice, no two at once, no hole longer than `ask.hole`, at most `ask.most_day` minutes.
    """
    must = frozenset(held)
    room_for = {kind: minutes for kind, minutes in ask.needs if kind in LIMITED}
    bits: dict[str, list[int]] = {}
    seats = [s for s in seats if s in must or s.kind not in LIMITED or s.minutes <= room_for.get(s.kind, 0)]
    for seat in sorted(seats, key=lambda s: s.kind):
        if seat.kind not in bits:
            times = max(1, room_for.get(seat.kind, 0) // seat.minutes) if seat.kind in LIMITED else 1
            first = sum(map(len, bits.values()))
            bits[seat.kind] = [1 << (first + number) for number in range(times)]
    # by end: {(minutes in all, minutes of treatment, kinds, in person, how many held, how many new): (cost, seats)}
    ends: dict[int, dict[tuple[int, int, int, bool, int, int], tuple[int, tuple[Seat, ...]]]] = defaultdict(dict)
    for seat in sorted(seats, key=lambda s: (s.start, s.minutes, s.kind, s.cost)):
        length, is_held = seat.length, seat in must
        treats = seat.minutes if seat.counts else 0
        travel = ask.travel_cost if seat.in_person else 0
        here = ends[seat.start + length]
        if seat.minutes <= ask.most_day:
            first_state = (seat.minutes, treats, bits[seat.kind][0], seat.in_person, int(is_held), int(seat.new))
            _keep(here, first_state, seat.cost + travel, (seat,))
        for wait in range(min(ask.hole // HALF, seat.start % DAY) + 1):
            for (total, treated, used, travelled, count, new), (cost, path) in ends.get(seat.start - wait, {}).items():
                bit = next((bit for bit in bits[seat.kind] if not used & bit), 0)
                if not bit or total + seat.minutes > ask.most_day or new + seat.new > ask.most_new:
                    continue
                state = (
                    total + seat.minutes,
                    treated + treats,
                    used | bit,
                    travelled or seat.in_person,
                    count + is_held,
                    new + seat.new,
                )
                more = seat.cost + wait * ask.hole_cost + (0 if travelled else travel)
                _keep(here, state, cost + more, (*path, seat))
    found = [] if must else [Way(0, (0,) * len(ask.needs), 0, ())]
    for states in ends.values():
        for (_, treated, _, _, count, _), (cost, path) in states.items():
            if count == len(must):
                found.append(Way(treated, _brings(ask, path), cost, path))
    if not found:  # what is held breaks a day's rule already: it stays as it is
        path = tuple(sorted(must, key=lambda s: s.start))
        found = [Way(sum(s.minutes for s in path if s.counts), _brings(ask, path), 0, path)]
    return _undominated(ask, found)


def _keep[K, P](states: dict[K, tuple[int, P]], state: K, cost: int, path: P) -> None:
    known = states.get(state)
    if known is None or cost < known[0]:
        states[state] = (cost, path)


def _brings(ask: Ask, path: Sequence[Seat]) -> tuple[int, ...]:
    """Minutes that a day's seats bring toward each need, no more than it asks."""
    return tuple(min(need, sum(s.minutes for s in path if s.kind == kind)) for kind, need in ask.needs)


def _undominated(ask: Ask, ways: list[Way]) -> list[Way]:
    """Thins the ways of a day, within each time of day, to those that no other matches in all it brings for less."""
    ways.sort(key=lambda w: (w.shape, -w.minutes, w.cost, [-b for b in w.brings], [s.start for s in w.seats]))
    exact = [number for number, (kind, _) in enumerate(ask.needs) if kind in LIMITED]
    kept: list[Way] = []
    for way in ways:
        level = _level(ask, way.minutes)
        if not any(
            k.shape == way.shape
            and k.cost <= way.cost
            and k.new <= way.new
            and _level(ask, k.minutes) == level
            and all(map(int.__ge__, k.brings, way.brings))
            and all(k.brings[number] == way.brings[number] for number in exact)
            for k in kept
        ):
            kept.append(way)
    return kept


def _level(ask: Ask, minutes: int) -> int:
    """0 no treatment, 1 a day too short for the payer, 2 a day that counts."""
    return 0 if minutes <= 0 else 2 if minutes >= ask.least_day else 1


def _best_first(ask: Ask, days: list[list[Way]], effort: int) -> Iterator[Week]:
    """Yields whole weeks by (unmet, invalid days, cost). The bound is what the days to come could bring at most."""
    count = len(days)
    most = [0] * (count + 1)
    most_of = [[0] * len(ask.needs) for _ in range(count + 1)]
    valid_to_come = [0] * (count + 1)
    for day in reversed(range(count)):
        ways = days[day]
        most[day] = most[day + 1] + max(w.minutes for w in ways)
        most_of[day] = [later + max(w.brings[need] for w in ways) for need, later in enumerate(most_of[day + 1])]
        valid_to_come[day] = valid_to_come[day + 1] + any(_level(ask, w.minutes) == 2 for w in ways)
    cheapest = _cheapest(ask, days)
    needs = [need for _, need in ask.needs]
    limited = [number for number, (kind, _) in enumerate(ask.needs) if kind in LIMITED]

    def bound(day: int, got: int, brought: tuple[int, ...], valid: int, bad: int, cost: int) -> tuple[int, int, int]:
        unmet = max(0, ask.dose - got - most[day])
        for need, have, more in zip(needs, brought, most_of[day], strict=True):
            unmet += max(0, need - have - more)
        rest = min(max(0, ask.dose - got), most[day])
        cheap = cheapest[day][-(-rest // HALF)] if rest > 0 else 0
        return unmet, bad + max(0, ask.days - valid - valid_to_come[day]), cost + cheap

    none = (0,) * len(needs)
    order = 0
    start = bound(0, 0, none, 0, 0, 0)
    queue: list[tuple[tuple[int, int, int], int, int, int, tuple[int, ...], int, int, int, int, tuple[Way, ...]]]
    queue = [(start, 0, order, 0, none, 0, 0, 0, 0, ())]
    seen: dict[tuple[object, ...], int] = {}
    while queue:
        key, _, _, got, brought, valid, bad, cost, opened, path = heapq.heappop(queue)
        day = len(path)
        if day == count:
            yield Week(*key[:2], cost, tuple(s for w in path for s in w.seats), tuple(w.shape for w in path))
            continue
        effort -= 1
        if effort < 0:  # straight down from here
            queue.clear()
            seen.clear()
        for way in days[day]:
            news = opened + way.new
            if news > ask.most_new or any(brought[number] + way.brings[number] > needs[number] for number in limited):
                continue
            now = min(ask.dose, got + way.minutes)
            have = tuple(map(min, needs, map(int.__add__, brought, way.brings)))
            level = _level(ask, way.minutes)
            nth, short, paid = valid + (level == 2), bad + (level == 1), cost + way.cost
            nth = min(nth, ask.days)
            shape = (*(w.shape for w in path), way.shape)
            mark = (shape, now, have, nth, short, news)
            if seen.get(mark, paid + 1) <= paid:
                continue
            seen[mark] = paid
            order += 1
            value = bound(day + 1, now, have, nth, short, paid)
            heapq.heappush(queue, (value, -day, order, now, have, nth, short, paid, news, (*path, way)))
    return


def _cheapest(ask: Ask, days: list[list[Way]]) -> list[list[int]]:
    """[day][half-hours]: the least that so much treatment costs from that day on (0: out of reach)."""
    most = -(-ask.dose // HALF)
    table = [[0] + [1 << 40] * most]
    for ways in reversed(days):
        later, now = table[0], list(table[0])
        cheap: dict[int, int] = {}
        for way in ways:
            halves = way.minutes // HALF
            cheap[halves] = min(way.cost, cheap.get(halves, way.cost))
        for rest in range(most + 1):
            now[rest] = min(cost + later[max(0, rest - halves)] for halves, cost in cheap.items())
        table.insert(0, now)
    return [[0 if cost >= 1 << 40 else cost for cost in row] for row in table]
