"""When the demo's people can come and work, and who sits apart: enough for a week that is worth proposing."""

from datetime import time, timedelta
from typing import Any

from openiop.care.calendar.when import Availability, Separation, Terms, WorkingHours
from openiop.doors.demo.bulk import Book
from openiop.doors.demo.house import House
from openiop.doors.demo.names import STREAMS
from openiop.doors.demo.stories import Story

LEADS = {  # first name -> from, until, most minutes a week
    "dana": (time(8), time(19), 1800),
    "sofia": (time(8), time(19), 2100),
    "ben": (time(8), time(21), 1800),
    "marcus": (time(12), time(21), 1500),
    "aisha": (time(8), time(21), 1500),
    "noor": (time(9), time(17), 900),
}
TWO_EVENINGS = 33  # whoever can come on two evenings only: a third one, or a Saturday group, mends their week
BUSY = {
    "Morning": (time(13), time(18), "childcare"),
    "Afternoon": (time(8), time(12), "work"),
    "Evening": (time(9), time(16, 30), "work"),
}
APART = ((3, 10), (8, 15))


def weekday(house: House, offset: int) -> int:
    """The weekday of a day of the demo's treatment week, which begins on any day."""
    return (house.this_week + timedelta(days=offset)).weekday()


def work(book: Book, house: House) -> None:
    """Working hours: five days of the treatment week, and Ben on the sixth as well."""
    for key, (starts, ends, most) in LEADS.items():
        days = sorted(weekday(house, offset) for offset in range(6 if key == "ben" else 5))
        common = {"organisation": house.organisation, "staff": house.staff[key]}
        book.add(WorkingHours, **common, days=days, starts=starts, ends=ends)
        pause = {"break_minutes": 30, "break_from": time(12), "break_until": time(14)} if key == "noor" else {}
        book.add(Terms, **common, week_minutes=most, day_minutes=540, **pause)


def says_busy(story: Story) -> bool:
    """Whether work or the school run leaves them little time beside their groups."""
    return story.number % 4 == 1


def say_when(book: Book, house: House, story: Story) -> None:
    """What some of them said: work, the school run, two evenings."""
    common: dict[str, Any] = {"organisation": house.organisation, "client": story.id}
    daypart = STREAMS[story.stream][0]
    if story.number == TWO_EVENINGS:
        days = sorted(weekday(house, offset) for offset in (0, 1))
        book.add(Availability, **common, days=days, starts=time(17), ends=time(21), kind="can")
        return
    if says_busy(story):  # on the days on which nobody of them has their hour alone
        starts, ends, reason = BUSY[daypart]
        days = sorted(weekday(house, offset) for offset in (0, 2, 4))
        book.add(Availability, **common, days=days, starts=starts, ends=ends, kind="cannot", reason=reason)


def keep_apart(book: Book, house: House, stories: list[Story]) -> None:
    """Two pairs who do not sit in one group."""
    by_number = {story.number: story for story in stories}
    for pair in APART:
        one, other = sorted(by_number[number].id for number in pair)
        book.add(
            Separation,
            organisation=house.organisation,
            one=one,
            other=other,
            reason="known",
            first_day=house.first_week,
            written_by=house.staff["priya"],
        )
