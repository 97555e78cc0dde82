"""A real installation for browser tests: a database where commits are real, the real web server, the real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.cast import House, make_house
from tests.journeys.hands import Hand, Mouse

expect.set_options(timeout=20_000)  # what a page must show, not how soon: two cores may draw for several browsers

PROJECT = Path(__file__).resolve().parents[2]
AFTERNOON = 15  # the local hour at which every journey happens, whenever the test runs


@dataclass
class Installation:
    """Harbor Street on a server of its own, and the way to sit down before it as anyone."""

    house: House
    address: str
    environment: dict[str, str]
    chromium: Browser
    playwright: Playwright
    hands: type[Hand] = Mouse
    live: subprocess.Popen[bytes] | None = None
    windows: dict[str, Hand] = field(default_factory=dict)

    def openiop(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs the `openiop` command against this installation's database."""
        command = [sys.executable, "-m", "openiop.doors.cli.main", *words]
        return subprocess.run(
            command, env=self.environment, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False
        )

    def at_desk(self, person: str) -> Hand:
        """The window in which this member of staff of Harbor Street has signed in; it stays open all day."""
        if person not in self.windows:
            self.windows[person] = self.new_window()
            self.windows[person].sign_in(getattr(self.house, person).user.email)
        return self.windows[person]

    def new_window(self, **device: Any) -> Hand:
        """A fresh browser window of somebody who has not signed in; `device` as Playwright's contexts take it."""
        context = self.chromium.new_context(
            base_url=self.address,
            locale="en-US",
            timezone_id="America/New_York",
            reduced_motion="reduce",
            **{"viewport": {"width": 1280, "height": 900}, **device},
        )
        context.set_default_timeout(20_000)
        return self.hands(context.new_page())

    def close(self) -> None:
        """The end of the day. Fails where a page complained."""
        for hand in self.windows.values():
            hand.eyes.close()

    def keep_pictures(self) -> None:
        """What the windows show, in test-results/."""
        folder = PROJECT / "test-results"
        folder.mkdir(exist_ok=True)
        for person, hand in self.windows.items():
            hand.page.screenshot(path=folder / f"{person}.png", full_page=True)
            (folder / f"{person}.html").write_text(hand.page.content())


@pytest.fixture
def installation(committed_db: str, settings, monkeypatch, request, tmp_path: Path) -> Iterator[Installation]:
    """One running installation with the staff of Harbor Street; its week begins today, and it is afternoon there.

    Parametrized with "stream" its live boards are told at once; without, they ask every few seconds.
    """
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread
    settings.PASSWORD_HASHERS = real_hashers()
    settings.ROOT_KEY_FILE = tmp_path / "root_key"  # the server's: what is sealed here is read there, and the reverse
    house = make_house("harbor", "Harbor Street", zone=zone_where_it_is(AFTERNOON))
    house.program.week_start = house.program.today().weekday()
    house.program.save()
    environment = {
        **os.environ,
        "DATABASE_URL": url_of(committed_db),
        "OPENIOP_HOME": str(tmp_path),
        "OPENIOP_SECRET_KEY": settings.SECRET_KEY,  # the database of the tests believes contexts signed with this one
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "OPENIOP_STAFF_SECOND_FACTOR": os.environ.get("OPENIOP_STAFF_SECOND_FACTOR", "0"),
    }
    with ExitStack() as running:
        port, live = free_port(), None
        if getattr(request, "param", "") == "stream":
            environment, live = running.enter_context(stream(environment, port))
        address = running.enter_context(serve(environment, tmp_path / "server.log", port))
        playwright = running.enter_context(sync_playwright())
        connections.close_all()  # Playwright's loop has Django connections of its own: none to a database of yesterday
        chromium = chromium_here(playwright)
        started = Installation(house, address, environment, chromium, playwright, live=live)
        yield started
        if getattr(request.node, "failed_call", False):
            started.keep_pictures()
        else:
            started.close()
        chromium.close()
        connections.close_all()
    log = (tmp_path / "server.log").read_text()
    assert "Traceback" not in log and " ERROR " not in log, log


def chromium_here(playwright: Playwright, *more: str) -> Browser:
    """The machine's own Chromium, with `more` on its command line."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *more])


def real_hashers() -> list[str]:
    """The hashers that the server will use; other tests hash cheaply."""
    from config import settings as written

    return list(written.PASSWORD_HASHERS)


def zone_where_it_is(hour: int) -> str:
    """A time zone in which it is now `hour` o'clock, so that a group that met at noon today is over, and no journey
    crosses midnight."""
    offset = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"  # the sign of these names is turned around


def url_of(database: str) -> str:
    """`database` for the server, which acts as the application's role: it may change rows, never tables."""
    told = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'openiop_app'")
        options = "&options=" + quote("-c role=openiop_app") if cursor.fetchone() else ""
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'])}@" if told["USER"] else ""
    return f"postgresql://{who}/{quote(database)}?host={quote(told['HOST'], safe='')}&port={told['PORT']}{options}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def stream(environment: dict[str, str], port: int) -> Iterator[tuple[dict[str, str], subprocess.Popen[bytes]]]:
    """The live boards' stream as `openiop serve` runs it, for pages of the web server on `port`. Yields the environment
    in which that one knows of it, and the process."""
    live = free_port()
    told = {
        "OPENIOP_LIVE_URL": f"http://127.0.0.1:{live}/live/",
        "OPENIOP_LIVE_ORIGINS": f"http://127.0.0.1:{port}",
    }
    command = [sys.executable, "-m", "openiop.doors.cli.live", "--host", "127.0.0.1", "--port", str(live)]
    process = subprocess.Popen(command, env=environment | told, cwd=PROJECT)
    try:
        yield environment | told, process
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def serve(environment: dict[str, str], log: Path, port: int | None = None) -> Iterator[str]:
    """The web server as `openiop serve` runs it, on `port` or a free one; yields its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "openiop.doors.cli.web", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("wb") as said:
        server = subprocess.Popen(
            [*command, "--workers", "1", "--threads", "2"], env=environment, cwd=PROJECT, stdout=said, stderr=said
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urlopen(address, timeout=20).close()
            return
        except OSError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the server does not answer: {error}\n{log.read_text()}")
            time.sleep(0.05)
