"""The chain of facts behind a shortfall: what is missing, and why it cannot be there."""

from collections.abc import Iterator

from . import grid
from .compiled import fits
from .facts import Fact, fact
from .fitting import FAMILY, INDIVIDUAL, Week
from .plan import Plan, Standing
from .problem import Client, Problem
from .solo import Solo


def reasons_now(problem: Problem, plan: Plan, client: Client, standing: Standing) -> Iterator[Fact]:
    """What is missing in the plan, kind by kind; one fact if nothing is."""
    if not standing.unmet_minutes and not standing.invalid_days:
        yield fact("met")
        return
    have: dict[str, int] = {}
    for session in plan.sessions:
        if client.id in session.members:
            curriculum = problem.group_type[session.type].curriculum
            have[curriculum] = have.get(curriculum, 0) + session.minutes
    for slot in plan.slots:
        if slot.client == client.id:
            have["\0" + slot.kind] = have.get("\0" + slot.kind, 0) + slot.minutes
    if standing.minutes < client.dose.minutes:
        missing = client.dose.minutes - standing.minutes
        yield fact("unmet_dose", minutes=missing, prescribed=client.dose.minutes)
    yield from _missing(problem, client, have)
    wanted = problem.days_needed(client)
    if standing.days < wanted:
        yield fact("days_short", days=wanted - standing.days, prescribed=wanted)
    invalid = standing.invalid_days - max(0, wanted - standing.days)
    if invalid > 0:
        yield fact("days_invalid", days=invalid, minimum=problem.day_minimum(client))


def _missing(problem: Problem, client: Client, have: dict[str, int]) -> Iterator[Fact]:
    for need in client.needs:
        rest = need.minutes - have.get(need.curriculum, 0)
        if rest > 0:
            yield fact("unmet_need", minutes=rest, curriculum=need.curriculum)
    if client.individual:
        rest = client.individual.minutes * client.individual.times - have.get(INDIVIDUAL, 0)
        if rest > 0:
            yield fact("unmet_individual", minutes=rest)
    rest = problem.family_due(client) - have.get(FAMILY, 0)
    if rest > 0:
        yield fact("unmet_family", minutes=rest)


def reasons_alone(solo: Solo, client: Client, alone: Week) -> Iterator[Fact]:
    """Why even alone it is not enough: hours, groups, peers, leaders, the primary clinician."""
    problem = solo.problem
    free = 0
    for place in (None, *problem.site):
        free |= solo.taken.client_free(client, place)
    days = [day for day in range(grid.DAYS) if free & grid.day_bits(day)]
    if not free:
        yield fact("no_free_hour")
    else:
        yield fact("free_days", days=len(days), minutes=free.bit_count() * grid.HALF)
        least = problem.day_minimum(client)
        usable = sum(1 for ways in solo.ways(client) if any(way.minutes >= least for way in ways))
        if alone.invalid_days:
            yield fact("usable_days", days=usable)
    kinds = [kind for kind in problem.group_types if fits(client, kind)]
    yield fact("few_groups", types=len(kinds)) if kinds else fact("no_group")
    got: dict[str, int] = {}
    for seat in alone.seats:
        got[seat.kind] = got.get(seat.kind, 0) + seat.minutes
    for need in client.needs:
        if got.get(need.curriculum, 0) < need.minutes:
            with_it = [kind for kind in kinds if kind.curriculum == need.curriculum]
            if not with_it:
                yield fact("no_curriculum", curriculum=need.curriculum)
            for kind in with_it:
                yield from _why_not(solo, client, kind.id)
    if alone.unmet and not any(need.minutes > got.get(need.curriculum, 0) for need in client.needs):
        for kind in kinds:
            yield from _why_not(solo, client, kind.id)
    yield from _primary(solo, client, got)
    yield fact("alone_best", minutes=alone.unmet, days=alone.invalid_days)


def _why_not(solo: Solo, client: Client, type_id: str) -> Iterator[Fact]:
    kind = solo.problem.group_type[type_id]
    come, led = solo.could_come(client, kind), solo.could_be_led(kind, client.state)
    if not come:
        return
    if not come & led:
        yield fact("no_leader", type=type_id)
    elif not solo.starts(client, kind):
        yield fact("few_peers", type=type_id, minimum=kind.minimum - 1)


def _primary(solo: Solo, client: Client, got: dict[str, int]) -> Iterator[Fact]:
    missing = [name for name, minutes in solo.hours(client) if got.get(name, 0) < minutes]
    if not missing:
        return
    primary = solo.problem.clinician.get(client.primary or "")
    if primary is None:
        yield fact("no_primary")
    elif client.language not in primary.languages:
        yield fact("primary_language")
    elif not solo.with_primary(client):
        yield fact("primary_never")
