"""Who looked at the record of the client who asks: what the audit was told, and what it will be told when this hour
is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from openiop.base.audit.models import Event, Reading
from openiop.base.audit.words import looked_at
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program

A_PAGE = 60
OPENED = "privacy.chart.opened"


@dataclass(frozen=True)
class Look:
    """Somebody looked at something within an hour, from `at` on."""

    at: datetime
    name: str
    roles: str
    what: str


def told(gate: Gate) -> QuerySet[Event]:
    """Looks of hours that are over, newest first."""
    return gate.rows(Event, P.SEE_OWN).filter(verb=OPENED).exclude(actor_id=gate.client.pk).order_by("-at", "-id")


def this_hour(gate: Gate) -> list[Reading]:
    """Looks that the audit is told of when the hour is over."""
    return list(gate.rows(Reading, P.SEE_OWN).order_by("-first_at"))


def by_day(gate: Gate, program: Program | None, rows: Iterable[Event | Reading]) -> list[tuple[date, list[Look]]]:
    """The looks day by day, in the program's time zone, each person and what they saw once a day; one query."""
    rows = list(rows)
    zone = program.zone if program else ZoneInfo("UTC")
    roles = roles_of(gate, {row.actor_id for row in rows if row.actor_id})
    days: dict[date, dict[tuple[Any, str], Look]] = {}
    for row in rows:
        at = row.first_at if isinstance(row, Reading) else row.at
        what = looked_at(row.door)
        look = Look(at, row.actor_name, roles.get(row.actor_id, ""), what)
        days.setdefault(at.astimezone(zone).date(), {}).setdefault((row.actor_id, what), look)
    return [(day, list(looks.values())) for day, looks in days.items()]


def roles_of(gate: Gate, people: set[UUID]) -> dict[UUID, str]:
    """What these members of staff do here, in words."""
    known = Staff.objects.filter(organisation_id=gate.client.organisation_id, pk__in=people)
    return {staff.pk: staff.role_names for staff in known}
