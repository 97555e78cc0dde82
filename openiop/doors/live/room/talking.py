"""What a page in the room says, and what the router answers to it."""

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from openiop.doors.live.room.live_room import LiveRoom, as_sender
from openiop.doors.live.room.member import Member
from openiop.doors.live.room.messages import Malformed, Message
from openiop.engines import sfu
from openiop.engines.sfu.seats import senders_in

if TYPE_CHECKING:
    from openiop.doors.live.room.gateway import Gateway

NOT_ALLOWED = 433
logger = logging.getLogger(__name__)


class Talk:
    """Between the members of the rooms and the router."""

    def __init__(self, gateway: "Gateway"):
        self.gateway = gateway

    @property
    def board(self) -> sfu.Switchboard:
        return self.gateway.switchboard

    async def take(self, room: LiveRoom, member: Member, told: Message) -> None:
        """One message of somebody who is let in."""
        kind = told["t"]
        try:
            if kind == "join":
                await self.join(room, member)
            elif kind in ("chat", "say"):
                await self.chat(room, member, told)
            elif kind in ("publish", "want", "answer", "choose", "trickle"):
                await self.media(room, member, told)
            else:
                self.among_us(room, member, told)
        except sfu.RouterRefused as refused:
            logger.warning("the video router refused %s: %s", refused.request, refused.code)
            member.say("error", code="router", about=kind)
        except sfu.VideoError:
            member.say("error", code="no_router", about=kind)

    # In and out

    async def join(self, room: LiveRoom, member: Member) -> None:
        """A seat in the router for somebody whom the records let in."""
        if member.status == "in":  # its media broke off: it enters anew, in its own seat
            before, member.status, member.place = member.place, "admitted", None
            for task in list(member.tasks):
                task.cancel()
            if before is not None:
                self.gateway.spawn(before.leave())
        if member.status != "admitted":
            raise Malformed("join before being let in")
        if self.gateway.is_mesh:
            await self.join_mesh(room, member)
            return
        await self.board.wait_up(2.0)
        breakout, at = member.breakout, room.id_of(member.breakout)
        sealed = self.is_sealed(room)
        if at not in self.board.rooms_wanted:
            await self.board.open(sfu.Room(at, seats=min(room.state.seats, 50), encrypted=sealed))
        place = await self.enter(at, member)
        if member.status != "admitted" or member.breakout != breakout:  # put out, or sent elsewhere, meanwhile
            token, member.token = member.token, None
            await place.leave()
            await self.take_back(at, member.seat, token)
            if member.status == "admitted":
                member.say("moved", place=member.breakout, until=room.until)
            return
        self.seated(member, place)
        for each in place.senders:
            room.senders[each.seat] = each
        member.say(
            "joined", ice=self.ice(), sealed=sealed, senders=[as_sender(each) for each in place.senders],
            place=breakout, until=room.until, policy=room.state.policy,
        )  # fmt: skip
        self.is_in(room)
        task = asyncio.create_task(self.listen(room, member, place))
        member.tasks.add(task)
        task.add_done_callback(member.tasks.discard)
        await self.gateway.hearing.note(self.gateway.hearing.heard(room, member))

    async def join_mesh(self, room: LiveRoom, member: Member) -> None:
        """Among few, without a router: the page calls those who are there."""
        there = [each.seat for each in room.around(member) if each is not member]
        if len(there) >= sfu.MESH:
            self.gateway.put_out(room, member, "full")
            return
        self.seated(member)
        member.say(
            "joined", ice=[], sealed=self.is_sealed(room),
            senders=[{"id": seat, "tracks": []} for seat in there], place=member.breakout, until=room.until,
            policy=room.state.policy,
        )  # fmt: skip
        self.is_in(room)
        await self.gateway.hearing.note(self.gateway.hearing.heard(room, member))

    def seated(self, member: Member, place: sfu.Seat | None = None) -> None:
        member.place, member.status, member.heard_at = place, "in", time.monotonic()
        member.connection, member.public = f"gateway/{secrets.token_hex(6)}", ""

    def is_in(self, room: LiveRoom) -> None:
        """Everybody learns who is there now."""
        room.tell_people()
        for each in room.members.values():
            if each.status == "waiting":
                room.tell_waiting(each)

    async def enter(self, at: str, member: Member) -> sfu.Seat:
        member.token = member.token or await self.board.admit(at)
        try:
            return await self.board.enter(at, member.seat, member.alias, member.token)
        except sfu.RouterRefused as refused:
            if refused.code != NOT_ALLOWED:
                raise
            member.token = await self.board.admit(at)  # another supervisor's secret, or a router that forgot
            return await self.board.enter(at, member.seat, member.alias, member.token)

    def is_sealed(self, room: LiveRoom) -> bool:
        """As the program wishes; for as long as the room lasts, breakouts included, as it began."""
        begun = self.board.rooms_wanted.get(room.id)
        return begun.encrypted if begun else not room.state.policy.get("unsealed", False)

    def ice(self) -> list[dict[str, Any]]:
        """Where media goes if not straight: the relay, with a permit of an hour that names nobody."""
        reach = sfu.reach_now(self.gateway.home)
        if reach is None or not reach.relay_urls or not reach.relay_secret:
            return []
        permit = sfu.relay_permit(reach.relay_secret, reach.relay_urls)
        return [{"urls": list(permit.urls), "username": permit.username, "credential": permit.password}]

    def take_out(self, room: LiveRoom, member: Member, *, for_good: bool) -> Coroutine[Any, Any, None]:
        """Takes the seat in the router from this member now; what is returned tells the router. `for_good` takes the
        token back, too."""
        for task in list(member.tasks):
            task.cancel()
        room.senders.pop(member.seat, None)
        at, place, token = room.id_of(member.breakout), member.place, member.token if for_good else None
        member.place = None
        member.token = None if for_good else member.token
        told = [*self.gateway.hearing.heard(room, member), self.gateway.hearing.fact("left", room, member)]

        async def tell() -> None:
            await self.gateway.hearing.note(told)
            await self.take_back(at, member.seat, token)
            if place is not None:
                await place.leave()

        return tell()

    async def take_back(self, at: str, seat: str, token: str | None) -> None:
        if token and at in self.board.rooms_wanted:
            with contextlib.suppress(sfu.VideoError):
                await self.board.shut_out(at, seat, token)

    async def end(self, room: LiveRoom) -> None:
        room.senders.clear()
        await self.board.close(room.id)
        await self.end_breakouts(room)

    async def end_breakouts(self, room: LiveRoom) -> None:
        for at in [each for each in self.board.rooms_wanted if each.startswith(f"{room.id}-b")]:
            await self.board.close(at)

    async def mute(self, room: LiveRoom, seat: str) -> None:
        """Their sound stops at the router, and their page is told, so that they can speak again when they want to."""
        member, sender = room.member(seat), room.senders.get(seat)
        if member is None:
            return
        if sender is not None and self.board.is_up:
            for track in sender.tracks:
                if track.kind == "audio":
                    with contextlib.suppress(sfu.RouterRefused):
                        await self.board.rooms.mute(room.id_of(member.breakout), seat, track.mid)
        member.mic = False
        member.say("muted")
        room.tell_people()

    async def unmute(self, room: LiveRoom, member: Member) -> None:
        sender = room.senders.get(member.seat)
        for track in sender.tracks if sender and self.board.is_up else ():
            if track.kind == "audio":
                with contextlib.suppress(sfu.VideoError):
                    await self.board.rooms.mute(room.id_of(member.breakout), member.seat, track.mid, on=False)

    # Media

    async def media(self, room: LiveRoom, member: Member, told: Message) -> None:
        place, kind = member.place, told["t"]
        if place is None:
            raise Malformed(f"{kind} without a seat")
        if kind == "publish":
            if (
                room.state.policy.get("cameras") == "off"
                and member.role in ("client", "guest")
                and "\nm=video" in told["sdp"]
            ):
                raise Malformed("a camera where the program wants none")
            answer = await place.send({"type": "offer", "sdp": told["sdp"], "e2ee": told["sealed"]})
            member.say("answer", sdp=answer["sdp"])
        elif kind == "want":
            add, drop = ([sfu.Wanted(each["id"], each["mid"]) for each in told[name]] for name in ("add", "drop"))
            offer = await place.receive(add, drop)
            if offer is not None:
                streams = [{"mid": each.mid, "id": each.seat, "kind": each.kind} for each in place.streams]
                member.say("offer", sdp=offer["sdp"], streams=streams)
            else:
                member.say("error", code="nothing", about="want")
        elif kind == "answer":
            await place.start({"type": "answer", "sdp": told["sdp"], "e2ee": self.is_sealed(room)})
        elif kind == "choose":
            for each in told["streams"]:
                await place.choose(each["mid"], substream=each["layer"], on=each["on"])
        else:
            await place.trickle(told["side"], told["candidate"])

    async def listen(self, room: LiveRoom, member: Member, place: sfu.Seat) -> None:
        """What the router says unasked to this seat."""
        while True:
            event = await place.sending.events.get()
            for sender in senders_in(event):
                room.senders[sender.seat] = sender
                member.say("senders", add=[as_sender(sender)])
            for word in ("unpublished", "leaving", "kicked"):
                seat = event.get(word)
                if isinstance(seat, str) and seat != "ok":
                    member.say("gone", id=seat)
            if event.get("janus") in ("hangup", "detached") and member.place is place and member.is_in:
                member.status, member.place = "admitted", None
                member.say("again")  # its media broke off: the page enters anew
                return

    # Among each other

    def among_us(self, room: LiveRoom, member: Member, told: Message) -> None:
        kind = told["t"]
        if kind == "self":
            spoke = told["mic"] and not member.mic
            member.mic, member.cam = told["mic"], told["cam"]
            if spoke:
                self.gateway.spawn(self.unmute(room, member))
            room.tell_people()
        elif kind == "hand":
            member.hand = told["up"]
            room.tell_people()
        elif kind == "public":
            member.public = told["key"]
            room.tell_people()
        elif kind == "share":
            for each in room.around(member):
                if each is not member and told["to"] in ("", each.seat):
                    each.say("share", id=member.seat, box=told["box"])
        elif kind in ("peer", "ice") and not self.gateway.is_mesh:
            raise Malformed(f"{kind} where a router carries the media")
        elif kind in ("key", "peer", "ice"):
            to = room.member(told["to"])
            if to is not None and to.is_in and to is not member and to.breakout == member.breakout:
                to.say(kind, id=member.seat, **{name: each for name, each in told.items() if name not in ("t", "to")})

    async def chat(self, room: LiveRoom, member: Member, told: Message) -> None:
        """As the program wishes: not at all; sealed, and kept nowhere; or kept on the chart of whoever wrote."""
        wish = room.state.policy.get("chat", "off")
        if wish == "off" or (told["t"] == "say") != (wish == "during"):
            raise Malformed(f"{told['t']} where the program’s chat is {wish}")
        if told["t"] == "say":
            room.tell("say", member.breakout, id=member.seat, box=told["box"])
            return
        if member.role == "client":
            await self.gateway.desk.write(room.state.organisation, member.admission, told["text"])
        room.tell("chat", member.breakout, id=member.seat, text=told["text"])
