"""When somebody can come, painted: a stroke of the mouse, and the same with arrow keys; on a phone by taps."""

from datetime import time

import pytest
from playwright.sync_api import Locator, Page, expect

from openiop.care.calendar.when import Availability
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def cell(page: Page, day: int, hour: int, half: int = 0) -> Locator:
    return page.locator(f'.paint input[name="t-{day}-{hour * 2 + half}"]')


def stroke(page: Page, *cells: Locator) -> None:
    """Draws from the first to the last without letting go."""
    for at, each in enumerate(cells):
        each.scroll_into_view_if_needed()
        box = each.bounding_box()
        assert box
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
        if at == 0:
            page.mouse.down()
    page.mouse.up()


def kept(client: object) -> list[tuple[list[int], time, time]]:
    rows = Availability.objects.filter(client=client)
    return sorted((row.days, row.starts, row.ends) for row in rows)


def test_a_week_is_painted_by_mouse_and_by_keys(installation: Installation) -> None:
    jordan = installation.house.jordan
    priya = installation.at_desk("priya")
    page = priya.page
    priya.open(f"/calendar/when/{jordan.pk}/")
    priya.sees("Nobody has said anything")
    priya.eyes.look()
    page.set_viewport_size({"width": 1280, "height": 1200})

    stroke(page, cell(page, 0, 9), cell(page, 2, 11), cell(page, 1, 9, 1))  # too far, and back again
    for day in (0, 1):
        for half in (0, 1):
            expect(cell(page, day, 9, half)).to_be_checked()
    expect(cell(page, 2, 9)).not_to_be_checked()
    stroke(page, cell(page, 1, 9, 1), cell(page, 1, 9))  # a stroke that begins on paint takes it off
    expect(cell(page, 1, 9)).not_to_be_checked()
    expect(cell(page, 0, 9)).to_be_checked()
    priya.go("Keep these half-hours")
    priya.sees("The next week is planned with it")
    assert kept(jordan) == [([0], time(9), time(10))]

    cell(page, 0, 9, 1).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(cell(page, 1, 9, 1)).to_be_checked()
    page.keyboard.press("Shift+ArrowDown")  # with shift, the arrows draw
    page.keyboard.press("Shift+ArrowDown")
    expect(cell(page, 1, 10, 1)).to_be_checked()
    expect(cell(page, 1, 10, 1)).to_be_focused()
    page.keyboard.press("Tab")  # the whole week is one stop
    expect(page.get_by_role("button", name="Keep these half-hours")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert kept(jordan) == [([0], time(9), time(10)), ([1], time(9, 30), time(11))]
    priya.eyes.look()
