"""One room while anybody is at its door: who is connected, and what the records say of them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from openiop.care.virtual.queries.state import Known, RoomState
from openiop.doors.live.room.member import Member
from openiop.engines import sfu


@dataclass
class LiveRoom:
    """`members` by admission; `senders` by seat, as the router told us."""

    state: RoomState
    members: dict[UUID, Member] = field(default_factory=dict)
    senders: dict[str, sfu.Sender] = field(default_factory=dict)
    turn: int = 0  # of the answer of the records that `state` is
    follower: "asyncio.Task[None] | None" = None

    @property
    def id(self) -> str:
        """What the router calls it: the room's own id, which names nobody."""
        return str(self.state.id)

    def id_of(self, breakout: int) -> str:
        """Every breakout is a room of its own in the router."""
        return f"{self.id}-b{breakout}" if breakout else self.id

    @property
    def is_apart(self) -> bool:
        """Whether anybody is in a breakout, as the records said last."""
        return any(each.breakout for each in self.state.people.values())

    def around(self, member: Member) -> list[Member]:
        """Who is in the same place, this member too."""
        return [each for each in self.inside if each.breakout == member.breakout]

    @property
    def inside(self) -> list[Member]:
        return [each for each in self.members.values() if each.is_in]

    @property
    def hosts(self) -> list[Member]:
        return [each for each in self.members.values() if each.role == "host"]

    def member(self, seat: str) -> Member | None:
        return next((each for each in self.members.values() if each.seat == seat), None)

    def known(self, member: Member) -> Known | None:
        return self.state.people.get(member.admission)

    def why_out(self, member: Member) -> str:
        """Why this member may not be here any more; "" where they may."""
        known = self.known(member)
        if known is None:
            return "closed"
        if known.why_not:
            return known.why_not
        if known.state == "left":
            return "ended" if not self.state.is_open else ""
        return ""

    def status_of(self, member: Member) -> str:
        """Where the records say that this member is: "admitted" only in an open room."""
        known = self.known(member)
        return "admitted" if known and known.state == "admitted" and self.state.is_open else "waiting"

    def tell(self, kind: str, breakout: int, /, **told: Any) -> None:
        """To everybody in this breakout; 0 is the group room."""
        for each in self.inside:
            if each.breakout == breakout:
                each.say(kind, **told)

    def tell_people(self) -> None:
        """Who is there, to everybody who is there: nobody learns who is in another breakout."""
        for breakout in {each.breakout for each in self.inside}:
            there = [each.as_seen() for each in self.inside if each.breakout == breakout]
            self.tell("people", breakout, people=there)
        self.tell_hosts()

    def tell_hosts(self) -> None:
        """Something changed that only the facilitator's own page shows."""
        for each in self.hosts:
            each.say("changed", locked=self.state.is_locked)

    def tell_waiting(self, member: Member) -> None:
        """Where one stands, and nothing that is not so."""
        hosts = any(each.is_in for each in self.hosts)
        member.say("waiting", open=self.state.is_open, host=hosts, locked=self.state.is_locked)

    @property
    def until(self) -> str:
        """When those who are apart come back by themselves; "" where nobody said."""
        return self.state.back_at.isoformat() if self.state.back_at else ""


def as_sender(sender: sfu.Sender) -> dict[str, Any]:
    tracks = [{"mid": each.mid, "kind": each.kind} for each in sender.tracks if not each.disabled]
    return {"id": sender.seat, "tracks": tracks}
