"""Quietly, between one person and whoever leads: calls for help, what help needs to know, private notes."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openiop.care.virtual import actions as virtual
from openiop.care.virtual import rules
from openiop.care.virtual.views.client import seat_of
from openiop.care.virtual.views.host import answer, fetch


@require_POST
def call(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """“I need you alone.” Nobody but those who lead learns of it."""
    seat = seat_of(request, seat_id)
    try:
        virtual.call_for_help(by=request.gate.client, seat=seat)
    except ValidationError as error:
        danger = _("In danger of your life, call 911; to talk with somebody, 988.")
        return told(request, seat_id, " ".join([*error.messages, danger]), done=False)
    words = _("Your facilitator’s page shows it now. In danger of your life, call 911; to talk with somebody, 988.")
    return told(request, seat_id, words)


@require_POST
def write(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """A private note to whoever leads."""
    seat = seat_of(request, seat_id)
    try:
        virtual.write_privately(by=request.gate.client, seat=seat, words=request.POST.get("words", ""))
    except ValidationError as error:
        return told(request, seat_id, " ".join(error.messages), done=False)
    return told(request, seat_id, _("Sent to your facilitator alone. It is kept in your own record."))


def told(request: HttpRequest, seat_id: UUID, words: str, *, done: bool = True) -> HttpResponse:
    """As JSON {"words"} to the room's page, which stays where it is; else the page with the words."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"words": words}, status=200 if done else 422)
    (messages.success if done else messages.error)(request, words)
    return redirect("virtual:seat-room", seat_id)


@require_POST
def answer_call(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """`do`: "danger" (I fear for this person), "look" (where they are and whom to call), "seen" (I see to it)."""
    session, by = fetch(request, session_id), request.gate.staff
    seat, do = request.POST.get("seat", ""), request.POST.get("do", "")
    try:
        if do == "seen":
            virtual.see_to(by=by, session=session, seat=seat)
            return answer(request, session)
        if do == "danger":
            virtual.raise_danger(by=by, session=session, seat=seat)
        admission, said = virtual.look_up(by=by, session=session, seat=seat)
    except ValidationError as error:
        return answer(request, session, error)
    context = {"session": session, "program": session.program, "admission": admission, "said": said}
    context |= {"client": admission.client, "contact_number": rules.number_in(said.contact) if said else ""}
    return render(request, "virtual/_help.html" if request.htmx else "virtual/help.html", context)
