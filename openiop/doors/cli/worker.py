"""Run the job worker alone, for an installation whose parts run on several machines.

`openiop serve` runs one already. --json changes nothing: the worker answers with its exit code.
"""

import argparse

from openiop.doors.cli import ground

HELP = "run the job worker alone"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at a time (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    ground.follow_parent()
    ground.django_up("app")
    from django.core.management import call_command

    concurrency = f"--concurrency={options.concurrency}"
    call_command("procrastinate", "worker", concurrency, "--shutdown-graceful-timeout=8")
    return 0
