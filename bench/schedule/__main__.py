"""`make bench-schedule`: the table of the schedule engine, medians over seeds, with its peers on the same weeks.

    make bench-schedule                                  40, 100, 200 and 500 clients, seeds 1 to 5, peers at 40
    make bench-schedule ARGS='--clients 40 --seeds 1'    one week
    make bench-schedule ARGS='--peers none --json out.json'

Processor seconds are of all the engine's processes together and stay meaningful on a busy machine; wall seconds do not.
Nothing is asserted. How much each peer gets is said in its line.
"""

import argparse
import json
import random
import resource
import statistics
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.__main__ import yardstick
from bench.schedule import monolith
from bench.schedule.firstfit import first_fit
from openiop.engines.scheduler import grid
from openiop.engines.scheduler.explain import explain
from openiop.engines.scheduler.generate import generate
from openiop.engines.scheduler.place import place
from openiop.engines.scheduler.plan import Plan
from openiop.engines.scheduler.problem import Problem
from openiop.engines.scheduler.repair import repair
from openiop.engines.scheduler.solo import Solo
from openiop.engines.scheduler.solve import Limit, solve
from openiop.engines.scheduler.verify import verify

PEERS = ("first-fit", "monolith", "highs")
Row = dict[str, Any]


def main() -> None:
    ask = argparse.ArgumentParser(prog="make bench-schedule", description=__doc__.splitlines()[0])
    ask.add_argument("--clients", type=int, nargs="+", default=[40, 100, 200, 500])
    ask.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    ask.add_argument("--effort", type=float, help="deterministic seconds of a solve (default: by the size)")
    ask.add_argument("--peers", nargs="+", default=["all"], help="all, none, first-fit, monolith, highs")
    ask.add_argument("--peers-up-to", type=int, default=40, help="largest size for the monolith and HiGHS")
    ask.add_argument(
        "--monolith", type=float, default=10.0, help="the monolith's processor seconds, times the engine's"
    )
    ask.add_argument("--asks", type=int, default=40, help="placements, repairs and explanations a week (some of each)")
    ask.add_argument("--json", type=Path, help="every measurement, too")
    options = ask.parse_args()
    peers = PEERS if "all" in options.peers else [each for each in options.peers if each != "none"]
    say(f"yardstick {yardstick():.2f} processor seconds (bench/README.md); 2 workers; aims are for 2 idle cores")
    rows: list[Row] = []
    for clients in options.clients:
        for seed in options.seeds:
            rows.append(week(clients, seed, options, peers))
            if options.json:
                options.json.write_text(json.dumps(rows, indent=1))
        table(clients, [row for row in rows if row["clients"] == clients])


def week(clients: int, seed: int, options: argparse.Namespace, peers: Any) -> Row:
    """Everything measured on one week."""
    problem = generate(clients, seed)
    prescribed = sum(each.dose.minutes for each in problem.clients)
    row: Row = {"clients": clients, "seed": seed, "prescribed": prescribed}
    before = used()
    wall = time.perf_counter()
    plan = solve(problem, seed=seed, limit=Limit(effort=options.effort))
    row |= {"cpu": used() - before, "wall": time.perf_counter() - wall, "rss_mb": peak()}
    row |= {tier.name: tier.value for tier in plan.tiers} | {f"{tier.name}_bound": tier.bound for tier in plan.tiers}
    row["sound"] = not verify(problem, plan)
    solo = Solo(problem)
    row["alone_bound"] = sum(solo.best(each).unmet for each in problem.clients)
    bound = row["bound"] = max(row["unmet_bound"], row["alone_bound"])
    say(
        f"{clients} clients, seed {seed}: unmet {row['unmet']} min, bound {bound}, of {prescribed}; "
        f"invalid days {row['invalid_days']}; {row['cpu']:.1f} CPU-s, {row['wall']:.1f} s; "
        f"{'sound' if row['sound'] else 'BROKEN'}"
    )
    row |= questions(problem, plan, options.asks)
    row["peers"] = {}
    for peer in peers:
        if peer == "first-fit" or clients <= options.peers_up_to:
            row["peers"][peer] = told(peer, problem, row, options)
    return row


def told(peer: str, problem: Problem, row: Row, options: argparse.Namespace) -> Row:
    """One peer on the same week."""
    if peer == "first-fit":
        began = time.process_time()
        plan: Plan | None = first_fit(problem)
        out = monolith.Outcome(plan, time.process_time() - began, 0.0)
    elif peer == "monolith":
        out = monolith.cp_sat(problem, options.monolith * row["cpu"], row["unmet"])
    else:
        out = monolith.highs(problem, row["cpu"])
    found: Row = {"cpu": out.cpu, "said": out.said, "reached": out.reached, "unmet": None}
    if out.plan is not None:
        found |= {"unmet": out.plan.values[0], "invalid_days": out.plan.values[1]}
        found["sound"] = not verify(problem, out.plan)
    avoidable = "no plan" if out.plan is None else f"unmet {found['unmet']}, avoidable {found['unmet'] - row['bound']}"
    say(f"    {peer}: {avoidable}; {out.cpu:.1f} CPU-s {out.said}")
    return found


