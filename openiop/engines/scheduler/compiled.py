"""Who may be where when, worked out once: what a search needs to create only what is allowed.

All sets of times are masks of *start* slots (grid.py) unless they say "free". Nothing here looks at the rest of a plan
(that two things clash, caps, sizes): only at what one client, clinician, room or type allows by itself.
"""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import grid
from .problem import Client, Clinician, GroupType, Problem, Site, mask_of

Place = str | None  # a site, or None: by video


@dataclass(frozen=True)
class Compiled:
    """Indexed like the problem's own tuples.

    type_starts[t]              a session of type t may begin (due, opening hours, its windows, a room that seats the
                                minimum); by video: any time of its windows
    client_starts[c][t]         client c may be in it then: free all of it, open to them, mode, site, track,
                                language; 0: never
    leader_starts[s][t]         clinician s may lead it then: free there, skill, language, licence of the site's state
                                (by video the licence hangs on the members: `licensed_days`)
    licensed_days[s][state]     slots of the days on which s is licensed there
    own_places[c]               place -> free time both of client c and their primary, licence and language included:
                                individual and family slots begin at grid.starts(…, length); {} without a primary
    room_free[r]                room r is open and not closed
    rooms_at[site]              its rooms, fewest seats first
    apart[c]                    those who may not be with c
    """

    problem: Problem
    type_starts: tuple[int, ...]
    client_starts: tuple[tuple[int, ...], ...]
    leader_starts: tuple[tuple[int, ...], ...]
    licensed_days: tuple[dict[str, int], ...]
    client_free: tuple[dict[Place, int], ...]
    own_places: tuple[dict[Place, int], ...]
    room_free: tuple[int, ...]
    rooms_at: dict[str, tuple[int, ...]]
    apart: tuple[frozenset[int], ...]
    client_index: dict[str, int]
    clinician_index: dict[str, int]
    type_index: dict[str, int]
    room_index: dict[str, int]


def bits(mask: int) -> npt.NDArray[np.bool_]:
    """A mask as 336 booleans."""
    raw = np.frombuffer(mask.to_bytes(grid.WEEK // 8, "little"), dtype=np.uint8)
    return np.unpackbits(raw, bitorder="little").astype(np.bool_)


def compiled(problem: Problem) -> Compiled:
    """The problem's compiled form."""
    room_free = tuple(_open(problem.site[each.site]) & ~mask_of(each.closed) for each in problem.rooms)
    rooms_at: dict[str, tuple[int, ...]] = {each.id: () for each in problem.sites}
    for r in sorted(range(len(problem.rooms)), key=lambda r: (problem.rooms[r].capacity, problem.rooms[r].id)):
        rooms_at[problem.rooms[r].site] += (r,)
    type_starts = tuple(_type_starts(problem, each, room_free) for each in problem.group_types)
    places: list[Place] = [None, *problem.site]
    client_free = tuple(
        {place: free for place in places if (free := _client_free(problem, each, place))} for each in problem.clients
    )
    licensed = tuple(_licensed_days(problem, each) for each in problem.clinicians)
    clinician_index = {each.id: n for n, each in enumerate(problem.clinicians)}
    client_index = {each.id: n for n, each in enumerate(problem.clients)}
    apart: list[set[int]] = [set() for _ in problem.clients]
    for each in problem.separations:
        a, b = client_index[each.a], client_index[each.b]
        apart[a].add(b)
        apart[b].add(a)
    return Compiled(
        problem=problem,
        type_starts=type_starts,
        client_starts=tuple(
            tuple(
                _client_starts(each, free, kind, starts)
                for kind, starts in zip(problem.group_types, type_starts, strict=True)
            )
            for each, free in zip(problem.clients, client_free, strict=True)
        ),
        leader_starts=tuple(
            tuple(
                _leader_starts(problem, each, days, kind, starts)
                for kind, starts in zip(problem.group_types, type_starts, strict=True)
            )
            for each, days in zip(problem.clinicians, licensed, strict=True)
        ),
        licensed_days=licensed,
        client_free=client_free,
        own_places=tuple(
            _own_places(problem, each, free, licensed, clinician_index)
            for each, free in zip(problem.clients, client_free, strict=True)
        ),
        room_free=room_free,
        rooms_at=rooms_at,
        apart=tuple(frozenset(each) for each in apart),
        client_index=client_index,
        clinician_index=clinician_index,
        type_index={each.id: n for n, each in enumerate(problem.group_types)},
        room_index={each.id: n for n, each in enumerate(problem.rooms)},
    )


def _open(site: Site) -> int:
    return mask_of(site.open)


def _type_starts(problem: Problem, kind: GroupType, room_free: tuple[int, ...]) -> int:
    if not problem.is_due(kind.every_weeks, kind.last):
        return 0
    length = grid.half_hours(kind.minutes)
    found = grid.starts(grid.ALL if kind.windows is None else mask_of(kind.windows), length)
    if kind.mode == "virtual":
        return found
    somewhere = 0
    for room, free in zip(problem.rooms, room_free, strict=True):
        if room.site == kind.site and room.capacity >= kind.minimum:
            somewhere |= grid.starts(free, length)
    return found & somewhere


def _client_free(problem: Problem, client: Client, place: Place) -> int:
    free = client.free(place)
    if client.starts is not None:
        days = (client.starts - problem.first_day).days
        if days > 0:
            free &= ~(grid.span(0, grid.DAY * min(days, grid.DAYS)))
    return free


def fits(client: Client, kind: GroupType) -> bool:
    """Whether a type takes a client at all: list, track, language, mode, site."""
    return (
        (kind.is_open or client.id in kind.members)
        and kind.track in (None, client.track)
        and kind.language in (None, client.language)
        and client.mode in ("either", kind.mode)
        and (kind.mode == "virtual" or client.site in (None, kind.site))
    )


def _client_starts(client: Client, free: dict[Place, int], kind: GroupType, starts: int) -> int:
    if not starts or not fits(client, kind):
        return 0
    place = kind.site if kind.mode == "in_person" else None
    return starts & grid.starts(free.get(place, 0), grid.half_hours(kind.minutes))


def _licensed_days(problem: Problem, clinician: Clinician) -> dict[str, int]:
    found = {}
    for state in sorted({each.state for each in clinician.licences}):
        days = (grid.day_bits(day) for day in range(grid.DAYS) if clinician.licensed(state, problem.date(day)))
        found[state] = functools.reduce(int.__or__, days, 0)
    return found


def _leader_starts(problem: Problem, clinician: Clinician, days: dict[str, int], kind: GroupType, starts: int) -> int:
    if kind.skill is not None and kind.skill not in clinician.skills:
        return 0
    if kind.language is not None and kind.language not in clinician.languages:
        return 0
    place = kind.site if kind.mode == "in_person" else None
    found = starts & grid.starts(clinician.free(place), grid.half_hours(kind.minutes))
    return found & days.get(problem.site[place].state, 0) if place is not None else found


def _own_places(
    problem: Problem,
    client: Client,
    free: dict[Place, int],
    licensed: tuple[dict[str, int], ...],
    index: dict[str, int],
) -> dict[Place, int]:
    if client.primary is None:
        return {}
    primary = problem.clinician[client.primary]
    if client.language not in primary.languages:
        return {}
    found: dict[Place, int] = {}
    for place, when in free.items():
        state = client.state if place is None else problem.site[place].state
        both = when & primary.free(place) & licensed[index[primary.id]].get(state, 0)
        if place is not None:
            both &= _open(problem.site[place])
        if both:
            found[place] = both
    return found
