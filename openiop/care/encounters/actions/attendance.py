"""Taking attendance: who came, when, who left, who did not come."""

from datetime import datetime
from typing import Any

from openiop.base.people.models import Client
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Presence


def arrive(
    *,
    by: Any,
    session: Session,
    client: Client,
    at: datetime | None = None,
    source: str = Presence.Source.FACILITATOR,
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """The client is here from `at` (aware; default: the session's start, or now before it) until the session's end,
    unless `leave` says otherwise. Late where that is more than five minutes after the start."""
    raise NotImplementedError


def leave(
    *, by: Any, session: Session, client: Client, at: datetime | None = None, key: str = "", now: datetime | None = None
) -> Presence:
    """The client left at `at` (default: now): the running stretch is replaced by one that ends there."""
    raise NotImplementedError


def come_back(
    *, by: Any, session: Session, client: Client, at: datetime | None = None, key: str = "", now: datetime | None = None
) -> Presence:
    """The client is back from `at` (default: now) until the session's end: a second stretch."""
    raise NotImplementedError


def mark_absent(
    *,
    by: Any,
    session: Session,
    client: Client,
    code: str = Presence.Code.NO_SHOW,
    reason: str = "",
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """The client did not come: `code` is no_show, excused or cancelled (NOTE-5)."""
    raise NotImplementedError


def mark_all_here(*, by: Any, session: Session, key: str = "", now: datetime | None = None) -> list[Presence]:
    """Everyone with a seat about whom nothing is recorded yet is here. Returns the new rows."""
    raise NotImplementedError


def mark(
    *,
    by: Any,
    session: Session,
    client: Client,
    code: str,
    at: datetime | None = None,
    seen: str | None = None,
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """One tap on the roster, whatever stood there before: present, late, left_early, excused or no_show."""
    raise NotImplementedError
