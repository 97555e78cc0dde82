"""The timeline and the compass on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from openiop.care.placement.actions import discharge
from openiop.care.placement.models import Decision

from .story import alert, all_is_well, score, six_weeks, toxicology


def url(cast, name="client"):
    return reverse(f"progress:{name}", kwargs={"client_id": cast.jordan.pk})


@pytest.fixture
def browser(cast):
    return cast.browser("dana")


def test_an_empty_timeline_teaches(cast, browser):
    assert "No stay in this program yet" in browser.get(url(cast)).content.decode()


@pytest.mark.parametrize("zoom", ["", "?zoom=six", "?zoom=stay", "?zoom=all", "?zoom=nonsense"])
def test_the_timeline_shows_hours_measures_tests_and_goals(cast, browser, zoom):
    six_weeks(cast)
    all_is_well(cast)
    page = browser.get(url(cast) + zoom).content.decode()
    assert "Jordan came to 100% of the prescribed hours" in page
    for words in ("reliably better", "Evenings without using", "Test as expected", "9:00"):
        assert words in page


def test_an_ended_stay_is_still_read(cast, browser):
    stay = six_weeks(cast)
    today = cast.program.today()
    discharge(by=cast.dana, episode=stay, reason="01", last_contact=today, discharged_on=today)
    page = browser.get(url(cast)).content.decode()
    assert "Review step-down" not in page
    assert browser.get(url(cast, "step_down")).url == url(cast)


def test_the_compass_says_how_many_signs_and_where_they_were_read(cast, browser):
    six_weeks(cast)
    all_is_well(cast)
    page = browser.get(url(cast, "step_down")).content.decode()
    assert "7 of 7 signs say Jordan is ready to step down" in page
    assert "Ready for fewer hours" in page
    assert reverse("plan:client", kwargs={"client_id": cast.jordan.pk}) in page
    together = browser.get(url(cast, "step_down") + "?show=together").content.decode()
    assert "are we ready for fewer hours?" in together
    assert "Sign the decision" not in together


def test_a_safety_alert_leads_to_the_safety_page_first(cast, browser):
    six_weeks(cast)
    alert(cast)
    page = browser.get(url(cast, "step_down")).content.decode()
    assert "Safety first" in page
    assert reverse("measures:alerts") in page


def test_signing_the_decision_on_the_page(cast, browser):
    six_weeks(cast)
    assert browser.post(url(cast, "step_down"), {"choice": "stay", "why": "One more week."}).url == url(cast)
    assert Decision.objects.first().why == "One more week."


def test_against_the_suggestion_what_was_typed_is_kept(cast, browser):
    six_weeks(cast)
    response = browser.post(url(cast, "step_down"), {"choice": "step_up", "why": "Two hard weekends", "difference": ""})
    assert response.status_code == 400
    page = response.content.decode()
    assert "Two hard weekends" in page
    assert "Choose why you decide otherwise." in page


def test_hrs_7_a_taper_is_started_on_the_page(cast, browser):
    stay = six_weeks(cast)
    all_is_well(cast)
    start = cast.program.week_of(cast.program.today()).last + timedelta(days=1)
    given = {"choice": "taper", "why": "Ready.", "start": start.isoformat(), "hours_1": "6", "days_1": "2"}
    assert browser.post(url(cast, "step_down"), given | {"hours_1": ""}).status_code == 400
    assert browser.post(url(cast, "step_down"), given).status_code == 302
    taper = stay.levels.get(state="taper")
    assert (taper.during.upper - taper.during.lower).days == 7
    assert "Taper" in browser.get(url(cast)).content.decode()


def test_the_wrong_role_and_another_organisation_see_nothing(cast, elsewhere):
    six_weeks(cast)
    for name in ("client", "step_down"):
        assert cast.browser("bea").get(url(cast, name)).status_code == 403
        assert elsewhere.browser("dana").get(url(cast, name)).status_code == 404
    assert cast.browser("marcus").post(url(cast, "step_down"), {"choice": "stay"}).status_code == 403
    assert "Sign the decision" not in cast.browser("marcus").get(url(cast, "step_down")).content.decode()


def test_the_pages_cost_the_same_for_a_short_and_a_long_story(cast, browser, django_assert_max_num_queries):
    six_weeks(cast)
    for name in ("client", "step_down"):
        browser.get(url(cast, name))
        with django_assert_max_num_queries(30):
            browser.get(url(cast, name))
    for days_ago in range(25):
        toxicology(cast, "expected", days_ago=days_ago)
        score(cast, "GAD-7", 10, days_ago // 4)
    for name in ("client", "step_down"):
        with django_assert_max_num_queries(30):
            browser.get(url(cast, name))
