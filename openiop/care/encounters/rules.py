"""Pure rules of a session: which rows of the ledger stand, what they amount to, and when on the clock something was.
No rows, no clock of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import lru_cache

from openiop.rulebook.dose import SessionDose, Span, count_session, intersect, seconds, subtract

OPENS = timedelta(minutes=60)  # attendance can be taken this long before the start
CLOSES = timedelta(minutes=60)  # somebody may be in the room this long after the end
LATE_AFTER = timedelta(minutes=5)
SKEW = timedelta(minutes=2)  # a tablet's clock may be ahead of the server's

ATTENDED = ("present", "late", "left_early")
ABSENT = ("excused", "no_show", "cancelled")


def breaks_of(stored: Iterable[Sequence[str]]) -> tuple[Span, ...]:
    """A session's breaks as it keeps them (pairs of ISO instants)."""
    return tuple(Span(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in stored)


def as_stored(breaks: Iterable[Span]) -> list[list[str]]:
    """Breaks as a session keeps them, in order."""
    return [[each.start.isoformat(), each.end.isoformat()] for each in sorted(breaks)]


def board_is_open(start: datetime, end: datetime, now: datetime) -> bool:
    """Whether the session is on or near enough that its live board is what one wants."""
    return start - OPENS <= now <= end + CLOSES


def whole_minute(at: datetime) -> datetime:
    """The ledger knows minutes, not seconds: 14:12:37 is 14:12."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def attended_code(start: datetime, end: datetime, session: Span) -> str:
    """What a stretch is called: left early before the session's end, late more than five minutes after its start."""
    if end < session.end:
        return "left_early"
    return "late" if start > session.start + LATE_AFTER else "present"


def overall_code(codes: Sequence[str]) -> str:
    """One word for somebody's standing rows, in the order of their times; "" where nothing is recorded."""
    came = [code for code in codes if code in ATTENDED]
    if not came:
        return codes[-1] if codes else ""
    if came[-1] == "left_early":
        return "left_early"
    return "late" if came[0] == "late" else "present"


def count(presence: Iterable[Span], session: Span, breaks: Iterable[Span], tz: tzinfo) -> SessionDose:
    """What the session gave one person: presence ∩ session − breaks, explained (BIL-3, BIL-4)."""
    return count_session(presence, session, breaks, tz=tz)


def on_the_clock(clock: time, session: Span, tz: tzinfo) -> datetime:
    """The instant at which the local clock showed `clock`, as near to the session as can be: right for a session
    across midnight, and in the hour that daylight saving repeats."""
    day = session.start.astimezone(tz).date()
    found = []
    for shift in (-1, 0, 1):
        for fold in (0, 1):
            there = datetime.combine(day + timedelta(days=shift), clock, tz).replace(fold=fold).astimezone(UTC)
            found.append((max(session.start - there, there - session.end, timedelta()), there))
    return min(found)[1]


@lru_cache(maxsize=65536)
def minutes_and_rest(
    presence: tuple[tuple[datetime, datetime], ...],
    session: tuple[datetime, datetime],
    breaks: str,
    now: datetime | None,
) -> tuple[int, int]:
    """Whole minutes that count so far, and those of the same presence that are still to come after `now` (None: all
    is over). Instants only, remembered: a group's members share most of them. `breaks` as JSON text.
    """
    import json

    meeting = Span(*session)
    pauses = breaks_of(json.loads(breaks)) if breaks not in ("", "[]") else ()
    spans = subtract(intersect([Span(*each) for each in presence], (meeting,)), pauses)
    if now is None or not spans or spans[-1].end <= now:
        return int(seconds(spans) // 60), 0
    past = seconds(Span(each.start, min(each.end, now)) for each in spans if each.start < now)
    return int(past // 60), int(seconds(spans) // 60) - int(past // 60)
