"""What the client's own numbers rest on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission as P
from openiop.care.schedule.explaining import explain_day
from openiop.care.schedule.views.why import asked_day, shown
from openiop.doors.portal import queries
from openiop.doors.portal.context import around
from openiop.rulebook.packs import NotInForce


@require_GET
def why(request: HttpRequest) -> HttpResponse:
    """Where do the minutes of this day of mine come from?"""
    gate = request.gate
    me = queries.standing(gate)
    if me.state != "here":
        return redirect("portal:today")
    day = asked_day(request.GET.get("day"), me.program.today())
    try:
        told = explain_day(gate, me.program, me.client, day, P.SEE_OWN)
    except NotInForce:
        raise Http404 from None
    return render(request, "portal/why.html", around(me, "hours") | shown(told))
