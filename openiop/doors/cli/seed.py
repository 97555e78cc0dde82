"""Fill the database with demo programs: believable people in the middle of their week, none of them real.

An empty database gets the demo program; one with an organisation in it is left as it is. --programs N adds N
programs fast, for measuring.

--json prints {"created": bool, "programs": int, "rows": int|null,
"sign_ins": [{"who": str, "email": str, "password": str}]}
"""

import argparse

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress
from openiop.doors.cli.refusal import Refusal

HELP = "fill the database with demo programs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programs", type=int, metavar="N", help="how many programs to add fast, for measuring")


def tell_the_planner() -> None:
    """Lets the database count what came in at once, rather than in a minute: until then its plans are guesses."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def run(options: argparse.Namespace) -> int:
    if options.programs is not None and options.programs < 1:
        raise Refusal(f"--programs is a number from 1 on, not {options.programs}")
    ground.django_up("migrator")  # COPY and the row-level policies do not go together: the owner of the tables writes
    from openiop.doors.cli.migrate import pending

    if missing := pending():
        raise Refusal(f"{len(missing)} migrations are missing: run 'openiop migrate' first")
    from openiop.doors.demo import seed

    rows: int | None = None
    if options.programs is None:
        programs = int(seed.ensure_demo())
    else:
        programs = options.programs
        with Progress("Programs", programs) as progress:
            rows = seed.seed_programs(programs, progress=lambda done, total: progress.step())
    if programs:
        tell_the_planner()
    data = {
        "created": bool(programs),
        "programs": programs,
        "rows": rows,
        "sign_ins": [{"who": str(who), "email": email, "password": key} for who, email, key in seed.SIGN_INS],
    }
    text = f"made {programs} demo program(s)" if programs else "there is an organisation already; nothing was made"
    ground.answer(data, as_json=options.json, text=text)
    return 0
