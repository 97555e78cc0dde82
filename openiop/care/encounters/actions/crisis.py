"""A crisis contact: what nobody planned is a session from the moment it is written down."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.programs.models import Program
from openiop.care.calendar.actions.sessions import plain_title
from openiop.care.calendar.models import Kind, Lead, Session
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.drafts import due_at
from openiop.care.encounters.models import Note, Presence


@transaction.atomic
def write_crisis(
    *,
    by: Any,
    client: Client,
    program: Program,
    day: date,
    start: time,
    minutes: int,
    is_virtual: bool = False,
    now: datetime | None = None,
) -> Note:
    """Makes the session of a crisis contact that is over, with its row in the ledger and an empty note of `by`.

    It books nobody, because it happened beside what was booked. Raises ValidationError under "start" where it lies
    ahead, or where the ledger has the client in another session at that time: minutes are never counted twice.
    """
    require(by, Permission.WRITE_NOTES)
    if not isinstance(by, Staff):
        raise Refused(Permission.WRITE_NOTES)
    now = now or timezone.now()
    begin = datetime.combine(day, start, program.zone)
    end = begin + timedelta(minutes=minutes)
    if end > now:
        raise ValidationError({"start": _("A crisis contact is written down once it is over.")})
    _refuse_double(client, DateTimeTZRange(begin, end))
    session = Session.objects.create(
        organisation_id=program.organisation_id,
        program=program,
        kind=Kind.CRISIS,
        title=plain_title(Kind.CRISIS),
        during=DateTimeTZRange(begin, end),
        is_virtual=is_virtual,
        capacity=1,
        state=Session.State.HELD,
    )
    if not Lead.objects.filter(staff=by, is_live=True, during__overlap=session.during).exists():
        session.lead_by(by, Lead.Part.LEAD).save()
    record("encounters.crisis.written", session, by=by, client_id=client.pk, start=begin.isoformat())
    ledger.append(by=by, session=session, client_id=client.pk, code=Presence.Code.PRESENT, during=(begin, end))
    note = Note.objects.create(
        organisation_id=program.organisation_id, session=session, client=client, written_by=by, due_at=due_at(session)
    )
    record("encounters.note.begun", note, by=by)
    return note


def _refuse_double(client: Client, during: DateTimeTZRange) -> None:
    """Minutes in two sessions at once would count twice (BIL-12)."""
    rows = Presence.objects.filter(client=client, replaced_by=None, during__overlap=during)
    if other := rows.exclude(code=Presence.Code.VOID).select_related("session").first():
        words = _(
            "The ledger has them in %(session)s at that time. Correct there when they left, then write this down."
        )
        raise ValidationError({"start": words % {"session": other.session.title}})
