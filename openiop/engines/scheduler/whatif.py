"""What would be if: the plan carried over to a changed problem, and which groups would bring most minutes home.

Both start from the plan as it is and move nobody who need not move; a whole new week is `solve`'s affair.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from . import grid
from .changes import Change, apply, apply_to_plan, as_list, session_of
from .compiled import bits
from .convert import digest
from .diff import Diff, diff
from .filling import fill
from .floor import Floor
from .opening import new_session
from .plan import Plan, Session
from .problem import Problem
from .salvage import salvage
from .score import plan_of
from .solve import Limit, improve
from .weigh import Key, Weighed

EFFORT = 0.5  # deterministic seconds
MOST_TRIED = 40  # new sessions weighed in each round
MOST_FILLED = 60  # people who fall short and are asked


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`before`: the values of the plan now; `after`: of `plan`, which fits the changed `problem`.

    `fixed` have everything then and did not before, `short` the other way round.
    """

    before: Key
    after: Key
    diff: Diff
    plan: Plan
    problem: Problem
    fixed: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group that people who fall short would fill: minutes it brings home, whom it helps, who has everything then."""

    session: Session
    minutes: int
    helps: tuple[str, ...]
    fixes: tuple[str, ...]


def what_if(problem: Problem, plan: Plan, change: Change | Iterable[Change]) -> WhatIf:
    """Returns the values before and after one or more changes (changes.py), and what differs.

    What the change forbids goes, who falls short takes what it frees, and those whom it names are planned anew where
    that brings them more. Raises ValueError for a change that makes no sense.
    """
    changes = as_list(change)
    changed = apply(problem, changes)
    left = _peopled(changed, apply_to_plan(changed, plan, changes), changes)
    kept = salvage(changed, left)
    named = {each.get("client") for each in changes} & set(changed.client)
    short = [each for each in kept.standing if each.unmet_minutes or each.invalid_days]
    short.sort(key=lambda each: (each.client not in named, -each.unmet_minutes, each.client))
    made = fill(changed, kept, [each.client for each in short[:MOST_FILLED]], may_open=True)
    still = {each.client for each in made.standing if each.unmet_minutes or each.invalid_days}
    if named & still:
        clients = sorted(str(each) for each in named & still)
        made = improve(changed, made, clients=clients, limit=Limit(EFFORT))
    now = Weighed(problem, plan.sessions, plan.slots)
    whole = {who for who, each in now.standing.items() if not each.unmet_minutes and not each.invalid_days}
    then = {each.client for each in made.standing if not each.unmet_minutes and not each.invalid_days}
    a, b, c, d = made.values
    return WhatIf(
        before=now.key,
        after=(a, b, c, d),
        diff=diff(plan, made),
        plan=made,
        problem=changed,
        fixed=tuple(sorted(then - whole)),
        short=tuple(sorted((whole - then) & set(changed.client))),
    )


def _peopled(problem: Problem, plan: Plan, changes: list[Change]) -> Plan:
    """Added sessions with too few members take those who gain most by them."""
    for change in changes:
        if change.get("verb") != "add_session":
            continue
        wanted = session_of(problem, change["session"])
        kind = problem.group_type.get(wanted.type)
        if kind is None or len(wanted.members) >= kind.minimum:
            continue
        others = replace(plan, sessions=tuple(each for each in plan.sessions if each.id != wanted.id))
        floor = Floor(problem, salvage(problem, others))
        visit = floor.weighed.visit(wanted)
        crowd = [each for _, each in floor.short if floor.taken.may_join(each, wanted)]
        for _, _, other in sorted((-floor.gain(each, visit), each.id, each) for each in crowd):
            if floor.gain(other, visit) and floor.taken.may_join(other, wanted):
                wanted = replace(wanted, members=tuple(sorted({*wanted.members, other.id})))
        plan = replace(plan, sessions=(*others.sessions, wanted))
    return plan


def demand(problem: Problem, plan: Plan, most: int = 5) -> list[Proposal]:
    """Returns the groups to open first, each on top of those before it: most unmet minutes brought home, nobody moved.

    Only sessions that somebody who is free can lead in a free room. An empty list: no group would help anybody.
    """
    floor = Floor(problem, plan)
    found: list[Proposal] = []
    while len(found) < most:
        best = max(
            _candidates(floor), key=lambda each: (each.minutes, len(each.fixes), -each.session.start), default=None
        )
        if best is None or not best.minutes:
            break
        found.append(best)
        floor.taken.add(best.session)
        floor.refresh()
    return found


def _candidates(floor: Floor) -> list[Proposal]:
    problem, taken, masks = floor.problem, floor.taken, floor.compiled
    hopeful = []
    for number, kind in enumerate(problem.group_types):
        if not masks.type_starts[number] or taken.of_type[kind.id] >= kind.most_per_week:
            continue
        length = grid.half_hours(kind.minutes)
        crowd, count = [], bits(0).astype(int)
        for index, other in floor.short:
            can = masks.client_starts[index][number] & grid.starts(~taken.client_busy[other.id] & grid.ALL, length)
            if can:
                crowd.append((other, can))
                count += bits(can)
        for start in grid.slots_of(masks.type_starts[number]):
            if count[start] >= max(1, kind.minimum):
                hopeful.append((int(count[start]) * kind.minutes, -start, number, crowd))
    hopeful.sort(key=lambda each: each[:3], reverse=True)
    found: list[Proposal] = []
    for _, start, number, crowd in hopeful:
        session = new_session(floor, taken, number, -start, [other for other, can in crowd if can >> -start & 1])
        if session is not None:
            found.append(_proposal(floor, session))
            if len(found) == MOST_TRIED:
                break
    return found


def _proposal(floor: Floor, session: Session) -> Proposal:
    visit = floor.weighed.visit(session)
    minutes, fixes = 0, []
    for member in session.members:
        before, after = floor.weighed.standing[member], floor.weighed.standing_with(member, [visit])
        minutes += before.unmet_minutes - after.unmet_minutes
        if not after.unmet_minutes and not after.invalid_days:
            fixes.append(member)
    return Proposal(session, minutes, session.members, tuple(fixes))


def with_session(problem: Problem, plan: Plan, session: Session) -> Plan:
    """The plan with a proposed session in it, scored."""
    return plan_of(problem, digest(problem), (*plan.sessions, session), plan.slots, seed=plan.seed)
