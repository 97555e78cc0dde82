"""The evidence of the compass: read from real rows, unknown where nobody recorded anything."""

import itertools
from datetime import timedelta

import pytest

from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Kind
from openiop.care.placement.tests.people import admitted
from openiop.care.plan.models import Service
from openiop.care.progress import queries
from openiop.care.progress.rules import needle, sentence
from openiop.rulebook import compass

from .story import alert, all_is_well, score, six_weeks, toxicology

RULES = compass.StepDownRules()


@pytest.fixture
def gate(cast):
    return Gate.of(cast.dana, cast.program)


def read(cast, gate, stay):
    return compass.step_down(queries.evidence(gate, cast.jordan, stay, RULES), RULES)


def status(found):
    return {sign.key: sign.status for sign in found.signs}


def test_all_signs_are_read_from_the_record(cast, gate):
    stay = six_weeks(cast)
    all_is_well(cast)
    evidence = queries.evidence(gate, cast.jordan, stay, RULES)
    assert (evidence.prescribed, evidence.attended) == (4 * 540, 4 * 540)
    assert (evidence.goals, evidence.goals_practicing) == (1, 1)
    assert (evidence.first_total, evidence.last_total) == (17, 8)
    assert evidence.urges == (3, 2)
    assert (evidence.tests, evidence.tests_unexpected) == (1, 0)
    assert evidence.safety_plan_on == cast.program.today()
    assert evidence.place_open is True
    assert read(cast, gate, stay).suggestion == "step_down"


def test_the_week_under_way_and_the_week_of_admission_do_not_count_against_anyone(cast, gate):
    stay = admitted(cast, days_ago=1)
    evidence = queries.evidence(gate, cast.jordan, stay, RULES)
    assert (evidence.prescribed, evidence.attended) == (None, None)
    assert status(read(cast, gate, stay))["hours"] == "unknown"


def test_missed_days_are_read_as_they_were(cast, gate):
    stay = six_weeks(cast, attended_of_three=2)
    evidence = queries.evidence(gate, cast.jordan, stay, RULES)
    assert (evidence.prescribed, evidence.attended) == (4 * 540, 4 * 360)
    assert status(read(cast, gate, stay))["hours"] == "not_met"


def test_nothing_recorded_is_unknown_and_never_met(cast, gate):
    found = read(cast, gate, six_weeks(cast))
    assert {key for key, value in status(found).items() if value == "unknown"} == {"measure", "urge", "tests"}
    assert found.suggestion == "stay"


def test_an_open_safety_alert_comes_before_everything(cast, gate):
    stay = six_weeks(cast)
    all_is_well(cast)
    alert(cast)
    found = read(cast, gate, stay)
    assert found.suggestion == "safety_first"
    assert needle(found) < -1 / 3


def test_declined_and_pending_tests_are_no_result(cast, gate):
    stay = six_weeks(cast)
    toxicology(cast, "declined")
    toxicology(cast, "pending")
    assert queries.evidence(gate, cast.jordan, stay, RULES).tests == 0
    toxicology(cast, "unexpected")
    toxicology(cast, "unexpected", days_ago=40)
    evidence = queries.evidence(gate, cast.jordan, stay, RULES)
    assert (evidence.tests, evidence.tests_unexpected) == (1, 1)


def test_a_score_long_before_this_stay_is_not_the_baseline(cast, gate):
    stay = six_weeks(cast)
    score(cast, "PHQ-9", 25, 60)
    score(cast, "PHQ-9", 15, 5)
    score(cast, "PHQ-9", 12, 1)
    assert queries.evidence(gate, cast.jordan, stay, RULES).first_total == 15


@pytest.mark.parametrize("suggestion", ["step_down", "stay", "more_support", "safety_first", "cannot_decide"])
def test_the_needle_stands_in_the_arc_of_the_sentence(suggestion):
    found = compass.Compass(suggestion, (), 5, 7, (), None, "x")
    arc = {"step_down": 1, "stay": 0, "cannot_decide": 0}.get(suggestion, -1)
    position = needle(found)
    assert (position > 1 / 3) - (position < -1 / 3) == arc
    assert sentence(found).message


def test_the_plan_and_the_calendar_name_services_alike():
    prescribed_by_nobody = {Kind.EVALUATION, Kind.CRISIS}  # one comes before the plan, the other unasked
    assert Service.choices == [each for each in Kind.choices if each[0] not in prescribed_by_nobody]


def test_the_evidence_costs_the_same_for_a_short_and_a_long_story(cast, gate, django_assert_max_num_queries):
    stay = six_weeks(cast)
    for days_ago in range(20):
        toxicology(cast, "expected", days_ago=days_ago)
        score(cast, "PHQ-9", 10, days_ago // 4)
    with django_assert_max_num_queries(12):
        queries.evidence(gate, cast.jordan, stay, RULES)


def test_weeks_are_the_programs_own_and_at_most_a_year(cast):
    today = cast.program.today()
    weeks = queries.weeks_between(cast.program, today - timedelta(weeks=200), today)
    assert len(weeks) == queries.AT_MOST_WEEKS
    assert weeks[-1].first <= today <= weeks[-1].last
    assert all(later.first - earlier.first == timedelta(weeks=1) for earlier, later in itertools.pairwise(weeks))
