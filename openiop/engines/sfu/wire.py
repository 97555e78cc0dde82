"""One WebSocket to the router, one session in it, and as many handles as there are people (Janus API 1.1).

    async with Wire(reach) as wire:
        handle = await wire.attach("send|room|seat")
        answer = await handle.ask({"request": "join", …})

Every request carries a token signed just now: Janus checks it each time, and one that ran out would end running calls.
"""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.exceptions import WebSocketException

from .errors import RouterGone, RouterRefused, RouterSilent
from .folder import Reach
from .tokens import PLUGIN, core_token

ANSWER_SECONDS = 8.0
KEEPALIVE_SECONDS = 10.0
LARGEST_MESSAGE = 2**20
ANSWERED_BY_ACK = ("keepalive", "trickle")

Message = dict[str, Any]
Description = Mapping[str, Any]
"""A session description: {"type": "offer" | "answer", "sdp": str, "e2ee": bool}; `e2ee`: the browser encrypts."""


@dataclass(frozen=True)
class Answer:
    """What the plugin said, and the session description that came with it."""

    data: Message
    jsep: Description | None = None


@dataclass
class Handle:
    """One attachment to the VideoRoom: a person's sending or receiving side, or OpenIOP's own for moderator verbs.

    `events` gets what comes unasked: plugin events (as the plugin's data, with "jsep" if there is one) and Janus's own
    ({"janus": "webrtcup" | "media" | "slowlink" | "hangup" | "detached", …}).
    """

    wire: "Wire"
    id: int
    events: "asyncio.Queue[Message]" = field(default_factory=asyncio.Queue)

    async def ask(self, body: Mapping[str, Any], jsep: Description | None = None) -> Answer:
        """Ask the plugin something. Raises RouterRefused with its code, RouterSilent, RouterGone."""
        message: Message = {"janus": "message", "handle_id": self.id, "body": dict(body)}
        if jsep is not None:
            message["jsep"] = dict(jsep)
        told = await self.wire.ask(message)
        data = told.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            raise RouterRefused(data["error_code"], str(data.get("error", "")), str(body.get("request")))
        return Answer(data, told.get("jsep"))

    async def trickle(self, candidate: Mapping[str, Any] | None) -> None:
        """Pass a browser's candidate on; None says that there are no more."""
        told = dict(candidate) if candidate else {"completed": True}
        await self.wire.ask({"janus": "trickle", "handle_id": self.id, "candidate": told})

    async def hang_up(self) -> None:
        """End its media, keep the handle."""
        await self.wire.ask({"janus": "hangup", "handle_id": self.id})

    async def detach(self) -> None:
        """Let go of it: what it sent is gone for everybody. Nothing happens if it is gone already."""
        self.wire.handles.pop(self.id, None)
        with contextlib.suppress(RouterRefused, RouterGone):
            await self.wire.ask({"janus": "detach", "handle_id": self.id})


class Wire:
    """A connection to the router. `lost` is done, with the reason, once it has ended."""

    def __init__(self, reach: Reach, *, seconds: float = ANSWER_SECONDS):
        self.reach, self.seconds = reach, seconds
        self.handles: dict[int, Handle] = {}
        self.session = 0
        self._asked: dict[str, tuple[asyncio.Future[Message], bool]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self.lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        options: dict[str, Any] = {
            "subprotocols": ["janus-protocol"],
            "max_size": LARGEST_MESSAGE,
            "open_timeout": self.seconds,
            "close_timeout": 1,
            "compression": None,
        }
        try:
            if self.reach.socket:
                self._socket = await unix_connect(self.reach.socket, "ws://router/", **options)
            else:
                self._socket = await connect(self.reach.url or "", proxy=None, **options)
        except (OSError, TimeoutError, WebSocketException) as error:
            raise RouterGone(f"the video router cannot be reached: {error or type(error).__name__}") from None
        self._tasks = [asyncio.create_task(self._hear())]
        try:
            self.session = (await self.ask({"janus": "create"}))["data"]["id"]
        except BaseException:
            await self.close()
            raise
        self._tasks.append(asyncio.create_task(self._keep_alive()))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End the session, and with it every handle."""
        self._end("closed")
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    async def attach(self, opaque: str = "") -> Handle:
        """A new handle of the VideoRoom. `opaque` (facts.mark) says in events whose it is."""
        asked = {"janus": "attach", "plugin": PLUGIN} | ({"opaque_id": opaque} if opaque else {})
        handle = Handle(self, (await self.ask(asked))["data"]["id"])
        self.handles[handle.id] = handle
        return handle

    async def ask(self, message: Message) -> Message:
        """Send one request and wait for what finally answers it (not for "ack", where an event follows)."""
        if self._socket is None or self.lost.done():
            raise RouterGone(f"the video router is gone: {self.lost.result() if self.lost.done() else 'not connected'}")
        transaction = secrets.token_hex(8)
        told = message | {"transaction": transaction, "token": core_token(self.reach.token_secret)}
        if self.session:
            told["session_id"] = self.session
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._asked[transaction] = (future, message["janus"] in ANSWERED_BY_ACK)
        try:
            await self._socket.send(json.dumps(told))
            answer: Message = await asyncio.wait_for(future, self.seconds)
        except TimeoutError:
            raise RouterSilent(f"the video router did not answer {_name(message)} in {self.seconds:g} s") from None
        except (WebSocketException, OSError) as error:
            raise RouterGone(f"the video router is gone: {error}") from None
        finally:
            del self._asked[transaction]
        if answer["janus"] == "error":
            raise RouterRefused(answer["error"]["code"], answer["error"]["reason"], _name(message))
        return answer

    async def _hear(self) -> None:
        assert self._socket is not None
        try:
            async for text in self._socket:
                self._take(json.loads(text))
            self._end("it closed the connection")
        except (WebSocketException, OSError, ValueError) as error:
            self._end(str(error) or type(error).__name__)

    def _take(self, told: Message) -> None:
        asked, ack_is_all = self._asked.get(told.get("transaction", ""), (None, False))
        if told["janus"] == "ack" and not ack_is_all:
            return  # its event follows
        if asked is not None:
            if not asked.done():
                asked.set_result(told)
            return
        if told["janus"] == "timeout" and told.get("session_id") == self.session:
            self._end("our session timed out")
            return
        handle = self.handles.get(told.get("sender", 0))
        if handle is None:
            return
        if told["janus"] == "event":
            jsep = {"jsep": told["jsep"]} if "jsep" in told else {}
            handle.events.put_nowait(told.get("plugindata", {}).get("data", {}) | jsep)
        else:
            handle.events.put_nowait(told)
            if told["janus"] == "detached":
                self.handles.pop(handle.id, None)

    async def _keep_alive(self) -> None:
        while True:
            await asyncio.sleep(KEEPALIVE_SECONDS)
            try:
                await self.ask({"janus": "keepalive"})
            except (RouterGone, RouterSilent, RouterRefused) as error:
                self._end(str(error))
                if self._socket is not None:
                    await self._socket.close()
                return

    def _end(self, why: str) -> None:
        if not self.lost.done():
            self.lost.set_result(why)
        for future, _ in self._asked.values():
            if not future.done():
                future.set_exception(RouterGone(f"the video router is gone: {why}"))


def _name(message: Message) -> str:
    return str(message.get("body", {}).get("request") or message["janus"])
