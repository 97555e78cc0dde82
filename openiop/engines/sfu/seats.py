"""One person's place in a room: a handle that sends and, from the first picture on, a handle that receives.

The alias and the seat's id are set here, never by a browser; a browser's descriptions and candidates pass through.
"""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import facts
from .errors import RouterGone, RouterRefused, RouterSilent, VideoError
from .rooms import ROOM_NAME
from .wire import Description, Handle, Wire

LONGEST_ALIAS = 64


@dataclass(frozen=True)
class Track:
    """One thing somebody sends: "audio" or "video", under the media id `mid`."""

    mid: str
    kind: str
    codec: str = ""
    disabled: bool = False


@dataclass(frozen=True)
class Sender:
    """Somebody who sends, by seat and alias."""

    seat: str
    alias: str
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class Wanted:
    """What a page wants to see or hear: everything of a seat, or one of its tracks."""

    seat: str
    mid: str | None = None

    def as_stream(self) -> dict[str, str]:
        return {"feed": self.seat} | ({"mid": self.mid} if self.mid is not None else {})


@dataclass(frozen=True)
class Stream:
    """One thing that is received: under its own media id, whose it is, and whether it is "audio" or "video"."""

    mid: str
    seat: str
    kind: str


@dataclass
class Seat:
    """A person in a room. Made by `enter`; after `leave` it is of no use."""

    wire: Wire
    room: str
    id: str
    token: str
    sending: Handle
    senders: tuple[Sender, ...] = ()
    private_id: int = 0
    receiving: Handle | None = None
    streams: tuple[Stream, ...] = ()
    """What `receive` gets now, as the router said last."""
    _subscribed: bool = field(default=False, repr=False)

    @classmethod
    async def enter(cls, wire: Wire, room: str, seat: str, alias: str, token: str) -> "Seat":
        """Enter a room, silent and unseen until `send`. Raises RouterRefused (433) if the token does not open it."""
        if not ROOM_NAME.fullmatch(seat):
            raise ValueError(f"a seat is called by letters, digits and hyphens, not {seat!r}")
        sending = await wire.attach(facts.mark("send", room, seat))
        try:
            answer = await sending.ask(
                {
                    "request": "join",
                    "ptype": "publisher",
                    "room": room,
                    "id": seat,
                    "display": alias[:LONGEST_ALIAS],
                    "token": token,
                }
            )
        except BaseException:
            await sending.detach()
            raise
        return cls(
            wire, room, seat, token, sending, senders_in(answer.data), private_id=int(answer.data.get("private_id", 0))
        )

    async def send(self, offer: Description, *, bitrate: int | None = None) -> Description:
        """Publish what the browser offers, or change it; the router's answer for the browser."""
        more = {"bitrate": bitrate} if bitrate else {}
        answer = await self.sending.ask({"request": "configure", **more}, offer)
        if answer.jsep is None:
            raise VideoError("the video router answered an offer without a description")
        return answer.jsep

    async def configure(self, **changes: object) -> None:
        """Change how one sends without a new description: `bitrate`, `keyframe`, `streams` [{mid, send}] …"""
        await self.sending.ask({"request": "configure", **changes})

    async def unpublish(self) -> None:
        """Stop sending, stay in the room."""
        await self.sending.ask({"request": "unpublish"})

    async def receive(self, add: Sequence[Wanted], drop: Sequence[Wanted] = ()) -> Description | None:
        """Want more or less. The router's offer for the browser, to be answered with `start`; None if none is needed.

        The first time this makes the receiving handle, which needs the token, too.
        """
        if not self._subscribed:
            if not add:
                return None
            return await self._subscribe(add)
        assert self.receiving is not None
        body: dict[str, Any] = {"request": "update"}
        if add:
            body["subscribe"] = [each.as_stream() for each in add]
        if drop:
            body["unsubscribe"] = [each.as_stream() for each in drop]
        if len(body) == 1:
            return None
        answer = await self.receiving.ask(body)
        self.streams = streams_in(answer.data)
        return answer.jsep

    async def _subscribe(self, wanted: Sequence[Wanted]) -> Description:
        self.receiving = self.receiving or await self.wire.attach(facts.mark("receive", self.room, self.id))
        answer = await self.receiving.ask(
            {
                "request": "join",
                "ptype": "subscriber",
                "room": self.room,
                "private_id": self.private_id,
                "token": self.token,
                "autoupdate": False,
                "streams": [each.as_stream() for each in wanted],
            }
        )
        if answer.jsep is None:
            raise VideoError("the video router offered nothing to receive")
        self._subscribed = True
        self.streams = streams_in(answer.data)
        return answer.jsep

    async def start(self, answer: Description) -> None:
        """The browser's answer to what `receive` gave."""
        await self._receiver().ask({"request": "start"}, answer)

    async def choose(self, mid: str, *, substream: int | None = None, temporal: int | None = None,
                     on: bool | None = None) -> None:  # fmt: skip
        """How much of one received track comes: its layer (0 smallest … 2), its frame rate, or nothing at all."""
        told = {"substream": substream, "temporal": temporal, "send": on}
        stream = {"mid": mid} | {key: value for key, value in told.items() if value is not None}
        await self._receiver().ask({"request": "configure", "streams": [stream]})

    async def trickle(self, side: str, candidate: Mapping[str, Any] | None) -> None:
        """A browser's candidate for one "side" ("send" or "receive"); None after the last one."""
        await (self.sending if side == "send" else self._receiver()).trickle(candidate)

    async def leave(self) -> None:
        """Leave the room and let go of both handles. The seat is free when this returns."""
        with contextlib.suppress(RouterRefused, RouterGone, RouterSilent):
            await self.sending.ask({"request": "leave"})  # letting go alone would free it a moment later
        for handle in (self.receiving, self.sending):
            if handle is not None:
                await handle.detach()

    def _receiver(self) -> Handle:
        if self.receiving is None:
            raise VideoError("nothing is received yet")
        return self.receiving


def senders_in(data: Mapping[str, Any]) -> tuple[Sender, ...]:
    """Who sends, from an answer to `join` or from an event with "publishers"."""
    return tuple(
        Sender(
            str(one["id"]),
            str(one.get("display", "")),
            tuple(
                Track(str(each["mid"]), str(each["type"]), str(each.get("codec", "")), bool(each.get("disabled")))
                for each in one.get("streams", ())
            ),
        )
        for one in data.get("publishers", ())
    )


def streams_in(data: Mapping[str, Any]) -> tuple[Stream, ...]:
    """What is received, from an answer to a subscription; what somebody no longer sends is left out."""
    return tuple(
        Stream(str(one["mid"]), str(one["feed_id"]), str(one.get("type", "")))
        for one in data.get("streams", ())
        if one.get("active") and "feed_id" in one
    )
