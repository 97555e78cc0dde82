"""The step-down compass: each sign by examples, and safety over all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openiop.rulebook.compass import Evidence, StepDownRules, step_down

TODAY = date(2026, 11, 18)
READY = Evidence(
    today=TODAY,
    prescribed=2160,
    attended=2070,
    goals=3,
    goals_practicing=2,
    first_total=17,
    last_total=9,
    urges=(6, 3, 2),
    tests=6,
    tests_unexpected=0,
    safety_plan_on=date(2026, 11, 10),
    open_alerts=0,
    place_open=True,
)


def test_compass_every_sign_met_suggests_a_step_down() -> None:
    compass = step_down(READY)
    assert (compass.suggestion, compass.met, compass.total) == ("step_down", 7, 7)
    assert compass.look_again_on is None


EXAMPLES = [
    ("hours", {"attended": 1900}, "not_met", "87%: 31 h 40 min of 36 h", "44 min more"),
    ("hours", {"attended": 1944}, "met", "90%: 32 h 24 min of 36 h", None),
    ("hours", {"attended": 1943}, "not_met", "89%: 32 h 23 min of 36 h", "1 min more"),
    ("hours", {"prescribed": 0}, "unknown", "No prescribed hours in the last 4 weeks", None),
    ("goals", {"goals_practicing": 1}, "not_met", "1 of 3 goals at practicing or beyond",
     "One more goal at practicing"),
    ("goals", {"goals": 0}, "unknown", "No goal to read", None),
    ("measure", {"last_total": 12}, "not_met", "From 17 to 12: less than 6 points may be chance",
     "A score of 11 or less"),
    ("measure", {"last_total": None}, "unknown", "Fewer than two complete scores", None),
    ("urge", {"urges": (2, 4)}, "not_met", "Last check-ins: 2, 4", "2 check-ins in a row at 3 or less"),
    ("urge", {"urges": (2,)}, "unknown", "Not enough check-ins", None),
    ("tests", {"tests_unexpected": 1}, "not_met", "5 of 6 as expected", "30 days of results as expected"),
    ("tests", {"tests": 0}, "unknown", "No test result to read", None),
    ("safety", {"safety_plan_on": date(2026, 10, 30)}, "not_met", "Last reviewed: days ago: 19",
     "Review the safety plan together"),
    ("safety", {"safety_plan_on": None}, "not_met", "No safety plan yet", "Review the safety plan together"),
    ("place", {"place_open": False}, "not_met", "No place is open", "Hold a place"),
    ("place", {"place_open": None}, "unknown", "Not looked up yet", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "changed", "status", "words", "to_be_true"), EXAMPLES)
def test_compass_each_sign_says_what_it_is_and_what_would_make_it_met(
    key: str, changed: dict[str, object], status: str, words: str, to_be_true: str | None
) -> None:
    compass = step_down(replace(READY, **changed))  # type: ignore[arg-type]
    sign = next(each for each in compass.signs if each.key == key)
    assert (sign.status, sign.words.en()) == (status, words)
    assert (sign.to_be_true.en() if sign.to_be_true else None) == to_be_true
    assert sign.title.en()
    assert compass.met == 7 - (status != "met")


@pytest.mark.parametrize("changed", [each[1] for each in EXAMPLES if each[2] == "not_met"])
def test_compass_one_sign_not_met_means_stay_and_look_again(changed: dict[str, object]) -> None:
    compass = step_down(replace(READY, **changed))  # type: ignore[arg-type]
    assert compass.suggestion == "stay"
    assert compass.look_again_on == date(2026, 11, 25)
    assert len(compass.reasons) == 1


@pytest.mark.parametrize("changed", [each[1] for each in EXAMPLES if each[2] == "unknown"])
def test_compass_what_is_unknown_is_never_taken_as_met(changed: dict[str, object]) -> None:
    compass = step_down(replace(READY, **changed))  # type: ignore[arg-type]
    assert compass.suggestion == "cannot_decide"
    assert compass.reasons


def test_compass_safety_overrides_seven_of_seven() -> None:
    compass = step_down(replace(READY, open_alerts=1))
    assert (compass.met, compass.suggestion) == (7, "safety_first")


def test_compass_safety_overrides_a_call_for_more_support_too() -> None:
    assert step_down(replace(READY, open_alerts=1, last_total=25)).suggestion == "safety_first"


@pytest.mark.parametrize("changed", [{"last_total": 23}, {"attended": 900}])
def test_compass_reliably_worse_or_hardly_there_suggests_more_support(changed: dict[str, int]) -> None:
    compass = step_down(replace(READY, **changed))  # type: ignore[arg-type]
    assert compass.suggestion == "more_support"
    assert compass.reasons[0].en()


def test_compass_thresholds_are_the_programs() -> None:
    easier = StepDownRules(version="mine", attendance_percent=80, measure_points=5)
    compass = step_down(replace(READY, attended=1800, last_total=12), easier)
    assert (compass.suggestion, compass.rules_version) == ("step_down", "mine")


def test_compass_a_day_with_nothing_recorded_cannot_decide_or_asks_for_a_safety_plan() -> None:
    compass = step_down(Evidence(today=TODAY))
    assert compass.met == 0
    assert compass.suggestion == "stay"
    assert [reason.en() for reason in compass.reasons] == ["No safety plan yet"]
