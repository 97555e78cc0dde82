"""The compiled problem as the search wants it: small ints, masks of starts, and who competes with whom.

Clients, clinicians and types are indices in the problem's order. A mask is an int over the week's slots (grid.py).
`place` is a site's index, or VIRTUAL.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from .. import grid
from ..compiled import Compiled, compiled
from ..problem import Client, Problem

VIRTUAL = -1
INDIVIDUAL, FAMILY = "individual", "family"


@dataclass(frozen=True, slots=True)
class Ask:
    """A kind of hour with the primary that a client is due this week: so many minutes a time, so many times."""

    kind: str
    minutes: int
    times: int
    length: int
    starts: dict[int, int]  # place -> mask of starts


@dataclass(frozen=True, slots=True)
class Who:
    """One client. `groups`: type -> mask of starts at which they could attend it. `hole` in half-hours."""

    dose: int
    days: int
    least_day: int
    most_day: int
    hole: int
    counts: bool
    needs: dict[str, int]
    primary: int
    state: str
    travel: int
    groups: dict[int, int]
    asks: tuple[Ask, ...]
    wishes: tuple[tuple[int, int], ...]  # mask, weight
    apart: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One group type. `leaders`: clinician -> mask of starts. Types of one `cohort` draw on one crowd of clients."""

    curriculum: str
    minutes: int
    length: int
    least: int
    most: int
    place: int
    most_per_week: int
    leaders: dict[int, int]
    crowd: tuple[int, ...]
    cohort: int


@dataclass(frozen=True, slots=True)
class Lead:
    """One clinician. `licensed`: state -> slots of the days on which they hold a licence; `run` in half-hours."""

    day_cap: int
    week_cap: int
    overtime: int
    run: int
    pause: tuple[int, int, int] | None  # first half-hour, end, length
    licensed: dict[str, int]


@dataclass(slots=True)
class Arena:
    """Everything of a problem that no plan could change. `rooms`: site -> (capacity, free mask, index), least first."""

    problem: Problem
    facts: Compiled
    clients: list[Who]
    kinds: list[Kind]
    leads: list[Lead]
    rooms: dict[int, list[tuple[int, int, int]]]
    cohorts: list[list[int]]  # cohort -> types
    clients_of: list[list[int]]  # primary -> clients
    site_at: dict[str, int]
    _peers: dict[int, int] = field(default_factory=dict)

    def peers(self, which: int) -> int:
        """The starts at which enough clients for a session of this type could be there, and somebody to lead it."""
        if which not in self._peers:
            kind = self.kinds[which]
            masks = [self.clients[client].groups[which] for client in kind.crowd]
            led = 0
            for mask in kind.leaders.values():
                led |= mask
            count = {start: sum(mask >> start & 1 for mask in masks) for start in grid.slots_of(led)}
            self._peers[which] = sum(1 << start for start, each in count.items() if each >= kind.least)
        return self._peers[which]

    def may_treat(self, lead: int, client: int, start: int) -> bool:
        """Whether a licence lets this clinician treat this client by video on that slot's day."""
        return bool(self.leads[lead].licensed.get(self.clients[client].state, 0) >> start & 1)


def arena_of(problem: Problem) -> Arena:
    """The problem, compiled for the search."""
    facts = compiled(problem)
    site_at = {each.id: number for number, each in enumerate(problem.sites)}
    leads = [
        Lead(
            each.day_cap,
            each.week_cap,
            each.overtime,
            each.longest_run // grid.HALF,
            (each.pause.start, each.pause.end, grid.half_hours(each.pause.minutes)) if each.pause else None,
            facts.licensed_days[number],
        )
        for number, each in enumerate(problem.clinicians)
    ]
    clients = [_who(facts, number, site_at) for number in range(len(problem.clients))]
    crowds: list[list[int]] = [[] for _ in problem.group_types]
    clients_of: list[list[int]] = [[] for _ in problem.clinicians]
    for number, who in enumerate(clients):
        for which in who.groups:
            crowds[which].append(number)
        if who.primary >= 0:
            clients_of[who.primary].append(number)
    kinds, cohorts = _kinds(facts, leads, crowds, site_at)
    rooms = {
        site_at[site]: [(problem.rooms[r].capacity, facts.room_free[r], r) for r in which]
        for site, which in facts.rooms_at.items()
    }
    return Arena(problem, facts, clients, kinds, leads, rooms, cohorts, clients_of, site_at)


