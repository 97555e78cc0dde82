"""How many people a group may have, by state, kind of group and day (rules.md §4.3; BIL-11). People present count, not
seats. Where no rule of a state is loaded, the usual number stands and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

USUAL = 12


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many people in one meeting. `citation`: where that stands; "" for the usual number of the field."""

    state: str
    kinds: frozenset[str]
    most: int
    effective_from: date
    citation: str


LIMITS = (
    Limit("TX", frozenset({"group", "skills"}), 16, date(2021, 1, 1), "26 TAC 564.901 (formerly 25 TAC 448.901)"),
    Limit("TX", frozenset({"education"}), 35, date(2021, 1, 1), "26 TAC 564.901 (formerly 25 TAC 448.901)"),
)
TOGETHER = frozenset({"group", "skills", "education"})  # kinds of session that are a group


def limit_of(state: str, kind: str, on: date) -> Limit | None:
    """Return the limit in force in this state (two letters) for this kind of session; None where it is no group."""
    if kind not in TOGETHER:
        return None
    for limit in LIMITS:
        if limit.state == state.upper() and kind in limit.kinds and limit.effective_from <= on:
            return limit
    return Limit(state.upper(), TOGETHER, USUAL, date.min, "")
