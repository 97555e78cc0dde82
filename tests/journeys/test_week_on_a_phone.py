"""The week that is planned, on a phone and by two people: a time that fits with one tap; news of what another drew."""

import re
from datetime import time

import pytest
from playwright.sync_api import expect

from openiop.care.calendar.when import WorkingHours
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import furnish, next_week
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_group_is_moved_by_touch_while_another_looks(installation: Installation) -> None:
    house = installation.house
    groups = furnish(house)
    clear = groups["Clear Water"]
    WorkingHours.objects.create(
        organisation=house.organisation, staff=house.dana, days=[0, 1, 2, 3, 4, 5, 6], starts=time(9), ends=time(18)
    )
    address = f"/hours/week/{next_week(house).isoformat()}/"

    desk = installation.at_desk("priya")
    desk.open(address)
    other = installation.windows["phone"] = installation.new_window()  # the same person is as good as another
    other.sign_in(house.priya.user.email)
    other.open(address)
    page = other.page
    page.set_viewport_size({"width": 390, "height": 844})

    with page.expect_navigation():
        page.locator(f'a[href$="/sessions/{clear.pk}/"]').click()
    other.eyes.look()
    page.set_viewport_size({"width": 390, "height": 844})
    take = page.get_by_role("button", name="Take this time").first
    box = take.bounding_box()
    assert box and box["height"] >= 24, "a finger hits it"
    place = take.get_attribute("value")
    with page.expect_navigation():
        take.click()
    other.eyes.look()
    one = next(each for each in Draft.objects.get().drawn.sessions if each.id == str(clear.pk))
    assert f"{one.day}|{one.at}|{one.room}" == place

    expect(desk.page.get_by_text(re.compile(r"Priya changed this at"))).to_be_visible(timeout=25_000)
    desk.eyes.look()
    desk.page.set_viewport_size({"width": 1280, "height": 900})
    with desk.page.expect_navigation():
        desk.page.get_by_role("link", name="Load it").click()
    expect(desk.page.locator("#main")).to_contain_text("Moved")
    expect(desk.page.get_by_text("changed this at")).to_have_count(0)
