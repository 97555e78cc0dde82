"""Why one client falls short, and the smallest things that would help, each tried by solving.

First the client alone (solo.py): what is missing then is *structural*, missing in every plan. What is missing beyond it
is *contention*: others have the chairs, rooms or hours. Levers are tried one at a time, then in pairs: each changes the
problem (changes.py) and solves the client anew, alone and in the plan as it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from . import grid
from .changes import Change, apply
from .facts import Fact, fact
from .fitting import Week
from .floor import Floor
from .levers import Lever, levers_of
from .plan import Plan, Session, Standing
from .problem import Client, Problem
from .reasons import reasons_alone, reasons_now
from .seating import Placing
from .solo import Solo

Kind = Literal["met", "structural", "contention"]
MOST_FIXES = 6
PAIRED = 7  # single levers that pairs are made of


@dataclass(frozen=True, slots=True)
class Fix:
    """Levers that help together. Minutes and days are what would still be missing.

    `residual`, `residual_days`: alone with the levers, a proof that no plan does better. `in_plan`, `in_plan_days`: in
    this plan without moving anybody else. `changes`: the levers for `what_if`. `clients_fixed`: others who would get
    everything by it, `clients_helped` others who would get more.
    """

    levers: tuple[Fact, ...]
    residual: int
    residual_days: int
    in_plan: int
    in_plan_days: int
    clients_fixed: int
    clients_helped: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`shortfall` minutes and `invalid_days` now, and of these what no plan can avoid."""

    client: str
    kind: Kind
    shortfall: int
    invalid_days: int
    unavoidable: int
    unavoidable_days: int
    facts: tuple[Fact, ...]
    fixes: tuple[Fix, ...]


