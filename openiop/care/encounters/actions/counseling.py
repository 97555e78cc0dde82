"""Counseling notes: what was said, for the one who led the session (42 CFR 2.11, CON-1)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import CounselingNote


@transaction.atomic
def write_counseling(
    *, by: Staff, session: Session, client: Client, text: str, sign: bool = False
) -> CounselingNote | None:
    """Keeps what `by` wrote about this client in this session; None where there is nothing to keep.

    Raises Refused for whoever did not lead the session with them, ValidationError once it is signed.
    """
    require(by, Permission.WRITE_NOTES)
    leads = session.leads.filter(staff=by, is_live=True).exists()
    if not leads or not session.seats.filter(client=client).exists():
        raise Refused(Permission.WRITE_NOTES)
    rows = CounselingNote.objects.select_for_update().filter(session=session, client=client, author=by)
    note = rows.first()
    if note and note.signed_at:
        raise ValidationError(_("This counseling note is signed; its words stay as they are."))
    text = text.strip()
    if not text and (sign or note is None):
        if sign:
            raise ValidationError(_("There is nothing to sign yet. Write it first."))
        return None
    note = note or CounselingNote(organisation_id=session.organisation_id, session=session, client=client, author=by)
    note.text, note.written_at = text, timezone.now()
    note.signed_at = timezone.now() if sign else None
    note.save()
    if sign:
        record("encounters.counseling.signed", note, by=by, seals=note)
    else:
        record("encounters.counseling.written", note, by=by)
    return note
