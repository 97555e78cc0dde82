"""Signing freezes a note; afterwards it is only added to (NOTE-1)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.worklist.actions import close_source
from openiop.care.calendar.models import Session
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.cosigning import answer_what_was_sent_back, ask_to_cosign, supervisor_of
from openiop.care.encounters.actions.writing import locked
from openiop.care.encounters.models import Addendum, Note, SharedNote
from openiop.care.encounters.queries.notes import Written, notes_of_session
from openiop.care.plan.models import Objective
from openiop.rulebook import observed
from openiop.rulebook.prompts import prompts

LATE_WORK = "encounters.notes_late"


@transaction.atomic
def sign(*, by: Any, note: Note, now: datetime | None = None) -> Note:
    """Signs one note with everything it says: words, minutes, times, shared part, staff, goal, number present.

    Whoever wrote it or led the session may. Raises ValidationError with what is missing in words (NOTE-2 to NOTE-4);
    a note that is signed already is returned as it is.
    """
    now = now or timezone.now()
    session = ledger.hold(note.session)
    note = locked(note)
    _require_author(by, note, session)
    if note.is_signed:
        return note
    written = notes_of_session(session, now)
    mine = next((each for each in written if each.note.pk == note.pk), None)
    if mine is None:
        raise ValidationError(_("No attendance is recorded for this person: record it first."))
    if not mine.guarded.ready:
        raise ValidationError([each.words for each in mine.guarded.stops])
    _freeze(mine, written, by, now)
    _close_work(session, by)
    ask_to_cosign(by=by, session=session, notes=[mine.note])
    return mine.note


@transaction.atomic
def sign_ready(*, by: Any, session: Session, now: datetime | None = None) -> list[Note]:
    """Signs every note of the session that is ready and that `by` may sign; the others stay as they are."""
    require(by, Permission.SIGN_NOTES)
    now = now or timezone.now()
    session = ledger.hold(session)
    list(Note.objects.select_for_update(no_key=True).filter(session=session, signed_at=None).order_by("pk"))
    written = notes_of_session(session, now)
    signed = []
    for each in written:
        if not each.note.is_signed and each.guarded.ready and may_sign(by, each.note, session):
            _freeze(each, written, by, now)
            signed.append(each.note)
    _close_work(session, by)
    ask_to_cosign(by=by, session=session, notes=signed)
    return signed


@transaction.atomic
def add_to(*, by: Any, note: Note, text: str, now: datetime | None = None) -> Addendum:
    """Adds to a signed note, with both dates to be seen (NOTE-1, NOTE-3)."""
    require(by, Permission.WRITE_NOTES)
    if not isinstance(by, Staff):
        raise Refused(Permission.WRITE_NOTES)
    if not text.strip():
        raise ValidationError({"text": _("Write what is to be added.")})
    if not Note.objects.filter(pk=note.pk, signed_at__isnull=False).exists():
        raise ValidationError(_("This note is not signed yet: change the draft instead."))
    addendum = Addendum.objects.create(
        organisation_id=note.organisation_id,
        note=note,
        text=text.strip(),
        written_by=by,
        written_at=now or timezone.now(),
    )
    record("encounters.note.added_to", addendum, by=by, client_id=note.client_id, seals=addendum, note=str(note.pk))
    answer_what_was_sent_back(by=by, note=note)
    return addendum


def may_sign(by: Any, note: Note, session: Session) -> bool:
    """A signature is the author's: whoever wrote the note, or led the session."""
    if not isinstance(by, Staff) or not by.may(Permission.SIGN_NOTES):
        return False
    return note.written_by_id == by.pk or any(lead.staff_id == by.pk for lead in session.leads.all() if lead.is_live)


def _require_author(by: Any, note: Note, session: Session) -> None:
    require(by, Permission.SIGN_NOTES)
    if not may_sign(by, note, session):
        raise ValidationError(_("Only whoever wrote this note or led the session can sign it."))


