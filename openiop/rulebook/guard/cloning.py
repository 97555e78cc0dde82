"""Is this note another one over again? (NOTE-2)

Compared is the wording: names, numbers, dates and pronouns do not count, nor does the order of sentences. What notes
may share – attendance, "denied any risk", what the group did – does not count either, where something else is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from ..text import explain, gettext_noop
from .model import Finding, Note, Severity
from .normal import EMPTY, Sentence, people, sentences

ALIKE = 0.9
WORDS = 8  # a shorter sentence may recur
TEXT_WORDS = 12  # so may a shorter text
NEARLY = 0.75  # from here on letters are compared too: a few words were exchanged
RUN = 3  # words in a row that stand in the other note, wherever its sentences begin and end
RUNS = 0.6  # share of my words in such runs from which a note is one over again, dressed up
LONG = 1500  # words from which only the bags of words are compared: the order would take too long
MANY = 20_000  # pairs of sentences from which only sentences that are quite the same are found

WHOLE_SIBLING = gettext_noop(
    "%(percent)s%% alike with another member’s note of this session. Say what this person did and said"
)
WHOLE_PREVIOUS = gettext_noop("%(percent)s%% alike with this person’s last note. Say what was different this time")
PART_SIBLING = gettext_noop("This sentence repeats another member’s note (%(percent)s%% alike). Put it in other words")
PART_PREVIOUS = gettext_noop(
    "This sentence repeats this person’s last note (%(percent)s%% alike). Put it in other words"
)


def clones(note: Note) -> list[Finding]:
    """The note as a whole or its sentences, where they repeat another member's note or this person's last ones."""
    named = people([note.names, *note.others])
    mine = sentences(note.text, named)
    shared = sentences(note.shared, named)
    found = []
    for code, texts, whole, part in (
        ("cloned-sibling", note.siblings, WHOLE_SIBLING, PART_SIBLING),
        ("cloned-previous", note.previous, WHOLE_PREVIOUS, PART_PREVIOUS),
    ):
        others = [sentences(text, named) for text in texts if text.strip()]
        words = [_whole(mine, theirs, shared) for theirs in others]
        letters = [
            _letters(mine, theirs) for theirs, alike in zip(others, words, strict=True) if ALIKE > alike >= NEARLY
        ]
        alike = max((*words, *letters), default=0.0)
        runs = max((_in_runs(mine, theirs, shared) for theirs in others), default=0.0)
        if alike < ALIKE and runs >= RUNS:
            where = (mine[0].start, mine[-1].end)
            found.append(Finding(code, "warn", where, explain(code, whole, percent=int(runs * 100))))
            continue
        if alike >= ALIKE:
            weight: Severity = "block" if max(words) >= ALIKE else "warn"
            where = (mine[0].start, mine[-1].end)
            found.append(Finding(code, weight, where, explain(code, whole, percent=int(alike * 100))))
            continue
        for sentence, alike in _repeated(mine, others, shared):
            where = (sentence.start, sentence.end)
            found.append(Finding(code, "warn", where, explain(code, part, percent=int(alike * 100))))
    return found


def similarity(one: str, other: str, names: Iterable[Iterable[str]] = ()) -> float:
    """Return how alike two notes are, as the guard measures it: 0.0 to 1.0."""
    named = people(names)
    return _whole(sentences(one, named), sentences(other, named), [])


def _whole(mine: list[Sentence], theirs: list[Sentence], shared: list[Sentence]) -> float:
    """How much of my wording is theirs. Where nothing but shared sentences is left, those are compared instead."""
    own, their = _individual(mine, shared), _individual(theirs, shared)
    if _length(own) < WORDS and _length(mine) >= TEXT_WORDS and not all(each.stock for each in mine):
        left = [each for each in mine if _best(each, [said.tokens for said in shared], len(mine)) < ALIKE]
        own, their = ([], []) if shared and not left else (mine, theirs)
    if _length(own) < WORDS or _length(mine) < TEXT_WORDS or not their:
        return 0.0
    together = max(_ratio(_all(own), _all(their)), _ratio(_all(mine), _all(theirs)) if not shared else 0.0)
    return max(together, _covered(own, their))


def _in_runs(mine: list[Sentence], theirs: list[Sentence], shared: list[Sentence]) -> float:
    """The share of my words that stand in theirs in runs of a few: what is left of a copy whose sentences were cut,
    joined and put in another order, with other words here and there."""
    own = [[token for token in each.tokens if token not in EMPTY] for each in _individual(mine, shared)]
    their = [token for each in theirs for token in each.tokens if token not in EMPTY]
    said = {tuple(their[n : n + RUN]) for n in range(len(their) - RUN + 1)}
    every = [token for tokens in own for token in tokens]
    if len(every) < TEXT_WORDS or not said:
        return 0.0
    covered = [False] * len(every)
    for n in range(len(every) - RUN + 1):
        if tuple(every[n : n + RUN]) in said:
            covered[n : n + RUN] = [True] * RUN
    return sum(covered) / len(covered)


def _letters(mine: list[Sentence], theirs: list[Sentence]) -> float:
    """The same by letters, which a few exchanged words change less."""
    one, other = " ".join(_all(mine)), " ".join(_all(theirs))
    if max(len(one), len(other)) > LONG:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _individual(every: list[Sentence], shared: list[Sentence]) -> list[Sentence]:
    said = [each.tokens for each in shared]
    return [
        each
        for each in every
        if not each.stock and not each.of_the_group and not (said and _best(each, said, len(every)) >= ALIKE)
    ]


def _covered(mine: list[Sentence], theirs: list[Sentence]) -> float:
    """The share of my words that stand in their sentences, in whatever order these come."""
    said = [each.tokens for each in theirs]
    return sum(_best(each, said, len(mine)) * len(each.tokens) for each in mine) / _length(mine)


def _best(sentence: Sentence, others: Sequence[tuple[str, ...]], times: int) -> float:
    """How alike the sentence is to the likest of these. times: how often this will be asked."""
    if times * len(others) > MANY:
        return float(sentence.tokens in others)
    return max((_ratio(sentence.tokens, other) for other in others), default=0.0)


def _repeated(
    mine: list[Sentence], others: list[list[Sentence]], shared: list[Sentence]
) -> list[tuple[Sentence, float]]:
    """My sentences that stand in one of the others, if they are half of what the note says or more: one that two
    notes share by chance is none of the guard's business."""
    theirs = list({each.tokens for every in others for each in every if len(each.tokens) >= WORDS})
    own = _individual(mine, shared)
    found = []
    for each in own:
        if len(each.tokens) < WORDS:
            continue
        best = _best(each, theirs, len(own))
        if best >= ALIKE:
            found.append((each, best))
    return found if 2 * _length([each for each, _ in found]) >= _length(own) else []


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of words in common order; where the bags of words differ, or are huge, the share of common words."""
    if not one or not other:
        return 0.0
    longest = 2 * min(len(one), len(other)) / (len(one) + len(other))
    if longest < 0.6:
        return longest * 0.5
    mine, theirs = set(one), set(other)
    common = len(mine & theirs) / min(len(mine), len(theirs))
    if common < 0.6:  # far apart: counting would tell no more
        return common * 0.9
    bound = 2 * sum((Counter(one) & Counter(other)).values()) / (len(one) + len(other))
    if bound < 0.75 or max(len(one), len(other)) > LONG:
        return bound if max(len(one), len(other)) > LONG else bound * 0.9
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _all(every: list[Sentence]) -> list[str]:
    return [token for each in every for token in each.tokens]


def _length(every: list[Sentence]) -> int:
    return sum(len(each.tokens) for each in every)
