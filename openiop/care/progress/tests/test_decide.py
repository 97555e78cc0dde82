"""Signing the decision: against the suggestion only with a reason, the evidence kept, the taper in the plan."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.base.worklist.models import WorkItem
from openiop.care.placement.models import LevelPeriod
from openiop.care.plan import actions as plan
from openiop.care.plan.models import Plan
from openiop.care.progress import actions, queries
from openiop.care.progress.actions import TaperWeeks
from openiop.rulebook import compass

from .story import all_is_well, six_weeks


@pytest.fixture
def stay(cast):
    return six_weeks(cast)


def read(cast, stay):
    gate = Gate.of(cast.dana, cast.program)
    return compass.step_down(queries.evidence(gate, cast.jordan, stay, compass.StepDownRules()))


def weeks(cast, *rows):
    week = cast.program.week_of(cast.program.today())
    return TaperWeeks(week.last + timedelta(days=1), rows or ((360, 2), (180, 1)))


def test_staying_as_suggested_needs_no_reason_and_keeps_the_evidence(cast, stay):
    decision = actions.decide(by=cast.dana, episode=stay, compass=read(cast, stay), choice="stay")
    assert (decision.kind, decision.recommended_level, decision.actual_level) == ("continue", "2.1", "2.1")
    kept = {each.get("sign"): each.get("status") for each in decision.evidence}
    assert kept["hours"] == "met" and kept["safety"] == "not_met"
    assert decision.evidence[0]["suggestion"] == "stay"


@pytest.mark.parametrize("choice", ["taper", "step_down", "step_up", "discharge_planning"])
def test_rule_1_3_against_the_suggestion_needs_reason_and_words(cast, stay, choice):
    with pytest.raises(ValidationError) as refused:
        actions.decide(by=cast.dana, episode=stay, compass=read(cast, stay), choice=choice, taper=weeks(cast))
    assert {"difference", "why"} == set(refused.value.message_dict)
    assert stay.decisions.count() == 1


def test_rule_1_3_against_the_suggestion_is_kept_with_both_levels(cast, stay):
    decision = actions.decide(
        by=cast.dana, episode=stay, compass=read(cast, stay), choice="step_down", difference="client_choice",
        why="Jordan starts a job on Monday.",
    )  # fmt: skip
    assert (decision.recommended_level, decision.actual_level) == ("2.1", "1.5")
    assert (decision.difference, decision.why) == ("client_choice", "Jordan starts a job on Monday.")


def test_hrs_7_a_suggested_taper_is_a_state_and_stands_in_a_new_draft_of_the_plan(cast, stay):
    all_is_well(cast)
    taper = weeks(cast)
    decision = actions.decide(
        by=cast.dana, episode=stay, compass=read(cast, stay), choice="taper", why="Every sign is met.", taper=taper
    )
    period = stay.levels.get(state=LevelPeriod.State.TAPER)
    assert (decision.kind, decision.difference, decision.recommended_level) == ("taper", "", "2.1")
    assert (period.during.lower, period.during.upper) == (taper.start, taper.end + timedelta(days=1))
    draft = Plan.objects.get(episode=stay, state="draft")
    full, first, second = draft.doses.order_by("during")
    assert (full.during.upper, first.weekly_minutes, second.weekly_minutes) == (taper.start, 360, 180)
    assert first.is_taper and second.is_taper
    assert WorkItem.objects.filter(kind="plan.dose_for_taper", done_at=None, assigned_to=cast.dana).exists()


def test_hrs_7_a_taper_that_the_plan_prescribes_already_asks_for_no_new_version(cast, stay):
    taper = weeks(cast)
    active = Plan.objects.get(episode=stay, state="active")
    draft = plan.new_version(by=cast.dana, plan=active)
    plan.prescribe_taper(by=cast.dana, plan=draft, start=taper.start, weeks=taper.weeks)
    plan.sign_as_clinician(by=cast.dana, plan=draft)
    plan.sign_with_client(by=cast.dana, plan=draft, name="Jordan")
    all_is_well(cast)
    actions.decide(
        by=cast.dana, episode=stay, compass=read(cast, stay), choice="taper", why="Every sign is met.", taper=taper
    )
    assert not Plan.objects.filter(episode=stay, state="draft").exists()
    assert not WorkItem.objects.filter(kind="plan.dose_for_taper", done_at=None).exists()


def test_hrs_7_a_taper_always_has_a_reason(cast, stay):
    all_is_well(cast)
    with pytest.raises(ValidationError) as refused:
        actions.decide(by=cast.dana, episode=stay, compass=read(cast, stay), choice="taper", taper=weeks(cast))
    assert "why" in refused.value.message_dict
    assert not stay.levels.filter(state="taper").exists()


def test_planning_the_way_out_keeps_the_level_and_asks_for_the_plan_after(cast, stay):
    all_is_well(cast)
    decision = actions.decide(by=cast.dana, episode=stay, compass=read(cast, stay), choice="discharge_planning")
    assert (decision.kind, decision.actual_level) == ("continue", "2.1")
    assert WorkItem.objects.get(kind="aftercare.continuing_care").link == f"/aftercare/{cast.jordan.pk}/"


@pytest.mark.parametrize("person", ["marcus", "casey", "chioma", "walt", "bea"])
def test_who_may_not_place_decides_nothing(cast, stay, person):
    with pytest.raises(Refused):
        actions.decide(by=getattr(cast, person), episode=stay, compass=read(cast, stay), choice="stay")
