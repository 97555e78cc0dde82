"""Tier three: a week is planned from last week's, and who would have to be told gets back what they had."""

from dataclasses import replace

import pytest

from ..convert import digest
from ..generate import generate
from ..plan import Plan
from ..problem import Fixed, Problem
from ..score import plan_of
from ..search.arena import arena_of
from ..search.climb import Climb
from ..search.week import Tally, read
from ..solve import Limit, solve
from ..verify import verify


@pytest.fixture(scope="module")
def weeks() -> tuple[Problem, Plan]:
    """A week, whose last week was the plan with it."""
    problem = generate(14, seed=3)
    plan = solve(problem, seed=3, limit=Limit(effort=0.3), workers=1)
    return replace(problem, previous=Fixed(plan.sessions, plan.slots)), plan


def test_without_a_start_last_weeks_plan_is_one(weeks):
    week, plan = weeks
    made = solve(week, seed=1, limit=Limit(effort=0.0), workers=1)
    assert verify(week, made) == []
    assert made.values[:3] <= (*plan.values[:2], 0)


def test_what_was_frozen_last_week_is_not_frozen_now(weeks):
    week, plan = weeks
    frozen = Fixed(
        tuple(replace(each, frozen=True) for each in plan.sessions),
        tuple(replace(each, frozen=True) for each in plan.slots),
    )
    made = solve(replace(week, previous=frozen), seed=1, limit=Limit(effort=0.0), workers=1)
    assert verify(replace(week, previous=frozen), made) == []
    assert not any(each.frozen for each in (*made.sessions, *made.slots))


def test_moves_give_people_back_what_they_had(weeks):
    week, plan = weeks
    lost = max(plan.sessions, key=lambda each: (len(each.members), each.id))
    sessions = [each for each in plan.sessions if each is not lost]
    without = plan_of(week, digest(week), sessions, plan.slots)
    arena = arena_of(week)
    tally = Tally(arena)
    climb = Climb(arena, tally, tally.week(*read(arena, without.sessions, without.slots)), seed=2)
    assert climb.week.values[2] == len(lost.members) + 1
    for _ in range(len(lost.members) + 1):
        if climb.week.values[2]:
            before = climb.week.values
            climb.give_back()
            assert climb.week.values <= before
    assert climb.week.values[:3] <= (*plan.values[:2], 0)
