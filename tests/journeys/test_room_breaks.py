"""In real browsers on the real router: who has no key sees nothing, and who was cut off for half a minute is back by
themselves, with the minutes right."""

import shutil
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, Page

from bench.rooms.apart import Apart, can_be
from bench.rooms.house import Person, before_the_door, signed_in
from bench.rooms.pages import Window, chromium, sit_down
from openiop.care.calendar.models import Session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.presence import intervals_of
from openiop.engines.sfu.tests.conftest import needs_router
from tests.journeys.installation import Installation
from tests.journeys.test_virtual import group_by_video, router, until

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]
CUT = 30.0
STILL = 16.0  # a page gives a silent line up after thirteen
PATIENCE = 180.0
EDGE = timedelta(seconds=15)  # five on a machine with nothing else to do (make room-soak ARGS=cuts)


class Gathering:
    """Dana's page, then whoever comes; each is let in without a press, so that nothing but the room is looked at."""

    def __init__(self, installation: Installation):
        self.house, self.address = installation.house, installation.address
        self.session: Session = group_by_video(self.house)
        self.windows: dict[str, Window] = {}

    def lead(self, browser: Browser) -> Window:
        dana = signed_in(self.house.dana, f"/virtual/{self.session.pk}/", is_host=True)
        self.windows["dana"] = sit_down(self.address, browser, dana)
        until(lambda: Admission.objects.filter(room__session=self.session, staff=self.house.dana).exists(), PATIENCE)
        return self.windows["dana"]

    def come(self, browser: Browser, who: str, alias: str, **told: str) -> Window:
        client = getattr(self.house, who)
        before_the_door(self.session, client, alias)
        seat = self.session.seats.get(client=client)
        person: Person = signed_in(client, f"/virtual/in/{seat.pk}/room")
        self.windows[who] = sit_down(self.address, browser, person, **told)
        until(lambda: Admission.objects.filter(room__session=self.session, client=client).exists(), PATIENCE)
        virtual.admit_all(by=self.house.dana, session=self.session)
        return self.windows[who]


def tracks(window: Window) -> tuple[int, float, int]:
    """Frames decoded, sound heard, and bytes that came, of everybody together."""
    flow = window.flow()
    frames, sound = (sum(value for _key, value, _size in flow[kind]) for kind in ("video", "audio"))
    return frames, sound, flow["bytes"]


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
@pytest.mark.parametrize("keys", ["none", "wrong"])
def test_who_has_not_the_key_sees_and_hears_nothing_of_what_the_router_forwards(
    installation: Installation, keys: str
) -> None:
    with router(installation.environment):
        browser = chromium(installation.playwright)
        there = Gathering(installation)
        dana = there.lead(browser)
        jordan = there.come(browser, "jordan", "Swan")
        ana = there.come(browser, "ana", "Lantern", keys=keys)  # her page gets no key, or has each byte of it turned
        for each in (dana, jordan):
            until(lambda each=each: each.pictures() == 2, PATIENCE)
        seen, (_frames, _sound, before) = tracks(jordan)[0], tracks(ana)
        until(lambda: tracks(ana)[2] > before + 50_000, PATIENCE)
        until(lambda: tracks(jordan)[0] > seen, PATIENCE)
        frames, sound, size = tracks(ana)
        print(f"{keys} key: {frames} frames, sound {sound:g}, of {size} bytes; with it: {tracks(jordan)[0]} frames")
        assert frames == 0 and sound == 0
        browser.close()


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_everybody_is_back_after_the_signalling_stood_still(installation: Installation) -> None:
    """As on a busy host: the router lives on and holds everybody's seat, while the pages give up waiting."""
    assert installation.live is not None
    with router(installation.environment):
        browser = chromium(installation.playwright)
        there = Gathering(installation)
        dana, jordan = there.lead(browser), there.come(browser, "jordan", "Swan")
        for each in (dana, jordan):
            until(lambda each=each: each.pictures() == 1, PATIENCE)
        made = dana.connections, jordan.connections
        signalling = psutil.Process(installation.live.pid).children(recursive=True)
        for process in signalling:
            process.suspend()
        dana.page.wait_for_timeout(STILL * 1000)
        for process in signalling:
            process.resume()
        on = time.monotonic()
        for each, before in zip((dana, jordan), made, strict=True):
            until(lambda each=each, before=before: each.pictures(before) == 1, PATIENCE)
        print(f"both see each other anew {time.monotonic() - on:.1f} s after the signalling went on")
        browser.close()


@pytest.mark.skipif(not can_be(), reason="needs root: it lays a network with a cable to pull")
@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_whoever_was_cut_off_for_half_a_minute_is_back_and_was_not_there_meanwhile(installation: Installation) -> None:
    """Signalling and media of Jordan's go through one cable; nobody touches anything after it was pulled."""
    live = int(installation.environment["OPENIOP_LIVE_URL"].split(":")[2].split("/")[0])
    ports = [int(installation.address.rpartition(":")[2]), live]
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    with router(installation.environment), Apart(ports, path) as cable:
        near, far = chromium(installation.playwright), chromium(installation.playwright, str(cable.chromium))
        there = Gathering(installation)
        dana, jordan = there.lead(near), there.come(far, "jordan", "Swan")
        for each in (dana, jordan):
            until(lambda each=each: each.pictures() == 1, PATIENCE)
        page: Page = jordan.page
        page.wait_for_timeout(8000)  # signs of life
        cable.cut()
        cut = datetime.now(UTC)
        dana.page.wait_for_timeout(CUT * 1000)
        seen = dana.frames(), jordan.frames()
        cable.heal()
        healed = datetime.now(UTC)
        for each, before in zip((dana, jordan), seen, strict=True):
            until(lambda each=each, before=before: each.anew(before) >= 1, PATIENCE)
        print(f"both see each other {(datetime.now(UTC) - healed).total_seconds():.1f} s after the cable was back")
        admission = Admission.objects.get(room__session=there.session, client=there.house.jordan)
        assert admission.state == "admitted"
        spans = until(lambda: both_sides(there.session, admission.seat), PATIENCE)
        (_came, gone), (back, _now) = spans
        print(f"gone {(gone - cut).total_seconds():+.1f} s, back {(back - healed).total_seconds():+.1f} s")
        assert abs(gone - cut) < EDGE and healed - timedelta(seconds=1) < back
        far.close()
        near.close()


def both_sides(session: Session, seat: str) -> list[tuple[Any, Any]]:
    """When Jordan was there, once that is two times."""
    found = [(each.begins, each.ends) for each in intervals_of(session, datetime.now(UTC)).get(seat, [])]
    return found if len(found) == 2 else []
