"""Something happened: what is left stands, nothing gets worse than if nobody acted, and changes stay within the cap."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .. import grid
from ..changes import apply
from ..diff import diff
from ..plan import Plan
from ..problem import Problem
from ..repair import repair
from ..salvage import salvage
from ..score import score
from ..solo import Solo
from ..verify import verify
from .mutating import sketched

EVENTS = ("away", "away a day", "room", "available", "cancelled", "leaves")


def event(problem: Problem, plan: Plan, kind: str, number: int) -> dict[str, Any]:
    day = {"day": grid.NAMES[number % 5], "from": "00:00", "to": "24:00"}
    clinician = problem.clinicians[number % len(problem.clinicians)].id
    client = problem.clients[number % len(problem.clients)].id
    if kind == "away":
        return {"verb": "clinician_away", "clinician": clinician}
    if kind == "away a day":
        return {"verb": "clinician_away", "clinician": clinician, "windows": [day]}
    if kind == "room":
        return {"verb": "room_closed", "room": problem.rooms[number % len(problem.rooms)].id, "windows": [day]}
    if kind == "available":
        evening = [{"day": each, "from": "16:00", "to": "21:00"} for each in grid.NAMES[:5]]
        return {"verb": "client_available", "client": client, "available": evening}
    if kind == "cancelled" and plan.sessions:
        return {"verb": "cancel_session", "session": plan.sessions[number % len(plan.sessions)].id}
    return {"verb": "client_leaves", "client": client}


@settings(max_examples=15, deadline=None)
@given(st.integers(5, 16), st.integers(0, 30), st.sampled_from(EVENTS), st.integers(0, 40))
def test_what_is_left_after_any_event_keeps_the_rules(clients: int, seed: int, kind: str, number: int) -> None:
    problem, plan = sketched(clients, seed)
    happened = event(problem, plan, kind, number)
    after = apply(problem, happened)
    left = salvage(after, plan)
    assert verify(after, left) == []
    if kind not in ("cancelled", "leaves"):
        assert {each.id for each in left.sessions} <= {each.id for each in plan.sessions}
    assert salvage(after, left).sessions == left.sessions


@settings(max_examples=6, deadline=None)
@given(st.integers(5, 12), st.integers(0, 30), st.sampled_from(EVENTS), st.integers(0, 40))
def test_every_way_keeps_the_rules_and_no_tier_is_worse_than_doing_nothing(
    clients: int, seed: int, kind: str, number: int
) -> None:
    problem, plan = sketched(clients, seed)
    ways = repair(problem, plan, event(problem, plan, kind, number))
    assert ways
    assert len({way.after for way in ways}) == len(ways)
    for way in ways:
        assert verify(way.problem, way.plan) == []
        assert score(way.problem, way.plan.sessions, way.plan.slots).key == way.after <= way.undone
        assert 0 <= way.kept <= 1


def test_a_clinician_who_is_ill_is_covered_in_the_same_hour_if_somebody_can() -> None:
    problem, plan = sketched(8, 3)
    for clinician in problem.clinicians:
        lost = [each for each in plan.sessions if each.clinician == clinician.id]
        for way in repair(problem, plan, {"verb": "clinician_away", "clinician": clinician.id}, max_changes=0)[-1:]:
            assert not any(each.clinician == clinician.id for each in way.plan.sessions)
            for moved in way.diff.moved:
                assert moved.before in lost
                assert moved.before.start == moved.after.start
            if lost:
                return


def test_an_hour_lost_that_could_be_kept_is_said_and_without_one_nobody_lost_for_nothing() -> None:
    problem, plan = sketched(16, 4)
    whole = 0
    for number, clinician in enumerate(problem.clinicians[:3]):
        day = {"day": grid.NAMES[number % 5], "from": "00:00", "to": "24:00"}
        ways = repair(problem, plan, {"verb": "clinician_away", "clinician": clinician.id, "windows": [day]})
        best = ways[0]
        had = {each.client: each.unmet_minutes for each in plan.standing}
        solo = Solo(best.problem)
        lost = 0
        for each in best.plan.standing:
            if each.unmet_minutes > had[each.client]:
                least = solo.best(best.problem.client[each.client]).unmet
                lost += max(0, each.unmet_minutes - max(had[each.client], least))
        assert lost <= best.avoidable
        whole += best.avoidable == 0
    assert whole


def test_changes_are_capped() -> None:
    problem, plan = sketched(8, 3)
    session = max(plan.sessions, key=lambda each: len(each.members))
    away = {"verb": "clinician_away", "clinician": session.clinician}
    free = repair(problem, plan, away)
    none = repair(problem, plan, away, max_changes=0)
    assert max(way.people for way in none) <= max(way.undone[2] for way in free) or none[0].kind == "cover"


def test_an_event_without_sense_is_refused_in_words() -> None:
    problem, plan = sketched(8, 1)
    for wrong, words in (
        ({"verb": "earthquake"}, "is not a change"),
        ({"verb": "room_closed", "room": "attic"}, "attic"),
        ({"verb": "cancel_session", "session": "none"}, "not in the plan"),
        ({"verb": "clinician_away"}, "clinician"),
    ):
        with pytest.raises(ValueError, match=words):
            repair(problem, plan, wrong)


def test_a_difference_names_what_opened_closed_moved_and_who_changes() -> None:
    problem, plan = sketched(20, 2)
    assert not diff(plan, plan)
    session = plan.sessions[0]
    left = salvage(problem, Plan(**{**_fields(plan), "sessions": plan.sessions[1:]}))
    found = diff(plan, left)
    assert session in found.closed
    assert {*session.members} <= {*found.people}


def _fields(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in Plan.__dataclass_fields__}
