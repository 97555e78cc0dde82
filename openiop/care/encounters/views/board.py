"""The live group board: who is here, and what did they work on? Taps go to views/sync.py."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.calendar.models import Topic
from openiop.care.encounters.queries.board import Board, Member, board_of
from openiop.care.encounters.tap_rules import written
from openiop.care.encounters.views.attendance import fetch
from openiop.rulebook import observed
from openiop.rulebook.protocols import PROTOCOLS

GUESTS = 60
SCALES = (
    ("affect", observed.AFFECT),
    ("engagement", observed.ENGAGEMENT),
    ("response", observed.RESPONSE),
)


@xframe_options_sameorigin  # beside the video of the same session; no other site frames it
@csp_override(settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]})
@require_GET
def board(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The first paint; from there on frontend/src/board keeps it true."""
    gate = request.gate
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    shown = board_of(gate, session)
    context = {
        "session": session,
        "program": session.program,
        "board": shown,
        "phases": phases(shown),
        "rows": [row(each) for each in shown.members],
        "scales": [(code, label_of(code), [words(each) for each in scale]) for code, scale in SCALES],
        "taking_part": [words(each) for each in observed.PARTICIPATION[1:]],
        "protocols": [(each.code, _(each.label), [_(step) for step in each.steps], each.numbers) for each in PROTOCOLS],
        "guests": guests(request, shown),
        "modules": modules(shown),
        "is_early": shown.now < session.during.upper,
        "start": written(session.during.lower),
        "end": written(session.during.upper),
        "now": written(shown.now),
        "minutes": int((session.during.upper - session.during.lower).total_seconds() // 60),
        "me": gate.staff.pk,
        "may_note": shown.may_note and not session.is_cancelled,
        "may_end": gate.may(P.WRITE_NOTES) and gate.may(P.SEE_NOTES) and not session.is_cancelled,
    }
    return render(request, "encounters/board.html", context)


def words(each: observed.Observed[Any]) -> tuple[Any, str, str]:
    return each.code, _(each.short), _(each.label)


def label_of(scale: str) -> str:
    return {"affect": _("How they seemed"), "engagement": _("Engagement"), "response": _("Response to the topic")}[
        scale
    ]


def row(member: Member) -> dict[str, Any]:
    """One person. What is pressed, the island says as soon as it has heard the taps; until then the ledger does."""
    return {
        "member": member,
        "id": str(member.client.pk),
        "line": member.attendance.line,
        "out": not member.attendance.attended or member.attendance.may_come_back,
        "state": member.state,
    }


def phases(shown: Board) -> list[dict[str, Any]]:
    """The hour's parts with whether each is done, now or to come."""
    every = shown.phases
    later = [*(each["starts"] for each in every[1:]), shown.session.during.upper][: len(every)]
    return [
        each | {"at": written(each["starts"]), "done": end <= shown.now, "current": each["starts"] <= shown.now < end}
        for each, end in zip(every, later, strict=True)
    ]


def modules(shown: Board) -> list[tuple[str, list[Topic]]]:
    """The curricula one can choose a topic from, the group's own first."""
    return [(name, list(each)) for name, each in groupby(shown.curriculum, key=lambda topic: topic.module)]


def guests(request: HttpRequest, shown: Board) -> list[Client]:
    """Who of the people one reaches could come as a guest: for those who may give a seat."""
    gate = request.gate
    if not gate.may(P.SCHEDULE) or shown.session.is_cancelled:
        return []
    rows = gate.rows(Client, P.SCHEDULE).exclude(pk__in=[each.client.pk for each in shown.members])
    return list(rows.order_by("legal_last", "legal_first")[:GUESTS])
