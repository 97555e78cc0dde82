"""Offer, book, take back a make-up seat: each is one tap."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.calendar.actions import Clash
from openiop.care.calendar.models import Session
from openiop.care.schedule import actions
from openiop.care.schedule.makeups import seats_for
from openiop.care.schedule.models import MakeupOffer


@require_POST
def offer(request: HttpRequest, client_id: UUID, session_id: UUID) -> HttpResponse:
    """The client is asked whether they want this seat."""
    gate = request.gate
    gate.require(P.SCHEDULE)
    client = gate.fetch(Client, client_id, P.SEE_HOURS)
    session = gate.fetch(Session, session_id, P.SEE_HOURS, related=("program",))
    try:
        actions.offer_makeup(
            by=gate.staff,
            session=session,
            client=client,
            reasons=reasons_for(request, client, session),
            page=request.build_absolute_uri(reverse("portal:makeups")),
        )
    except (Clash, actions.OfferOver) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Offered. %(name)s sees it on their page.") % {"name": client.first_name})
    return redirect(back(client))


@require_POST
def book(request: HttpRequest, client_id: UUID, session_id: UUID) -> HttpResponse:
    """The seat is theirs at once."""
    gate = request.gate
    gate.require(P.SCHEDULE)
    client = gate.fetch(Client, client_id, P.SEE_HOURS)
    session = gate.fetch(Session, session_id, P.SEE_HOURS, related=("program",))
    try:
        actions.book_makeup(
            by=gate.staff, session=session, client=client, reasons=reasons_for(request, client, session)
        )
    except (Clash, actions.OfferOver) as problem:
        messages.error(request, str(problem))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, _("Booked. %(name)s has the seat.") % {"name": client.first_name})
    return redirect(back(client))


@require_POST
def undo(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """The offer is taken back, or the seat is free again."""
    gate = request.gate
    gate.require(P.SCHEDULE)
    found = gate.fetch(MakeupOffer, offer_id, P.SEE_HOURS, related=("client",))
    try:
        actions.undo_makeup(by=gate.staff, offer=found)
    except actions.OfferOver as problem:
        messages.info(request, str(problem))
    else:
        messages.success(request, _("Taken back."))
    return redirect(back(found.client))


def reasons_for(request: HttpRequest, client: Client, session: Session) -> list[str]:
    """Why this seat is proposed to this person, as it stands now."""
    for each in seats_for(request.gate.program, client):
        if each.chance.session_id == session.pk:
            return [str(reason) for reason in each.reasons]
    return []


def back(client: Client) -> str:
    return reverse("schedule:client", args=[client.pk]) + "#makeup"
