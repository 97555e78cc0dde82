"""Signing freezes a note; afterwards it is only added to (NOTE-1)."""

from datetime import datetime
from typing import Any

from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Addendum, Note


def sign(*, by: Any, note: Note, now: datetime | None = None) -> Note:
    """Signs one note with everything it says. Raises ValidationError with what is missing in words (NOTE-2 to -4)."""
    raise NotImplementedError


def sign_ready(*, by: Any, session: Session, now: datetime | None = None) -> list[Note]:
    """Signs every note of the session that is ready, and leaves the others as they are."""
    raise NotImplementedError


def add_to(*, by: Any, note: Note, text: str, now: datetime | None = None) -> Addendum:
    """Adds to a signed note."""
    raise NotImplementedError
