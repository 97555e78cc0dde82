"""The kiosk at the door: the page that shows nobody, and the pages where staff set it up and give numbers for it."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from openiop.base.look.headers import PERMISSIONS
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.middleware import open_door
from openiop.care.encounters.actions import kiosk as actions
from openiop.care.encounters.kiosks import DIGITS, ArrivalNumber, Kiosk

COOKIE = "openiop_kiosk"
YEAR = 365 * 24 * 3600
LOOKS_FOR = 12  # seconds that an answer stands before the next person finds the page empty
LISTENS_FOR = 60  # seconds that another language stands
LANGUAGES = ("en", "es")


@open_door
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Type your number. The page names nobody, and forgets after a moment."""
    asked = request.POST.get("language") or request.GET.get("language")
    with override(asked if asked in LANGUAGES else None):
        kiosk = actions.kiosk_of(request.COOKIES.get(COOKIE, ""))
        page: dict[str, Any] = {"kiosk": kiosk, "language": asked if asked in LANGUAGES else "", "digits": DIGITS}
        if kiosk is None:
            return render(request, "encounters/kiosk.html", page, status=404 if request.method == "POST" else 200)
        page["program"] = kiosk.program
        status = 200
        if request.method == "POST":
            try:
                page["arrived"] = actions.arrive_at_door(kiosk=kiosk, number=request.POST.get("number", "")[:40])
            except ValidationError as error:
                page["words"], status = " ".join(error.messages), 422
        if request.method == "POST" or page["language"]:
            page["forget"] = LOOKS_FOR if request.method == "POST" else LISTENS_FOR
        response = render(request, "encounters/kiosk.html", page, status=status)
        response["Permissions-Policy"] = PERMISSIONS.replace("camera=()", "camera=(self)")  # it may read a code
        return response


@require_http_methods(["GET", "POST"])
def kiosks(request: HttpRequest) -> HttpResponse:
    """Which devices stand at this program's door; make this one of them."""
    gate = request.gate
    gate.require(P.TAKE_ATTENDANCE)
    error = ""
    if request.method == "POST":
        try:
            _kiosk, token = actions.set_up_kiosk(by=gate.staff, program=gate.program, name=request.POST.get("name", ""))
        except ValidationError as fault:
            error = " ".join(fault.messages)
        else:
            logout(request)  # nobody stays signed in at the door
            response = redirect("encounters:kiosk")
            response.set_cookie(
                COOKIE, token, max_age=YEAR, path=reverse("encounters:kiosk"), secure=request.is_secure(),
                httponly=True, samesite="Strict",
            )  # fmt: skip
            return response
    rows = gate.rows(Kiosk, P.TAKE_ATTENDANCE).filter(program=gate.program).select_related("paired_by", "ended_by")
    page = {
        "devices": rows.filter(ended_at=None)[:50],
        "former": rows.exclude(ended_at=None)[:10],
        "program": gate.program,
        "error": error,
        "name": request.POST.get("name", ""),
    }
    return render(request, "encounters/kiosks.html", page, status=422 if error else 200)


@require_POST
def end_kiosk(request: HttpRequest, kiosk_id: uuid.UUID) -> HttpResponse:
    """A device that is a kiosk no more."""
    kiosk = request.gate.fetch(Kiosk, kiosk_id, P.TAKE_ATTENDANCE)
    actions.end_kiosk(by=request.gate.staff, kiosk=kiosk)
    messages.success(request, _("“%(name)s” is a kiosk no more.") % {"name": kiosk.name})
    return redirect("encounters:kiosks")


@require_http_methods(["GET", "POST"])
def number(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    """A number for somebody who has none, or forgot it. It is shown once."""
    gate = request.gate
    gate.require(P.TAKE_ATTENDANCE)
    client = gate.fetch(Client, client_id, P.SEE_HOURS)
    page = {"client": client, "program": gate.program}
    if request.method == "POST":
        page["number"], _row = actions.give_number(by=gate.staff, client=client, program=gate.program, lasting=True)
    mine = gate.rows(ArrivalNumber, P.SEE_CLIENTS).filter(client=client, ended_at=None, expires_at=None)
    page["has_one"] = mine.filter(program=gate.program).first()
    return render(request, "encounters/number.html", page)
