"""Why this number? One day of one person, down to the rows of the ledger."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.schedule.explaining import DayTold, explain_day
from openiop.rulebook.packs import NotInForce


@require_GET
def why(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The day of ?day=YYYY-MM-DD (today without it), its decision and what it rests on."""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_HOURS)
    program = gate.program
    day = asked_day(request.GET.get("day"), program.today())
    try:
        told = explain_day(gate, program, client, day, P.SEE_HOURS)
    except NotInForce:
        raise Http404 from None
    context = {"client": client, "program": program, "claim": told.claim.in_words(_)}
    return render(request, "schedule/why.html", context | shown(told))


def asked_day(said: str | None, today: date) -> date:
    """The day that was asked for. Raises Http404 for what is none."""
    try:
        day = date.fromisoformat(said) if said else today
    except ValueError:
        raise Http404 from None
    if not 1950 < day.year < 2200:
        raise Http404
    return day


def shown(told: DayTold) -> dict[str, Any]:
    """What a page says of it, in the reader's language."""
    return {
        "told": told,
        "day": told.day,
        "answer": told.in_words(_),
        "decided": told.decision.explanation.translated(_),
        "rules": told.rules,
        "sessions": [
            {"told": each, "session": each.session, "reasons": [reason.translated(_) for reason in each.reasons]}
            for each in told.sessions
        ],
        "week_words": [reason.translated(_) for reason in told.week.decision.explanation] if told.week else [],
    }
