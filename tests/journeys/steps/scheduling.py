"""The week: a topic and a weekly group are opened, and the client gets seats while the hours move along."""

from datetime import time, timedelta

from django.utils.formats import date_format

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Seat
from tests.journeys.story import Story

GROUP = "Steady Ground"
STARTS = time(11)  # today, four hours ago: see AFTERNOON
MINUTES = 180


def open_the_groups(story: Story) -> None:
    """6a. The director opens a group with a curriculum. Two more meet two and four days later."""
    priya = story.house.at_desk("priya")
    program = story.house.house.program
    today = program.today()
    priya.open("/calendar/topics/new")
    priya.write("Curriculum", "CBT")
    priya.write("Topic", "Riding out an urge")
    priya.go("Save the topic")
    priya.open("/calendar/groups/new")
    priya.write("Name", GROUP)
    priya.choose("Curriculum", "CBT")
    priya.choose("Day", date_format(today, "l"))
    priya.write("Starts", STARTS.strftime("%H:%M"))
    priya.write("Minutes", str(MINUTES))
    priya.write("First day", today.isoformat())
    priya.choose("Facilitator", "Dana Whitfield")
    priya.choose("Co-facilitator", "Marcus Bell")
    priya.choose("Room", "Room 2")
    priya.go("Open the group")
    priya.sees("Riding out an urge")
    for name, later in (("Skills Lab", 2), ("Open Water", 4)):
        calendar.open_group(
            by=story.house.house.priya, program=program, name=name, weekday=(today.weekday() + later) % 7,
            starts=STARTS, minutes=MINUTES, facilitator=story.house.house.dana, room=story.house.house.room,
            first_day=today + timedelta(days=later),
        )  # fmt: skip


def be_placed_in_the_week(story: Story) -> None:
    """6b. The case manager places the client by hand, and the dose meter moves with every tick."""
    casey = story.house.at_desk("casey")
    casey.open(f"/calendar/place/{story.client.pk}/")
    hours = casey.page.locator("#hours")
    for group, reached in ((GROUP, "3 h"), ("Skills Lab", "6 h"), ("Open Water", "9 h")):
        casey.tick(group)
        casey.shows(hours, f"{reached} of 9 h prescribed")
    casey.shows(hours, "Everything prescribed fits")
    casey.go("Save the seats")
    casey.sees(f"{story.first} has a seat in")
    today = story.house.house.program.today()
    days = {seat.session.group_day for seat in Seat.objects.filter(client=story.client).select_related("session")}
    assert {today, today + timedelta(days=2), today + timedelta(days=4)} <= days
