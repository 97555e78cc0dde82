"""Rooms on the real router: who gets in, who does not, and what a moderator may do."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from openiop.engines.sfu.errors import RouterRefused
from openiop.engines.sfu.folder import reach_now
from openiop.engines.sfu.rooms import NO_SUCH_ROOM, Room, Rooms
from openiop.engines.sfu.seats import Seat
from openiop.engines.sfu.supervisor import Supervisor
from openiop.engines.sfu.switchboard import Switchboard
from openiop.engines.sfu.tests.conftest import needs_router, play
from openiop.engines.sfu.tokens import room_token
from openiop.engines.sfu.wire import Wire

pytestmark = needs_router
UNAUTHORIZED = 433


def hold(router: Supervisor, room: Room, scene: Callable[[Wire, Rooms], Awaitable[None]]) -> None:
    """Play a scene in a room of one's own."""

    async def everything() -> None:
        async with Wire(router.reach) as wire:
            rooms = Rooms(await wire.attach(), router.reach)
            await rooms.create(room)
            try:
                await scene(wire, rooms)
            finally:
                await rooms.destroy(room.id)

    play(everything())


def test_who_is_admitted_enters_under_the_alias_given(router: Supervisor) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        token = rooms.permit("enter")
        await rooms.allow("enter", [token])
        first = await Seat.enter(wire, "enter", "seat-1", "Blue Heron", token)
        assert first.senders == ()
        (one,) = await rooms.participants("enter")
        assert (one.seat, one.alias, one.publishes) == ("seat-1", "Blue Heron", False)
        await first.leave()
        assert await rooms.participants("enter") == []

    hold(router, Room("enter"), scene)


@pytest.mark.parametrize("which", ["missing", "forged", "expired", "another room's", "not admitted"])
def test_whoever_is_not_admitted_stays_out(router: Supervisor, which: str) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        good = rooms.permit("door")
        secret = router.reach.token_secret
        token = {
            "missing": "",
            "forged": room_token("a guess", "door"),
            "expired": room_token(secret, "door", seconds=-1),
            "another room's": room_token(secret, "elsewhere"),
            "not admitted": good,
        }[which]
        if which != "not admitted":  # even if somebody admitted it
            await rooms.allow("door", [token or "something"])
        with pytest.raises(RouterRefused) as refused:
            await Seat.enter(wire, "door", "seat-1", "Blue Heron", token)
        assert refused.value.code == UNAUTHORIZED
        assert await rooms.participants("door") == []

    hold(router, Room("door"), scene)


def test_an_empty_room_lets_nobody_in(router: Supervisor) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        with pytest.raises(RouterRefused):
            await Seat.enter(wire, "empty", "seat-1", "Blue Heron", rooms.permit("empty"))

    hold(router, Room("empty"), scene)


def test_who_is_put_out_cannot_come_back(router: Supervisor) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        token = rooms.permit("out")
        await rooms.allow("out", [token])
        seat = await Seat.enter(wire, "out", "seat-1", "Blue Heron", token)
        assert await rooms.kick("out", "seat-1", token)
        assert await rooms.participants("out") == []
        told = await asyncio.wait_for(seat.sending.events.get(), 5)
        assert told.get("leaving") == "ok" and told.get("reason") == "kicked"
        with pytest.raises(RouterRefused):
            await Seat.enter(wire, "out", "seat-2", "Red Fox", token)
        assert not await rooms.kick("out", "seat-1", token)

    hold(router, Room("out"), scene)


