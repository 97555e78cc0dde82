"""What would be if: the rules hold afterwards, and a proposed group brings home what it says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..explain import explain
from ..verify import verify
from ..whatif import demand, what_if, with_session
from .mutating import sketched

CHANGES: tuple[dict[str, Any], ...] = (
    {"verb": "open_hours", "windows": [{"day": "sat", "from": "08:00", "to": "14:00"}]},
    {"verb": "client_mode", "mode": "either"},
    {"verb": "client_window", "windows": [{"day": "sat", "from": "08:00", "to": "14:00"}]},
    {"verb": "client_leaves"},
    {"verb": "client_dose", "minutes": 240, "days": 2, "day_minutes": 0},
    {"verb": "waive", "minimum_day_minutes": 0, "minimum_days": 1},
    {"verb": "clinician_away"},
    {"verb": "add_room", "room": {"id": "annex", "capacity": 12}},
)


@settings(max_examples=10, deadline=None)
@given(st.integers(6, 14), st.integers(0, 30), st.sampled_from(CHANGES), st.integers(0, 40))
def test_after_a_change_the_rules_hold_and_nobody_is_moved_for_nothing(
    clients: int, seed: int, change: dict[str, Any], number: int
) -> None:
    problem, plan = sketched(clients, seed)
    change = dict(change)
    if change["verb"].startswith("client") or change["verb"] == "waive":
        change["client"] = problem.clients[number % clients].id
    if change["verb"].startswith("clinician"):
        change["clinician"] = problem.clinicians[number % len(problem.clinicians)].id
    if change["verb"] == "add_room":
        change["room"] = change["room"] | {"site": problem.sites[0].id}
    found = what_if(problem, plan, change)
    assert verify(found.problem, found.plan) == []
    assert found.before == plan.values
    if change["verb"] in ("open_hours", "client_window", "add_room", "client_mode"):
        assert found.after <= found.before


@settings(max_examples=10, deadline=None)
@given(st.integers(6, 25), st.integers(0, 30))
def test_a_proposed_group_brings_home_what_it_says(clients: int, seed: int) -> None:
    problem, plan = sketched(clients, seed)
    for proposal in demand(problem, plan, most=2):
        then = with_session(problem, plan, proposal.session)
        assert verify(problem, then) == []
        assert plan.values[0] - then.values[0] == proposal.minutes > 0
        whole = {each.client for each in then.standing if not each.unmet_minutes and not each.invalid_days}
        assert {*proposal.fixes} <= whole
        plan = then


def test_a_fix_of_an_explanation_can_be_tried() -> None:
    problem, plan = sketched(30, 3)
    for standing in plan.standing:
        found = explain(problem, plan, standing.client)
        for fix in found.fixes:
            if fix.changes and fix.changes[0]["verb"] == "add_session":
                then = what_if(problem, plan, fix.changes)
                assert verify(then.problem, then.plan) == []
                after = next(each for each in then.plan.standing if each.client == standing.client)
                assert after.unmet_minutes <= fix.in_plan
                return
    pytest.fail("nobody in this sketch would be helped by one more group")


def test_a_session_that_is_cancelled_is_gone_afterwards() -> None:
    problem, plan = sketched(20, 2)
    found = what_if(problem, plan, {"verb": "cancel_session", "session": plan.sessions[0].id})
    assert plan.sessions[0].id not in {each.id for each in found.plan.sessions}
    assert found.diff
