"""Whatever one page says, forged, oversized or made for the router's parser, the others go on seeing each other. On the
real gateway and the real router; who sends and receives here has no page of ours (bench/rooms/synthetic.py)."""

import asyncio
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest
from django.conf import settings

from bench.rooms.synthetic import Synthetic, media_pages
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import tickets
from openiop.care.virtual.models import Admission, VideoRoom
from openiop.care.virtual.tickets import ticket_for
from openiop.doors.live.tests.test_room import Scene
from openiop.doors.live.tests.test_stream import health, until
from openiop.engines.sfu.tests.conftest import needs_router, play
from tests.journeys.installation import stream, url_of
from tests.journeys.test_virtual import router

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60.0
PORT = 1234
ORIGIN = f"http://127.0.0.1:{PORT}"

V = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
M = "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=rtpmap:96 VP8/90000\r\na=mid:0\r\na=sendonly\r\n"
KEY = "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=setup:actpass\r\na=fingerprint:sha-256 "
DESCRIPTIONS = {  # each of the right shape for the gateway, none of sense
    "no description": "x" * 40,
    "nothing in it": V,
    "no fingerprint": V + M,
    "half a fingerprint": V + M + KEY + "AA:BB\r\n",
    "very many": V + M * 250,
    "a line without an end": V + "a=" + "x" * 59_000,
    "other letters": V + M + KEY + "\u0000\u2028ÿ🌊" * 50,
    "numbers too large": V + M.replace("96", "9" * 400) + KEY + ":".join(["FF"] * 32) + "\r\na=ssrc:" + "9" * 400,
    "formats of a printer": V + "a=%s%s%n%n%x\r\n" + M.replace("VP8", "%n%s"),
    "layers without end": V + M + "".join(f"a=rid:r{n} send\r\n" for n in range(2000)) + "a=simulcast:send r0;r1\r\n",
}
SHAPELESS = [
    "{", "[]", '"hello"', "null", '{"t":"fly"}', '{"t":["join"]}', '{"t":"pong","x":1}', '{"t":"chat"}',
    '{"t":"chat","text":7}', '{"t":"hand","up":"yes"}', '{"t":"want","add":[{"id":"../..","mid":"0"}],"drop":[]}',
    '{"t":"trickle","side":"both","candidate":null}', "[" * 60_000, '{"t":"chat","text":"' + "x" * 70_000 + '"}',
]  # fmt: skip


