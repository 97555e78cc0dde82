"""The chart's tab "Sharing": staff with the client."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy import telling
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.duties import NoticeGiven
from openiop.care.sharing import building, queries
from openiop.care.sharing.building import Door


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every consent of this client, and what was told under each."""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    door = door_of(request, person)
    given = gate.rows(NoticeGiven, P.SEE_CONSENT)
    lacks = telling.in_force(gate.program) is not None and telling.lacks(gate.program, person, given)
    page = {"client": person, "lacks_notice": lacks, **building.rows_of(request, door)}
    return render(request, "sharing/client.html", page | {"may_write": gate.may(P.MANAGE_CONSENT)})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    gate = request.gate
    gate.require(P.MANAGE_CONSENT)
    return building.who(request, door_of(request, gate.fetch(Client, client_id, P.SEE_CONSENT)), gate.program)


@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    door, found = both(request, client_id, consent_id)
    return building.builder(request, door, found)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    door, found = both(request, client_id, consent_id)
    return building.sign(request, door, found)


@require_POST
def stop(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    door, found = both(request, client_id, consent_id)
    return building.stop(request, door, found)


@require_POST
def ask(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    door, found = both(request, client_id, consent_id)
    return building.ask_to_sign(request, door, found)


@require_GET
def printed(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    return building.printed(request, door_of(request, person), mine(queries.fetch(gate, consent_id), person))


def both(request: HttpRequest, client_id: UUID, consent_id: UUID) -> tuple[Door, Consent]:
    """Who is acting for whom, and the consent; Http404 where it is another client's."""
    gate = request.gate
    gate.require(P.MANAGE_CONSENT)
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    return door_of(request, person), mine(queries.fetch(gate, consent_id), person)


def mine(found: Consent, person: Client) -> Consent:
    if found.client_id != person.pk:
        raise Http404
    return found


def door_of(request: HttpRequest, person: Client) -> Door:
    def address(name: str, consent_id: UUID | None) -> str:
        page = {"list": "client"}.get(name, name)
        return reverse(f"sharing:{page}", args=[person.pk, *([consent_id] if consent_id else [])])

    return Door(request.gate.staff, person, address, own=False)
