"""One worker's search: draw, solve, keep what is not worse; for a number of moves or of solver effort."""

from collections.abc import Callable
from dataclasses import dataclass

from .. import grid
from .arena import Arena
from .bounds import prove
from .model import Move, Scope, Stage
from .moves import Chooser
from .rooms import settle
from .week import Tally, Week

EFFORT = 0.15
GAP = 990.0  # points: less than one bad day, so that a move ends when only soft costs are in doubt


@dataclass(slots=True)
class Hold:
    """What stays as it is whatever the search does."""

    locked: frozenset[str] = frozenset()
    clients: frozenset[int] = frozenset()
    most_changes: int | None = None


class Climb:
    """A search from `week`. `bounds`: per client the least unmet minutes and invalid days (see bounds.py), as known."""

    def __init__(self, arena: Arena, tally: Tally, week: Week, seed: int, share: int = 0, of: int = 1) -> None:
        self.arena, self.tally, self.week = arena, tally, week
        self.empty = tally.week([], [])
        self.chooser = Chooser(arena, tally, seed, share, of)
        self.hold = Hold()
        self.least: list[tuple[int, int]] = [(0, 0)] * len(arena.clients)
        self.spent = 0.0
        self.polish = False
        self._least_known: set[int] = set()
        self.stage = Stage()
        self.log: Callable[..., None] | None = None

    def step(self) -> bool:
        """One move; whether the week is better."""
        name, scope = self.chooser.draw(self.week, self._lacking())
        scope.effort = EFFORT
        scope.gap = GAP if not self.polish else 0.0
        scope.locked = self.hold.locked
        scope.most_changes = self.hold.most_changes
        for client in self.hold.clients:
            scope.cells.pop(client, None)
        before = self.week.values
        proven = self.attempt(scope, self.stage)
        gain = _gain(before, self.week.values)
        self.chooser.learn(name, gain, self.last, proven)
        if self.log:
            self.log(name, len(scope.cells), self.last, proven, before, self.week.values)
        return self.week.values < before

    def attempt(self, scope: Scope, stage: Stage) -> bool:
        """Solves one scope and keeps the week if it is not worse. Whether it was solved to the end."""
        now = self.tally.facts(self.week.meetings, self.week.hours) if self.tally.before else None
        move = Move(self.arena, self.week, scope, stage, self.tally.before, now)
        found = move.solve()
        self.last = move.spent + 0.01
        self.spent += self.last
        if found is not None:
            settled = settle(self.arena, *found, days={d for d in range(grid.DAYS) if move.days >> d & 1})
            if settled is not None:
                week = self.tally.week(*settled)
                if week.values <= self.week.values and (
                    scope.most_changes is None or week.values[2] <= max(scope.most_changes, self.week.values[2])
                ):
                    self.week = week
        return move.proven

    def sweep(self) -> None:
        """Everybody once, in crowds: first into the free seats of the timetable there is."""
        lacking = self._lacking()
        left = [client for client in self.chooser.able if lacking[client]]
        while left:
            crowd = [c for c in self.chooser.near(left[0], lacking, 12, None) if c in left]
            scope = Scope(dict.fromkeys(crowd, 127), {}, effort=EFFORT, gap=GAP, thin=len(left) % 2)
            self.attempt(scope, self.stage)
            left = [client for client in left if client not in crowd]

    def know(self, client: int) -> None:
        """Proves the least that one client lacks in any plan."""
        if client in self._least_known:
            return
        self._least_known.add(client)
        self.least[client] = prove(self.arena, self.empty, client)

    def _lacking(self) -> list[int]:
        """What each client could still gain as far as is known, in minutes, a bad day as one of them."""
        out = []
        for client, visits in enumerate(self.week.visits):
            unmet, invalid, _ = self.tally.client(client, visits)
            least = self.least[client]
            out.append(max(0, unmet - least[0]) + max(0, invalid - least[1]))
        return out


def _gain(before: tuple[int, ...], after: tuple[int, ...]) -> float:
    return (before[0] - after[0]) / 60 + (before[1] - after[1]) * 0.2 + (before[3] - after[3]) * 0.002
