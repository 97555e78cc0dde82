"""Naming what somebody has. A wrong entry is marked so; nothing is deleted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.care.intake.models import Diagnosis, Evaluation
from openiop.rulebook import codes


@transaction.atomic
def add_diagnosis(
    *, by: Staff, client: Client, code: str, label: str = "", evaluation: Evaluation | None = None
) -> Diagnosis:
    """Adds an ICD-10-CM code; one that the client has already is made active again. The first one is the primary one.

    `label` is needed for a code outside the starter list. Raises ValidationError naming code or label.
    """
    require(by, Permission.EVALUATE)
    code = code.strip().upper()
    if not codes.is_icd10cm(code):
        raise ValidationError(
            {"code": _("“%(code)s” is not an ICD-10-CM code. Write it with its point, like F10.20.") % {"code": code}}
        )
    listed = codes.diagnosis(code)
    label = label.strip() or (listed.label if listed else "")
    if not label:
        raise ValidationError({"label": _("This code is not in the short list. Write its name beside it.")})
    Client.objects.select_for_update().get(pk=client.pk)  # one at a time, or two would both be the first
    mine = Diagnosis.objects.filter(client=client)
    defaults: dict[str, Any] = {
        "label": label[:255],
        "evaluation": evaluation,
        "recorded_by": by,
        "is_primary": not mine.filter(is_primary=True, status=Diagnosis.Status.ACTIVE).exists(),
    }
    found = mine.filter(system=codes.ICD10CM, code=code).exclude(status=Diagnosis.Status.WRONG).first()
    if found:
        found.status, found.ended = Diagnosis.Status.ACTIVE, None
        found.is_primary = found.is_primary or defaults["is_primary"]
        found.evaluation = evaluation or found.evaluation
        found.save(update_fields=["status", "ended", "is_primary", "evaluation"])
    else:
        found = Diagnosis.objects.create(organisation_id=client.organisation_id, client=client, code=code, **defaults)
    record("intake.diagnosis.added", found, by=by, code=code)
    return found


@transaction.atomic
def set_diagnosis_status(*, by: Staff, diagnosis: Diagnosis, status: str) -> Diagnosis:
    """Active, resolved, in remission, or entered in error. One that is not active is not the primary one."""
    require(by, Permission.EVALUATE)
    if status not in Diagnosis.Status.values:
        raise ValidationError({"status": _("Choose one from the list.")})
    before, diagnosis.status = diagnosis.status, status
    diagnosis.is_primary = diagnosis.is_primary and status == Diagnosis.Status.ACTIVE
    diagnosis.recorded_by = diagnosis.recorded_by or by  # an imported one is confirmed by whoever speaks about it
    diagnosis.save(update_fields=["status", "is_primary", "recorded_by"])
    record("intake.diagnosis.status", diagnosis, by=by, before=before, after=status)
    return diagnosis


@transaction.atomic
def make_primary(*, by: Staff, diagnosis: Diagnosis) -> Diagnosis:
    """The one that treatment is mainly for."""
    require(by, Permission.EVALUATE)
    if diagnosis.status != Diagnosis.Status.ACTIVE:
        raise ValidationError(_("Only an active diagnosis can be the primary one."))
    Diagnosis.objects.filter(client_id=diagnosis.client_id, is_primary=True).update(is_primary=False)
    diagnosis.is_primary = True
    diagnosis.save(update_fields=["is_primary"])
    record("intake.diagnosis.primary", diagnosis, by=by, code=diagnosis.code)
    return diagnosis
