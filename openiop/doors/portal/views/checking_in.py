"""The weekly check-in. An answer that cannot wait raises its alert, and shows 988, in the same moment (INS-2)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.care.aftercare import actions as aftercare
from openiop.care.measures import actions as measures
from openiop.care.measures.forms import AskForm
from openiop.care.measures.models import Response
from openiop.doors.portal import queries
from openiop.doors.portal.context import around
from openiop.rulebook import instruments
from openiop.rulebook.crisis import CRISIS_TEXT

CHECKIN = "WEEKLY-CHECKIN"
URGE = "checkin_urge"
STRONG = 7  # from here on help is offered beside the questions


@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest) -> HttpResponse:
    """How was the week? Takes a minute."""
    me = queries.standing(request.gate)
    if me.program is None or me.episode is None:
        return redirect("portal:today")
    urge = urge_of(request)
    language = "es" if get_language() == "es" else "en"
    form = AskForm(
        instruments.get(CHECKIN), language, request.POST or None, initial={} if urge is None else {URGE: urge}
    )
    if request.method == "POST" and form.is_valid():
        given = measures.answer(
            by=me.client,
            client=me.client,
            program=me.program,
            instrument=CHECKIN,
            answers=form.answers(),
            source=Response.Source.PORTAL,
            key=form.cleaned_data["key"],
            to=me.episode.therapist if me.state == "here" else None,
        )
        aftercare.heard_from(by=me.client, client=me.client)
        return redirect("portal:checked", response_id=given.pk)
    page = around(me, "check-in") | {"form": form, "strong": urge is not None and urge >= STRONG}
    return render(request, "portal/check_in.html", page, status=422 if form.is_bound else 200)


def urge_of(request: HttpRequest) -> int | None:
    """The face that was tapped on the page before, as the scale's number; nothing else is believed."""
    said = request.GET.get("urge", "")
    return int(said) if said in {str(n) for n in range(11)} else None


@require_GET
def checked(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """Thank you; and where an answer cannot wait, help first."""
    gate = request.gate
    me = queries.standing(gate)
    given = gate.fetch(Response, response_id, P.SEE_OWN)
    page = around(me, "check-in") | {
        "alert": bool(given.alerts),
        "crisis": CRISIS_TEXT.translated(_),
        "strong": (given.answers.get(URGE) or 0) >= STRONG,
    }
    return render(request, "portal/checked.html", page)
