"""Medications as another record tells them. Marked as imported, for the medical provider to confirm."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.care.intake.imports.ledger import Changes, Item, settle
from openiop.care.intake.models import SourceDocument
from openiop.care.medical.models import Medication


@transaction.atomic
def keep_medications(*, by: Any, client: Client, document: SourceDocument, items: Sequence[Item]) -> Changes:
    """Keeps these medications of one client. Requests for the same medication share one row (`Item.row`).

    The items' values are Medication's fields. A row about which somebody here has spoken is left alone.
    Raises AnothersRecord.
    """
    require(by, Permission.WORK_REFERRALS)
    changes = settle(
        document=document,
        client=client,
        model=Medication,
        items=items,
        spoken_for=lambda medication: bool(medication.recorded_by_id) or medication.status == Medication.Status.WRONG,
    )
    if changes:
        record(
            "medical.medications.imported",
            document,
            by=by,
            client_id=client.pk,
            created=changes.created,
            updated=changes.updated,
        )
    return changes
