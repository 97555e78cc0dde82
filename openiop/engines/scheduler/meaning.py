"""What a problem's JSON means, after its structure is right: ids that exist, windows the right way up, people who can.

Every check yields faults with the path in the JSON, in words, with the way out. Part of reading.py.
"""

import datetime
import itertools
import zoneinfo
from collections.abc import Iterable, Iterator
from typing import Any

from . import grid, verify
from .convert import Json
from .faults import Fault
from .plan import Plan
from .problem import Problem

LISTS = ("sites", "rooms", "payers", "group_types", "clinicians", "clients")


def faults_of(data: Json) -> list[Fault]:
    """Everything that is wrong in a problem whose structure is right."""
    known = {name: {each["id"] for each in data[name]} for name in LISTS}
    found = [*_zone(data), *_duplicates(data), *_windows(data, ""), *_places(data, known), *_group_types(data, known)]
    for n, clinician in enumerate(data["clinicians"]):
        found += _clinician(clinician, f"/clinicians/{n}", known)
    for n, client in enumerate(data["clients"]):
        found += _client(client, f"/clients/{n}", known)
        found += _free_hour(data, client, f"/clients/{n}")
    found += _separations(data, known)
    for n, payer in enumerate(data["payers"]):
        if payer.get("minimum_day_minutes", 180) > payer.get("maximum_day_minutes", 300):
            words = "a day's minimum is more than its maximum"
            found.append(Fault(f"/payers/{n}", words, "let maximum_day_minutes be the larger"))
    return [*found, *_fixed(data, known)]


def frozen_faults(week: Problem) -> list[Fault]:
    """Frozen sessions and slots that break a rule: they would break it in every plan."""
    fixed = week.frozen
    plan = Plan(week.id, "", week.first_day, 0, fixed.sessions, fixed.slots)
    broken = verify.verify(week, plan, claims=False)
    way_out = "change what the problem says, or do not freeze it"
    return [Fault(f"/frozen{each.path}", f"{each.words} ({each.code})", way_out) for each in broken]


def _zone(data: Json) -> Iterator[Fault]:
    name = data["time_zone"]
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield Fault("/time_zone", f"there is no time zone {name[:60]!r}", "use an IANA name such as America/New_York")


def _duplicates(data: Json) -> Iterator[Fault]:
    for name in LISTS:
        yield from _twice((each["id"] for each in data[name]), f"/{name}")
    yield from _twice((each["id"] for each in data.get("frozen", {}).get("sessions", [])), "/frozen/sessions")
    for n, kind in enumerate(data["group_types"]):
        yield from _twice(kind.get("members", []), f"/group_types/{n}/members", "")
    for n, client in enumerate(data["clients"]):
        names = (each["curriculum"] for each in client.get("needs", []))
        yield from _twice(names, f"/clients/{n}/needs", "/curriculum")


def _twice(names: Iterable[str], path: str, last: str = "/id") -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for n, name in enumerate(names):
        if name in seen:
            yield Fault(
                f"{path}/{n}{last}", f"{name} is there already, at {path}/{seen[name]}", "let each be there once"
            )
        seen.setdefault(name, n)


def _windows(value: Any, path: str) -> Iterator[Fault]:
    """Wherever two times stand side by side, the first is before the second."""
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from _windows(each, f"{path}/{n}")
    elif isinstance(value, dict):
        start, end = value.get("from"), value.get("to")
        if isinstance(start, str) and isinstance(end, str) and start >= end:
            yield Fault(
                path, f"it ends at {end} and begins at {start}", "let `to` be after `from`; split it at midnight"
            )
        if (
            "minutes" in value
            and "to" in value
            and grid.half_of(value["to"]) * 30 - grid.half_of(value["from"]) * 30 < value["minutes"]
        ):
            yield Fault(path, f"{value['minutes']} minutes do not fit between its times", "widen the times")
        for name, each in value.items():
            yield from _windows(each, f"{path}/{name}")


def _unknown(known: dict[str, set[str]], name: str, each: str | None, path: str) -> Iterator[Fault]:
    if each is not None and each not in known[name]:
        yield Fault(path, f"there is no {name[:-1].replace('_', ' ')} {each}", f"use an id of /{name}")


def _places(data: Json, known: dict[str, set[str]]) -> Iterator[Fault]:
    for n, room in enumerate(data["rooms"]):
        yield from _unknown(known, "sites", room["site"], f"/rooms/{n}/site")


def _group_types(data: Json, known: dict[str, set[str]]) -> Iterator[Fault]:
    for n, kind in enumerate(data["group_types"]):
        path, site = f"/group_types/{n}", kind.get("site")
        yield from _unknown(known, "sites", site, f"{path}/site")
        if kind["mode"] == "in_person" and site is None:
            yield Fault(f"{path}/site", f"{kind['id']} meets in person nowhere", "name its site")
        if kind["mode"] == "virtual" and site is not None:
            yield Fault(f"{path}/site", f"{kind['id']} meets by video and has a site", "leave the site out")
        if kind.get("minimum", 3) > kind.get("maximum", 12):
            yield Fault(f"{path}/minimum", "the smallest group is larger than the largest", "let maximum be the larger")
        for m, member in enumerate(kind.get("members", [])):
            yield from _unknown(known, "clients", member, f"{path}/members/{m}")


