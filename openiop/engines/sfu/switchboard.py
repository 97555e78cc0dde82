"""Keeps a connection to the router and the rooms that ought to be in it, through every restart of the router.

    async with Switchboard(reach_now, on_back=…) as switchboard:
        await switchboard.open(Room("…"))
        seat = await switchboard.enter("…room…", "…seat…", "Blue Heron")

The rooms of a router are gone with it. This side remembers them, with whom they let in, and makes them again as soon as
the router answers; then `on_back` is called, and everybody's page enters again with the token it has.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Self

from .errors import RouterGone, RouterRefused, VideoError
from .folder import Reach
from .rooms import NO_SUCH_ROOM, SEAT_TAKEN, Room, Rooms
from .seats import Seat
from .wire import Wire

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0
REENTRIES = (0.0, 0.1, 0.4)
AT_ONCE = 16
"""How many rooms are made at the same time after a restart."""
logger = logging.getLogger(__name__)


class Switchboard:
    """`reach` is asked anew at every try: a new supervisor has new secrets. None while there is no router."""

    def __init__(self, reach: Callable[[], Reach | None], *, on_back: Callable[[], Awaitable[None]] | None = None):
        self.reach, self.on_back = reach, on_back
        self.rooms_wanted: dict[str, Room] = {}
        self.back_seconds = 0.0
        """How long the last connection took, rooms included."""
        self._up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._wire: Wire | None = None
        self._rooms: Rooms | None = None
        self._secret: str | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._keep())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @property
    def is_up(self) -> bool:
        return self._up.is_set()

    async def wait_up(self, seconds: float = 20.0) -> None:
        """Wait for the router. Raises RouterGone if it does not come (back) in time."""
        try:
            await asyncio.wait_for(self._up.wait(), seconds)
        except TimeoutError:
            raise RouterGone(f"no video router for {seconds:g} s") from None

    @property
    def rooms(self) -> Rooms:
        if self._rooms is None or not self.is_up:
            raise RouterGone("there is no video router right now")
        return self._rooms

    async def open(self, room: Room) -> None:
        """Have this room from now on, in this router and in every one after it."""
        self.rooms_wanted[room.id] = room
        if self.is_up:
            await self.rooms.ensure(room)

    async def close(self, room: str) -> None:
        """End a room for good."""
        self.rooms_wanted.pop(room, None)
        if self.is_up:
            await self.rooms.destroy(room)

    async def admit(self, room: str) -> str:
        """A token that opens the room to one seat, here and after a restart."""
        token = self.rooms.permit(room)
        self._remember(room, add=token)
        try:
            await self.rooms.allow(room, [token])
        except RouterRefused as refused:
            if refused.code != NO_SUCH_ROOM:
                raise
            await self.rooms.ensure(self.rooms_wanted[room])  # somebody else is having it made at this moment
        return token

    async def shut_out(self, room: str, seat: str, token: str) -> None:
        """Put a seat out at once and take its token back, here and after a restart."""
        self._remember(room, drop=token)
        if self.is_up:
            await self.rooms.kick(room, seat, token)

    async def enter(self, room: str, seat: str, alias: str, token: str) -> Seat:
        """Enter, also where the router still holds an earlier connection of this seat: a page that lost its line."""
        if self._wire is None or not self.is_up:
            raise RouterGone("there is no video router right now")
        for pause in REENTRIES:
            try:
                return await Seat.enter(self._wire, room, seat, alias, token)
            except RouterRefused as refused:
                if refused.code != SEAT_TAKEN:
                    raise
            await self.rooms.kick(room, seat)
            await asyncio.sleep(pause)
        return await Seat.enter(self._wire, room, seat, alias, token)

    def _remember(self, room: str, *, add: str | None = None, drop: str | None = None) -> None:
        known = self.rooms_wanted.get(room)
        if known is None:
            raise VideoError(f"no room {room} is open")
        allowed = known.allowed | ({add} if add else set())
        self.rooms_wanted[room] = replace(known, allowed=allowed - ({drop} if drop else set()))

    async def _keep(self) -> None:
        pause = FIRST_PAUSE
        while True:
            began = time.monotonic()
            try:
                reach = self.reach()
                if reach is None:
                    raise RouterGone("no video router is running")
                async with Wire(reach) as wire:
                    await self._come_back(wire, reach)
                    self.back_seconds, pause = time.monotonic() - began, FIRST_PAUSE
                    self._up.set()
                    if self.on_back is not None:
                        await self.on_back()
                    logger.warning("the video router is gone: %s", await wire.lost)
            except VideoError as error:
                logger.info("%s; trying again in %.1f s", error, pause)
            finally:
                self._up.clear()
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)

    async def _come_back(self, wire: Wire, reach: Reach) -> None:
        """Make every room again. Tokens that another supervisor's secret signed open nothing any more: all must enter
        anew with tokens of the new one."""
        self._wire, self._rooms = wire, Rooms(await wire.attach(), reach)
        if self._secret not in (None, reach.token_secret):
            self.rooms_wanted = {id: replace(room, allowed=frozenset()) for id, room in self.rooms_wanted.items()}
        self._secret = reach.token_secret
        turns = asyncio.Semaphore(AT_ONCE)

        async def make(room: Room) -> None:
            async with turns:
                assert self._rooms is not None
                await self._rooms.ensure(room)

        await asyncio.gather(*(make(room) for room in self.rooms_wanted.values()))
