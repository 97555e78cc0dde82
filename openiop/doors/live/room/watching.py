"""What the records say, again and again: whoever may not be in a room any more is put out of it."""

import asyncio
import itertools
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import Error as DatabaseFault

from openiop.care.virtual.queries.state import RoomState
from openiop.care.virtual.tickets import news_of
from openiop.doors.live.room.live_room import LiveRoom
from openiop.doors.live.room.member import Member

if TYPE_CHECKING:
    from openiop.doors.live.room.gateway import Gateway

LOOK_EVERY = 2.0
logger = logging.getLogger(__name__)


async def again_and_again(what: str, every: float, do: Callable[[], Awaitable[Any]]) -> None:
    """Does something every so many seconds for as long as this process lives: whatever goes wrong once is told in the
    log, and done again."""
    while True:
        await asyncio.sleep(every)
        try:
            await do()
        except Exception:
            logger.exception("a video room: %s failed; it is tried again in %.0f s", what, every)


class Watch:
    """Between the rooms of the gateway and the records."""

    def __init__(self, gateway: "Gateway"):
        self.gateway = gateway
        self.turns = itertools.count(1)

    async def keep_looking(self) -> None:
        await again_and_again("looking at the records", LOOK_EVERY, self.look_at_all)

    async def look_at_all(self) -> None:
        """Every room of every house: nobody who may not be here stays."""
        houses: dict[UUID, list[LiveRoom]] = defaultdict(list)
        for room in self.gateway.rooms.values():
            houses[room.state.organisation].append(room)
        for organisation, rooms in houses.items():
            try:
                await self.look(organisation, rooms)
            except (DatabaseFault, OSError) as error:
                logger.warning("the records do not answer (%s); video rooms go on for now", type(error).__name__)

    async def follow(self, room: LiveRoom) -> None:
        """As soon as PostgreSQL says that something changed, until nobody needs this room any more."""
        with self.gateway.ears.hear(news_of(room.state.id)) as news:
            while self.gateway.rooms.get(room.state.id) is room:
                await news.wait()
                news.clear()
                try:
                    await self.look_at(room)
                except Exception:  # the look at all rooms sees it, two seconds later
                    logger.exception("a video room could not be looked at")

    async def look_at(self, room: LiveRoom) -> None:
        await self.look(room.state.organisation, [room])
        room.tell_hosts()

    async def look(self, organisation: UUID, rooms: list[LiveRoom]) -> None:
        """Asks, and does what the answer says; an answer that a newer one overtook says nothing any more."""
        turn = next(self.turns)
        found = await self.gateway.desk.look(organisation, [room.state.id for room in rooms])
        for room in rooms:
            if room.turn < turn and self.gateway.rooms.get(room.state.id) is room:
                room.turn = turn
                self.reconcile(room, found.get(room.state.id))

    def reconcile(self, room: LiveRoom, state: RoomState | None) -> None:
        """`state` is None where the records know no such room: then nobody may be in it."""
        if state is None:
            for member in list(room.members.values()):
                self.gateway.put_out(room, member, "closed")
            self.gateway.spawn(self.gateway.talk.end(room))
            self.gateway.drop(room)
            return
        changed = (state.is_open, state.is_locked) != (room.state.is_open, room.state.is_locked)
        called_back = room.is_apart and not any(each.breakout for each in state.people.values())
        other_time = state.back_at != room.state.back_at
        closed = room.state.is_open and not state.is_open
        room.state = state
        for member in list(room.members.values()):
            why = "ended" if closed else room.why_out(member)
            if why:
                self.gateway.put_out(room, member, why)
            else:
                self.settle(room, member, changed=changed)
        if other_time:
            for member in room.inside:
                member.say("until", until=room.until)
        if called_back:
            self.gateway.spawn(self.gateway.talk.end_breakouts(room))
        if closed:
            self.gateway.spawn(self.gateway.talk.end(room))
        if not room.members and not state.is_open:
            self.gateway.drop(room)

    def settle(self, room: LiveRoom, member: Member, *, changed: bool = True) -> None:
        """Tells a page where it stands, if that is new."""
        known = room.known(member)
        if known and known.alias != member.alias:
            member.alias = known.alias
            room.tell_people()
        if known and known.breakout != member.breakout:
            self.move(room, member, known.breakout)
        status = room.status_of(member)
        if status == "admitted" and member.status == "waiting":
            member.status = "admitted"
            member.say("admitted")
        elif status == "waiting" and (member.status in ("admitted", "in") or (changed and member.status == "waiting")):
            self.back_to_waiting(room, member)

    def move(self, room: LiveRoom, member: Member, breakout: int) -> None:
        """Into a breakout, or back: out of one room of the router, and let into another one, which the page then
        enters by itself. Who is left behind takes another key, as whenever somebody goes."""
        before, was_in = member.breakout, member.is_in
        if was_in:
            member.status = "admitted"
            self.gateway.spawn(self.gateway.talk.take_out(room, member, for_good=True))
            room.tell("gone", before, id=member.seat)
        member.breakout, member.public = breakout, ""
        if was_in:
            member.say("moved", place=breakout, until=room.until)
            room.tell_people()

    def back_to_waiting(self, room: LiveRoom, member: Member) -> None:
        """The records let them in no longer: they wait again, and their seat in the router is free at once."""
        was_in, member.status = member.is_in, "waiting"
        if was_in:
            self.gateway.spawn(self.gateway.talk.take_out(room, member, for_good=True))
            room.tell("gone", member.breakout, id=member.seat)
            room.tell_people()
        room.tell_waiting(member)
