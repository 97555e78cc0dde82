"""What the referring record tells: diagnoses, care elsewhere, who pays. Marked as imported, for a clinician to
confirm; once somebody here has spoken about a diagnosis, no document changes it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.care.intake.imports.ledger import Changes, Item, settle
from openiop.care.intake.models import Coverage, Diagnosis, PriorEncounter, SourceDocument


def confirmed_or_refuted(diagnosis: Diagnosis) -> bool:
    """Whether a clinician here has said something about an imported diagnosis."""
    if diagnosis.status == Diagnosis.Status.WRONG:
        return True
    return bool(diagnosis.recorded_by_id or diagnosis.evaluation_id or diagnosis.is_primary)


@transaction.atomic
def keep_history(
    *,
    by: Any,
    client: Client,
    document: SourceDocument,
    diagnoses: Sequence[Item] = (),
    encounters: Sequence[Item] = (),
    coverages: Sequence[Item] = (),
) -> Changes:
    """Keeps these records of one client from one document; what is known and unchanged is not touched.

    The items' values are the fields of Diagnosis, PriorEncounter and Coverage. Raises AnothersRecord where one
    was imported for somebody else, and then nothing is written.
    """
    require(by, Permission.WORK_REFERRALS)
    changes = Changes()
    for model, items in ((PriorEncounter, encounters), (Coverage, coverages)):
        changes.add(settle(document=document, client=client, model=model, items=items))
    changes.add(
        settle(
            document=document,
            client=client,
            model=Diagnosis,
            items=diagnoses,
            spoken_for=confirmed_or_refuted,
        )
    )
    if changes:
        record(
            "intake.history.imported",
            document,
            by=by,
            client_id=client.pk,
            created=changes.created,
            updated=changes.updated,
        )
    return changes
