"""The stream of news for live boards and the signalling of video rooms: an ASGI application of its own, beside the web
server. A WebSocket to `/live/room` is a page of a video room (room/gateway.py).

`GET /live/` with `Authorization: Ticket <ticket>` (openiop/care/encounters/tickets.py) answers server-sent events: one
"news" at once and one whenever something changed in the ticket's session, a comment every fifteen seconds, and "end"
when the ticket is over. An event says which session it is and nothing else; what is new is asked of the web server,
which asks who one is. `GET /live/health` answers {"listening": bool, "streams": int}.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from openiop.care.encounters.tickets import read_ticket
from openiop.doors.live.listening import Ears
from openiop.doors.live.origins import is_ours

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HEARTBEAT = 15.0  # seconds; a proxy that hears nothing for a minute hangs up
MOST = 2000  # streams of one process


class Live:
    """The application: `ears` hear PostgreSQL for all streams together; `gateway` speaks for the video rooms."""

    def __init__(self, ears: Ears, heartbeat: float = HEARTBEAT, gateway: Any = None):
        self.ears = ears
        self.heartbeat = heartbeat
        self.gateway = gateway

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live(receive, send)
        elif scope["type"] == "http":
            await self.answer(scope, receive, send)
        elif scope["type"] == "websocket" and self.gateway and scope["path"].rstrip("/").endswith("/room"):
            await self.gateway(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4004})

    async def live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.ears.open()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                if self.gateway:
                    await self.gateway.close()
                await self.ears.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        origin = said.get("origin")
        allowed = origin is None or is_ours(origin, said.get("host", ""))
        headers = cors(origin) if origin and allowed else []
        path = scope["path"].rstrip("/")
        kind, _, ticket = said.get("authorization", "").partition(" ")
        known = read_ticket(ticket.strip()) if kind.lower() == "ticket" else None
        if not allowed:
            await short(send, 403, {"error": "another origin"}, [])
        elif path.endswith("/health"):
            await short(send, 200, {"listening": self.ears.listening, "streams": self.ears.streams}, headers)
        elif scope["method"] == "OPTIONS":
            await short(send, 204, None, headers)
        elif scope["method"] != "GET":
            await short(send, 405, {"error": "ask with GET"}, headers)
        elif known is None:
            await short(send, 401, {"error": "no ticket, or one that is over"}, headers)
        elif self.ears.streams >= MOST:
            await short(send, 503, {"error": "too many streams"}, headers)
        else:
            await self.stream(*known, headers, receive, send)

    async def stream(
        self, session: str, seconds: float, headers: list[tuple[bytes, bytes]], receive: Receive, send: Send
    ) -> None:
        """News of one session until the ticket is over or the reader is gone."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        headers = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *headers]
        await send({"type": "http.response.start", "status": 200, "headers": [*headers, *QUIET]})
        gone = asyncio.ensure_future(leaving(receive))
        try:
            with self.ears.hear(session) as news:
                news.set()  # what came between the answer with the ticket and now
                while not gone.done() and (left := until - loop.time()) > 0:
                    if news.is_set():
                        news.clear()
                        await write(send, event("news", {"session": session}))
                    else:
                        await first_of(news, gone, min(left, self.heartbeat))
                        if not (news.is_set() or gone.done()):
                            await write(send, b": still here\n\n")
                if not gone.done():
                    await write(send, event("end", {}), more=False)
        except OSError:  # the reader hung up while we wrote
            pass
        finally:
            gone.cancel()


QUIET = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'"),
    (b"cross-origin-resource-policy", b"same-site"),
    (b"vary", b"Origin"),
]


def cors(origin: str) -> list[tuple[bytes, bytes]]:
    """What lets a page of ours read the answer where the stream has a port of its own."""
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-methods", b"GET"),
        (b"access-control-allow-headers", b"authorization"),
        (b"access-control-max-age", b"600"),
    ]


async def first_of(news: asyncio.Event, gone: "asyncio.Future[None]", seconds: float) -> None:
    """Waits for news, for the reader to go, or so many seconds."""
    heard = asyncio.ensure_future(news.wait())
    await asyncio.wait({heard, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    heard.cancel()


async def leaving(receive: Receive) -> None:
    """Returns when the reader hangs up."""
    while (await receive())["type"] != "http.disconnect":
        pass


def event(name: str, data: Mapping[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


async def write(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def short(send: Send, status: int, data: Any, headers: list[tuple[bytes, bytes]]) -> None:
    """An answer that is no stream."""
    body = json.dumps(data).encode() if data is not None else b""
    headers = [(b"content-type", b"application/json"), *headers, *QUIET]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await write(send, body, more=False)
