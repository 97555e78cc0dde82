"""The gateway goes on: whatever fails once is tried again, nothing of attendance is lost, and who is unknown is out."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from openiop.care.virtual.queries.state import Known, RoomState
from openiop.doors.live.listening import Ears
from openiop.doors.live.room import watching
from openiop.doors.live.room.gateway import Gateway
from openiop.doors.live.room.live_room import LiveRoom
from openiop.doors.live.room.member import Member
from openiop.engines import sfu


def nowhere() -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": 1, "connect_timeout": 1}


def gateway_at(home: Path) -> Gateway:
    return Gateway(Ears(nowhere), home)


def room_with_swan(gateway: Gateway) -> tuple[LiveRoom, Member]:
    async def send(_told: dict[str, Any]) -> None:
        return None

    known = Known(uuid4(), "0" * 20, "Swan", "client", "admitted", "")
    ends = datetime.now(UTC) + timedelta(hours=1)
    state = RoomState(uuid4(), uuid4(), uuid4(), 1, True, False, ends, 5, {known.id: known})
    room = gateway.rooms[state.id] = LiveRoom(state)
    member = room.members[known.id] = Member(send, known.id, known.seat, known.alias, known.role, "")
    member.status = "in"
    return room, member


def said(member: Member) -> list[dict[str, Any]]:
    told = []
    while not member.out.empty():
        if (one := member.out.get_nowait()) is not None:
            told.append(one)
    return told


def test_a_disk_that_takes_nothing_for_a_while_loses_no_attendance(tmp_path: Path) -> None:
    async def hour() -> None:
        gateway = gateway_at(tmp_path)
        in_the_way = tmp_path / "video"
        in_the_way.write_text("")  # where the journal's folder ought to be
        _room, swan = room_with_swan(gateway)
        gateway.hearing.last_seen = float("inf")  # there is no database here
        for n in range(4):
            if n == 2:
                in_the_way.unlink()
            swan.heard_at = time.monotonic()
            await gateway.hearing.note_answers()
        facts = [fact for _place, fact in sfu.Journal(tmp_path).read()]
        assert [fact.kind for fact in facts] == ["heard"] * 4
        assert sorted({fact.at for fact in facts}) == [fact.at for fact in facts]  # each at its own time
        await gateway.close()

    asyncio.run(hour())


def test_who_answered_was_there_then_and_not_when_we_looked(tmp_path: Path) -> None:
    """The line was cut after the last answer: attendance ends with it, and is not drawn out to our next look."""

    async def cut() -> None:
        gateway = gateway_at(tmp_path)
        room, swan = room_with_swan(gateway)
        gateway.hearing.last_seen = float("inf")
        swan.heard_at = time.monotonic() - 4.5
        answered = datetime.now(UTC) - timedelta(seconds=4.5)
        await gateway.hearing.note_answers()
        await gateway.hearing.note_answers()
        await gateway.talk.take_out(room, swan, for_good=False)
        facts = [fact for _place, fact in sfu.Journal(tmp_path).read()]
        assert [fact.kind for fact in facts] == ["heard", "left"]
        assert abs(facts[0].at - answered) < timedelta(seconds=1)
        await gateway.close()

    asyncio.run(cut())


def test_a_loop_outlives_what_nobody_thought_of(caplog: pytest.LogCaptureFixture) -> None:
    times = 0

    async def do() -> None:
        nonlocal times
        times += 1
        if times < 3:
            raise ValueError("unheard of")

    async def while_it_runs() -> None:
        task = asyncio.create_task(watching.again_and_again("trying", 0.001, do))
        async with asyncio.timeout(30):
            while times < 4:
                await asyncio.sleep(0.001)
        task.cancel()

    asyncio.run(while_it_runs())
    assert caplog.text.count("ValueError") == 2 and "test_keeping_on.py" in caplog.text  # where, without what was said


def test_two_pages_that_are_the_first_begin_the_work_once(tmp_path: Path) -> None:
    async def both() -> None:
        gateway = gateway_at(tmp_path)
        await asyncio.gather(gateway.open(), gateway.open(), gateway.open())
        assert len(gateway.tasks) == 2
        await gateway.close()

    asyncio.run(both())


def test_whoever_is_in_a_room_that_the_records_do_not_know_is_out(tmp_path: Path) -> None:
    async def look() -> None:
        gateway = gateway_at(tmp_path)
        room, member = room_with_swan(gateway)
        gateway.watch.reconcile(room, None)
        assert member.status == "out" and {"t": "out", "why": "closed"} in said(member)
        assert not gateway.rooms
        await gateway.close()

    asyncio.run(look())


def test_a_room_made_anew_is_not_dropped_by_who_followed_the_old_one(tmp_path: Path) -> None:
    async def follow() -> None:
        gateway = gateway_at(tmp_path)
        room, _member = room_with_swan(gateway)
        room.follower = gateway.run(gateway.watch.follow(room))
        await asyncio.sleep(0)
        gateway.drop(room)
        another = gateway.rooms[room.state.id] = LiveRoom(room.state)
        with pytest.raises(asyncio.CancelledError):
            await room.follower
        gateway.drop(room)  # once more, by whoever comes late
        assert gateway.rooms[room.state.id] is another
        await gateway.close()

    asyncio.run(follow())


def test_an_answer_that_a_newer_one_overtook_is_not_heard(tmp_path: Path) -> None:
    async def overtaken() -> None:
        gateway = gateway_at(tmp_path)
        room, member = room_with_swan(gateway)
        old, new = room.state, RoomState(**vars(room.state) | {"is_locked": True})
        slow, answers = asyncio.Event(), [old, new]

        class Desk:
            async def look(self, *_told: object) -> dict[Any, RoomState]:
                answer = answers.pop(0)
                if answer is old:
                    await slow.wait()
                return {old.id: answer}

            def close(self) -> None:
                pass

        gateway.desk = Desk()  # type: ignore[assignment]
        first = asyncio.create_task(gateway.watch.look(old.organisation, [room]))
        await asyncio.sleep(0)
        await gateway.watch.look(old.organisation, [room])
        slow.set()
        await first
        assert room.state.is_locked and member.status == "in"
        await gateway.close()

    asyncio.run(overtaken())
