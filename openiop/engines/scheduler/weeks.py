"""From one week to the next: what was held is remembered, and what was planned is what people expect."""

import datetime
from dataclasses import replace

from .plan import Plan
from .problem import Fixed, Problem


def following(problem: Problem, plan: Plan) -> Problem:
    """The week after `plan`: seven days on, `plan` as last week's, and what is not of every week with its last date.

    Needs and doses stay as they are: what was covered meanwhile is the caller's to take off. Nothing is frozen.
    """
    held = {each.type: problem.date(each.day) for each in sorted(plan.sessions, key=lambda each: each.start)}
    met = {each.client: problem.date(each.day) for each in plan.slots if each.kind == "family"}
    return replace(
        problem,
        id=f"{problem.id}+1",
        first_day=problem.first_day + datetime.timedelta(days=7),
        group_types=tuple(replace(each, last=held.get(each.id, each.last)) for each in problem.group_types),
        clients=tuple(
            replace(each, family=replace(each.family, last=met[each.id])) if each.family and each.id in met else each
            for each in problem.clients
        ),
        frozen=Fixed(),
        previous=Fixed(plan.sessions, plan.slots),
    )
