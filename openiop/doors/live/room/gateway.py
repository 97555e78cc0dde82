"""The signalling of the video rooms: one WebSocket a page, in the process of the live boards.

A page enters with a ticket (care/virtual/tickets) as its first message. The gateway speaks to the router for it, sets
alias and seat itself, and passes on to the others only what messages.py lets through. Who may be where is asked of the
records (watching.py); who is there, of the pages (hearing.py).
"""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseFault

from openiop.care.virtual.tickets import Ticket, read_ticket
from openiop.doors.live.listening import Ears
from openiop.doors.live.origins import is_ours
from openiop.doors.live.room.desk import Desk
from openiop.doors.live.room.hearing import Hearing
from openiop.doors.live.room.live_room import LiveRoom
from openiop.doors.live.room.member import Member
from openiop.doors.live.room.messages import BEFORE_THE_ROOM, MODERATION, Malformed, Message, read
from openiop.doors.live.room.talking import Talk
from openiop.doors.live.room.watching import Watch
from openiop.engines import sfu

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

HELLO_SECONDS = 10.0
GHOST_SECONDS = 20.0  # a page that lost its line has this long to come back before its seat is free
FAULTS = 8  # malformed or forbidden messages of one page, then it is let go
MOST = 1500  # pages of one process
REFUSED, TOO_MUCH, LATER = 4003, 4008, 1013
logger = logging.getLogger(__name__)


