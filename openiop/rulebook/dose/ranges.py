"""Arithmetic on half-open ranges of instants, as PostgreSQL's tstzmultirange does it.

Every instant is kept in UTC: Python compares two datetimes of the same ZoneInfo by their wall clocks, which
is wrong in the hour that daylight saving repeats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The instants from `start` up to, not including, `end`. Both aware; stored in UTC. May be empty."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for name, instant in (("start", self.start), ("end", self.end)):
            if instant.tzinfo is UTC:
                continue
            if instant.utcoffset() is None:
                raise ValueError(f"{name}: give an aware datetime (with its time zone), not {instant.isoformat()}")
            object.__setattr__(self, name, instant.astimezone(UTC))
        if self.end < self.start:
            raise ValueError(
                f"end: {self.end.isoformat()} is before start {self.start.isoformat()}; swap or correct them"
            )

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return (self.end - self.start).total_seconds()

    @property
    def minutes(self) -> int:
        """Length in whole minutes, rounded down."""
        return int(self.seconds // 60)


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same instants as sorted spans that neither overlap nor touch; empty spans vanish."""
    full = [span for span in spans if span.start < span.end]
    if len(full) < 2:
        return tuple(full)
    full.sort(key=_start)
    merged = full[:1]
    for span in full[1:]:
        if span.start > merged[-1].end:
            merged.append(span)
        elif span.end > merged[-1].end:
            merged[-1] = Span(merged[-1].start, span.end)
    return tuple(merged)


def intersect(a: Iterable[Span], b: Iterable[Span]) -> tuple[Span, ...]:
    """Return the instants that lie in both."""
    others = union(b)
    return tuple(
        Span(max(one.start, other.start), min(one.end, other.end))
        for one in union(a)
        for other in others
        if one.start < other.end and other.start < one.end
    )


def subtract(a: Iterable[Span], b: Iterable[Span]) -> tuple[Span, ...]:
    """Return the instants of `a` that do not lie in `b`."""
    holes = union(b)
    left: list[Span] = []
    for span in union(a):
        start = span.start
        for hole in holes:
            if hole.end <= start or hole.start >= span.end:
                continue
            if hole.start > start:
                left.append(Span(start, hole.start))
            start = max(start, hole.end)
        if start < span.end:
            left.append(Span(start, span.end))
    return tuple(left)


def seconds(spans: Iterable[Span]) -> float:
    """Return how many seconds the spans cover; what overlaps counts once."""
    return sum(span.seconds for span in union(spans))


def _start(span: Span) -> datetime:
    return span.start
