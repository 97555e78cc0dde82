"""The client's way into the room: try camera and sound, say where one is, promise and choose a name, wait, be in."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.calendar.models import Seat
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import rules
from openiop.care.virtual.actions.entering import names_to_choose
from openiop.care.virtual.forms import PromiseForm, WhereForm
from openiop.care.virtual.models import Attestation
from openiop.care.virtual.policies import policy_of
from openiop.care.virtual.queries.who import agreed, alias_of, latest_attestation
from openiop.care.virtual.views.common import gateway_of, has_video, lending, signed_in, ticket_or_why
from openiop.care.virtual.wording import CURRENT


def seat_of(request: HttpRequest, seat_id: UUID) -> Seat:
    """The client's own live seat in a session by video."""
    related = ("session__program__organisation", "session__program__site", "session__group")
    seat = request.gate.fetch(Seat, seat_id, P.SEE_OWN, related=related)
    if not seat.is_live or not seat.session.is_virtual or seat.session.is_cancelled:
        raise Http404
    return seat


def around(seat: Seat, **more: Any) -> dict[str, Any]:
    session = seat.session
    program, now = session.program, timezone.now()
    return {
        "seat": seat,
        "session": session,
        "program": program,
        "house": {"name": program.name, "phone": program.phone},
        "is_open": rules.is_open(session.during.lower, session.during.upper, now),
        "is_over": now > session.during.upper + rules.CLOSES,
        "has_video": has_video(),
    } | more


@require_GET
def check(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Can the others see and hear me? The page names what stands in the way."""
    seat = seat_of(request, seat_id)
    page = around(seat, may_bring=virtual.may_bring(seat.session))
    return lending(request, "virtual/check.html", page)


@require_http_methods(["GET", "POST"])
def where(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Where am I today?"""
    seat = seat_of(request, seat_id)
    client = request.gate.client
    last = request.gate.rows(Attestation, P.SEE_OWN).order_by("-said_at").first()
    form = WhereForm(request.POST or None, initial=WhereForm.beginning(last, client.state, client.phone))
    if request.method == "POST" and form.is_valid():
        try:
            virtual.attest(by=client, seat=seat, **form.cleaned_data)
            return redirect("virtual:promise", seat.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = around(seat, form=form)
    return render(request, "virtual/where.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """What do we promise each other, and what am I called?"""
    seat = seat_of(request, seat_id)
    client, group = request.gate.client, seat.session.group_id
    if latest_attestation(client, seat.session) is None:
        return redirect("virtual:where", seat.pk)
    if not seat.session.is_group:
        return redirect("virtual:seat-room", seat.pk)  # there are no peers: nothing to promise, no alias needed
    alias, has_agreed = alias_of(client, group), agreed(client, group, CURRENT.version)
    if request.method == "GET" and alias and has_agreed and "change" not in request.GET:
        return redirect("virtual:seat-room", seat.pk)
    named = alias.name if alias else client.alias
    form = PromiseForm(request.POST or None, initial={"name": named, "agrees": bool(has_agreed)})
    if request.method == "POST" and form.is_valid():
        try:
            virtual.be_called(by=client, seat=seat, name=form.cleaned_data["name"])
            virtual.agree(by=client, seat=seat)
            return redirect("virtual:seat-room", seat.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = around(seat, form=form, points=CURRENT.text.splitlines(), names=names_to_choose(client, seat))
    return render(request, "virtual/promise.html", context, status=422 if form.errors else 200)


@require_GET
def room(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """The waiting room, and then the room."""
    seat = seat_of(request, seat_id)
    client = request.gate.client
    context = around(seat)
    if not context["is_open"] or not context["has_video"]:
        return redirect("virtual:check", seat.pk)
    said, alias = latest_attestation(client, seat.session), alias_of(client, seat.session.group_id)
    if said is None:
        return redirect("virtual:where", seat.pk)
    if seat.session.is_group and (alias is None or not agreed(client, seat.session.group_id, CURRENT.version)):
        return redirect("virtual:promise", seat.pk)
    by_sound = said.way == Attestation.Way.AUDIO
    context |= {
        "alias": alias.name if alias else "",
        "said": said,
        "gateway": gateway_of(request),
        "by_sound": by_sound,
    }
    context["policy"] = policy_of(seat.session.program)
    return lending(request, "virtual/room.html", context)


@require_POST
def ticket(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """A ticket for the gateway, as JSON: {"ticket"}, or {"error", "code"} with 409 where the door is closed."""
    seat = seat_of(request, seat_id)
    return ticket_or_why(virtual.knock, by=request.gate.client, seat=seat, signed_in=signed_in(request))
