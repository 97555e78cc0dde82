"""People who fall short take what is free, one after the other; nobody gives anything up."""

from collections.abc import Iterable

from .convert import digest
from .floor import Floor
from .plan import Plan
from .problem import Problem
from .score import plan_of
from .seating import Placing


def fill(problem: Problem, plan: Plan, clients: Iterable[str], *, may_open: bool = False) -> Plan:
    """Returns the plan with free chairs and hours (and new groups, if they may be opened) given to these clients."""
    floor = Floor(problem, plan)
    bounds = tuple(tier.bound for tier in plan.tiers) or (0, 0, 0, 0)
    for client in clients:
        options = Placing(floor, problem.client[client], 0, keep=True).options(1, may_open=may_open)
        for option in options:
            for session_id in option.joined:
                floor.taken.join(session_id, client)
            for session in option.opened:
                floor.taken.add(session)
            for slot in option.slots:
                floor.taken.book(slot)
            floor.refresh()
    held = floor.taken
    return plan_of(problem, digest(problem), held.sessions.values(), held.slots.values(), seed=plan.seed, bounds=bounds)