def _clinician(clinician: Json, path: str, known: dict[str, set[str]]) -> Iterator[Fault]:
    name, sites = clinician["id"], clinician["sites"]
    if not clinician["licences"]:
        words = f"{name} has no licence and could treat nobody"
        yield Fault(f"{path}/licences", words, "give the licence's state and dates, or leave the clinician out")
    for n, licence in enumerate(clinician["licences"]):
        if licence.get("until") is not None and licence["until"] < licence["from"]:
            yield Fault(f"{path}/licences/{n}", "it ends before it begins", "let until be on or after from")
    for n, site in enumerate(sites):
        yield from _unknown(known, "sites", site, f"{path}/sites/{n}")
    for n, window in enumerate(clinician["available"]):
        site, where = window.get("site"), f"{path}/available/{n}/site"
        yield from _unknown(known, "sites", site, where)
        if site in known["sites"] and site not in sites:
            yield Fault(where, f"{name} does not work at {site}", f"add it to {path}/sites")
        if site is None and len(sites) > 1 and window.get("mode") != "virtual":
            yield Fault(
                where, f"{name} works at several sites", "say at which site this is, or let its mode be virtual"
            )


def _client(client: Json, path: str, known: dict[str, set[str]]) -> Iterator[Fault]:
    yield from _unknown(known, "payers", client["payer"], f"{path}/payer")
    yield from _unknown(known, "sites", client.get("site"), f"{path}/site")
    yield from _unknown(known, "clinicians", client.get("primary"), f"{path}/primary")
    for n, window in enumerate(client["available"]):
        yield from _unknown(known, "sites", window.get("site"), f"{path}/available/{n}/site")
    if client["mode"] != "virtual" and client.get("site") is None and len(known["sites"]) > 1:
        yield Fault(
            f"{path}/site", f"there are several sites and {client['id']} has none", "name one, or let mode be virtual"
        )


def _free_hour(data: Json, client: Json, path: str) -> Iterator[Fault]:
    """An unbroken hour in which they could come, from their first day on."""
    first = datetime.date.fromisoformat(data["first_day"])
    after = 0
    if client.get("starts"):
        after = max(0, (datetime.date.fromisoformat(client["starts"]) - first).days)
    if after >= grid.DAYS:
        yield Fault(f"{path}/starts", f"{client['id']} starts after this week", "leave them out of this week")
        return
    masks = {"in_person": 0, "virtual": 0}
    for window in client["available"]:
        day = grid.day_of(window["day"], first)
        start, end = grid.half_of(window["from"]), grid.half_of(window["to"])
        for mode in masks:
            if (
                day >= after
                and end > start
                and window.get("mode") in (None, mode)
                and client["mode"] in ("either", mode)
            ):
                masks[mode] |= grid.span(day * grid.DAY + start, end - start)
    if not any(grid.starts(mask, 2) for mask in masks.values()):
        words = f"{client['id']} has no free hour in this week"
        yield Fault(f"{path}/available", words, "give at least one hour on end in which they can attend")


def _separations(data: Json, known: dict[str, set[str]]) -> Iterator[Fault]:
    apart: set[frozenset[str]] = set()
    for n, separation in enumerate(data.get("separations", [])):
        a, b = separation["clients"]
        path = f"/separations/{n}/clients"
        for m, each in enumerate((a, b)):
            yield from _unknown(known, "clients", each, f"{path}/{m}")
        if a == b:
            yield Fault(path, f"{a} is kept apart from themselves", "name two clients")
        apart.add(frozenset((a, b)))
    for n, kind in enumerate(data["group_types"]):
        members = kind.get("members", [])
        if kind.get("is_open", True):
            continue
        touched = sorted({each for pair in apart for each in pair if each in members})
        for three in itertools.combinations(touched, 3):
            if all(frozenset(pair) in apart for pair in itertools.combinations(three, 2)):
                words = f"{', '.join(three)} are all kept apart from each other in one closed group"
                yield Fault(f"/group_types/{n}/members", words, "take two of them off the list, or a separation back")
                break


def _fixed(data: Json, known: dict[str, set[str]]) -> Iterator[Fault]:
    """What is frozen names what there is. (Last week may name who has left.)"""
    frozen = data.get("frozen", {})
    for n, session in enumerate(frozen.get("sessions", [])):
        path = f"/frozen/sessions/{n}"
        yield from _unknown(known, "group_types", session["type"], f"{path}/type")
        yield from _unknown(known, "clinicians", session["clinician"], f"{path}/clinician")
        yield from _unknown(known, "rooms", session["room"], f"{path}/room")
        for m, member in enumerate(session["members"]):
            yield from _unknown(known, "clients", member, f"{path}/members/{m}")
    for n, slot in enumerate(frozen.get("slots", [])):
        path = f"/frozen/slots/{n}"
        yield from _unknown(known, "clients", slot["client"], f"{path}/client")
        yield from _unknown(known, "clinicians", slot["clinician"], f"{path}/clinician")
        yield from _unknown(known, "rooms", slot["room"], f"{path}/room")
