"""Whoever works under supervision signs, and their supervisor signs after them. Until then the note is not final
(BIL-10)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.worklist.actions import ask, close_source
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import CoSignature, Note
from openiop.care.encounters.queries.cosigning import standing_of, waiting_for

WORK = "encounters.cosign"
SENT_BACK = "encounters.sent_back"


@transaction.atomic
def cosign(*, by: Any, note: Note, now: datetime | None = None) -> CoSignature:
    """The supervisor signs too: the note is final. Raises ValidationError where it does not wait for them."""
    note = _waiting(by, note)
    return _keep(by, note, CoSignature.Verdict.SIGNED, "", now)


@transaction.atomic
def send_back(*, by: Any, note: Note, words: str, now: datetime | None = None) -> CoSignature:
    """The supervisor asks the author for more, which they add below their signature (NOTE-1)."""
    note = _waiting(by, note)
    if not words.strip():
        raise ValidationError({"words": _("Say what is missing: the author reads it.")})
    kept = _keep(by, note, CoSignature.Verdict.SENT_BACK, words.strip(), now)
    with override("en"):
        title = _("%(who)s sent a note back: %(session)s") % {"who": by.actor_name, "session": note.session.title}
    ask(
        by=by,
        program=note.session.program,
        kind=SENT_BACK,
        source=f"note:{note.pk}",
        title=title[:200],
        detail=words.strip(),
        client=note.client,
        to=note.signed_by,
        severity=WorkItem.Severity.TODAY,
        due_at=note.due_at,
        link=f"/sessions/notes/{note.pk}",
    )
    return kept


def may_cosign(by: Any, note: Note) -> bool:
    """The supervisor who was asked, or whoever supervises the author by now; never the author."""
    if not isinstance(by, Staff) or not by.may(Permission.SIGN_NOTES) or note.signed_by is None:
        return False
    return note.signed_by_id != by.pk and by.pk in (note.cosigner_id, note.signed_by.supervisor_id)


def supervisor_of(author: Staff, now: datetime) -> Staff | None:
    """Who has to sign after this author: the supervisor named on their page, while they work here."""
    supervisor = author.supervisor
    return supervisor if supervisor and supervisor.works_now(now) else None


def ask_to_cosign(*, by: Any, session: Session, notes: list[Note]) -> None:
    """One thing to do for the supervisor, however many notes of the session wait."""
    waiting = [note for note in notes if note.cosigner_id and note.signed_by_id]
    if not waiting:
        return
    first = waiting[0]
    assert first.signed_by is not None
    with override("en"):
        words = {"who": first.signed_by.actor_name, "session": session.title}
        title = _("Co-sign the notes of %(who)s: %(session)s") % words
    ask(
        by=by,
        program=session.program,
        kind=WORK,
        source=f"session:{session.pk}",
        title=title[:200],
        to=first.cosigner,
        severity=WorkItem.Severity.TODAY,
        due_at=first.due_at,
        link="/sessions/notes/to-cosign",
    )


def answer_what_was_sent_back(*, by: Any, note: Note) -> None:
    """Once the author has added to it, it waits for the supervisor again."""
    note = _read(note)
    if (
        note.cosigner_id
        and note.signed_by_id == by.pk
        and any(c.verdict == "sent_back" for c in note.cosignatures.all())
    ):
        outcome = _("Added to")
        close_source(
            by=by, organisation_id=note.organisation_id, kind=SENT_BACK, source=f"note:{note.pk}", outcome=outcome
        )
        if standing_of(note) == "awaiting":
            ask_to_cosign(by=by, session=note.session, notes=[note])


def _waiting(by: Any, note: Note) -> Note:
    """The note, held, if it waits for this person's co-signature."""
    require(by, Permission.SIGN_NOTES)
    if not isinstance(by, Staff):
        raise Refused(Permission.SIGN_NOTES)
    Note.objects.select_for_update(no_key=True).get(pk=note.pk)
    note = _read(note)
    if note.signed_by_id == by.pk:
        raise ValidationError(_("Nobody co-signs what they signed themselves."))
    if not may_cosign(by, note):
        raise ValidationError(_("This note waits for its author’s supervisor."))
    if standing_of(note) != "awaiting":
        raise ValidationError(_("This note does not wait for a co-signature any more. Look again."))
    return note


def _read(note: Note) -> Note:
    rows = Note.objects.select_related("session__program__organisation", "client", "signed_by__supervisor", "cosigner")
    return rows.prefetch_related("cosignatures", "addenda").get(pk=note.pk)


def _keep(by: Staff, note: Note, verdict: str, words: str, now: datetime | None) -> CoSignature:
    kept = CoSignature.objects.create(
        organisation_id=note.organisation_id, note=note, by=by, verdict=verdict, words=words, at=now or timezone.now()
    )
    record(f"encounters.note.{'cosigned' if verdict == 'signed' else verdict}", kept, by=by, client_id=note.client_id,
           seals=kept, note=str(note.pk))  # fmt: skip
    if not waiting_for(by).filter(session=note.session).exists():
        close_source(
            by=by,
            organisation_id=note.organisation_id,
            kind=WORK,
            source=f"session:{note.session_id}",
            outcome=_("Notes co-signed"),
        )
    return kept
