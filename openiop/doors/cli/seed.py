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


def tell_the_planner(owner_url: str) -> None:
    """Lets the database count what came in at once, rather than in a minute: until then its plans are guesses. Only
    the owner of the tables may ask for it."""
    import psycopg  # here, so that `openiop seed --help` starts without a database driver

    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("ANALYZE")


def run(options: argparse.Namespace) -> int:
    if options.programs is not None and options.programs < 1:
        raise Refusal(f"--programs is a number from 1 on, not {options.programs}")
    owner_url = ground.database_url("migrator")  # before Django is up: from then on, DATABASE_URL is the application's
    ground.django_up("app")
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
        tell_the_planner(owner_url)
    data = {
        "created": bool(programs),
        "programs": programs,
        "rows": rows,
        "sign_ins": [{"who": str(who), "email": email, "password": key} for who, email, key in seed.SIGN_INS],
    }
    text = f"made {programs} demo program(s)" if programs else "there is an organisation already; nothing was made"
    ground.answer(data, as_json=options.json, text=text)
    return 0
