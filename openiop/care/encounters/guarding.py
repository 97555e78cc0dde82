"""What stands between a note and its signature, as its page shows it: each finding with its words, its passage, and
whether the author may look at it and keep what they wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _

from openiop.base.look.moments import local_day
from openiop.base.people.models import Client
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries.attendance import Attendance
from openiop.rulebook.guard import Finding, check
from openiop.rulebook.guard import Note as Asked
from openiop.rulebook.names import fold
from openiop.rulebook.prompts import missing, prompts

type Weight = Literal["block", "look", "show"]  # must be mended · may be kept after a look · is only shown
LATE = "late-entry"
COSIGN = "cosign-missing"
NAMED = "other-client-named"


@dataclass(frozen=True)
class Found:
    """One finding. `spot`: field of the note and the passage's offsets in it, where there is one."""

    code: str
    weight: Weight
    words: str
    hint: str = ""
    spot: tuple[str, int, int] | None = None
    passage: str = ""
    is_grave: bool = False

    @property
    def key(self) -> str:
        """What is acknowledged: this code, and where it is about a passage, this passage."""
        return f"{self.code}:{fold(self.passage)}" if self.passage and self.code == NAMED else self.code


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
        return [each for each in self.found if each.weight == "show" and each.code != COSIGN]

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


def names_of(client: Client) -> tuple[str, ...]:
    """Everything this person is called."""
    given = (client.legal_name, client.name, client.chosen_name, client.alias)
    return tuple(dict.fromkeys(name for name in given if name))


def findings(asked: Asked, parts: Sequence[tuple[str, str]]) -> list[Found]:
    """What the signing guard says about the note, and about another's name in what the whole group did."""
    found = [as_found(each, parts) for each in check(asked)]
    in_shared = check(Asked(asked.shared, names=asked.names, others=asked.others)) if asked.shared else ()
    for each in in_shared:
        if each.code == NAMED and each.where:
            passage = asked.shared[slice(*each.where)]
            hint = _("It stands in what the whole group did, and so in every note. Change it there.")
            found.append(Found(NAMED, "look", each.explanation.translated(_), hint, passage=passage))
    return found


def as_found(finding: Finding, parts: Sequence[tuple[str, str]]) -> Found:
    """One finding, for the page. Another's name may be a relative's: the author may always say so."""
    spot, passage = spot_of(parts, finding.where)
    weight: Weight = "block" if finding.severity == "block" else "look"
    weight = "look" if finding.code == NAMED else "show" if finding.code == COSIGN else weight
    return Found(
        finding.code, weight, finding.explanation.translated(_), spot=spot, passage=passage,
        is_grave=finding.severity == "block" and finding.code != "no-objective",
    )  # fmt: skip


def unfinished(each: Attendance, note: Note, kind: str) -> list[Found]:
    """What an attended session's note has to say, and does not yet."""
    if not each.attended:
        return []
    found = []
    if not each.dose.minutes:
        found.append(Found("no-minutes", "block", _("No minutes are counted: enter arrive and leave")))
    if not note.response.strip():
        found.append(Found("no-words", "block", _("Say how the person responded, in a sentence of their own")))
    lacking: list[Any] = [_(prompt.label) for prompt in missing(kind, note.answers)]
    if lacking:
        found.append(Found("prompt-open", "block", _("Still to write: %(what)s") % {"what": ", ".join(lacking)}))
    return found


def late_entry(session: Session, now: datetime) -> list[Found]:
    """Both dates of a note that comes late (NOTE-3)."""
    program = session.program
    words = _("Late entry: session on %(session)s, note on %(note)s")
    dates = {"session": local_day(session.during.upper, program), "note": local_day(now, program)}
    return [Found(LATE, "show", words % dates)]
