"""What both doors of a room share: whether there is video here, and where a page finds the gateway."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openiop.base.look.headers import PERMISSIONS
from openiop.base.people.sessions import kept_as
from openiop.engines import sfu

LENT = ("camera", "microphone", "autoplay", "fullscreen", "screen-wake-lock")


def has_video() -> bool:
    """Whether this installation can carry a group, and browsers can reach its gateway."""
    try:
        found = sfu.find()
    except sfu.VideoError:
        return False
    return found.kind != "none" and bool(settings.LIVE_URL)


def gateway_of(request: HttpRequest) -> str:
    """Where a page of this request finds the gateway: "wss://…/live/room"."""
    where = settings.LIVE_URL if "://" in settings.LIVE_URL else request.build_absolute_uri(settings.LIVE_URL)
    return "ws" + where.removeprefix("http").rstrip("/") + "/room"


def signed_in(request: Any) -> str:
    """What the sessions' table keeps of this sign-in."""
    return kept_as(request.session.session_key or "")


def lending(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that may use camera and microphone; every other page may not."""
    response = render(request, template, context, status=status)
    allowed = PERMISSIONS
    for name in LENT:
        allowed = allowed.replace(f"{name}=()", f"{name}=(self)")
    response.headers["Permissions-Policy"] = allowed
    return response
