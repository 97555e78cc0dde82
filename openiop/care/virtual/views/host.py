"""The facilitator's side of the room: who waits, who is who, let in, ask to leave, lock, end; what the video saw."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.calendar.models import Session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import rules
from openiop.care.virtual.policies import policy_of
from openiop.care.virtual.queries.hosts import may_host
from openiop.care.virtual.queries.presence import seen_by_video
from openiop.care.virtual.queries.who import breakouts_of, calls_of, guests_of, notes_of, people_of, room_of
from openiop.care.virtual.views.common import gateway_of, has_video, lending, signed_in, ticket_or_why


def fetch(request: HttpRequest, session_id: UUID) -> Session:
    """A session of this house; whoever takes attendance asks for it."""
    related = ("program__organisation", "program__site", "group", "topic")
    session = request.gate.fetch(Session, session_id, P.TAKE_ATTENDANCE, related=related)
    request.gate.staff  # noqa: B018 - a member of staff, or refused
    return session


def around(request: HttpRequest, session: Session) -> dict[str, Any]:
    people = people_of(request.gate, session)
    room = room_of(session)
    return {
        "calls": calls_of(request.gate, session),
        "notes": notes_of(request.gate, session),
        "breakouts": breakouts_of(room, people) if room else [],
        "guests": guests_of(request.gate, session) if virtual.may_bring(session) else [],
        "apart": bool(room and room.is_apart),
        "policy": policy_of(session.program),
        "session": session,
        "program": session.program,
        "room": room,
        "people": people,
        "waiting": [each for each in people if each.is_waiting],
        "is_host": may_host(request.gate.staff, session),
        "is_open": session.is_virtual
        and not session.is_cancelled
        and rules.is_open(session.during.lower, session.during.upper, timezone.now()),
        "is_over": timezone.now() >= session.during.upper,
        "has_video": has_video(),
    }


@csp_override(settings.SECURE_CSP | {"frame-src": [CSP.SELF]})  # the live board of the session stands beside the video
@require_GET
def room(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The room with the video, and who is who beside it."""
    session = fetch(request, session_id)
    context = around(request, session) | {"gateway": gateway_of(request) if has_video() else ""}
    was_closed = context["room"] is not None and context["room"].closed_at is not None
    may_enter = context["has_video"] and context["is_host"] and context["is_open"]
    context["enters"] = may_enter and not was_closed
    return lending(request, "virtual/host.html", context)


@require_GET
def who(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who waits and who is in, as a fragment: names stand here and nowhere on the wire of the room."""
    return render(request, "virtual/_who.html", around(request, fetch(request, session_id)))


@require_POST
def ticket(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A ticket for the gateway, as JSON: {"ticket"}, or {"error", "code"} with 409. The first one opens the room."""
    session = fetch(request, session_id)
    by = request.gate.staff
    return ticket_or_why(virtual.enter_as_staff, by=by, session=session, signed_in=signed_in(request))


@require_GET
def wall(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The screen of those who sit together at the site. No name stands on it."""
    session = fetch(request, session_id)
    context = around(request, session) | {"gateway": gateway_of(request) if has_video() else ""}
    opened = context["room"] is not None and context["room"].is_open
    context["enters"] = (
        opened and context["has_video"] and context["is_host"] and context["is_open"] and session.room_id
    )
    return lending(request, "virtual/wall.html", context)


@require_POST
def wall_ticket(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """A ticket for that screen, as JSON: {"ticket"}, or {"error", "code"} with 409."""
    session = fetch(request, session_id)
    by = request.gate.staff
    return ticket_or_why(virtual.enter_as_wall, by=by, session=session, signed_in=signed_in(request))


@require_POST
def reopen(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Open a room again that was closed."""
    session = fetch(request, session_id)
    try:
        virtual.enter_as_staff(by=request.gate.staff, session=session, signed_in=signed_in(request), again=True)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("virtual:room", session.pk)


@require_POST
def admit(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Let one person in, or everybody who waits."""
    session, seat = fetch(request, session_id), request.POST.get("seat", "")
    if seat:
        return after(request, session, virtual.admit, seat=seat)
    return after(request, session, virtual.admit_all)


@require_POST
def remove(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Ask one person to leave."""
    said = request.POST
    session = fetch(request, session_id)
    return after(request, session, virtual.remove, seat=said.get("seat", ""), why=said.get("why", "")[:200])


@require_POST
def lock(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Nobody new knocks; or they do again."""
    return after(request, fetch(request, session_id), virtual.lock_room, on=request.POST.get("on") == "1")


@require_POST
def end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Ends the meeting for everybody; next is what the video saw."""
    session = fetch(request, session_id)
    try:
        virtual.close_room(by=request.gate.staff, session=session)
    except ValidationError as error:
        return answer(request, session, error)
    return redirect("virtual:presence", session.pk)


def after(request: HttpRequest, session: Session, act: Callable[..., Any], **given: Any) -> HttpResponse:
    """What is seen after an act, or what it refused."""
    try:
        act(by=request.gate.staff, session=session, **given)
    except ValidationError as error:
        return answer(request, session, error)
    return answer(request, session)


def answer(request: HttpRequest, session: Session, error: ValidationError | None = None) -> HttpResponse:
    """The fragment again for htmx, else the page."""
    said = " ".join(error.messages) if error else ""
    if request.htmx:
        context = around(request, session) | {"error": said}
        return render(request, "virtual/_who.html", context, status=422 if said else 200)
    if said:
        messages.error(request, said)
    return redirect("virtual:room", session.pk)


@require_http_methods(["GET", "POST"])
def presence(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What the video saw, confirmed in one tap."""
    session = fetch(request, session_id)
    if request.method == "POST":
        try:
            made = virtual.confirm(by=request.gate.staff, session=session)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            people = len({row.client_id for row in made})
            words = ngettext("Attendance of %(n)d person is kept.", "Attendance of %(n)d people is kept.", people)
            messages.success(request, words % {"n": people} if people else _("There was nothing left to keep."))
        return redirect("virtual:presence", session.pk)
    seen = seen_by_video(request.gate, session, timezone.now())
    context = around(request, session) | {"seen": seen, "to_confirm": sum(each.is_to_confirm for each in seen)}
    return render(request, "virtual/presence.html", context)
