"""The prescribed hours of a draft."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.care.plan.actions.writing import lock_draft
from openiop.care.plan.models import Plan, PrescribedDose
from openiop.care.plan.queries import as_step
from openiop.care.plan.rules import DoseStep, dose_problems, taper_steps


@transaction.atomic
def set_dose(*, by: Staff, plan: Plan, steps: Iterable[DoseStep]) -> list[PrescribedDose]:
    """Replaces the draft's hours by `steps`. Raises ValidationError for a step that cannot be or two that overlap;
    hours outside the payer's band are allowed, and said on the page (HRS-1, HRS-7)."""
    plan = lock_draft(by, plan)
    steps = sorted(steps, key=lambda each: each.start)
    for step in steps:
        if problems := dose_problems(step):
            raise ValidationError({field: reason.translated(_) for field, reason in problems})
    if any(earlier.end >= later.start for earlier, later in pairwise(steps)):
        raise ValidationError({"end": _("Two stretches overlap. Let one end before the next begins.")})
    plan.doses.all().delete()
    rows = [
        PrescribedDose(
            organisation_id=plan.organisation_id,
            plan=plan,
            during=DateRange(step.start, step.end + timedelta(days=1) if step.end < date.max else None),
            weekly_minutes=step.weekly_minutes,
            days=step.days,
            day_minutes=step.day_minutes,
            by_modality=dict(step.by_modality),
            is_taper=step.is_taper,
        )
        for step in steps
    ]
    for row in rows:
        row.full_clean(validate_constraints=False)
    PrescribedDose.objects.bulk_create(rows)
    record(
        "plan.dose.prescribed",
        plan,
        by=by,
        client_id=plan.episode.client_id,
        steps=[[str(s.start), str(s.end), s.weekly_minutes, s.days] for s in steps],
    )
    return rows


@transaction.atomic
def prescribe_taper(
    *, by: Staff, plan: Plan, start: date, weeks: Iterable[tuple[int, int]], last_day: date | None = None
) -> list[PrescribedDose]:
    """Ends the draft's full hours before `start` and lowers them from there: `weeks` are (minutes, days) pairs."""
    plan = lock_draft(by, plan)
    full = [as_step(row) for row in plan.doses.all() if not row.is_taper and row.during.lower < start]
    if not full:
        raise ValidationError({"start": _("Prescribe the full hours first; a taper begins after them.")})
    kept = full[:-1]
    return set_dose(by=by, plan=plan, steps=[*kept, *taper_steps(full[-1], start, weeks, last_day)])
