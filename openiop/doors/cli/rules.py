"""Checks payer and jurisdiction packs: that each holds together, and that it decides its own cases as they say.

openiop rules check                 every pack that is shipped
openiop rules check FILE.toml ...   these files (or the *.toml files of a folder), looked at together

Exit code 0: all hold; 1: something is wrong, one line of it each: FILE:LINE: reason.

--json prints
{"ok": bool, "packs": [{"file", "key", "version", "effective_from": date, "effective_to": date or null, "citation"}],
 "cases": number run, "faults": [{"file", "line": number from 1, "reason"}]}
"""

import argparse
import sys
from pathlib import Path

from openiop.doors.cli import ground
from openiop.doors.cli.refusal import Refusal

HELP = "check payer packs and run their own cases"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"], help="what to do")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="packs (default: those shipped)")


def run(options: argparse.Namespace) -> int:
    from openiop.rulebook.packs import SHIPPED
    from openiop.rulebook.packs.checking import check

    paths = files(options.files or [SHIPPED])
    found = check(paths)
    if not options.json:
        for fault in found.faults:
            print(fault, file=sys.stderr)
    ground.answer(
        {
            "ok": not found.faults,
            "packs": [
                {
                    "file": str(path),
                    "key": pack.key,
                    "version": pack.version,
                    "effective_from": pack.effective_from,
                    "effective_to": pack.effective_to,
                    "citation": pack.citation,
                }
                for path, pack in found.packs
            ],
            "cases": found.cases,
            "faults": [{"file": each.file, "line": each.line, "reason": each.reason} for each in found.faults],
        },
        as_json=options.json,
        text=f"{len(found.packs)} of {len(paths)} packs hold, {found.cases} cases run, {len(found.faults)} faults",
    )
    return 1 if found.faults else 0


def files(asked: list[Path]) -> list[Path]:
    """The files that are meant; a folder stands for its packs."""
    found: list[Path] = []
    for path in asked:
        if not path.exists():
            raise Refusal(f"{path} is not there")
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise Refusal(f"{path} holds no pack (*.toml)")
        found += inside
    return found
