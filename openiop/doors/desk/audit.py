"""The audit as a page: who did what, for whom, when and from where, in plain words."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.audit.models import Event
from openiop.base.audit.words import ROOMS, looked_at, told
from openiop.base.look.searching import ask, asked
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.doors.desk.queries import find
from openiop.rulebook import dose

A_PAGE = 50
AT_MOST = 5000  # events one can page through; a choice narrows it


class Bounded(Paginator[Event]):
    """Counts no further than AT_MOST: a count over years of events would be the slowest thing on the page."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:AT_MOST].count()


@dataclass(frozen=True)
class Line:
    """One event as a person reads it."""

    event: Event
    client: Client | None
    told: str
    times: int

    @property
    def by_openiop(self) -> bool:
        return self.event.actor_kind == "system"


@require_http_methods(["GET", "POST"])
def trail(request: HttpRequest) -> HttpResponse:
    """Who did what?"""
    gate = request.gate
    gate.require(P.SEE_AUDIT)
    if request.method == "POST":
        return ask(request, "staff", "room", "day")
    text, chosen = asked(request), choices(request)
    page = Bounded(events(gate, text, **chosen), A_PAGE).get_page(request.GET.get("page"))
    words = {
        "page": page,
        "lines": lines(gate, list(page.object_list)),
        "text": text,
        "chosen": chosen,
        "is_narrowed": bool(text or any(chosen.values())),
        "staff": gate.rows(Staff, P.SEE_STAFF).order_by("name").values_list("pk", "name"),
        "rooms": sorted(ROOMS.items(), key=lambda room: str(room[1])),
        "full": page.paginator.count == AT_MOST,
    }
    return render(request, "desk/audit.html", words)


def choices(request: HttpRequest) -> dict[str, Any]:
    """What the reader narrowed it to; what cannot be read counts as not chosen."""
    room = request.GET.get("room", "")
    return {
        "staff": _read(UUID, request.GET.get("staff", "")),
        "room": room if room in ROOMS else "",
        "day": _read(date.fromisoformat, request.GET.get("day", "")),
    }


def _read(make: Any, text: str) -> Any:
    try:
        return make(text)
    except ValueError:
        return None


def events(gate: Gate, text: str, *, staff: UUID | None, room: str, day: date | None) -> QuerySet[Event]:
    """Events about those whom the reader reaches, and about nobody in particular; newest first."""
    house = Event.objects.filter(organisation_id=gate.staff.organisation_id, client_id=None)
    rows = (gate.rows(Event, P.SEE_AUDIT) | house).order_by("-at", "-id")
    if text:
        rows = rows.filter(client_id__in=find(gate, text).order_by().values("pk"))
    if staff:
        rows = rows.filter(actor_id=staff)
    if room:
        rows = rows.filter(verb__startswith=f"{room}.")
    if day:
        rows = rows.filter(at__range=_span(gate, day))
    return rows


def _span(gate: Gate, day: date) -> tuple[datetime, datetime]:
    span = dose.day_span(day, gate.program.zone)
    return span.start, span.end


def lines(gate: Gate, shown: list[Event]) -> list[Line]:
    """The events in words, with the clients they are about; one query."""
    known = gate.rows(Client, P.SEE_CLIENTS).in_bulk({event.client_id for event in shown if event.client_id})
    return [
        Line(event, known.get(event.client_id), in_words(event), int(event.detail.get("times") or 0)) for event in shown
    ]


def in_words(event: Event) -> str:
    """What was done; a look at a record says at what."""
    if event.verb == "privacy.chart.opened":
        return _("looked at %(what)s") % {"what": looked_at(event.door)}
    return told(event.verb)
