"""A director builds a week from nothing: drags people into groups, and a group to another time, by mouse and by keys;
reads why somebody falls short, uses what helps, publishes, and takes it back."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from openiop.base.messages.models import Message
from openiop.care.calendar.models import Group, Membership
from openiop.care.calendar.when import WorkingHours
from openiop.care.schedule import actions, drawing
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.schedule.tests.week import furnish, next_week, the_week
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.score import plan_of
from tests.cast import House
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation

Director = tuple[Hand, dict[str, Group], date]
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def middle(part: Locator) -> tuple[float, float]:
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def block(page: Page, group: Group) -> Locator:
    return page.locator(f'.block[data-key="{group.pk}"]')


def spot(page: Page, day: int, half: int) -> Locator:
    return page.locator(f'.spot[data-start="{day * 48 + half}"]')


def take_up(page: Page, part: Locator) -> None:
    """The mouse goes down on it and moves a little."""
    x, y = middle(part)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12, steps=4)
    expect(page.locator(".in-hand")).to_be_visible()


def carry(page: Page, part: Locator, day: int, half: int) -> None:
    """Takes a group or an hour by its upper edge to where it would begin then."""
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 14, steps=4)
    expect(spot(page, day, half)).to_be_attached()
    x, y = middle(spot(page, day, half))
    page.mouse.move(x, y, steps=6)


def drop(page: Page) -> None:
    """Lets go, and waits for the week as it is then."""
    version = page.locator("#hand [name=version]")
    before = version.input_value()
    page.mouse.up()
    expect(version).not_to_have_value(before)


@pytest.fixture
def director(installation: Installation) -> Director:
    """Three groups that nobody sits in, three people with hours prescribed, and Dana who could lead more."""
    house = installation.house
    groups: dict[str, Any] = furnish(house, seated=False)
    WorkingHours.objects.create(
        organisation=house.organisation, staff=house.dana, days=[0, 1, 2, 3, 4, 5, 6], starts=time(9), ends=time(18)
    )
    first = next_week(house)
    priya = installation.at_desk("priya")
    priya.page.set_viewport_size({"width": 1280, "height": 1400})
    priya.open(f"/hours/week/{first.isoformat()}/")
    return priya, groups, first


def test_a_week_is_built_from_nothing(installation: Installation, director: Director) -> None:
    house = installation.house
    priya, groups, first = director
    page = priya.page
    priya.sees("Who falls short")
    priya.eyes.look()
    page.set_viewport_size({"width": 1280, "height": 1400})

    for who, names in (
        ("jordan", ("Steady Ground", "Open Table")),
        ("ana", ("Steady Ground", "Open Table", "Clear Water")),
        ("luis", ("Steady Ground", "Open Table", "Clear Water")),
    ):
        for name in names:
            take_up(page, page.locator(f'[data-who="{getattr(house, who).pk}"]'))
            x, y = middle(block(page, groups[name]))
            page.mouse.move(x, y, steps=5)
            expect(page.locator(".in-hand")).to_contain_text(name)
            drop(page)
    expect(block(page, groups["Steady Ground"])).to_contain_text("3 of 10")

    steady, table = groups["Steady Ground"], groups["Open Table"]
    there = (table.weekday - first.weekday()) % 7
    carry(page, block(page, steady), there, 29)  # on top of the other group, in the same room
    expect(page.locator(".in-hand")).to_contain_text("is somewhere else at that time")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".in-hand")).to_have_count(0)
    expect(page).to_have_url(f"{installation.address}/hours/week/{first.isoformat()}/")

    clear = groups["Clear Water"]
    day = (clear.weekday - first.weekday()) % 7
    carry(page, block(page, clear), (day + 1) % 7, 28)
    expect(page.locator(".in-hand[data-mood]")).to_contain_text("2:00")
    drop(page)
    expect(block(page, clear)).to_contain_text("Moved")

    block(page, clear).focus()
    page.keyboard.press("m")
    expect(page.locator(".in-hand")).to_contain_text("Arrow keys")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".in-hand")).to_contain_text("2:30")
    page.keyboard.press("Enter")
    expect(page.locator("#hand [name=version]")).to_have_value("10")
    expect(block(page, clear)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(page.locator("#hand [name=version]")).to_have_value("11")

    jordan = page.locator(f'[data-who="{house.jordan.pk}"]')
    jordan.get_by_text("Why, and what would help").click()
    expect(jordan.get_by_text("What would help", exact=True)).to_be_visible()
    with page.expect_navigation():
        jordan.get_by_role("button", name="Use this fix").first.click()
    priya.sees("It is in the draft.")
    expect(page.locator("#hand [name=version]")).to_have_value("12")
    priya.eyes.look()
    assert not Membership.objects.exists(), "nothing is published yet"

    priya.follow("Publish", within=page.get_by_role("region", name="Draft"))
    priya.eyes.look()
    priya.go("Publish and tell them")
    assert set(Membership.objects.values_list("client", flat=True)) == {house.jordan.pk, house.ana.pk, house.luis.pk}
    told = Message.objects.filter(to_staff=house.dana)  # who has no page of their own is told by somebody
    assert list(told.values_list("subject", flat=True)) == ["Something for you"]
    priya.confirm("Take it back")
    expect(block(page, steady)).to_contain_text("0 of 10")
    assert Publication.objects.get().undone_at is not None
    assert Group.objects.get(pk=clear.pk).weekday == clear.weekday


def test_a_proposed_week_is_taken_in_part(installation: Installation) -> None:
    """Two groups change places in it, and a third moves: of the two neither goes alone, the third stays on offer."""
    house = installation.house
    groups: dict[str, Group] = furnish(house)
    steady, table, clear = (groups[name] for name in ("Steady Ground", "Open Table", "Clear Water"))
    propose(house, {steady: 29, table: 26, clear: 28})
    priya = installation.at_desk("priya")
    page = priya.page
    priya.open(f"/hours/week/{next_week(house).isoformat()}/")
    offer = page.get_by_role("region", name="Proposed: 3 changes")
    offer.get_by_text("Choose among the changes").click()
    priya.eyes.look()
    page.set_viewport_size({"width": 1280, "height": 1400})
    offer.get_by_role("checkbox", name="Steady Ground").check()
    with page.expect_navigation():
        offer.get_by_role("button", name="Take these into the draft").click()
    priya.sees("1 more change came with it, because it is needed. Moves: Open Table")
    for one in (steady, table):
        expect(block(page, one)).to_contain_text("Moved")
    expect(block(page, clear)).not_to_contain_text("Moved")
    left = page.get_by_role("region", name="Proposed: 1 change")
    left.get_by_text("Choose among the changes").click()
    expect(left).to_contain_text("Clear Water")
    priya.eyes.look()

    priya.follow("Publish", within=page.get_by_role("region", name="Draft"))
    priya.go("Publish and tell them")
    at = dict(Group.objects.values_list("name", "starts"))
    assert (at["Steady Ground"], at["Open Table"], at["Clear Water"]) == (time(14, 30), time(13), time(13))
    expect(page.get_by_role("region", name="Proposed: 1 change")).to_contain_text("The calendar has changed since.")


def propose(house: House, starts: dict[Group, int]) -> None:
    """A week that is ready to be taken, in which these groups begin at these half-hours."""
    week = the_week(house)
    at = {str(group.pk): half for group, half in starts.items()}
    sessions = [replace(each, at=at.get(each.id, each.at)) for each in week.plan.sessions]
    plan = plan_of(week.problem, week.plan.digest, sessions, week.plan.slots)
    Proposal.objects.create(
        organisation=house.organisation,
        program=house.program,
        week=week.problem.first_day,
        state=Proposal.State.READY,
        problem=convert.problem_to_json(week.problem),
        plan=convert.plan_to_json(plan),
        base_digest=week.digest,
        ended_at=timezone.now(),
    )


def test_an_hour_one_to_one_is_dragged_in_its_therapists_week(installation: Installation) -> None:
    house = installation.house
    furnish(house, alone={"jordan": {"individual": 60}})
    WorkingHours.objects.create(
        organisation=house.organisation, staff=house.dana, days=[0, 1, 2, 3, 4, 5, 6], starts=time(9), ends=time(18)
    )
    first = next_week(house)
    week = the_week(house)
    actions.draw(
        by=house.priya, program=house.program, week=week, version=0,
        change=lambda plan: drawing.hold_hour(
            plan, week.problem, str(house.jordan.pk), "individual", day=3, at=20, room=str(house.room.pk)
        ),
    )  # fmt: skip
    priya = installation.at_desk("priya")
    page = priya.page
    page.set_viewport_size({"width": 1280, "height": 1400})
    priya.open(f"/hours/week/{first.isoformat()}/?by=clinician&who={house.dana.pk}")

    def hour(day: int, at: int) -> Locator:
        return page.locator(f'.block[data-key="individual/{house.jordan.pk}/{day * 48 + at}"]')

    carry(page, hour(3, 20), 4, 24)
    expect(page.locator("[data-put][data-seat]")).to_have_count(0)  # nobody else can have it with them
    drop(page)
    expect(hour(4, 24)).to_be_visible()
    priya.eyes.look()

    hour(4, 24).focus()
    page.keyboard.press("m")
    expect(page.locator(".in-hand")).to_contain_text("Arrow keys")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(hour(4, 25)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    expect(hour(4, 24)).to_be_visible()
