"""Solve a week, and improve part of one.

`solve` builds a plan from nothing or from `start`; it is anytime, and deterministic for a seed, a number of workers and
a limit in effort. `improve` frees the given clients and days of a plan, leaves everything else exactly as it is, and
solves that much; place, repair and what-if are built on it.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from . import grid
from .convert import digest
from .plan import Plan
from .problem import Fixed, Problem
from .salvage import salvage
from .score import plan_of
from .search import bounds
from .search.arena import Arena, arena_of
from .search.climb import Climb, Hold
from .search.helper import Helper
from .search.model import Scope, Stage
from .search.rooms import settle
from .search.seed import greedy
from .search.week import Tally, Values, Week, read, write


@dataclass(frozen=True, slots=True)
class Limit:
    """When to stop.

    effort   the solver's deterministic seconds over all workers, the same on any machine (None: by the problem's size)
    seconds  by the clock, for people who wait; a plan cut off so is not the same from run to run
    """

    effort: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """The values and proven bounds of the tiers so far, the effort spent, and the share of the limit that is used."""

    tiers: tuple[int, int, int, int]
    bounds: tuple[int, int, int, int]
    effort: float
    share: float


class Broken(Exception):
    """What is frozen or locked contradicts itself, or a search made a plan that breaks a rule (a defect: report it)."""


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    limit: Limit | None = None,
    workers: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    start: Plan | None = None,
    locks: Collection[str] = (),
    clients_kept: Collection[str] = (),
    max_changes: int | None = None,
) -> Plan:
    """The best week found within the limit.

    `start`: a plan to begin from (of this problem; what no longer fits it must be taken out before). `locks`: ids of
    its sessions that stay as they are; `clients_kept`: ids of clients whose week stays. `max_changes`: most people
    (tier three) who may be changed from `problem.previous`, beyond those whom `start` changes already.
    """
    limit = limit or Limit()
    arena = arena_of(problem)
    tally = Tally(arena)
    hold = Hold(frozenset(locks), frozenset(arena.facts.client_index[each] for each in clients_kept), max_changes)
    climb = Climb(arena, tally, first_week(arena, tally, start), seed, 0, workers)
    climb.hold = hold
    search = Search(climb, limit, on_progress, cancelled)
    if not climb.chooser.able or climb.whole():
        return _plan(arena, climb.week, seed, climb.bounds())
    helpers = [Helper(problem, seed, share, workers, hold) for share in range(1, workers)]
    try:
        search.run(helpers)
        search.prove(helpers)
    finally:
        for helper in helpers:
            helper.close()
    return _plan(arena, climb.week, seed, climb.bounds())


class Search:
    """Rounds of one search here and the helpers' beside it; after each, all go on from the best of what they have."""

    def __init__(
        self,
        climb: Climb,
        limit: Limit,
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self.climb, self.on_progress, self.cancelled = climb, on_progress, cancelled
        self.effort = limit.effort if limit.effort is not None else default_effort(len(climb.arena.clients))
        self.end = None if limit.seconds is None else time.monotonic() + limit.seconds
        self.whole = self.effort
        self.spent = 0.0  # of all, at the last exchange
        self.mine = 0.0
        self.stopped = False
        self.told: Values | None = None

    def run(self, helpers: Sequence[Helper]) -> None:
        """Until the effort is spent, time is over, somebody cancels, or nothing can be better."""
        climb = self.climb
        climb.sweep(self.stop)
        climb.sweep(self.stop)
        self._settle(helpers, climb.short())  # little work, and then the search knows who can still gain
        self.spent = self.mine = climb.spent
        number = 0
        while not self.stop() and self.spent < self.effort:
            number += 1
            share = min(ROUND, max(0.0, self.effort - self.spent) / (1 + len(helpers)))
            lacking = climb.short()[:40]
            for nth, helper in enumerate(helpers):
                prove = lacking[nth + 1 :: len(helpers) + 1]
                helper.go((climb.week.meetings, climb.week.hours), share, climb.known, prove, self._left())
            climb.round(share, self._left(), self.stop)
            for client in lacking[:: len(helpers) + 1]:
                climb.know(client)
            if self.stopped:
                return
            for helper in helpers:
                answer = helper.wait(self.stop)
                if answer is None:
                    return
                parts, spent, least = answer
                climb.learn_bounds(least)
                climb.merge(climb.tally.week(*parts))
                self.spent += spent
            self.spent += climb.spent - self.mine
            self.mine = climb.spent
            if self.best():
                return
            if self.whole and climb.week.values[0] == climb.bounds()[0]:
                # nobody's hours can be more: what is left is for days and the rest, for a while
                self.effort = min(self.effort, self.spent + POLISH * self.whole)
                self.whole = 0.0

    def stop(self) -> bool:
        """Whether to end now. Asked between moves; tells what is new on the way."""
        climb = self.climb
        if self.on_progress is not None and climb.week.values != self.told:
            self.told = climb.week.values
            spent = self.spent + climb.spent - self.mine
            share = min(1.0, spent / self.effort) if self.effort else 1.0
            self.on_progress(Progress(climb.week.values, climb.bounds(), spent, share))
        if self.end is not None and time.monotonic() > self.end:
            self.stopped = True
        if self.cancelled is not None and self.cancelled():
            self.stopped = True
        return self.stopped

    def _left(self) -> float | None:
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def best(self) -> bool:
        """Whether every tier is proven."""
        return self.climb.week.values == self.climb.bounds()

    def prove(self, helpers: Sequence[Helper]) -> None:
        """The least each tier can be (search/bounds.py); not for those who asked to stop.

        First what each client who falls short lacks in any plan; then, where somebody lacks more, what those lack who
        compete; then what everybody costs in the last tier.
        """
        if self.stopped or self.climb.optimal:
            return
        climb = self.climb
        self._settle(helpers, climb.short())
        if not self.stop():
            self._settle(helpers, bounds.contended(climb.arena, climb.figures(), climb.known))
        if not self.stop():
            self._settle(helpers, bounds.priced(len(climb.arena.clients)))

    def _settle(self, helpers: Sequence[Helper], tasks: Sequence[bounds.Task]) -> None:
        climb, of = self.climb, len(helpers) + 1
        for nth, helper in enumerate(helpers):
            helper.go(((), ()), 0.0, {}, tasks[nth + 1 :: of], self._left())
        for task in tasks[::of]:
            climb.know(task)
            if self.stop():
                return
        for helper in helpers:
            if (answer := helper.wait(self.stop)) is None:
                return
            climb.learn_bounds(answer[2])


ROUND = 0.8  # effort of one search between two exchanges
POLISH = 0.35  # of all effort, for the later tiers once the first is proven
SIZES = ((40, 9.0), (100, 22.0), (200, 28.0), (500, 80.0))  # clients, effort


def default_effort(clients: int) -> float:
    """About ten seconds of two idle cores at 40 clients, a minute at 100 and 200, five minutes at 500."""
    least, below = 6.0, 0
    for size, effort in SIZES:
        if clients <= size:
            return least + (effort - least) * max(0, clients - below) / (size - below)
        least, below = effort, size
    return least + (clients - below) * 0.2


def first_week(arena: Arena, tally: Tally, start: Plan | None) -> Week:
    """`start`, or what is left of the last plan, or what is frozen; and a greedy run on top of it."""
    problem = arena.problem
    if start is not None:
        return tally.week(*read(arena, start.sessions, start.slots))
    sessions = [replace(each, frozen=True) for each in problem.frozen.sessions]
    slots = [replace(each, frozen=True) for each in problem.frozen.slots]
    if problem.previous is not None:
        kept = salvage(problem, _last_plan(problem, problem.previous))
        held_ids = {each.id for each in sessions}
        held_at = {(each.client, each.kind, each.start) for each in slots}
        sessions = [replace(each, frozen=each.id in held_ids) for each in kept.sessions]
        slots = [replace(each, frozen=(each.client, each.kind, each.start) in held_at) for each in kept.slots]
    held = tally.week(*read(arena, sessions, slots))
    options = [held, tally.week(*greedy(arena, held))]
    settled = [tally.week(*rooms) for each in options if (rooms := settle(arena, each.meetings, each.hours))]
    if not settled:
        raise Broken("no room for what is frozen")
    return min(settled, key=lambda each: each.values)


def _last_plan(problem: Problem, last: Fixed) -> Plan:
    """Last week's plan as one of this problem, in which nothing but what is frozen now is frozen."""
    sessions = (replace(each, frozen=False) for each in last.sessions)
    slots = (replace(each, frozen=False) for each in last.slots)
    return Plan(problem.id, "", problem.first_day, 0, tuple(sessions), tuple(slots))


def improve(
    problem: Problem,
    plan: Plan,
    *,
    clients: Collection[str],
    days: Collection[int] | None = None,
    types: Collection[str] | None = None,
    starts: Iterable[int] | None = None,
    limit: Limit | None = None,
    max_changes: int | None = None,
    locks: Collection[str] = (),
    seed: int = 0,
    warm: Arena | None = None,
) -> Plan:
    """The plan with these clients' appointments on these days (None: all) planned anew, all else as it stands.

    Sessions whose members are all among `clients` may be moved, led by another, or dropped, and new ones opened: of
    `types` (None: every type these clients may attend; an empty collection: the timetable stays) at `starts` (slots of
    the week; None: any). Other sessions keep their time, clinician and other members; their free seats may be taken.
    Never worse than `plan`, tier by tier; `max_changes` caps tier three. Exact within `limit.effort` (one worker,
    default 2). `warm`: `warm_up(problem)`, to call it many times on one problem.
    """
    arena = warm or arena_of(problem)
    tally = Tally(arena)
    week = tally.week(*read(arena, plan.sessions, plan.slots))
    chosen = [arena.facts.client_index[each] for each in clients]
    free = sum(1 << day for day in (range(grid.DAYS) if days is None else days))
    mask = grid.ALL if starts is None else sum(1 << slot for slot in set(starts))
    which = (
        {kind for client in chosen for kind in arena.clients[client].groups}
        if types is None
        else {arena.facts.type_index[each] for each in types}
    )
    opens = {
        (kind, day): mask & grid.day_bits(day) for kind in sorted(which) for day in range(grid.DAYS) if free >> day & 1
    }
    scope = Scope(dict.fromkeys(chosen, free), opens, True, 1, frozenset(locks), max_changes)
    scope.effort, scope.seed = (limit.effort if limit and limit.effort else 2.0), seed
    climb = Climb(arena, tally, week, seed)
    climb.attempt(scope, Stage())
    bounds = tuple(tier.bound for tier in plan.tiers) or (0, 0, 0, 0)
    return _plan(arena, climb.week, plan.seed, bounds)


def warm_up(problem: Problem) -> Arena:
    """The problem compiled, for many calls of `improve`."""
    return arena_of(problem)


def _plan(arena: Arena, week: Week, seed: int, bounds: tuple[int, ...]) -> Plan:
    sessions, slots = write(arena, week)
    return plan_of(arena.problem, digest(arena.problem), sessions, slots, seed=seed, bounds=bounds)
