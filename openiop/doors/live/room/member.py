"""One page's line to the gateway."""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from openiop.engines import sfu

MOST_WAITING = 400
EACH_SECOND, AT_ONCE = 20.0, 120.0


class Bucket:
    """How much one page may say: twenty messages a second, and a hundred and twenty at once."""

    def __init__(self) -> None:
        self.left, self.at = AT_ONCE, time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self.left, self.at = min(AT_ONCE, self.left + (now - self.at) * EACH_SECOND), now
        self.left -= 1
        return self.left >= 0


@dataclass(eq=False)
class Member:
    """Somebody at the door or in the room, on one connection. `seat` and `alias` are all that others learn."""

    send: Callable[[dict[str, Any]], Awaitable[None]]
    admission: UUID
    seat: str
    alias: str
    role: str
    signed_in: str
    asked_at: float = 0.0  # when their page asked for the ticket of this connection, in seconds since 1970
    status: str = "waiting"  # waiting, admitted, in, out
    mic: bool = False
    cam: bool = False
    hand: bool = False
    public: str = ""
    breakout: int = 0
    place: sfu.Seat | None = None
    token: str | None = None  # for the room of the router that they are in
    connection: str = field(default_factory=lambda: f"gateway/{secrets.token_hex(6)}")
    heard_at: float = field(default_factory=time.monotonic)
    noted_at: float = 0.0  # which of them stands in the journal
    bucket: Bucket = field(default_factory=Bucket)
    tasks: set["asyncio.Task[None]"] = field(default_factory=set)
    out: "asyncio.Queue[dict[str, Any] | None]" = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    @property
    def is_in(self) -> bool:
        return self.status == "in"

    def say(self, kind: str, /, **told: Any) -> None:
        """To this page. Who cannot keep up is let go: the page comes back and asks anew."""
        try:
            self.out.put_nowait({"t": kind, **told})
        except asyncio.QueueFull:
            self.hang_up()

    def hang_up(self) -> None:
        """The last word was said."""
        while True:
            try:
                self.out.put_nowait(None)
                return
            except asyncio.QueueFull:
                self.out.get_nowait()

    async def write(self) -> None:
        """Sends what is said until the last word."""
        while (told := await self.out.get()) is not None:
            await self.send({"type": "websocket.send", "text": json.dumps(told, separators=(",", ":"))})

    def as_seen(self) -> dict[str, Any]:
        """What everybody in the room may know."""
        return {
            "id": self.seat, "alias": self.alias, "role": self.role, "mic": self.mic, "cam": self.cam,
            "hand": self.hand, "key": self.public,
        }  # fmt: skip
