"""Why somebody falls short: the proof holds in every plan, and each lever does what it says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..changes import apply
from ..explain import explain
from ..facts import WORDS, fact
from ..place import place
from ..plan import Plan
from ..problem import Dose, Problem, Window
from ..solo import Solo
from .mutating import sketched


def short_in(problem: Problem, plan: Plan) -> list[str]:
    return [each.client for each in plan.standing if each.unmet_minutes or each.invalid_days]


@settings(max_examples=8, deadline=None)
@given(st.integers(6, 15), st.integers(0, 30))
def test_what_is_missing_alone_is_missing_in_every_plan(clients: int, seed: int) -> None:
    problem, plan = sketched(clients, seed)
    solo = Solo.of(problem)
    for standing in plan.standing[:5]:
        alone = solo.best(problem.client[standing.client])
        assert (alone.unmet, alone.invalid_days) <= (standing.unmet_minutes, standing.invalid_days)


@settings(max_examples=6, deadline=None)
@given(st.integers(6, 20), st.integers(0, 30), st.integers(0, 40))
def test_every_fix_is_true_when_the_changed_problem_is_solved_afresh(clients: int, seed: int, number: int) -> None:
    problem, plan = sketched(clients, seed)
    short = short_in(problem, plan)
    if not short:
        return
    who = short[number % len(short)]
    found = explain(problem, plan, who)
    now = (found.shortfall, found.invalid_days)
    for each in found.fixes:
        changed = apply(problem, each.changes)
        alone = Solo(changed).best(changed.client[who])
        proof = (each.residual, each.residual_days)
        loosened = any(lever.code == "group_minimum" for lever in each.levers)
        assert (alone.unmet, alone.invalid_days) == proof or (loosened and (alone.unmet, alone.invalid_days) < proof)
        assert proof <= (each.in_plan, each.in_plan_days)
        unavoidable = (found.unavoidable, found.unavoidable_days)
        assert proof < unavoidable or (each.in_plan, each.in_plan_days) < now
        assert all(lever.words() for lever in each.levers)


def test_somebody_with_too_few_days_is_told_which_day_would_do() -> None:
    problem, plan = sketched(40, 1)
    person = next(each for each in problem.clients if not each.needs or each.mode == "either")
    kept = tuple(each for each in person.available if each.day in (0, 1))
    narrowed = replace(person, available=kept, individual=None, family=None)
    problem = replace(problem, clients=tuple(narrowed if each is person else each for each in problem.clients))
    plan = replace(
        plan, sessions=tuple(replace(s, members=tuple(m for m in s.members if m != person.id)) for s in plan.sessions)
    )
    plan = replace(plan, slots=tuple(each for each in plan.slots if each.client != person.id))
    found = explain(problem, plan, person.id)
    assert found.unavoidable_days >= 1
    assert any(each.code == "free_days" and each["days"] == 2 for each in found.facts)
    assert any(lever.code in ("window", "minimum_days") for each in found.fixes for lever in each.levers)


def test_a_client_without_a_free_hour_is_told_so() -> None:
    problem, plan = sketched(12, 1)
    person = replace(problem.clients[0], id="busy", available=(Window(0, 4, 6),))
    problem = replace(problem, clients=(*problem.clients, person))
    found = explain(problem, plan, "busy")
    assert found.kind == "structural"
    assert found.unavoidable == found.shortfall > 0


def test_somebody_who_has_everything_is_told_so() -> None:
    problem, plan = sketched(30, 3)
    payer = replace(problem.payers[0], id="none", minimum_day_minutes=0, minimum_days=0)
    dose = Dose(0, 0)
    person = replace(problem.clients[0], id="met", payer="none", dose=dose, needs=(), individual=None, family=None)
    problem = replace(problem, payers=(*problem.payers, payer), clients=(*problem.clients, person))
    found = explain(problem, plan, person.id)
    assert (found.kind, found.fixes, [each.code for each in found.facts]) == ("met", (), ["met"])


def test_a_seat_among_those_there_are_is_proposed_before_anything_is_opened() -> None:
    problem, plan = sketched(30, 3)
    for who in short_in(problem, plan):
        found = explain(problem, plan, who)
        reseat = [each for each in found.fixes if each.levers[0].code == "reseat"]
        if reseat:
            best = place(problem, plan, who, options=1, may_open=False)[0]
            assert (best.standing.unmet_minutes, best.standing.invalid_days) == (
                reseat[0].in_plan,
                reseat[0].in_plan_days,
            )
            return
    pytest.fail("nobody could be reseated in this sketch")


def test_facts_need_words_for_their_code() -> None:
    with pytest.raises(KeyError):
        fact("no such code")
    assert fact("window", day="sat", from_="09:00", to="12:30").words() == "free on sat 09:00 to 12:30"
    assert all(words for words in WORDS.values())
