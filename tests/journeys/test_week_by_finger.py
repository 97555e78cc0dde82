"""The week that is planned, by finger: a group that rests under it is lifted, carried past the edge of the screen, put
back, and given to somebody else; and what was let go of while nothing answered goes when the connection is back."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from openiop.care.calendar.models import Group
from openiop.care.calendar.when import WorkingHours
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import furnish, license_marcus, next_week
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1024, "height": 768}


class Finger:
    """One finger on the glass, as the browser itself hears of it."""

    def __init__(self, page: Page) -> None:
        self.page, self.glass = page, page.context.new_cdp_session(page)

    def _touch(self, kind: str, *points: tuple[float, float]) -> None:
        self.glass.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        )

    def rest_on(self, part: Locator) -> None:
        """Until it is lifted."""
        box = part.bounding_box()
        assert box
        self.at = (box["x"] + box["width"] / 2, box["y"] + 8)
        self._touch("touchStart", self.at)
        expect(self.page.locator(".in-hand")).to_be_visible()

    def to(self, x: float, y: float) -> None:
        for step in range(1, 6):
            here, there = self.at, (x, y)
            self._touch("touchMove", tuple(a + (b - a) * step / 5 for a, b in zip(here, there, strict=True)))  # type: ignore[arg-type]
        self.at = (x, y)

    def onto(self, part: Locator) -> None:
        box = part.bounding_box()
        assert box
        self.to(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def off(self) -> None:
        self._touch("touchEnd")


@pytest.fixture
def groups(installation: Installation) -> dict[str, Group]:
    """Dana could lead at any time, Marcus on Mondays."""
    house = installation.house
    for who, days in (("dana", [0, 1, 2, 3, 4, 5, 6]), ("marcus", [0])):
        WorkingHours.objects.create(
            organisation=house.organisation, staff=house.staff[who], days=days, starts=time(9), ends=time(18)
        )
    license_marcus(house)
    return furnish(house, seated=False)


@pytest.fixture
def glass(installation: Installation, groups: dict[str, Group]) -> Callable[..., tuple[Hand, Finger]]:
    def sit_down(size: dict[str, int], address: str = "") -> tuple[Hand, Finger]:
        hand = installation.windows["glass"] = installation.new_window(viewport=size, has_touch=True)
        hand.sign_in(installation.house.priya.user.email)
        hand.open(f"/hours/week/{next_week(installation.house).isoformat()}/{address}")
        return hand, Finger(hand.page)

    return sit_down


def block(page: Page, group: Group) -> Locator:
    return page.locator(f'.block[data-key="{group.pk}"]')


def spot(page: Page, start: int) -> Locator:
    return page.locator(f'.spot[data-start="{start}"]')


def drawn(group: Group) -> Any:
    return next(each for each in Draft.objects.get().drawn.sessions if each.id == str(group.pk))


def day_of(house: Any, group: Group) -> int:
    first: date = next_week(house)
    return (group.weekday - first.weekday()) % 7


def test_a_group_is_carried_past_the_edge_of_a_phone(installation, groups, glass):
    hand, finger = glass(PHONE)
    page, line = hand.page, hand.page.locator(".in-hand")
    hand.eyes.look()
    page.set_viewport_size(PHONE)
    clear, last = groups["Clear Water"], 6
    begins = day_of(installation.house, clear)

    part = block(page, clear)
    part.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 120)")
    finger.rest_on(part)
    expect(line).to_have_attribute("data-touch", "")
    box, at = line.bounding_box(), part.bounding_box()
    assert box and at and box["y"] + box["height"] < at["y"], "what is said stands above the finger"
    finger.to(finger.at[0], finger.at[1] + 40)
    expect(line).to_contain_text("Fits")
    finger.onto(line)
    expect(line).to_contain_text("stays where it was")
    finger.off()
    expect(line).to_have_count(0)
    assert not Draft.objects.exists()

    finger.rest_on(block(page, clear))
    target = spot(page, last * 48 + 26)
    edge = 380.0 if begins < last else 60.0
    finger.to(edge, finger.at[1])
    expect(target).to_be_in_viewport(ratio=1)
    finger.to(200, finger.at[1])  # away from the edge: it stands still
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        finger.onto(target)
        expect(line).to_contain_text("Fits")
        finger.off()
    expect(page.locator("#hand [name=version]")).to_have_value("1")
    assert drawn(clear).day != begins


def test_a_group_is_given_to_another_facilitator(installation, groups, glass):
    house = installation.house
    hand, finger = glass(TABLET, f"?by=clinician&who={house.dana.pk}")
    page, line = hand.page, hand.page.locator(".in-hand")
    hand.eyes.look()
    page.set_viewport_size(TABLET)
    marcus = page.locator(f'[data-put="{house.marcus.pk}"]')

    finger.rest_on(block(page, groups["Clear Water"]))
    expect(marcus).to_have_attribute("data-seat", "wrong")
    finger.onto(marcus)
    expect(line).to_contain_text("Marcus does not work at that time.")
    finger.onto(line)
    finger.off()

    finger.rest_on(block(page, groups["Steady Ground"]))
    expect(marcus).to_have_attribute("data-seat", "fits")
    finger.onto(marcus)
    expect(line).to_contain_text("led by Marcus")
    expect(line).to_contain_text("Fits")
    finger.off()
    expect(page.locator("#hand [name=version]")).to_have_value("1")
    assert drawn(groups["Steady Ground"]).clinician == str(house.marcus.pk)
    expect(page.locator("#hand [name=by]")).to_have_value("clinician")  # still Dana's week
    expect(block(page, groups["Steady Ground"])).to_have_count(0)
    expect(page.locator(".block.gone")).to_contain_text("Steady Ground")


def test_what_is_let_go_of_without_a_connection_goes_when_it_is_back(installation, groups, glass):
    hand, finger = glass(TABLET)
    page, clear = hand.page, groups["Clear Water"]
    wanted = spot(page, day_of(installation.house, clear) * 48 + 28)
    page.set_viewport_size({"width": 1280, "height": 1400})
    finger.rest_on(block(page, clear))
    page.context.set_offline(True)
    finger.onto(wanted)
    finger.off()
    told = page.locator(".in-hand.unsent")
    expect(told).to_contain_text("is not drawn yet")
    told.get_by_role("button", name="Send it now").click()
    expect(told).to_be_visible()
    assert not Draft.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#hand [name=version]")).to_have_value("1", timeout=30_000)
    expect(told).to_have_count(0)
    assert drawn(clear).at == 28
    hand.eyes.complaints.clear()  # a browser without a network complains about it
