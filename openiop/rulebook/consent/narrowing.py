"""How a client narrows what leaves: a stretch of days, and single entries that stay (2.31(a)(3), CON-6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

SAID = {"from", "to", "without"}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Of one kind of information: the first and the last day that leave, and the ids of entries that stay here."""

    first: date | None = None
    last: date | None = None
    without: frozenset[str] = frozenset()

    def lets_through(self, entry: str, day: date | None) -> bool:
        """Say whether an entry leaves. One without a day is not held back by days."""
        if entry in self.without:
            return False
        if day is None:
            return True
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def is_open(self) -> bool:
        """Whether it holds nothing back."""
        return self == Narrowing()


def read(stored: Mapping[str, Any]) -> dict[str, Narrowing]:
    """Return {item: Narrowing} of what a consent keeps: {"hours": {"from": "2026-10-01", "to": None, "without": []}}.

    ValueError names the item and what is wrong with it.
    """
    return {item: _read(item, said) for item, said in stored.items()}


def _read(item: str, said: Any) -> Narrowing:
    if not isinstance(said, Mapping) or set(said) - SAID:
        raise ValueError(f"narrowing of {item}: give from, to and without, nothing else")
    first, last = _day(item, "from", said.get("from")), _day(item, "to", said.get("to"))
    if first and last and last < first:
        raise ValueError(f"narrowing of {item}: {last} lies before {first}; exchange the two days")
    without = said.get("without") or []
    if not isinstance(without, list) or not all(isinstance(each, str) for each in without):
        raise ValueError(f"narrowing of {item}: without is a list of ids")
    return Narrowing(first, last, frozenset(without))


def _day(item: str, name: str, text: Any) -> date | None:
    if text in (None, ""):
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise ValueError(f"narrowing of {item}: {name} is a day like 2026-10-01, not {text!r}") from None
