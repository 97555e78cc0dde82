"""The week's treatment hours of a program, client by client: prescribed, scheduled, attended, still reachable.

--week names the treatment week by any day in it (YYYY-MM-DD); without it, the week of today, in the program's
own time zone. Minutes are counted as presence in the session without its breaks (BIL-3, BIL-4).

--json prints (minutes are integers, dates local, instants in UTC):
{"program": slug, "time_zone": zone, "week": {"first": date, "last": date},
 "clients": [{"client_id", "name", "track", "week_number", "plan_signed": bool, "left_on": date or null,
              "prescribed", "scheduled", "attended", "ahead", "reachable", "short_by": minutes,
              "days_needed", "valid_days", "short_days": days, "on_track": bool, "explanation": [sentence],
              "days": [{"date", "minutes", "ahead", "scheduled", "state", "valid": bool, "explanation": sentence,
                        "sessions": [{"session_id", "start", "minutes", "explanation": [sentence]}]}]}],
 "totals": {"clients", "without_plan", "on_track", "at_risk", "prescribed", "scheduled", "attended", "reachable"}}
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
    from openiop.base.context import standing
    from openiop.base.privacy.gate import Gate
    from openiop.care.schedule.report import as_text, week_report
    from openiop.doors.cli.programs import choose_program
    from openiop.rulebook.packs import NotInForce, UnknownPack

    program = choose_program(options.program)
    gate = Gate.of(System("openiop dose", program.organisation_id), program)
    try:
        with standing(gate.actor.standing):
            report = week_report(gate, program, options.week or program.today())
    except (NotInForce, UnknownPack) as error:
        raise Refusal(str(error)) from None
    ground.answer(report, as_json=options.json, text=as_text(report))
    return 0


def day(text: str) -> datetime.date:
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is written YYYY-MM-DD, not {text!r}") from None
    if not 1900 < found.year < 9000:  # a week must fit in the calendar on both sides
        raise argparse.ArgumentTypeError(f"the year {found.year} is too far away")
    return found
