"""What is asked of a week that stands: who can start, what if somebody is ill, why does somebody fall short."""

import random
import sys
import time
from collections import Counter
from dataclasses import replace
from typing import Any

from openiop.engines.scheduler import grid
from openiop.engines.scheduler.explain import explain
from openiop.engines.scheduler.generate import generate
from openiop.engines.scheduler.place import place
from openiop.engines.scheduler.plan import Plan
from openiop.engines.scheduler.problem import Problem
from openiop.engines.scheduler.repair import repair

Row = dict[str, Any]
EVENTS = ("ill", "room", "job")


def placing(problem: Problem, plan: Plan, count: int) -> Row:
    """Processor seconds of placing somebody new, warm."""
    dice = random.Random(f"asks/{problem.id}")
    others = generate(max(8, min(count, 60)), 99).clients
    place(problem, plan, replace(problem.clients[0], id="warm"))
    taken = []
    for number in range(count):
        like, other = dice.choice(problem.clients), others[number % len(others)]
        new = replace(like, id="new", dose=other.dose, individual=other.individual, family=other.family)
        began = time.process_time()
        place(problem, plan, new)
        taken.append(time.process_time() - began)
    say(f"    place p95 {1000 * quantile(taken, 0.95):.0f} CPU-ms, median {1000 * quantile(taken, 0.5):.0f}")
    return {"place_p95": quantile(taken, 0.95)}


def repairing(problem: Problem, plan: Plan, count: int) -> Row:
    """Each event some times: processor seconds, what stays, and what is lost that need not be (Repair.avoidable)."""
    row: Row = {}
    for event in EVENTS:
        seconds, kept, lost, avoidable = [], [], [], []
        for happened in happenings(problem, plan, event)[:count]:
            began = time.process_time()
            best = repair(problem, plan, happened)[0]
            seconds.append(time.process_time() - began)
            kept.append(best.kept)
            lost.append(best.after[0] - plan.values[0])
            avoidable.append(best.avoidable)
        row |= {
            f"{event}": max(seconds, default=0.0),
            f"{event}_kept": min(kept, default=1.0),
            f"{event}_lost": max(lost, default=0),
            f"{event}_avoidable": max(avoidable, default=0),
        }
        say(
            f"    {event}: at most {row[event]:.1f} CPU-s, kept at least {row[event + '_kept']:.1%}, unmet "
            f"+{row[event + '_lost']} min, of which could be avoided at most {row[event + '_avoidable']}"
        )
    return row


def happenings(problem: Problem, plan: Plan, event: str) -> list[dict[str, Any]]:
    """The worst first: the busiest clinician's or room's day; somebody with much to lose who starts a day job."""

    def whole(day: int) -> dict[str, str]:
        return {"day": grid.day_name(day, problem.first_day), "from": "00:00", "to": "24:00"}

    if event == "ill":
        busy = Counter((each.clinician, each.day) for each in plan.sessions)
        return [
            {"verb": "clinician_away", "clinician": who, "windows": [whole(day)]}
            for (who, day), _ in busy.most_common()
        ]
    if event == "room":
        used = Counter((each.room, each.day) for each in plan.sessions if each.room)
        return [{"verb": "room_closed", "room": room, "windows": [whole(day)]} for (room, day), _ in used.most_common()]
    evenings = [{"day": each, "from": "17:00", "to": "21:00"} for each in grid.NAMES[:5]]
    seats = Counter(member for each in plan.sessions if each.at < 32 for member in each.members)
    return [{"verb": "client_available", "client": who, "available": evenings} for who, _ in seats.most_common()]


def explaining(problem: Problem, plan: Plan, count: int) -> Row:
    """Processor seconds of saying why somebody falls short, every lever solved again."""
    taken = []
    for each in [each for each in plan.standing if each.unmet_minutes or each.invalid_days][:count]:
        began = time.process_time()
        explain(problem, plan, each.client)
        taken.append(time.process_time() - began)
    say(f"    explain at most {max(taken, default=0.0):.2f} CPU-s")
    return {"explain": max(taken, default=0.0)}


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
