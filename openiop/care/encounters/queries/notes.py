"""Notes: what is due, what is ready, what was signed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.reads import Read
from openiop.care.calendar.models import Session
from openiop.care.encounters.guarding import (
    Guarded,
    as_text,
    findings,
    late_entry,
    names_of,
    parts_of,
    pieces,
    unfinished,
)
from openiop.care.encounters.models import Note, SharedNote
from openiop.care.encounters.queries.attendance import Attendance
from openiop.care.encounters.queries.cosigning import standing_of
from openiop.care.encounters.queries.heard import in_the_room
from openiop.rulebook import packs
from openiop.rulebook.guard import Note as Asked
from openiop.rulebook.prompts import NEEDS_NO_GOAL, prompts

P = Permission
LATELY = timedelta(weeks=4)  # signed then, a note stands on the desk
RECENT = 3  # notes of the same person that a new one is compared with


@dataclass
class Written:
    """One person's note with what its page needs: attendance, and what stands between it and the signature."""

    note: Note
    attendance: Attendance
    guarded: Guarded

    @property
    def state(self) -> str:
        """signed · ready · absent (ready, nobody came) · waits (only for the end) · todo (not begun) · fix"""
        if self.note.is_signed:
            return "signed"
        if self.guarded.ready:
            return "ready" if self.attendance.attended else "absent"
        if all(found.code == "not-ended" for found in self.guarded.stops):
            return "waits"
        return "fix" if self.note.is_begun else "todo"

    @property
    def standing(self) -> str:
        """draft · final · awaiting · sent_back"""
        return standing_of(self.note)

    @property
    def lead(self) -> list[tuple[str, bool]]:
        """The words about this person and the step that follows: each piece with whether a finding points to it."""
        told = self._pieces("response", self.note.response)
        return told + ([(" ", False)] if told and self.note.next_step else []) + self._next()

    @property
    def more(self) -> list[tuple[str, list[tuple[str, bool]]]]:
        """The other fields that have words, with their labels."""
        labels: dict[str, Any] = {f"answer_{each.code}": each.label for each in prompts(self.attendance.session.kind)}
        labels["risk"] = "Risk observed"
        parts = parts_of(self.note, self.attendance.session.kind)
        return [(_(labels[name]), self._pieces(name, text)) for name, text in parts if name in labels and text]

    def _next(self) -> list[tuple[str, bool]]:
        return self._pieces("next_step", self.note.next_step)

    def _pieces(self, name: str, text: str) -> list[tuple[str, bool]]:
        return pieces(text, name, self.guarded.stops)


def notes_of_session(session: Session, now: datetime | None = None, *, gate: Gate | None = None) -> list[Written]:
    """Every note of a session with what the guard finds, by name; six queries. `session` came through the gate, with
    its program; `gate` leaves out what whoever asks may not read. Somebody whose attendance was taken back altogether
    has none."""
    now = now or timezone.now()
    every = gate.rows(Note, P.SEE_NOTES) if gate else Note.objects.all()
    notes = list(
        every.filter(session=session)
        .select_related("client", "objective__goal", "written_by", "signed_by", "cosigner")
        .prefetch_related("cosignatures", "addenda")
        .order_by("client__legal_last", "client__legal_first", "client_id")
    )
    people = in_the_room(session, notes, now)
    mine = [each for each in people.values() if each.rows or each.note.is_signed or each.note.is_begun]  # type: ignore[union-attr]
    shared = SharedNote.objects.filter(session=session).first()
    found = guard(session, mine, shared, now)
    return [Written(each.note, each, found[each.note.pk]) for each in mine if each.note]


