"""What the guard reads and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..text import Explanation

type Severity = Literal["block", "warn"]
type Passage = tuple[int, int]  # characters (code points) from, up to but not including

CODES = (
    "not-ended",
    "cloned-sibling",
    "cloned-previous",
    "no-objective",
    "other-client-named",
    "minutes-mismatch",
    "cosign-missing",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One person's note as it would be signed.

    names: everything this client is called (legal, chosen, alias). others: the same for each other person whose name
    may not stand here. siblings: the other members' notes of this session. previous: this client's last notes.
    objective: a linked one, or None. minutes_note, minutes_ledger: countable minutes, None where not known; a ledger of
    0 means that the client was absent. shared: what every note of the session says alike, by intention.
    """

    text: str
    names: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
    siblings: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    objective: str | None = None
    ended: bool = True
    minutes_note: int | None = None
    minutes_ledger: int | None = None
    supervised: bool = False
    cosigned: bool = False
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend ("block") or to look at ("warn"). where: the passage of the text it is about, if one."""

    code: str
    severity: Severity
    where: Passage | None
    explanation: Explanation

    def as_dict(self) -> dict[str, Any]:
        """Return a JSON-ready form, with the message in English."""
        return {
            "code": self.code,
            "severity": self.severity,
            "where": list(self.where) if self.where else None,
            "message": self.explanation.en(),
        }
