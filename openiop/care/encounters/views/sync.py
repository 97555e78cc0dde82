"""The one address to which a board sends what was tapped, and from which it hears what others tapped."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openiop.base.look.moments import local_time
from openiop.base.people.roles import Permission as P
from openiop.care.encounters import actions, rules
from openiop.care.encounters.queries.board import sync_state
from openiop.care.encounters.queries.taps import heard
from openiop.care.encounters.views.attendance import fetch

LARGEST = 512 * 1024  # bytes: 500 taps, each with the longest quote


@require_POST
def sync(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Taps in, taps out: see the room's README.md for every field. Sending the same again changes nothing."""
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    now = timezone.now()
    try:
        taps, since, clock = read(request)
        if taps:
            kept = actions.keep(by=request.gate.staff, session=session, taps=taps, clock=clock, now=now)
        else:
            kept = actions.Kept(heard=heard(request.gate, session))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    assert kept.heard is not None
    answer = {"kept": kept.kept, "refused": kept.refused, "adjusted": kept.adjusted}
    if clock and abs(now - clock) > rules.SKEW:
        words = _("This device’s clock shows %(wrong)s; it is %(right)s. What you tap is kept at the right time.")
        program = session.program
        answer["clock"] = words % {"wrong": local_time(clock, program), "right": local_time(now, program)}
    return JsonResponse(answer | sync_state(kept.heard, request.gate.staff, since, now))


def read(request: HttpRequest) -> tuple[list[Any], int, datetime | None]:
    """Taps, cursor and the device's clock; ValidationError where the body is none of ours."""
    wrong = ValidationError(_("The board sent something that cannot be read. Open the page again."))
    if len(request.body) > LARGEST:
        raise wrong
    try:
        said = json.loads(request.body or b"{}")
    except ValueError:
        raise wrong from None
    if not isinstance(said, dict):
        raise wrong
    taps, since, clock = said.get("taps", []), said.get("since") or 0, said.get("clock")
    if not isinstance(taps, list) or type(since) is not int or since < 0:
        raise wrong
    try:
        at = datetime.fromisoformat(clock) if clock else None
    except (TypeError, ValueError):
        raise wrong from None
    if at is not None and at.tzinfo is None:
        raise wrong
    return taps, since, at
