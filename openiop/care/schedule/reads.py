"""What stands in the ledger of a week, with its sessions: of a whole program, and (…_OF) of one client.

Plain columns only: a range or a JSON value costs Python more to read than everything that follows. `start` and `end`
are the instants between which sessions start.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from openiop.base.reads import Read
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.attendance import standing

Rows = QuerySet[Any]


def _presence(rows: Rows, program: Any, start: Any, end: Any) -> Rows:
    """Client, session, its start and end, its breaks as JSON text, start and end of the stretch (None: absent)."""
    rows = standing(rows).filter(
        session__program=program, session__during__startswith__gte=start, session__during__startswith__lt=end
    )
    rows = rows.exclude(session__state=Session.State.CANCELLED)
    rows = rows.annotate(pauses=Cast("session__breaks", TextField())).order_by("client_id", "session_id", "during")
    meeting = ("session__during__startswith", "session__during__endswith", "pauses")
    return rows.values_list("client_id", "session_id", *meeting, "during__startswith", "during__endswith")


def _presence_of(rows: Rows, program: Any, start: Any, end: Any, client: Any) -> Rows:
    return _presence(rows.filter(client=client), program, start, end)


_BETWEEN = {"program": UUID, "start": datetime, "end": datetime}

PRESENCE = Read(Presence, _presence, **_BETWEEN)
PRESENCE_OF = Read(Presence, _presence_of, **_BETWEEN, client=UUID)
