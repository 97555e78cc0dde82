"""What the client worked on, with the sheets to take home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission as P
from openiop.care.encounters.queries.coverage import coverage_of, handouts_of
from openiop.doors.portal import queries
from openiop.doors.portal.context import around


@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """What did I work on, and what can I try at home?"""
    gate = request.gate
    me = queries.standing(gate)
    gate.require(P.SEE_OWN)
    found = coverage_of(gate, me.client, me.program) if me.program else []
    page = around(me, "plan") | {"sheets": handouts_of(found), "modules": found}
    return render(request, "portal/topics.html", page)
