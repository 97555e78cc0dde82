"""The week's treatment hours of a program, client by client: prescribed, scheduled, attended, still reachable.

--week names the treatment week by any day in it (YYYY-MM-DD); without it, the week of today, in the program's
own time zone. Minutes are counted as presence in the session without its breaks (BIL-3, BIL-4).

--json prints what the board shows: {"program": slug, "week": {"first": date, "last": date}, "clients": [...]}
"""

import argparse
import datetime

from openiop.doors.cli import ground
from openiop.doors.cli.refusal import Refusal

HELP = "the week's treatment hours of a program"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--program", metavar="SLUG", help="the program (default: the only one)")
    parser.add_argument("--week", type=day, metavar="YYYY-MM-DD", help="any day of the week (default: today)")


def run(options: argparse.Namespace) -> int:
    ground.django_up("app")
    from openiop.base.audit.actions import System
    from openiop.doors.cli.programs import choose_program

    try:
        from openiop.care.schedule.queries import dose_week
    except ImportError as error:
        raise Refusal(f"this installation cannot show the dose board ({error})") from None
    program = choose_program(options.program)
    by = System("openiop dose", program.organisation_id)
    board = dose_week(program, options.week, by=by)
    ground.answer(board.as_dict(), as_json=options.json, text=board.as_text())
    return 0


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is written YYYY-MM-DD, not {text!r}") from None
