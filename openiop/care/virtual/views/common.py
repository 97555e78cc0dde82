"""What both doors of a room share: whether there is video here, and where a page finds the gateway."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from openiop.base.look.headers import PERMISSIONS
from openiop.base.people.sessions import kept_as
from openiop.care.virtual.models import Admission
from openiop.care.virtual.tickets import ticket_for
from openiop.engines import sfu

LENT = ("camera", "microphone", "autoplay", "fullscreen", "screen-wake-lock")


def has_video() -> bool:
    """Whether this installation can carry a group, and browsers can reach its gateway."""
    return sfu.kind_here() != "none" and bool(settings.LIVE_URL)


def gateway_of(request: HttpRequest) -> str:
    """Where a page of this request finds the gateway: "wss://…/live/room"."""
    where = settings.LIVE_URL if "://" in settings.LIVE_URL else request.build_absolute_uri(settings.LIVE_URL)
    return "ws" + where.removeprefix("http").rstrip("/") + "/room"


def ticket_or_why(enter: Callable[..., Admission], **given: Any) -> JsonResponse:
    """{"ticket"} for the gateway, or {"error", "code"} with 409 where this way in is closed."""
    try:
        found = enter(**given)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages), "code": error.code or "closed"}, status=409)
    room = found.room
    said = ticket_for(organisation=found.organisation_id, room=room.pk, admission=found.pk, epoch=room.epoch)
    return JsonResponse({"ticket": said})


def signed_in(request: Any) -> str:
    """What the sessions' table keeps of this sign-in."""
    return kept_as(request.session.session_key or "")


def lending(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that may use camera and microphone; every other page may not."""
    response = render(request, template, context | {"is_mesh": sfu.kind_here() == "mesh"}, status=status)
    allowed = PERMISSIONS
    for name in LENT:
        allowed = allowed.replace(f"{name}=()", f"{name}=(self)")
    response.headers["Permissions-Policy"] = allowed
    return response
