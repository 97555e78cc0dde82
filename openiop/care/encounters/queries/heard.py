"""What a note is drafted from: the taps as they stand, the ledger, and the sentences used lately."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from openiop.base.people.models import Staff
from openiop.care.calendar.models import Session
from openiop.care.encounters import tap_rules
from openiop.care.encounters.models import Note, Presence, Tap
from openiop.care.encounters.queries.attendance import Attendance, standing
from openiop.care.placement.models import Episode

LATELY = timedelta(weeks=4)


def heard_in(session: Session) -> tap_rules.Folded:
    """What was tapped, as it stands. Attendance is the ledger's: the fold's own is not looked at."""
    rows = Tap.objects.filter(session=session).values_list("key", "client_id", "kind", "value", "at", "source")
    taps = [
        tap_rules.Tapped(str(key), str(client) if client else None, kind, value, at, source)
        for key, client, kind, value, at, source in rows
    ]
    return tap_rules.fold(taps, (), session.during.lower, session.during.upper)


def in_the_room(session: Session, notes: Iterable[Note], now: datetime) -> dict[UUID, Attendance]:
    """The attendance behind each of these notes, by client, in one query."""
    rows: dict[UUID, list[Presence]] = defaultdict(list)
    for row in standing(Presence.objects.filter(session=session)):
        rows[row.client_id].append(row)
    for own in rows.values():
        own.sort(key=lambda row: row.during.lower if row.during else row.recorded_at)
    return {note.client_id: Attendance(session, note.client, rows[note.client_id], note, now=now) for note in notes}


def lately_used(session: Session, client_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The ids of the sentences in each person's drafts of the weeks before."""
    rows = Note.objects.filter(
        client__in=list(client_ids),
        drafted__isnull=False,
        session__during__startswith__lt=session.during.lower,
        session__during__startswith__gte=session.during.lower - LATELY,
    ).values_list("client_id", "drafted__used")
    found: dict[UUID, set[str]] = defaultdict(set)
    for client_id, used in rows:
        found[client_id] |= set(used or ())
    return found


def therapist_of(session: Session, client_id: UUID) -> Staff | None:
    """Who answers for this person at the session's program, where somebody does."""
    stay = (
        Episode.objects.filter(client=client_id, program=session.program_id, closed_on=None)
        .select_related("therapist")
        .order_by("-opened_on")
        .first()
    )
    return stay.therapist if stay else None
