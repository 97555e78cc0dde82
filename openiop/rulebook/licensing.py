"""TEL-1: treatment is given where the person is, on that day, under a licence that holds there."""

from collections.abc import Iterable
from datetime import date


def is_covered(state: str, licences: Iterable[tuple[str, date | None, date | None]], day: date) -> bool:
    """Whether one of the licences (state, first day, day after the last one; None: no end) holds there on that day."""
    return any(
        where == state and (first is None or first <= day) and (end is None or day < end)
        for where, first, end in licences
    )
