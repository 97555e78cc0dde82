"""Parts with real browsers on the product's own pages: everything flows, breaks, and is back."""

import shutil
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import sync_playwright

from bench.rooms.apart import Apart, can_be
from bench.rooms.house import Group, House, cpu, until
from bench.rooms.pages import PATIENCE, chromium, come_together, each_soon, sit_down, waiting
from bench.rooms.table import Row, seconds

NEAR = timedelta(seconds=5)
Span = tuple[datetime, datetime]


def now() -> datetime:
    return datetime.now(UTC)


def six(house: House) -> Iterator[Row]:
    """Six people: every track of every pair, and how soon somebody who is let in sees somebody."""
    from openiop.care.virtual import actions as virtual

    group = house.group(5)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        windows, took = [sit_down(house.address, browser, group.host)], []
        host = windows[0]
        until(lambda: len(house.admissions(group)) == 1, 60, "the room's opening")
        for number, client in enumerate(group.clients):
            windows.append(sit_down(house.address, browser, client))
            waiting(house, group, client)
            if number == 0:  # nobody but the facilitator is in: the first press counts, too
                time.sleep(2)
            button = host.page.get_by_role("button", name=f"Let in {client.who}")
            button.wait_for()
            button.click()
            clicked = float(host.page.evaluate("soak.clicked")) / 1000
            until(lambda: windows[-1].first, PATIENCE, "a first picture")
            took.append(windows[-1].first - clicked)
        yield Row("click to first remote frame", "median 2 s", seconds(took), statistics.median(took) <= 2)
        for each in windows:
            each.speak()
        pairs = {"video": 0, "audio": 0}
        end = time.monotonic() + 60
        while time.monotonic() < end and sum(pairs.values()) < 60:
            for kind in pairs:
                pairs[kind] = sum(each.moving(kind, pause=1.5) for each in windows)
        words = "frames decoded, sound heard, of"
        reached = f"{pairs['video']} video and {pairs['audio']} audio"
        yield Row(f"{words} 30 pairs", "30 and 30", reached, pairs == {"video": 30, "audio": 30})
        locks = {each.page.locator("[data-lock-words]").inner_text() for each in windows}
        sealed = len(locks) == 1 and "ncrypted end to end" in locks.copy().pop()
        yield Row("encrypted end to end, one safety code", "everybody", f"{len(locks)} wording(s)", sealed)
        peers = "\n".join(each.page.content() for each in windows[1:])
        names = sum(str(each.who).casefold() in peers.casefold() for each in group.clients)
        yield Row("legal names of peers in clients' pages", "0", str(names), names == 0)
        before, packets = cpu([house.janus]), sum(each.flow()["packets"] for each in windows)
        time.sleep(15)
        spent, packets = cpu([house.janus]) - before, sum(each.flow()["packets"] for each in windows) - packets
        each_one = spent / max(packets, 1) * 1e6
        told = f"{spent / 15 * 100:.1f} % of a core, {packets / 15:.0f} packets/s, {each_one:.0f} µs each"
        yield Row("router with six people", "", told)
        virtual.close_room(by=group.host.who, session=group.session)
        browser.close()


def kill(house: House) -> Iterator[Row]:
    """kill -9 of the router under four people, three times."""
    group = house.group(3)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        windows = come_together(house, browser, group)
        outages, after = [], []
        for _round in range(3):
            before, old = [each.connections for each in windows], house.janus
            old.kill()
            killed = time.time()
            until(lambda old=old: any_new(house, old.pid), 30, "a new router")
            returned = time.time()
            since = dict(zip(map(id, windows), before, strict=True))
            back = each_soon(windows, lambda each, since=since: each.pictures(since[id(each)]) >= len(windows) - 1)
            outages.append(max(back.values()) - killed if len(back) == len(windows) else float("inf"))
            after.append(outages[-1] - (returned - killed))
            time.sleep(6)
        yield Row("router killed: all media after its return", "10 s", seconds(after), max(after) <= 10)
        yield Row("router killed: all media after the kill", "", seconds(outages))
        yield from attended(house, group, "router killed three times", {})
        browser.close()


def any_new(house: House, old: int) -> bool:
    try:
        return bool(house.janus.pid != old)
    except (StopIteration, OSError):
        return False


def cuts(house: House) -> Iterator[Row]:
    """One of three people behind a cable that is pulled for 8 and for 30 seconds."""
    if not can_be():
        yield Row("network cuts", "healed", "not tried: needs root and iproute2", None)
        return
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    group = house.group(2)
    ports = [int(house.address.rpartition(":")[2]), house.live_port]
    with sync_playwright() as playwright, Apart(ports, path) as apart:
        near, far = chromium(playwright), chromium(playwright, str(apart.chromium))
        host = sit_down(house.address, near, group.host)
        until(lambda: len(house.admissions(group)) == 1, 60, "the room's opening")
        windows = [
            host,
            sit_down(house.address, near, group.clients[0]),
            sit_down(house.address, far, group.clients[1]),
        ]
        for each in group.clients:
            waiting(house, group, each)
        from openiop.care.virtual import actions as virtual

        virtual.admit_all(by=group.host.who, session=group.session)
        for each in windows:
            until(lambda each=each: each.pictures() >= 2, PATIENCE, "everybody's picture")
        absent: list[Span] = []
        for length in (8, 30):
            time.sleep(8)
            apart.cut()
            cut = now()
            time.sleep(length)
            before = {id(each): each.frames() for each in windows}
            apart.heal()
            healed, since = now(), time.time()
            back = each_soon(windows, lambda each, before=before: each.anew(before[id(each)]) >= 2)
            took = [at - since for at in back.values()]
            reached = f"{len(back)} of 3 see everybody, {seconds(took)}"
            yield Row(f"{length} s cut healed by itself", "everybody", reached, len(back) == 3)
            if length > 12:
                absent.append((cut, healed))
        time.sleep(6)
        yield from attended(house, group, "cuts of 8 and 30 s", {group.clients[1].who.pk: absent})
        far.close()
        near.close()


