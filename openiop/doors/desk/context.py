"""What every staff page shows around its own content: the rail with its counts, the chart's tabs, the clock's zone."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import rights_of
from openiop.base.programs.models import Program
from openiop.doors.desk.draw import ANYBODY, address_of_any
from openiop.doors.desk.glass import bars
from openiop.doors.desk.queries import waiting


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context for staff pages and signed-out pages; a client's pages get their own from the portal."""
    gate = getattr(request, "gate", None)
    actor = gate.actor if gate else None
    if isinstance(actor, Client):
        return {"house": {"name": actor.organisation.name}, "me": {"name": actor.first_name, "line": ""}}
    if not isinstance(actor, Staff):
        return {"house": public_house()}
    program = gate.program
    counts = waiting(actor, program)
    return {
        "program": program,
        "above": bars(request, actor, timezone.now()) if counts.get("glass") else "",
        "house": {"name": program.name, "kind": _("Intensive outpatient"), "phone": program.phone},
        "me": {"name": actor.name, "line": actor.credential},
        "nav": rail(actor, request.path, counts),
        "thumbs": thumbs(actor, request.path),
        "client_tabs": tabs(actor, request),
    }


def public_house() -> dict[str, str]:
    """Name and phone on signed-out pages: those of the one organisation here, nothing where there are several."""
    programs = Program.objects.select_related("organisation").order_by("pk")[:2]
    names = {program.organisation.name: program.phone for program in programs}
    name, phone = next(iter(names.items())) if len(names) == 1 else ("", "")
    return {"name": name, "phone": phone}


# path, icon, English label, the right it needs (None: everyone), which count stands beside it
RAIL = [
    ("/today", "house", _("Today"), None, ""),
    ("/calendar/groups/", "users-round", _("Groups"), P.SEE_PROGRAM, ""),
    ("/clients", "contact-round", _("Clients"), P.SEE_CLIENTS, ""),
    ("/hours/", "gauge", _("Hours"), P.SEE_HOURS, ""),
    ("/calendar/", "calendar-days", _("Schedule"), P.SEE_PROGRAM, ""),
    ("/sessions/notes", "notebook-pen", _("Notes"), P.WRITE_NOTES, "notes"),
    ("/work", "list-checks", _("To do"), None, "work"),
    None,
    ("/referrals/", "door-open", _("Referrals"), P.WORK_REFERRALS, "referrals"),
    ("/placement/", "flag", _("Placement"), P.PLACE, ""),
    ("/measures/alerts", "heart-pulse", _("Safety"), P.SEE_CHART, "alerts"),
    ("/aftercare/", "sprout", _("Aftercare"), P.WORK_AFTERCARE, ""),
    ("/staff/", "id-card", _("Staff"), P.SEE_STAFF, ""),
    ("/program/", "settings", _("Program"), P.MANAGE_PROGRAM, ""),
    ("/privacy/", "shield-check", _("Privacy"), P.REVIEW_PRIVACY, ""),
    ("/audit/", "footprints", _("Audit"), P.SEE_AUDIT, ""),
]
THUMBS = ["/today", "/calendar/groups/", "/clients", "/hours/", "/work"]

# URL name of each chart tab, English label, the right it needs
TABS = [
    ("desk:chart", _("Overview"), P.SEE_CLIENTS),
    ("plan:client", _("Plan"), P.SEE_CHART),
    ("encounters:client", _("Sessions"), P.SEE_NOTES),
    ("measures:client", _("Measures"), P.SEE_CHART),
    ("medical:client", _("Medical"), P.SEE_CHART),
    ("progress:client", _("Progress"), P.SEE_CHART),
    ("aftercare:client", _("Aftercare"), P.WORK_AFTERCARE),
    ("sharing:client", _("Sharing"), P.SEE_CONSENT),
    ("people:client", _("Person"), P.SEE_CLIENTS),
]


def rail(staff: Staff, path: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The entries this person may use, with how many things wait behind each."""
    ways = _ways(tuple(staff.roles), get_language())
    entries = [
        {"url": way[0], "icon": way[1], "label": way[2], "gap": way[3], "count": counts.get(way[4], 0)} for way in ways
    ]
    mark_current(entries, path)
    return entries


@lru_cache(maxsize=512)
def _ways(roles: tuple[str, ...], _language: str | None) -> list[tuple[str, str, str, bool, str]]:
    """Address, icon, label, whether a line stands before it, and which count, of what these roles may use."""
    rights = rights_of(roles)
    ways, gap = [], False
    for entry in RAIL:
        if entry is None:
            gap = True
            continue
        url, icon, label, right, count = entry
        if right is None or right in rights:
            ways.append((url, icon, str(label), gap, count))
            gap = False
    return ways


def thumbs(staff: Staff, path: str) -> list[dict[str, Any]]:
    """The five entries at a thumb's reach on a phone."""
    ways = _ways(tuple(staff.roles), get_language())
    entries = [{"url": way[0], "icon": way[1], "label": way[2]} for way in ways if way[0] in THUMBS]
    mark_current(entries, path)
    return entries


def mark_current(entries: list[dict[str, Any]], path: str) -> None:
    """Marks the entry with the longest address that this page's path begins with."""
    here = max((e for e in entries if path.startswith(e["url"])), key=lambda e: len(e["url"]), default=None)
    if here:
        here["current"] = True


def tabs(staff: Staff, request: HttpRequest) -> list[dict[str, Any]]:
    """The chart's tabs on a page about one client (its address names `client_id`); empty elsewhere."""
    match = request.resolver_match
    if match is None or "client_id" not in match.kwargs:
        return []
    client_id = match.kwargs["client_id"]
    return [
        {
            "url": address.replace(ANYBODY, str(client_id)),
            "label": label,
            "current": match.view_name == name or (match.app_name == name.split(":")[0] and name != "desk:chart"),
        }
        for name, label, address in _tabs(tuple(staff.roles), get_language())
    ]


@lru_cache(maxsize=512)
def _tabs(roles: tuple[str, ...], _language: str | None) -> list[tuple[str, str, str]]:
    """Name, label and address (of anybody's) of the tabs that these roles may open."""
    rights = rights_of(roles)
    return [(name, str(label), address) for name, label, right in TABS if right in rights and (address := maybe(name))]


def maybe(name: str) -> str:
    try:
        return address_of_any(name, "client_id")
    except NoReverseMatch:
        return ""
