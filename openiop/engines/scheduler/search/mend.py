"""Moves around those who lost something, until each has what they had, or what they could have at all.

The same moves as a whole week's search, but only around these people, and none is kept that takes minutes from
somebody else, or more of the others' appointments from where they were than allowed.
"""

from collections import Counter
from collections.abc import Mapping

from .arena import Arena
from .bounds_block import LARGEST, block
from .climb import EFFORT, Climb
from .model import Scope, Stage
from .week import Tally, Week

type Seats = Counter[tuple[int, int | str, int, int]]
MOST_TRIES = 9  # moves in vain around one person, each larger than the one before
MOST_BLOCKS = 3
BLOCK_EFFORT = 0.2
DAY_TRIES = 2  # where only days are missing


def seats_of(week: Week) -> Seats:
    """(client, type or kind, start, clinician) of every seat and hour."""
    found: Seats = Counter()
    for meeting in week.meetings:
        for member in meeting.members:
            found[member, meeting.kind, meeting.start, meeting.lead] += 1
    for hour in week.hours:
        found[hour.client, hour.kind, hour.start, hour.lead] += 1
    return found


class Mending(Climb):
    """`had`: client -> unmet minutes and bad days before, of those who lost something. `others`: what should stay."""

    def __init__(
        self, arena: Arena, tally: Tally, week: Week, had: Mapping[int, tuple[int, int]], others: Seats, kept: float
    ) -> None:
        super().__init__(arena, tally, week, 0)
        self.had, self.others = had, others
        self.most_moved = int(others.total() * (1 - kept))
        self.tries: Counter[int] = Counter()

    def moved(self) -> int:
        """How many of the others' appointments are not where they were."""
        return (self.others - seats_of(self.week)).total()

    def attempt(self, scope: Scope, stage: Stage) -> bool:
        """As any move, unless it moves too much or takes a minute from somebody who had lost nothing."""
        before = self.week
        proven = super().attempt(scope, stage)
        if self.week is not before and (self.moved() > self.most_moved or self.takes(before)):
            self.week = before
        return proven

    def takes(self, before: Week) -> bool:
        """Whether somebody else has less than in that week."""
        weeks = enumerate(zip(before.visits, self.week.visits, strict=True))
        return any(
            client not in self.had and self.tally.client(client, now)[0] > self.tally.client(client, then)[0]
            for client, (then, now) in weeks
            if now != then
        )

    def missing(self) -> dict[int, tuple[int, int]]:
        """Who has less than before and less than they could have alone: minutes and days."""
        found = {}
        for client, had in self.had.items():
            unmet, invalid, _ = self.tally.client(client, self.week.visits[client])
            if (unmet, invalid) > had:
                self.know(client)
                least = self.least[client]
                lost = max(0, unmet - max(had[0], least[0])), max(0, invalid - max(had[1], least[1]))
                if any(lost):
                    found[client] = lost
        return found

    def reseat(self) -> None:
        """Into free chairs and hours, those who lost something and those who could change places with them."""
        missing = self.missing()
        lacking = [int(client in missing) for client in range(len(self.arena.clients))]
        left = list(missing)
        while left:
            crowd = self.chooser.near(left[0], lacking, 12, None)
            self.attempt(Scope(dict.fromkeys(crowd, 127), {}, effort=EFFORT), self.stage)
            left = [client for client in left if client not in crowd]

    def regroup(self, effort: float) -> None:
        """Sessions around one after the other, as long as somebody's minutes are missing, then their days."""
        until = self.spent + effort
        while self.spent < until:
            missing = self.missing()
            open_ = [each for each in missing if self.tries[each] < (MOST_TRIES if missing[each][0] else DAY_TRIES)]
            if not open_:
                return
            first = min(open_, key=lambda each: (not missing[each][0], self.tries[each], -missing[each][0], each))
            lacking = [int(client in missing) for client in range(len(self.arena.clients))]
            nth = self.tries[first]
            self.chooser.tried[first] = nth
            draw = (self.chooser._aim, self.chooser._focus, self.chooser._aim, self.chooser._whole)[nth % 4]
            scope = draw(self.week, first, lacking, 12 + 4 * nth)
            scope.effort = min(EFFORT * (1 + nth), max(0.05, until - self.spent))
            before = self.week.values
            self.attempt(scope, self.stage)
            self.tries[first] = 0 if self.week.values[:2] < before[:2] else nth + 1

    def blocks(self) -> list[list[int]]:
        """Those who miss most minutes, in groups few enough to prove something of each together: of one clinician's."""
        lost = {client: minutes for client, (minutes, _) in self.missing().items() if minutes}
        worst = sorted(lost, key=lambda each: (-lost[each], each))[: MOST_BLOCKS * LARGEST]
        worst.sort(key=lambda each: (self.arena.clients[each].primary, -lost[each], each))
        return [sorted(worst[n : n + LARGEST]) for n in range(0, len(worst), LARGEST)]

    def together(self, some: list[int]) -> int:
        """What those lack together in any plan."""
        alone = sum(self.least[each][0] for each in some)
        return block(self.arena, self.empty, some, alone, BLOCK_EFFORT) if len(some) > 1 else alone