def test_moderator_verbs_need_the_rooms_secret(router: Supervisor) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        stranger = await wire.attach()
        for body in (
            {"request": "create", "room": "mine"},
            {"request": "create", "room": "mine", "admin_key": "guess"},
            {"request": "destroy", "room": "strict"},
            {"request": "kick", "room": "strict", "id": "seat-1"},
            {"request": "moderate", "room": "strict", "id": "seat-1", "mid": "0", "mute": True},
            {"request": "allowed", "room": "strict", "action": "disable"},
            {"request": "edit", "room": "strict", "new_pin": "1"},
            {"request": "enable_recording", "room": "strict", "record": True},
            {"request": "rtp_forward", "room": "strict", "publisher_id": "seat-1", "host": "127.0.0.1", "streams": []},
            {"request": "listforwarders", "room": "strict"},
        ):
            with pytest.raises(RouterRefused):
                await stranger.ask(body)
        assert await rooms.exists("strict") and not await rooms.exists("mine")

    hold(router, Room("strict"), scene)


def test_side_rooms_open_only_to_who_was_sent_there(router: Supervisor) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        moves = await rooms.breakout({Room("side-a"): ["one", "two"], Room("side-b"): ["three"]})
        assert [(move.seat, move.room) for move in moves] == [("one", "side-a"), ("two", "side-a"), ("three", "side-b")]
        there = await Seat.enter(wire, "side-a", "one", "Blue Heron", moves[0].token)
        with pytest.raises(RouterRefused):
            await Seat.enter(wire, "side-a", "three", "Red Fox", moves[2].token)
        await there.leave()
        for room in ("side-a", "side-b"):
            await rooms.destroy(room)

    hold(router, Room("main"), scene)


def test_a_room_is_made_once_and_ended_in_peace(router: Supervisor) -> None:
    async def scene(wire: Wire, rooms: Rooms) -> None:
        assert not await rooms.ensure(Room("once", allowed=frozenset({"t"})))
        await rooms.destroy("once")
        await rooms.destroy("once")
        with pytest.raises(RouterRefused) as refused:
            await rooms.allow("once", ["t"])
        assert refused.value.code == NO_SUCH_ROOM and "no such room" in str(refused.value).lower()

    hold(router, Room("once"), scene)


def test_who_comes_while_the_room_is_being_made_comes_in(router: Supervisor) -> None:
    """Two pages of one room in the same moment: the second asks for a token before the first one's wish is done."""

    async def scene() -> None:
        async with Switchboard(lambda: router.reach) as switchboard:
            await switchboard.wait_up()
            create = switchboard.rooms.create

            async def slowly(room: Room) -> None:
                await asyncio.sleep(0.2)
                await create(room)

            switchboard.rooms.create = slowly  # type: ignore[method-assign]
            first = asyncio.create_task(switchboard.open(Room("both")))
            await asyncio.sleep(0)
            token = await switchboard.admit("both")
            await first
            await switchboard.enter("both", "seat-1", "Blue Heron", token)
            assert [one.seat for one in await switchboard.rooms.participants("both")] == ["seat-1"]
            await switchboard.close("both")

    play(scene())


def test_an_external_router_is_spoken_to_by_its_address(router: Supervisor) -> None:
    """The real router again, behind a port of loopback as an external one would be."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_unix_connection(router.reach.socket)
        await asyncio.gather(carry(reader, outer), carry(inner, writer), return_exceptions=True)

    async def scene() -> None:
        server = await asyncio.start_server(accept, "127.0.0.1", 0)
        told = {
            "OPENIOP_SFU_URL": f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/",
            "OPENIOP_SFU_TOKEN_SECRET": router.reach.token_secret,
            "OPENIOP_SFU_ADMIN_KEY": router.reach.admin_key,
        }
        async with Switchboard(lambda: reach_now(Path("/nowhere"), told)) as switchboard:
            await switchboard.wait_up()
            await switchboard.open(Room("far"))
            token = await switchboard.admit("far")
            await switchboard.enter("far", "seat-1", "Blue Heron", token)
            assert [one.alias for one in await switchboard.rooms.participants("far")] == ["Blue Heron"]
            await switchboard.close("far")
        server.close()

    play(scene())


def test_a_token_of_another_secret_opens_no_session(router: Supervisor) -> None:
    async def scene() -> None:
        with pytest.raises(RouterRefused) as refused:
            async with Wire(replace(router.reach, token_secret="a guess")):
                pass
        assert refused.value.code == 403

    play(scene())