def _kinds(
    facts: Compiled, leads: list[Lead], crowds: list[list[int]], site_at: dict[str, int]
) -> tuple[list[Kind], list[list[int]]]:
    problem = facts.problem
    named: dict[tuple[object, ...], int] = {}
    kinds = []
    for which, each in enumerate(problem.group_types):
        place = VIRTUAL if each.mode == "virtual" else site_at[each.site or ""]
        length = grid.half_hours(each.minutes)
        leaders = {
            number: found
            for number, lead in enumerate(leads)
            if (found := facts.leader_starts[number][which]) and length <= lead.run and each.minutes <= lead.day_cap
        }
        mark = (place, each.track, each.language) if each.is_open else ("closed", each.id)
        cohort = named.setdefault(mark, len(named))
        kinds.append(
            Kind(
                each.curriculum,
                each.minutes,
                length,
                max(1, each.minimum),
                each.maximum,
                place,
                each.most_per_week,
                leaders,
                tuple(crowds[which]),
                cohort,
            )
        )
    cohorts: list[list[int]] = [[] for _ in named]
    for which, kind in enumerate(kinds):
        cohorts[kind.cohort].append(which)
    return kinds, cohorts


def _who(facts: Compiled, number: int, site_at: dict[str, int]) -> Who:
    problem, client = facts.problem, facts.problem.clients[number]
    payer = problem.payer[client.payer]
    needs: dict[str, int] = defaultdict(int)
    for need in client.needs:
        needs[need.curriculum] += need.minutes
    groups = {}
    for which, starts in enumerate(facts.client_starts[number]):
        kind = problem.group_types[which]
        led = 0
        for lead in range(len(problem.clinicians)):
            can = facts.leader_starts[lead][which]
            led |= can & facts.licensed_days[lead].get(client.state, 0) if kind.mode == "virtual" else can
        if starts & led:
            groups[which] = starts & led
    return Who(
        dose=client.dose.minutes,
        days=problem.days_needed(client),
        least_day=problem.day_minimum(client),
        most_day=payer.maximum_day_minutes,
        hole=client.gap_minutes // grid.HALF,
        counts=payer.individual_counts,
        needs=dict(needs),
        primary=facts.clinician_index[client.primary] if client.primary is not None else -1,
        state=client.state,
        travel=max(1, -(-2 * client.travel_minutes // grid.HALF)),
        groups=groups,
        asks=_asks(facts, number, client, site_at),
        wishes=tuple((_mask(wish.windows), wish.weight) for wish in client.preferences),
        apart=facts.apart[number],
    )


def _mask(windows: tuple[object, ...]) -> int:
    found = 0
    for window in windows:
        found |= window.mask  # type: ignore[attr-defined]
    return found


def _asks(facts: Compiled, number: int, client: Client, site_at: dict[str, int]) -> tuple[Ask, ...]:
    problem = facts.problem
    wanted: list[tuple[str, int, int]] = []
    if client.individual:
        wanted.append((INDIVIDUAL, client.individual.minutes, client.individual.times))
    if (minutes := problem.family_due(client)) > 0:
        wanted.append((FAMILY, minutes, 1))
    found = []
    for kind, minutes, times in wanted:
        length = grid.half_hours(minutes)
        starts: dict[int, int] = {}
        for place, free in facts.own_places[number].items():
            can = grid.starts(free, length)
            if place is not None:
                rooms = 0
                for room in facts.rooms_at[place]:
                    rooms |= grid.starts(facts.room_free[room], length)
                can &= rooms
            if can:
                starts[VIRTUAL if place is None else site_at[place]] = can
        found.append(Ask(kind, minutes, times, length, starts))
    return tuple(found)
