"""Local days and treatment weeks.

A day and a week belong to the program's time zone. A session belongs, whole, to the local day on which it
starts: one that runs from 23:00 to 01:00 is one service on the first day, as its group note is one note.
Payers that split such a session at midnight are not known to us; if one appears, it becomes a field of its
pack.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .ranges import Span


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A treatment week: seven local days, `first` and `last` included."""

    first: date
    last: date

    def days(self) -> tuple[date, ...]:
        """Return the seven days in order."""
        return tuple(self.first + timedelta(days=n) for n in range(7))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def day_of(instant: datetime, tz: tzinfo) -> date:
    """Return the local day of an aware instant."""
    if instant.utcoffset() is None:
        raise ValueError(f"instant: give an aware datetime (with its time zone), not {instant.isoformat()}")
    return instant.astimezone(tz).date()


def session_day(session: Span, tz: tzinfo) -> date:
    """Return the local day to which all minutes of the session belong: the day on which it starts."""
    return day_of(session.start, tz)


def week_of(day: date, week_start: int = 0) -> Week:
    """Return the treatment week of a local day. week_start: 0 Monday .. 6 Sunday."""
    if not 0 <= week_start <= 6:
        raise ValueError(f"week_start: give 0 (Monday) to 6 (Sunday), not {week_start}")
    first = day - timedelta(days=(day.weekday() - week_start) % 7)
    return Week(first, first + timedelta(days=6))


def day_span(day: date, tz: tzinfo) -> Span:
    """Return the instants of a local day: 23, 24 or 25 hours of them."""
    return Span(_midnight(day, tz), _midnight(day + timedelta(days=1), tz))


def week_span(week: Week, tz: tzinfo) -> Span:
    """Return the instants of a treatment week."""
    return Span(_midnight(week.first, tz), _midnight(week.last + timedelta(days=1), tz))


def _midnight(day: date, tz: tzinfo) -> datetime:
    return datetime.combine(day, time(), tz).astimezone(UTC)
