"""Week after week: two leave, two come, one changes job; who must be told, and how much stays where it was."""

import random
from dataclasses import replace

from bench.schedule.asking import Row, say
from openiop.engines.scheduler import grid
from openiop.engines.scheduler.changes import apply
from openiop.engines.scheduler.diff import kept_share
from openiop.engines.scheduler.generate import generate
from openiop.engines.scheduler.plan import Plan
from openiop.engines.scheduler.problem import Problem
from openiop.engines.scheduler.salvage import salvage
from openiop.engines.scheduler.solve import Limit, solve
from openiop.engines.scheduler.verify import verify
from openiop.engines.scheduler.weeks import following

EVENINGS = [{"day": each, "from": "17:00", "to": "21:00"} for each in grid.NAMES[:5]]


def weeks(problem: Problem, plan: Plan, count: int, seed: int, effort: float) -> Row:
    """The same weeks planned twice: whatever meets the dose best, and with at most ten people moved."""
    row: Row = {}
    for name, most in (("free", None), ("ten", 10)):
        told, kept, unmet, last, now = [], [], [], plan, problem
        dice = random.Random(f"weeks/{problem.id}")
        for number in range(count):
            now = _changed(dice, following(now, last), number)
            start = salvage(now, last)
            forced = start.values[2]
            limit = None if most is None else forced + most
            made = solve(now, seed=seed, limit=Limit(effort=effort), start=start, max_changes=limit)
            assert not verify(now, made)
            told.append(made.values[2])
            kept.append(kept_share(last, made, set()))
            unmet.append(made.values[0])
            last = made
        row |= {f"told_{name}": max(told), f"stays_{name}": min(kept)}
        share = ", ".join(f"{each:.1%}" for each in kept)
        say(
            f"    {count} weeks on, {name}: told {told} of {len(now.clients) + len(now.clinicians)}; kept {share}; "
            f"unmet {unmet}"
        )
    return row


def _changed(dice: random.Random, week: Problem, number: int) -> Problem:
    """Two clients less, two others in their places with the same primaries, and one with a day job from now on."""
    leaving = dice.sample(week.clients, 2)
    new = generate(12, 1000 + number).clients
    came = [
        replace(each, id=f"new-{number}-{n}", primary=old.primary, site=old.site, mode=old.mode, language=old.language)
        for n, (each, old) in enumerate(zip(new, leaving, strict=False))
    ]
    gone = {each.id for each in leaving}
    types = tuple(
        replace(each, members=tuple(sorted({*each.members} - gone))) if each.members else each
        for each in week.group_types
    )
    pairs = tuple(each for each in week.separations if each.a not in gone and each.b not in gone)
    stay = tuple(each for each in week.clients if each.id not in gone)
    after = replace(week, clients=(*stay, *came), group_types=types, separations=pairs)
    return apply(after, {"verb": "client_available", "client": dice.choice(stay).id, "available": EVENINGS})
