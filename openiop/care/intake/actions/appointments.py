"""The appointment of an evaluation, as far as somebody's list is concerned. The calendar, above, makes it."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.context import everything, standing
from openiop.base.people.models import Client
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask, close
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.models import Referral

TO_BOOK = "intake.evaluation"


@transaction.atomic
def appointment_made(*, by: Any, client: Client, program: Program) -> None:
    """Nobody has to book it any more."""
    with standing(everything(program.organisation_id)):
        for item in _items(client, program).filter(done_at=None):
            close(by=by, item=item, outcome=_("The evaluation is booked"))


@transaction.atomic
def appointment_off(*, by: Any, client: Client, program: Program, missed: bool = False) -> None:
    """Cancelled, given up, or `missed`: somebody has to book another one, within a day; not where the referral went on
    or was closed."""
    with standing(everything(program.organisation_id)):
        waits = Referral.objects.filter(client=client, program=program, state=Referral.State.SCREENED).exists()
        last = _items(client, program).order_by("-created_at").first()
        why = _("They did not come to the appointment") if missed else _("The appointment was cancelled")
        if waits and last:
            ask(
                by=by, program=program, client=client, kind=last.kind, source=last.source, title=last.title, detail=why,
                to=last.assigned_to, role=last.role, severity=last.severity, link=last.link,
                due_at=timezone.now() + timedelta(days=1),
            )  # fmt: skip


def _items(client: Client, program: Program) -> Any:
    return WorkItem.objects.filter(kind=TO_BOOK, client=client, program=program)
