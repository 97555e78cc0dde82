"""A small room without a router: pages connect to each other, four at most, and say so. Real Chromium, no Janus."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.presence import intervals_of
from tests.journeys.installation import Installation, chromium_here
from tests.journeys.test_virtual import (
    FAKES,
    PHONE,
    SMALL,
    end_for_everybody,
    go_in,
    group_by_video,
    sees_frames,
    until,
    window,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def without_a_router(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENIOP_SFU_MODE", "mesh")


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_three_people_see_each_other_without_a_router(
    without_a_router: None, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, home = installation.house, Path(installation.environment["OPENIOP_HOME"])
    monkeypatch.setattr("openiop.care.virtual.queries.presence.home", lambda: home)
    session = group_by_video(house)
    chromium = chromium_here(installation.playwright, *FAKES)
    dana = window(installation, chromium, house.dana.user.email, viewport=SMALL)
    ana = window(installation, chromium, "ana@example.org", viewport=PHONE)
    jordan = window(installation, chromium, "jordan@example.org", viewport=PHONE)
    go_in(jordan, session, house.jordan, "Swan")
    expect(jordan.page.get_by_text("learn each other’s network addresses")).to_be_visible()
    go_in(ana, session, house.ana, "Lantern")
    dana.page.goto(f"/virtual/{session.pk}/")
    dana.page.get_by_role("button", name="Let all 2 in").click()
    for hand in (dana, ana, jordan):
        expect(hand.page.locator("[data-tiles] .tile")).to_have_count(3)
        until(lambda page=hand.page: sees_frames(page, 2))
    codes = {hand.page.locator("[data-lock-words]").inner_text() for hand in (dana, ana, jordan)}
    assert len(codes) == 1 and "Encrypted end to end" in codes.pop()

    jordan.page.reload()  # comes back by calling everybody anew
    for hand in (dana, ana, jordan):
        until(lambda page=hand.page: sees_frames(page, 2))
    jordan.page.context.set_offline(True)
    jordan.page.wait_for_timeout(8000)
    jordan.page.context.set_offline(False)
    for hand in (dana, ana, jordan):
        until(lambda page=hand.page: sees_frames(page, 2))
    dana.page.get_by_role("button", name="Ask Ana María O'Brien-Núñez to leave").click()
    dana.page.get_by_role("dialog").get_by_role("button", name="Ask Ana").click()
    expect(ana.page.locator("[data-status]")).to_contain_text("asked you to leave")
    for hand in (dana, jordan):
        expect(hand.page.locator("[data-tiles] .tile")).to_have_count(2)
        until(lambda page=hand.page: sees_frames(page, 1))
    end_for_everybody(dana)
    expect(jordan.page.locator("[data-status]")).to_contain_text("The session is over")
    seats = intervals_of(session, timezone.now())
    assert {len(seats[each.seat]) > 0 for each in Admission.objects.filter(room__session=session)} == {True}
    chromium.close()
