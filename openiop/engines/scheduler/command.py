"""The schedule command: `openiop schedule …` inside OpenIOP, `openiop-schedule …` where the engine is installed alone.

    generate --clients 200 --seed 7 > p.json     a believable problem of any size
    solve p.json --out plan.json                 a week that fits: tiers with what is proven of them
    verify p.json plan.json                      every rule, without a solver: exit 1 names each violation
    place p.json plan.json --client client-7     who can start, and how: ranked options
    repair p.json plan.json --event event.json   somebody is ill, a room is closed: least disruption
    explain p.json plan.json --client client-7   why somebody falls short, and the smallest ways out
    what-if p.json plan.json --change more.json  the tiers before and after a change of the problem
    schema problem                               the published JSON Schema of a problem or a plan

A file `-` is standard input. Exit code 0: done; 1: verify found a violation, or it cannot be done; 2: the input is not
right, each fault with its path, words and the way out.

Without --effort a week is searched as long as its size deserves. The same seed, effort and workers give the same plan;
--seconds stops by the clock, and Ctrl-C keeps the best so far.

--json prints for verify {"ok": bool, "violations": [{"code", "path", "words"}], "admitted": [words of each day under
the minimum that the plan states]}; for solve {"out": file or null, "problem": id, "seed": int, "seconds": float,
"tiers": [{"name", "value", "unit", "bound", "status"}], "sessions": int, "slots": int}; for what is not right
{"error": line, "faults": [{"path", "words", "fix"}]}; place, repair, explain and what-if always answer in JSON: the
fields of Option (place.py), Repair (repair.py), Explanation (explain.py) and WhatIf (whatif.py).

An event or a change is {"verb": …, …} or a list of them: changes.py has the verbs, such as
{"verb": "clinician_away", "clinician": "clinician-3", "windows": [{"day": "mon", "from": "08:00", "to": "21:00"}]}.
"""

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import reading
from .faults import Fault, Unreadable
from .plan import Plan
from .problem import Fixed, Problem

ABOUT = "fit a program's week around its clients' lives: generate, solve, verify, place, repair, explain, what-if"


class Refused(Exception):
    """It cannot be done; the message is one line with the way out."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The acts, each with its own options."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")

    def act(name: str, told: str, *files: str) -> argparse.ArgumentParser:
        made = acts.add_parser(name, help=told, description=told)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
        for each in files:
            made.add_argument(
                each, type=Path, metavar=each.upper(), help=f"the {each}'s JSON file; - for standard input"
            )
        if "problem" in files:
            made.add_argument("--previous", type=Path, metavar="PLAN", help="last week's plan, to change little from")
        return made

    made = act("generate", "a believable problem of any size, on standard output")
    made.add_argument("--clients", type=_count(1, 5000), required=True, metavar="N")
    made.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed gives the same problem (0)")
    made.add_argument("--clinicians", type=_count(1, 2000), metavar="N", help="one for every five clients")
    made.add_argument("--rooms", type=_count(1, 2000), metavar="N", help="one for every eight clients")
    made.add_argument("--with-previous", action="store_true", help="with a sketch of last week")
    made.add_argument("--frozen-days", type=_count(0, 7), default=0, metavar="N", help="so many days are published")
    made.add_argument("--out", type=Path, metavar="FILE", help="write it there")

    made = act("solve", "a week that fits", "problem")
    made.add_argument("--out", type=Path, metavar="FILE", help="write the plan there (default: standard output)")
    made.add_argument("--start", type=Path, metavar="PLAN", help="begin from this plan")
    made.add_argument("--seed", type=_count(0, 2**31), default=0, metavar="N")
    made.add_argument("--effort", type=float, metavar="S", help="deterministic seconds over all workers")
    made.add_argument("--seconds", type=float, metavar="S", help="stop by the clock (not the same from run to run)")
    made.add_argument("--workers", type=_count(1, 64), default=2, metavar="N", help="searches side by side (2)")

    made = act("verify", "every rule, from raw data, without a solver", "problem", "plan")
    made.add_argument("--rules-only", action="store_true", help="leave out what the plan says about itself")

    made = act("place", "how one client could start", "problem", "plan")
    _who(made)
    made.add_argument("--from", dest="from_day", metavar="DATE", help="nothing before this day, YYYY-MM-DD")
    made.add_argument("--options", type=_count(1, 50), default=5, metavar="N", help="at most so many (5)")

    made = act("explain", "why one client falls short, and the ways out", "problem", "plan")
    _who(made)

    made = act("repair", "mend a plan after an event", "problem", "plan")
    made.add_argument("--event", type=Path, required=True, metavar="FILE", help="what happened, as JSON")
    made.add_argument("--max-changes", type=_count(0, 100_000), metavar="N", help="most people who may be changed")

    made.add_argument("--out", type=Path, metavar="FILE", help="write the best way's plan there")
    made.add_argument("--problem-out", type=Path, metavar="FILE", help="write the problem after the event there")

    made = act("what-if", "the tiers before and after a change", "problem", "plan")
    made.add_argument("--change", type=Path, required=True, metavar="FILE", help="the change, as JSON")

    made = act("schema", "the published JSON Schema")
    made.add_argument("which", choices=["problem", "plan"])


def run(options: argparse.Namespace) -> int:
    """Do it; the exit code. Refused with one line where it cannot be done."""
    from . import acts

    try:
        return int(getattr(acts, options.act.replace("-", "_"))(options))
    except Unreadable as error:
        return tell_faults(error.faults, as_json=getattr(options, "json", False))
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        raise
    except OSError as error:
        raise Refused(f"{error.filename}: {error.strerror}") from None


def tell_faults(faults: list[Fault], *, as_json: bool) -> int:
    """Every fault on a line of its own, and as JSON; exit code 2."""
    if as_json:
        told = [dataclasses.asdict(each) for each in faults]
        print(json.dumps({"error": f"{len(faults)} faults: {faults[0]}", "faults": told}, ensure_ascii=False, indent=1))
    for each in faults:
        print(f"{each}", file=sys.stderr)
    return 2


def problem_from(options: argparse.Namespace) -> Problem:
    """The problem that is named, with last week's plan if one is named."""
    week = named(options.problem, reading.read_problem)
    if options.previous is None:
        return week
    before = named(options.previous, reading.read_plan)
    return dataclasses.replace(week, previous=Fixed(before.sessions, before.slots))


