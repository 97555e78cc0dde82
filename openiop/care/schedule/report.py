"""The week's hours for other programs to read: the schema of `openiop dose --json`."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.schedule.claims import Claims, by_standing, claims_of
from openiop.care.schedule.queries import ClientWeek, Counted, counted_sessions, dose_week
from openiop.care.schedule.rules import Day
from openiop.rulebook.dose import ClaimDecision
from openiop.rulebook.text import hours


def week_report(gate: Gate, program: Program, day: date, now: datetime | None = None) -> dict[str, Any]:
    """The treatment week that `day` (local) lies in. Minutes are integers, instants ISO 8601 in UTC, dates local.

    {"program": slug, "time_zone": zone, "week": {"first": date, "last": date},
     "clients": [{"client_id", "name", "track", "week_number", "plan_signed": bool, "left_on": date or null,
                  "prescribed", "scheduled", "attended", "ahead", "reachable", "short_by": minutes,
                  "days_needed", "valid_days", "short_days": days, "on_track": bool, "explanation": [sentence],
                  "days": [{"date", "minutes", "ahead", "scheduled", "state", "valid": bool, "explanation": sentence,
                            "claim": {"valid": bool or null, "standing", "words", "missing": [need]} or null,
                            "sessions": [{"session_id", "start", "minutes", "explanation": [sentence]}]}]}],
     "totals": {"clients", "without_plan", "on_track", "at_risk", "prescribed", "scheduled", "attended", "reachable",
                "claims": {"valid", "lacks", "unknown", "short": days}}}

    A day's "valid" is about what happened, its "claim" about what the payer needs beside it (null where nothing was
    attended; "valid" in it null where not everything is known here).
    `prescribed` is 0 and `on_track` true where no signed plan prescribes hours (`plan_signed` false). `days` are seven.
    """
    week = program.week_of(day)
    now = now or timezone.now()
    clients = dose_week(gate, program, day, now)
    claims = claims_of(program, clients, now)
    behind = counted_sessions(program, week)
    return {
        "program": program.slug,
        "time_zone": program.time_zone,
        "week": {"first": week.first.isoformat(), "last": week.last.isoformat()},
        "clients": [_client(each, behind.get(each.client_id, {}), claims) for each in clients],
        "totals": {
            "clients": len(clients),
            "without_plan": sum(not each.has_plan for each in clients),
            "on_track": sum(each.has_plan and each.left_on is None and each.on_track for each in clients),
            "at_risk": sum(each.at_risk for each in clients),
            "prescribed": sum(each.prescribed for each in clients),
            "scheduled": sum(each.scheduled for each in clients),
            "attended": sum(each.attended for each in clients),
            "reachable": sum(each.reachable for each in clients),
            "claims": by_standing(claims.values()),
        },
    }


def _client(each: ClientWeek, behind: dict[date, list[Counted]], claims: Claims) -> dict[str, Any]:
    return {
        "client_id": str(each.client_id),
        "name": each.name,
        "track": each.track,
        "week_number": each.week_number,
        "plan_signed": each.has_plan,
        "left_on": each.left_on.isoformat() if each.left_on else None,
        "prescribed": each.prescribed,
        "scheduled": each.scheduled,
        "attended": each.attended,
        "ahead": each.ahead,
        "reachable": each.reachable,
        "on_track": each.on_track,
        "short_by": each.short_by,
        "days_needed": each.decision.days_needed,
        "valid_days": each.decision.valid_days,
        "short_days": each.decision.short_days,
        "explanation": [reason.en() for reason in each.decision.explanation],
        "days": [_day(day, behind.get(day.date, []), claims.get((each.client_id, day.date))) for day in each.days],
    }


def _day(day: Day, behind: list[Counted], claim: ClaimDecision | None) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "minutes": day.attended,
        "ahead": day.ahead,
        "scheduled": day.scheduled,
        "state": day.state,
        "valid": day.decision.valid,
        "explanation": day.decision.explanation.en(),
        "claim": {
            "valid": claim.valid,
            "standing": claim.standing,
            "words": claim.in_words(),
            "missing": [lack.need for lack in claim.lacks],
        }
        if claim
        else None,
        "sessions": [
            {
                "session_id": str(each.session_id),
                "start": each.start.isoformat(),
                "minutes": each.dose.minutes if each.dose else 0,
                "explanation": [reason.en() for reason in each.dose.explanation] if each.dose else ["Absent"],
            }
            for each in behind
        ],
    }


def as_text(report: dict[str, Any]) -> str:
    """The report as lines for a terminal."""
    totals = report["totals"]
    counted = totals["on_track"] + totals["at_risk"]
    lines = [
        f"{report['program']}, {report['week']['first']} to {report['week']['last']}: "
        f"{totals['on_track']} of {counted} on track, {hours(totals['attended'])} attended"
    ]
    if waiting := totals["claims"]["lacks"]:
        lines.append(f"{waiting} day(s) count and cannot be claimed yet")
    if not report["clients"]:
        lines.append("Nobody is in this program that week.")
    width = max((len(each["name"]) for each in report["clients"]), default=0)
    for each in report["clients"]:
        standing = "on track" if each["on_track"] else f"short {hours(each['short_by'])}"
        if each["short_days"] and not each["short_by"]:
            standing = f"short {each['short_days']} day(s)"
        if not each["plan_signed"]:
            standing = "no signed plan"
        days = "  ".join(f"{day['minutes']:>4}{'+' if day['valid'] else ' '}" for day in each["days"])
        lines.append(
            f"{each['name']:<{width}}  {days}  {each['attended']:>5} of {each['prescribed']:>5} min  {standing}"
        )
    return "\n".join(lines)
