"""Jobs of this room, run by `openiop worker`."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from openiop.base.audit.actions import System
from openiop.base.context import everything, standing
from openiop.base.programs.models import Organisation
from openiop.base.worklist.actions import ask
from openiop.base.worklist.models import WorkItem
from openiop.care.encounters.actions.signing import LATE_WORK
from openiop.care.encounters.models import Note


@app.periodic(cron="7 * * * *")
@app.task(queue="encounters", queueing_lock="encounters.ask_for_notes", pass_context=False)
def ask_for_notes(timestamp: int) -> None:
    """Asks the author for every session's overdue notes, once a session however often it runs."""
    for organisation in Organisation.objects.values_list("pk", flat=True):
        with standing(everything(organisation)):
            remind(organisation)


def remind(organisation: UUID, now: datetime | None = None) -> int:
    """One work item a session with notes past their due time (rules.md §4.1). Returns how many sessions wait."""
    now = now or timezone.now()
    waiting: dict[Any, list[Note]] = defaultdict(list)
    notes = Note.objects.filter(organisation=organisation, signed_at=None, due_at__lt=now).select_related(
        "session__program__organisation", "written_by"
    )
    for note in notes.order_by("due_at").defer("signed_content").iterator(chunk_size=500):
        waiting[note.session_id].append(note)
    for notes_left in waiting.values():
        first = notes_left[0]
        session = first.session
        ask(
            by=System("notes", session.organisation_id),
            program=session.program,
            kind=LATE_WORK,
            source=f"session:{session.pk}",
            title=ngettext("Sign %(n)s note of %(session)s", "Sign %(n)s notes of %(session)s", len(notes_left))
            % {"n": len(notes_left), "session": session.title},
            to=first.written_by,
            severity=WorkItem.Severity.TODAY,
            due_at=first.due_at,
            link=f"/sessions/{session.pk}/notes",
        )
    return len(waiting)
