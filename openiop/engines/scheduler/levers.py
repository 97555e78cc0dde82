"""What could be different for one client who falls short: each lever is a change of the problem, with its fact."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import grid
from .changes import Change, window_json
from .compiled import fits
from .facts import Fact, fact
from .fitting import FAMILY, INDIVIDUAL, Week
from .problem import Client, Window
from .solo import Solo

PARTS = ((18, 25), (26, 34), (34, 41))  # 9:00 to 12:30, 13:00 to 17:00, 17:00 to 20:30


@dataclass(frozen=True, slots=True)
class Lever:
    """`for_all`: it changes the program, so it may help others."""

    fact: Fact
    change: Change
    for_all: bool = False


def levers_of(solo: Solo, client: Client, alone: Week) -> Iterator[Lever]:
    """Every lever that could matter to what is missing, cheapest for the client first."""
    problem = solo.problem
    payer = problem.payer[client.payer]
    if alone.invalid_days:
        least = problem.day_minimum(client)
        waived: Change = {"verb": "waive", "client": client.id, "minimum_day_minutes": 0}
        yield Lever(fact("minimum_day", minutes=least), waived)
        days = problem.days_needed(client)
        waived = {"verb": "waive", "client": client.id, "minimum_days": max(0, days - alone.invalid_days)}
        yield Lever(fact("minimum_days", days=min(days, alone.invalid_days)), waived)
    if alone.unmet:
        more = payer.maximum_day_minutes + 60
        waived = {"verb": "waive", "client": client.id, "maximum_day_minutes": more}
        yield Lever(fact("maximum_day", minutes=more), waived)
    wider = client.gap_minutes + 60
    yield Lever(fact("hole", minutes=wider), {"verb": "client_gap", "client": client.id, "minutes": wider})
    yield from _windows(solo, client)
    yield from _modes(solo, client)
    yield from _primaries(solo, client, alone)
    yield from _groups(solo, client)
    yield from _small(solo, client)


def _windows(solo: Solo, client: Client) -> Iterator[Lever]:
    """Half-days in which they are not free and somebody leads a group that is open to them."""
    kinds = [kind for kind in solo.problem.group_types if fits(client, kind)]
    led = 0
    for kind in kinds:
        led |= solo.could_be_led(kind, client.state)
    free = 0
    for place in (None, *solo.problem.site):
        free |= solo.taken.client_free(client, place)
    for day in range(grid.DAYS):
        for start, end in PARTS:
            window = Window(day, start, end)
            if window.mask & led and window.mask & ~free:
                told = window_json(solo.problem, window)
                change: Change = {"verb": "client_window", "client": client.id, "windows": [told]}
                yield Lever(fact("window", day=told["day"], from_=told["from"], to=told["to"]), change)


def _modes(solo: Solo, client: Client) -> Iterator[Lever]:
    if client.mode == "in_person":
        change: Change = {"verb": "client_mode", "client": client.id, "mode": "either"}
        yield Lever(fact("mode", mode="virtual"), change)
    elif client.mode == "virtual":
        for site in solo.problem.sites:
            change = {"verb": "client_mode", "client": client.id, "mode": "either", "site": site.id}
            yield Lever(fact("mode", mode="in_person"), change)


def _primaries(solo: Solo, client: Client, alone: Week) -> Iterator[Lever]:
    """Other clinicians with room on their caseload, if hours with the primary are missing."""
    problem = solo.problem
    got = {kind: sum(s.minutes for s in alone.seats if s.kind == kind) for kind in (INDIVIDUAL, FAMILY)}
    if all(got[name] >= minutes for name, minutes in solo.hours(client)):
        return
    has: dict[str, int] = {}
    for other in problem.clients:
        if other.primary:
            has[other.primary] = has.get(other.primary, 0) + 1
    for who in sorted(problem.clinicians, key=lambda each: (has.get(each.id, 0), each.id)):
        if who.id != client.primary and client.language in who.languages and has.get(who.id, 0) < who.caseload:
            change: Change = {"verb": "client_primary", "client": client.id, "clinician": who.id}
            yield Lever(fact("primary", clinician=who.id), change)


def _groups(solo: Solo, client: Client) -> Iterator[Lever]:
    """Groups of other tracks or in other languages, if they were open to them."""
    kinds = solo.problem.group_types
    for track in sorted({kind.track for kind in kinds if kind.track and kind.track != client.track}):
        yield Lever(fact("track", track=track), {"verb": "client_track", "client": client.id, "track": track})
    for language in sorted({kind.language for kind in kinds if kind.language and kind.language != client.language}):
        change: Change = {"verb": "client_language", "client": client.id, "language": language}
        yield Lever(fact("language", language=language), change)


def _small(solo: Solo, client: Client) -> Iterator[Lever]:
    """Groups that they could come to and somebody could lead, were there more peers: the four with most hours."""
    found = []
    for kind in solo.problem.group_types:
        could = solo.could_come(client, kind) & solo.could_be_led(kind, client.state)
        missing = could & ~solo.starts(client, kind) if could else 0
        if missing:
            found.append((missing.bit_count(), kind))
    for _, kind in sorted(found, key=lambda each: (-each[0], each[1].id))[:4]:
        change: Change = {"verb": "type_size", "type": kind.id, "minimum": 1}
        yield Lever(fact("group_minimum", type=kind.id, minimum=kind.minimum), change, for_all=True)