def questions(problem: Problem, plan: Plan, count: int) -> Row:
    """Placing, repairing, explaining: processor seconds, and what a repair keeps."""
    dice = random.Random(f"asks/{problem.id}")
    placed, repaired, explained, kept, lost = [], [], [], [], []
    others = generate(max(8, min(count, 60)), 99).clients
    place(problem, plan, replace(problem.clients[0], id="warm"))
    for number in range(count):
        like, other = dice.choice(problem.clients), others[number % len(others)]
        new = replace(
            like, id="new", dose=other.dose, needs=like.needs, individual=other.individual, family=other.family
        )
        began = time.process_time()
        place(problem, plan, new)
        placed.append(time.process_time() - began)
    busy = Counter((each.clinician, each.day) for each in plan.sessions)
    for (clinician, day), _ in busy.most_common(max(1, count // 8)):
        name = grid.day_name(day, problem.first_day)
        away = {
            "verb": "clinician_away",
            "clinician": clinician,
            "windows": [{"day": name, "from": "00:00", "to": "24:00"}],
        }
        began = time.process_time()
        best = repair(problem, plan, away)[0]
        repaired.append(time.process_time() - began)
        kept.append(best.kept)
        lost.append(best.after[0] - plan.values[0])
    short = [each.client for each in plan.standing if each.unmet_minutes or each.invalid_days]
    for client in short[: max(1, count // 8)]:
        began = time.process_time()
        explain(problem, plan, client)
        explained.append(time.process_time() - began)
    row = {
        "place_p95": quantile(placed, 0.95),
        "repair": max(repaired, default=0.0),
        "repair_kept": min(kept, default=1.0),
        "repair_lost": max(lost, default=0),
        "explain": max(explained, default=0.0),
    }
    say(
        f"    place p95 {1000 * row['place_p95']:.0f} ms; repair at most {row['repair']:.1f} s, kept at least "
        f"{row['repair_kept']:.1%}, unmet +{row['repair_lost']} min at most; explain at most {row['explain']:.2f} s"
    )
    return row


AIMS = {
    40: "unmet = bound in 10 s (20 CPU-s), invalid days within 5 %",
    100: "unmet = bound in 60 s",
    200: "unmet at most 0.3 % of prescribed above the bound in 60 s",
    500: "at most 0.5 % in 5 min and 2 GB",
}


def table(clients: int, rows: list[Row]) -> None:
    """The medians of one size."""

    def mid(name: str) -> float:
        return statistics.median(row[name] for row in rows)

    above = statistics.median((row["unmet"] - row["bound"]) / row["prescribed"] for row in rows)
    print(f"\n{clients} clients, medians of {len(rows)} seeds (aim: {AIMS.get(clients, 'none')})")
    print(f"  unmet {mid('unmet'):.0f} min, bound {mid('bound'):.0f}: {above:.2%} of {mid('prescribed'):.0f} above it")
    print(f"  invalid days {mid('invalid_days'):.0f}, bound {mid('invalid_days_bound'):.0f}; rest {mid('rest'):.0f}")
    print(f"  {mid('cpu'):.1f} CPU-s, {mid('wall'):.1f} s by the clock, {mid('rss_mb'):.0f} MB")
    print(f"  place p95 {1000 * mid('place_p95'):.0f} CPU-ms (aim: 150), explain {mid('explain'):.2f} s (aim: 2)")
    kept = f"{mid('repair_kept'):.1%} kept (aim: 95 %)"
    print(f"  repair {mid('repair'):.1f} CPU-s (aim: 5), {kept}, unmet +{mid('repair_lost'):.0f} min")
    for peer in PEERS:
        having = [row for row in rows if peer in row["peers"]]
        if having:
            print("  " + against(peer, having))
    print(flush=True)


def against(peer: str, rows: list[Row]) -> str:
    """One peer's line: its avoidable unmet minutes beside the engine's, and the ratio of times where it caught up."""
    found = [row["peers"][peer] for row in rows]
    cpu = statistics.median(each["cpu"] for each in found)
    plans = [(row, each) for row, each in zip(rows, found, strict=True) if each["unmet"] is not None]
    if not plans:
        return f"{peer}: no plan in {cpu:.0f} CPU-s ({found[0]['said']})"
    ours = statistics.median(row["unmet"] - row["bound"] for row, _ in plans)
    theirs = statistics.median(each["unmet"] - row["bound"] for row, each in plans)
    line = f"{peer}: avoidable unmet {theirs:.0f} min in {cpu:.1f} CPU-s; the engine's {ours:.0f}"
    if peer == "first-fit" and theirs:
        line += f", {ours / theirs:.3f} of it (aim: 0.05)"
    if peer == "monolith":
        ratios = [row["cpu"] / each["reached"] for row, each in plans if each["reached"]]
        never = len(plans) - len(ratios)
        line += f"; equal after {1 / statistics.median(ratios):.1f} times the engine's CPU" if ratios else ""
        line += f"; never equal in {never} of {len(plans)} (aim: 10 times or more)" if never else ""
    return line


def used() -> float:
    """Processor seconds of this process and its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak() -> float:
    """The most memory this process ever had, and its largest child, in MB."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
