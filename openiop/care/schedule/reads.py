"""What a week of hours asks of the database: of a whole program, and (…_OF) of one client.

Plain columns only: a range or a JSON value costs Python more to read than everything that follows. `first` and `last`
are the local days asked for, `days` the same as a range, `start` and `end` the instants between which sessions start.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from openiop.base.reads import Read
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.models import Presence
from openiop.care.placement.models import Episode
from openiop.care.plan.models import PrescribedDose
from openiop.care.plan.queries import in_force

PERSON = ("chosen_name", "legal_first", "legal_last", "pronouns", "birth_date")
MEETING = ("session__during__startswith", "session__during__endswith", "pauses")

Rows = QuerySet[Any]


def _sessions(rows: Rows, program: Any, start: Any, end: Any) -> Rows:
    rows = rows.filter(program=program, during__startswith__gte=start, during__startswith__lt=end)
    rows = rows.exclude(state=Session.State.CANCELLED).annotate(pauses=Cast("breaks", TextField()))
    return rows.order_by().values_list("id", "during__startswith", "during__endswith", "pauses")


def _in_these(rows: Rows, program: Any, start: Any, end: Any) -> Rows:
    """Of sessions that were not cancelled."""
    return rows.filter(
        session__program=program, session__during__startswith__gte=start, session__during__startswith__lt=end
    ).exclude(session__state=Session.State.CANCELLED)


def _seats(rows: Rows, program: Any, start: Any, end: Any) -> Rows:
    rows = _in_these(rows.filter(is_live=True), program, start, end)
    return rows.order_by().values_list("client_id", "session_id")


def _seats_of(rows: Rows, program: Any, start: Any, end: Any, client: Any) -> Rows:
    rows = _in_these(rows.filter(client=client, is_live=True), program, start, end)
    return rows.annotate(pauses=Cast("session__breaks", TextField())).order_by().values_list("session_id", *MEETING)


def _standing(rows: Rows) -> Rows:
    """The ledger without what was corrected or made void."""
    return rows.filter(replaced_by=None).exclude(code=Presence.Code.VOID)


def _presence(rows: Rows, program: Any, start: Any, end: Any) -> Rows:
    rows = _in_these(_standing(rows), program, start, end).order_by("session_id", "client_id", "during")
    return rows.values_list("client_id", "session_id", "during__startswith", "during__endswith")


def _presence_of(rows: Rows, program: Any, start: Any, end: Any, client: Any) -> Rows:
    rows = _in_these(_standing(rows.filter(client=client)), program, start, end)
    rows = rows.annotate(pauses=Cast("session__breaks", TextField())).order_by("session_id", "during")
    return rows.values_list("session_id", *MEETING, "during__startswith", "during__endswith")


def _doses(rows: Rows, program: Any, first: Any, last: Any, days: Any) -> Rows:
    rows = in_force(rows, program, first, last, days)
    return rows.values_list("plan__episode__client_id", "weekly_minutes", "days", "day_minutes")


def _doses_of(rows: Rows, program: Any, first: Any, last: Any, days: Any, client: Any) -> Rows:
    return _doses(rows.filter(plan__episode__client=client), program, first, last, days)


def _stays(rows: Rows, program: Any, first: Any, last: Any) -> Rows:
    rows = rows.filter(program=program, opened_on__lte=last).filter(Q(closed_on=None) | Q(closed_on__gte=first))
    rows = rows.order_by("track__name", "client__legal_last", "client__legal_first", "client_id", "opened_on")
    names = (f"client__{name}" for name in PERSON)
    return rows.values_list("client_id", "track__name", *names, "opened_on", "closed_on")


def _stays_of(rows: Rows, program: Any, first: Any, last: Any, client: Any) -> Rows:
    return _stays(rows.filter(client=client), program, first, last)


_BETWEEN = {"program": UUID, "start": datetime, "end": datetime}
_IN_WEEK = {"program": UUID, "first": date, "last": date}

SESSIONS = Read(Session, _sessions, **_BETWEEN)
SEATS = Read(Seat, _seats, **_BETWEEN)
SEATS_OF = Read(Seat, _seats_of, **_BETWEEN, client=UUID)
PRESENCE = Read(Presence, _presence, **_BETWEEN)
PRESENCE_OF = Read(Presence, _presence_of, **_BETWEEN, client=UUID)
DOSES = Read(PrescribedDose, _doses, **_IN_WEEK, days=DateRange)
DOSES_OF = Read(PrescribedDose, _doses_of, **_IN_WEEK, days=DateRange, client=UUID)
STAYS = Read(Episode, _stays, **_IN_WEEK)
STAYS_OF = Read(Episode, _stays_of, **_IN_WEEK, client=UUID)
