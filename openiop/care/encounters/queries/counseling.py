"""Counseling notes. The gate's rows never hold them: no role gives a right to them, only authorship does."""

from django.db.models import Q, QuerySet

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import CounselingNote


def counseling_of(gate: Gate, session: Session) -> QuerySet[CounselingNote]:
    """This person's own notes of the session, and those of people whom they supervise by name."""
    gate.require(P.WRITE_NOTES)
    staff: Staff = gate.staff
    rows = CounselingNote.objects.filter(organisation=staff.organisation_id, session=session)
    return rows.filter(Q(author=staff) | Q(author__supervisor=staff)).select_related("author", "client")
