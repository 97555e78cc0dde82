"""Checking in at the door: a number for the next minutes, or one to remember."""

from base64 import b64encode
from typing import Any

import qrcode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from qrcode.image.svg import SvgPathImage

from openiop.base.people.roles import Permission as P
from openiop.care.encounters.actions.kiosk import SHORT, give_number
from openiop.care.encounters.kiosks import ArrivalNumber
from openiop.doors.portal import queries
from openiop.doors.portal.context import around


@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest) -> HttpResponse:
    """Which number do I type at the door?"""
    gate = request.gate
    me = queries.standing(gate)
    if me.state != "here" or me.program is None:
        return redirect("portal:today")
    page: dict[str, Any] = around(me, "today") | {"minutes": int(SHORT.total_seconds() // 60)}
    if request.method == "POST":
        page["lasting"] = request.POST.get("do") == "keep"
        page["number"], _row = give_number(by=me.client, client=me.client, program=me.program, lasting=page["lasting"])
        page["code"] = "" if page["lasting"] else as_picture(page["number"])
    mine = gate.rows(ArrivalNumber, P.SEE_OWN).filter(program=me.program, ended_at=None, expires_at=None)
    page["has_one"] = mine.first()
    return render(request, "portal/arrive.html", page)


def as_picture(number: str) -> str:
    """The number as a QR code, in an address that holds the picture itself."""
    drawn = qrcode.make(number, image_factory=SvgPathImage, border=1, box_size=20)
    return "data:image/svg+xml;base64," + b64encode(drawn.to_string()).decode()
