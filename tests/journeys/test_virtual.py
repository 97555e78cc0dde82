"""A group by video on the real router: masked on a phone, let in, seen and heard, put out, and counted."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psutil
import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from openiop.base.people.actions import let_in
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.tests.people import hold_session, plan_for
from openiop.care.virtual.models import Admission, Evidence
from openiop.engines.sfu.tests.conftest import needs_router
from tests.cast import PASSWORD, House
from tests.journeys.hands import Hand, Mouse
from tests.journeys.installation import PROJECT, Installation, chromium_here

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]

FAKES = (
    "--use-fake-device-for-media-stream=fps=5",  # two cores draw all of it
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)
PHONE, SMALL = {"width": 390, "height": 780}, {"width": 900, "height": 700}
FRAMES = """() => [...document.querySelectorAll('[data-tiles] .tile video:not(.own)')]
  .filter((one) => !one.hidden).map((one) => one.getVideoPlaybackQuality().totalVideoFrames)"""


@contextmanager
def router(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The video router as `openiop serve` runs it."""
    command = [sys.executable, "-m", "openiop.engines.sfu", "run", "--home", environment["OPENIOP_HOME"]]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout and "answers" in process.stdout.readline()
        yield process
    finally:
        process.terminate()
        process.wait(20)


def group_by_video(house: House, minutes: int = 60) -> Session:
    """Jordan and Ana with a plan each, in a group by video that began ten minutes ago."""
    for who in ("jordan", "ana"):
        house.clients[who].language = "en"
        plan_for(house, who, on=house.program.today() - timedelta(days=20))
        house.clients[who].save()
        let_in(by=house.system, client=house.clients[who], email=f"{who}@example.org", password=PASSWORD)
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    return hold_session(house, start, minutes, breaks=(), clients=("jordan", "ana"), is_virtual=True)


def window(installation: Installation, browser: Browser, email: str, **more: Any) -> Hand:
    """Somebody signed in, with a camera and a microphone."""
    context = browser.new_context(
        base_url=installation.address,
        locale="en-US",
        permissions=["camera", "microphone"],
        reduced_motion="reduce",
        **more,
    )
    context.set_default_timeout(15_000)
    hand = Mouse(context.new_page())
    hand.sign_in(email)
    return hand


def go_in(hand: Hand, session: Session, client: Any, alias: str) -> None:
    """From the one link to the waiting room, and a close look at every page on the way."""
    page, seat = hand.page, session.seats.get(client=client)
    page.goto(f"/virtual/in/{seat.pk}/")
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text("Camera and microphone work.")).to_be_visible()
    hand.eyes.look()
    page.get_by_role("link", name="Go on").click()
    hand.eyes.look()
    page.get_by_label("Which state are you in right now?").select_option("MA")
    page.get_by_text("At home", exact=True).click()
    page.get_by_label("Address where you are").fill("12 Pier Road, Salem")
    page.get_by_label("Number to call you back").fill("(555) 010-7788")
    page.get_by_label("Who near you could come").fill("Neighbor, (555) 010-9911")
    page.get_by_label("Who else is there?").fill("nobody")
    page.get_by_text("No, I am alone").click()
    page.get_by_text("Video and sound").click()
    page.get_by_role("button", name="Go on").click()
    hand.eyes.look()
    page.get_by_label("Your name in this group").fill(alias)
    page.get_by_text("I agree to this").click()
    page.get_by_role("button", name="Go to the waiting room").click()
    page.set_viewport_size(PHONE)
    expect(page.locator("[data-status]")).to_contain_text("You are in the waiting room")


