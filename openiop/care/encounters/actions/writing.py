"""Writing notes: the shared part, and a part for each person. Drafts may be as unfinished as they are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.care.calendar.models import Session
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.drafts import start_draft
from openiop.care.encounters.models import Note, Presence, SharedNote
from openiop.care.encounters.queries.notes import notes_of_session

FIELDS = ("objective", "participation", "response", "risk", "next_step", "answers")


@transaction.atomic
def open_notes(*, by: Any, session: Session) -> list[Note]:
    """A draft for everyone whose attendance is recorded; those that exist stay as they are."""
    require(by, Permission.WRITE_NOTES)
    session = ledger.hold(session)
    recorded = Presence.objects.filter(session=session, replaced_by=None).exclude(code=Presence.Code.VOID)
    for client_id in set(recorded.values_list("client_id", flat=True)):
        start_draft(by=by, session=session, client_id=client_id)
    return list(Note.objects.filter(session=session).select_related("client"))


@transaction.atomic
def write_shared(
    *, by: Any, session: Session, topic: str, intervention: str, now: datetime | None = None
) -> SharedNote:
    """What the whole group did. It names nobody and stands in every note that is signed afterwards."""
    author = _author(by)
    now = now or timezone.now()
    ledger.hold(session)
    shared, made = SharedNote.objects.get_or_create(
        session=session,
        defaults={
            "organisation_id": session.organisation_id,
            "topic": topic,
            "intervention": intervention,
            "written_by": author,
            "changed_at": now,
        },
    )
    if not made and (shared.topic, shared.intervention) == (topic, intervention):
        return shared
    if not made:
        shared.topic, shared.intervention, shared.written_by, shared.changed_at = topic, intervention, author, now
        shared.save(update_fields=["topic", "intervention", "written_by", "changed_at"])
    record("encounters.shared_note.written", shared, by=by, session=str(session.pk))
    return shared


@transaction.atomic
def write_note(*, by: Any, note: Note, now: datetime | None = None, **fields: Any) -> Note:
    """Saves these fields of a draft: objective (Objective or None), participation (0..4 or None), response, risk,
    next_step, answers (code of the prompt to text). Whoever writes answers for the note from then on.

    Raises ValidationError where it is signed, or where the objective is another person's.
    """
    author = _author(by)
    if unknown := set(fields) - set(FIELDS):
        raise ValueError(f"a note has no {', '.join(sorted(unknown))}")
    note = locked(note)
    if note.is_signed:
        raise ValidationError(_("This note is signed. It can be added to, not changed."))
    changed = [name for name, value in fields.items() if getattr(note, name) != value]
    if not changed:
        return note
    for name in changed:
        setattr(note, name, fields[name])
    _check_objective(note)
    note.written_by, note.changed_at = author, now or timezone.now()
    if {"response", "risk", "next_step", "answers"} & set(changed):
        note.acknowledged = []
    note.clean_fields(exclude={field.name for field in Note._meta.fields} - set(changed))
    note.save(update_fields=[*changed, "written_by", "changed_at", "acknowledged"])
    record("encounters.note.written", note, by=by, fields=changed)
    return note


@transaction.atomic
def acknowledge(*, by: Any, note: Note, codes: Iterable[str]) -> Note:
    """The author has looked at these "confirm" problems and keeps the words as they are. New words ask again."""
    _author(by)
    note = locked(note)
    if note.is_signed:
        raise ValidationError(_("This note is signed. It can be added to, not changed."))
    kept = sorted({*note.acknowledged, *codes})
    if kept != note.acknowledged:
        note.acknowledged = kept
        note.save(update_fields=["acknowledged"])
        record("encounters.note.acknowledged", note, by=by, codes=kept)
    return note


@transaction.atomic
def name_nobody(*, by: Any, note: Note, key: str) -> Note:
    """Puts "a peer" in the place of a name that the guard found in the note; `key` as the finding has it."""
    _author(by)
    note = locked(note)
    written = next((each for each in notes_of_session(note.session) if each.note.pk == note.pk), None)
    spots = [each.spot for each in written.guarded.found if each.key == key and each.spot] if written else []
    fields: dict[str, Any] = {}
    for name, start, end in sorted(spots, key=lambda spot: -spot[1]):
        if name.startswith("answer_"):
            answers = fields.setdefault("answers", dict(note.answers))
            code = name.removeprefix("answer_")
            answers[code] = unnamed(answers[code], start, end)
        else:
            fields[name] = unnamed(fields.get(name, getattr(note, name)), start, end)
    return write_note(by=by, note=note, **fields) if fields else note


def unnamed(text: str, start: int, end: int) -> str:
    """The text with "a peer" for the words between; at the start of a sentence "A peer"."""
    starts = not text[:start].strip() or text[:start].rstrip()[-1] in ".!?"
    return f"{text[:start]}{'A' if starts else 'a'} peer{text[end:]}"


def locked(note: Note) -> Note:
    """The note as it is now, held until this transaction ends."""
    return (
        Note.objects.select_for_update(of=("self",), no_key=True)
        .select_related("client", "objective__goal", "session__program__organisation", "session__room", "written_by")
        .get(pk=note.pk)
    )


def _author(by: Any) -> Staff:
    """Notes are written by people."""
    require(by, Permission.WRITE_NOTES)
    if not isinstance(by, Staff):
        raise Refused(Permission.WRITE_NOTES)
    return by


def _check_objective(note: Note) -> None:
    if note.objective and note.objective.goal.problem.plan.episode.client_id != note.client_id:
        raise ValidationError({"objective": _("Choose an objective of this person's own plan.")})