def explain(problem: Problem, plan: Plan, client: str) -> Explanation:
    """Returns why, and what would help. ValueError for an unknown id."""
    if client not in problem.client:
        raise ValueError(f"client {client!r} is not in the problem")
    person = problem.client[client]
    floor, solo = Floor.of(problem, plan), Solo.of(problem)
    standing = floor.weighed.standing[client]
    alone = solo.best(person)
    short = standing.unmet_minutes, standing.invalid_days
    kind: Kind = "met" if short == (0, 0) else "structural" if _key(alone) >= short else "contention"
    if kind == "contention" and alone.unmet and standing.unmet_minutes <= alone.unmet:
        kind = "structural"
    facts = list(reasons_now(problem, plan, person, standing))
    fixes: list[Fix] = []
    if kind != "met":
        if alone.unmet or alone.invalid_days:
            facts += reasons_alone(solo, person, alone)
            fixes += _structural(floor, solo, person, alone)
        if kind == "contention":
            facts.append(_why_contended(standing, alone))
            shared = _contention(floor, person, standing, alone)
            fixes = shared[: MOST_FIXES - min(len(fixes), MOST_FIXES // 2)] + fixes
    return Explanation(client, kind, *short, alone.unmet, alone.invalid_days, tuple(facts), tuple(fixes[:MOST_FIXES]))


def _why_contended(standing: Standing, alone: Week) -> Fact:
    if not alone.unmet and not alone.invalid_days:
        return fact("contention")
    days = max(0, standing.invalid_days - alone.invalid_days)
    return fact("contention_part", minutes=standing.unmet_minutes - alone.unmet, days=days)


def _key(week: Week) -> tuple[int, int]:
    return week.unmet, week.invalid_days


def _structural(floor: Floor, solo: Solo, person: Client, alone: Week) -> list[Fix]:
    """Levers that lessen what is missing even alone: those that reach nothing missing, else pairs of the best."""
    now = _key(alone)
    tried: list[tuple[tuple[int, int], int, tuple[Lever, ...]]] = []
    for number, lever in enumerate(levers_of(solo, person, alone)):
        left = _alone_with(solo, person, (lever,))
        if left < now:
            tried.append((left, number, (lever,)))
    tried.sort(key=lambda each: each[:2])
    if tried and tried[0][0] > (0, 0):
        singles = tried[:PAIRED]
        pairs = []
        for n, (one_left, first, one) in enumerate(singles):
            for other_left, second, other in singles[n + 1 :]:
                if one[0].fact.code == other[0].fact.code == "primary":
                    continue
                left = _alone_with(solo, person, one + other)
                if left < min(one_left, other_left):
                    pairs.append((left, first + second, one + other))
        tried = sorted(tried + pairs, key=lambda each: (each[0], len(each[2]), each[1]))
    return [_fix(floor, solo, person, levers, left) for left, _, levers in tried[:4]]


def _alone_with(solo: Solo, person: Client, levers: Iterable[Lever]) -> tuple[int, int]:
    changed = solo.problem
    for lever in levers:
        changed = apply(changed, lever.change)
    return _key(solo.beside(changed).best(changed.client[person.id]))


def _fix(floor: Floor, solo: Solo, person: Client, levers: tuple[Lever, ...], left: tuple[int, int]) -> Fix:
    """The levers, tried in the plan and on others who fall short."""
    changes = [lever.change for lever in levers]
    changed = apply(floor.problem, changes)
    then = Floor(changed, floor.plan)
    option = next(iter(Placing(then, changed.client[person.id], 0, keep=True).options(1, may_open=True)), None)
    standing = option.standing if option else then.weighed.standing[person.id]
    fixed = helped = 0
    if any(lever.for_all for lever in levers):
        other_solo = solo.beside(changed)
        for other in _others_short(floor, person):
            before, after = _key(solo.best(other)), _key(other_solo.best(changed.client[other.id]))
            helped += after < before
            fixed += after < before and after == (0, 0)
    return Fix(
        tuple(lever.fact for lever in levers),
        *left,
        standing.unmet_minutes,
        standing.invalid_days,
        fixed,
        helped,
        tuple(changes),
    )


def _others_short(floor: Floor, person: Client) -> list[Client]:
    """The twelve others who fall shortest."""
    short = [(floor.weighed.standing[each.id].unmet_minutes, each.id, each) for _, each in floor.short]
    return [each for _, _, each in sorted(short, key=lambda row: (-row[0], row[1])) if each.id != person.id][:12]


def _contention(floor: Floor, person: Client, standing: Standing, alone: Week) -> list[Fix]:
    """Other seats for them among those there are, and sessions that could be added, with whom else each helps."""
    now = (standing.unmet_minutes, standing.invalid_days)
    found: list[Fix] = []
    seated = Placing(floor, person, 0, keep=False).options(1, may_open=False)
    if seated and (seated[0].standing.unmet_minutes, seated[0].standing.invalid_days) < now:
        after = seated[0].standing
        left = (after.unmet_minutes, after.invalid_days)
        found.append(Fix((fact("reseat"),), *_key(alone), *left, 0, 0, ()))
    placing = Placing(floor, person, 0, keep=True)
    by_hour: dict[int, Fix] = {}
    for option in placing.openings(2 * MOST_FIXES):
        session, after = option.opened[0], option.standing
        if (after.unmet_minutes, after.invalid_days) >= now:
            continue
        others = [each for each in session.members if each != person.id]
        whole = sum(1 for each in others if _whole_with(floor, each, session))
        lever = fact("session", type=session.type, day=_day(floor.problem, session), at=grid.clock(session.at))
        change = {"verb": "add_session", "session": session}
        left = (after.unmet_minutes, after.invalid_days)
        by_hour.setdefault(
            session.start,
            Fix((lever,), *_key(alone), *left, whole, len(others), (change,)),
        )
    best = sorted(by_hour.values(), key=lambda each: (each.in_plan, each.in_plan_days, -each.clients_fixed))
    return found + best


def _whole_with(floor: Floor, client: str, session: Session) -> bool:
    after = floor.weighed.standing_with(client, [floor.weighed.visit(session)])
    return not after.unmet_minutes and not after.invalid_days


def _day(problem: Problem, session: Session) -> str:
    return grid.day_name(session.day, problem.first_day)