def _freeze(written: Written, everyone: list[Written], by: Staff, now: datetime) -> None:
    note = written.note
    note.signed_by, note.signed_at, note.written_by = by, now, by
    note.is_late_entry = written.guarded.is_late
    note.cosigner = supervisor_of(by, now)
    note.signed_content = content(written, everyone)
    note.save(update_fields=["signed_by", "signed_at", "written_by", "is_late_entry", "cosigner", "signed_content"])
    minutes = note.signed_content["minutes"]
    record("encounters.note.signed", note, by=by, seals=note, late=note.is_late_entry, minutes=minutes)


def content(written: Written, everyone: list[Written]) -> dict[str, Any]:
    """Everything the note says, as JSON, in English words where they are ours; other members only as a number."""
    note, attendance = written.note, written.attendance
    session, program, counted = attendance.session, attendance.session.program, written.attendance.dose
    shared = SharedNote.objects.filter(session=session).first()
    leads = session.leads.filter(Q(is_live=True)).select_related("staff")
    with override("en"):
        return {
            "client": {"id": str(note.client_id), "name": note.client.legal_name},
            "program": program.name,
            "time_zone": program.time_zone,
            "session": {
                "id": str(session.pk),
                "title": session.title,
                "kind": session.kind,
                "kind_name": str(session.get_kind_display()),
                "start": session.during.lower.isoformat(),
                "end": session.during.upper.isoformat(),
                "breaks": session.breaks,
                "modality": "video" if session.is_virtual else "in person",
                "room": session.room.name if session.room else "",
            },
            "attendance": attendance.code,
            "attendance_name": attendance.code_name,
            "presence": [
                {"arrived": row.during.lower.isoformat(), "left": row.during.upper.isoformat(), "source": row.source}
                | ({"place_of_service": row.place_of_service, "state": row.state} if row.state else {})
                for row in attendance.stretches
            ],
            "minutes": counted.minutes if attendance.attended else 0,
            "session_minutes": counted.session_minutes,
            "explanation": [each.as_dict() for each in counted.explanation],
            "number_present": sum(each.attendance.attended for each in everyone),
            "leads": [lead.staff.actor_name for lead in leads],
            "topic": shared.topic if shared else str(session.topic or ""),
            "intervention": shared.intervention if shared else "",
            "objective": {
                "id": str(note.objective.pk),
                "text": note.objective.text,
                "goal": note.objective.goal.title,
                "own_words": note.objective.goal.own_words,
            }
            if note.objective
            else None,
            "participation": note.participation,
            "participation_name": str(note.get_participation_display() or ""),
            "observed": observed_words(note),
            "quote": note.quote,
            "also_worked_on": also_worked_on(note),
            "answers": [
                {"code": each.code, "label": each.label, "text": note.answers[each.code]}
                for each in prompts(session.kind)
                if note.answers.get(each.code)
            ],
            "response": note.response,
            "risk": note.risk,
            "next_step": note.next_step,
            "acknowledged": note.acknowledged,
            "due_at": note.due_at.isoformat(),
            "signed_by": note.signed_by.actor_name if note.signed_by else "",
            "signed_at": note.signed_at.isoformat() if note.signed_at else "",
            "is_late_entry": note.is_late_entry,
            "cosigner": note.cosigner.actor_name if note.cosigner else "",
        }


def observed_words(note: Note) -> list[str]:
    """What was seen, in English words."""
    lists = ((observed.AFFECT, note.affect), (observed.ENGAGEMENT, note.engagement), (observed.RESPONSE, note.reaction))
    return [each.label for kinds, code in lists for each in kinds if code and each.code == code]


def also_worked_on(note: Note) -> list[dict[str, str]]:
    """The other objectives that were tapped."""
    ids = [each for each in (note.drafted or {}).get("objectives", []) if each != str(note.objective_id)]
    rows = Objective.objects.filter(pk__in=ids, goal__problem__plan__episode__client=note.client_id) if ids else []
    return [{"id": str(each.pk), "text": each.text, "goal": each.goal.title} for each in rows]


def _close_work(session: Session, by: Any) -> None:
    """The reminder about late notes is answered once none of the session is left."""
    if not Note.objects.filter(session=session, signed_at=None).exists():
        close_source(
            by=by,
            organisation_id=session.organisation_id,
            kind=LATE_WORK,
            source=f"session:{session.pk}",
            outcome=_("Notes signed"),
        )
