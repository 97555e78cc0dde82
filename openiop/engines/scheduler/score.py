"""How good sessions and slots are: one function, from raw data, for solving, verifying, placing, repairing, the board.

Four values, compared in order (less is better):

unmet         minutes: per client what the dose lacks, what each curriculum lacks, individual and (if due) family lack
invalid_days  per client days with treatment below the day's minimum, and valid days missing
changes       people who lose or see moved anything they had in `previous`
rest          weighted points, see `soft`

Hard rules are verify.py's; this function scores anything. Ids it does not know are left out.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from . import grid
from .plan import TIERS, Plan, Session, Slot, Standing, Tier
from .problem import Client, Problem

LATE = 40  # half-hours after midnight: 20:00


@dataclass(frozen=True, slots=True)
class Visit:
    """One appointment of one client, whatever its kind. `curriculum` None: individual or family."""

    start: int
    minutes: int
    curriculum: str | None
    kind: str  # "group", "individual" or "family"
    in_person: bool

    @property
    def mask(self) -> int:
        return grid.span(self.start, grid.half_hours(self.minutes))


@dataclass(frozen=True, slots=True)
class Score:
    """`soft`: each part of `rest` in its own unit, before its weight."""

    unmet: int
    invalid_days: int
    changes: int
    rest: int
    soft: Mapping[str, int]
    standing: tuple[Standing, ...]

    @property
    def key(self) -> tuple[int, int, int, int]:
        """Compare by this: less is better."""
        return (self.unmet, self.invalid_days, self.changes, self.rest)


def score(problem: Problem, sessions: Iterable[Session], slots: Iterable[Slot]) -> Score:
    """The four values of a week. Time is linear in the appointments."""
    sessions, slots = list(sessions), list(slots)
    visits = visits_of(problem, sessions, slots)
    standing = tuple(stand(problem, each, visits.get(each.id, ())) for each in problem.clients)
    parts = soft(problem, sessions, slots, visits)
    weights = problem.weights
    return Score(
        unmet=sum(each.unmet_minutes for each in standing),
        invalid_days=sum(each.invalid_days for each in standing),
        changes=len(changed(problem, sessions, slots)),
        rest=sum(value * int(getattr(weights, name)) for name, value in parts.items()),
        soft=parts,
        standing=standing,
    )


def visits_of(problem: Problem, sessions: Iterable[Session], slots: Iterable[Slot]) -> dict[str, list[Visit]]:
    """Each client's appointments."""
    found: dict[str, list[Visit]] = defaultdict(list)
    for session in sessions:
        kind = problem.group_type.get(session.type)
        curriculum = kind.curriculum if kind else ""
        visit = Visit(session.start, session.minutes, curriculum, "group", session.room is not None)
        for member in session.members:
            found[member].append(visit)
    for slot in slots:
        found[slot.client].append(Visit(slot.start, slot.minutes, None, slot.kind, slot.room is not None))
    return found


