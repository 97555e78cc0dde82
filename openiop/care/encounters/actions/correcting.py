"""Mending the ledger: a new row that names what it replaces and says why. Nothing is ever edited."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Presence


def correct(
    *,
    by: Any,
    presence: Presence,
    reason: str,
    during: tuple[datetime, datetime] | None = None,
    code: str | None = None,
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """Replaces a row that stands by one with these times or this code (an absence has no times)."""
    raise NotImplementedError


def take_back(*, by: Any, presence: Presence, reason: str = "", key: str = "") -> Presence:
    """Takes a row out without another in its place (code "void"): the undo of a tap."""
    raise NotImplementedError


def set_breaks(*, by: Any, session: Session, breaks: Sequence[tuple[datetime, datetime]], reason: str) -> Session:
    """The breaks as they were: aware (start, end) pairs inside the session, not counted (BIL-3)."""
    raise NotImplementedError
