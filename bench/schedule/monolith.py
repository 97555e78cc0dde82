"""The whole week as one model: the engine's own formulation without its search, given to CP-SAT and to HiGHS.

Both get the strongest model there is (the engine's moves are cut from the same), so that what is compared is the
search. HiGHS cannot share a process with OR-Tools: the model goes to `bench.schedule.mip` as a file and comes back.
"""

import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from openiop.engines.scheduler import grid
from openiop.engines.scheduler.convert import digest
from openiop.engines.scheduler.plan import Plan
from openiop.engines.scheduler.problem import Problem
from openiop.engines.scheduler.score import plan_of
from openiop.engines.scheduler.search.arena import Arena, arena_of
from openiop.engines.scheduler.search.model import Move, Scope, Stage
from openiop.engines.scheduler.search.rooms import settle
from openiop.engines.scheduler.search.week import Tally, write


@dataclass
class Outcome:
    """What a peer found (`plan` None: nothing), processor seconds, and when it first was as good as `target`."""

    plan: Plan | None
    cpu: float
    wall: float
    reached: float | None = None
    said: str = ""


def whole(problem: Problem) -> tuple[Arena, Move]:
    """The model of the whole week, everything free."""
    arena = arena_of(problem)
    empty = Tally(arena).week([], [])
    days = range(grid.DAYS)
    opens = {(kind, day): grid.day_bits(day) for kind in range(len(problem.group_types)) for day in days}
    clients = dict.fromkeys(range(len(problem.clients)), (1 << grid.DAYS) - 1)
    return arena, Move(arena, empty, Scope(clients, opens, True), Stage())


def plan_from(problem: Problem, arena: Arena, move: Move, values: Any) -> Plan | None:
    """The plan in a solution, or None where no rooms can be given out."""
    roomed = settle(arena, *move._read(values))
    if roomed is None:
        return None
    sessions, slots = write(arena, Tally(arena).week(*roomed))
    return plan_of(problem, digest(problem), sessions, slots)


class Watch(cp_model.CpSolverSolutionCallback):
    """Keeps the last solution, and when unmet minutes first were as few as the target."""

    def __init__(self, problem: Problem, arena: Arena, move: Move, target: int) -> None:
        super().__init__()
        self.problem, self.arena, self.move, self.target = problem, arena, move, target
        self.plan: Plan | None = None
        self.reached: float | None = None
        self.began = time.process_time()

    def on_solution_callback(self) -> None:
        plan = plan_from(self.problem, self.arena, self.move, self)
        if plan is not None:
            self.plan = plan
            if self.reached is None and plan.values[0] <= self.target:
                self.reached = time.process_time() - self.began


def cp_sat(problem: Problem, seconds: float, target: int, workers: int = 2) -> Outcome:
    """CP-SAT on the whole model; so many processor seconds over its workers, however busy the machine is."""
    cpu, wall = time.process_time(), time.perf_counter()
    arena, move = whole(problem)
    watch = Watch(problem, arena, move, target)
    watch.began = cpu
    hint = move.model.proto.solution_hint  # the empty week, so that it never has nothing
    hint.vars.extend(range(len(move.hints)))
    hint.values.extend(move.hints)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = 10 * seconds
    over = threading.Event()

    def count() -> None:
        while not over.wait(0.2):
            if time.process_time() - cpu > seconds:
                solver.stop_search()

    counting = threading.Thread(target=count)
    counting.start()
    status = solver.solve(move.model, watch)
    over.set()
    counting.join()
    return Outcome(
        watch.plan, time.process_time() - cpu, time.perf_counter() - wall, watch.reached, solver.status_name(status)
    )


def highs(problem: Problem, seconds: float) -> Outcome:
    """HiGHS on the same model as a mixed-integer program, in a process of its own."""
    wall = time.perf_counter()
    arena, move = whole(problem)
    with tempfile.TemporaryDirectory() as folder:
        model, answer = Path(folder) / "model", Path(folder) / "answer"
        model.write_bytes(pickle.dumps(rows_of(move.model)))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "bench.schedule.mip", str(model), str(answer), str(seconds)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
            capture_output=True,
            text=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if done.returncode:
            return Outcome(None, cpu, time.perf_counter() - wall, said=(done.stderr.strip().splitlines() or ["?"])[-1])
        found = json.loads(answer.read_text())
    plan = plan_from(problem, arena, move, Values(found["values"])) if found["values"] else None
    return Outcome(plan, cpu, time.perf_counter() - wall, said=found["status"])


class Values:
    """A solution as CP-SAT's readers ask for it."""

    def __init__(self, values: list[float]) -> None:
        self.values = values

    def boolean_value(self, literal: Any) -> bool:
        index = literal.index
        return bool(round(self.values[index])) if index >= 0 else not round(self.values[-index - 1])

    def value(self, variable: Any) -> int:
        return round(self.values[variable.index])


def rows_of(model: cp_model.CpModel) -> dict[str, Any]:
    """The model as rows of a linear program: every constraint the engine uses is linear over its booleans."""
    proto = model.proto
    domains = [list(variable.domain) for variable in proto.variables]  # (no negative index into the proto's own)
    lower, upper = [each[0] for each in domains], [each[-1] for each in domains]
    rows: list[tuple[float, float, list[int], list[float]]] = []

    def add(literals: list[tuple[int, float]], low: float, high: float) -> None:
        shift = 0.0
        terms: dict[int, float] = {}
        for literal, factor in literals:
            index, sign = (literal, factor) if literal >= 0 else (-literal - 1, -factor)
            shift += factor if literal < 0 else 0.0
            terms[index] = terms.get(index, 0.0) + sign
        rows.append((low - shift, high - shift, list(terms), list(terms.values())))

    infinite = float("inf")
    for each in proto.constraints:
        conditions = list(each.enforcement_literal)
        if each.has_linear():
            if conditions or len(each.linear.domain) != 2:
                raise ValueError("a conditional or broken range has no row")
            low, high = each.linear.domain
            limits = (-infinite if low <= -(1 << 60) else low, infinite if high >= 1 << 60 else high)
            add([(v, float(c)) for v, c in zip(each.linear.vars, each.linear.coeffs, strict=True)], *limits)
        elif each.has_bool_and():
            for literal in each.bool_and.literals:  # all conditions -> literal
                add([(literal, 1.0), *((c, -1.0) for c in conditions)], 1.0 - len(conditions), infinite)
        elif each.has_bool_or():
            add(
                [*((v, 1.0) for v in each.bool_or.literals), *((c, -1.0) for c in conditions)],
                1.0 - len(conditions),
                infinite,
            )
        elif each.has_at_most_one():
            add([(v, 1.0) for v in each.at_most_one.literals], -infinite, 1.0)
        elif each.has_exactly_one():
            add([(v, 1.0) for v in each.exactly_one.literals], 1.0, 1.0)
        else:
            raise ValueError("a constraint of the model has no row")
    costs = [0.0] * len(lower)
    for variable, factor in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        index, sign = (variable, factor) if variable >= 0 else (-variable - 1, -factor)
        costs[index] += sign
    return {"lower": lower, "upper": upper, "costs": costs, "rows": rows}
