"""`make bench-schedule`: the table of the schedule engine, medians over seeds, with its peers on the same weeks.

    make bench-schedule                                   40, 100 and 200 clients, seeds 1 to 5, peers at 40
    make bench-schedule ARGS='40 --seeds 1'               one week
    make bench-schedule ARGS='500 --verbs solve'          only solved
    make bench-schedule ARGS='40 100 --seeds 1-3 --peers none --json out.json'

Processor seconds are of all the engine's processes together. On a busy machine they grow, too, if less than the
clock's: a solve is also said in yardsticks (bench/README.md), taken just before and after it.
Nothing is asserted. How much each peer gets is said in its line. Once `--budget` minutes are over no further week is
begun; what is missing then is said.
"""

import argparse
import json
import os
import resource
import time
from pathlib import Path
from typing import Any

from bench.__main__ import yardstick
from bench.schedule import asking, monolith, stability, table
from bench.schedule.asking import Row, say
from bench.schedule.firstfit import first_fit
from openiop.engines.scheduler.generate import generate
from openiop.engines.scheduler.plan import Plan
from openiop.engines.scheduler.problem import Problem
from openiop.engines.scheduler.solve import Limit, Progress, default_effort, solve
from openiop.engines.scheduler.verify import verify

PEERS = ("first-fit", "monolith", "highs")
VERBS = ("solve", "place", "repair", "explain", "weeks")


def main() -> None:
    ask = argparse.ArgumentParser(prog="make bench-schedule", description=__doc__.splitlines()[0])
    ask.add_argument("clients", type=int, nargs="*", default=[40, 100, 200], help="sizes (default: 40 100 200)")
    ask.add_argument("--seeds", type=numbers, nargs="+", default=[[1, 2, 3, 4, 5]], help="1 2 3 or 1-3")
    ask.add_argument("--verbs", nargs="+", choices=VERBS, default=list(VERBS), help="solve is always done")
    ask.add_argument("--effort", type=float, help="deterministic seconds of a solve (default: by the size)")
    ask.add_argument("--peers", nargs="+", choices=("all", "none", *PEERS), default=["all"])
    ask.add_argument("--peers-up-to", type=int, default=40, help="largest size for the monolith and HiGHS")
    ask.add_argument(
        "--monolith", type=float, default=10.0, help="the monolith's processor seconds, times the engine's"
    )
    ask.add_argument("--asks", type=int, default=24, help="placements a week; an eighth of it of each event")
    ask.add_argument("--budget", type=float, default=25.0, help="minutes after which no other week is begun")
    ask.add_argument("--json", type=Path, help="every measurement, too")
    options = ask.parse_args()
    peers = PEERS if "all" in options.peers else [each for each in options.peers if each != "none"]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{os.cpu_count()} processors, load average {load} before the start; yardstick {yardstick():.2f} processor "
        "seconds (bench/README.md); 2 workers; aims are for 2 idle cores\n"
        "timefold: left out; its last release (1.24.0b0) stops under this Python, 3.12 being its newest",
        flush=True,
    )
    began, until = time.monotonic(), time.monotonic() + 60 * options.budget
    rows: list[Row] = []
    seeds = sorted({each for some in options.seeds for each in some})
    for clients in options.clients:
        for seed in seeds:
            if time.monotonic() > until:
                say(f"{clients} clients, seed {seed}: not begun, {options.budget:g} minutes are over (--budget)")
                continue
            rows.append(week(clients, seed, options, peers))
            if options.json:
                options.json.write_text(json.dumps(rows, indent=1))
        done = [row for row in rows if row["clients"] == clients]
        if done:
            table.show(clients, done, len(seeds))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\nin all {used():.0f} CPU-s, {time.monotonic() - began:.0f} s by the clock, load average {load} at the end")


def numbers(text: str) -> list[int]:
    """3, or 1-3."""
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def week(clients: int, seed: int, options: argparse.Namespace, peers: Any) -> Row:
    """Everything measured on one week."""
    problem = generate(clients, seed)
    row: Row = {"clients": clients, "seed": seed, "prescribed": sum(each.dose.minutes for each in problem.clients)}
    pace = yardstick()
    before, wall = used(), time.perf_counter()
    reached: list[tuple[int, float]] = []

    def watch(now: Progress) -> None:
        reached.append((now.tiers[0], time.perf_counter() - wall))

    plan = solve(problem, seed=seed, limit=Limit(effort=options.effort), on_progress=watch)
    row |= {"cpu": used() - before, "wall": time.perf_counter() - wall, "rss_mb": peak()}
    row["yardsticks"] = row["cpu"] / ((pace + yardstick()) / 2)
    row |= {tier.name: tier.value for tier in plan.tiers} | {f"{tier.name}_bound": tier.bound for tier in plan.tiers}
    row["sound"] = not verify(problem, plan)
    # both processes work all the while: processor seconds until the last minute was won, by the clock's share
    until = min((at for unmet, at in reached if unmet <= row["unmet"]), default=row["wall"])
    row["cpu_reached"] = row["cpu"] * until / row["wall"]
    say(
        f"{clients} clients, seed {seed}: unmet {row['unmet']}, bound {row['unmet_bound']}, of {row['prescribed']}; "
        f"invalid days {row['invalid_days']}, bound {row['invalid_days_bound']}; rest {row['rest']}, bound "
        f"{row['rest_bound']}; {row['cpu']:.1f} CPU-s, {row['yardsticks']:.0f} yardsticks, {row['wall']:.1f} s, "
        f"{row['rss_mb']:.0f} MB; {'sound' if row['sound'] else 'BROKEN'}"
    )
    few = max(1, options.asks // 8)
    if "place" in options.verbs:
        row |= asking.placing(problem, plan, options.asks)
    if "repair" in options.verbs:
        row |= asking.repairing(problem, plan, few)
    if "explain" in options.verbs:
        row |= asking.explaining(problem, plan, few)
    if "weeks" in options.verbs and clients <= options.peers_up_to:
        row |= stability.weeks(problem, plan, 3, seed, default_effort(clients) / 3)
    row["peers"] = {
        peer: told(peer, problem, row, options)
        for peer in peers
        if peer == "first-fit" or clients <= options.peers_up_to
    }
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
    found: Row = {"cpu": out.cpu, "wall": out.wall, "said": out.said, "reached": out.reached, "unmet": None}
    if out.plan is not None:
        found |= {"unmet": out.plan.values[0], "invalid_days": out.plan.values[1]}
        found["sound"] = not verify(problem, out.plan)
    above = (
        "no plan" if out.plan is None else f"unmet {found['unmet']}, avoidable {found['unmet'] - row['unmet_bound']}"
    )
    say(f"    {peer}: {above}; {out.cpu:.1f} CPU-s, {out.wall:.1f} s {out.said}")
    return found


def used() -> float:
    """Processor seconds of this process and its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak() -> float:
    """The most memory this process ever had, and its largest child, in MB."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    main()
