"""The calendar by week: of everybody, one clinician, one room or one group."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.care.calendar import queries
from openiop.care.calendar.grid import week_grid
from openiop.care.calendar.models import Session
from openiop.rulebook import dose

BY = {
    "": gettext_lazy("Everything"),
    "clinician": gettext_lazy("Clinician"),
    "room": gettext_lazy("Room"),
    "group": gettext_lazy("Group"),
}


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """What is planned this week?"""
    gate = request.gate  # type: ignore[attr-defined]
    shown = gate.program.week_of(day_asked(gate, request.GET.get("week", "")))
    by = request.GET.get("by", "")
    by = by if by in BY else ""
    choices = choices_for(gate, by)
    who = chosen(choices, request.GET.get("who", ""), gate)
    span = dose.week_span(shown, gate.program.zone)
    only = {"clinician": "staff"}.get(by, by)
    sessions = list(queries.sessions_between(gate, span.start, span.end, **({only: who} if who else {})))
    context = {
        "grid": week_grid(gate.program, shown, [(s.during.lower, s.during.upper, s) for s in sessions]),
        "week": shown,
        "now": timezone.now(),
        "before": shown.first - timedelta(days=7),
        "after": shown.first + timedelta(days=7),
        "is_this_week": gate.program.today() in shown,
        "by": by,
        "tabs": [{"by": key, "label": label, "current": key == by} for key, label in BY.items()],
        "choices": choices,
        "who": who,
        "is_me": who == gate.actor,
        "heading": heading(sessions, who, gate),
        "may_schedule": gate.may(Permission.SCHEDULE),
        "may_plan": gate.may(Permission.SCHEDULE) and gate.may(Permission.MANAGE_PROGRAM),
        **counts(sessions),
    }
    return render(request, "calendar/week.html", context)


def day_asked(gate: Gate, text: str) -> date:
    """The day in the address; today where it is missing or no day."""
    try:
        return parse_date(text) or gate.program.today()
    except ValueError:
        return gate.program.today()


def choices_for(gate: Gate, by: str) -> list[Any]:
    rows = {"clinician": queries.clinicians, "room": queries.rooms, "group": queries.groups}
    return list(rows[by](gate)) if by else []


def chosen(choices: list[Any], text: str, gate: Gate) -> Any:
    """The row asked for; without one, oneself among clinicians, else the first."""
    try:
        key = UUID(text)
    except ValueError:
        key = gate.actor.pk
    return next((row for row in choices if row.pk == key), choices[0] if choices else None)


def counts(sessions: list[Session]) -> dict[str, int]:
    on = [session for session in sessions if not session.is_cancelled]
    return {
        "held_count": len(on),
        "cancelled_count": len(sessions) - len(on),
        "seats": sum(session.capacity for session in on if session.group_id),
        "taken": sum(session.seats_taken for session in on if session.group_id),
        "minutes": sum(session.minutes for session in on),
    }


def heading(sessions: list[Session], who: Any, gate: Gate) -> str:
    """The answer: what needs somebody, else how much there is."""
    open_ended = sum(lacks(session) for session in sessions if session.state == Session.State.PLANNED)
    if open_ended == 1:
        return _("One session needs a facilitator or a room")
    if open_ended:
        return _("{count} sessions need a facilitator or a room").format(count=open_ended)
    count = counts(sessions)["held_count"]
    if who is None:
        words = _("One session") if count == 1 else _("{count} sessions")
    elif who == gate.actor:
        words = _("You lead one session") if count == 1 else _("You lead {count} sessions")
    else:
        words = _("{who}: one session") if count == 1 else _("{who}: {count} sessions")
    return words.format(count=count, who=who)


def lacks(session: Session) -> bool:
    """Whether nobody leads it, or it has no place."""
    return not session.leading or (session.room_id is None and not session.is_virtual)  # type: ignore[attr-defined]
