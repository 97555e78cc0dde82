"""What each act of the schedule command does (command.py has the words and the options)."""

import argparse
import contextlib
import dataclasses
import datetime
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import command, convert, reading
from .bar import Bar, table
from .command import Refused
from .faults import Fault, Unreadable
from .generate import generate as make
from .meaning import faults_of
from .problem import Problem
from .verify import short_days
from .verify import verify as judge


def generate(options: argparse.Namespace) -> int:
    """A problem on standard output or in a file."""
    week = make(
        options.clients,
        options.seed,
        clinicians=options.clinicians,
        rooms=options.rooms,
        previous=options.with_previous,
        frozen_days=options.frozen_days,
    )
    command.write(options.out, convert.problem_to_json(week))
    return 0


def solve(options: argparse.Namespace) -> int:
    """A plan; the tiers with their bounds at the end."""
    from .solve import Broken, Limit, Progress
    from .solve import solve as search

    week = command.problem_from(options)
    start = command.plan_from(options.start, week) if options.start else None
    if start and (wrong := judge(week, start, claims=False)):
        raise Refused(f"--start breaks {len(wrong)} rules, the first: {wrong[0].words}; look with verify")
    effort = options.effort if options.effort is not None else effort_for(week)
    if effort <= 0 or (options.seconds is not None and options.seconds <= 0):
        raise Refused("--effort and --seconds are more than 0")
    bar = Bar("Solving")

    def draw(seen: Progress) -> None:
        bar.draw(seen.share, seen.tiers, seen.bounds)

    begun = time.monotonic()
    with stopped() as cancelled:
        try:
            plan = search(
                week,
                seed=options.seed,
                limit=Limit(effort=effort, seconds=options.seconds),
                workers=options.workers,
                on_progress=draw,
                cancelled=cancelled,
                start=start,
            )
        except Broken as error:
            raise Refused(str(error)) from None
        finally:
            bar.clear()
    seconds = round(time.monotonic() - begun, 1)
    data = convert.plan_to_json(plan)
    as_json = getattr(options, "json", False)
    if options.out or not as_json:
        command.write(options.out, data)
    if as_json:
        told = {
            "out": str(options.out) if options.out else None,
            "problem": week.id,
            "seed": plan.seed,
            "seconds": seconds,
        }
        told |= {"tiers": data["tiers"], "sessions": len(plan.sessions), "slots": len(plan.slots)}
        command.write(None, told)
    else:
        prescribed = sum(each.dose.minutes for each in week.clients) // 60
        about = f"{len(week.clients)} clients, {prescribed} h prescribed: {len(plan.sessions)} sessions"
        command.say(f"{table(plan.tiers)}\n{about}, {len(plan.slots)} slots, in {seconds} s", options.out is not None)
    return 0


def effort_for(week: Problem) -> float:
    """Deterministic seconds that a week of this size deserves: 20 at 40 clients, 120 at 100 to 200, 600 at 500."""
    size = len(week.clients)
    return 20.0 if size <= 40 else 120.0 if size <= 200 else min(1200.0, 1.2 * size)


def verify(options: argparse.Namespace) -> int:
    """0 for a sound plan, 1 with every violation named."""
    week = command.problem_from(options)
    plan = command.plan_from(options.plan, week)
    found = judge(week, plan, claims=not options.rules_only)
    if getattr(options, "json", False):
        broken = {each.code for each in found} & {"unknown_id", "no_such_time"}
        admitted = [] if broken else [words for _, _, words in short_days(week, plan)]
        violations = [dataclasses.asdict(each) for each in found]
        command.write(None, {"ok": not found, "violations": violations, "admitted": admitted})
        return int(bool(found))
    for each in found:
        print(f"{each.path}: {each.code}: {each.words}")
    if not found:
        print(f"sound: {len(plan.sessions)} sessions and {len(plan.slots)} slots keep every rule")
        if plan.tiers:
            print(table(plan.tiers))
    return int(bool(found))


