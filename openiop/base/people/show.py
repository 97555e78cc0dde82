"""People as a page shows them."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openiop.base.people.models import Licence

SOON = 60  # days before the end of a licence at which somebody should renew it


def licence_words(licence: Licence, today: date) -> dict[str, Any]:
    """A licence with its last day, and whether it holds: tone and words."""
    start, end = licence.valid.lower, licence.valid.upper
    last = end - timedelta(days=1) if end else None
    if start > today:
        tone, words = "info", _("From %(day)s") % {"day": date_format(start)}
    elif last is None:
        tone, words = "good", _("Holds")
    elif last < today:
        tone, words = "danger", _("Ended %(day)s") % {"day": date_format(last)}
    elif (last - today).days <= SOON:
        tone, words = "caution", _("Ends %(day)s") % {"day": date_format(last)}
    else:
        tone, words = "good", _("Until %(day)s") % {"day": date_format(last)}
    icon = {"good": "check", "caution": "clock-alert", "danger": "circle-x", "info": "clock"}[tone]
    return {"licence": licence, "last": last, "tone": tone, "words": words, "icon": icon}
