"""What every act on the ledger does: lock, look, refuse times that cannot be, append."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_datetime, local_time
from openiop.base.people.models import Client, Staff
from openiop.care.calendar.models import Kind, Session
from openiop.care.encounters import rules
from openiop.care.encounters.actions.news import tell
from openiop.care.encounters.models import Presence
from openiop.care.intake.actions import appointment_made, appointment_off
from openiop.rulebook.dose import Span


def hold(session: Session) -> Session:
    """The session with its program, locked against anyone else who is taking its attendance."""
    return (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("program__organisation", "topic", "room")
        .get(pk=session.pk)
    )


def span_of(session: Session) -> Span:
    return Span(session.during.lower, session.during.upper)


def refuse_stranger(session: Session, client: Client) -> None:
    if client.organisation_id != session.organisation_id:
        raise ValidationError(_("This person is not in this organisation."))


def sent_before(session: Session, client_id: UUID, key: str) -> Presence | None:
    """The row that this very tap has written already."""
    row = Presence.objects.filter(organisation_id=session.organisation_id, key=key).first() if key else None
    if row and (row.session_id, row.client_id) != (session.pk, client_id):
        raise ValidationError(_("This tap belongs to another session or person. Open the page again."))
    return row


def standing(session: Session, client: Client | UUID) -> list[Presence]:
    """The rows that count: not replaced, not taken back, by time."""
    rows = Presence.objects.filter(session=session, client=client, replaced_by=None).exclude(code=Presence.Code.VOID)
    return sorted(rows, key=lambda row: (row.during.lower if row.during else session.during.lower, row.recorded_at))


def append(
    *,
    by: Any,
    session: Session,
    client_id: UUID,
    code: str,
    during: tuple[datetime, datetime] | None = None,
    replaces: Presence | None = None,
    reason: str = "",
    source: str = Presence.Source.FACILITATOR,
    key: str = "",
    recorded_at: datetime | None = None,
    place_of_service: str = "",
    state: str = "",
) -> Presence:
    """One more row, with its audit. Rows of one act share `recorded_at` (default: now). A stretch that replaces one by
    video is still by video, from where it was."""
    if replaces is not None and replaces.source == source == Presence.Source.VIDEO:
        place_of_service, state = place_of_service or replaces.place_of_service, state or replaces.state
    row = Presence.objects.create(
        organisation_id=session.organisation_id,
        session=session,
        client_id=client_id,
        code=code,
        during=DateTimeTZRange(*during) if during else None,
        replaces=replaces,
        reason=reason,
        source=source,
        recorded_by=by if isinstance(by, Staff) else None,
        key=key,
        recorded_at=recorded_at or timezone.now(),
        place_of_service=place_of_service,
        state=state,
    )
    verb = "encounters.presence.corrected" if replaces else "encounters.presence.recorded"
    record(verb, row, by=by, client_id=client_id, why=reason, seals=row, session=str(session.pk), code=code)
    tell(session)
    if session.kind == Kind.EVALUATION:
        _tell_intake(by, row)
    return row


def _tell_intake(by: Any, row: Presence) -> None:
    """Whoever came needs no other appointment; whoever did not needs one."""
    client, program = row.client, row.session.program
    if row.code in rules.ATTENDED:
        appointment_made(by=by, client=client, program=program)
    elif row.code in rules.ABSENT:
        appointment_off(by=by, client=client, program=program, missed=True)


def replace_all(rows: list[Presence], **new: Any) -> Presence:
    """Puts one row in the place of all that stand: the first is replaced, the others are taken out with it."""
    at = timezone.now()
    row = append(replaces=rows[0] if rows else None, recorded_at=at, **new)
    for other in rows[1:]:
        take_out(other, by=new["by"], session=new["session"], reason=new["reason"], recorded_at=at)
    return row


def taken_out_with(row: Presence) -> list[Presence]:
    """The other stretches that `replace_all` took out when it wrote this row."""
    others = Presence.objects.filter(
        session=row.session_id,
        client=row.client_id,
        code=Presence.Code.VOID,
        recorded_at=row.recorded_at,
        replaced_by=None,
    )
    return list(others.exclude(pk=row.pk).select_related("replaces"))


def put_back(row: Presence, *, by: Any, session: Session, reason: str, key: str = "") -> Presence:
    """What `row` had replaced, once more, in its place."""
    before = row.replaces
    assert before is not None
    return append(
        by=by,
        session=session,
        client_id=row.client_id,
        code=before.code,
        during=(before.during.lower, before.during.upper) if before.during else None,
        replaces=row,
        reason=reason,
        source=before.source,
        key=key,
    )


def take_out(
    row: Presence, *, by: Any, session: Session, reason: str, key: str = "", recorded_at: datetime | None = None
) -> Presence:
    """A "void" row in the place of this one."""
    return append(
        by=by,
        session=session,
        client_id=row.client_id,
        code=Presence.Code.VOID,
        replaces=row,
        reason=reason,
        source=row.source,
        key=key,
        recorded_at=recorded_at,
    )


# Times that cannot be


def refuse_cancelled(session: Session) -> None:
    if session.is_cancelled:
        raise ValidationError(_("This session was cancelled, so nobody can be marked in it."))


def refuse_too_early(session: Session, now: datetime) -> None:
    """Attendance opens an hour before the start."""
    if now < session.during.lower - rules.OPENS:
        raise ValidationError(
            _("This session starts %(start)s. Attendance opens an hour before.")
            % {"start": local_datetime(session.during.lower, session.program)}
        )


def check_arrival(session: Session, at: datetime, now: datetime) -> None:
    """Refuses, in words, an arrival that cannot have been."""
    program, during = session.program, session.during
    if at > now + rules.SKEW:
        raise ValidationError({"arrived": _("%(at)s is still to come.") % {"at": local_time(at, program)}})
    if at >= during.upper:
        words = _("The session ended at %(end)s. Give an earlier time, or mark that they did not come.")
        raise ValidationError({"arrived": words % {"end": local_time(during.upper, program)}})
    if at < during.lower - rules.OPENS:
        words = _("The session started at %(start)s. Give a time no more than an hour before.")
        raise ValidationError({"arrived": words % {"start": local_time(during.lower, program)}})


def check_leaving(session: Session, came: datetime, at: datetime, now: datetime) -> None:
    """Refuses, in words, a leaving that cannot have been; the session's own end always can."""
    program, end = session.program, session.during.upper
    if at <= came:
        words = _("They arrived at %(came)s. Leaving must be later.")
        raise ValidationError({"left": words % {"came": local_time(came, program)}})
    if at > end + rules.CLOSES:
        words = _("The session ended at %(end)s. Give a time no more than an hour after.")
        raise ValidationError({"left": words % {"end": local_time(end, program)}})
    if at > max(now + rules.SKEW, end):
        raise ValidationError({"left": _("%(at)s is still to come.") % {"at": local_time(at, program)}})
    if at <= session.during.lower:
        words = _("The session started at %(start)s. Someone who left before it was not in it.")
        raise ValidationError({"left": words % {"start": local_time(session.during.lower, program)}})
