"""Two real browsers with made-up cameras, through the real router and relay: every track flows, as the facts say."""

import asyncio
import shutil
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from openiop.engines.sfu.errors import RouterRefused
from openiop.engines.sfu.facts import Fact
from openiop.engines.sfu.presence import presence
from openiop.engines.sfu.rooms import Room, Rooms
from openiop.engines.sfu.seats import Seat, Wanted, senders_in
from openiop.engines.sfu.supervisor import Supervisor
from openiop.engines.sfu.tests.conftest import needs_router, play
from openiop.engines.sfu.tokens import relay_permit
from openiop.engines.sfu.wire import Wire

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]

PAGE = """<!doctype html><title>a</title><body><script>
const gathered = pc => new Promise(done => {
  const look = () => pc.iceGatheringState === "complete" && done(pc.localDescription.toJSON());
  pc.onicegatheringstatechange = look; look();
});
async function offer(config) {
  window.sending = new RTCPeerConnection(config);
  const video = {width: 160, height: 120, frameRate: 8};
  const media = await navigator.mediaDevices.getUserMedia({audio: true, video});
  for (const track of media.getTracks()) sending.addTrack(track, media);
  await sending.setLocalDescription();
  return await gathered(sending);
}
const answered = answer => sending.setRemoteDescription(answer);
async function take(config, offer) {
  window.receiving ??= new RTCPeerConnection(config);
  receiving.ontrack = event => { // sound is measured only where it is played
    const shown = document.createElement(event.track.kind);
    Object.assign(shown, {srcObject: new MediaStream([event.track]), autoplay: true});
    document.body.append(shown);
  };
  await receiving.setRemoteDescription(offer);
  await receiving.setLocalDescription();
  return await gathered(receiving);
}
async function flow() {
  const found = {frames: 0, sound: 0, seen: 0, route: ""};
  const pair = {};
  for (const one of (await receiving.getStats()).values()) {
    if (one.type === "inbound-rtp" && one.kind === "video") found.frames += one.framesDecoded ?? 0;
    if (one.type === "inbound-rtp" && one.kind === "audio") found.sound += one.totalAudioEnergy ?? 0;
    if (one.type === "inbound-rtp") found.seen += one.bytesReceived > 0 ? 1 : 0;
    pair[one.id] = one;
  }
  const pairs = Object.values(pair).filter(one => one.type === "candidate-pair");
  for (const one of pairs) if (one.nominated && one.state === "succeeded")
    found.route = pair[one.localCandidateId].candidateType + "/" + (pair[one.localCandidateId].relayProtocol ?? "");
  return found;
}
</script>"""


@dataclass
class Person:
    """One browser page and its seat."""

    page: Page
    seat: Seat
    config: dict[str, Any] = field(default_factory=dict)

    async def send(self) -> None:
        offer = await self.page.evaluate("config => offer(config)", self.config)
        answer = await self.seat.send(offer)
        await self.page.evaluate("answer => answered(answer)", dict(answer))

    async def receive(self, other: str) -> None:
        offer = await self.seat.receive([Wanted(other)])
        assert offer is not None
        answer = await self.page.evaluate("([config, offer]) => take(config, offer)", [self.config, dict(offer)])
        await self.seat.start(answer)

    async def flow(self) -> dict[str, Any]:
        told: dict[str, Any] = await self.page.evaluate("flow()")
        return told


