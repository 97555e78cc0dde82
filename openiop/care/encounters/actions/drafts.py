"""A note begins with the attendance, so that none is forgotten."""

from typing import Any
from uuid import UUID

from openiop.base.context import everything, standing
from openiop.base.people.models import Staff
from openiop.care.calendar.models import Kind, Lead, Session
from openiop.care.encounters.models import Note
from openiop.rulebook import packs, timers


def due_at(session: Session) -> Any:
    """When this session's notes are due, by the program's pack."""
    pack = packs.load(session.program.pack, session.program.local(session.during.lower).date())
    return timers.progress_note(session.during.upper, pack).due_at


def author_of(session: Session) -> Staff | None:
    """Who answers for the session's notes: its facilitator, else whoever leads with them."""
    leads = sorted(session.leads.filter(is_live=True).select_related("staff"), key=lambda lead: lead.part != "lead")
    return next((lead.staff for lead in leads if lead.part in Lead.Part.values), None)


def start_draft(*, by: Any, session: Session, client_id: UUID) -> None:
    """The client's draft in this session, made now where there is none and somebody could answer for it. An evaluation
    has none: it is its own document.

    It is made as the house: whoever takes attendance need not be one who may read notes (a peer specialist).
    """
    if session.kind == Kind.EVALUATION:
        return
    with standing(everything(session.organisation_id)):
        if Note.objects.filter(session=session, client_id=client_id).exists():
            return
        author = author_of(session) or (by if isinstance(by, Staff) else None)
        if author is not None:
            fields = {"organisation_id": session.organisation_id, "written_by": author, "due_at": due_at(session)}
            Note.objects.get_or_create(session=session, client_id=client_id, defaults=fields)


def drop_empty_draft(*, session: Session, client_id: UUID) -> None:
    """A draft nobody wrote in goes with the attendance that began it; written ones stay."""
    with standing(everything(session.organisation_id)):
        for note in Note.objects.filter(session=session, client_id=client_id, signed_at=None):
            if not note.is_begun:
                note.delete()
