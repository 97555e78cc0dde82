"""Writing notes: the shared part, and a part for each person. Drafts may be as unfinished as they are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Note, SharedNote


def open_notes(*, by: Any, session: Session) -> list[Note]:
    """A draft for everyone whose attendance is recorded; those that exist stay as they are."""
    raise NotImplementedError


def write_shared(*, by: Any, session: Session, topic: str, intervention: str) -> SharedNote:
    """What the whole group did. Names nobody."""
    raise NotImplementedError


def write_note(*, by: Any, note: Note, now: datetime | None = None, **fields: Any) -> Note:
    """Saves these fields of a draft: objective (or None), participation (0..4 or None), response, risk, next_step."""
    raise NotImplementedError


def acknowledge(*, by: Any, note: Note, codes: Iterable[str]) -> Note:
    """The author has looked at these "confirm" problems and keeps the words as they are."""
    raise NotImplementedError
