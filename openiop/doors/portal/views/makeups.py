"""Seats offered to make the week whole: take one, or not. Nothing is expected of anybody."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.calendar.actions import Clash
from openiop.care.schedule import actions
from openiop.care.schedule.makeups import offers_of
from openiop.care.schedule.models import MakeupOffer
from openiop.care.schedule.queries import client_week
from openiop.doors.portal import queries, show
from openiop.doors.portal.context import around

SHOWN = (MakeupOffer.State.OFFERED, MakeupOffer.State.TAKEN)


@require_GET
def offered(request: HttpRequest) -> HttpResponse:
    """Which seats are there for me?"""
    gate, now = request.gate, timezone.now()
    me = queries.standing(gate)
    if me.state != "here":
        return redirect("portal:today")
    row = client_week(me.program, me.client.pk, me.program.today(), now)
    page = around(me, "hours") | {
        "offers": [each for each in offers_of(gate, me.client, P.SEE_OWN, since=now) if each.state in SHOWN],
        "in_short": show.in_short(row) if row else "",
    }
    return render(request, "portal/makeups.html", page)


@require_POST
def take(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Yes, please."""
    gate = request.gate
    found = gate.fetch(MakeupOffer, offer_id, P.SEE_OWN, related=("session__program",))
    try:
        actions.take_makeup(by=gate.client, offer=found)
    except Clash as problem:
        kind = _("Somebody was faster: that seat is taken now. Thank you for saying yes. We look for another one.")
        messages.info(request, kind if problem.what == "seats" else str(problem))
    except actions.OfferOver as problem:
        messages.info(request, str(problem))
    except ValidationError as problem:
        messages.info(request, " ".join(problem.messages))
    else:
        messages.success(request, _("The seat is yours. It stands in your week."))
    return redirect("portal:makeups")


@require_POST
def decline(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Not this time."""
    gate = request.gate
    found = gate.fetch(MakeupOffer, offer_id, P.SEE_OWN)
    actions.decline_makeup(by=gate.client, offer=found)
    messages.success(request, _("All right. Nothing changes."))
    return redirect("portal:makeups")


@require_POST
def give_back(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """I cannot come after all."""
    gate = request.gate
    found = gate.fetch(MakeupOffer, offer_id, P.SEE_OWN)
    try:
        actions.undo_makeup(by=gate.client, offer=found)
    except actions.OfferOver as problem:
        messages.info(request, str(problem))
    else:
        messages.success(request, _("The seat is free again. Thank you for telling us."))
    return redirect("portal:makeups")
