"""Who is there: every page is asked every few seconds, and the answers are facts in the journal of the router's."""

import asyncio
import datetime
import logging
import time
from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import Error as DatabaseFault

from openiop.doors.live.room.live_room import LiveRoom
from openiop.doors.live.room.member import Member
from openiop.doors.live.room.watching import again_and_again
from openiop.engines import sfu

if TYPE_CHECKING:
    from openiop.doors.live.room.gateway import Gateway

ASKED_EVERY = 2.5
HEARD_EVERY = 5.0  # what the journal keeps of it
SEEN_EVERY = 30.0
MOST_KEPT = 20_000  # facts that the disk would not take yet: forty rooms for half an hour
logger = logging.getLogger(__name__)


class Hearing:
    """Asks who is there, and keeps what was answered."""

    def __init__(self, gateway: "Gateway", journal: sfu.Journal):
        self.gateway, self.journal = gateway, journal
        self.unwritten: list[sfu.Fact] = []
        self.last_noted = self.last_seen = 0.0

    async def keep_hearing(self) -> None:
        await again_and_again("asking who is there", ASKED_EVERY, self.ask_everybody)

    async def ask_everybody(self) -> None:
        for room in list(self.gateway.rooms.values()):
            for each in list(room.members.values()):
                each.say("ping")
        if time.monotonic() - self.last_noted > HEARD_EVERY - ASKED_EVERY / 2:
            await self.note_answers()

    async def note_answers(self) -> None:
        """Keeps who answered, and when."""
        now = self.last_noted = time.monotonic()
        rooms = list(self.gateway.rooms.values())
        alive = [(room, each) for room in rooms for each in room.inside if now - each.heard_at < HEARD_EVERY * 1.5]
        await self.note([fact for room, each in alive for fact in self.heard(room, each)])
        if now - self.last_seen >= SEEN_EVERY:
            self.last_seen = now
            await self.keep_signed_in(alive)

    async def keep_signed_in(self, alive: list[tuple[LiveRoom, Member]]) -> None:
        """Whoever answers in a room does not get locked out in the middle of a group."""
        houses: dict[UUID, set[str]] = defaultdict(set)
        for room, each in alive:
            houses[room.state.organisation].add(each.signed_in)
        for organisation, logins in houses.items():
            try:
                await self.gateway.desk.seen(organisation, logins)
            except (DatabaseFault, OSError) as error:
                logger.warning("who is in a room could not be kept signed in (%s)", type(error).__name__)

    def heard(self, room: LiveRoom, member: Member) -> list[sfu.Fact]:
        """That their page answered, when it did: not when we look, for the line may be cut since. Once."""
        if member.noted_at == member.heard_at:
            return []
        member.noted_at = member.heard_at
        ago = datetime.timedelta(seconds=max(0.0, time.monotonic() - member.heard_at))
        return [self.fact("heard", room, member, ago)]

    def fact(
        self, kind: str, room: LiveRoom, member: Member, ago: datetime.timedelta = datetime.timedelta()
    ) -> sfu.Fact:
        """Of this instant, or of so long ago, in the place where this member is now."""
        then, at = datetime.datetime.now(datetime.UTC) - ago, room.id_of(member.breakout)
        return sfu.Fact(kind, then, self.gateway.epoch, member.connection, at, member.seat)  # type: ignore[arg-type]

    async def note(self, facts: list[sfu.Fact]) -> None:
        """Facts of our own, in the journal of the router's. What the disk does not take now is written with the next:
        every fact carries its own time."""
        waiting, self.unwritten = self.unwritten + facts, []
        if not waiting:
            return
        try:
            await asyncio.get_running_loop().run_in_executor(None, self.journal.add, waiting)
        except OSError as error:
            self.unwritten = (waiting + self.unwritten)[-MOST_KEPT:]
            logger.error(
                "who is in the video rooms cannot be written (%s); %d facts wait", error.strerror, len(self.unwritten)
            )