def stand(problem: Problem, client: Client, visits: Sequence[Visit]) -> Standing:
    """How one client fares with these appointments: tiers one and two are sums of this over clients."""
    payer = problem.payer[client.payer]
    by_day: Counter[int] = Counter()
    by_curriculum: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    for visit in visits:
        by_kind[visit.kind] += visit.minutes
        if visit.curriculum is not None:
            by_curriculum[visit.curriculum] += visit.minutes
        if visit.kind == "group" or payer.individual_counts:
            by_day[visit.start // grid.DAY] += visit.minutes
    minutes = by_day.total()
    unmet = max(0, client.dose.minutes - minutes)
    unmet += sum(max(0, need.minutes - by_curriculum[need.curriculum]) for need in client.needs)
    if client.individual:
        unmet += max(0, client.individual.minutes * client.individual.times - by_kind["individual"])
    unmet += max(0, problem.family_due(client) - by_kind["family"])
    least = problem.day_minimum(client)
    valid = sum(1 for each in by_day.values() if each >= least)
    invalid = len(by_day) - valid + max(0, problem.days_needed(client) - valid)
    return Standing(client.id, minutes, valid, unmet, invalid)


def soft(
    problem: Problem, sessions: Sequence[Session], slots: Sequence[Slot], visits: Mapping[str, Sequence[Visit]]
) -> dict[str, int]:
    """The parts of the last tier, unweighted.

    gap          half-hours of holes within clients' days
    travel_day   per client and day in person: both legs in half-hours, at least 1
    overtime     clinicians' half-hours beyond week_cap
    session      sessions run
    preference   clients' half-hours outside each preference's windows, times the preference's weight
    late_finish  half-hours of sessions and slots after 20:00
    fairness     percent points between the clinicians with the most and the least of their week_cap in use
    """
    parts = dict.fromkeys(("gap", "travel_day", "overtime", "session", "preference", "late_finish", "fairness"), 0)
    for client in problem.clients:
        gap, travel, preference = client_soft(client, visits.get(client.id, ()))
        parts["gap"] += gap
        parts["travel_day"] += travel
        parts["preference"] += preference
    load: Counter[str] = Counter()
    things: list[Session | Slot] = [*sessions, *slots]
    for each in things:
        load[each.clinician] += each.minutes
        parts["late_finish"] += late(each.start, each.minutes)
    for clinician in problem.clinicians:
        parts["overtime"] += grid.half_hours(max(0, load[clinician.id] - clinician.week_cap))
    parts["session"] = len(sessions)
    shares = [100 * load[each.id] // each.week_cap for each in problem.clinicians if each.week_cap]
    parts["fairness"] = max(shares) - min(shares) if shares else 0
    return parts


def client_soft(client: Client, visits: Sequence[Visit]) -> tuple[int, int, int]:
    """One client's gap, travel_day and preference, unweighted."""
    here = 0
    in_person = set()
    for visit in visits:
        here |= visit.mask
        if visit.in_person:
            in_person.add(visit.start // grid.DAY)
    gap = sum(later - (start + length) for (start, length), (later, _) in holes(here))
    travel = len(in_person) * max(1, -(-2 * client.travel_minutes // grid.HALF))
    outside = 0
    for wish in client.preferences:
        wanted = 0
        for window in wish.windows:
            wanted |= window.mask
        outside += wish.weight * sum((visit.mask & ~wanted).bit_count() for visit in visits)
    return gap, travel, outside


def holes(mask: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of neighbouring stretches of one day with a hole between them."""
    runs = grid.runs(mask)
    return [(one, other) for one, other in itertools.pairwise(runs) if one[0] // grid.DAY == other[0] // grid.DAY]


def late(start: int, minutes: int) -> int:
    """Half-hours after 20:00."""
    at = start % grid.DAY
    return max(0, at + grid.half_hours(minutes) - max(at, LATE))


def changed(problem: Problem, sessions: Iterable[Session], slots: Iterable[Slot]) -> set[tuple[str, str]]:
    """("client"|"clinician", id) of everyone for whom something of `previous` moved, changed hands or is gone.

    What is not due this week (a biweekly group, a family slot) may be gone without counting; who has left does not
    count, neither does who only gains something. A room or the other members may change.
    """
    if problem.previous is None:
        return set()
    before = commitments(problem, problem.previous.sessions, problem.previous.slots)
    after = commitments(problem, sessions, slots)
    known = {("client", each) for each in problem.client} | {("clinician", each) for each in problem.clinician}
    return {person for person, had in before.items() if person in known and had - after.get(person, Counter())}


def commitments(
    problem: Problem, sessions: Iterable[Session], slots: Iterable[Slot]
) -> dict[tuple[str, str], Counter[tuple[str, int, int, str]]]:
    """Who is where: person -> (type or kind, day, at, the other side) of each appointment that is due this week."""
    found: dict[tuple[str, str], Counter[tuple[str, int, int, str]]] = defaultdict(Counter)
    for session in sessions:
        kind = problem.group_type.get(session.type)
        if kind and not problem.is_due(kind.every_weeks, kind.last):
            continue
        fact = (session.type, session.day, session.at, session.clinician)
        found["clinician", session.clinician][fact] += 1
        for member in session.members:
            found["client", member][fact] += 1
    for slot in slots:
        client = problem.client.get(slot.client)
        if client is None or (slot.kind == "family" and not problem.family_due(client)):
            continue
        fact = (slot.kind, slot.day, slot.at, slot.clinician)
        found["client", slot.client][fact] += 1
        found["clinician", slot.clinician][(slot.kind, slot.day, slot.at, slot.client)] += 1
    return found


def plan_of(
    problem: Problem,
    digest: str,
    sessions: Iterable[Session],
    slots: Iterable[Slot],
    *,
    seed: int = 0,
    bounds: Sequence[int] = (0, 0, 0, 0),
) -> Plan:
    """A whole plan: sorted, scored, each tier with its bound (proven where value and bound meet)."""
    sessions = tuple(sorted(sessions, key=lambda each: (each.start, each.type, each.room or "", each.id)))
    slots = tuple(sorted(slots, key=lambda each: (each.start, each.clinician, each.client, each.kind)))
    found = score(problem, sessions, slots)
    tiers = tuple(
        Tier(name, value, unit, min(bound, value), "proven" if value <= bound else "open")
        for (name, unit), value, bound in zip(TIERS, found.key, bounds, strict=True)
    )
    return Plan(problem.id, digest, problem.first_day, seed, sessions, slots, tiers, found.standing)
