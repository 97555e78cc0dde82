"""`make bench`: what the day in the program costs, at 1, 10 and 100 programs, on an embedded database.

Prints figures with ratios and growth; asserts nothing. Everything runs on this machine, the load generator included.
BENCH_SECONDS (default 10) is the length of each measurement, BENCH_PROGRAMS (default "1 10 100") the sizes.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("OPENIOP_BENCH_HOME", ROOT / ".bench-home"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "10"))
SIZES = [int(size) for size in os.environ.get("BENCH_PROGRAMS", "1 10 100").split()]
PORT = int(os.environ.get("BENCH_PORT", "8765"))
OPENIOP = str(Path(sys.executable).with_name("openiop"))
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
    "OPENIOP_HOME": str(HOME),
    "OPENIOP_STAFF_SECOND_FACTOR": "0",
}


def openiop(*words: str) -> str:
    """Runs one verb to its end; returns what it printed."""
    return subprocess.run([OPENIOP, *words], env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout


def main() -> None:
    stop()
    shutil.rmtree(HOME, ignore_errors=True)
    print(f"{os.cpu_count()} cores, load generator included, {SECONDS:g} s a measurement, 8 connections")
    print(f"this machine now: {yardstick():.2f} s for the yardstick (machines vary: compare like with like)")
    cold, warm = first_page("cold (empty data folder)"), first_page("warm")
    print(f"openiop demo to first page: cold {cold:.1f} s, warm {warm:.1f} s (aim: warm 10 s)")
    openiop("migrate")
    have, seeding, days = 1, 0.0, {}
    for size in SIZES:
        if size > have:
            began = time.perf_counter()
            openiop("seed", "--programs", str(size - have), "--json")
            seeding += time.perf_counter() - began
            have = size
        days[size] = measure(size)
    if have > 1:
        per = seeding / (have - 1)
        print(f"seeded {have - 1} programs in {seeding:.1f} s: {per * 100:.0f} s a hundred (aim: 120 s)")
    if len(days) > 1:
        small, large = days[SIZES[0]], days[SIZES[-1]]
        print(
            f"growth {SIZES[0]} to {SIZES[-1]} programs: p50 x {large['p50'] / small['p50']:.2f}, "
            f"p99 x {large['p99'] / small['p99']:.2f} (aim: 1.5), throughput x {large['rate'] / small['rate']:.2f}"
        )
    compare()
    stop()


def yardstick() -> float:
    """Processor seconds for the same ten million small steps of Python: what the figures below may be divided by."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total ^= number
    return time.process_time() - began


def first_page(how: str) -> float:
    """Seconds from the command to the first page that answers; the program is stopped again."""
    began = time.perf_counter()
    with subprocess.Popen(
        [OPENIOP, "demo", "--port", str(PORT), "--json"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as demo:
        line = demo.stdout.readline() if demo.stdout else ""
        took = time.perf_counter() - began
        if not line.startswith("{"):
            raise SystemExit(f"openiop demo ({how}) printed no address: {line!r}")
        json.loads(line)
        demo.terminate()
        demo.wait(60)
    return took


def measure(size: int, module: str = "bench.day") -> dict[str, float]:
    """Serves what is there and visits it; prints a table, returns the day's figures."""
    print(f"yardstick {yardstick():.2f} s")
    with subprocess.Popen(
        [OPENIOP, "serve", "--port", str(PORT), "--json"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        if server.stdout:
            server.stdout.readline()
        try:
            child = [sys.executable, "-m", module, str(PORT), str(SECONDS), str(size)]
            done = subprocess.run(child, env=ENVIRONMENT, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        finally:
            server.terminate()
            server.wait(60)
    lines = done.stdout.strip().splitlines()
    print("\n".join(lines[:-1]), flush=True)
    figures: dict[str, float] = json.loads(lines[-1])
    return figures


def stop() -> None:
    subprocess.run([OPENIOP, "stop"], env=ENVIRONMENT, check=False, capture_output=True)


def dose() -> None:
    """`make bench ARGS=dose`: only the dose of a week, over the largest number of programs, all but one of them copies
    of the first (bench.copies). Keeps what is made in a folder of its own, so that the next run only measures."""
    ENVIRONMENT["OPENIOP_HOME"] = ENVIRONMENT["OPENIOP_BENCH_HOME"] = f"{HOME}-dose"
    print(
        f"this machine now: {yardstick():.2f} s for the yardstick (machines vary: compare like with like)", flush=True
    )
    openiop("migrate")
    began, have = time.perf_counter(), how_many()
    if not have:
        openiop("seed", "--programs", "1", "--json")
    if (missing := SIZES[-1] - max(have, 1)) > 0:
        from bench.copies import copy_programs
        from openiop.engines.postgres import ensure_running

        rows = copy_programs(ensure_running(Path(ENVIRONMENT["OPENIOP_HOME"])).url("admin"), missing)
        print(f"copied the program {missing} times, {rows} rows, in {time.perf_counter() - began:.1f} s", flush=True)
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    subprocess.run([sys.executable, "-m", "bench.dose"], env=ENVIRONMENT, cwd=ROOT, check=True)
    stop()


def board() -> None:
    """`make bench ARGS=board`: only the live boards, forty at once. Keeps what is seeded."""
    openiop("migrate")
    if not how_many():
        openiop("seed", "--json")
    measure(1, "bench.board")
    stop()


def how_many() -> int:
    """Programs seeded so far."""
    script = "from bench.dose import programs; print(programs())"
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return int(done.stdout)


def gate() -> None:
    """`make bench ARGS=gate`: only what the gate costs, over the largest number of programs. Keeps what is seeded."""
    print(
        f"this machine now: {yardstick():.2f} s for the yardstick (machines vary: compare like with like)", flush=True
    )
    openiop("migrate")
    missing = SIZES[-1] - how_many()
    if missing > 0:
        openiop("seed", "--programs", str(missing), "--json")
    compare()
    stop()


def compare() -> None:
    """A day with and without the gate, over what is seeded."""
    child = [sys.executable, "-m", "bench.gate", str(PORT), str(2 * SECONDS)]
    subprocess.run(child, env=ENVIRONMENT, cwd=ROOT, check=True)


PARTS = {"dose": dose, "gate": gate, "board": board}

if __name__ == "__main__":
    PARTS.get(" ".join(sys.argv[1:]), main)()