def guard(session: Session, people: list[Attendance], shared: SharedNote | None, now: datetime) -> dict[UUID, Guarded]:
    """What speaks against signing each of these notes now (NOTE-2 to NOTE-4); one query, for the notes before."""
    before = recent_texts([each.client.pk for each in people], session)
    pack = packs.load(session.program.pack, session.program.local(session.during.lower).date())
    late = now > session.during.upper + timedelta(hours=pack.timers.progress_note_late_hours)
    names = {each.client.pk: names_of(each.client) for each in people}
    texts = {each.client.pk: told(each.note) for each in people if each.note}
    found = {}
    for each in people:
        note, client = each.note, each.client.pk
        if note is None or note.is_signed:
            if note:
                found[note.pk] = Guarded(())
            continue
        others = [pk for pk in names if pk != client]
        parts = parts_of(note, session.kind)
        asked = Asked(
            text=as_text(parts),
            names=names[client],
            others=tuple(names[pk] for pk in others),
            siblings=tuple(texts[pk] for pk in others if texts.get(pk)) if each.attended else (),
            previous=tuple(before[client]) if each.attended else (),
            objective=str(note.objective_id or "") or ("none" if session.kind in NEEDS_NO_GOAL else None),
            ended=now >= session.during.upper,
            minutes_ledger=each.dose.minutes if each.attended else 0,
            supervised=note.written_by.supervisor_id is not None,
            shared=f"{shared.topic}\n{shared.intervention}" if shared else "",
        )
        late_words = late_entry(session, now) if late else []
        problems = [*findings(asked, parts), *unfinished(each, note, session.kind), *late_words]
        found[note.pk] = Guarded(tuple(problems), frozenset(note.acknowledged))
    return found


def recent_texts(client_ids: Iterable[UUID], session: Session) -> dict[UUID, list[str]]:
    """What was written about each of these people in the weeks before, newest first, at most three a person."""
    rows = (
        Note.objects.filter(
            client__in=list(client_ids),
            session__during__startswith__lt=session.during.lower,
            session__during__startswith__gte=session.during.lower - timedelta(weeks=4),
        )
        .exclude(response="")
        .order_by("client", "-due_at")
        .values_list("client", "response", "next_step")
    )
    texts: dict[UUID, list[str]] = defaultdict(list)
    for client_id, *words in rows:
        if len(texts[client_id]) < RECENT:
            texts[client_id].append("\n\n".join(words))
    return texts


def told(note: Note) -> str:
    """What a note tells of the person, to compare others with."""
    return f"{note.response}\n\n{note.next_step}".strip()


def _unsigned(rows: QuerySet[Note], program: Any, now: Any, staff: Any, supervisor: Any) -> QuerySet[Note]:
    rows = rows.filter(session__program=program, signed_at=None, session__during__endswith__lte=now)
    rows = rows.filter(written_by__supervisor=supervisor) if supervisor else rows
    return rows.filter(written_by=staff) if staff else rows


def _by_session(rows: QuerySet[Note], program: Any, now: Any, staff: Any, supervisor: Any) -> QuerySet[Any]:
    begun = ~Q(response="") | ~Q(risk="") | ~Q(next_step="") | ~Q(objective=None) | ~Q(participation=None)
    return (
        _unsigned(rows, program, now, staff, supervisor)
        .values("session", "session__title", "session__during")
        .annotate(author=Min("written_by__name"), notes=Count("pk"), begun=Count("pk", filter=begun), due=Min("due_at"))
        .order_by("due", "session")
        .values_list("session", "session__title", "session__during", "author", "notes", "begun", "due")[:100]
    )


def _counts(rows: QuerySet[Note], program: Any, now: Any, late: Any, staff: Any, supervisor: Any) -> QuerySet[Any]:
    """One row: all that are unsigned, and those whose session ended by `late`."""
    rows = _unsigned(rows, program, now, staff, supervisor).order_by()
    overdue = Count("pk", filter=Q(session__during__endswith__lte=late))
    return rows.values(all=Value(1)).annotate(n=Count("pk"), overdue=overdue).values_list("n", "overdue")


def _signed(rows: QuerySet[Note], n: int, program: Any, since: Any, staff: Any, supervisor: Any) -> QuerySet[Note]:
    rows = rows.filter(session__program=program, signed_at__isnull=False, signed_at__gte=since)
    if staff:
        rows = rows.filter(signed_by=staff)
    if supervisor:
        rows = rows.filter(signed_by__supervisor=supervisor)
    return rows.select_related("client", "session", "signed_by").defer("signed_content").order_by("-signed_at")[:n]


