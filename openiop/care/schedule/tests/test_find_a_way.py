"""The engine's ways in for one person: the default, above the hand that stays free."""

import re

import pytest
from django.urls import reverse

from openiop.base.people.actions import register_client
from openiop.care.calendar.models import Membership
from openiop.care.schedule.options import ways_for
from openiop.care.schedule.tests.week import furnish, next_week, prescribe
from tests.cast import admit, belong


@pytest.fixture
def newcomer(cast):
    furnish(cast)
    client = register_client(
        by=cast.system, organisation=cast.organisation, legal_first="Noa", legal_last="Quist", state="MA"
    )
    cast.clients["noa"] = client
    belong(cast, client)
    return client


def test_somebody_new_is_offered_what_fits_and_takes_it(cast, newcomer):
    prescribe(cast, admit(cast, "noa"), weekly_minutes=270, days=1)
    browser, url = cast.browser("elena"), reverse("schedule:options", args=[newcomer.pk])
    page = browser.get(url).content.decode()
    assert "Steady Ground" in page and "Take this" in page
    assert not re.search(r"\bJordan\b|\bLucho\b", page)
    way = re.search(r'name="way" value="(\w+)"', page).group(1)
    assert browser.post(url, {"way": way}).status_code == 302
    assert Membership.objects.filter(client=newcomer, last_day=None).count() >= 2


def test_a_way_that_is_gone_is_said_and_nothing_is_taken(cast, newcomer):
    prescribe(cast, admit(cast, "noa"))
    answer = cast.browser("elena").post(reverse("schedule:options", args=[newcomer.pk]), {"way": "gone"})
    assert "no longer possible" in answer.content.decode()
    assert not Membership.objects.filter(client=newcomer).exists()


def test_who_is_only_referred_sees_when_they_could_start(cast, newcomer):
    ways = ways_for(cast.program, newcomer, next_week(cast), track=cast.track)
    assert not ways.is_here and ways.found
    assert ways.found[0].starts >= next_week(cast)
    page = cast.browser("elena").get(reverse("schedule:options", args=[newcomer.pk])).content.decode()
    assert "Admit them first" in page and "Take this" not in page


def test_fewer_hours_end_the_seats_that_are_no_longer_needed(cast, newcomer):
    episode = admit(cast, "noa")
    prescribe(cast, episode, weekly_minutes=90, days=1, day_minutes=0)
    from openiop.care.calendar import actions as calendar
    from openiop.care.calendar.models import Group

    calendar.place(by=cast.priya, client=newcomer, groups=Group.objects.all(), first_day=cast.program.today())
    browser, url = cast.browser("elena"), reverse("schedule:options", args=[newcomer.pk])
    way = re.search(r'name="way" value="(\w+)"', browser.get(url).content.decode()).group(1)
    assert browser.post(url, {"way": way}).status_code == 302
    assert Membership.objects.filter(client=newcomer, last_day=None).count() < 3
