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

openiop dose explain --client WHO --date YYYY-MM-DD: why one day of one client counts or does not. WHO is the client's
id, a number that a system knows them by (MRN), their email address or their full legal name, exactly.

--json prints
{"client_id", "name", "program", "time_zone", "date", "words": one sentence,
 "pack": {"key", "version", "effective_from", "effective_to"},
 "day": {"valid": bool, "basis": "minutes" or "services", "minutes", "needed", "services", "needed_services",
         "tier", "short_by", "severity", "rule", "citation", "explanation"},
 "week": null or {"first", "last", "plan_signed": bool, "prescribed", "scheduled", "attended", "ahead", "reachable",
         "short_by", "days_needed", "valid_days", "short_days", "on_track": bool, "reached": bool, "rule", "citation",
         "explanation": [sentence]},
 "rules": [{"rule", "citation"}],
 "sessions": [{"session_id", "title", "kind", "start", "end", "counts": bool, "minutes", "of",
               "counted": [[from, to]], "breaks": [[from, to]], "break_minutes", "late_minutes", "early_minutes",
               "away_minutes", "is_over": bool, "note_signed": bool or null, "explanation": [sentence],
               "rows": [{"id", "code", "from", "to", "source", "recorded_by", "recorded_at", "reason", "replaces",
                         "replaced_by", "used": bool}]}]}
"""

import argparse
import datetime

from openiop.doors.cli import ground
from openiop.doors.cli.refusal import Refusal

HELP = "the week's treatment hours of a program"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--program", metavar="SLUG", help="the program (default: the only one)")
    parser.add_argument("what", nargs="?", choices=["explain"], help="explain one day of one client")
    parser.add_argument("--client", metavar="WHO", help="whose day is explained: id, number, email or legal name")
    parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="which day is explained (default: today)")
    parser.add_argument("--week", type=day, metavar="YYYY-MM-DD", help="any day of the week (default: today)")


def run(options: argparse.Namespace) -> int:
    if options.what == "explain":
        return explain(options)
    if options.client or options.date:
        raise Refusal("--client and --date belong to 'openiop dose explain'")
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


def explain(options: argparse.Namespace) -> int:
    """Why one day of one client is what it is."""
    if not options.client:
        raise Refusal("--client is needed: an id, a number (MRN), an email address or a full legal name")
    if options.week:
        raise Refusal("--week belongs to 'openiop dose'; say --date")
    ground.django_up("app")
    from openiop.base.audit.actions import System
    from openiop.base.context import standing
    from openiop.base.people.roles import Permission
    from openiop.base.privacy.gate import Gate
    from openiop.care.schedule.explaining import as_data, as_text, explain_day
    from openiop.doors.cli.clients import choose_client
    from openiop.rulebook.packs import NotInForce, UnknownPack

    program, client = choose_client(options.client, options.program)
    gate = Gate.of(System("openiop dose explain", program.organisation_id), program)
    try:
        with standing(gate.actor.standing):
            told = explain_day(gate, program, client, options.date or program.today(), Permission.SEE_HOURS)
            ground.answer(as_data(told), as_json=options.json, text=as_text(told))
    except (NotInForce, UnknownPack) as error:
        raise Refusal(str(error)) from None
    return 0


def day(text: str) -> datetime.date:
    try:
        found = datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day is written YYYY-MM-DD, not {text!r}") from None
    if not 1900 < found.year < 9000:  # a week must fit in the calendar on both sides
        raise argparse.ArgumentTypeError(f"the year {found.year} is too far away")
    return found
