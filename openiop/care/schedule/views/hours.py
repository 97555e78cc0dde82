"""Who will miss their hours?"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.schedule import board
from openiop.care.schedule.claims import by_standing, claims_of
from openiop.care.schedule.makeups import makeup_seats, offers_of
from openiop.care.schedule.patterns import attendance_patterns
from openiop.care.schedule.queries import ClientWeek, client_week, dose_week, week_attendances
from openiop.rulebook.dose import Week
from openiop.rulebook.packs import NotInForce


def asked_week(request: HttpRequest) -> Week | None:
    """The week of ?week=YYYY-MM-DD, by default this one; None where that is no day."""
    program = request.gate.program
    asked = request.GET.get("week")
    try:
        day = date.fromisoformat(asked) if asked else program.today()
    except ValueError:
        return None
    return program.week_of(day) if 1950 < day.year < 2200 else None


def no_such_week(request: HttpRequest, back: str) -> HttpResponse:
    messages.error(request, _("That is not a day we can show. Here is this week."))
    return redirect(back)


def around(week: Week, program: Any) -> dict[str, Any]:
    """Links to the weeks beside this one."""
    today = program.today()
    return {
        "week": week,
        "before": (week.first - timedelta(days=7)).isoformat(),
        "after": (week.first + timedelta(days=7)).isoformat(),
        "is_now": today in week,
        "is_past": week.last < today,
    }


@require_GET
def hours_board(request: HttpRequest) -> HttpResponse:
    """The weekly board of the whole program."""
    gate = request.gate
    gate.require(P.SEE_HOURS)
    program = gate.program
    week = asked_week(request)
    if week is None:
        return no_such_week(request, reverse("schedule:board"))
    try:
        weeks = dose_week(gate, program, week.first)
    except NotInForce:
        return no_such_week(request, reverse("schedule:board"))
    context = around(week, program)
    now = timezone.now()
    claims = claims_of(program, weeks, now)
    shown = board.columns(weeks, week.days())
    query = "" if context["is_now"] else f"?week={week.first.isoformat()}"
    counted = [each for each in weeks if each.has_plan and each.left_on is None]
    risk = sum(each.at_risk for each in counted)
    context |= {
        "heading": heading(counted, risk, context["is_past"]),
        "now": now,
        "tracks": board.tracks(weeks, shown, reverse("schedule:board"), query, claims),
        "waiting": by_standing(claims.values())["lacks"],
        "columns": [(board.day_name(day), day == program.today()) for day in shown],
        "width": len(shown) + 4,
        "on_track": len(counted) - risk,
        "at_risk": risk,
        "attended": sum(each.attended for each in weeks),
        "unplanned": sum(not each.has_plan for each in weeks),
        "legend": [(state, glyph, board.meaning(state)) for state, glyph in board.GLYPHS.items() if glyph],
    }
    return render(request, "schedule/board.html", context)


def heading(counted: list[ClientWeek], risk: int, is_past: bool) -> str:
    """The answer of the page."""
    everyone, well = len(counted), len(counted) - risk
    if not everyone:
        return _("Nobody has prescribed hours this week")
    if is_past:
        words = ngettext(
            "%(well)d of %(all)d person reached their hours.",
            "%(well)d of %(all)d people reached their hours.",
            everyone,
        )
        return words % {"well": well, "all": everyone}
    words = ngettext(
        "%(well)d of %(all)d person will reach their hours.",
        "%(well)d of %(all)d people will reach their hours.",
        everyone,
    )
    words = words % {"well": well, "all": everyone}
    if risk:
        words += " " + ngettext("%(n)d may not.", "%(n)d may not.", risk) % {"n": risk}
    return words


def mending(request: HttpRequest, client: Client, found: ClientWeek | None, week: Week) -> dict[str, Any]:
    """Free seats that would make this week whole, and what was offered."""
    gate = request.gate
    proposals = makeup_seats(gate.program, [found], week).get(client.pk, ()) if found else ()
    return {
        "proposals": [
            {"chance": each.chance, "words": [reason.translated(_) for reason in each.in_words()]} for each in proposals
        ],
        "offers": offers_of(gate, client, P.SEE_HOURS, since=timezone.now()),
        "may_schedule": gate.may(P.SCHEDULE),
    }


@require_GET
def client_hours(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """One person's week, day by day, each with its reason and the rows behind it."""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_HOURS)
    program, week = gate.program, asked_week(request)
    here = reverse("schedule:client", args=[client_id])
    if week is None:
        return no_such_week(request, here)
    try:
        found = client_week(program, client.pk, week.first)
    except NotInForce:
        return no_such_week(request, here)
    sessions = week_attendances(program, client, week)
    context = around(week, program) | {"client": client, "found": found, "program": program}
    pattern = attendance_patterns(gate, program, client, P.SEE_HOURS)
    context |= {"pattern": pattern, "pattern_words": [each.translated(_) for each in pattern.sentences]}
    if context["is_now"]:
        context |= mending(request, client, found, week)
    if found:
        today = program.today()
        claims = claims_of(program, [found], timezone.now())
        waits = {day: claim for (_client, day), claim in claims.items() if claim.standing == "lacks"}
        context |= {
            "forecast": board.forecast(found),
            "reasons": [each.translated(_) for each in found.decision.explanation] if found.has_plan else [],
            "days": [
                {
                    "day": day,
                    "glyph": board.GLYPHS[day.state],
                    "meaning": board.meaning(day.state),
                    "minutes": day.attended + day.ahead,
                    "claim": waits[day.date].in_words(_) if day.date in waits else "",
                    "words": day.decision.explanation.translated(_) if day.state in ("ok", "part") else "",
                    "sessions": sessions.get(day.date, []),
                    "now": day.date == today,
                }
                for day in found.days
            ],
            "strip": [
                {
                    "label": dateformat.format(day.date, "D")[:1],
                    "name": board.day_name(day.date),
                    "attended": day.attended,
                    "ahead": day.ahead,
                    "now": day.date == today,
                }
                for day in found.days
            ],
        }
    return render(request, "schedule/client.html", context)