def plan_from(path: Path, week: Problem) -> Plan:
    """A plan that is named; it must be of the problem's week."""
    made = named(path, reading.read_plan)
    if made.first_day != week.first_day:
        words = f"the plan's week begins on {made.first_day}, the problem's on {week.first_day}"
        raise Unreadable([Fault(f"{path}: /first_day", words, "give a plan of the same week")])
    return made


def named[Read](path: Path, read: Callable[[bytes], Read]) -> Read:
    """What a file holds; its name stands before the path of each fault."""
    try:
        return read(read_bytes(path))
    except Unreadable as error:
        raise Unreadable(
            [dataclasses.replace(each, path=f"{path}: {each.path or '/'}") for each in error.faults]
        ) from None


def read_bytes(path: Path) -> bytes:
    """A file, or standard input for -; no more of it than can be a problem."""
    most = reading.MOST_BYTES + 1
    if str(path) == "-":
        return sys.stdin.buffer.read(most)
    with path.open("rb") as file:
        return file.read(most)


def write(path: Path | None, data: Any) -> None:
    """JSON to a file, whole or not at all, or to standard output."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if path is None:
        print(text)
        return
    part = path.with_name(f".{path.name}.part")
    part.write_text(text + "\n", "utf-8")
    part.replace(path)


def say(text: str, as_answer: bool) -> None:
    """For a person: the answer itself, or beside an answer that is JSON."""
    print(text, file=sys.stdout if as_answer else sys.stderr)


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--client", required=True, metavar="ID", help="the client's id in the problem")


def _count(least: int, most: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        try:
            found = int(text)
        except ValueError:
            found = least - 1
        if not least <= found <= most:
            raise argparse.ArgumentTypeError(f"give a whole number from {least} to {most}, not {text[:30]!r}")
        return found

    return whole


def main() -> int:
    """The entry of `openiop-schedule`."""
    parser = argparse.ArgumentParser(
        prog="openiop-schedule", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_arguments(parser)
    options = parser.parse_args()
    try:
        return run(options)
    except Refused as error:
        print(f"openiop-schedule: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("openiop-schedule: stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