class Rounds:
    """Dana and Ana see each other; Jordan's page is the one that misbehaves."""

    def __init__(self, there: Scene, port: int, janus: psutil.Process, page: Any):
        self.there, self.port, self.janus, self.page = there, port, janus, page
        self.admissions: dict[str, Admission] = {}
        self.room = VideoRoom.objects.get(session=there.session)
        self.others: list[Synthetic] = []

    def ticket(self, who: str) -> str:
        room, admission = self.room, self.admissions[who]
        return ticket_for(organisation=room.organisation_id, room=room.pk, admission=admission.pk, epoch=room.epoch)

    async def somebody(self, who: str, page: Any = None) -> Synthetic:
        one = Synthetic(who, page)
        await one.connect(self.port, ORIGIN, self.ticket(who))
        async with asyncio.timeout(PATIENCE):
            await one.is_in.wait()
            while not any(each["id"] == one.seat for each in one.people):
                await asyncio.sleep(0.02)
        return one

    async def sizes(self) -> dict[tuple[str, str], int]:
        return {(who, kind): size for who, _of, kind, size, *_ in await self.page.evaluate("flow()")}

    async def flows_on(self, what: str) -> None:
        """Picture and sound of both, more than before, from the same router."""
        before = await self.sizes()
        async with asyncio.timeout(PATIENCE):
            while True:
                now = await self.sizes()
                if len(now) == 4 and all(size > before.get(key, 0) for key, size in now.items()):
                    break
                await asyncio.sleep(0.2)
        assert self.janus.is_running() and self.janus.status() != psutil.STATUS_ZOMBIE, f"the router fell over {what}"
        assert not any(one.closed.is_set() for one in self.others), f"somebody else was put out by {what}"

    async def refused(self, ticket: Any, why: str) -> None:
        one = Synthetic("stranger")
        await one.connect(self.port, ORIGIN, ticket)
        assert (await one.hears("out"))["why"] == why
        await asyncio.wait_for(one.closed.wait(), PATIENCE)
        await one.close()

    async def at_the_door(self, expired: str) -> None:
        used = self.ticket("jordan")
        first = Synthetic("jordan")
        await first.connect(self.port, ORIGIN, used)
        await first.hears("welcome")
        await self.refused(used, "used_ticket")
        for ticket in (used[:-4] + "AAAA", "x" * 500, expired):
            await self.refused(ticket, "no_ticket")
        room, mine = self.room, self.admissions["jordan"].pk
        told: dict[str, Any] = {"organisation": room.organisation_id, "room": room.pk, "admission": mine}
        for wrong in ({"room": uuid4()}, {"admission": uuid4()}, {"organisation": uuid4()}):
            await self.refused(ticket_for(**told | wrong, epoch=room.epoch), "wrong_room")
        await self.refused(ticket_for(**told, epoch=room.epoch + 1), "wrong_room")
        await first.close()
        await self.flows_on("tickets")

    async def in_the_room(self) -> None:
        for begin in range(0, len(SHAPELESS), 7):  # eight, and a page is let go
            one = await self.somebody("jordan")
            for text in SHAPELESS[begin : begin + 7]:
                await one.send(text)
            await asyncio.wait_for(self.faults_of(one, 7), PATIENCE)
            await one.send('{"t":"fly"}')
            await asyncio.wait_for(one.closed.wait(), PATIENCE)
            await one.close()
        await self.flows_on("messages without a shape")
        one = await self.somebody("jordan")
        victim = next(each["id"] for each in one.people if each["id"] != one.seat)
        for verb in ({"t": "remove", "seat": victim}, {"t": "mute", "seat": victim}, {"t": "admit", "seat": victim},
                     {"t": "lock", "on": True}, {"t": "end"}):  # fmt: skip
            await one.send(json.dumps(verb))
        await asyncio.wait_for(self.faults_of(one, 5), PATIENCE)
        assert set(one.faults) == {f"refused {verb} by a client" for verb in ("remove", "mute", "admit", "lock", "end")}
        await one.close()
        await self.flows_on("a moderator's verbs")

    async def for_the_router(self) -> None:
        for name, sdp in DESCRIPTIONS.items():
            one = await self.somebody("jordan")
            await one.say(t="trickle", side="send", candidate={"candidate": "candidate:" + "9" * 1900, "sdpMid": "0"})
            await one.say(t="publish", sdp=sdp[:60_000], sealed=True)
            await one.say(t="want", add=[{"id": "0" * 20, "mid": "0"}], drop=[])
            await one.say(t="answer", sdp=sdp[:60_000])
            await one.say(t="trickle", side="receive", candidate=None)
            await asyncio.wait_for(one.say(t="hand", up=True), PATIENCE)
            await one.hears("people", PATIENCE)
            await one.close()
            await self.flows_on(f"a description with {name}")

    async def faults_of(self, one: Synthetic, count: int) -> None:
        while len(one.faults) < count:
            await asyncio.sleep(0.02)

    async def play(self, expired: str) -> None:
        self.others = [await self.somebody(who, self.page) for who in ("dana", "ana")]
        await self.flows_on("nothing")
        await self.at_the_door(expired)
        await self.in_the_room()
        await self.for_the_router()
        last = await self.somebody("jordan")  # who behaves is as welcome as before
        await last.hears("joined")
        assert {each["alias"] for each in last.people} >= {"Swan", "Lantern"}
        await last.say(t="say", box="bm9k")
        for one in (last, *self.others):
            assert (await one.hears("say"))["box"] == "bm9k"
        for one in (last, *self.others):
            await one.close()


@pytest.fixture
def log(capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capfd.readouterr().err


def test_the_room_is_unharmed_by_one_who_forges_floods_and_feeds_the_router_nonsense(
    committed_db: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, log: Callable[[], str]
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    there = Scene()
    jordan, ana, dana = there.knock("jordan", "Swan"), there.knock("ana", "Lantern"), there.host()
    for each in (jordan, ana):
        virtual.admit(by=there.house.dana, session=there.session, seat=each.seat)
    environment = {
        **os.environ,
        "DATABASE_URL": url_of(committed_db),
        "OPENIOP_HOME": str(tmp_path),
        "OPENIOP_SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }

    async def scene(port: int, supervisor: "subprocess.Popen[str]") -> None:
        janus = next(each for each in psutil.Process(supervisor.pid).children() if each.name() == "janus")
        async with media_pages(1) as (page,):
            rounds = Rounds(there, port, janus, page)
            rounds.admissions = {"jordan": jordan, "ana": ana, "dana": dana}
            monkeypatch.setattr(tickets, "SECONDS", 0.01)
            expired = rounds.ticket("jordan")
            monkeypatch.undo()
            await rounds.play(expired)

    with stream(environment, PORT) as (told, _live), router(environment) as supervisor:
        port = int(told["OPENIOP_LIVE_URL"].split(":")[2].split("/")[0])
        until(lambda: health(port).get("listening"))
        play(scene(port, supervisor), 400)
    assert Admission.objects.get(pk=ana.pk).state == "admitted"
    room = VideoRoom.objects.get(session=there.session)
    assert room.is_open and not room.is_locked
    said = log()
    assert "used ticket" in said and "refused a message of a client: remove by a client" in said
    assert "rtpmap" not in said and "Lantern" not in said, "the log tells what was said, or who"