def attended(house: House, group: Group, what: str, absent: dict[Any, list[Span]]) -> Iterator[Row]:
    """Ends the room and compares what the product would tell the ledger with what was: edge by edge. A cut shorter than
    the silence that ends presence (12 s) is no absence; a longer one is."""
    rows = house.admissions(group)
    house.end(group)
    over = now()
    time.sleep(7)
    worst, wrong, found = timedelta(0), 0, house.intervals(group)
    for person in group.everybody:
        truth, begins = [], rows[person.who.pk].admitted_at
        for gone, back in absent.get(person.who.pk, []):
            truth.append((begins, gone))
            begins = back
        truth.append((begins, over))
        seen = [(each.begins, each.ends) for each in found[person.who.pk]]
        if len(seen) != len(truth):
            wrong += 1
            print(f"    expected {shown(truth)}\n    seen     {shown(seen)}", flush=True)
            continue
        for (a, b), (c, d) in zip(truth, seen, strict=True):
            worst = max(worst, abs(a - c), abs(b - d))
    reached = f"worst edge {worst.total_seconds():.1f} s, {len(found)} people" + (f", {wrong} WRONG" if wrong else "")
    yield Row(f"attendance after {what}", "± 5 s", reached, not wrong and worst <= NEAR)


def shown(spans: list[Span]) -> str:
    return ", ".join(f"{a:%H:%M:%S}-{b:%H:%M:%S}" for a, b in spans)


def turn(house: House) -> Iterator[Row]:
    """The relay alone, over UDP and over TCP; and whom it refuses."""
    from openiop.engines import sfu
    from openiop.engines.sfu.tests.turn import TurnClient

    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for kind in ("udp", "tcp"):
            group = house.group(2)
            windows = [sit_down(house.address, browser, group.host, relay=kind)]
            until(lambda group=group: len(house.admissions(group)) == 1, 60, "the room's opening")
            windows += [sit_down(house.address, browser, each, relay=kind) for each in group.clients]
            for each in group.clients:
                waiting(house, group, each)
            from openiop.care.virtual import actions as virtual

            virtual.admit_all(by=group.host.who, session=group.session)
            back = each_soon(windows, lambda each: each.pictures() >= 2, PATIENCE)
            routes = {route for each in windows for route in each.flow()["routes"]}
            told = f"{len(back)} of 3 see everybody, over {', '.join(sorted(routes)) or 'nothing'}"
            met = len(back) == 3 and routes == {f"relay/{kind}"}
            yield Row(f"media through the relay alone, over {kind.upper()}", "flows", told, met)
            house.end(group)
            for each in windows:
                each.close()
        browser.close()
    reach = sfu.read_reach(house.home)
    assert reach is not None
    own = reach.relay_urls[0].removeprefix("turn:").rpartition(":")[0]
    head, _, last = own.rpartition(".")
    near = [f"{head}.{number}" for number in range(256) if str(number) != last]
    others = ["127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
              "8.8.8.8", "203.0.113.9", "224.0.0.1", "255.255.255.255", *near]  # fmt: skip
    for url in reach.relay_urls:
        permit = sfu.relay_permit(reach.relay_secret, reach.relay_urls)
        with TurnClient(url, permit.username, permit.password) as client:
            client.allocate()
            taken = [peer for peer in others if client.permit(peer) == 0]
            own_taken = client.permit(own) == 0
        told = f"{len(others) - len(taken)} of {len(others)} refused, the router's {'not' if own_taken else 'TOO'}"
        words = f"relay, {url.rpartition('=')[2].upper()}: peer addresses that are not the router's"
        yield Row(words, "all refused", told, not taken and own_taken)


def key(house: House) -> Iterator[Row]:
    """Somebody whose page has no key, and somebody with a wrong one: the router forwards, nothing is decoded."""
    group = house.group(3)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        from openiop.care.virtual import actions as virtual

        windows = [sit_down(house.address, browser, group.host)]
        until(lambda: len(house.admissions(group)) == 1, 60, "the room's opening")
        told: tuple[dict[str, str], ...] = ({}, {"keys": "none"}, {"keys": "wrong"})
        windows += [
            sit_down(house.address, browser, each, **more) for each, more in zip(group.clients, told, strict=True)
        ]
        for each in group.clients:
            waiting(house, group, each)
        virtual.admit_all(by=group.host.who, session=group.session)
        for each in windows[:2]:
            until(lambda each=each: each.pictures() >= 3, PATIENCE, "everybody's picture")
            each.speak()
        time.sleep(8)
        for which, window in (("no", windows[2]), ("a wrong", windows[3])):
            flow = window.flow()
            frames = sum(value for _key, value, _size in flow["video"])
            sound = sum(value for _key, value, _size in flow["audio"])
            reached = f"{frames} frames, sound {sound:.2g}, of {flow['bytes'] / 1000:.0f} kB that came"
            met = frames == 0 and sound < 1e-9 and flow["bytes"] > 20_000
            yield Row(f"decoded with {which} key", "0 frames", reached, met)
        good = sum(value for _key, value, _size in windows[1].flow()["video"])
        yield Row("decoded with the key, meanwhile", "", f"{good} frames")
        house.end(group)
        browser.close()
