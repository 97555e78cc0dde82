"""Bringing somebody: the client's page, and the guest's way in, who has a link and nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.context import everything, standing
from openiop.base.people import knocks
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.middleware import open_door
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import rules
from openiop.care.virtual.guests import Guest, guest_of
from openiop.care.virtual.policies import policy_of
from openiop.care.virtual.views.client import around, seat_of
from openiop.care.virtual.views.common import gateway_of, has_video, lending, ticket_or_why
from openiop.care.virtual.wording import FOR_GUESTS

COOKIE = "openiop_guest"
WITHIN, MOST = timedelta(minutes=10), 120  # questions from one network address in that time


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Whom do I bring? A link is in the answer to making it, and nowhere else."""
    seat, client, said = seat_of(request, seat_id), request.gate.client, request.POST
    mine = request.gate.rows(Guest, P.SEE_OWN).filter(session=seat.session, client=client, ended_at=None)
    page: dict[str, Any] = {"error": "", "name": said.get("name", "")[:60], "link": ""}
    if request.method == "POST" and said.get("do") == "back":
        if found := next((each for each in mine if str(each.pk) == said.get("guest")), None):
            virtual.take_back(by=client, guest=found)
        return redirect("virtual:bring", seat.pk)
    if request.method == "POST":
        try:
            page["guest"], token = virtual.invite(by=client, seat=seat, name=page["name"])
            page["link"] = request.build_absolute_uri(reverse("virtual:invited", args=[token]))
            page["name"] = ""
        except ValidationError as error:
            page["error"] = " ".join(error.messages)
    page |= {"guests": mine.select_related("admission"), "may_bring": virtual.may_bring(seat.session)}
    return render(request, "virtual/bring.html", around(seat, **page), status=422 if page["error"] else 200)


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The link. A preview of it, in whatever message it was sent with, says nothing of where it leads."""
    if knocks.too_many(request, "guest", most=MOST, within=WITHIN):
        return knocks.wait_a_moment(request)
    if guest_of(token[:200]) is None:
        return over(request)
    if request.method == "GET":
        return render(request, "virtual/invited.html", {"house": {}})
    answer = redirect("virtual:guest")
    answer.set_cookie(
        COOKIE, token, max_age=24 * 3600, path=reverse("virtual:guest"), secure=request.is_secure(), httponly=True,
        samesite="Strict",
    )  # fmt: skip
    return answer


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Try camera and sound; what we ask of guests."""
    if (guest := came(request)) is None:
        return over(request)
    with standing(everything(guest.organisation_id)):
        if request.method == "POST" and request.POST.get("agrees") == "on":
            virtual.promise_as_guest(guest=guest)
            return redirect("virtual:guest-room")
        error = _("Tick the box to go on.") if request.method == "POST" else ""
        page = beside(guest, error=error, words=FOR_GUESTS)
        return lending(request, "virtual/guest.html", page, status=422 if error else 200)


@open_door
@never_cache
@require_GET
def room(request: HttpRequest) -> HttpResponse:
    """The waiting room, and then the room."""
    if (guest := came(request)) is None:
        return over(request)
    with standing(everything(guest.organisation_id)):
        page = beside(guest)
        if guest.agreed_at is None or not page["is_open"] or not page["has_video"]:
            return redirect("virtual:guest")
        page |= {"gateway": gateway_of(request), "policy": policy_of(guest.session.program)}
        return lending(request, "virtual/guest_room.html", page)


@open_door
@require_POST
def ticket(request: HttpRequest) -> HttpResponse:
    """A ticket for the gateway, as JSON: {"ticket"}, or {"error", "code"} with 409 where the door is closed."""
    if (guest := came(request)) is None:
        return over(request)
    with standing(everything(guest.organisation_id)):
        return ticket_or_why(virtual.knock_as_guest, guest=guest)


def came(request: HttpRequest) -> Guest | None:
    """The guest whose link was opened here."""
    return guest_of(request.COOKIES.get(COOKIE, "")[:200])


def beside(guest: Guest, **more: Any) -> dict[str, Any]:
    session, now = guest.session, timezone.now()
    program = session.program
    return {
        "guest": guest,
        "session": session,
        "program": program,
        "house": {"name": program.name, "phone": program.phone},
        "is_open": rules.is_open(session.during.lower, session.during.upper, now) and not session.is_cancelled,
        "is_over": now > session.during.upper + rules.CLOSES or session.is_cancelled,
        "has_video": has_video(),
    } | more


def over(request: HttpRequest) -> HttpResponse:
    """One answer to what never was, was taken back, or is long over."""
    return render(request, "virtual/invited.html", {"house": {}, "is_over": True}, status=404)
