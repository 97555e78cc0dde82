"""The continuing-care plan: written together, agreed by name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.care.aftercare.models import ContinuingCare
from openiop.care.placement.models import Episode

TEXTS = ("own_words", "supports", "warning_signs", "what_helps", "next_care", "medications")


@transaction.atomic
def write_plan(*, by: Staff, episode: Episode, **fields: Any) -> ContinuingCare:
    """Writes the plan of this stay. `fields`: the texts, and wants_alumni.

    Other words than those agreed on lift the agreement; the words before are kept in the audit.
    """
    require(by, Permission.WORK_AFTERCARE)
    Episode.objects.select_for_update(of=("self",)).get(pk=episode.pk)
    care = ContinuingCare.objects.filter(episode=episode).first()
    if care is None:
        care = ContinuingCare(organisation_id=episode.organisation_id, episode=episode, written_by=by)
    before = {name: getattr(care, name) for name in fields}
    changed = {name: before[name] for name, value in fields.items() if before[name] != value}
    if not changed and not care._state.adding:
        return care
    for name, value in fields.items():
        setattr(care, name, value)
    was_agreed = care.agreed_name
    if was_agreed and changed.keys() & set(TEXTS):
        care.agreed_name, care.agreed_at = "", None
    care.written_by = by
    care.full_clean(exclude=["organisation", "agreed_at"])
    care.save()
    kept = {"before": changed, "agreed_by": was_agreed} if was_agreed else {"changed": sorted(changed)}
    record("aftercare.plan.written", care, by=by, client_id=episode.client_id, **kept)
    return care


@transaction.atomic
def agree(*, by: Any, care: ContinuingCare, name: str) -> ContinuingCare:
    """The client agrees with their typed name, beside a member of staff or on their own page.

    Raises ValidationError without a name, or where nothing is written yet. Agreed twice, the first one stays.
    """
    if isinstance(by, Client):
        if care.episode.client_id != by.pk:
            raise Refused(Permission.SEE_OWN)
    else:
        require(by, Permission.WORK_AFTERCARE)
    care = ContinuingCare.objects.select_for_update(of=("self",)).select_related("episode").get(pk=care.pk)
    if care.agreed_at:
        return care
    if not name.strip():
        raise ValidationError({"name": _("Type the name to say yes to this plan.")})
    if not any(getattr(care, text).strip() for text in TEXTS):
        raise ValidationError(_("Nothing is written yet. Write the plan together first."))
    care.agreed_name, care.agreed_at = name.strip(), timezone.now()
    care.save(update_fields=["agreed_name", "agreed_at"])
    record("aftercare.plan.agreed", care, by=by, client_id=care.episode.client_id, name=care.agreed_name)
    return care
