"""A program's curriculum: the starter taken over, topics on their pages, and dealt out so that nobody misses one."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from openiop.base.people.roles import Refused
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Session, Topic
from openiop.care.calendar.tests.pages import open_group, url
from openiop.rulebook.curriculum import starter


def ahead(*groups) -> list[str]:
    meetings = Session.objects.filter(group__in=groups, state="planned", during__startswith__gt=timezone.now())
    return [meeting.topic.title for meeting in meetings.order_by("during").select_related("topic")]


def three_topics(cast) -> list[Topic]:
    return [
        calendar.add_topic(by=cast.priya, program=cast.program, module="CBT", title=title) for title in ("A", "B", "C")
    ]


def test_the_starter_becomes_the_programs_own_once(cast):
    first = calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["cbt", "art"], language="en")
    assert len(first) == 10 and first[0].outline and first[0].handout and first[0].homework
    assert calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["cbt"], language="es") == []
    more = calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["cbt", "dbt"], language="es")
    assert {topic.module for topic in more} == {"TDC"}


def test_what_was_changed_is_not_overwritten_by_taking_over_again(cast):
    topic = calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["cbt"])[0]
    calendar.change_topic(by=cast.priya, topic=topic, title="Ours")
    calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["cbt"])
    assert Topic.objects.get(pk=topic.pk).title == "Ours" and Topic.objects.count() == 6


def test_only_whoever_schedules_takes_over(cast):
    with pytest.raises(Refused):
        calendar.take_over_starter(by=cast.marcus, program=cast.program, modules=["cbt"])


def test_a_newcomer_meets_every_topic_in_as_many_meetings_as_there_are_topics(cast):
    three_topics(cast)
    group = open_group(cast, module="CBT")
    topics = ahead(group)
    for begins in range(len(topics) - 2):
        assert set(topics[begins : begins + 3]) == {"A", "B", "C"}


def test_a_topic_that_falls_out_is_taken_by_the_next_meeting(cast):
    three_topics(cast)
    group = open_group(cast, module="CBT")
    before = ahead(group)
    first = Session.objects.filter(group=group, during__startswith__gt=timezone.now()).order_by("during").first()
    calendar.cancel_session(by=cast.priya, session=first, why="Snow")
    assert ahead(group) == before[: len(before) - 1]


def test_days_of_one_line_go_on_from_each_other(cast):
    three_topics(cast)
    today = cast.program.today()
    days = [(today + timedelta(days=shift)).weekday() for shift in (1, 3)]
    groups = [open_group(cast, module="CBT", weekday=day, first_day=today) for day in days]
    topics = ahead(*groups)
    assert topics[:6] == ["A", "B", "C", "A", "B", "C"]


def test_the_starter_page_takes_over_what_is_ticked_and_shows_it_afterwards(cast):
    browser = cast.browser("priya")
    page = browser.get(url("starter"), {"language": "es"}).content.decode()
    assert starter("es")[0].topics[0].title in page
    assert browser.post(url("starter"), {"language": "es"}).status_code == 422
    assert browser.post(url("starter"), {"language": "es", "modules": ["family"]}).status_code == 302
    assert "Límites con cariño" in browser.get(url("topics")).content.decode()
    afterwards = browser.get(url("starter")).content.decode()
    assert "Yours already" in afterwards and 'value="family"' not in afterwards and 'value="cbt"' in afterwards


def test_an_outline_is_typed_as_lines_and_a_line_without_minutes_is_named(cast):
    browser, topic = cast.browser("priya"), three_topics(cast)[0]
    typed = {"module": "CBT", "title": "A", "about": "", "handout": "One page", "homework": "Try", "is_used": "on"}
    wrong = browser.post(url("change_topic", topic.pk), typed | {"outline": "Round, 20\nPractice"})
    assert wrong.status_code == 422 and "Line 2" in wrong.content.decode() and "Practice" in wrong.content.decode()
    browser.post(url("change_topic", topic.pk), typed | {"outline": "Round, 20\n\nPractice - 40 min\n"})
    topic.refresh_from_db()
    assert topic.outline == [{"title": "Round", "minutes": 20}, {"title": "Practice", "minutes": 40}]
    page = browser.get(url("topic", topic.pk)).content.decode()
    assert "Practice" in page and "One page" in browser.get(url("handout", topic.pk)).content.decode()
    assert "Round, 20" in browser.get(url("change_topic", topic.pk)).content.decode()


def test_another_houses_topic_is_not_there(cast, elsewhere):
    foreign = calendar.add_topic(by=elsewhere.priya, program=elsewhere.program, module="CBT", title="Theirs")
    browser: Browser = cast.browser("dana")
    assert browser.get(url("topic", foreign.pk)).status_code == 404
    assert browser.get(url("handout", foreign.pk)).status_code == 404
