"""`make bench ARGS=gate`: what the gate, row-level security and the audit take of a day in the program.

Two servers stand on the same database: one as it is, one without them (bench.bare). They are visited in turns, so that
what else the machine does meets both. Throughput is what a program would notice; processor time a page is what a busy
machine does not blur.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.day import CONNECTIONS, Visitors, mixed, table
from bench.load import Result, merge, run
from openiop.engines.postgres import ensure_running

TURNS = 4
SIDES = {"as it is": ("config.wsgi:application", "app"), "without the gate": ("bench.bare:application", "migrator")}
AIM = 0.25


@dataclass
class Side:
    """One server, and what it answered so far."""

    port: int
    process: subprocess.Popen[bytes]
    result: Result = field(default_factory=Result)
    processor: float = 0.0  # seconds, its own and the database's

    def visit(self, visitors: Visitors, seconds: float) -> None:
        roots = {self.process.pid, ensure_running().pid}
        before = used(roots)
        one = run(self.port, CONNECTIONS, seconds, mixed(visitors))
        self.processor += used(roots) - before
        merge(self.result.seconds, one.seconds.items())
        self.result.elapsed += one.elapsed
        for what, count in one.wrong.items():
            self.result.wrong[what] = self.result.wrong.get(what, 0) + count

    @property
    def page(self) -> float:
        """Milliseconds of processor time an answer."""
        return 1000 * self.processor / self.result.answers


def used(roots: set[int]) -> float:
    """Processor seconds used so far by these processes and all they started."""
    known: dict[int, tuple[int, int]] = {}  # process: who started it, ticks
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                rest = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:  # it ended meanwhile
                continue
            known[int(folder.name)] = (int(rest[1]), int(rest[11]) + int(rest[12]))
    total = 0
    for pid, (parent, ticks) in known.items():
        line = {pid}
        while parent in known and parent not in line:
            line.add(parent)
            parent = known[parent][0]
        total += ticks if line & roots else 0
    return total / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(port: int, target: str, role: str) -> Iterator[Side]:
    command = [sys.executable, "-m", "bench.serving", str(port), target, role]
    with subprocess.Popen(command) as process:
        try:
            wait_for(port)
            yield Side(port, process)
        finally:
            process.terminate()
            process.wait(60)


def wait_for(port: int) -> None:
    """Until the first page answers; a minute at most."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit(f"no page answers at port {port}")


def main(port: int, seconds: float) -> None:
    ensure_running()
    visitors = Visitors()
    (name, other), (one, two) = SIDES, SIDES.values()
    with serving(port, *one) as with_gate, serving(port + 1, *two) as without:
        sides = {name: with_gate, other: without}
        for side in sides.values():
            run(side.port, CONNECTIONS, min(5.0, seconds), mixed(visitors))  # warm up: connections, caches, plans
        for _turn in range(TURNS):
            for side in sides.values():
                side.visit(visitors, seconds / TURNS)
    for title, side in sides.items():
        table(f"a day in the program, {title}", side.result)
        print(f"    {side.page:.1f} ms of processor time an answer")
    throughput = 1 - with_gate.result.rate / without.result.rate
    processor = 1 - without.page / with_gate.page
    print(
        f"the gate, row-level security and the audit take {throughput:.0%} of throughput (aim: at most {AIM:.0%}), "
        f"{processor:.0%} of processor time"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
