"""The walk can fail: each fault it looks for is found on a page that has it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.journeys.hands import Keyboard
from tests.journeys.installation import chromium_here

pytestmark = pytest.mark.browser

PAGE = (
    '<!doctype html><html lang="en"><head><title>A page</title></head>'
    "<body><main><h1>A page</h1>{main}</main></body></html>"
)
POLICY = "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in settings.SECURE_CSP.items())


@pytest.fixture(scope="module")
def hand() -> Iterator[Keyboard]:
    with sync_playwright() as playwright:
        browser = chromium_here(playwright)
        yield Keyboard(browser.new_page())
        browser.close()


def show(hand: Keyboard, main: str) -> None:
    hand.eyes.complaints.clear()
    body = PAGE.format(main=main)
    hand.page.unroute_all()
    hand.page.route(
        "http://127.0.0.1:9/**",
        lambda route: (
            route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": POLICY})
            if route.request.resource_type == "document"
            else route.fulfill(body="", content_type="text/plain", status=404)
        ),
    )
    hand.page.goto("http://127.0.0.1:9/page")


def test_a_sound_page_passes(hand: Keyboard) -> None:
    show(hand, '<p>Good morning.</p><button type="button">Go on</button>')
    hand.eyes.look()
    hand.press("Go on")


@pytest.mark.parametrize(
    ("main", "found"),
    [
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', "image-alt"),
        ('<input type="text">', "label"),
        ('<table width="2000"><tr><td>wide</td></tr></table>', "px too wide"),
        ("<script>document.title = 'x'</script>", "Content Security Policy"),
        ('<p style="color: red">red</p>', "Content Security Policy"),
        ('<img alt="" src="/missing.png">', "answered 404"),
        ('<img alt="" src="http://127.0.0.2:9/pixel.gif">', "asks another host"),
    ],
)
def test_each_fault_is_found(hand: Keyboard, main: str, found: str) -> None:
    show(hand, main)
    with pytest.raises(AssertionError, match=found):
        hand.eyes.look()


def test_what_cannot_be_reached_by_tab_is_told(hand: Keyboard) -> None:
    show(hand, '<button type="button" tabindex="-1">Hidden</button><a href="#a">Elsewhere</a>')
    with pytest.raises(AssertionError, match="cannot be reached"):
        hand.press("Hidden")