async def person(browser: Browser, seat: Seat, config: dict[str, Any]) -> Person:
    page = await (await browser.new_context()).new_page()
    await page.route("http://127.0.0.1/**", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    await page.goto("http://127.0.0.1/")
    return Person(page, seat, config)


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not await condition():
        assert time.monotonic() < deadline, "it did not happen"
        await asyncio.sleep(0.1)


def relayed(router: Supervisor, kind: str) -> dict[str, Any]:
    """What a page is told that may only use the relay, over UDP or TCP."""
    permit = relay_permit(router.reach.relay_secret, router.reach.relay_urls)
    urls = [url for url in permit.urls if url.endswith(kind)]
    server = {"urls": urls, "username": permit.username, "credential": permit.password}
    return {"iceServers": [server], "iceTransportPolicy": "relay"}


@pytest.mark.parametrize("ways", [("host", "host"), ("udp", "tcp")], ids=["straight", "only through the relay"])
def test_every_track_flows(router: Supervisor, ways: tuple[str, str]) -> None:
    room = f"flow-{ways[0]}"
    configs = [relayed(router, way) if way != "host" else {} for way in ways]

    async def scene() -> None:
        async with async_playwright() as playwright, Wire(router.reach) as wire:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[
                    "--no-sandbox",
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    "--autoplay-policy=no-user-gesture-required",
                ],
            )
            rooms = Rooms(await wire.attach(), router.reach)
            tokens = [rooms.permit(room) for _ in range(2)]
            await rooms.create(Room(room, encrypted=False, allowed=frozenset(tokens)))
            try:
                await meet(browser, wire, tokens)
            finally:
                await rooms.destroy(room)
                await browser.close()

    async def meet(browser: Browser, wire: Wire, tokens: list[str]) -> None:
        first = await person(browser, await Seat.enter(wire, room, "one", "Blue Heron", tokens[0]), configs[0])
        await first.send()
        while (await asyncio.wait_for(first.seat.sending.events.get(), 15)).get("janus") != "webrtcup":
            pass  # who sends is shown to others once media can flow
        second = await person(browser, await Seat.enter(wire, room, "two", "Red Fox", tokens[1]), configs[1])
        (there,) = second.seat.senders
        assert (there.seat, there.alias, sorted(track.kind for track in there.tracks)) == (
            "one", "Blue Heron", ["audio", "video"],
        )  # fmt: skip
        await second.send()
        await second.receive("one")
        while not senders_in(told := await asyncio.wait_for(first.seat.sending.events.get(), 10)):
            pass
        assert senders_in(told)[0].seat == "two"
        await first.receive("two")
        for each, way in zip((first, second), ways, strict=True):

            async def flows(each: Person = each) -> bool:
                now = await each.flow()
                return bool(now["frames"] > 3 and now["sound"] > 0 and now["seen"] == 2)

            await until(flows)
            route = (await each.flow())["route"]
            assert route == f"relay/{way}" if way != "host" else not route.startswith("relay"), route
        await until(lambda: statistics("two"))
        await second.seat.leave()

    async def statistics(seat: str) -> bool:
        return any(fact.kind == "statistic" and fact.seat == seat for fact in facts_of(router, room))

    play(scene(), 90)
    told = facts_of(router, room)
    kinds = {fact.kind for fact in told if fact.seat == "two"}
    assert kinds >= {"joined", "published", "connected", "statistic", "left"}, kinds
    intervals = {one.seat: one for one in presence(told)}
    assert intervals.keys() == {"one", "two"}
    assert intervals["two"].evidence.bytes_in > 0 and intervals["two"].evidence.ended == "left"
    everything = "".join(path.read_text() for path in router.journal.folder.glob("*"))
    assert "Blue Heron" not in everything and "room=" not in everything, "a name or a token stands in the journal"


def facts_of(router: Supervisor, room: str) -> list[Fact]:
    return [fact for _, fact in router.journal.read() if fact.room == room]


def test_an_encrypted_room_takes_nothing_in_clear(router: Supervisor) -> None:
    async def scene() -> None:
        async with async_playwright() as playwright, Wire(router.reach) as wire:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=[
                    "--no-sandbox",
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    "--autoplay-policy=no-user-gesture-required",
                ],
            )
            rooms = Rooms(await wire.attach(), router.reach)
            token = rooms.permit("sealed")
            await rooms.create(Room("sealed", allowed=frozenset({token})))
            seat = await Seat.enter(wire, "sealed", "one", "Blue Heron", token)
            one = await person(browser, seat, {})
            offer = await one.page.evaluate("offer({})")
            with pytest.raises(RouterRefused):
                await seat.send(offer)
            await seat.leave()  # its handle has heard an offer, and takes no other
            seat = await Seat.enter(wire, "sealed", "one", "Blue Heron", token)
            assert (await seat.send(offer | {"e2ee": True}))["type"] == "answer"
            await rooms.destroy("sealed")
            await browser.close()

    play(scene(), 60)
