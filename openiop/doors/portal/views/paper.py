"""The client's week on a sheet of paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission as P
from openiop.care.calendar.models import Seat
from openiop.care.calendar.views.paper import sheet, week_asked
from openiop.doors.portal import queries
from openiop.rulebook import dose


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """My week, for the refrigerator."""
    me = queries.standing(request.gate)
    if me.state != "here" or me.program is None:
        return redirect("portal:today")
    week = week_asked(request, me.program)
    span = dose.week_span(week, me.program.zone)
    seats = request.gate.rows(Seat, P.SEE_OWN).filter(client=me.client, during__overlap=(span.start, span.end))
    return render(request, "calendar/paper.html", sheet(me.client, me.program, week, seats))
