"""Where every plan can be looked at, solve finds the true lexicographic optimum, and its bounds hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..convert import problem_to_json
from ..problem import Problem
from ..reading import problem_of
from ..solve import Limit, solve
from ..verify import verify
from .exhaustive import Enumeration
from .tiny import tiny


def optimal(week: Problem, seed: int) -> None:
    """solve's values are those of the best of all plans, and no bound is above the truth."""
    best = Enumeration(week).run().best
    plan = solve(week, seed=seed, limit=Limit(effort=2.0), workers=1)
    assert best is not None and verify(week, plan) == []
    assert plan.values == best.key
    assert all(tier.bound <= value for tier, value in zip(plan.tiers, best.key, strict=True))


@pytest.mark.parametrize("seed", [*range(24), 304])
def test_solve_finds_what_exhaustive_search_finds(seed):
    optimal(problem_of(problem_to_json(tiny(seed))), seed)


@settings(max_examples=20, deadline=None)
@given(st.integers(100, 100_000))
def test_solve_finds_it_on_instances_nobody_has_seen(seed):
    optimal(tiny(seed), 1)
