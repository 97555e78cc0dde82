"""Who can open this record, and why: every relationship that leads to it now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import WHOLE_SITE, Refused
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.models import Reach
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Group
from openiop.care.placement.queries import episode_of

WHY = {
    "caseload": _("Primary therapist"),
    "group": _("Leads a group with them"),
    "evaluation": _("Evaluates them"),
    "work": _("Has a task about them"),
    "referral": _("Works on their referral"),
    "glass": _("Broke the glass in an emergency"),
    "registered": _("Wrote them down here"),
    "program": _("Their role serves everybody at the site"),
    "supervises": _("Supervises somebody who does"),
}
NEVER = 3000  # a year that stands for "no end"
A_PAGE = 100


@dataclass(frozen=True)
class Way:
    """One person, and one reason why the record is open to them. until None: as long as the reason stands."""

    staff: Staff
    why: str
    more: str
    until: datetime | None


@require_GET
def who(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Who can open this record?"""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_CONSENT)
    if not may_ask(gate, episode_of(client.pk, gate.program)):
        raise Refused(P.REVIEW_PRIVACY)
    page = Paginator(ways(gate, client), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/who.html", {"client": client, "ways": page.object_list, "page": page})


def may_ask(gate: Gate, episode: Any) -> bool:
    """The privacy officer, the director and the primary therapist."""
    return gate.may(P.REVIEW_PRIVACY) or bool(episode and episode.therapist_id == getattr(gate.actor, "pk", None))


def ways(gate: Gate, client: Client) -> list[Way]:
    """Every member of staff to whom the record is open now, with the reason. Five queries."""
    rows = list(Reach.objects.filter(client=client, until__gt=timezone.now()).order_by("basis"))
    holders: dict[UUID, list[Reach]] = defaultdict(list)
    for row in rows:
        holders[row.holder_id].append(row)
    groups = gate.rows(Group, P.SEE_PROGRAM).in_bulk({row.source_id for row in rows if row.basis == "group"})
    programs = gate.rows(Program, P.SEE_PROGRAM).in_bulk(list(holders))
    found = []
    some = Q(pk__in=list(holders)) | Q(roles__overlap=[role.value for role in WHOLE_SITE])
    for staff in gate.rows(Staff, P.SEE_STAFF).filter(some, ended_on=None).prefetch_related("programs"):
        if not staff.may(P.SEE_CHART):
            continue
        for row in holders.get(staff.pk, []):
            found.append(way(staff, row, groups))
            if staff.supervisor_id:
                found.append((staff.supervisor_id, row.until))
        if WHOLE_SITE.intersection(staff.roles):
            home = {staff.home_program_id, *(each.pk for each in staff.programs.all())} & programs.keys()
            found += [Way(staff, str(WHY["program"]), staff.role_names, None) for _place in list(home)[:1]]
    return with_supervisors(gate, found)


def way(staff: Staff, row: Reach, groups: dict[UUID, Group]) -> Way:
    group = groups.get(row.source_id)
    until = row.until if row.until.year < NEVER else None
    return Way(staff, str(WHY.get(row.basis, row.basis)), group.name if group else "", until)


def with_supervisors(gate: Gate, found: list[Any]) -> list[Way]:
    """Puts people in the place of what only named a supervisor."""
    own = [each for each in found if isinstance(each, Way)]
    ends = {each[0]: each[1] for each in found if not isinstance(each, Way)}
    people = gate.rows(Staff, P.SEE_STAFF).in_bulk(list(ends)) if ends else {}
    above = [
        Way(staff, str(WHY["supervises"]), "", ends[key] if ends[key].year < NEVER else None)
        for key, staff in people.items()
    ]
    return sorted([*own, *above], key=lambda each: (each.staff.name, each.why))
