"""Looks at charts that somebody should ask about: without a relationship, or far more than this person usually makes.

The rule is simple on purpose, so that it can be read out to whoever is asked: it accuses nobody.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from openiop.base.audit.models import Event
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate

DAYS, BEFORE = 7, 28  # looked at now; compared with
AT_LEAST, TIMES = 10, 3  # charts on one day that are worth a question, and how many times the usual day
SHOWN, A_PAGE = 20, 50  # on the desk; on a page of all of them
RULE = {"days": DAYS, "least": AT_LEAST, "times": TIMES, "before": BEFORE}


@dataclass(frozen=True)
class Look:
    """Somebody looked at a chart that no relationship led them to then. client None: not one whom the reader knows."""

    name: str
    client: Client | None
    at: datetime
    times: int


@dataclass(frozen=True)
class ManyLooks:
    """Somebody looked at far more charts on one day than they usually do."""

    name: str
    day: date
    charts: int
    usual: int


def too_many(days: dict[date, int], since: date) -> tuple[date, int, int] | None:
    """The fullest day from `since` on with its charts and the usual number, where it stands out; else None.

    `days`: charts looked at by day. Usual is the median of the days before `since`; without such days it is 0.
    """
    lately = {day: n for day, n in days.items() if day >= since}
    if not lately:
        return None
    day = max(lately, key=lambda each: (lately[each], each))
    usual = int(median([n for each, n in days.items() if each < since] or [0]))
    return (day, lately[day], usual) if lately[day] >= AT_LEAST and lately[day] > TIMES * usual else None


def opened(gate: Gate, since: datetime) -> Any:
    """Looks of staff at charts since an instant, as the audit has them (told when the hour is over)."""
    return gate.rows(Event, P.SEE_AUDIT).filter(verb="privacy.chart.opened", actor_kind="staff", at__gte=since)


def without_relationship(gate: Gate) -> QuerySet[Event, dict[str, Any]]:
    """Who looked at whose record in the last days without a relationship that led there at that moment, the last first:
    {"actor_id", "actor_name", "client_id", "last", "times"}. The audit keeps by which relationship a look was made, so
    that nobody is asked about a group that they led then, and nobody is excused by one that they lead now."""
    rows = opened(gate, timezone.now() - timedelta(days=DAYS)).filter(detail__basis="")
    pairs = rows.order_by().values("actor_id", "actor_name", "client_id")
    return pairs.annotate(last=Max("at"), times=Count("id")).order_by("-last", "client_id")


def named(gate: Gate, pairs: Iterable[dict[str, Any]]) -> list[Look]:
    """These pairs with the clients they are about. One query."""
    pairs = list(pairs)
    known = gate.rows(Client, P.SEE_CLIENTS).in_bulk({pair["client_id"] for pair in pairs})
    return [Look(pair["actor_name"], known.get(pair["client_id"]), pair["last"], pair["times"]) for pair in pairs]


@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """Every look to ask about, page by page."""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    gate.require(P.SEE_AUDIT)
    page = Paginator(without_relationship(gate), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "looks": named(gate, page), "many": many(gate), "rule": RULE}
    return render(request, "desk/looks.html", context)


def many(gate: Gate) -> list[ManyLooks]:
    """People who looked at far more charts on one of the last days than they usually do. One query."""
    now = timezone.now()
    rows = (
        opened(gate, now - timedelta(days=DAYS + BEFORE))
        .annotate(day=TruncDate("at", tzinfo=gate.program.zone))
        .values("actor_id", "actor_name", "day")
        .annotate(charts=Count("client_id", distinct=True))
    )
    days: dict[tuple[UUID, str], dict[date, int]] = defaultdict(dict)
    for row in rows:
        days[row["actor_id"], row["actor_name"]][row["day"]] = row["charts"]
    since = gate.program.today() - timedelta(days=DAYS)
    found = [(name, too_many(each, since)) for (_id, name), each in days.items()]
    return sorted((ManyLooks(name, *odd) for name, odd in found if odd), key=lambda each: -each.charts)
