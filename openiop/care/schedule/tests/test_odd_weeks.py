"""Weeks at the edges of the clock: the Sunday on which it changes, and groups that end at midnight."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from icalendar import Calendar

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions.feeds import make_feed
from openiop.care.calendar.ics import calendar_of, entries_of
from openiop.care.calendar.models import Group, Session
from openiop.care.calendar.when import WorkingHours
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import next_week, prescribe
from tests.cast import House, admit

ZONE = ZoneInfo("America/New_York")  # the program's


def change_of_the_clock(house: House) -> date:
    """The next Sunday on which the program's clock is put forward or back, not of this week."""
    midnights = [
        datetime.combine(house.program.today() + timedelta(days=n), time(), house.program.zone) for n in range(7, 365)
    ]
    found = (a for a, b in pairwise(midnights) if a.utcoffset() != b.utcoffset())
    return next(found).date()


def group_on(house: House, day: date, starts: time, **how: Any) -> Group:
    """Weekly from that day on, with one member and a facilitator who works whenever."""
    WorkingHours.objects.create(
        organisation=house.organisation, staff=house.dana, days=[0, 1, 2, 3, 4, 5, 6], starts=time(0), ends=time(0)
    )
    prescribe(house, admit(house, "jordan"), weekly_minutes=90, days=1, day_minutes=0)
    group = calendar.open_group(
        by=house.priya, program=house.program, track=house.track, name="Late Light", module="CBT",
        weekday=day.weekday(), starts=starts, minutes=90, facilitator=house.dana, room=house.room, capacity=10,
        first_day=day, plan=False, **how,
    )  # fmt: skip
    calendar.place(by=house.priya, client=house.jordan, groups=[group], first_day=day)
    calendar.plan_sessions(by=house.system, program=house.program, since=day, until=day + timedelta(days=6))
    return group


def shown(page: Any, mark: str = "") -> list[tuple[str, str]]:
    """(day, local clock) of what the board shows with this mark."""
    return [
        (day.day.isoformat(), f"{each.start:%H:%M}-{each.end:%H:%M}")
        for day in page.context["grid"].days
        for each in day.blocks
        if each.item.mark == mark
    ]


def test_on_the_sunday_of_the_clocks_a_group_keeps_its_hour_and_is_moved_by_the_clock(cast, director):
    sunday = change_of_the_clock(cast)
    group = group_on(cast, sunday, time(13))
    session = Session.objects.get(group=group, during__startswith__date=sunday)
    assert session.during.lower.astimezone(ZONE).time() == time(13)
    first = cast.program.week_of(sunday).first
    board = reverse("schedule:week", args=[first.isoformat()])
    assert shown(director.get(board)) == [(sunday.isoformat(), "13:00-14:30")]

    put = {"key": str(group.pk), "version": 0, "day": (sunday - first).days, "at": 30, "room": str(cast.room.pk)}
    page = director.post(reverse("schedule:let_go", args=[first.isoformat()]), put, follow=True)
    assert shown(page, "moved") == [(sunday.isoformat(), "15:00-16:30")]
    director.post(reverse("schedule:publish", args=[first.isoformat()]), {"version": 1})
    session.refresh_from_db()
    assert session.during.lower.astimezone(ZONE) == datetime.combine(sunday, time(15), ZONE)
    assert session.during.upper - session.during.lower == timedelta(minutes=90)
    feed, _token = make_feed(by=cast.dana, wording="busy")
    noon = datetime.combine(sunday, time(12), ZONE)
    (entry,) = Calendar.from_ical(calendar_of(feed, entries_of(feed, noon))).walk("VEVENT")
    assert entry.start.astimezone(ZONE) == datetime.combine(sunday, time(15), ZONE)
    assert entry.end - entry.start == timedelta(minutes=90)


def test_a_group_that_ends_at_midnight_is_shown_told_and_moved(cast, director):
    day = next_week(cast) + timedelta(days=2)
    group = group_on(cast, day, time(22, 30))
    board = reverse("schedule:week", args=[next_week(cast).isoformat()])
    page = director.get(board)
    assert shown(page) == [(day.isoformat(), "22:30-00:00")]
    assert "Late Light" in page.text
    assert (
        director.get(reverse("schedule:session", args=[next_week(cast).isoformat(), str(group.pk)])).status_code == 200
    )
    put = {"key": str(group.pk), "version": 0, "day": 3, "at": 45, "room": str(cast.room.pk)}
    page = director.post(reverse("schedule:let_go", args=[next_week(cast).isoformat()]), put, follow=True)
    assert shown(page, "moved") == [((day + timedelta(days=1)).isoformat(), "22:30-00:00")]
    director.post(reverse("schedule:publish", args=[next_week(cast).isoformat()]), {"version": 1})
    made = Session.objects.get(group=group, state="planned", during__startswith__gt=datetime.combine(day, time(), ZONE))
    assert made.during.upper.astimezone(ZONE).time() == time(0)


def test_what_would_reach_past_midnight_is_no_place(cast, director):
    day = next_week(cast) + timedelta(days=2)
    group = group_on(cast, day, time(20))
    put = {"key": str(group.pk), "version": 0, "day": 3, "at": 47, "room": str(cast.room.pk)}
    page = director.post(reverse("schedule:let_go", args=[next_week(cast).isoformat()]), put, follow=True)
    assert page.status_code == 200
    assert "past midnight" in page.text
    assert not Draft.objects.exists()
