"""verify names every broken rule, passes sound plans, and never disagrees with a second checker."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..convert import digest, plan_to_json, problem_to_json
from ..generate import MONDAY
from ..problem import Licence, Separation
from ..score import plan_of
from ..verify import verify
from .mutating import harmed_plan, harmed_problem, sketched, swap
from .second_opinion import opinion


def codes(problem, plan, **how) -> set[str]:
    return {each.code for each in verify(problem, plan, **how)}


def whole(problem, plan):
    """The plan with its digest, tiers and standing as they are."""
    return plan_of(problem, digest(problem), plan.sessions, plan.slots)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_verify_never_disagrees_with_the_second_checker(data):
    size, seed = data.draw(st.sampled_from([(9, 1), (14, 2), (24, 3), (40, 4)]))
    problem, plan = WEEKS[size, seed]
    for _ in range(data.draw(st.integers(0, 3))):
        plan = harmed_plan(data.draw, problem, plan)
    for _ in range(data.draw(st.integers(0, 2))):
        problem = harmed_problem(data.draw, problem, plan)
    assert codes(problem, plan, claims=False) == opinion(problem_to_json(problem), plan_to_json(plan))


WEEKS = {(size, seed): sketched(size, seed, frozen_days=seed % 2) for size, seed in [(9, 1), (14, 2), (24, 3), (40, 4)]}


@pytest.mark.parametrize("size", [1, 2, 7, 40, 160])
def test_a_sound_plan_passes_both(size):
    problem, plan = sketched(size, 11)
    assert verify(problem, whole(problem, plan)) == []
    assert opinion(problem_to_json(problem), plan_to_json(plan)) == set()


@pytest.fixture
def week():
    return sketched(40, 4)


def session_at(plan, keep):
    return next((n, each) for n, each in enumerate(plan.sessions) if keep(each))


def test_a_double_booked_room_is_named_with_its_place(week):
    problem, plan = week
    n, one = session_at(plan, lambda each: each.room)
    m, other = session_at(plan, lambda each: each.room and each.id != one.id)
    moved = replace(other, day=one.day, at=one.at, room=one.room)
    found = verify(problem, replace(plan, sessions=swap(plan.sessions, m, moved)), claims=False)
    told = next(each for each in found if each.code == "room_double_booked")
    assert told.path in (f"/sessions/{n}", f"/sessions/{m}") and one.id in told.words and other.id in told.words


def test_an_over_full_group_is_named(week):
    problem, plan = week
    n, one = session_at(plan, lambda each: each.room)
    crowd = tuple(sorted(each.id for each in problem.clients[:13]))
    found = codes(problem, replace(plan, sessions=swap(plan.sessions, n, replace(one, members=crowd))))
    assert {"group_over_full", "room_too_small"} <= found


def test_an_unlicensed_virtual_clinician_is_named(week):
    problem, plan = week
    n, one = session_at(plan, lambda each: each.room is None)
    c = next(c for c, each in enumerate(problem.clients) if each.id == one.members[0])
    moved = replace(problem, clients=swap(problem.clients, c, replace(problem.clients[c], state="CT")))
    told = {each.path: each.words for each in verify(moved, plan, claims=False) if each.code == "unlicensed"}
    assert f"{one.clinician} has no licence in CT" in told[f"/sessions/{n}/clinician"]


def test_a_licence_counts_on_its_days_only(week):
    problem, plan = week
    n, one = session_at(plan, lambda each: each.day == 2)
    s = next(s for s, each in enumerate(problem.clinicians) if each.id == one.clinician)
    for until, wrong in ((1, True), (2, False)):
        licences = tuple(Licence(each, MONDAY, MONDAY + datetime.timedelta(days=until)) for each in ("NY", "NJ"))
        leader = replace(problem.clinicians[s], licences=licences)
        found = verify(replace(problem, clinicians=swap(problem.clinicians, s, leader)), plan, claims=False)
        assert any(each.path == f"/sessions/{n}/clinician" for each in found) is wrong


def test_a_broken_separation_is_named(week):
    problem, plan = week
    n, one = session_at(plan, lambda each: len(each.members) > 2)
    apart = replace(problem, separations=(Separation(one.members[2], one.members[0]),))
    assert ("separated", f"/sessions/{n}/members") in {(v.code, v.path) for v in verify(apart, plan, claims=False)}


def test_a_day_under_the_minimum_is_named_unless_the_plan_says_so(week):
    problem, plan = week
    honest = whole(problem, plan)
    assert verify(problem, honest) == []
    shorter = replace(honest, sessions=honest.sessions[1:])  # its members' days are shorter than the plan says
    found = [each for each in verify(problem, shorter) if each.code == "day_below_minimum"]
    assert found and all("minutes on" in each.words for each in found)
    silent = replace(honest, standing=(), tiers=())
    assert "day_below_minimum" in codes(problem, silent)


def test_a_plan_that_flatters_itself_is_named(week):
    problem, plan = week
    honest = whole(problem, plan)
    better = replace(honest.tiers[0], value=honest.tiers[0].value - 60)
    assert "false_claim" in codes(problem, replace(honest, tiers=(better, *honest.tiers[1:])))
    proven = replace(honest.tiers[0], status="proven")
    assert "false_claim" in codes(problem, replace(honest, tiers=(proven, *honest.tiers[1:])))
    bound = replace(honest.tiers[3], bound=honest.tiers[3].value + 1)
    assert "false_claim" in codes(problem, replace(honest, tiers=(*honest.tiers[:3], bound)))


def test_a_plan_for_another_problem_is_named(week):
    problem, plan = week
    honest = whole(problem, plan)
    assert "other_problem" in codes(replace(problem, time_zone="UTC"), honest)
    assert "other_problem" not in codes(replace(problem, time_zone="UTC"), honest, claims=False)


def test_what_is_frozen_stays_as_it_was():
    problem, plan = sketched(24, 3, frozen_days=3)
    kept = problem.frozen.sessions[0]
    n, _ = session_at(plan, lambda each: each.id == kept.id)
    assert codes(problem, plan, claims=False) == set()
    fewer = replace(plan, sessions=swap(plan.sessions, n, replace(plan.sessions[n], members=kept.members[:-1])))
    assert "frozen_changed" in codes(problem, fewer, claims=False)
    assert "frozen_changed" in codes(problem, replace(plan, slots=()), claims=False)


def test_verify_imports_no_solver():
    import subprocess
    import sys

    code = (
        "import sys; import openiop.engines.scheduler.verify, openiop.engines.scheduler.reading; "
        "sys.exit(any(each.split('.')[0] in ('ortools', 'django', 'numpy') for each in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
