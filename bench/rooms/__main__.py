"""`make room-soak`: what the video rooms reach, on `openiop serve` with the real router and real browsers.

Prints a table, target beside what was reached; asserts nothing. Parts, all without a word: six seats rooms kill cuts
turn key (`make room-soak ARGS="six kill"`). The browsers run on the same machine as the router and are most of the
load: read seconds beside the load in the header.
"""

import argparse
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable

from bench.__main__ import yardstick
from bench.rooms import crowd, media
from bench.rooms.house import House, running
from bench.rooms.table import Row, table

PARTS: dict[str, Callable[[House], Iterable[Row]]] = {
    "six": media.six,
    "seats": crowd.seats,
    "rooms": crowd.rooms,
    "kill": media.kill,
    "cuts": media.cuts,
    "turn": media.turn,
    "key": media.key,
}


def version(*command: str) -> str:
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)
        return (said.stdout or said.stderr).strip().splitlines()[0]
    except (OSError, IndexError, subprocess.TimeoutExpired):
        return f"no {command[0]}"


def header() -> None:
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"{os.cpu_count()} cores shared by router, servers and browsers; load {load}; yardstick {yardstick():.2f} s")
    print(f"{version('janus', '--version')}; {version('chromium', '--version')}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make room-soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one or more of: {' '.join(PARTS)}")
    asked = parser.parse_args().parts or list(PARTS)
    if unknown := [each for each in asked if each not in PARTS]:
        parser.error(f"no part {' '.join(unknown)}; there are {' '.join(PARTS)}")
    header()
    rows: list[Row] = []
    with running() as house:
        for name in asked:
            began, load = time.monotonic(), os.getloadavg()[0]
            try:
                for row in PARTS[name](house):
                    rows.append(row.of(name))
                    print(f"  {name}: {row.what}: {row.reached}", flush=True)
            except (Exception, SystemExit) as error:
                traceback.print_exc()
                rows.append(Row("this part", "runs to its end", f"broke off: {type(error).__name__}", False).of(name))
            told = f"load {load:.1f} to {os.getloadavg()[0]:.1f}"
            print(f"({name}: {time.monotonic() - began:.0f} s, {told})", flush=True)
    print()
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
