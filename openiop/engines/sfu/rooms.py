"""Rooms of the router, and what a moderator may do in them. Every verb needs the room's secret, which only we have."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .errors import RouterRefused
from .folder import Reach
from .tokens import room_secret, room_token
from .wire import Handle

NO_SUCH_ROOM, ROOM_EXISTS, NO_SUCH_PERSON, SEAT_TAKEN = 426, 427, 428, 436
ROOM_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
"""What a room or a seat may be called: it stands in signed words, so no comma, colon or bar."""


@dataclass(frozen=True)
class Room:
    """What a room is made with. Nothing in it names a program or a person: the router forgets it, its log may not.

    `bitrate` is what one person may send, in bits per second. `allowed` are the tokens that may enter; none, nobody.
    """

    id: str
    seats: int = 15
    encrypted: bool = True
    bitrate: int = 900_000
    allowed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not ROOM_NAME.fullmatch(self.id):
            raise ValueError(f"a room is called by letters, digits and hyphens, not {self.id!r}")
        if not 1 <= self.seats <= 50:
            raise ValueError(f"a room has 1 to 50 seats, not {self.seats}")


@dataclass(frozen=True)
class Participant:
    """Somebody in a room, by seat and alias. `talking` is None where the router does not say."""

    seat: str
    alias: str
    publishes: bool
    talking: bool | None = None


@dataclass(frozen=True)
class Move:
    """Where one seat goes, and the token that lets it in."""

    seat: str
    room: str
    token: str


class Rooms:
    """Moderator verbs, over one handle of our own."""

    def __init__(self, handle: Handle, reach: Reach):
        self.handle, self.reach = handle, reach

    async def create(self, room: Room) -> None:
        """Make a room. Raises RouterRefused (427) if there is one of that name."""
        await self.handle.ask(
            {
                "request": "create",
                "admin_key": self.reach.admin_key,
                "room": room.id,
                "secret": room_secret(self.reach.room_key, room.id),
                "is_private": True,
                "publishers": room.seats,
                "require_e2ee": room.encrypted,
                "bitrate": room.bitrate,
                "bitrate_cap": True,
                "fir_freq": 10,
                "audiocodec": "opus",
                "videocodec": "vp8",
                "opus_fec": True,
                "opus_dtx": True,
                "record": False,
                "lock_record": True,
                "notify_joining": True,
                "audiolevel_event": False,  # the pages know who speaks; the server need not
                "signed_tokens": True,
                "allowed": sorted(room.allowed),
                "permanent": False,
            }
        )

    async def ensure(self, room: Room) -> bool:
        """Make a room unless it is there, and let in whom it lets in. True if it was made."""
        try:
            await self.create(room)
        except RouterRefused as refused:
            if refused.code != ROOM_EXISTS:
                raise
            if room.allowed:
                await self.allow(room.id, room.allowed)
            return False
        return True

    async def exists(self, room: str) -> bool:
        answer = await self.handle.ask({"request": "exists", "room": room})
        return bool(answer.data["exists"])

    async def destroy(self, room: str) -> None:
        """End a room for everybody in it. Nothing happens if there is none."""
        try:
            await self._ask("destroy", room, permanent=False)
        except RouterRefused as refused:
            if refused.code != NO_SUCH_ROOM:
                raise

    def permit(self, room: str) -> str:
        """A token of its own for one seat. It opens nothing until it is allowed."""
        return room_token(self.reach.token_secret, room)

    async def allow(self, room: str, tokens: Iterable[str]) -> None:
        await self._ask("allowed", room, action="add", allowed=list(tokens))

    async def disallow(self, room: str, tokens: Iterable[str]) -> None:
        """Whoever holds one of these can no longer enter; who is in stays in, until `kick`."""
        await self._ask("allowed", room, action="remove", allowed=list(tokens))

    async def participants(self, room: str) -> Sequence[Participant]:
        """Who is in the room and may send."""
        answer = await self.handle.ask({"request": "listparticipants", "room": room})
        return [
            Participant(str(one["id"]), one.get("display", ""), bool(one.get("publisher")), one.get("talking"))
            for one in answer.data["participants"]
        ]

    async def mute(self, room: str, seat: str, mid: str, *, on: bool = True) -> None:
        """Stop (or let through) one track of one person, by its media id."""
        await self._ask("moderate", room, id=seat, mid=mid, mute=on)

    async def kick(self, room: str, seat: str, token: str | None = None) -> bool:
        """Put somebody out, and with their token for good. False if they were not in."""
        if token is not None:
            await self.disallow(room, [token])
        try:
            await self._ask("kick", room, id=seat)
        except RouterRefused as refused:
            if refused.code != NO_SUCH_PERSON:
                raise
            return False
        return True

    async def breakout(self, parts: dict[Room, Sequence[str]]) -> Sequence[Move]:
        """Make side rooms and say which seat goes where; the pages then enter there and leave here.

        A sender cannot change rooms in the router: it enters anew with the same camera, so nobody is asked again.
        """
        moves = []
        for room, seats in parts.items():
            tokens = {seat: self.permit(room.id) for seat in seats}
            await self.ensure(Room(room.id, room.seats, room.encrypted, room.bitrate, frozenset(tokens.values())))
            moves += [Move(seat, room.id, token) for seat, token in tokens.items()]
        return moves

    async def _ask(self, verb: str, room: str, **more: object) -> None:
        secret = room_secret(self.reach.room_key, room)
        await self.handle.ask({"request": verb, "room": room, "secret": secret, **more})
