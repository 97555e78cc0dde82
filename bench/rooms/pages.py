"""People in real browsers: their page of the room, and what flows into it."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from bench.rooms.house import Group, House, Person, until

FLAGS = (
    "--no-sandbox",
    "--use-fake-device-for-media-stream=fps=5",  # few frames: this machine draws, sends and receives all of it
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
)
PATIENCE = 180.0  # seconds: a busy machine is slow, and says so in the header
SIZE = {"width": 1000, "height": 700}

WATCH = Path(__file__).with_name("watch.js").read_text()


def chromium(playwright: Playwright, path: str | None = None) -> Browser:
    found = path or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return playwright.chromium.launch(executable_path=found, args=list(FLAGS))


@dataclass
class Window:
    """One person's page of the room."""

    person: Person
    page: Page

    def flow(self, since: int = 0) -> dict[str, Any]:
        """What came in, of connections from the `since`th on."""
        return dict(self.page.evaluate("(since) => soak.flow(since)", since))

    def moving(self, kind: str, since: int = 0, pause: float = 2.0) -> int:
        """How many tracks of a kind bring something new within a moment."""
        before = {key: value for key, value, _size in self.flow(since)[kind]}
        time.sleep(pause)
        return sum(value > before.get(key, 0) for key, value, _size in self.flow(since)[kind])

    def frames(self) -> dict[str, float]:
        """Frames decoded so far, by track."""
        return {key: value for key, value, _size in self.flow()["video"]}

    def anew(self, before: dict[str, float]) -> int:
        """How many tracks brought pictures since `before`, or are new and did."""
        return sum(value > before.get(key, 0) + 1 for key, value in self.frames().items())

    def pictures(self, since: int = 0) -> int:
        """How many pictures of others have been drawn from."""
        return sum(value > 1 for _key, value, _size in self.flow(since)["video"])

    @property
    def connections(self) -> int:
        return int(self.page.evaluate("soak.made.length"))

    @property
    def first(self) -> float:
        """When the first picture of somebody else was drawn, in seconds since 1970; 0 before."""
        return float(self.page.evaluate("soak.first")) / 1000

    def speak(self) -> None:
        """Turns the sound on, if it is not."""
        button = self.page.locator('[data-do="mic"]')
        until(lambda: button.get_attribute("aria-pressed") is not None, 20, "the sound's button")
        if button.get_attribute("aria-pressed") == "false":
            button.click()

    def close(self) -> None:
        self.page.context.close()


def sit_down(address: str, browser: Browser, person: Person, **told: str) -> Window:
    """Their page of the room, signed in, with camera and microphone. `told`: relay="udp"|"tcp", keys="none"|"wrong"."""
    context = browser.new_context(
        base_url=address, permissions=["camera", "microphone"], viewport=SIZE, reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    name, value = person.cookie
    context.add_cookies([{"name": name, "value": value, "url": address}])
    context.add_init_script(WATCH.replace("TOLD", json.dumps(told)))
    page = context.new_page()
    page.goto(person.path)
    return Window(person, page)


def come_together(house: House, browser: Browser, group: Group) -> list[Window]:
    """Everybody of the group, let in and in the room, with sound."""
    from openiop.care.virtual import actions as virtual

    windows = [sit_down(house.address, browser, group.host)]
    until(lambda: len(house.admissions(group)) == 1, 60, "the room's opening")
    for client in group.clients:
        windows.append(sit_down(house.address, browser, client))
        waiting(house, group, client)
        virtual.admit_all(by=group.host.who, session=group.session)
    for each in windows:
        until(lambda each=each: each.pictures() >= len(windows) - 1, PATIENCE, "everybody's picture")
        each.speak()
    return windows


def waiting(house: House, group: Group, client: Person) -> None:
    until(lambda: client.who.pk in house.admissions(group), 60, "a knock at the door")


def each_soon(windows: list[Window], met: Callable[[Window], bool], seconds: float = 90) -> dict[int, float]:
    """When each of these met something, in seconds since 1970; those who did not are left out."""
    end, found = time.time() + seconds, dict[int, float]()
    while len(found) < len(windows) and time.time() < end:
        for number, each in enumerate(windows):
            if number not in found and met(each):
                found[number] = time.time()
        time.sleep(0.1)
    return found
