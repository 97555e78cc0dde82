"""Several weeks: every second week means every second week, and who had a place keeps it while nothing forbids it."""

from itertools import pairwise

from ..generate import generate
from ..plan import Plan
from ..problem import Problem
from ..salvage import salvage
from ..solve import Limit, solve
from ..verify import verify
from ..weeks import following


def families(problem: Problem, plan: Plan) -> tuple[set[str], set[str]]:
    """The types of every second week that are held, and the clients with a family hour."""
    second = {each.id for each in problem.group_types if each.every_weeks == 2}
    held = {each.type for each in plan.sessions} & second
    return held, {each.client for each in plan.slots if each.kind == "family"}


def test_what_is_of_every_second_week_is_left_out_in_the_week_between() -> None:
    week = generate(14, 3)
    seen: list[tuple[set[str], set[str]]] = []
    plan = solve(week, seed=1, limit=Limit(effort=0.6), workers=1)
    for _ in range(3):
        assert verify(week, plan) == []
        seen.append(families(week, plan))
        week = following(week, plan)
        plan = solve(week, seed=1, limit=Limit(effort=0.6), workers=1, start=salvage(week, plan))
    assert seen[0][1]
    for (types, people), (next_types, next_people) in pairwise(seen):
        assert not types & next_types
        assert not people & next_people
    assert seen[0][1] & seen[2][1]


def test_the_same_week_again_moves_nobody_who_gains_nothing() -> None:
    week = generate(10, 2)
    plan = solve(week, seed=1, limit=Limit(effort=0.6), workers=1)
    after = following(week, plan)
    kept = salvage(after, plan)
    again = solve(after, seed=1, limit=Limit(effort=0.6), workers=1, start=kept, max_changes=0)
    assert verify(after, again) == []
    assert again.values[2] <= kept.values[2]
    assert again.values <= kept.values


def test_last_dates_are_those_of_the_plan() -> None:
    week = generate(14, 3)
    plan = solve(week, seed=1, limit=Limit(effort=0.3), workers=1)
    after = following(week, plan)
    assert (after.first_day - week.first_day).days == 7
    assert after.previous is not None
    assert after.previous.sessions == plan.sessions
    for each in plan.sessions:
        last = after.group_type[each.type].last
        assert last is not None
        assert week.first_day <= last < after.first_day