UNSIGNED_BY_SESSION = Read(Note, _by_session, program=UUID, now=datetime, staff=UUID, supervisor=UUID)
UNSIGNED_COUNTS = Read(Note, _counts, program=UUID, now=datetime, late=datetime, staff=UUID, supervisor=UUID)
SIGNED_LATELY = Read(Note, _signed, program=UUID, since=datetime, staff=UUID, supervisor=UUID)


def unsigned_of(gate: Gate, staff: Staff | None = None) -> QuerySet[Note]:
    """Unsigned notes of sessions that are over in the gate's program, first due first; of one author if given."""
    rows = gate.rows(Note, P.SEE_NOTES).filter(
        session__program=gate.program, signed_at=None, session__during__endswith__lte=timezone.now()
    )
    if staff is not None:
        rows = rows.filter(written_by=staff)
    return rows.select_related("client", "session", "written_by").order_by("due_at", "session_id", "client_id")


def desk_of(
    gate: Gate, staff: Staff | None, now: datetime | None = None, *, supervisor: Staff | None = None
) -> list[dict[str, Any]]:
    """Sessions with unsigned notes of one author, of those whom somebody supervises, or of everyone; first due first,
    at most a hundred. Dicts: session (title and time), author, notes, begun (how many), due_at, state ("open",
    "overdue", "late")."""
    now, program = now or timezone.now(), gate.program
    whose, under = staff.pk if staff else None, supervisor.pk if supervisor else None
    found = []
    for session, title, during, author, notes, begun, due_at in gate.read(
        UNSIGNED_BY_SESSION, P.SEE_NOTES, program=program.pk, now=now, staff=whose, supervisor=under
    ):
        hours = packs.load(program.pack, program.local(during.lower).date()).timers.progress_note_late_hours
        late = now >= during.upper + timedelta(hours=hours)
        state = "late" if late else "overdue" if now >= due_at else "open"
        each = Session(pk=session, title=title, during=during)
        found.append(
            {"session": each, "author": author, "notes": notes, "begun": begun, "due_at": due_at, "state": state}
        )
    return found


def how_many(
    gate: Gate, staff: Staff | None, now: datetime | None = None, *, supervisor: Staff | None = None
) -> tuple[int, int]:
    """How many notes of sessions that are over are unsigned, and of these how many are past the time at which they
    become late entries (NOTE-3)."""
    now, program = now or timezone.now(), gate.program
    late = now - timedelta(hours=packs.load(program.pack, program.today()).timers.progress_note_late_hours)
    whose, under = staff.pk if staff else None, supervisor.pk if supervisor else None
    values = {"program": program.pk, "now": now, "late": late, "staff": whose, "supervisor": under}
    found = gate.read(UNSIGNED_COUNTS, P.SEE_NOTES, **values)
    return found[0] if found else (0, 0)


def latest_notes(gate: Gate, client_id: UUID, n: int = 5) -> list[Note]:
    """This client's newest signed notes, with their sessions."""
    rows = gate.rows(Note, P.SEE_NOTES).filter(client_id=client_id, signed_at__isnull=False)
    return list(rows.select_related("session__program", "signed_by", "objective__goal").order_by("-due_at")[:n])


def signed_lately(
    gate: Gate, staff: Staff | None = None, n: int = 20, *, supervisor: Staff | None = None
) -> list[Note]:
    """The newest notes signed in the last weeks in the gate's program; of one signer or one supervisor's people, if
    given."""
    since = timezone.now() - LATELY
    whose, under = staff.pk if staff else None, supervisor.pk if supervisor else None
    values = {"program": gate.program.pk, "since": since, "staff": whose, "supervisor": under}
    return gate.read(SIGNED_LATELY, P.SEE_NOTES, n, **values)
