"""People without a face: they speak to the real gateway as a page does, and may send and receive through a browser."""

import asyncio
import contextlib
import json
import shutil
from collections import deque
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PAGE = Path(__file__).with_name("synthetic.html").read_text()
FLAGS = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]


@contextlib.asynccontextmanager
async def media_pages(count: int) -> AsyncIterator[list[Page]]:
    """Pages that send and receive for several people each."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        pages = []
        for number in range(count):
            page = await browser.new_page()
            await page.route("http://127.0.0.1/**", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
            await page.goto(f"http://127.0.0.1/#{number}/{count}")
            pages.append(page)
        try:
            yield pages
        finally:
            await browser.close()


class Synthetic:
    """One person. `page`: whose connections are theirs; None, and they neither send nor receive."""

    def __init__(self, name: str, page: Page | None = None):
        self.name, self.page = name, page
        self.heard: deque[dict[str, Any]] = deque(maxlen=500)
        self.seat = ""
        self.is_in = asyncio.Event()
        self.people: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.said = 0
        self.closed = asyncio.Event()
        self._wishes: list[dict[str, str]] = []
        self._asking = False
        self._socket: ClientConnection | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def connect(self, port: int, origin: str, ticket: str) -> None:
        self._socket = await connect(
            f"ws://127.0.0.1:{port}/live/room", origin=origin, max_size=2**20, compression=None, open_timeout=60
        )  # type: ignore[arg-type]
        self._tasks.append(asyncio.create_task(self._listen()))
        await self.say(t="hello", ticket=ticket)

    async def say(self, **told: Any) -> None:
        await self.send(json.dumps(told))

    async def send(self, text: str) -> None:
        assert self._socket is not None
        self.said += 1
        with contextlib.suppress(ConnectionClosed):
            await self._socket.send(text)

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()
        for each in self._tasks:
            each.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def hears(self, kind: str, seconds: float = 30, **wanted: Any) -> dict[str, Any]:
        """The first such message, now or soon."""
        async with asyncio.timeout(seconds):
            while True:
                for said in list(self.heard):
                    if said["t"] == kind and all(said.get(name) == value for name, value in wanted.items()):
                        return said
                await asyncio.sleep(0.02)

    async def _listen(self) -> None:
        assert self._socket is not None
        try:
            async for text in self._socket:
                said = json.loads(text)
                self.heard.append(said)
                await self._take(said)
        except ConnectionClosed:
            pass
        except Exception as error:
            self.faults.append(f"{type(error).__name__}: {error}"[:300])
        self.closed.set()

    async def _take(self, said: dict[str, Any]) -> None:
        kind = said["t"]
        if kind == "ping":
            await self.say(t="pong")
        elif kind == "welcome":
            self.seat = said["id"]
        elif kind in ("admitted", "again"):
            await self.say(t="join")
        elif kind == "joined":
            self._wishes, self._asking = [], False
            if self.page is not None:
                sdp = await self.page.evaluate("(id) => offer(id)", self.name)
                await self.say(t="publish", sdp=sdp, sealed=True)
                await self._want(said["senders"])
            self.is_in.set()
        elif kind == "people":
            self.people = said["people"]
        elif kind == "error":
            self.faults.append(f"{said.get('code')} {said.get('about')}")
            if said.get("about") == "want":
                self._asking = False
                await self._ask()
            if said.get("about") == "join":  # as a page does
                await asyncio.sleep(1.5)
                await self.say(t="join")
        elif self.page is not None:
            await self._media(self.page, said)

    async def _media(self, page: Page, said: dict[str, Any]) -> None:
        kind = said["t"]
        if kind == "answer":
            await page.evaluate("([id, sdp]) => answered(id, sdp)", [self.name, said["sdp"]])
        elif kind == "senders":
            await self._want(said["add"])
        elif kind == "offer":
            told = [self.name, said["sdp"], said["streams"]]
            sdp = await page.evaluate("([id, sdp, streams]) => take(id, sdp, streams)", told)
            await self.say(t="answer", sdp=sdp)
            self._asking = False
            await self._ask()

    async def _want(self, senders: list[dict[str, Any]]) -> None:
        self._wishes += [{"id": one["id"], "mid": track["mid"]} for one in senders for track in one["tracks"]]
        await self._ask()

    async def _ask(self) -> None:
        if self._asking or not self._wishes:
            return
        self._asking, wishes, self._wishes = True, self._wishes[:48], self._wishes[48:]
        await self.say(t="want", add=wishes, drop=[])
