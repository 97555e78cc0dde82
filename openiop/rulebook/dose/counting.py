"""Countable minutes: presence ∩ session − breaks (BIL-3, BIL-4).

Whole minutes are taken once per session: all countable ranges of the session are added up in seconds and the
sum is rounded down. Rounding each range would lose up to a minute at every step outside; rounding the day
would make a day's minutes differ from the sum of its sessions. A day or a week is the sum of its sessions'
whole minutes.

A correction is no arithmetic here: the caller passes the presence that stands after corrections.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from ..text import Explanation, explain, gettext_noop, hours
from .ranges import Span, intersect, seconds, subtract, union


@dataclass(frozen=True, slots=True)
class SessionDose:
    """What one session gave one person, in whole minutes; `spans` are the instants that count."""

    minutes: int
    session_minutes: int
    break_minutes: int
    late_minutes: int
    early_minutes: int
    away_minutes: int
    spans: tuple[Span, ...]
    explanation: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class AttendedSession[Key: Hashable]:
    """One session and one person's presence, as `count_day` wants them."""

    key: Key
    session: Span
    presence: tuple[Span, ...]
    breaks: tuple[Span, ...] = ()


def countable(presence: Iterable[Span], session: Span, breaks: Iterable[Span] = ()) -> tuple[Span, ...]:
    """Return the instants of the session that count: present, inside the session, outside its breaks."""
    return subtract(intersect(presence, (session,)), breaks)


def countable_minutes(presence: Iterable[Span], session: Span, breaks: Iterable[Span] = ()) -> int:
    """Return the whole minutes that count, rounded down from the session's total (BIL-3, BIL-4)."""
    return int(seconds(countable(presence, session, breaks)) // 60)


def count_session(presence: Iterable[Span], session: Span, breaks: Iterable[Span] = (), *, tz: tzinfo) -> SessionDose:
    """Count one session and say where its other minutes went, with clock times in `tz`.

    session_minutes is the session without its breaks; late, early and away minutes are rounded down each.
    """
    inside = intersect(presence, (session,))
    pauses = intersect(breaks, (session,))
    spans = subtract(inside, pauses)
    late, away, early = _absences(inside, session, pauses)
    counted = int(seconds(spans) // 60)
    offered = int((session.seconds - seconds(pauses)) // 60)
    return SessionDose(
        minutes=counted,
        session_minutes=offered,
        break_minutes=int(seconds(pauses) // 60),
        late_minutes=late,
        early_minutes=early,
        away_minutes=away,
        spans=spans,
        explanation=_explain(counted, offered, (late, away, early), inside, pauses, tz),
    )


def count_day[Key: Hashable](sessions: Iterable[AttendedSession[Key]]) -> Mapping[Key, int]:
    """Return the countable minutes of each session of one person, counting no instant twice (BIL-12).

    Where sessions overlap, the one that starts first keeps the shared time; of two that start together, the
    one that ends first.
    """
    taken: tuple[Span, ...] = ()
    minutes: dict[Key, int] = {}
    for each in sorted(sessions, key=lambda one: one.session):
        spans = subtract(countable(each.presence, each.session, each.breaks), taken)
        minutes[each.key] = int(seconds(spans) // 60)
        taken = union((*taken, *spans))
    return minutes


def _absences(inside: tuple[Span, ...], session: Span, pauses: tuple[Span, ...]) -> tuple[int, int, int]:
    """Return whole minutes missed before the first arrival, between presences, and after the last leaving."""
    if not inside:
        return 0, 0, 0
    first, last = inside[0].start, inside[-1].end
    late = subtract((Span(session.start, first),), pauses)
    early = subtract((Span(last, session.end),), pauses)
    away = subtract((Span(first, last),), (*inside, *pauses))
    return int(seconds(late) // 60), int(seconds(away) // 60), int(seconds(early) // 60)


def _explain(
    counted: int,
    offered: int,
    absences: tuple[int, int, int],
    inside: tuple[Span, ...],
    pauses: tuple[Span, ...],
    tz: tzinfo,
) -> tuple[Explanation, ...]:
    reasons = [
        explain(
            "BIL-4",
            gettext_noop("%(minutes)s of %(offered)s minutes count"),
            minutes=counted,
            offered=offered,
        )
    ]
    if not inside:
        reasons.append(explain("absent", gettext_noop("No presence in this session")))
        return tuple(reasons)
    late, away, early = absences
    if late:
        reasons.append(
            explain(
                "late",
                gettext_noop("arrived %(at)s, %(missed)s after the start"),
                missed=hours(late),
                at=_clock(inside[0].start, tz),
            )
        )
    if away:
        reasons.append(explain("away", gettext_noop("%(missed)s out of the room"), missed=hours(away)))
    if early:
        reasons.append(
            explain(
                "early",
                gettext_noop("left %(at)s, %(missed)s before the end"),
                missed=hours(early),
                at=_clock(inside[-1].end, tz),
            )
        )
    reasons += [
        explain(
            "BIL-3",
            gettext_noop("break %(start)s–%(end)s not counted"),
            start=_clock(pause.start, tz),
            end=_clock(pause.end, tz),
        )
        for pause in pauses
    ]
    return tuple(reasons)


def _clock(instant: datetime, tz: tzinfo) -> str:
    return f"{instant.astimezone(tz):%H:%M}"
