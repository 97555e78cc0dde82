"""What stands between a note and its signature, as its page shows it: each finding with its words, its passage, and
whether the author may look at it and keep what they wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _

from openiop.care.encounters.models import Note
from openiop.rulebook.names import fold
from openiop.rulebook.notes import Problem
from openiop.rulebook.prompts import missing, prompts

type Weight = Literal["block", "look", "show"]  # must be mended · may be kept after a look · is only shown
LATE = "late-entry"
COSIGN = "cosign-missing"


@dataclass(frozen=True)
class Found:
    """One finding. `spot`: field of the note and the passage's offsets in it, where there is one."""

    code: str
    weight: Weight
    words: str
    hint: str = ""
    spot: tuple[str, int, int] | None = None
    passage: str = ""

    @property
    def key(self) -> str:
        """What is acknowledged: this code, and where it is about a passage, this passage."""
        return f"{self.code}:{fold(self.passage)}" if self.passage and self.code == "other-client-named" else self.code


@dataclass(frozen=True)
class Guarded:
    """A note's findings, and those that were looked at and kept."""

    found: tuple[Found, ...]
    acknowledged: frozenset[str] = field(default_factory=frozenset)

    @property
    def stops(self) -> list[Found]:
        """What still stops the signature."""
        return [
            each
            for each in self.found
            if each.weight == "block" or (each.weight == "look" and each.key not in self.acknowledged)
        ]

    @property
    def kept(self) -> list[Found]:
        return [each for each in self.found if each.weight == "look" and each.key in self.acknowledged]

    @property
    def shown(self) -> list[Found]:
        return [each for each in self.found if each.weight == "show"]

    @property
    def ready(self) -> bool:
        return not self.stops

    @property
    def is_late(self) -> bool:
        return any(each.code == LATE for each in self.found)


def parts_of(note: Note, kind: str) -> list[tuple[str, str]]:
    """The note's own words by field, in the order in which they are read. They name fields as the form does."""
    answered = [(f"answer_{each.code}", str(note.answers.get(each.code) or "")) for each in prompts(kind)]
    return [("response", note.response), *answered, ("risk", note.risk), ("next_step", note.next_step)]


def as_text(parts: Iterable[tuple[str, str]]) -> str:
    """The parts as one text, for what looks at all of them."""
    return "\n\n".join(text for _field, text in parts)


def spot_of(parts: Sequence[tuple[str, str]], where: tuple[int, int] | None) -> tuple[tuple[str, int, int] | None, str]:
    """The field and offsets of a passage of `as_text`, and its words."""
    at = 0
    for name, text in parts:
        if where and at <= where[0] < at + len(text):
            start, end = where[0] - at, min(where[1] - at, len(text))
            return (name, start, end), text[start:end]
        at += len(text) + 2
    return None, ""


def pieces(text: str, name: str, found: Iterable[Found]) -> list[tuple[str, bool]]:
    """The text of one field in pieces, each with whether a finding points to it."""
    spots = sorted((f.spot[1], f.spot[2]) for f in found if f.spot and f.spot[0] == name)
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, end in spots:
        if start < at:
            continue
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*cut, (text[at:], False)] if piece[0]]


def unanswered(note: Note, kind: str) -> list[Found]:
    """The prompts of this kind of session that a signature needs."""
    lacking: list[Any] = [_(each.label) for each in missing(kind, note.answers)]
    if not lacking:
        return []
    return [Found("prompt-open", "block", _("Still to write: %(what)s") % {"what": ", ".join(lacking)})]


CODES = {"NOTE-4": "not-ended", "NOTE-3": LATE, "NOTE-2": "cloned", "names_member": "other-client-named"}
WEIGHTS: dict[str, Weight] = {"block": "block", "confirm": "look", "warn": "show"}


def as_found(problem: Problem, note: Note, kind: str) -> Found:
    """What the guard says, for the page."""
    code = CODES.get(problem.code, problem.code)
    name = str(problem.explanation.params.get("name", ""))
    parts = parts_of(note, kind)
    at = as_text(parts).find(name) if name else -1
    spot, passage = spot_of(parts, (at, at + len(name)) if at >= 0 else None)
    words = problem.explanation.translated(_)
    return Found(code, WEIGHTS[problem.severity], words, spot=spot, passage=passage or name)
