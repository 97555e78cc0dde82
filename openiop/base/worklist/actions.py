"""Asking for work, and closing it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program
from openiop.base.worklist.models import WorkItem


@transaction.atomic
def ask(
    *,
    by: Any,
    program: Program,
    kind: str,
    source: str,
    title: str,
    detail: str = "",
    client: Client | None = None,
    to: Staff | None = None,
    role: str = "",
    severity: str = WorkItem.Severity.SOON,
    due_at: datetime | None = None,
    link: str = "",
) -> WorkItem:
    """Asks `to` (or everyone with `role`) for something. The same (kind, source) still open is returned as it is,
    so that a job may ask twice."""
    item, made = WorkItem.objects.get_or_create(
        organisation_id=program.organisation_id,
        kind=kind,
        source=source,
        done_at=None,
        defaults={
            "program": program,
            "title": title,
            "detail": detail,
            "client": client,
            "assigned_to": to,
            "role": role,
            "severity": severity,
            "due_at": due_at,
            "link": link,
        },
    )
    if made:
        record("worklist.item.asked", item, by=by, kind=kind)
    return item


@transaction.atomic
def close(*, by: Any, item: WorkItem, outcome: str = "") -> bool:
    """Marks it done; False where somebody already had."""
    done_by = by if isinstance(by, Staff) else None
    closed = WorkItem.objects.filter(pk=item.pk, done_at=None).update(
        done_at=timezone.now(), done_by=done_by, outcome=outcome
    )
    if closed:
        record("worklist.item.closed", item, by=by, outcome=outcome)
    return bool(closed)


def close_source(*, by: Any, organisation_id: Any, kind: str, source: str, outcome: str = "") -> None:
    """Closes the open item of this need, where there is one: the need was met elsewhere."""
    item = WorkItem.objects.filter(organisation_id=organisation_id, kind=kind, source=source, done_at=None).first()
    if item:
        close(by=by, item=item, outcome=outcome)
