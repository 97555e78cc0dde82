"""The golden thread: from an objective to every session that touched it, and from each note to its goal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries.thread import UNTOUCHED
from openiop.care.encounters.tests.people import hold_session, plan_for
from openiop.care.plan.models import Goal, Objective, Plan, Problem


@pytest.fixture
def objective(cast):
    return plan_for(cast, on=(timezone.now() - timedelta(days=20)).date())


def hold(cast, days_ago, objective=None, text="Chose two moves.", who="jordan"):
    """One session that Jordan attended, with a note toward the objective."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(days=days_ago, hours=2)
    session = hold_session(cast, start=start, minutes=60, breaks=(), clients=(who,))
    encounters.mark(by=cast.dana, session=session, client=getattr(cast, who), code="present")
    note = Note.objects.get(session=session)
    return encounters.write_note(by=cast.dana, note=note, objective=objective, response=text, participation=3)


def test_from_the_objective_to_its_sessions(cast, objective):
    hold(cast, 9, objective, "Wrote down whom to call.")
    hold(cast, 5, None, "Spoke of the sea.")
    page = cast.browser("dana").get(f"/sessions/toward/{objective.pk}")
    assert page.status_code == 200
    assert "Wrote down whom to call." in page.text
    assert "Took part actively" in page.text
    assert "Spoke of the sea." not in page.text
    assert "One session has gone by since" in page.text


def test_what_was_worked_on_beside_it_is_on_the_thread_too(cast, objective):
    note = hold(cast, 3, None, "Wrote down whom to call.")
    note.drafted = {"response": "", "next_step": "", "objectives": [str(objective.pk)]}
    note.save()
    page = cast.browser("dana").get(f"/sessions/toward/{objective.pk}").text
    assert "Wrote down whom to call." in page
    assert "beside another objective" in page


def test_a_new_version_of_the_plan_goes_on_with_the_thread(cast, objective):
    hold(cast, 3, objective, "Wrote down whom to call.")
    plan = objective.goal.problem.plan
    Plan.objects.filter(pk=plan.pk).update(state="replaced")
    newer = Plan.objects.create(organisation=cast.organisation, episode=plan.episode, version=2, written_by=cast.dana)
    problem = Problem.objects.create(organisation=cast.organisation, plan=newer, text="Evenings alone")
    goal = Goal.objects.create(organisation=cast.organisation, problem=problem, title=objective.goal.title)
    again = Objective.objects.create(
        organisation=cast.organisation, goal=goal, text=objective.text, owner="Jordan",
        target_date=objective.target_date,
    )  # fmt: skip
    on = timezone.now().date()
    Plan.objects.filter(pk=newer.pk).update(state="active", active_from=on, review_due=on + timedelta(days=30))
    dana = cast.browser("dana")
    assert "Wrote down whom to call." in dana.get(f"/sessions/toward/{again.pk}").text
    assert "One session toward it" in dana.get(f"/plans/{cast.jordan.pk}/").text


def test_a_signed_note_leads_to_its_goals_sessions(cast, objective):
    note = encounters.sign(by=cast.dana, note=hold(cast, 2, objective))
    assert f"/sessions/toward/{objective.pk}" in cast.browser("dana").get(f"/sessions/notes/{note.pk}").text


def test_what_many_sessions_went_past_is_asked_about_on_the_plan_and_at_its_review(cast, objective):
    hold(cast, 15, objective)
    dana = cast.browser("dana")
    for day in range(UNTOUCHED - 1):
        hold(cast, 14 - day)
    assert "Untouched for" not in dana.get(f"/plans/{cast.jordan.pk}/").text
    hold(cast, 1)
    page = dana.get(f"/plans/{cast.jordan.pk}/").text
    assert f"Untouched for {UNTOUCHED} sessions" in page
    assert "One session toward it" in page
    assert "1 objective was left alone" in dana.get(f"/plans/{cast.jordan.pk}/review").text


def test_another_organisation_and_the_wrong_role_find_no_thread(cast, elsewhere, objective):
    hold(cast, 2, objective)
    path = f"/sessions/toward/{objective.pk}"
    assert elsewhere.browser("dana").get(path).status_code == 404
    for who in ("bea", "elena", "walt", "pat"):
        assert cast.browser(who).get(path).status_code == 403


def test_the_plan_asks_no_more_of_the_database_with_more_sessions(cast, objective, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    dana, path = cast.browser("dana"), f"/plans/{cast.jordan.pk}/"

    def queries():
        with CaptureQueriesContext(connection) as asked:
            dana.get(path)
        return len(asked)

    hold(cast, 15, objective)
    queries()
    few = queries()
    for day in range(6):
        hold(cast, 14 - day, objective)
    assert queries() <= few
