"""Whether a plan keeps every hard rule, from raw data: nothing here knows how plans are found, and no solver is used.

What a plan falls short of (hours, days) is no violation as long as it says so: its tiers and its standing must be true.
A day under the payer's minimum that the plan does not admit is named.
"""

from collections import Counter
from collections.abc import Iterator

from . import alone, grid, together
from .alone import Violation
from .convert import digest
from .plan import TIERS, Plan
from .problem import Problem
from .score import score, visits_of

__all__ = ["Violation", "short_days", "verify"]


def verify(problem: Problem, plan: Plan, *, claims: bool = True) -> list[Violation]:
    """Every hard rule that is broken, in the plan's order; [] for a sound plan.

    `claims` False: what the plan says about itself (digest, tiers, standing) is not looked at, only the rules; for a
    draft that somebody is still drawing.
    """
    found = [*_rules(problem, plan)]
    if claims and not any(each.code in ("unknown_id", "no_such_time") for each in found):
        found += _claims(problem, plan)
    return found


def _rules(problem: Problem, plan: Plan) -> Iterator[Violation]:
    placed = []
    for n, session in enumerate(plan.sessions):
        path = f"/sessions/{n}"
        wrong = list(alone.of_session(problem, session, path))
        yield from wrong
        if not any(each.code == "no_such_time" for each in wrong):
            placed.append(together.Placed(path, session))
    for n, slot in enumerate(plan.slots):
        path = f"/slots/{n}"
        wrong = list(alone.of_slot(problem, slot, path))
        yield from wrong
        if not any(each.code == "no_such_time" for each in wrong):
            placed.append(together.Placed(path, slot))
    yield from together.of_ids(plan.sessions)
    yield from together.of_all(problem, placed)
    yield from _frozen(problem, plan)


def _frozen(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """What is frozen is there as it was."""
    kept = {each.id: each for each in plan.sessions}
    for session in problem.frozen.sessions:
        has = kept.get(session.id)
        same = has and (has.type, has.start, has.minutes, has.clinician, has.room, sorted(has.members))
        if same != (
            session.type,
            session.start,
            session.minutes,
            session.clinician,
            session.room,
            sorted(session.members),
        ):
            told = "is changed" if has else "is missing"
            yield Violation("frozen_changed", "/sessions", f"session {session.id} is frozen and {told}")
    slots = Counter((s.client, s.clinician, s.kind, s.start, s.minutes, s.room) for s in plan.slots)
    for slot in problem.frozen.slots:
        key = (slot.client, slot.clinician, slot.kind, slot.start, slot.minutes, slot.room)
        if not slots[key]:
            told = f"the {slot.kind} slot of {slot.client} ({alone.when(problem, slot.start, slot.minutes)})"
            yield Violation("frozen_changed", "/slots", f"{told} is frozen and missing or changed")
        slots[key] -= 1


def _claims(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """What the plan says of itself is true."""
    if (plan.problem, plan.digest, plan.first_day) != (problem.id, digest(problem), problem.first_day):
        yield Violation(
            "other_problem", "/digest", f"the plan was made for another problem than {problem.id} as it is now"
        )
    found = score(problem, plan.sessions, plan.slots)
    says = {each.client: each for each in plan.standing}
    admitted = {each.client for each in found.standing if says.get(each.client) == each}
    for path, client, words in short_days(problem, plan):
        if client not in admitted:
            yield Violation("day_below_minimum", path, f"{words}, and the plan does not say so")
    for n, has in enumerate(found.standing):
        if plan.standing and has.client not in admitted:
            yield Violation("false_claim", f"/standing/{n}", f"the standing of {has.client} is {has}")
    if not plan.tiers:
        return
    if [each.name for each in plan.tiers] != [name for name, _ in TIERS]:
        yield Violation("false_claim", "/tiers", f"the tiers are {', '.join(name for name, _ in TIERS)}")
        return
    for n, (tier, value) in enumerate(zip(plan.tiers, found.key, strict=True)):
        if tier.value != value:
            yield Violation("false_claim", f"/tiers/{n}/value", f"{tier.name} is {value}, not {tier.value}")
        if tier.bound > value or (tier.status == "proven") != (tier.bound == tier.value):
            words = f"{tier.name} {tier.value} with bound {tier.bound} cannot be {tier.status}"
            yield Violation("false_claim", f"/tiers/{n}/bound", words)


def short_days(problem: Problem, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """(path, client, words) of each day with treatment below the minimum of the payer or the prescription."""
    visits = visits_of(problem, plan.sessions, plan.slots)
    place = {each.client: n for n, each in enumerate(plan.standing)}
    for client in problem.clients:
        payer, least = problem.payer[client.payer], problem.day_minimum(client)
        by_day: Counter[int] = Counter()
        for visit in visits.get(client.id, ()):
            if visit.kind == "group" or payer.individual_counts:
                by_day[visit.start // grid.DAY] += visit.minutes
        for day, minutes in sorted(by_day.items()):
            if minutes < least:
                name = grid.day_name(day, problem.first_day).capitalize()
                path = f"/standing/{place[client.id]}" if client.id in place else "/standing"
                yield (
                    path,
                    client.id,
                    f"{client.id} has {minutes} minutes on {name}; {payer.id} counts days from {least}",
                )
