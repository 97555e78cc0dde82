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

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from openiop.base.audit.models import Event
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import WHOLE_SITE
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.models import Reach

DAYS, BEFORE = 7, 28  # looked at now; compared with
AT_LEAST, TIMES = 10, 3  # charts on one day that are worth a question, and how many times the usual day
AT_MOST = 3000  # pairs of reader and client that are compared
SHOWN = 20


@dataclass(frozen=True)
class Look:
    """Somebody looked at a chart that they have no relationship to now."""

    name: str
    client: Client
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


def without_relationship(gate: Gate) -> list[Look]:
    """Looks of the last days by people whom no relationship leads to that chart now. Four queries."""
    since = timezone.now() - timedelta(days=DAYS)
    pairs = list(
        opened(gate, since)
        .values("actor_id", "actor_name", "client_id")
        .annotate(last=Max("at"), times=Count("id"))
        .order_by("-last")[:AT_MOST]
    )
    held = holders(gate, {pair["actor_id"] for pair in pairs})
    reached = reaching({pair["client_id"] for pair in pairs}, {each for own in held.values() for each in own})
    odd = [
        pair
        for pair in pairs
        if not reached.get(pair["client_id"], set()) & held.get(pair["actor_id"], {pair["actor_id"]})
    ]
    known = gate.rows(Client, P.SEE_CLIENTS).in_bulk({pair["client_id"] for pair in odd[:SHOWN]})
    return [
        Look(pair["actor_name"], known[pair["client_id"]], pair["last"], pair["times"])
        for pair in odd[:SHOWN]
        if pair["client_id"] in known
    ]


def holders(gate: Gate, actors: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Under whose relationships each of these people acts: their own, their supervisees', their site's."""
    rows = gate.rows(Staff, P.SEE_STAFF).filter(pk__in=list(actors)).prefetch_related("programs", "supervises")
    found = {}
    for staff in rows:
        own = {staff.pk, *(each.pk for each in staff.supervises.all())}
        if WHOLE_SITE.intersection(staff.roles):
            own |= {staff.home_program_id, *(each.pk for each in staff.programs.all())}
        found[staff.pk] = own
    return found


def reaching(clients: set[UUID], holding: set[UUID]) -> dict[UUID, set[UUID]]:
    """Which of these holders reach each client now."""
    rows = Reach.objects.filter(client_id__in=list(clients), holder_id__in=list(holding), until__gt=timezone.now())
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for client, holder in rows.values_list("client_id", "holder_id"):
        found[client].add(holder)
    return found


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
    return [ManyLooks(name, *odd) for name, odd in found if odd][:SHOWN]
