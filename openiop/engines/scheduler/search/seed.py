"""A first week in well under a second: days of back-to-back groups where the most people lack them, then the hours.

Programs run days of three hours, so the greedy step is not a session but such a block: the crowd, day and time at which
most minutes come home, seats first to those with the fewest other days. What it leaves, the search repairs.
"""

from collections import defaultdict

from .. import grid
from .arena import VIRTUAL, Arena
from .ledger import Ledger
from .week import Hour, Meeting, Week

SHAPES: tuple[tuple[int, ...], ...] = ((2, 2, 2), (3, 3), (3, 2, 2), (2, 2), (3,), (2,))


class Seed:
    """The greedy run."""

    def __init__(self, arena: Arena, week: Week) -> None:
        self.arena = arena
        self.ledger = Ledger(arena, week)
        self.meetings = list(week.meetings)
        self.hours = list(week.hours)
        clients = arena.clients
        self.left = [who.dose - (sum(a.minutes * a.times for a in who.asks) if who.counts else 0) for who in clients]
        self.needs = [dict(who.needs) for who in clients]
        self.used = [0] * len(clients)  # mask of days
        for client, visits in enumerate(week.visits):
            for visit in visits:
                self.used[client] |= 1 << visit.start // grid.DAY
                if visit.curriculum is not None:
                    self.left[client] -= visit.minutes
                    if visit.curriculum in self.needs[client]:
                        self.needs[client][visit.curriculum] -= visit.minutes
        # client -> length -> starts at which some group of that length takes them, by crowd
        self.any: dict[tuple[int, int, int], int] = defaultdict(int)
        self.members: dict[int, set[int]] = defaultdict(set)
        for client, who in enumerate(clients):
            for which, mask in who.groups.items():
                kind = arena.kinds[which]
                self.any[kind.cohort, client, kind.length] |= mask
                self.members[kind.cohort].add(client)
        self.best: dict[int, list[tuple[float, int, tuple[int, ...]]]] = {}
        self._open: dict[tuple[int, int], bool] = {}
        self.patience = 0
        self.old: set[int] = set()
        self.dead: set[tuple[int, int, tuple[int, ...]]] = set()

    def run(self) -> tuple[list[Meeting], list[Hour]]:
        """Meetings and hours, rooms settled greedily."""
        while self._block():
            pass
        self._hours()
        return self.meetings, self.hours

    def _wanting(self, client: int, day: int) -> float:
        who = self.arena.clients[client]
        if self.left[client] < 60 or self.used[client] >> day & 1:
            return 0
        others = sum(
            1
            for each in range(grid.DAYS)
            if each != day and not self.used[client] >> each & 1 and self._free(client, each)
        )
        missing = max(1, who.days - self.used[client].bit_count())
        return 1 + 2.0 * (missing / (others + 1))

    def _free(self, client: int, day: int) -> bool:
        key = (client, day)
        known = self._open.get(key)
        if known is None:
            known = self._open[key] = any(
                mask & grid.day_bits(day) for mask in self.arena.clients[client].groups.values()
            )
        return known

    def _options(self, cohort: int) -> list[tuple[float, int, tuple[int, ...]]]:
        lengths = {self.arena.kinds[which].length for which in self.arena.cohorts[cohort]}
        shapes: list[tuple[int, ...]] = [shape for shape in SHAPES if set(shape) <= lengths]
        least = min(self.arena.kinds[which].least for which in self.arena.cohorts[cohort])
        most = max(self.arena.kinds[which].most for which in self.arena.cohorts[cohort])
        gains: dict[tuple[int, tuple[int, ...]], list[float]] = defaultdict(list)
        for client in sorted(self.members[cohort]):
            if self.left[client] < 60:
                continue
            who = self.arena.clients[client]
            free = {length: self.any[cohort, client, length] for length in lengths}
            for day in range(grid.DAYS):
                want = self._wanting(client, day)
                if not want:
                    continue
                for shape in shapes:
                    if sum(shape) * grid.HALF > who.most_day:
                        continue
                    at, mask = 0, grid.day_bits(day)
                    busy = self.ledger.mine[client]
                    for length in shape:
                        mask &= free[length] >> at
                        at += length
                    if busy:
                        for step in range(at):
                            mask &= ~(busy >> step)
                    value = want * min(self.left[client], sum(shape) * grid.HALF)
                    if sum(shape) * grid.HALF < who.least_day:
                        value *= 0.2
                    for start in grid.slots_of(mask):
                        gains[start, shape].append(value)
        found = []
        for (start, shape), values in gains.items():
            if len(values) >= least and (cohort, start, shape) not in self.dead:
                values.sort(reverse=True)
                # what one clinician's hour brings: sessions are what is scarce
                found.append((sum(values[:most]) / sum(shape) ** 0.7, start, shape))
        found.sort(key=lambda each: (-each[0], each[1], each[2]))
        return found

    def _block(self) -> bool:
        for cohort in range(len(self.arena.cohorts)):
            if cohort not in self.best:
                self.best[cohort] = self._options(cohort)
        while True:
            best = max(
                ((options[0], -cohort) for cohort, options in self.best.items() if options),
                key=lambda each: (each[0][0], each[1]),
                default=None,
            )
            if best is None and self.old:
                self.old.clear()
                self.best.clear()
                return True
            if best is None:
                return False
            (_, start, shape), cohort = best[0], -best[1]
            if self._open_block(cohort, start, shape):
                self._stale(cohort, start // grid.DAY)
                return True
            self.dead.add((cohort, start, shape))
            self.best[cohort].pop(0)

    def _stale(self, cohort: int, day: int) -> None:
        """After a block: its day is looked at anew; the other days of large programs only after some more blocks."""
        touched = self.members[cohort]
        for other, options in self.best.items():
            if other == cohort or self.members[other] & touched:
                self.best[other] = [each for each in options if each[1] // grid.DAY != day]
                self.old.add(other)
        self.patience -= 1
        if self.patience <= 0:
            self.patience = max(1, len(self.arena.clients) // 40)
            for other in self.old:
                del self.best[other]
            self.old.clear()

    def _open_block(self, cohort: int, start: int, shape: tuple[int, ...]) -> bool:
        arena, ledger = self.arena, self.ledger
        day = start // grid.DAY
        opened: list[Meeting] = []
        crowd = [c for c in sorted(self.members[cohort]) if self._wanting(c, day)]
        crowd.sort(key=lambda c: (-self._wanting(c, day), c))
        taken: set[str] = set()
        at = start
        for length in shape:
            best: tuple[float, Meeting] | None = None
            for which in arena.cohorts[cohort]:
                kind = arena.kinds[which]
                if kind.length != length or kind.curriculum in taken or ledger.count[which] >= kind.most_per_week:
                    continue
                for lead, can in kind.leaders.items():
                    if not can >> at & 1 or not ledger.can_lead(lead, at, length, kind.minutes):
                        continue
                    members = self._seat(which, at, lead, crowd)
                    room = -1
                    if kind.place != VIRTUAL:
                        room, seats = ledger.room(kind.place, at, length, len(members))
                        members = members[:seats] if room >= 0 else []
                    if len(members) < kind.least:
                        continue
                    value: float = sum(1 + (self.needs[c].get(kind.curriculum, 0) > 0) for c in members)
                    value += 0.001 * (arena.leads[lead].week_cap - ledger.load[lead]) / 60
                    if best is None or value > best[0]:
                        name = (
                            f"{arena.problem.group_types[which].id}/{day}-{grid.clock(at % grid.DAY).replace(':', '')}"
                        )
                        best = (value, Meeting(name, which, at, lead, frozenset(members), False, room))
            if best is None:
                return False
            opened.append(best[1])
            taken.add(arena.kinds[best[1].kind].curriculum)
            crowd = [c for c in crowd if c in best[1].members]
            at += length
        names = {meeting.id for meeting in self.meetings}
        if any(meeting.id in names for meeting in opened):
            return False
        loads: dict[int, int] = defaultdict(int)
        for meeting in opened:
            loads[meeting.lead] += 1
        if len(loads) < len(opened):  # one person leads more than one of them: check that all fit together
            trial = ledger.copy()
            for meeting in opened:
                kind = arena.kinds[meeting.kind]
                if not trial.can_lead(meeting.lead, meeting.start, kind.length, kind.minutes):
                    return False
                trial.hold(meeting)
        for meeting in opened:
            ledger.hold(meeting)
            self.meetings.append(meeting)
            kind = arena.kinds[meeting.kind]
            for member in meeting.members:
                self.left[member] -= kind.minutes
                self.used[member] |= 1 << day
                if kind.curriculum in self.needs[member]:
                    self.needs[member][kind.curriculum] -= kind.minutes
        return True

    def _seat(self, which: int, start: int, lead: int, crowd: list[int]) -> list[int]:
        kind = self.arena.kinds[which]
        span = grid.span(start, kind.length)
        members: list[int] = []
        for client in crowd:
            who = self.arena.clients[client]
            if not who.groups.get(which, 0) >> start & 1 or span & self.ledger.mine[client]:
                continue
            if kind.place == VIRTUAL and not self.arena.may_treat(lead, client, start):
                continue
            if any(other in who.apart for other in members):
                continue
            members.append(client)
            if len(members) == kind.most:
                break
        return members

    def _hours(self) -> None:
        """Hours with the primary, on days with groups, as near to them as can be."""
        arena, ledger = self.arena, self.ledger
        order = sorted(
            range(len(arena.clients)),
            key=lambda c: (sum(m.bit_count() for a in arena.clients[c].asks for m in a.starts.values()), c),
        )
        for client in order:
            who = arena.clients[client]
            for ask in who.asks:
                held = sum(1 for hour in self.hours if hour.client == client and hour.kind == ask.kind)
                for _ in range(ask.times - held):
                    found = self._hour(client, ask.length, ask.minutes, ask.kind, ask.starts)
                    if found is None:
                        break
                    self.hours.append(found)
                    ledger.keep(found)

    def _hour(self, client: int, length: int, minutes: int, kind: str, starts: dict[int, int]) -> Hour | None:
        who, ledger = self.arena.clients[client], self.ledger
        best: tuple[int, int, int, int] | None = None
        for place, mask in starts.items():
            for start in grid.slots_of(mask):
                span, day = grid.span(start, length), start // grid.DAY
                today = ledger.mine[client] & grid.day_bits(day)
                if span & ledger.mine[client] or not today:
                    continue
                if any(h.client == client and h.kind == kind and h.start // grid.DAY == day for h in self.hours):
                    continue
                both = today | span
                if both.bit_count() * grid.HALF > who.most_day:
                    continue
                gap = longest_hole(both >> day * grid.DAY)
                if gap > who.hole or not ledger.can_lead(who.primary, start, length, minutes):
                    continue
                room = -1
                if place != VIRTUAL:
                    room, _ = ledger.room(place, start, length, 1)
                    if room < 0:
                        continue
                if best is None or (gap, start, place, room) < best:
                    best = (gap, start, place, room)
        if best is None:
            return None
        return Hour(client, who.primary, kind, best[1], minutes, best[2], False, best[3])


def longest_hole(today: int) -> int:
    """Half-hours of the longest hole in one day's mask."""
    longest = 0
    today >>= (today & -today).bit_length() - 1 if today else 0
    while today:
        today >>= (~today & (today + 1)).bit_length() - 1
        if not today:
            break
        wait = (today & -today).bit_length() - 1
        longest = max(longest, wait)
        today >>= wait
    return longest


def greedy(arena: Arena, week: Week) -> tuple[list[Meeting], list[Hour]]:
    """Adds to a week (its frozen part, or an empty one) what the greedy run finds."""
    return Seed(arena, week).run()
