"""Why somebody falls short in the coming week: reasons in words, and a remedy that goes into the draft."""

from datetime import time

import pytest
from django.test import Client as Browser
from django.urls import reverse

from openiop.care.calendar.models import Group
from openiop.care.calendar.when import WorkingHours
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import next_week
from openiop.engines.scheduler.facts import WORDS
from tests.cast import House


@pytest.fixture
def director(groups: dict, director: Browser) -> Browser:
    return director


def at(house: House, who) -> str:
    return reverse("schedule:week_short", args=[next_week(house).isoformat(), who.pk])


def test_the_reasons_and_the_remedies_are_said_in_words(cast, director):
    page = director.get(at(cast, cast.jordan))
    assert "Why does Jordan fall" in page.text
    assert "of treatment are missing." in page.text
    assert "What would help" in page.text


def test_a_remedy_goes_into_the_draft_and_not_into_the_calendar(cast, director):
    days = [0, 1, 2, 3]  # more than her groups take, so that she could lead another
    WorkingHours.objects.create(
        organisation=cast.organisation, staff=cast.dana, days=days, starts=time(9), ends=time(17)
    )
    why = director.get(at(cast, cast.jordan)).context["why"]
    fix = next(each for each in why.remedies if each.key)
    before = Group.objects.count()
    director.post(at(cast, cast.jordan), {"fix": fix.key, "version": 0})
    drawn = Draft.objects.get().drawn
    assert str(cast.jordan.pk) in drawn.sessions[-1].members
    assert Group.objects.count() == before
    after = director.get(at(cast, cast.jordan)).context["why"]
    assert (after.missing, after.days) < (why.missing, why.days)


def test_a_remedy_that_is_gone_changes_nothing(cast, director):
    page = director.post(at(cast, cast.jordan), {"fix": "CBT.1", "version": 0}, follow=True)
    assert "no longer in this week" in page.text
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["week_short", "add_hour"])
def test_somebody_who_has_nothing_in_the_week_leads_back_to_it(cast, client, name):
    client.force_login(cast.priya.user)
    more = ["individual"] if name == "add_hour" else []
    address = reverse(f"schedule:{name}", args=[next_week(cast).isoformat(), cast.jordan.pk, *more])
    page = client.get(address, follow=True)
    assert page.redirect_chain and "Nothing is prescribed to them in this week" in page.text


def test_only_the_director_asks(cast, director):
    director.force_login(cast.dana.user)
    assert director.get(at(cast, cast.jordan)).status_code == 403


def test_every_fact_of_the_engine_has_the_room_s_words():
    from openiop.care.schedule.shortfall import FACTS, LEVERS

    of_place = {"joins", "opens", "whole", "short", "invalid"}
    assert {*FACTS, *LEVERS} == set(WORDS) - of_place
