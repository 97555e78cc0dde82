"""The tablet by the door, in a browser: set up by staff, a number typed or shown to the camera, and no network."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import qrcode
from django.utils import timezone
from playwright.sync_api import Page, expect

from openiop.base.people.actions import let_in
from openiop.care.encounters.actions import kiosk as kiosks
from openiop.care.encounters.kiosks import Kiosk
from openiop.care.encounters.models import Presence
from openiop.care.encounters.tests.people import hold_session
from tests.cast import PASSWORD, admit
from tests.journeys.eyes import WIDTHS, Eyes
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation, chromium_here

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DOOR = "/sessions/kiosk"
TABLET = {"width": 1024, "height": 768}
CAMERA = (640, 480)
MODULE = 12  # pixels of the picture that the camera sees


@pytest.fixture
def soon(installation: Installation) -> None:
    """A group in ten minutes, and Jordan has a seat in it."""
    house = installation.house
    admit(house, "jordan", house.program.today() - timedelta(days=20))
    hold_session(house, timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=10), 90, breaks=())


def set_up(installation: Installation) -> Hand:
    """Dana makes the tablet a kiosk; the page of that is looked at, too."""
    tablet = installation.at_desk("dana")
    tablet.open("/sessions/kiosks")
    tablet.eyes.look()
    tablet.page.set_viewport_size(TABLET)
    tablet.write("Where it stands", "By the door")
    tablet.go("Make this device a kiosk")
    assert tablet.page.url.endswith(DOOR)
    return tablet


def number_for_jordan(installation: Installation) -> str:
    house = installation.house
    return kiosks.give_number(by=house.dana, client=house.jordan, program=house.program, lasting=True)[0]


def looks_well(tablet: Hand) -> None:
    """On the tablet, too."""
    assert TABLET["width"] not in WIDTHS
    tablet.page.set_viewport_size(TABLET)
    assert tablet.eyes.axe() == []
    tablet.eyes.look()
    tablet.page.set_viewport_size(TABLET)


def test_a_tablet_becomes_a_kiosk_and_checks_somebody_in(installation: Installation, soon: None) -> None:
    tablet = set_up(installation)
    page = tablet.page
    looks_well(tablet)
    assert page.locator("[data-scan]").is_hidden(), "this machine has no camera"

    page.get_by_label("Your number").fill("000000")
    with page.expect_navigation():
        page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("alert").locator("visible=true")).to_have_count(1)
    expect(page.get_by_label("Your number")).to_have_value("")
    tablet.eyes.complaints.clear()  # 422: nobody's number
    looks_well(tablet)

    page.get_by_label("Your number").fill(number_for_jordan(installation))
    with page.expect_navigation():
        page.get_by_role("button", name="I am here").click()
    tablet.heading("Welcome")
    looks_well(tablet)
    for name in ("Jordan", "Avery", "Steady Ground"):
        expect(page.locator("body")).not_to_contain_text(name)
    assert Presence.objects.get().source == "kiosk"
    with page.expect_navigation():
        page.get_by_role("button", name="Done").click()
    expect(page.get_by_label("Your number")).to_be_focused()

    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    looks_well(tablet)
    assert Kiosk.objects.get().seen_at


def test_the_kiosk_without_a_network(installation: Installation, soon: None) -> None:
    """It says so, keeps nothing that was typed, and comes back by itself."""
    tablet = set_up(installation)
    page = tablet.page
    gone = page.get_by_role("alert").filter(has_text="This tablet has no network now")
    page.route("**/sessions/kiosk", lambda route: route.abort())  # wired, but nobody hears it
    page.get_by_label("Your number").fill(number_for_jordan(installation))
    page.get_by_role("button", name="I am here").click()
    expect(gone).to_be_visible()
    expect(page.get_by_label("Your number")).to_have_value("")
    assert page.url.endswith(DOOR)
    tablet.eyes.complaints.clear()  # a browser without a network complains about it
    looks_well(tablet)
    assert not Presence.objects.exists()

    page.unroute("**/sessions/kiosk")
    expect(gone).to_be_hidden(timeout=15_000)
    page.context.set_offline(True)
    expect(gone).to_be_visible()  # before anybody typed anything
    page.get_by_role("link", name="Español").click()
    assert page.url.endswith(DOOR), "and no link leads to the browser's own page of errors"
    page.context.set_offline(False)
    expect(gone).to_be_hidden(timeout=15_000)
    tablet.eyes.complaints.clear()

    page.get_by_label("Your number").fill(number_for_jordan(installation))
    with page.expect_navigation():
        page.get_by_role("button", name="I am here").click()
    tablet.heading("Welcome")
    expect(page.get_by_label("Your number")).to_be_visible(timeout=20_000)  # the next person finds nothing of it


def test_the_camera_reads_the_code_on_a_phone(installation: Installation, soon: None, tmp_path: Path) -> None:
    """By the browser's own reader or, as here, by ours; the page's policy holds for both."""
    tablet = set_up(installation)
    film(number_for_jordan(installation), tmp_path / "camera.y4m")
    with seeing(installation, tablet.page, tmp_path / "camera.y4m") as (page, eyes):
        page.goto(DOOR)
        with page.expect_navigation(timeout=30_000):
            page.get_by_role("button", name="Show the code on your phone").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
        eyes.look()
    assert Presence.objects.get().source == "kiosk"


def test_a_camera_that_nobody_allows_says_so(installation: Installation, soon: None, tmp_path: Path) -> None:
    tablet = set_up(installation)
    film("123456", tmp_path / "camera.y4m")
    with seeing(installation, tablet.page, tmp_path / "camera.y4m", allowed=False) as (page, eyes):
        page.goto(DOOR)
        page.get_by_role("button", name="Show the code on your phone").click()
        expect(page.get_by_text("The camera cannot be used now. Please type your number.")).to_be_visible()
        expect(page.get_by_label("Your number")).to_be_focused()
        expect(page.locator("[data-scan]")).to_be_hidden()
        eyes.look()


def test_a_client_gets_a_number_on_their_phone(installation: Installation, soon: None) -> None:
    house = installation.house
    let_in(by=house.system, client=house.jordan, email="jordan@example.org", password=PASSWORD)
    phone = installation.new_window()
    installation.windows["jordan"] = phone
    phone.sign_in("jordan@example.org")
    phone.open("/me/arrive")
    phone.eyes.look()
    phone.go("Show a number for now")
    expect(phone.page.get_by_alt_text("The same number as a code, for the camera of the tablet")).to_be_visible()
    number = phone.page.locator("p.number").inner_text()
    phone.eyes.look()
    phone.go("Make a number to remember")
    phone.eyes.look()

    tablet = set_up(installation)
    tablet.page.get_by_label("Your number").fill(number)
    with tablet.page.expect_navigation():
        tablet.page.get_by_role("button", name="I am here").click()
    tablet.heading("Welcome")


def film(number: str, file: Path) -> None:
    """Two frames of what a camera sees when `number`'s code is held before it: YUV4MPEG2, grey."""
    code = qrcode.QRCode(border=2)
    code.add_data(number)
    dots = code.get_matrix()
    wide, high = CAMERA
    left, top = (wide - len(dots) * MODULE) // 2, (high - len(dots) * MODULE) // 2
    grey = bytearray(b"\xc8" * (wide * high))
    for y, line in enumerate(dots):
        for x, dark in enumerate(line):
            for n in range(MODULE):
                start = (top + y * MODULE + n) * wide + left + x * MODULE
                grey[start : start + MODULE] = (b"\x18" if dark else b"\xeb") * MODULE
    frame = b"FRAME\n" + bytes(grey) + b"\x80" * (wide * high // 2)
    file.write_bytes(f"YUV4MPEG2 W{wide} H{high} F10:1 Ip A1:1 C420\n".encode() + frame * 2)


@contextmanager
def seeing(installation: Installation, tablet: Page, film: Path, allowed: bool = True) -> Iterator[tuple[Page, Eyes]]:
    """The same tablet with a camera before which `film` is shown."""
    camera = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
    browser = chromium_here(installation.playwright, *camera)
    context = browser.new_context(
        base_url=installation.address, locale="en-US", reduced_motion="reduce", viewport=TABLET,
        permissions=["camera"] if allowed else [],
    )  # fmt: skip
    context.add_cookies(tablet.context.cookies(installation.address + DOOR))
    page = context.new_page()
    try:
        yield page, Eyes(page)
    finally:
        browser.close()
