"""solve and improve: what they return keeps every rule, is the same for a seed, and is never worse than before."""

import dataclasses

import pytest

from .. import grid
from ..generate import generate
from ..plan import Plan
from ..problem import Problem
from ..score import score
from ..search.arena import arena_of
from ..search.bounds import prove
from ..search.week import Tally, read, write
from ..solve import Limit, improve, solve, warm_up
from ..verify import verify

SMALL = Limit(effort=0.15)


@pytest.fixture(scope="module")
def week() -> Problem:
    return generate(14, seed=3)


@pytest.fixture(scope="module")
def plan(week: Problem) -> Plan:
    return solve(week, seed=3, limit=SMALL, workers=1)


def without_tiers(problem: Problem, plan: Plan) -> list[str]:
    return [each.code for each in verify(problem, plan)]


def test_a_solved_week_keeps_every_rule(week, plan):
    assert without_tiers(week, plan) == []
    assert plan.sessions and plan.slots


@pytest.mark.parametrize("seed", [1, 2])
def test_with_last_weeks_plan_and_a_published_day_it_keeps_every_rule(seed):
    week = generate(16, seed, previous=True, frozen_days=1)
    made = solve(week, seed=seed, limit=Limit(effort=0.1), workers=1)
    assert without_tiers(week, made) == []
    assert {each.id for each in week.frozen.sessions} <= {each.id for each in made.sessions}
    assert {(each.client, each.start) for each in week.frozen.slots} <= {
        (each.client, each.start) for each in made.slots
    }


def test_bounds_are_not_above_the_values_and_proven_only_where_they_meet(plan):
    for tier in plan.tiers:
        assert 0 <= tier.bound <= tier.value
        assert (tier.status == "proven") == (tier.bound == tier.value)


def test_a_seed_and_a_number_of_workers_give_the_same_plan_again(week):
    one, other = (solve(week, seed=5, limit=SMALL, workers=2) for _ in range(2))
    assert one == other


def test_a_start_is_never_made_worse(week, plan):
    again = solve(week, seed=9, limit=SMALL, workers=1, start=plan)
    assert again.values <= plan.values
    assert without_tiers(week, again) == []


def test_it_stops_when_asked_and_gives_what_it_has(week):
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    made = solve(week, seed=1, limit=Limit(effort=1000.0), workers=1, cancelled=cancelled)
    assert without_tiers(week, made) == []


def test_it_stops_by_the_clock(week):
    made = solve(week, seed=1, limit=Limit(effort=1000.0, seconds=0.5), workers=1)
    assert without_tiers(week, made) == []


def test_progress_only_gets_better(week):
    seen = []
    solve(week, seed=1, limit=SMALL, workers=1, on_progress=seen.append)
    values = [each.tiers for each in seen]
    assert values == sorted(values, reverse=True)
    assert all(0 <= each.share <= 1 for each in seen)


def test_the_searchs_own_values_are_those_of_score(week, plan):
    previous = dataclasses.replace(week, previous=generate(14, 3, previous=True).previous)
    arena = arena_of(previous)
    made = Tally(arena).week(*read(arena, plan.sessions, plan.slots))
    assert made.values == score(previous, plan.sessions, plan.slots).key
    assert write(arena, made) == (list(plan.sessions), list(plan.slots))


def test_nobody_lacks_less_than_what_is_proven(week, plan):
    arena = arena_of(week)
    empty = Tally(arena).week([], [])
    for number, standing in enumerate(plan.standing):
        unmet, invalid, _ = prove(arena, empty, number)
        assert (unmet, invalid) <= (standing.unmet_minutes, standing.invalid_days)


def test_improve_touches_only_the_clients_and_days_it_was_given(week, plan):
    chosen = {each.client for each in plan.standing[:5]}
    made = improve(week, plan, clients=chosen, days=[0, 1], limit=Limit(effort=0.2), warm=warm_up(week))
    assert made.values <= plan.values
    assert without_tiers(week, made) == []
    assert others(plan, chosen, {0, 1}) == others(made, chosen, {0, 1})


def test_improve_with_the_timetable_fixed_opens_and_moves_nothing(week, plan):
    made = improve(week, plan, clients=[each.client for each in plan.standing], types=(), limit=Limit(effort=0.2))
    assert [(each.id, each.start, each.clinician) for each in made.sessions] == [
        (each.id, each.start, each.clinician) for each in plan.sessions
    ]


def test_no_more_people_are_changed_than_allowed(week, plan):
    from ..problem import Fixed

    published = dataclasses.replace(week, previous=Fixed(plan.sessions, plan.slots))
    made = solve(published, seed=2, limit=SMALL, workers=1, start=plan, max_changes=1)
    assert made.values <= (*plan.values[:2], 0, plan.values[3])
    assert made.values[2] <= 1
    assert without_tiers(published, made) == []


def test_locked_sessions_stay_as_they_are(week, plan):
    locks = [each.id for each in plan.sessions[:4]]
    made = solve(week, seed=4, limit=SMALL, workers=1, start=plan, locks=locks)
    assert {each for each in plan.sessions if each.id in locks} <= set(made.sessions)


def test_a_week_without_anybody_is_solved(week):
    nobody = dataclasses.replace(week, clients=(), separations=(), group_types=())
    assert solve(nobody, limit=SMALL).values == (0, 0, 0, 0)


def others(plan: Plan, chosen: set[str], days: set[int]) -> set[tuple[object, ...]]:
    """Everything in a plan that belongs to somebody else or another day."""
    found: set[tuple[object, ...]] = set()
    for each in plan.sessions:
        for member in each.members:
            if member not in chosen or each.day not in days:
                found.add((member, each.type, each.start, each.clinician))
    for slot in plan.slots:
        if slot.client not in chosen or slot.day not in days:
            found.add((slot.client, slot.kind, slot.start % (grid.DAY * grid.DAYS)))
    return found
