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

    def tell(self, kind: str, *, but: Member | None = None, **told: Any) -> None:
        """To everybody in the room."""
        for each in self.inside:
            if each is not but:
                each.say(kind, **told)

    def tell_people(self) -> None:
        self.tell("people", people=[each.as_seen() for each in self.inside])
        self.tell_hosts()

    def tell_hosts(self) -> None:
        """Something changed that only the facilitator's own page shows."""
        for each in self.hosts:
            each.say("changed", locked=self.state.is_locked)

    def tell_waiting(self, member: Member) -> None:
        """Where one stands, and nothing that is not so."""
        hosts = any(each.is_in for each in self.hosts)
        member.say("waiting", open=self.state.is_open, host=hosts, locked=self.state.is_locked)


def as_sender(sender: sfu.Sender) -> dict[str, Any]:
    tracks = [{"mid": each.mid, "kind": each.kind} for each in sender.tracks if not each.disabled]
    return {"id": sender.seat, "tracks": tracks}
