"""Which part of a week to free next: a few kinds of neighbourhood, chosen by what each has brought for its effort."""

import random
from collections.abc import Sequence

from .. import grid
from .arena import Arena
from .model import Scope
from .week import Tally, Week

NAMES = ("seats", "few", "around", "focus", "whole", "reach", "aim", "weak")
WORTH = {"seats": 1.0, "few": 3.0, "around": 0.4, "focus": 9.0, "whole": 0.3, "reach": 0.5, "aim": 8.0, "weak": 0.6}
SIZE = {"seats": 14, "few": 7.0, "around": 5.0, "focus": 16.0, "whole": 20.0, "reach": 30, "aim": 12, "weak": 12.0}
LARGEST = {"seats": 40, "few": 14, "around": 10, "focus": 45, "whole": 60, "reach": 90, "aim": 30, "weak": 24}
STUCK = 2  # moves in vain after which hours alone are looked for
EVEN = sum(1 << slot for slot in range(0, grid.WEEK, 2))  # starts on the hour
DAYS = 14  # no client lacks more days; who lacks more than this of `lacking` lacks minutes


class Chooser:
    """Draws scopes for one worker. Everything comes from its own dice, so a seed gives the same moves."""

    def __init__(self, arena: Arena, tally: Tally, seed: int, share: int = 0, of: int = 1) -> None:
        self.arena, self.tally = arena, tally
        self.dice = random.Random(f"{seed}/{share}/{of}")  # noqa: S311 (chance, not secrecy)
        self.size, self.worth = dict(SIZE), dict(WORTH)
        masks = [mask for who in arena.clients for mask in who.groups.values()]
        masks += [mask for who in arena.clients for ask in who.asks for mask in ask.starts.values()]
        self.tried: dict[int, int] = {}  # client -> moves around them in vain since the last that was not
        self.first = 0
        self.share, self.of, self.turn = share, of, 0
        self.open_days = [day for day in range(grid.DAYS) if any(mask & grid.day_bits(day) for mask in masks)]
        self.day_mask: list[list[int]] = [
            [self._free(client) >> (day * grid.DAY) & ((1 << grid.DAY) - 1) for day in range(grid.DAYS)]
            for client in range(len(arena.clients))
        ]
        self.shared: list[list[int]] = [
            sorted({other for which in who.groups for other in arena.kinds[which].crowd}) for who in arena.clients
        ]
        self.able = [
            client for client, who in enumerate(arena.clients) if who.groups or any(ask.starts for ask in who.asks)
        ]

        self.alike = sorted(
            self.able, key=lambda c: (sorted({arena.kinds[k].cohort for k in arena.clients[c].groups}), c)
        )

    def _free(self, client: int) -> int:
        found = 0
        for which, mask in self.arena.clients[client].groups.items():
            for step in range(self.arena.kinds[which].length):
                found |= mask << step
        return found

    def draw(self, week: Week, lacking: Sequence[int]) -> tuple[str, Scope]:
        """A neighbourhood's name and scope. `lacking`: what each client still could gain (0: nothing)."""
        name = self.dice.choices(NAMES, [max(0.15, self.worth[each]) for each in NAMES])[0]
        holes = self.dice.random() < 0.4
        size = max(3, round(self.size[name]))
        first = self.first = self._pick(lacking)
        if name == "seats":
            cells = dict.fromkeys(self.near(first, lacking, size, None), 127)
            return name, self._scope(cells, {}, holes)
        if name == "reach" and (lacking[first] <= DAYS or self.tried.get(first, 0) < STUCK):
            name = "whole"
        if name in ("whole", "reach"):
            return name, self._whole(week, first, lacking, size)
        if name == "focus":
            return name, self._focus(week, first, lacking, size)
        if name == "aim":
            return name, self._aim(week, first, lacking, size)
        if name == "weak":
            return name, self._weak(week, lacking, size)
        days = list(self.open_days)
        chosen = self.near(first, lacking, size, None)
        cells = dict.fromkeys(chosen, 127)
        if name == "around":
            number = self.dice.choices((1, 2, 3), (5, 3, 1))[0]
            opens = self._opens(chosen, days, False)
            for day in sorted({self._day(week, first) for _ in range(number)}):
                more = self.company(week, first, lacking, day, 2 * size + 10 // number)
                for client in more:
                    cells[client] = cells.get(client, 0) | 1 << day
                opens |= self._opens(more, [day], number == 1)
            return name, self._scope(cells, opens, holes)
        return name, self._scope(cells, self._opens(chosen, days, False), holes)

    def _scope(self, cells: dict[int, int], opens: dict[tuple[int, int], int], holes: bool) -> Scope:
        return Scope(cells, opens, holes, seed=self.dice.randrange(1 << 30), thin=self.dice.choice((0, 0, 1, 1, None)))

    def _pick(self, lacking: Sequence[int]) -> int:
        """A client: most often one who lacks hours, or a day; the less often, the more they were tried in vain."""
        mine = self._mine()
        short = {c: self._urgent(lacking[c]) / (1 + self.tried.get(c, 0)) ** 1.5 for c in mine if lacking[c]}
        if not short or self.dice.random() < 0.05:
            return self.dice.choice(mine)
        return self.dice.choices(list(short), list(short.values()))[0]

    def _mine(self) -> list[int]:
        """This worker's part of the clients, by turns another; those who meet are in one part, so that gains add up."""
        begin = self.turn * len(self.alike) // (2 * self.of) + self.share * len(self.alike) // self.of
        count = -(-len(self.alike) // self.of)
        return [self.alike[(begin + n) % len(self.alike)] for n in range(count)]

    @staticmethod
    def _urgent(lack: int) -> float:
        """Half an hour weighs as much as six days that do not count."""
        return lack / 5 if lack > DAYS else float(lack)

    def _day(self, week: Week, client: int) -> int:
        free = [day for day in self.open_days if self.day_mask[client][day]]
        if not free:
            return self.dice.choice(self.open_days)
        used = {visit.start // grid.DAY for visit in week.visits[client]}
        return self.dice.choices(free, [1 if day in used else 2 for day in free])[0]

    def near(self, first: int, lacking: Sequence[int], size: int, day: int | None) -> list[int]:
        """A client and others who could share groups with them, most of all those free when they are, and lacking."""
        others = [other for other in self.shared[first] if other != first]
        scored = []
        for other in others:
            if day is None:
                alike = (
                    sum(
                        (one & two).bit_count()
                        for one, two in zip(self.day_mask[first], self.day_mask[other], strict=True)
                    )
                    / 6
                )
            else:
                alike = (self.day_mask[first][day] & self.day_mask[other][day]).bit_count()
            if alike == 0:
                continue
            alike += 3 if lacking[other] else 0
            scored.append((alike * (0.3 + self.dice.random()), other))
        scored.sort(reverse=True)
        return sorted([first, *(other for _, other in scored[: size - 1])])

    def _focus(self, week: Week, first: int, lacking: Sequence[int], size: int) -> Scope:
        """One client's week, and on one to three of their days, while they are free, everybody they could meet."""
        days = self._wanting(week, first) | {self._day(week, first) for _ in range(self.dice.choice((0, 1, 1, 2)))}
        cells = {first: 127}
        opens: dict[tuple[int, int], int] = {}
        for day in sorted(days):
            for client in self.company(week, first, lacking, day, size):
                cells[client] = cells.get(client, 0) | 1 << day
            phase = self.dice.choice((EVEN, EVEN << 1, EVEN, EVEN << 1, grid.ALL))
            for which, mask in self.arena.clients[first].groups.items():
                opens[which, day] = mask & phase & grid.day_bits(day)
        return self._scope(cells, opens, self.dice.random() < 0.25)

    def _whole(self, week: Week, first: int, lacking: Sequence[int], size: int) -> Scope:
        """Some whole days of one client: all they could attend may be opened, those who would come along are free.

        What they need may hang on one clinician: part of what those lead and of the hours they give is free, too.
        """
        days = [day for day in self.open_days if self.day_mask[first][day]]
        if len(days) > 3:
            used = {visit.start // grid.DAY for visit in week.visits[first]}
            days = sorted({self._day(week, first) for _ in range(3)} | {self.dice.choice(sorted(used) or days)})
            self.dice.shuffle(days)
            days = days[: self.dice.choice((2, 3, 3))]
        cells = {first: 127}
        opens: dict[tuple[int, int], int] = {}
        for day in sorted(days):
            company = set(self.company(week, first, lacking, day, size))
            for which, mask in self.arena.clients[first].groups.items():
                if mask := mask & grid.day_bits(day):
                    opens[which, day] = mask
            company |= self._held_up(week, first, day, opens)
            for client in company:
                cells[client] = cells.get(client, 0) | 1 << day
        scope = self._scope(cells, opens, self.dice.random() < 0.25)
        scope.thin = None
        return scope

    def _aim(self, week: Week, first: int, lacking: Sequence[int], size: int) -> Scope:
        """A day of one client that does not count, or that they could come on: all they could attend may be opened.

        The more often they were tried in vain, the more people are free with them.
        """
        days = self._wanting(week, first)
        phase = self.dice.choice((grid.ALL, grid.ALL, EVEN, EVEN << 1))
        cells = {first: 127}
        opens: dict[tuple[int, int], int] = {}
        for day in sorted(days):
            company = set(self.company(week, first, lacking, day, size + 3 * self.tried.get(first, 0)))
            for which, mask in self.arena.clients[first].groups.items():
                if mask := mask & phase & grid.day_bits(day):
                    opens[which, day] = mask
            for client in company | self._held_up(week, first, day, opens):
                cells[client] = cells.get(client, 0) | 1 << day
        scope = self._scope(cells, opens, self.dice.random() < 0.3)
        scope.thin = None
        return scope

    def _wanting(self, week: Week, first: int) -> set[int]:
        """A day of theirs that does not count, else one they could come on and do not; sometimes another, too."""
        who = self.arena.clients[first]
        minutes: dict[int, int] = {}
        for visit in week.visits[first]:
            if visit.curriculum is not None or who.counts:
                day = visit.start // grid.DAY
                minutes[day] = minutes.get(day, 0) + visit.minutes
        could = [day for day in self.open_days if self.day_mask[first][day]] or self.open_days
        bad = [day for day, each in minutes.items() if each < who.least_day]
        days = {self.dice.choice(bad or [day for day in could if day not in minutes] or could)}
        if self.dice.random() < 0.4:
            days.add(self.dice.choice(could))
        return days

    def _weak(self, week: Week, lacking: Sequence[int], size: int) -> Scope:
        """The weeks of a small session's members, and on its day everybody around them: can it be done without?"""
        small = [each for each in week.meetings if not each.frozen and each.members]
        if not small:
            return self._aim(week, self.first, lacking, size)
        weights = [1 / len(each.members) ** 2 for each in small]
        meeting = self.dice.choices(small, weights)[0]
        self.first = min(meeting.members)
        day = meeting.start // grid.DAY
        cells = dict.fromkeys(sorted(meeting.members), 127)
        for client in self.company(week, self.first, lacking, day, size):
            cells[client] = cells.get(client, 0) | 1 << day
        opens = self._opens(list(cells), [day], True)
        return self._scope(cells, opens, self.dice.random() < 0.4)

    def _held_up(self, week: Week, first: int, day: int, opens: dict[tuple[int, int], int]) -> set[int]:
        """Whom those clinicians serve meanwhile whom this client needs; what they lead may be led by another."""
        who = self.arena.clients[first]
        free = self.day_mask[first][day]
        today = grid.day_bits(day)
        leads = {
            lead
            for which, mask in who.groups.items()
            for lead, can in self.arena.kinds[which].leaders.items()
            if can & mask & today
            and (self.arena.kinds[which].place >= 0 or who.state in self.arena.leads[lead].licensed)
        }
        if len(leads) > 2:
            leads = set(self.dice.sample(sorted(leads - {who.primary}), 2))
        if who.primary >= 0:
            leads.add(who.primary)
        found: set[int] = set()
        for meeting in week.meetings:
            if meeting.lead in leads and meeting.start // grid.DAY == day and not meeting.frozen:
                length = self.arena.kinds[meeting.kind].length
                if meeting.kind not in who.groups and grid.span(meeting.start % grid.DAY, length) & free:
                    found |= meeting.members
                    key = (meeting.kind, day)
                    near = grid.span(meeting.start - 2, 5) & grid.day_bits(day)
                    opens[key] = opens.get(key, 0) | (near if self.dice.random() < 0.5 else 1 << meeting.start)
        for hour in week.hours:
            if (
                hour.lead in leads
                and hour.start // grid.DAY == day
                and not hour.frozen
                and grid.span(hour.start % grid.DAY, hour.length) & free
            ):
                found.add(hour.client)
        return found

    def company(self, week: Week, first: int, lacking: Sequence[int], day: int, size: int) -> list[int]:
        """A client and all members of some sessions that are held while they are free, so that those can be moved."""
        free, groups = self.day_mask[first][day], self.arena.clients[first].groups
        near = []
        for meeting in week.meetings:
            if meeting.start // grid.DAY == day and meeting.kind in groups and not meeting.frozen:
                length = self.arena.kinds[meeting.kind].length
                if grid.span(meeting.start % grid.DAY, length) & free:
                    near.append(meeting)
        self.dice.shuffle(near)
        found = {first}
        for meeting in near:
            if len(found | meeting.members) <= size:
                found |= meeting.members
        if len(found) < size:
            found |= set(self.near(first, lacking, size - len(found) + 1, day))
        return sorted(found)

    def _opens(self, chosen: list[int], days: list[int], any_phase: bool) -> dict[tuple[int, int], int]:
        """The types they could share on those days, at starts of one phase of the hour, or at all."""
        phase = self.dice.choice((EVEN, EVEN << 1, grid.ALL) if any_phase else (EVEN, EVEN << 1))
        opens: dict[tuple[int, int], int] = {}
        crowds: dict[int, list[int]] = {}
        for client in chosen:
            for which in self.arena.clients[client].groups:
                crowds.setdefault(which, []).append(client)
        for which, crowd in crowds.items():
            if len(crowd) < self.arena.kinds[which].least:
                continue
            for day in days:
                opens[which, day] = phase & grid.day_bits(day)
        return opens

    def learn(self, name: str, gain: float, spent: float, proven: bool) -> None:
        """What a move brought for its effort, and whether it was solved to the end (then the next may be larger)."""
        self.tried[self.first] = max(0, self.tried.get(self.first, 0) + (-1 if gain > 0.1 else 1))
        self.worth[name] = 0.85 * self.worth[name] + 0.15 * min(20.0, gain / max(spent, 0.02))
        if name != "aim":  # that grows with the tries around each client
            grown = self.size[name] * 1.06 if proven else max(3.0, self.size[name] * 0.94)
            self.size[name] = min(LARGEST[name], grown)
