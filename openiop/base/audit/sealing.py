"""Sealing many rows at once: what a demo or an upgrade brought in without an event of its own."""

import uuid

from django.apps import apps
from django.db import connection, transaction

from openiop.base.audit.actions import System
from openiop.base.audit.models import Event
from openiop.base.audit.seals import SEALED, batch_sql, is_final, unsealed


@transaction.atomic
def seal_what_stands(organisation_id: uuid.UUID, why: str) -> int:
    """One event for each table, over every final row of this organisation that has no seal yet; returns how many rows
    are sealed now. Nothing happens where there is none."""
    by = System("sealing", organisation_id)
    rows = 0
    for kind in SEALED:
        table = apps.get_model(kind)._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT s.id FROM {table} s WHERE s.organisation_id = %(organisation)s AND {is_final(kind, "s")}
                      AND {unsealed(kind, "s")}{_outside(organisation_id, kind)} ORDER BY s.id""",  # noqa: S608
                {"organisation": organisation_id},
            )
            ids = [each for (each,) in cursor.fetchall()]
            if not ids:
                continue
            span = {"organisation": organisation_id, "first": ids[0], "last": ids[-1]}
            cursor.execute(batch_sql(kind), span)
            count, seal = cursor.fetchone()
        if count != len(ids):
            raise RuntimeError(f"{kind}: a seal of many rows would cover {count - len(ids)} that have one already")
        Event.objects.bulk_create(
            [
                Event(
                    organisation_id=organisation_id, actor_kind=by.actor_kind, actor_name=by.actor_name,
                    verb="audit.rows.sealed", subject_kind=kind, why=why, sealed_kind=kind, seal=seal,
                    detail={"first": str(ids[0]), "last": str(ids[-1]), "count": count},
                )
            ]
        )  # fmt: skip
        rows += count
    return rows


def _outside(organisation_id: uuid.UUID, kind: str) -> str:
    """SQL: not among the rows that were sealed together before."""
    before = Event.objects.filter(organisation_id=organisation_id, sealed_kind=kind, sealed_id=None)
    spans = before.values_list("detail__first", "detail__last")
    return "".join(f" AND s.id NOT BETWEEN '{uuid.UUID(first)}' AND '{uuid.UUID(last)}'" for first, last in spans)
