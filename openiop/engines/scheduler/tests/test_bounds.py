"""What is proven of every plan is true of the best one: alone, in blocks however they are split, and in points."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ..generate import generate
from ..search.arena import Arena, arena_of
from ..search.bounds import Known, Task, least_of, priced, proven
from ..search.bounds_block import LARGEST, block, blocks
from ..search.week import Tally
from ..solve import Limit, solve
from .exhaustive import Enumeration, TooMany
from .tiny import tiny


def known_of(arena: Arena, split: Sequence[int]) -> Known:
    """Everything there is to prove, the clients split into blocks by these numbers."""
    empty = Tally(arena).week([], [])
    count = len(arena.clients)
    parts = {n: tuple(c for c in range(count) if split[c] == n) for n in set(split[:count])}
    known: Known = {client: proven(arena, empty, client) for client in range(count)}
    tasks: list[Task] = [("block", (0, *members)) for members in parts.values()]
    known |= {task: proven(arena, empty, task) for task in [*tasks, *priced(count)]}
    return known


def sound(seed: int, split: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    week = tiny(seed)
    best = Enumeration(week).run().best
    assert best is not None
    arena = arena_of(week)
    bounds = least_of(arena, best.key, known_of(arena, split))
    assert all(bound <= value for bound, value in zip(bounds, best.key, strict=True)), (bounds, best.key)
    return bounds, best.key


@pytest.mark.parametrize("seed", [*range(15), 221])
def test_no_bound_is_above_the_best_of_all_plans(seed: int) -> None:
    sound(seed, (0, 0, 0))


@settings(max_examples=12, deadline=None)
@given(st.integers(100, 100_000), st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_blocks_add_up_however_the_clients_are_split(seed: int, split: list[int]) -> None:
    try:
        sound(seed, split)
    except TooMany:
        assume(False)


def test_one_block_of_everybody_sees_what_nobody_alone_does() -> None:
    """Somewhere people compete for a clinician's hours: then the block's bound is the truth and above the sum."""
    for seed in range(30):
        week = tiny(seed)
        arena = arena_of(week)
        empty = Tally(arena).week([], [])
        alone = sum(proven(arena, empty, client)[0] for client in range(len(arena.clients)))
        together = block(arena, empty, range(len(arena.clients)), alone, effort=1.0)
        assert together >= alone
        if together > alone:
            best = Enumeration(week).run().best
            assert best is not None
            assert together == best.key[0]
            return
    pytest.fail("nobody competes in these weeks")


def test_points_are_no_more_than_any_plan_pays() -> None:
    """At any values a plan may have: the bound for these values is at most what it costs."""
    problem = generate(12, 1)
    arena = arena_of(problem)
    known = {task: proven(arena, Tally(arena).week([], []), task) for task in priced(12)}
    plan = solve(problem, seed=1, limit=Limit(effort=0.5), workers=1)
    a, b, c, d = plan.values
    assert 0 < least_of(arena, (a, b, c, d), known)[3] <= d


def test_blocks_share_nobody_and_stay_small() -> None:
    arena = arena_of(generate(30, 1))
    found = blocks(arena, range(30), 10)
    assert found
    members = [client for each in found for client in each]
    assert len(members) == len(set(members))
    assert all(len(each) <= LARGEST for each in found)
