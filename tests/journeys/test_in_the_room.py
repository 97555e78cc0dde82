"""In the room by video, on the real router: only what is seen is sent, masks, a whiteboard and a worksheet that the
server cannot read, and what the page says where a browser cannot do something."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from openiop.care.calendar.models import Topic
from openiop.care.virtual.policies import VideoPolicy
from openiop.engines.sfu.tests.conftest import needs_router
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation, chromium_here
from tests.journeys.test_virtual import FAKES, PHONE, go_in, group_by_video, router, sees_frames, until, window

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]

DESK = {"width": 1280, "height": 800}
TITLE, HANDOUT = "Riding out an urge", "What helps in the first hour?\nWho can I call?"
WATCH = """() => {
  window.connections = [];
  window.lines = [];
  const Line = window.WebSocket;
  window.WebSocket = class extends Line {
    constructor(...told) { super(...told); window.lines.push(this); }
  };
  window.lossy = false;
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(...told) { super(...told); window.connections.push(this); this.lost = 0; }
    async getStats(...told) {
      if (!window.lossy) return super.getStats(...told);
      this.lost += 100;  // what a browser says on a line where every other packet is lost
      return new Map([['', {type: 'inbound-rtp', packetsReceived: 1e7 + this.lost, packetsLost: this.lost}]]);
    }
  };
}"""
SAYS_INTO_A_BROKEN_LINE = """(words) => {
  const form = document.querySelector('[data-chat-form]');
  window.lines.at(-1).close();
  form.elements.text.value = words;
  form.requestSubmit();
}"""
CAME = """async () => {
  let found = 0;
  for (const one of window.connections) {
    for (const each of (await one.getStats()).values()) {
      if (each.type === 'inbound-rtp' && each.kind === 'video') found += each.packetsReceived;
    }
  }
  return found;
}"""
SENT = """() => {
  const one = window.connections.find((each) => each.connectionState === 'connected' && each.getSenders()[0]?.track);
  const picture = one.getSenders().find((each) => each.track?.kind === 'video');
  const sound = one.getSenders().find((each) => each.track?.kind === 'audio');
  return {layers: picture?.getParameters().encodings.map((each) => each.rid), said: one.remoteDescription.sdp,
          sound: sound?.track.id};
}"""
PITCH = """async ([ratio, script]) => {
  const context = new OfflineAudioContext(1, 48000, 48000);
  await context.audioWorklet.addModule(script);
  const tone = context.createOscillator();
  tone.frequency.value = 220;
  const mask = new AudioWorkletNode(context, 'voice-mask', {processorOptions: {ratio}, outputChannelCount: [1]});
  tone.connect(mask).connect(context.destination);
  tone.start();
  const heard = (await context.startRendering()).getChannelData(0).slice(9600);
  const goertzel = (hertz) => {
    const turn = 2 * Math.cos(2 * Math.PI * hertz / 48000);
    let [one, two] = [0, 0];
    for (const sample of heard) [one, two] = [sample + turn * one - two, one];
    return one * one + two * two - turn * one * two;
  };
  const tones = Array.from({length: 400}, (_each, n) => n + 60);
  return tones.reduce((best, each) => goertzel(each) > goertzel(best) ? each : best, 60);
}"""


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_in_the_room(installation: Installation) -> None:
    house = installation.house
    session = group_by_video(house)
    topic = Topic.objects.create(
        organisation=house.program.organisation, program=house.program, module="CBT", title=TITLE, handout=HANDOUT
    )
    type(session).objects.filter(pk=session.pk).update(topic=topic)
    VideoPolicy.objects.create(
        organisation=house.program.organisation, program=house.program, captions=True, changed_by=house.dana
    )
    wire: list[str] = []
    with router(installation.environment):
        chromium = chromium_here(installation.playwright, *FAKES)
        dana = window(installation, chromium, house.dana.user.email, viewport=DESK)
        jordan = window(installation, chromium, "jordan@example.org", viewport=PHONE)
        for hand in (dana, jordan):
            hand.page.add_init_script(f"({WATCH})()")
            hand.page.on("websocket", lambda socket: hear(socket, wire))
        go_in(jordan, session, house.jordan, "Swan")
        dana.page.goto(f"/virtual/{session.pk}/")
        dana.page.get_by_role("button", name="Let in Jordan Avery").click()
        for page in (dana.page, jordan.page):
            until(lambda page=page: sees_frames(page, 1))
        sends_small_and_large_and_silence_cheaply(jordan.page)
        pictures_stay_away_on_a_poor_line_and_come_back(jordan.page)
        talk_and_show(dana, jordan)
        mask(dana.page, jordan)
        the_live_board_stands_beside(dana.page)
        browsers_that_cannot_say_so(dana.page, jordan.page)
        nothing_of_it_on_the_wire(wire)
        stream = installation.environment["OPENIOP_LIVE_URL"]  # the board's own, on another port than the pages here
        dana.eyes.complaints = [
            each for each in dana.eyes.complaints if not each.endswith(f"asks another host: {stream}")
        ]
        for hand in (dana, jordan):
            hand.eyes.close()
        chromium.close()


def hear(socket: Any, wire: list[str]) -> None:
    socket.on("framesent", lambda said: wire.append(str(said)))
    socket.on("framereceived", lambda said: wire.append(str(said)))


def opened(page: Page, name: str) -> Locator:
    """One of the panels beside the stage."""
    page.locator("[data-bar]").get_by_role("button", name=name, exact=True).click()
    panel = page.locator("[data-panel]:visible")
    expect(panel).to_have_count(1)
    return panel


def sends_small_and_large_and_silence_cheaply(page: Page) -> None:
    sent = page.evaluate(SENT)
    assert sent["layers"] == ["h", "l"] and "a=simulcast:recv" in sent["said"]
    assert "usedtx=1" in sent["said"]


def pictures_stay_away_on_a_poor_line_and_come_back(page: Page) -> None:
    banner = page.locator(".stage [data-poor]")
    page.evaluate("window.lossy = true")
    expect(banner).to_be_visible(timeout=90_000)
    expect(page.locator("[data-tiles] .tile.host [data-mask]")).to_be_visible()
    page.evaluate("window.lossy = false")
    until(lambda: rests(page))  # the router sends no picture any more
    banner.get_by_role("button", name="Show pictures again").click()
    expect(banner).to_be_hidden()
    until(lambda: sees_frames(page, 1))


def rests(page: Page) -> bool:
    before = page.evaluate(CAME)
    page.wait_for_timeout(1500)
    return bool(page.evaluate(CAME) == before)


def talk_and_show(dana: Hand, jordan: Hand) -> None:
    host, page = dana.page, jordan.page
    chat = opened(page, "Chat")
    chat.get_by_label("Write to the group").fill("Good evening")
    page.keyboard.press("Enter")
    expect(chat.locator("[data-said-list]")).to_contain_text("Swan Good evening")
    heard = opened(host, "Chat").locator("[data-said-list]")
    expect(heard).to_contain_text("Swan Good evening")
    page.evaluate(SAYS_INTO_A_BROKEN_LINE, "Is anybody there?")
    expect(chat.get_by_label("Write to the group")).to_have_value("Is anybody there?")
    expect(page.locator("[data-tiles] .tile")).to_have_count(2)  # back by itself
    until(lambda: sees_frames(page, 1))
    if not chat.is_visible():  # the lobby was shown meanwhile
        opened(page, "Chat")
    chat.get_by_label("Write to the group").press("Enter")
    expect(heard).to_contain_text("Swan Is anybody there?")
    expect(heard.locator("li")).to_have_count(2)

    board = opened(host, "Whiteboard")
    box = board.locator("[data-canvas]").bounding_box()
    assert box
    host.mouse.move(box["x"] + 40, box["y"] + 40)
    host.mouse.down()
    for step in range(1, 6):
        host.mouse.move(box["x"] + 40 + step * 30, box["y"] + 40 + step * 15)
    host.mouse.up()
    page.get_by_role("button", name="Close").click()
    opened(page, "More").get_by_role("button", name="Whiteboard").click()
    expect(page.locator("[data-canvas] polyline")).to_have_count(1)
    page.get_by_label("Write a line on the whiteboard").fill("call my sponsor")
    page.keyboard.press("Enter")
    expect(board.locator("[data-lines]")).to_contain_text("call my sponsor Swan")
    for hand in (dana, jordan):
        hand.eyes.look()
    page.set_viewport_size(PHONE)
    host.set_viewport_size(DESK)
    page.get_by_role("button", name="Take my last one back").click()
    expect(board.locator("[data-lines] li")).to_have_count(0)
    page.get_by_role("button", name="Take my last one back").click()  # what is Dana's stays
    expect(page.locator("[data-say]")).to_contain_text("nothing of yours")
    expect(page.locator("[data-canvas] polyline")).to_have_count(1)
    board.get_by_role("button", name="Clear for everybody").click()
    expect(page.locator("[data-canvas] polyline")).to_have_count(0)

    sheet = opened(host, "Worksheet")
    expect(sheet.get_by_label("Title")).to_have_value(TITLE)
    sheet.get_by_role("button", name="Show it").click()
    page.get_by_role("button", name="Close").click()
    opened(page, "More").get_by_role("button", name="Worksheet").click()
    expect(page.locator("[data-panel] [data-sheet-shown]")).to_contain_text("Who can I call?")
    page.get_by_label("Answer to everybody").fill("a walk by the water")
    page.keyboard.press("Enter")
    expect(sheet.locator("[data-answers]")).to_contain_text("Swan a walk by the water")
    jordan.eyes.look()
    page.set_viewport_size(PHONE)
    host.set_viewport_size(DESK)
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]:visible")).to_have_count(0)

    more = opened(host, "More")
    more.get_by_label("Timer for everybody, in minutes").fill("7")
    more.get_by_role("button", name="Start").click()
    expect(page.locator("[data-timer]")).to_contain_text("6:")
    opened(page, "More").get_by_role("button", name="Me too").click()
    expect(host.locator("[data-tiles] .tile:not(.host) [data-reaction]")).to_be_visible()
    dana.eyes.look()
    page.set_viewport_size(PHONE)
    host.set_viewport_size(DESK)
    page.reload()  # whoever comes back sees what everybody sees
    expect(page.locator("[data-timer]")).to_be_visible()
    expect(page.locator("[data-sheet-text]")).to_contain_text("Who can I call?")


def mask(host: Page, jordan: Hand) -> None:
    page = jordan.page
    panel = opened(page, "Mask")
    before = page.evaluate(SENT)["sound"]
    panel.get_by_role("radio", name="Lighthouse").check(force=True)
    page.locator("[data-bar]").get_by_role("button", name="Camera").click()
    tile = host.locator("[data-tiles] .tile:not(.host)")
    expect(tile.locator("svg.art")).to_be_visible()
    expect(tile.locator("svg.art")).to_have_attribute("data-drawing", "lighthouse")
    jordan.eyes.look()
    page.set_viewport_size(PHONE)
    panel.get_by_role("radio", name="Lower").check()
    until(lambda: page.evaluate(SENT)["sound"] not in (before, None))
    script = page.locator("[data-room]").get_attribute("data-voice")
    heard = {ratio: page.evaluate(PITCH, [ratio, script]) for ratio in (0.78, 1, 1.3)}
    print(f"a tone of 220 Hz arrives as {heard}")
    assert abs(heard[1] - 220) <= 3
    assert heard[0.78] < 190 and heard[1.3] > 260
    page.locator("[data-bar]").get_by_role("button", name="Camera").click()
    expect(tile.locator("video")).to_be_visible()
    panel.get_by_label("Blur what is behind me").check()
    said = panel.locator("[data-mask-words]")
    expect(said).to_have_text(re.compile("is blurred|too slow"), timeout=90_000)
    print(f"the blur: {said.inner_text()}")


def the_live_board_stands_beside(host: Page) -> None:
    link = host.get_by_role("link", name="Live board")
    link.click()
    expect(host.frame_locator("[data-beside] iframe").get_by_text("Jordan Avery").first).to_be_visible()
    expect(host.locator("[data-tiles] .tile").first).to_be_visible()
    link.click()
    expect(host.locator("[data-beside]")).to_be_hidden()


def browsers_that_cannot_say_so(host: Page, page: Page) -> None:
    page.keyboard.press("Escape")
    more = opened(page, "More")
    more.get_by_role("button", name="Captions").click()
    expect(more.locator("[data-captions-why]")).to_contain_text("captions on your device")
    page.keyboard.press("PrintScreen")
    for each in (page, host):
        marked = each.locator("[data-tiles] .tile:not(.host) [data-captured]")
        expect(marked).to_contain_text("pressed the key for screen pictures")


def nothing_of_it_on_the_wire(wire: list[str]) -> None:
    said = "\n".join(wire)
    assert '"t":"share"' in said and '"t":"say"' in said
    for words in ("Good evening", "sponsor", "walk by", "Who can I", "lighthouse", "timer", "captured"):
        assert words not in said, words
