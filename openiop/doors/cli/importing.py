"""Take records in: openiop import fhir FILE... (Synthea transaction bundles, US Core Bulk NDJSON, also gzipped).

A file goes in whole or not at all; a second run changes nothing. Exits 1 if a file was refused.

--json prints {"files": [{"file", "status": "created"|"updated"|"unchanged"|"refused", "taken": {type: count},
"skipped": [{"resource_type", "why", "count", "ids"}], "error": str|null}],
"totals": {"created", "updated", "unchanged", "refused"}} (totals count files)
"""

import argparse
from pathlib import Path
from typing import Any

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress

HELP = "take records in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", choices=["fhir"], help="what the files are")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--program", metavar="SLUG", help="the program they are referred to (default: the only one)")


def run(options: argparse.Namespace) -> int:
    ground.django_up("app")
    from openiop.base.audit.actions import System
    from openiop.doors.cli.programs import choose_program
    from openiop.doors.exchange.fhir.importing import import_files

    program = choose_program(options.program)
    by = System("openiop import fhir", program.organisation_id)
    with Progress("Importing", len(options.files)) as progress:
        report = import_files(
            options.files, program=program, by=by, on_file=lambda done: progress.step(Path(done.file).name)
        )
    ground.answer(report.as_dict(), as_json=options.json, text=lines_of(report))
    for file in report.files:
        if file.error:
            ground.say(f"openiop import fhir: {file.file}: {file.error}")
    return 1 if report.refused else 0


def lines_of(report: Any) -> str:
    """The report for a person: a line a file, and the totals."""
    lines = []
    for file in report.files:
        taken = ", ".join(f"{count} {kind}" for kind, count in file.taken.items())
        lines.append(f"{file.status:9}  {Path(file.file).name}  {taken}")
    lines.append(", ".join(f"{count} {status}" for status, count in report.totals.items()))
    return "\n".join(lines)