class Gateway:
    """All rooms of this installation."""

    def __init__(self, ears: Ears, home: Path, desk: Desk | None = None):
        self.ears, self.home, self.desk = ears, home, desk or Desk()
        self.rooms: dict[UUID, LiveRoom] = {}
        self.began = time.time()
        self.used: dict[str, float] = {}  # tickets that were taken, until they would have ended anyway
        self.epoch = f"gateway-{secrets.token_hex(6)}"
        self.switchboard = sfu.Switchboard(lambda: sfu.reach_now(home), on_back=self.router_is_back)
        self.is_mesh = sfu.kind_here() == "mesh"  # without a router, pages connect to each other
        self.talk = Talk(self)
        self.watch = Watch(self)
        self.hearing = Hearing(self, sfu.Journal(home))
        self.tasks: set[asyncio.Task[None]] = set()
        self.opening = asyncio.Lock()
        self.is_begun = False
        self.pages = 0
        self._stack = contextlib.AsyncExitStack()

    async def open(self) -> None:
        """Begins, in the loop that runs now; again costs nothing."""
        async with self.opening:  # two pages may be the first
            if not self.is_begun:
                if not self.is_mesh:
                    await self._stack.enter_async_context(self.switchboard)
                self.is_begun = True
                self.run(self.watch.keep_looking())
                self.run(self.hearing.keep_hearing())

    async def close(self) -> None:
        tasks = list(self.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stack.aclose()
        self.desk.close()

    # One page

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """One WebSocket, from its first message to its last."""
        if (await receive())["type"] != "websocket.connect":
            return
        said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if not is_ours(said.get("origin", ""), said.get("host", "")) or self.pages >= MOST:
            await send({"type": "websocket.close", "code": REFUSED})
            return
        await self.open()
        await send({"type": "websocket.accept"})
        self.pages += 1
        try:
            member, room = await self.hello(receive, send)
            if member is not None and room is not None:
                await self.serve(room, member, receive)
        except (OSError, RuntimeError) as error:  # the page is gone while we wrote
            logger.info("a page of a video room is gone (%s)", type(error).__name__)
        finally:
            self.pages -= 1

    async def hello(self, receive: Receive, send: Send) -> tuple[Member | None, LiveRoom | None]:
        """The first message: a ticket, which is good once."""
        code = "no hello"
        with contextlib.suppress(TimeoutError):
            first = await asyncio.wait_for(receive(), HELLO_SECONDS)
            if first["type"] == "websocket.disconnect":
                return None, None
            try:
                told = read(first.get("text"))
                ticket = read_ticket(told["ticket"]) if told["t"] == "hello" else None
                code = self.fault_of(ticket)
            except Malformed as malformed:
                ticket, code = None, malformed.code
            if ticket is not None and not code:
                try:
                    room = await self.room_of(ticket)
                except DatabaseFault as error:
                    logger.warning("the records do not answer (%s); a page is asked to try again", type(error).__name__)
                    await send({"type": "websocket.send", "text": json.dumps({"t": "error", "code": "no_records"})})
                    await send({"type": "websocket.close", "code": LATER})  # it comes back with another ticket
                    return None, None
                known = room.state.people.get(ticket.admission) if room else None
                if room is None or known is None or room.state.epoch != ticket.epoch:
                    code = "wrong room"
                elif known.why_not:
                    code = known.why_not
                else:
                    member = Member(send, known.id, known.seat, known.alias, known.role, known.signed_in, ticket.issued)
                    member.breakout = known.breakout  # whoever dropped out comes back to theirs
                    return member, room
        logger.warning("a video room refused a page: %s", code)
        await turn_away(send, code.replace(" ", "_"))
        return None, None

    def fault_of(self, ticket: Ticket | None) -> str:
        now = time.time()
        self.used = {nonce: until for nonce, until in self.used.items() if until > now}
        if ticket is None:
            return "no ticket"
        if ticket.nonce in self.used or ticket.issued < self.began:  # before we began: it may have been used already
            return "used ticket"
        self.used[ticket.nonce] = ticket.until
        return ""

    async def room_of(self, ticket: Ticket) -> LiveRoom | None:
        state = (await self.desk.look(ticket.organisation, [ticket.room])).get(ticket.room)
        if state is None:
            return None
        room = self.rooms.get(ticket.room)
        if room is None:
            room = self.rooms[ticket.room] = LiveRoom(state)
            room.follower = self.run(self.watch.follow(room))
        room.state = state
        return room

    def drop(self, room: LiveRoom) -> None:
        """Nobody needs this room any more."""
        if self.rooms.get(room.state.id) is room:
            del self.rooms[room.state.id]
        if room.follower:
            room.follower.cancel()

    async def serve(self, room: LiveRoom, member: Member, receive: Receive) -> None:
        """A page that was let to the door, until it goes."""
        before = room.members.get(member.admission)
        if before is not None and before.asked_at > member.asked_at:  # a line given up, that came through after all
            await turn_away(member.send, "elsewhere")
            return
        if before is not None:  # the same person on another page, or the line that they lost
            member.token = before.token if before.breakout == member.breakout else None
            member.mic, member.cam = before.mic, before.cam
            member.hand, member.public = before.hand, ""
            self.put_out(room, before, "elsewhere")
        room.members[member.admission] = member
        writer = asyncio.create_task(member.write())
        member.say("welcome", id=member.seat, alias=member.alias, role=member.role)
        self.watch.settle(room, member)
        room.tell_hosts()
        try:
            await self.hear(room, member, receive, writer)
        finally:
            writer.cancel()
            self.lost(room, member)

    async def hear(self, room: LiveRoom, member: Member, receive: Receive, writer: "asyncio.Task[None]") -> None:
        faults = 0
        while not writer.done():
            coming = asyncio.ensure_future(receive())
            await asyncio.wait({coming, writer}, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                break
            event = coming.result()
            if event["type"] == "websocket.disconnect":
                return
            if not member.bucket.take():
                logger.warning("a page of a video room says too much; it is let go")
                member.say("out", why="too_much")
                break
            told: Message = {}
            try:
                told = read(event.get("text"))
                await self.take(room, member, told)
            except (DatabaseFault, ValidationError) as error:
                logger.warning("a message of a %s was not done (%s)", member.role, type(error).__name__)
                member.say("error", code="not_done", about=told["t"])
            except Malformed as malformed:
                faults += 1
                logger.warning("a video room refused a message of a %s: %s", member.role, malformed.code)
                member.say("error", code="refused", about=malformed.code)
            if faults >= FAULTS:
                member.say("out", why="too_much")
                break
        member.hang_up()
        with contextlib.suppress(Exception):
            await asyncio.wait_for(writer, 2)
        with contextlib.suppress(OSError, RuntimeError):
            await member.send({"type": "websocket.close", "code": TOO_MUCH})

    async def take(self, room: LiveRoom, member: Member, told: Message) -> None:
        kind = told["t"]
        if member.status == "out":
            return  # they said it before they heard that they are out
        if kind in MODERATION:
            await self.moderate(room, member, told)
        elif member.status == "admitted" and kind not in BEFORE_THE_ROOM and kind != "hello":
            member.say("error", code="late", about=kind)  # said before the router, or whoever leads, moved them
        elif kind == "hello" or (not member.is_in and kind not in BEFORE_THE_ROOM):
            raise Malformed(f"{kind} outside the room")
        elif kind == "pong":
            member.heard_at = time.monotonic()
        elif kind == "leave":
            if member.status in ("in", "admitted"):
                with contextlib.suppress(DatabaseFault):  # they are gone all the same, and may come back
                    await self.desk.left(room.state.organisation, member.admission)
            self.put_out(room, member, "left")
        else:
            await self.talk.take(room, member, told)

    async def moderate(self, room: LiveRoom, member: Member, told: Message) -> None:
        """Asks the gate, every time, as the person behind the page."""
        verb, seat = told["t"], told.get("seat", "")
        if member.role != "host":
            raise Malformed(f"{verb} by a client")
        no = await self.desk.moderate(
            room.state.organisation, member.admission, verb, seat, bool(told.get("on", False))
        )
        if no is not None and no.code == "forbidden":
            raise Malformed(f"{verb} forbidden")
        if no is not None:
            member.say("error", code="refused", about=verb, words=no.words)
        elif verb == "mute":
            await self.talk.mute(room, seat)
        else:
            await self.watch.look_at(room)

    # In and out

    def put_out(self, room: LiveRoom, member: Member, why: str) -> None:
        """Out at once: the page is told, the router puts the seat out and takes its token back."""
        if member.status == "out":
            return
        was_in, member.status = member.is_in, "out"
        if room.members.get(member.admission) is member:
            del room.members[member.admission]
        member.say("out", why=why)
        member.hang_up()
        if was_in:
            self.spawn(self.talk.take_out(room, member, for_good=why not in ("elsewhere", "left")))
            room.tell("gone", member.breakout, id=member.seat)
            room.tell_people()

    def lost(self, room: LiveRoom, member: Member) -> None:
        """The line is gone. The seat waits a while for the page to come back."""
        if member.status == "out":
            return
        self.spawn(self.forget(room, member))

    async def forget(self, room: LiveRoom, member: Member) -> None:
        await asyncio.sleep(GHOST_SECONDS if member.is_in else 0)
        if room.members.get(member.admission) is member:
            self.put_out(room, member, "left")
            room.tell_hosts()

    async def router_is_back(self) -> None:
        """Every page enters again, by itself, with the same camera."""
        for room in self.rooms.values():
            room.senders.clear()
            for each in room.inside:
                each.status, each.place = "admitted", None
                each.connection = f"gateway/{secrets.token_hex(6)}"
                each.say("again")

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Something that nobody waits for; what goes wrong with it stands in the log."""

        async def tidily() -> None:
            try:
                await work
            except sfu.VideoError as error:
                logger.info("the video router: %s", error)
            except Exception:
                logger.exception("a video room: something that nobody waits for failed")

        self.run(tidily())

    def run(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


async def turn_away(send: Send, why: str) -> None:
    await send({"type": "websocket.send", "text": json.dumps({"t": "out", "why": why})})
    await send({"type": "websocket.close", "code": REFUSED})
