"""Two directors press "Publish" at once, each in a connection of their own: one wins, the other is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client as Browser

from openiop.base.messages.models import Message
from openiop.base.people.actions import employ
from openiop.base.people.roles import Role
from openiop.care.calendar.models import Group
from openiop.care.schedule import actions as schedule
from openiop.care.schedule.proposals import Publication
from openiop.care.schedule.tests.week import furnish, next_week, the_week
from tests.at_once import at_once
from tests.cast import House, make_house


@pytest.fixture
def house(committed_db, django_db_blocker) -> House:
    with django_db_blocker.unblock():
        made = make_house("harbor", "Harbor Street")
        made.staff["rosa"] = employ(
            by=made.system, program=made.program, name="Rosa Iglesias", roles=[Role.DIRECTOR.value],
            email="rosa@harbor.example", password="harbor lights at 8", started_on=date(2020, 1, 1), languages=["en"],
        )  # fmt: skip
        furnish(made)
        yield made


def test_of_two_different_weeks_one_is_published_and_the_other_director_is_told(house):
    week, water = the_week(house), Group.objects.get(name="Clear Water")

    def publish(who: Any, at: int) -> Callable[[], Any]:
        sessions = tuple(replace(s, at=at) if s.id == str(water.pk) else s for s in week.plan.sessions)
        plan = replace(week.plan, sessions=sessions)
        return lambda: schedule.publish(by=who, program=house.program, plan=plan, base_digest=week.digest)

    results = at_once([publish(house.priya, 28), publish(house.rosa, 30)])
    (won,) = (each for each in results if isinstance(each, Publication))
    (lost,) = (each for each in results if not isinstance(each, Publication))
    assert isinstance(lost, schedule.WeekChanged)
    assert won.published_by.name in str(lost)
    assert Publication.objects.count() == 1
    water.refresh_from_db()
    assert water.starts.hour == (14 if won.published_by == house.priya else 15)


def test_of_two_who_publish_one_draft_one_is_told_and_people_get_one_message(house):
    week, water = the_week(house), Group.objects.get(name="Clear Water")

    def later(plan: Any) -> Any:
        return replace(plan, sessions=tuple(replace(s, at=28) if s.id == str(water.pk) else s for s in plan.sessions))

    draft = schedule.draw(by=house.priya, program=house.program, week=week, version=0, change=later)
    page = f"/hours/week/{next_week(house).isoformat()}/publish"

    def press(browser: Browser) -> Callable[[], Any]:
        def act() -> Any:
            answer = browser.post(page, {"version": draft.version})
            return answer.status_code, [str(each) for each in get_messages(answer.wsgi_request)]

        return act

    results = at_once([press(house.browser("priya")), press(house.browser("rosa"))])
    assert [each[0] for each in results] == [302, 302], results
    told = sorted(words for _status, (words,) in results)
    assert told[0] == "Published. Everybody concerned is told."
    assert told[1] != told[0]
    assert Publication.objects.count() == 1
    assert Message.objects.filter(to_staff=house.dana).count() == 1  # who leads the group that moved
