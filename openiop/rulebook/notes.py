"""Is a session note ready to sign? (rules.md §4.2, NOTE-2 to NOTE-4)

"block" must be mended; "confirm" needs a look and may then be kept (a named relative, words that truly
recur); "warn" is only shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Literal

from .names import fold
from .text import Explanation, explain, gettext_noop

type Severity = Literal["block", "confirm", "warn"]

ALIKE = 0.9
CLONE_WORDS = 6

# Given names that are also everyday words: at the start of a sentence they are taken for the word.
_EVERYDAY = frozenset(
    {"amber", "april", "art", "august", "autumn", "bill", "chance", "chase", "christian", "clay", "daisy",
     "dawn", "drew", "faith", "frank", "grace", "harmony", "heather", "holly", "hope", "hunter", "iris",
     "ivy", "jack", "jasmine", "joy", "june", "lily", "mark", "may", "mercy", "pat", "patience", "penny",
     "rich", "rob", "rose", "ruby", "rusty", "sandy", "scout", "serenity", "sky", "summer", "sunny", "tad",
     "van", "violet", "will", "wren"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """One person's note about one session.

    session_end, now: aware instants. minutes: countable ones, None if not counted yet. session_minutes:
    the most there could be. objectives: keys of linked plan objectives. shared: what the whole group did.
    participation, response: this person's. own_names, other_names: given names of this person, and of
    other members. other_texts: this person's recent notes and the other members' notes of this session.
    acknowledged: codes of "confirm" problems that the author has looked at. late_hours: after the
    session; the pack's progress_note_late_hours.
    """

    session_end: datetime
    now: datetime
    attended: bool
    minutes: int | None
    objectives: tuple[str, ...] = ()
    response: str = ""
    participation: str = ""
    shared: str = ""
    kind: str = "group"
    session_minutes: int | None = None
    own_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    other_texts: tuple[str, ...] = ()
    acknowledged: frozenset[str] = frozenset()
    late_hours: int = 72


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend or to look at. code: what to acknowledge. field: where it is on the form."""

    code: str
    field: str
    severity: Severity
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the note may be signed now, and what speaks against it."""

    ready: bool
    problems: tuple[Problem, ...]


def check(draft: NoteDraft) -> Readiness:
    """Check a note before it is signed. An absent person's note needs neither goal nor response."""
    problems = [*_time(draft), *(_present(draft) if draft.attended else _absent(draft)), *_text(draft)]
    stops = [
        problem
        for problem in problems
        if problem.severity == "block" or (problem.severity == "confirm" and problem.code not in draft.acknowledged)
    ]
    return Readiness(not stops, tuple(problems))


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, word by word without case and punctuation: 0.0 to 1.0 (NOTE-2)."""
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _time(draft: NoteDraft) -> list[Problem]:
    if draft.now < draft.session_end:
        return [_block("NOTE-4", "session_end", gettext_noop("The session has not ended yet: sign after it has"))]
    if draft.now > draft.session_end + timedelta(hours=draft.late_hours):
        late = explain(
            "NOTE-3",
            gettext_noop("Late entry: session on %(session)s, note on %(note)s"),
            session=f"{draft.session_end:%Y-%m-%d}",
            note=f"{draft.now:%Y-%m-%d}",
        )
        return [Problem("NOTE-3", "session_end", "warn", late)]
    return []


def _present(draft: NoteDraft) -> list[Problem]:
    problems = []
    if not draft.minutes or draft.minutes < 0:
        problems.append(_block("minutes", "minutes", gettext_noop("No minutes are counted: enter arrive and leave")))
    elif draft.session_minutes is not None and draft.minutes > draft.session_minutes:
        problems.append(
            _block("minutes", "minutes", gettext_noop("More minutes than the session had: correct arrive and leave"))
        )
    if not draft.objectives:
        problems.append(_block("objective", "objectives", gettext_noop("No goal chosen: link a plan objective")))
    if not draft.response.strip():
        problems.append(
            _block("response", "response", gettext_noop("Say how the person responded, in a sentence of their own"))
        )
    return problems


def _absent(draft: NoteDraft) -> list[Problem]:
    if draft.minutes:
        return [_block("minutes", "minutes", gettext_noop("Absent, but minutes are counted: correct one of them"))]
    return []


def _text(draft: NoteDraft) -> list[Problem]:
    own = f"{draft.participation}\n{draft.response}"
    problems = []
    for name in _named(f"{draft.shared}\n{own}", draft.other_names, draft.own_names):
        words = explain("names_member", gettext_noop("Names another member: “%(name)s”"), name=name)
        problems.append(Problem("names_member", "response", "confirm", words))
    percent = _most_alike(own, draft.other_texts)
    if percent is not None:
        words = explain(
            "NOTE-2",
            gettext_noop("A sentence repeats another note: %(percent)s%% alike"),
            percent=percent,
        )
        problems.append(Problem("NOTE-2", "response", "confirm", words))
    return problems


def _named(text: str, names: tuple[str, ...], own: tuple[str, ...]) -> list[str]:
    """Return the other members' names that occur in the text, as they are written there."""
    wanted = {fold(name) for name in names} - {fold(name) for name in own} - {""}
    found: list[str] = []
    for hit in re.finditer(r"[^\W\d_]+", text):
        word = hit.group()
        if not word[0].isupper() or fold(word) not in wanted or word in found:
            continue
        before = text[: hit.start()].rstrip(" \t“\"'")
        starts = not before or before[-1] in ".!?:\n"
        if not (starts and fold(word) in _EVERYDAY):
            found.append(word)
    return found


def _most_alike(text: str, others: tuple[str, ...]) -> int | None:
    """Return the percent of the most alike sentence above the limit, else None. Short sentences may recur."""
    theirs = [words for other in others for words in _sentences(other)]
    best = max((_alike(mine, their) for mine in _sentences(text) for their in theirs), default=0.0)
    return int(best * 100) if best > ALIKE else None


def _sentences(text: str) -> list[list[str]]:
    parts = (_words(part) for part in re.split(r"[.!?\n]+", text))
    return [words for words in parts if len(words) >= CLONE_WORDS]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _alike(one: list[str], other: list[str]) -> float:
    """Return the share of words in common order; a cheap upper bound where the texts are far apart anyway."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    bound = matcher.quick_ratio()
    return matcher.ratio() if bound > ALIKE else bound


def _block(code: str, field: str, message: str) -> Problem:
    return Problem(code, field, "block", explain(code, message))
