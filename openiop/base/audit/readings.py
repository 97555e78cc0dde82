"""Reads of a record: counted per person, client, door and hour, and told to the chain when the hour is over."""

import uuid
from typing import Any

from django.db import connection

from openiop.base.audit import whence


def record_reading(actor: Any, client_id: uuid.UUID, door: str = "") -> None:
    """A member of staff looked at a client's record through `door` (default: the door of this request), now.

    One statement, in the transaction of the request. Anyone but staff is not counted: a client looks at what is their
    own, and OpenIOP's own jobs look at everybody's. Nor is a request that writes: the event of the act tells of it.
    """
    here = whence.here()
    if getattr(actor, "actor_kind", "") != "staff" or not here.viewing:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_opened(%s, %s, %s, %s, %s, %s)",
            [actor.organisation_id, actor.pk, actor.actor_name, client_id, (door or here.door)[:80], here.address],
        )


def close_readings() -> int:
    """Turns the readings of hours that are over into events; returns how many. Safe to run at any time, and twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_close_readings()")
        (closed,) = cursor.fetchone()
    return int(closed)
