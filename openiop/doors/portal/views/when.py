"""The client's own answer to "when can you come?"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.care.calendar import hours, saying
from openiop.care.calendar.actions.saying import say_when
from openiop.care.calendar.views.when import kept, wanted_lines
from openiop.care.calendar.when import Availability
from openiop.care.calendar.when_forms import WhenForm, initial_of, lines_of
from openiop.care.placement.models import Episode
from openiop.doors.portal import queries
from openiop.doors.portal.context import around

OwnLines = lines_of(WhenForm)


@require_http_methods(["GET", "POST"])
def when(request: HttpRequest) -> HttpResponse:
    """When can you come?"""
    gate = request.gate
    me = queries.standing(gate)
    rows = list(gate.rows(Availability, P.SEE_OWN).filter(client=gate.client))
    is_lines = request.POST.get("do") == "lines"
    form = OwnLines(request.POST if is_lines else None, initial=initial_of(rows, WhenForm.base_fields), prefix="line")
    if request.method == "POST":
        lines = wanted_lines(request, form, rows)
        if lines is not None and kept(request, form, lambda: say_when(by=gate.client, client=gate.client, lines=lines)):
            messages.success(request, _("Thank you. We plan the next week with it."))
            return redirect("portal:when")
    page = around(me, "week") | {"form": form, "rows": saying.grid(rows), "is_said": bool(rows), "days": []}
    if me.program:
        week = saying.next_week(me.program)
        stay = gate.rows(Episode, P.SEE_OWN).filter(program=me.program, closed_on=None).select_related("track").first()
        assumed = saying.assumed_of_client(stay.track if stay else None, me.program, week)
        page["days"] = saying.picture(hours.client_week(rows, week, assumed), week, me.program)
    return render(request, "portal/when.html", page, status=422 if form.is_bound else 200)
