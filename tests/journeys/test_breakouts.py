"""A facilitator sends two masked clients into breakouts, goes to one, hears a quiet call for help, calls them back; and
all of it is one stay in the ledger. Real router, real Chromium."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from bench.rooms.pages import WATCH
from openiop.care.virtual.asides import HelpCall
from openiop.engines.sfu.tests.conftest import needs_router
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation, chromium_here
from tests.journeys.test_virtual import (
    FAKES,
    PHONE,
    end_for_everybody,
    go_in,
    group_by_video,
    router,
    sees_frames,
    the_ledger_has_it,
    until,
    window,
)

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]
WIDE = {"width": 1280, "height": 900}


def tiles(hand: Hand, count: int) -> None:
    expect(hand.page.locator("[data-tiles] .tile")).to_have_count(count, timeout=60_000)


def chosen(page: Page, name: str, option: str) -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/breakouts")):
        page.get_by_label(name).select_option(option)
    expect(page.get_by_label(name)).to_have_value(option)


def arrives(page: Page) -> int:
    """Bytes of sound and pictures that this page was sent, on every connection it ever had that is still open."""
    return int(page.evaluate("soak.flow().then((flow) => flow.bytes)"))


def all_are_back(dana: Hand, *others: Hand) -> None:
    """Called back, each sees the other two, live, under one safety code."""
    dana.page.locator("[data-who-box]").get_by_role("button", name="Call everybody back").click()
    for hand in (dana, *others):
        tiles(hand, 3)
        until(lambda page=hand.page: sees_frames(page, 2))
    codes = {hand.page.locator("[data-lock-words]").inner_text() for hand in (dana, *others)}
    assert len(codes) == 1 and "Encrypted end to end" in codes.pop()


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_breakouts_and_a_quiet_call_for_help(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    house = installation.house
    session = group_by_video(house)
    with router(installation.environment):
        chromium = chromium_here(installation.playwright, *FAKES)
        dana = window(installation, chromium, house.dana.user.email, viewport=WIDE)
        ana = window(installation, chromium, "ana@example.org", viewport=PHONE)
        jordan = window(installation, chromium, "jordan@example.org", viewport=PHONE)
        ana.page.add_init_script(WATCH.replace("TOLD", "{}"))
        go_in(jordan, session, house.jordan, "Swan")
        go_in(ana, session, house.ana, "Lantern")
        dana.page.goto(f"/virtual/{session.pk}/")
        dana.page.get_by_role("button", name="Let all 2 in").click()
        for hand in (dana, ana, jordan):
            tiles(hand, 3)
        until(lambda: arrives(ana.page) > 0)

        aside = dana.page.locator("[data-who-box]")
        aside.get_by_text("Breakouts", exact=True).click()
        with dana.page.expect_response(lambda answer: answer.url.endswith("/who")):  # news does not close it again
            jordan.page.get_by_role("button", name="Raise hand").click()
        aside.get_by_role("button", name="Deal by chance").click()
        chosen(dana.page, "Where Jordan Avery goes", "1")
        chosen(dana.page, "Where Ana María O'Brien-Núñez goes", "2")
        dana.eyes.look()
        aside.get_by_label("Minutes").fill("20")
        aside.get_by_label("Minutes").blur()
        with dana.page.expect_response(lambda answer: answer.url.endswith("/who")):
            jordan.page.get_by_role("button", name="Raise hand").click()
        expect(aside.get_by_label("Minutes")).to_have_value("20")
        aside.get_by_role("button", name="Send everybody").click()
        began = time.monotonic()
        for hand, number in ((jordan, 1), (ana, 2)):
            expect(hand.page.get_by_text(f"You are in breakout {number}. Everybody is back at")).to_be_visible()
            tiles(hand, 1)
        print(f"apart {time.monotonic() - began:.1f} s after the press")
        tiles(dana, 1)

        jordan.page.get_by_text("Only to your facilitator").click()
        jordan.eyes.look()
        jordan.page.get_by_role("button", name="I need you alone").click()
        expect(jordan.page.locator("[data-aside-said]")).to_contain_text("988")
        jordan.page.get_by_label("A note to your facilitator alone").fill("Somebody is at my door")
        jordan.page.locator("[data-aside-form]").get_by_role("button", name="Send").click()
        expect(jordan.page.locator("[data-aside-said]")).to_contain_text("alone")
        expect(aside.get_by_text("Jordan Avery needs you alone")).to_be_visible()
        expect(aside.get_by_text("Somebody is at my door")).to_be_visible()
        assert "needs you" not in ana.page.content()
        late: list[Route] = []
        dana.page.route("**/who", lambda route: late.append(route))  # news is on its way …
        jordan.page.get_by_role("button", name="Raise hand").click()
        until(lambda: dana.page.wait_for_timeout(50) or late)
        aside.get_by_role("button", name="Address, numbers, crisis line").click()
        expect(aside.locator("[data-help]").get_by_text("12 Pier Road, Salem, MA")).to_be_visible()
        with dana.page.expect_response(lambda answer: answer.url.endswith("/who")):
            late[0].continue_()  # … and comes when help is looked up
        dana.page.unroute("**/who")
        dana.page.wait_for_timeout(300)
        expect(aside.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
        dana.eyes.look()
        aside.get_by_role("button", name="I see to it").click()
        expect(aside.get_by_text("Jordan Avery needs you alone")).to_have_count(0)
        until(lambda: HelpCall.objects.get().seen_by == house.dana)

        aside.get_by_role("button", name="Go there 1").click()
        for hand in (dana, jordan):
            tiles(hand, 2)
            until(lambda page=hand.page: sees_frames(page, 1))
        tiles(ana, 1)
        before = arrives(ana.page)
        ana.page.wait_for_timeout(3000)
        assert arrives(ana.page) == before, "not a byte of another breakout"
        jordan.page.reload()  # and back in theirs
        expect(jordan.page.get_by_text("You are in breakout 1.")).to_be_visible(timeout=60_000)
        tiles(jordan, 2)
        for again in (True, False):
            all_are_back(dana, ana, jordan)
            if again:
                aside.get_by_role("button", name="Send everybody").click()
                tiles(ana, 1)
        end_for_everybody(dana)
        expect(jordan.page.locator("[data-status]")).to_contain_text("The session is over")
        the_ledger_has_it(dana, session, house)
        chromium.close()
