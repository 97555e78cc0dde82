"""Fill the database with demo programs: believable people in the middle of their week, none of them real.

An empty database gets the demo program; one that has it is left as it is. --programs N makes N programs fast,
for measuring.

--json prints {"created": bool, "programs": int, "sign_ins": [{"who": str, "email": str, "password": str}]}
"""

import argparse
import importlib

from openiop.doors.cli import ground
from openiop.doors.cli.refusal import Refusal

HELP = "fill the database with demo programs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programs", type=int, help="how many programs to make fast, for measuring")


def run(options: argparse.Namespace) -> int:
    if options.programs is not None and options.programs < 1:
        raise Refusal(f"--programs is a number from 1 on, not {options.programs}")
    ground.django_up("app")
    try:
        seed = importlib.import_module("openiop.doors.demo.seed")
    except ImportError as error:
        raise Refusal(f"this installation has no demo people ({error})") from None
    if options.programs is not None:
        seed.main(programs=options.programs)
        created, programs = True, options.programs
    else:
        created, programs = bool(seed.ensure_demo()), 1
    sign_ins = [{"who": str(who), "email": email, "password": key} for who, email, key in seed.SIGN_INS]
    text = f"made {programs} demo program(s)" if created else "the demo program is there already"
    ground.answer({"created": created, "programs": programs, "sign_ins": sign_ins}, as_json=options.json, text=text)
    return 0
