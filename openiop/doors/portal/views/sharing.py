"""What the client shares, from their own page. The pages are care/sharing's."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.care.sharing import building
from openiop.care.sharing import queries as sharing
from openiop.care.sharing.building import Door
from openiop.doors.portal import queries
from openiop.doors.portal.context import around


@require_GET
def shared(request: HttpRequest) -> HttpResponse:
    """Whom do I allow what, and what were they told?"""
    me = queries.standing(request.gate)
    return render(request, "portal/sharing.html", around(me, "") | building.rows_of(request, door_of(request)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    me = queries.standing(request.gate)
    if me.program is None:
        raise Http404
    return building.who(request, door_of(request), me.program)


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    return building.builder(request, door_of(request), sharing.fetch(request.gate, consent_id))


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    return building.sign(request, door_of(request), sharing.fetch(request.gate, consent_id))


@require_POST
def stop(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    return building.stop(request, door_of(request), sharing.fetch(request.gate, consent_id))


@require_GET
def printed(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    return building.printed(request, door_of(request), sharing.fetch(request.gate, consent_id))


def door_of(request: HttpRequest) -> Door:
    me = request.gate.client

    def address(name: str, consent_id: UUID | None) -> str:
        return reverse(f"portal:sharing-{name}", args=[consent_id] if consent_id else [])

    return Door(me, me, address, own=True)
