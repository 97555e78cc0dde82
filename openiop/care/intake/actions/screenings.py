"""Screening for safety first. What does not fit is handed over with tasks, never turned away."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, Role, require
from openiop.base.worklist.actions import ask, close, close_source
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.actions.referrals import NEW_WORK, OPEN, already_referred
from openiop.care.intake.models import Referral, Screening
from openiop.rulebook import screening as rules

FOLLOW_UPS = ("hand_off_follow_up", "emergency_follow_up")  # stay open after the hand-over: did they arrive?


@transaction.atomic
def screen(
    *,
    by: Staff,
    referral: Referral,
    answers: Mapping[str, str | None],
    notes: str = "",
    handed_to: str = "",
    key: str = "",
) -> Screening:
    """Keeps the answers with the outcome and its reasons, and asks for the work that follows from them.

    `answers`: question key to yes, no, unsure or None (rulebook.screening). A hand-off puts an item of severity "now"
    on the list of whoever screened; screening again settles the tasks of the time before. Raises ValidationError for
    an unknown question or answer, or a referral that has ended in an admission.
    """
    require(by, Permission.WORK_REFERRALS)
    if key and (sent := Screening.objects.filter(organisation_id=referral.organisation_id, key=key).first()):
        return sent
    referral = Referral.objects.select_for_update(of=("self",)).select_related("client", "program").get(pk=referral.pk)
    if key and (sent := Screening.objects.filter(organisation_id=referral.organisation_id, key=key).first()):
        return sent  # the same form was waiting for the same lock
    if referral.state == Referral.State.ADMITTED:
        raise ValidationError(_("This referral led to an admission. Look at the placement instead."))
    try:
        decision = rules.screen(answers)  # type: ignore[arg-type]
    except ValueError as error:
        raise ValidationError({"answers": str(error)}) from None
    made = Screening.objects.create(
        organisation_id=referral.organisation_id,
        referral=referral,
        answers={name: said for name, said in answers.items() if said},
        outcome=decision.outcome,
        reasons=[reason.as_dict() for reason in decision.reasons],
        handed_to=handed_to.strip(),
        notes=notes.strip(),
        screened_by=by,
        key=key,
    )
    _move(referral, made)
    record("intake.referral.screened", made, by=by, client_id=referral.client_id, outcome=decision.outcome)
    _settle_earlier(by, referral, made)
    for task in decision.tasks:
        _ask_for(by, referral, made, task)
    return made


def _move(referral: Referral, made: Screening) -> None:
    if made.is_hand_off:
        state = Referral.State.HANDED_OFF
    elif made.keeps_open:
        state = Referral.State.EVALUATED if referral.state == Referral.State.EVALUATED else Referral.State.SCREENED
    else:
        state = referral.state if referral.state in OPEN else Referral.State.NEW
    referral.state, referral.closed_reason = state, ""
    try:
        with transaction.atomic():
            referral.save(update_fields=["state", "closed_reason"])
    except IntegrityError as error:
        raise already_referred(referral.client) from error


def _ask_for(by: Staff, referral: Referral, made: Screening, task: rules.Task) -> None:
    due = timezone.now() + timedelta(minutes=task.due_minutes)
    urgent = made.is_hand_off and task.key not in FOLLOW_UPS
    soon = "today" if task.due_minutes <= 24 * 60 else "soon"
    ask(
        by=by,
        program=referral.program,
        kind=f"intake.{task.key}",
        source=str(made.pk),
        title=f"{referral.client}: {task.explanation.translated(_)}"[:200],
        detail=str(made.get_outcome_display()),
        client=referral.client,
        to=by,
        role=Role.ADMISSIONS,
        severity="now" if urgent or task.due_minutes <= 60 else soon,
        due_at=due,
        link=reverse("intake:referral", args=[referral.pk]),
    )


def _settle_earlier(by: Staff, referral: Referral, made: Screening) -> None:
    close_source(
        by=by,
        organisation_id=referral.organisation_id,
        kind=NEW_WORK,
        source=str(referral.pk),
        outcome=str(made.get_outcome_display()),
    )
    for item in tasks_of(referral).exclude(source=str(made.pk)):
        close(by=by, item=item, outcome=_("Screened again"))


def tasks_of(referral: Referral) -> Any:
    """Open work that screenings of this referral asked for."""
    sources = [str(pk) for pk in referral.screenings.values_list("pk", flat=True)]
    return WorkItem.objects.filter(
        organisation_id=referral.organisation_id, kind__startswith="intake.", source__in=sources, done_at=None
    )


@transaction.atomic
def hand_over(*, by: Staff, screening: Screening, handed_to: str) -> Screening:
    """Writes down who took the person over, and settles the tasks of handing over; the one that asks whether they
    arrived stays. Raises ValidationError without a name."""
    require(by, Permission.WORK_REFERRALS)
    if not handed_to.strip():
        raise ValidationError({"handed_to": _("Name the person or place that took over, and how to reach them.")})
    if not screening.is_hand_off:
        raise ValidationError(_("This screening does not ask for a hand-over."))
    screening.handed_to = handed_to.strip()[:200]
    screening.save(update_fields=["handed_to"])
    record("intake.referral.handed_over", screening, by=by, client_id=screening.referral.client_id)
    open_items = tasks_of(screening.referral).filter(source=str(screening.pk))
    for item in open_items.exclude(kind__in=[f"intake.{key}" for key in FOLLOW_UPS]):
        close(by=by, item=item, outcome=_("Handed to %(name)s") % {"name": screening.handed_to})
    return screening
