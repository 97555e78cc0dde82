"""What the medical provider writes. All need WORK_MEDICAL and are one transaction each.

    add_medication(client=, name=, …)  stop_medication(medication=, on=)  mark_wrong(medication=, why=)
    record_test(client=, panel=, result=, collected_at=, detail=, key=)  correct_test(test=, why=, …)

Bad input raises ValidationError naming the field.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.medical.moud import treats_use_disorder

Status = Medication.Status


@transaction.atomic
def add_medication(*, by: Staff, client: Client, name: str, is_moud: bool = False, **fields: Any) -> Medication:
    """Something this person takes. A name that holds a MOUD ingredient is marked so. The same name and dose twice is
    one entry; the one that is there is returned."""
    require(by, Permission.WORK_MEDICAL)
    Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    name, dose = name.strip(), fields.pop("dose", "").strip()
    same = Medication.objects.filter(client=client, name__iexact=name, dose__iexact=dose, status=Status.ACTIVE).first()
    if same:
        return same
    medication = Medication(
        organisation_id=client.organisation_id,
        client=client,
        name=name,
        dose=dose,
        is_moud=is_moud or treats_use_disorder(name),
        recorded_by=by,
        **fields,
    )
    medication.full_clean(exclude=["organisation", "recorded_by"])
    _not_in_future("started_on", medication.started_on)
    medication.save()
    record("medical.medication.added", medication, by=by, name=name)
    return medication


@transaction.atomic
def stop_medication(*, by: Staff, medication: Medication, on: date) -> Medication:
    """They do not take it any more, from `on`. Stopped twice changes nothing."""
    require(by, Permission.WORK_MEDICAL)
    medication = _locked(medication)
    if medication.status != Status.ACTIVE:
        return medication
    _not_in_future("stopped_on", on)
    if medication.started_on and on < medication.started_on:
        raise ValidationError({"stopped_on": _("This is before the day it began. Check the dates.")})
    medication.status, medication.stopped_on = Status.STOPPED, on
    medication.save(update_fields=["status", "stopped_on"])
    record("medical.medication.stopped", medication, by=by, on=on.isoformat())
    return medication


@transaction.atomic
def mark_wrong(*, by: Staff, medication: Medication, why: str) -> Medication:
    """It never was so: the entry stays readable, marked as an error, with the reason in the audit."""
    require(by, Permission.WORK_MEDICAL)
    if not why.strip():
        raise ValidationError({"why": _("Say what was wrong, in a few words.")})
    medication = _locked(medication)
    if medication.status != Status.WRONG:
        before, medication.status = medication.status, Status.WRONG
        medication.save(update_fields=["status"])
        record("medical.medication.marked_wrong", medication, by=by, why=why.strip(), before=before)
    return medication


def _locked(medication: Medication) -> Medication:
    return Medication.objects.select_for_update(of=("self",)).get(pk=medication.pk)


def _not_in_future(field: str, day: date | None) -> None:
    if day and day > timezone.now().date():
        raise ValidationError({field: _("This day is still to come. Check the date.")})


@transaction.atomic
def record_test(
    *,
    by: Staff,
    client: Client,
    panel: str,
    result: str,
    collected_at: datetime,
    detail: str = "",
    replaces: ToxicologyTest | None = None,
) -> ToxicologyTest:
    """A test and what it showed. The same panel at the same minute is one test; the one that is there is returned."""
    require(by, Permission.WORK_MEDICAL)
    Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if collected_at > timezone.now():
        raise ValidationError({"collected_at": _("This moment is still to come. Check date and time.")})
    holds = ToxicologyTest.objects.filter(client=client, replaced_by=None)
    if replaces is None and (same := holds.filter(panel__iexact=panel.strip(), collected_at=collected_at).first()):
        return same
    test = ToxicologyTest(
        organisation_id=client.organisation_id,
        client=client,
        panel=panel.strip(),
        result=result,
        collected_at=collected_at,
        detail=detail.strip(),
        recorded_by=by,
        replaces=replaces,
    )
    test.full_clean(exclude=["organisation", "recorded_by", "replaces"])
    test.save()
    record("medical.test.recorded", test, by=by, result=result, replaces=str(replaces.pk) if replaces else None)
    return test


@transaction.atomic
def correct_test(*, by: Staff, test: ToxicologyTest, why: str, **fields: Any) -> ToxicologyTest:
    """A corrected row that takes the place of `test`; the old one stays readable. `fields`: panel, result,
    collected_at, detail. Raises ValidationError without a reason, or where it was corrected already."""
    if not why.strip():
        raise ValidationError({"why": _("Say why this is corrected. The first entry is kept beside it.")})
    try:
        with transaction.atomic():
            new = record_test(by=by, client=test.client, replaces=test, **fields)
    except IntegrityError:
        raise ValidationError(_("Somebody corrected this a moment ago. Open it again.")) from None
    record("medical.test.corrected", new, by=by, why=why.strip())
    return new