def schema(options: argparse.Namespace) -> int:
    """The published schema."""
    command.write(None, reading.schema(options.which))
    return 0


def place(options: argparse.Namespace) -> int:
    """Ranked ways for one client to start."""
    from .place import place as ways

    week = command.problem_from(options)
    plan = sound(options, week)
    who = client(options, week)
    try:
        first = datetime.date.fromisoformat(options.from_day) if options.from_day else None
    except ValueError:
        raise Refused(f"--from is a day, YYYY-MM-DD, not {options.from_day[:30]!r}") from None
    found = ways(week, plan, who, from_day=first, options=options.options)
    command.write(None, {"client": who, "options": convert.plain(found, week.first_day)})
    return 0


def explain(options: argparse.Namespace) -> int:
    """Why one client falls short, and what would help."""
    from .explain import explain as why

    week = command.problem_from(options)
    plan = sound(options, week)
    command.write(None, convert.plain(why(week, plan, client(options, week)), week.first_day))
    return 0


def repair(options: argparse.Namespace) -> int:
    """Ways to answer an event, best first."""
    from .repair import repair as mend

    week = command.problem_from(options)
    plan = sound(options, week)
    event = changes(options.event, week)
    try:
        ways = mend(week, plan, event, options.max_changes)
    except ValueError as error:
        raise Refused(f"{options.event}: {error}") from None
    if ways and options.out:
        command.write(options.out, convert.plan_to_json(ways[0].plan))
    if ways and options.problem_out:
        command.write(options.problem_out, convert.problem_to_json(ways[0].problem))
    told = []
    for way in ways:
        fields = {each.name: getattr(way, each.name) for each in dataclasses.fields(way)}
        del fields["problem"]
        told.append(convert.plain(fields, week.first_day) | {"plan": convert.plan_to_json(way.plan)})
    command.write(None, {"options": told})
    return 0


def what_if(options: argparse.Namespace) -> int:
    """The tiers before and after a change."""
    from .whatif import what_if as imagine

    week = command.problem_from(options)
    plan = sound(options, week)
    change = changes(options.change, week)
    try:
        found = imagine(week, plan, change)
    except ValueError as error:
        raise Refused(f"{options.change}: {error}") from None
    told = {each.name: getattr(found, each.name) for each in dataclasses.fields(found) if each.name != "problem"}
    written = convert.plain(told, week.first_day) | {"plan": convert.plan_to_json(found.plan)}
    command.write(None, written)
    return 0


def changes(path: Path, week: Problem) -> list[dict[str, Any]]:
    """The changes in a file, each tried on the problem; Unreadable where one makes no sense."""
    from .changes import apply

    data = command.named(path, reading.parse)
    listed = data if isinstance(data, list) else [data]
    if not listed or not all(isinstance(each, dict) and isinstance(each.get("verb"), str) for each in listed):
        raise Unreadable([Fault(f"{path}: /", "this is not a change", 'give {"verb": …, …} or a list of them')])
    try:
        after = apply(week, listed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable([Fault(f"{path}: /", str(error), "changes.py has the verbs and what each needs")]) from None
    written = convert.problem_to_json(after)
    if wrong := reading.structure("problem", written) or faults_of(written):
        raise Unreadable([dataclasses.replace(each, path=f"{path}: then {each.path}") for each in wrong])
    return listed


def client(options: argparse.Namespace, week: Problem) -> str:
    """The client who is named."""
    if options.client not in week.client:
        raise Refused(f"there is no client {options.client[:60]!r} in {options.problem}")
    return str(options.client)


def sound(options: argparse.Namespace, week: Problem) -> Any:
    """The plan, refused where it breaks a rule: nothing can be built on it."""
    plan = command.plan_from(options.plan, week)
    if wrong := judge(week, plan, claims=False):
        raise Refused(f"{options.plan} breaks {len(wrong)} rules, the first: {wrong[0].words}; look with verify")
    return plan


@contextlib.contextmanager
def stopped() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: the first keeps the best so far, the second ends at once."""
    pressed: list[bool] = []

    def press(*_: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
