"""One worker's search: draw, solve, keep what is not worse; for a number of moves or of solver effort."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from .. import grid
from .arena import Arena
from .back import Person, back
from .bounds import Known, Task, least_of, proven
from .model import Move, Scope, Stage
from .moves import Chooser
from .rooms import settle
from .week import Tally, Values, Week

EFFORT = 0.15
AIMED = 0.1  # of a move around one day of a client; each in vain makes the next half as long again
GAP = 990.0  # points: less than one bad day, so that a move ends when only soft costs are in doubt
GAP_TOLD = 250.0  # less than one person told, where there is a plan of last week
BACK = 0.15, 0.5  # share of moves for tier three: while somebody lacks something new to try, and after
HOURS = Stage(200, 0, 0, 0)  # tier one alone: soon proven where nothing is to be had

WHOLE_CLIENTS, WHOLE_SEATS = 8, 1200


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
        self.optimal = self.settled = False
        self.known: Known = {}
        self.asked: dict[Person, int] = {}  # moves in vain to give somebody back what they had
        self.gap = GAP_TOLD if tally.before else GAP
        self._idle = 0
        self.stage = Stage()
        self.log: Callable[..., None] | None = None

    def step(self) -> bool:
        """One move; whether the week is better."""
        before, lacking = self.week.values, self._lacking()
        if before[2] and self._turns_back(lacking):
            return self.give_back()
        name, scope = self.chooser.draw(self.week, lacking)
        tried = self.chooser.tried.get(self.chooser.first, 0)
        if name == "aim":
            scope.effort = AIMED * (1 + min(4.0, tried / 2))
        else:
            more = 2 if name in ("focus", "whole", "reach") else 1
            scope.effort = more * EFFORT * (1 + min(3.0, self._idle / 12 + tried / 2))
        scope.gap = 0.0 if self.polish or name == "weak" else self.gap
        proven = self.attempt(scope, HOURS if name == "reach" else self.stage)
        gain = _gain(before, self.week.values)
        self.chooser.learn(name, gain, self.last, proven)
        self._idle = 0 if gain > 0 else self._idle + 1
        if self.log:
            self.log(name, len(scope.cells), self.last, proven, before, self.week.values)
        return self.week.values < before

    def _turns_back(self, lacking: list[int]) -> bool:
        fresh = any(lack and self.chooser.tried.get(client, 0) < 2 for client, lack in enumerate(lacking))
        return self.chooser.dice.random() < BACK[0 if fresh else 1]

    def give_back(self) -> bool:
        """One move for somebody who would have to be told; whether the week is better."""
        before, dice = self.week.values, self.chooser.dice
        told = sorted(self.tally.changed(self.week.meetings, self.week.hours))
        person = dice.choices(told, [1 / (1 + self.asked.get(each, 0)) ** 1.5 for each in told])[0]
        scope = back(self.arena, self.tally, self.week, dice, person)
        asked = self.asked.get(person, 0)
        scope.effort, scope.gap = AIMED * (1 + min(4.0, asked / 2)), self.gap
        proven = self.attempt(scope, self.stage)
        better = self.week.values < before
        self.asked[person] = max(0, asked - 1) if better else asked + 1
        if self.log:
            self.log("back", len(scope.cells), self.last, proven, before, self.week.values)
        return better

    def attempt(self, scope: Scope, stage: Stage) -> bool:
        """Solves one scope and keeps the week if it is not worse. Whether it was solved to the end."""
        scope.locked |= self.hold.locked
        if scope.most_changes is None:
            scope.most_changes = self.hold.most_changes
        for client in self.hold.clients:
            scope.cells.pop(client, None)
        now = self.tally.facts(self.week.meetings, self.week.hours) if self.tally.before else None
        move = Move(self.arena, self.week, scope, stage, self.tally.before, now)
        found = move.solve()
        self.last = move.spent + 0.02
        self.spent += self.last
        if found is not None:
            self.settled = False
            settled = settle(self.arena, *found, days={d for d in range(grid.DAYS) if move.days >> d & 1})
            if settled is not None:
                self.settled = True
                week = self.tally.week(*settled)
                if week.values <= self.week.values and (
                    scope.most_changes is None or week.values[2] <= max(scope.most_changes, self.week.values[2])
                ):
                    self.week = week
        return move.proven

    def figures(self) -> list[tuple[int, int, int]]:
        """Unmet minutes, invalid days and points of each client."""
        return [self.tally.client(client, visits) for client, visits in enumerate(self.week.visits)]

    def short(self) -> list[int]:
        """Clients who lack something and for whom nothing is proven yet, the shortest first."""
        figures = sorted((each, client) for client, each in enumerate(self.figures()))
        return [c for (unmet, invalid, _), c in figures if (unmet or invalid) and c not in self.known]

    def bounds(self) -> Values:
        """The least each tier can be, as far as it is proven."""
        if self.optimal:
            return self.week.values
        return least_of(self.arena, self.week.values, self.known)

    def sweep(self, stop: Callable[[], bool] | None = None) -> None:
        """Everybody once, in crowds: first into the free seats of the timetable there is."""
        lacking = self._lacking()
        left = [client for client in self.chooser.able if lacking[client]]
        while left:
            crowd = [c for c in self.chooser.near(left[0], lacking, 12, None) if c in left]
            scope = Scope(dict.fromkeys(crowd, 127), {}, effort=EFFORT, gap=self.gap, thin=len(left) % 2)
            self.attempt(scope, self.stage)
            left = [client for client in left if client not in crowd]
            if stop is not None and stop():
                return

    def round(self, effort: float, seconds: float | None = None, each: Callable[[], bool] | None = None) -> None:
        """Moves until so much effort is spent, the seconds are over, or `each`, asked after every move, says stop."""
        self.chooser.turn += 1
        until = self.spent + effort
        end = None if seconds is None else time.monotonic() + seconds
        while self.spent < until and (end is None or time.monotonic() < end):
            self.step()
            if each is not None and each():
                return

    def whole(self) -> bool:
        """For a small problem: all of it as one move, strictly in order. Whether the week is now proven best."""
        arena, problem = self.arena, self.arena.problem
        size = sum(mask.bit_count() for who in arena.clients for mask in who.groups.values())
        if len(arena.clients) > WHOLE_CLIENTS or size > WHOLE_SEATS or self.hold.clients:
            return False
        opens = {
            (which, day): grid.day_bits(day) for which in range(len(arena.kinds)) for day in self.chooser.open_days
        }
        cells = dict.fromkeys(range(len(arena.clients)), 127)
        scope = Scope(cells, opens, True, max(1, len(arena.leads)), effort=1.5, fair=True)
        rest = (
            2000
            + 100 * problem.weights.fairness
            + sum(
                grid.WEEK * sum(weight for _, weight in who.wishes) * problem.weights.preference
                for who in arena.clients
            )
        )
        bad = rest * (1 + len(arena.clients) + len(arena.leads))
        stage = Stage(bad * (1 + 2 * grid.DAYS * len(arena.clients)), bad, rest, 1)
        self.optimal = self.attempt(scope, stage) and self.settled
        return self.optimal

    def know(self, task: Task) -> None:
        """Proves something of every plan (bounds.py): of one client, if the task is just that."""
        if task not in self.known:
            self.learn_bounds({task: proven(self.arena, self.empty, task)})

    def learn_bounds(self, known: Known) -> None:
        """Takes over what was proven, here or elsewhere."""
        self.known.update(known)
        for task, found in known.items():
            if isinstance(task, int):
                self.least[task] = (found[0], found[1])

    def merge(self, other: Week) -> None:
        """The best of this week and another: each client, session and hour as in one of the two, solved exactly."""
        if other.values < self.week.values:
            self.week, other = other, self.week
        mine, theirs = _seats(self.week), _seats(other)
        differ = {(client, start // grid.DAY) for client, _, start in mine ^ theirs}
        differ |= {
            (hour.client, hour.start // grid.DAY) for hour in set(self.week.hours) ^ set(other.hours)
        }  # rooms aside, what one has and the other not
        if not differ:
            return
        cells: dict[int, int] = {}
        for client, day in differ:
            cells[client] = cells.get(client, 0) | 1 << day
        opens: dict[tuple[int, int], int] = {}
        for meeting in (*self.week.meetings, *other.meetings):
            key = (meeting.kind, meeting.start // grid.DAY)
            opens[key] = opens.get(key, 0) | 1 << meeting.start
        only = mine | theirs
        hours = {(hour.client, hour.kind, hour.start) for hour in (*self.week.hours, *other.hours)}
        scope = Scope(
            cells, opens, True, effort=2 * EFFORT, gap=self.gap, only=frozenset(only), only_hours=frozenset(hours)
        )
        self.attempt(scope, self.stage)

    def _lacking(self) -> list[int]:
        """What each client could still gain as far as is known, in minutes, a bad day as one of them."""
        out = []
        for client, visits in enumerate(self.week.visits):
            unmet, invalid, _ = self.tally.client(client, visits)
            least = self.least[client]
            out.append(max(0, unmet - least[0]) + max(0, invalid - least[1]))
        return out


def _gain(before: tuple[int, ...], after: tuple[int, ...]) -> float:
    return (before[0] - after[0]) / 60 + (before[1] - after[1]) * 0.4 + (before[3] - after[3]) * 0.005


def _seats(week: Week) -> set[tuple[int, int, int]]:
    return {(member, each.kind, each.start) for each in week.meetings for member in each.members}
