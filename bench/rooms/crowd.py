"""Parts with people without a face, on the real gateway and router: a room of fifteen, and forty rooms' signalling."""

import asyncio
import base64
import os
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from bench.rooms.house import Group, House, Person, cpu
from bench.rooms.synthetic import Synthetic, media_pages
from bench.rooms.table import Row

PAGES = 5  # that share the fifteen: each draws, seals and sends for three
MEASURED = float(os.environ.get("BENCH_SECONDS", "30"))
ROOMS, MEMBERS = int(os.environ.get("BENCH_ROOMS", "40")), 8
PATIENCE = 240.0


async def until(met: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not met() and time.monotonic() < end:
        await asyncio.sleep(0.2)
    return met()


async def enter(house: House, group: Group, room: Any, port: int, person: Person, one: Synthetic) -> None:
    await one.connect(port, house.address, house.ticket(person, room))


def seats(house: House) -> Iterator[Row]:
    """Fifteen people who all send and all want everybody: the most a room can ask of the router."""
    group = house.group(14)
    house.open(group)
    yield from asyncio.run(fifteen(house, group))
    house.end(group)


async def fifteen(house: House, group: Group) -> list[Row]:
    room, port, rows = group.room, house.live_port, []
    async with media_pages(PAGES) as pages:
        everybody = [Synthetic(f"p{n}", pages[n % PAGES]) for n in range(len(group.everybody))]
        began = time.monotonic()
        for person, one in zip(group.everybody, everybody, strict=True):
            await enter(house, group, room, port, person, one)
            if not await until(one.is_in.is_set, 60):
                print(f"    {one.name} is not in: {[each['t'] for each in one.heard]} {one.faults}", flush=True)
        took = time.monotonic() - began
        joined = sum(one.is_in.is_set() for one in everybody)
        rows.append(Row("synthetic people who joined", "15", f"{joined}, one by one in {took:.0f} s", joined == 15))

        async def flow() -> dict[tuple[str, str, str], tuple[int, int, int]]:
            told = [row for page in pages for row in await page.evaluate("flow()")]
            return {(who, of, kind): (size, packets, frames) for who, of, kind, size, packets, frames in told}

        async def pairs(pause: float = 3) -> tuple[int, int]:
            before = await flow()
            await asyncio.sleep(pause)
            later = await flow()
            grew = [key for key, (size, *_) in later.items() if size > before.get(key, (0, 0, 0))[0]]
            return sum(key[2] == "video" for key in grew), sum(key[2] == "audio" for key in grew)

        found, end = (0, 0), time.monotonic() + PATIENCE
        while found != (210, 210) and time.monotonic() < end:
            found = await pairs()
            print(f"    media of {found[0]} and {found[1]} pairs", flush=True)
        told = f"{found[0]} video and {found[1]} audio"
        rows.append(Row("media forwarded, of 210 pairs", "210 and 210", told, found == (210, 210)))
        before, at, spent, talk = await flow(), time.monotonic(), cpu([house.janus]), cpu(house.gateway())
        await asyncio.sleep(MEASURED)
        after, wall = await flow(), time.monotonic() - at
        spent, talk = cpu([house.janus]) - spent, cpu(house.gateway()) - talk
        packets = sum(row[1] - before.get(key, (0, 0, 0))[1] for key, row in after.items())
        size = sum(row[0] - before.get(key, (0, 0, 0))[0] for key, row in after.items())
        each = spent / max(packets, 1) * 1e6
        told = f"{each:.0f} µs ({packets / wall:.0f} packets/s, {size * 8 / wall / 1e6:.1f} Mbit/s, "
        told += f"{spent / wall * 100:.0f} % of a core)"
        rows.append(Row("router CPU per forwarded packet", "", told))
        memory = house.janus.memory_info().rss / 2**20
        told = f"{memory:.0f} MB, {talk / wall * 100:.1f} % of a core"
        rows.append(Row("router memory, gateway CPU meanwhile", "", told))
        decoded = sum(row[2] > 0 for key, row in after.items() if key[2] == "video")
        rows.append(Row("pairs whose pictures were decoded, too", "", f"{decoded} of 210"))
        if faults := [fault for one in everybody for fault in one.faults]:
            print(f"    faults: {faults[:5]}", flush=True)
        for one in everybody:
            await one.close()
    return rows


def rooms(house: House) -> Iterator[Row]:
    """Forty rooms of nine at one gateway: in, keys, hands, chat, answers every five seconds; no media."""
    from django.db import transaction

    groups = []
    for _number in range(ROOMS):
        with transaction.atomic():  # one commit for all their rows
            groups.append(house.group(MEMBERS))
            house.open(groups[-1])
    yield from asyncio.run(forty(house, groups))
    for each in groups:
        house.end(each)


async def forty(house: House, groups: list[Group]) -> list[Row]:
    port, gateway, rows = house.live_port, house.gateway(), []
    dice, everybody = random.Random(6), list[Synthetic]()
    began, spent = time.monotonic(), cpu(gateway)
    for number, group in enumerate(groups):
        room, there = group.room, [Synthetic(f"{number}/{n}") for n in range(len(group.everybody))]
        for person, one in zip(group.everybody, there, strict=True):
            await enter(house, group, room, port, person, one)
        everybody += there
    came = await until(lambda: all(one.is_in.is_set() for one in everybody))
    for one in everybody:
        await one.say(t="public", key=base64.b64encode(dice.randbytes(65)).decode())
    talking = [asyncio.create_task(keep_talking(one, random.Random(one.name))) for one in everybody]
    await until(lambda: all(len(one.people) == MEMBERS + 1 for one in everybody), 60)
    wall, spent = time.monotonic() - began, cpu(gateway) - spent
    inside = sum(one.is_in.is_set() for one in everybody)
    told = f"{inside} of {len(everybody)} in, {spent:.1f} s of a core in {wall:.0f} s"
    rows.append(Row(f"{len(groups)} rooms of {MEMBERS + 1} come in", "", told, came))
    at, spent = time.monotonic(), cpu(gateway)
    said = sum(one.said for one in everybody)
    await asyncio.sleep(2 * MEASURED)
    wall, spent = time.monotonic() - at, cpu(gateway) - spent
    said = sum(one.said for one in everybody) - said
    share = spent / wall
    told = f"{share * 100:.0f} % of a core over {wall:.0f} s, {said / wall:.0f} messages/s said to it"
    rows.append(Row(f"{len(groups)} rooms' signalling on one process", "50 %", told, share <= 0.5))
    memory = sum(each.memory_info().rss for each in gateway) / 2**20
    lost = sum(one.closed.is_set() for one in everybody)
    rows.append(Row("pages lost meanwhile; memory of the gateway", "0", f"{lost}; {memory:.0f} MB", lost == 0))
    if faults := [fault for one in everybody for fault in one.faults]:
        print(f"    {len(faults)} faults: {faults[:5]}", flush=True)
    for task in talking:
        task.cancel()
    await asyncio.gather(*talking, return_exceptions=True)
    await asyncio.gather(*(one.close() for one in everybody))
    return rows


async def keep_talking(one: Synthetic, dice: random.Random) -> None:
    """A new key for everybody at first; then a hand, a nod, a word, a muted microphone, every ten seconds or so."""
    await until(lambda: len(one.people) == MEMBERS + 1, 60)
    for each in one.people:
        if each["id"] != one.seat:
            await one.say(t="key", to=each["id"], box=base64.b64encode(dice.randbytes(45)).decode())
    while True:
        await asyncio.sleep(dice.uniform(5, 15))
        kind = dice.choice(["hand", "self", "share", "chat"])
        if kind == "hand":
            await one.say(t="hand", up=dice.random() < 0.5)
        elif kind == "self":
            await one.say(t="self", mic=dice.random() < 0.5, cam=True)
        elif kind == "share":
            await one.say(t="share", to="", box=base64.b64encode(dice.randbytes(90)).decode())
        else:
            await one.say(t="say", box=base64.b64encode(dice.randbytes(60)).decode())
