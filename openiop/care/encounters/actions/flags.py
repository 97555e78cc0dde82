"""A safety flag on the board is work for whoever is in charge, at once."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from openiop.base.people.models import Client
from openiop.base.people.roles import Role
from openiop.base.worklist.actions import ask, close_source
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Tap
from openiop.rulebook.protocols import CODES

WORK = "encounters.safety_flag"


def follow_flags(*, by: Any, session: Session, taps: Iterable[Tap]) -> None:
    """Asks the director for each flag among `taps` and takes back what was undone. The group learns nothing of it."""
    for tap in taps:
        if tap.kind == Tap.Kind.UNDO:
            close_source(
                by=by,
                organisation_id=session.organisation_id,
                kind=WORK,
                source=str(tap.value),
                outcome=_("Taken back"),
            )
        elif tap.kind == Tap.Kind.SAFETY:
            protocol = CODES[tap.value["protocol"]]
            ask(
                by=by,
                program=session.program,
                kind=WORK,
                source=str(tap.key),
                title=_("Safety flag in %(group)s") % {"group": session.title},
                detail=_(protocol.label),
                client=Client.objects.filter(pk=tap.client_id).first(),
                role=Role.DIRECTOR,
                severity=WorkItem.Severity.NOW,
                link=reverse("encounters:board", args=[session.pk]),
            )
