"""What the Today page asks of the database, each time in the same words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet

from openiop.base.reads import Read
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Lead, Seat, Session
from openiop.care.encounters.models import Note
from openiop.care.intake.models import Referral
from openiop.care.measures.models import SafetyAlert
from openiop.care.placement.models import Episode
from openiop.care.plan.models import Goal, Plan, Signature

Rows = QuerySet[Any]


def own_work(rows: Rows, roles: Iterable[str], staff: Any, program: Any) -> Rows:
    """Open work of this person: their own, and what waits for one of their roles."""
    mine = Q(assigned_to=staff) | Q(assigned_to=None, role__in=roles)
    return rows.filter(program=program, done_at=None).filter(mine)


LED = Read(  # a person's sessions of one day
    Session,
    lambda rows, staff, program, day: (
        rows.filter(program=program, leads__staff=staff, leads__is_live=True, leads__during__overlap=day)
        .exclude(state=Session.State.CANCELLED)
        .select_related("room", "topic")
        .order_by("during")
    ),
    staff=UUID,
    program=UUID,
    day=DateTimeTZRange,
)
OTHERS = Read(  # who leads it with them
    Lead,
    lambda rows, session, staff: (
        rows.filter(session=session, is_live=True).exclude(staff=staff).select_related("staff")
    ),
    session=UUID,
    staff=UUID,
)
SEATS = Read(
    Seat,
    lambda rows, session: (
        rows.filter(session=session, is_live=True)
        .select_related("client")
        .order_by("client__legal_first", "client__legal_last")
    ),
    session=UUID,
)
WANTS = Read(  # client, own words and title of the goals of those who have a seat
    Goal,
    lambda rows, session: (
        rows.filter(problem__plan__state=Plan.State.ACTIVE)
        .filter(
            client__seats__session=session,
            client__seats__is_live=True,
        )
        .values_list("client", "own_words", "title")
    ),
    session=UUID,
)
OPENED = Read(  # client and first day of the stay of those who have a seat
    Episode,
    lambda rows, session, program: (
        rows.filter(program=program, closed_on=None)
        .filter(client__seats__session=session, client__seats__is_live=True)
        .values_list("client", "opened_on")
    ),
    session=UUID,
    program=UUID,
)
ALERTS = Read(
    SafetyAlert,
    lambda rows, n: rows.filter(answered_at=None).select_related("client", "response")[:n],
)
NOTES_DUE = Read(
    Note,
    lambda rows, staff, by: (
        rows.filter(written_by=staff, signed_at=None, due_at__lt=by).order_by().values_list("due_at", "response")
    ),
    staff=UUID,
    by=datetime,
)
TO_SIGN = Read(
    Plan,
    lambda rows, n, staff, program: (
        rows.filter(state=Plan.State.DRAFT, episode__therapist=staff, episode__program=program)
        .exclude(signatures__kind=Signature.Kind.CLINICIAN)
        .select_related("episode__client")[:n]
    ),
    staff=UUID,
    program=UUID,
)
REFERRALS = Read(
    Referral,
    lambda rows, n, program: (
        rows.filter(program=program, state=Referral.State.NEW).select_related("client").order_by("received_at")[:n]
    ),
    program=UUID,
)
WORK = Read(
    WorkItem,
    lambda rows, roles, n, staff, program: (
        own_work(rows, roles, staff, program).select_related("client").order_by("due_at")[:n]
    ),
    staff=UUID,
    program=UUID,
)
CASELOAD = Read(
    Episode,
    lambda rows, staff: rows.filter(therapist=staff, closed_on=None).order_by().values_list("client"),
    staff=UUID,
)
REVIEWS = Read(
    Plan,
    lambda rows, n, staff, by: (
        rows.filter(state=Plan.State.ACTIVE, episode__therapist=staff, episode__closed_on=None, review_due__lte=by)
        .select_related("episode__client")
        .order_by("review_due")[:n]
    ),
    staff=UUID,
    by=date,
)