def until(met: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while not (found := met()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)
    return found


def sees_frames(page: Page, others: int) -> bool:
    """Frames of so many others are drawn, and more of them within a moment."""
    first = page.evaluate(FRAMES)
    page.wait_for_timeout(1500)
    later = page.evaluate(FRAMES)
    return len(later) >= others and len(first) == len(later) and all(b > a for a, b in zip(first, later, strict=True))


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_a_masked_client_joins_from_a_phone_and_is_counted(installation: Installation) -> None:
    house = installation.house
    session = group_by_video(house)
    wire: list[str] = []
    with router(installation.environment):
        chromium = chromium_here(installation.playwright, *FAKES)
        dana = window(installation, chromium, house.dana.user.email, viewport=SMALL)
        ana = window(installation, chromium, "ana@example.org", viewport=PHONE)
        jordan = window(installation, chromium, "jordan@example.org", viewport=PHONE)
        jordan.page.on("websocket", lambda socket: socket.on("framereceived", lambda said: wire.append(str(said))))

        go_in(jordan, session, house.jordan, "Swan")
        expect(jordan.page.locator("[data-status]")).to_contain_text("not open yet")
        dana.page.goto(f"/virtual/{session.pk}/")
        expect(dana.page.locator("[data-tiles] .tile")).to_have_count(1)
        expect(jordan.page.locator("[data-status]")).to_contain_text("sees that you wait")
        go_in(ana, session, house.ana, "Lantern")
        expect(dana.page.get_by_role("button", name="Let all 2 in")).to_be_visible()
        for hand, size in ((dana, SMALL), (jordan, PHONE)):
            hand.eyes.look()
            hand.page.set_viewport_size(size)  # two cores draw all of it
        dana.page.get_by_role("button", name="Let all 2 in").click()
        for hand in (dana, ana, jordan):
            expect(hand.page.locator("[data-tiles] .tile")).to_have_count(3)
        for hand in (dana, ana, jordan):
            until(lambda page=hand.page: sees_frames(page, 2))
        expect(jordan.page.locator("[data-tiles]")).to_contain_text("Lantern")
        expect(jordan.page.locator("[data-tiles]")).not_to_contain_text("Ana")
        hear_each_other(jordan.page, ana.page)
        for hand in (ana, jordan):
            hand.page.set_viewport_size(PHONE)
            assert hand.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        codes = {hand.page.locator("[data-lock-words]").inner_text() for hand in (dana, ana, jordan)}
        assert len(codes) == 1 and "Encrypted end to end" in codes.pop()
        dana.page.get_by_role("button", name="Turn the sound of Jordan Avery off").click()
        expect(jordan.page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")
        canaries(house, jordan.page, wire)

        began = time.monotonic()
        dana.page.get_by_role("button", name="Ask Ana María O'Brien-Núñez to leave").click()
        with dana.page.expect_response(lambda answer: answer.url.endswith("/who")):  # somebody raises a hand meanwhile
            jordan.page.get_by_role("button", name="Raise hand").click()
        dana.page.get_by_role("dialog").get_by_role("button", name="Ask Ana").click()
        expect(ana.page.locator("[data-status]")).to_contain_text("asked you to leave")
        print(f"removed after {time.monotonic() - began:.1f} s")
        expect(jordan.page.locator("[data-tiles] .tile")).to_have_count(2)
        ana.page.reload()
        expect(ana.page.locator("[data-status]")).to_contain_text("asked you to leave")
        until(lambda: seconds_of(session, "jordan", house) >= 25)
        end_for_everybody(dana)
        expect(jordan.page.locator("[data-status]")).to_contain_text("The session is over")
        the_ledger_has_it(dana, session, house)
        chromium.close()


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_everybody_is_back_by_themselves_after_the_router_and_the_line_broke(installation: Installation) -> None:
    house = installation.house
    session = group_by_video(house)
    with router(installation.environment) as supervisor:
        chromium = chromium_here(installation.playwright, *FAKES)
        dana = window(installation, chromium, house.dana.user.email, viewport=SMALL)
        jordan = window(installation, chromium, "jordan@example.org", viewport=PHONE)
        go_in(jordan, session, house.jordan, "Swan")
        dana.page.goto(f"/virtual/{session.pk}/")
        dana.page.get_by_role("button", name="Let in Jordan Avery").click()
        pages = (dana.page, jordan.page)
        for page in pages:
            until(lambda page=page: sees_frames(page, 1))
        janus = next(each for each in psutil.Process(supervisor.pid).children() if each.name() == "janus")
        janus.kill()
        began = time.monotonic()
        for page in pages:
            until(lambda page=page: sees_frames(page, 1), 60)
        print(f"media again {time.monotonic() - began:.1f} s after kill -9 of the router")
        jordan.page.context.set_offline(True)
        jordan.page.wait_for_timeout(8000)
        jordan.page.context.set_offline(False)
        began = time.monotonic()
        until(lambda: sees_frames(jordan.page, 1) and sees_frames(dana.page, 1))
        print(f"all there {time.monotonic() - began:.1f} s after 8 s without signalling")
        assert Admission.objects.get(room__session=session, client=house.jordan).state == "admitted"
        chromium.close()


def hear_each_other(one: Page, other: Page) -> None:
    one.get_by_role("button", name="Sound").click()
    expect(one.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "true")
    other.get_by_role("button", name="Chat").click()
    other.get_by_label("Write to the group").fill("Good evening")
    other.get_by_role("button", name="Send").click()
    one.get_by_role("button", name="Chat").click()
    expect(one.locator("[data-said-list]")).to_contain_text("Lantern Good evening")
    for page in (one, other):
        page.get_by_role("button", name="Chat").click()


def canaries(house: House, page: Page, wire: list[str]) -> None:
    """Nothing of a peer is in the page, in what came over the line, or in what the browser keeps."""
    kept = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    said = "\n".join([*wire, page.content(), kept])
    assert len(wire) > 20 and "Lantern" in said
    for peer in (house.ana, house.dana):
        last = peer.name.split()[-1]
        words = [last, peer.user.email, str(peer.pk), str(peer.user.pk)]
        if peer is house.ana:
            words += [peer.legal_first, peer.legal_last]
        for word in words:
            assert word.casefold() not in said.casefold(), word


def seconds_of(session: Session, who: str, house: House) -> float:
    """How long ago this client was let in."""
    admission = Admission.objects.get(room__session=session, client=getattr(house, who))
    return (timezone.now() - admission.admitted_at).total_seconds() if admission.admitted_at else 0


def end_for_everybody(host: Hand) -> None:
    """And waits for the page that follows, so that nothing is asked of the one before."""
    host.page.get_by_role("button", name="End for everybody").click()
    with host.page.expect_navigation():
        host.page.get_by_role("dialog").get_by_role("button", name="End for everybody").click()


def the_ledger_has_it(dana: Hand, session: Session, house: House) -> None:
    """Once the session is over, one tap."""
    during = DateTimeTZRange(session.during.lower, timezone.now())
    Session.objects.filter(pk=session.pk).update(during=during)
    dana.page.goto(f"/virtual/{session.pk}/presence")
    dana.eyes.look()
    dana.page.get_by_role("button", name="Yes, so it was").click()
    expect(dana.page.get_by_text("Attendance of 2 people is kept.")).to_be_visible()
    for who in ("jordan", "ana"):
        client = getattr(house, who)
        admission = Admission.objects.get(room__session=session, client=client)
        rows = list(Presence.objects.filter(session=session, client=client).order_by("during"))
        assert {(row.source, row.state, row.place_of_service) for row in rows} == {("video", "MA", "10")}
        came, left = rows[0].during.lower, rows[-1].during.upper
        assert abs((came - admission.admitted_at).total_seconds()) < 15
        assert abs((left - admission.ended_at).total_seconds()) <= 6
        assert Evidence.objects.filter(presence__in=rows).count() == len(rows)
