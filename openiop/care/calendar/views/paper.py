"""One person's week on a sheet of paper, for the refrigerator: times and places, their first name, nothing else."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Seat, Session
from openiop.rulebook import dose


@require_GET
def paper(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The week of somebody, to hand over."""
    gate = request.gate  # type: ignore[attr-defined]
    client = gate.fetch(Client, client_id, P.SCHEDULE)
    week = week_asked(request, gate.program)
    span = dose.week_span(week, gate.program.zone)
    seats = gate.rows(Seat, P.SCHEDULE).filter(client=client, during__overlap=(span.start, span.end))
    return render(request, "calendar/paper.html", sheet(client, gate.program, week, seats))


def week_asked(request: HttpRequest, program: Program) -> dose.Week:
    """The treatment week of ?week=YYYY-MM-DD, by default this one."""
    try:
        day = parse_date(request.GET.get("week", "")) or program.today()
    except ValueError:
        day = program.today()
    return program.week_of(day if abs((day - program.today()).days) < 400 else program.today())


def sheet(client: Client, program: Program, week: dose.Week, seats: Any) -> dict[str, Any]:
    """What the sheet shows: seven days, each with its appointments."""
    rows = seats.filter(is_live=True).exclude(session__state=Session.State.CANCELLED)
    return {
        "client": client,
        "house": {},  # whose visitors read it: the program's name would tell
        "program": program,
        "week": week,
        "days": _days(program, week, rows.select_related("session__room").order_by("during")),
        "before": (week.first - timedelta(days=7)).isoformat(),
        "after": (week.first + timedelta(days=7)).isoformat(),
    }


def _days(program: Program, week: dose.Week, seats: Iterable[Seat]) -> list[tuple[date, list[Session]]]:
    found: dict[date, list[Session]] = {day: [] for day in week.days()}
    for seat in seats:
        day = program.local(seat.session.during.lower).date()
        if day in found:
            found[day].append(seat.session)
    return list(found.items())
