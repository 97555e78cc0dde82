"""The curriculum as it was lived: one person's topics, and how a group is doing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.calendar.models import Group
from openiop.care.encounters.queries.coverage import coverage_of
from openiop.care.encounters.queries.health import health_of


@require_GET
def coverage(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What has this person met, and what is still to come?"""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_HOURS)
    context = {"client": client, "modules": coverage_of(gate, client, gate.program), "program": gate.program}
    return render(request, "encounters/coverage.html", context)


@require_GET
def health(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """How is this group doing?"""
    gate = request.gate
    group = gate.fetch(Group, group_id, P.SEE_HOURS)
    found = health_of(gate, group)
    points = [{"label": each.label, "value": each.present} for each in found.meetings]
    return render(request, "encounters/health.html", {"group": group, "health": found, "points": points})
