"""What every page of the client's door shows around its own content."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.doors.portal.queries import Standing

THUMBS = {  # where somebody is: the pages that answer something there
    "here": ("today", "week", "check-in", "plan", "hours"),
    "after": ("today", "check-in", "plan", "help"),
    "before": ("today", "help"),
}
ICONS = {
    "today": "sun",
    "week": "calendar-days",
    "check-in": "heart-pulse",
    "plan": "target",
    "hours": "chart-column",
    "help": "waves",
}


def around(standing: Standing, page: str) -> dict[str, Any]:
    """The thumb bar with this page marked, the program's clock, and whom to call."""
    labels = {
        "today": _("Today"),
        "week": _("Week"),
        "check-in": _("Check-in"),
        "plan": _("Plan"),
        "hours": _("Hours"),
        "help": _("Help"),
    }
    program = standing.program
    return {
        "standing": standing,
        "client": standing.client,
        "program": program,
        "now": timezone.now(),
        "house": {
            "name": program.name if program else standing.client.organisation.name,
            "phone": program.phone if program else "",
        },
        "thumbs": [
            {"url": reverse(f"portal:{name}"), "icon": ICONS[name], "label": labels[name], "current": name == page}
            for name in THUMBS[standing.state]
        ],
    }
