"""Whom a safety alert reaches: an item at the top of somebody's list, and a message that says nothing clinical."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.messages.actions import send
from openiop.base.people.models import Staff
from openiop.base.people.roles import Role
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask
from openiop.base.worklist.models import WorkItem
from openiop.care.measures.models import SafetyAlert

WORK = "measures.safety_alert"
PAGE = "/measures/alerts"
AT_MOST = 20  # people who are written to where nobody in particular is named


def call_for_help(*, by: Any, alert: SafetyAlert, program: Program, to: Staff | None = None) -> WorkItem:
    """Puts the alert on the list of `to` (or of every primary therapist), and tells them by message at once.

    The client may have answered in another language than staff read in.
    """
    with override(settings.LANGUAGE_CODE):
        item = ask(
            by=by,
            program=program,
            kind=WORK,
            source=str(alert.pk),
            title=_("See %(name)s now: a safety answer") % {"name": alert.client},
            detail=_("Speak with them today, then say on the safety page what you did."),
            client=alert.client,
            to=to,
            role="" if to else Role.THERAPIST,
            severity=WorkItem.Severity.NOW,
            due_at=timezone.now(),
            link=PAGE,
        )
    for staff in [to] if to else therapists(program):
        tell(by, staff, alert, program)
    return item


def therapists(program: Program) -> list[Staff]:
    """The primary therapists who work in `program` today and have a way in."""
    rows = program.staff.filter(roles__contains=[Role.THERAPIST], user__is_active=True).select_related("user")
    return [staff for staff in rows[:AT_MOST] if staff.works_on(program.today())]


def tell(by: Any, staff: Staff, alert: SafetyAlert, program: Program) -> None:
    """Sends a message without a name or a clinical word; safety does not wait for the morning."""
    if staff.user is None:
        return
    with override(staff.user.language or settings.LANGUAGE_CODE):
        subject = _("Something needs you now")
        body = _("Please sign in and open your list. The first item cannot wait.")
    send(
        by=by,
        program=program,
        to=staff,
        address=staff.user.email,
        subject=subject,
        body=body,
        key=f"{WORK}:{alert.pk}:{staff.pk}",
        asked_for=True,
    )
