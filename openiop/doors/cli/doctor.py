"""Say what is installed, running and wrong, and how to mend it. Starts nothing and changes nothing.

Exits 0 when healthy. Otherwise 1, and one line on standard error names the first fault.

--json prints {"healthy": bool, "faults": [name, ...],
"checks": [{"name": str, "ok": bool|null, "detail": str, "mend": str|null}]} (ok is null for what only informs)
"""

import argparse
import dataclasses

from openiop.doors.cli import ground

HELP = "say what is installed, running and wrong"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    from openiop.doors.cli.checks import examine

    checks = examine(ground.home())
    faults = [check for check in checks if check.ok is False]
    data = {
        "healthy": not faults,
        "faults": [check.name for check in faults],
        "checks": [dataclasses.asdict(check) for check in checks],
    }
    mark = {True: "ok   ", False: "FAULT", None: "     "}
    rows = [f"{mark[check.ok]}  {check.name:12}  {check.detail}" for check in checks]
    ground.answer(data, as_json=options.json, text="\n".join(rows))
    if faults:
        ground.say(f"openiop doctor: {faults[0].name}: {faults[0].detail}; {faults[0].mend}")
        return 1
    return 0
