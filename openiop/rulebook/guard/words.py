"""Words of a text with their places, and the lists they are looked up in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..names import fold

DATA = Path(__file__).parent / "data"

# Letters, also those with a combining accent, and what cannot be seen between them; ' and - inside a word.
_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])+"
_WORD = re.compile(rf"{_LETTERS}(?:['’‘ʼ`´\-‐‑]{_LETTERS})*")
_TAIL = re.compile(r"['’‘ʼ`´](?:s|d|m|ll|re|ve)$", re.IGNORECASE)
_ENDS = ".!?:;…•·\n\r\t|/–—¿¡(["
_QUOTES = "“”\"«»‘’'*_ \u00a0"
_TITLES = frozenset("dr dra mr mrs ms mx sr sra srta st sta prof rev jr vs no lic ing".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word. text: as written, without an ending such as ’s; key: folded; before: what stands between it and the
    word before; starts: whether a capital is expected here anyway; owns: whether ’s follows."""

    start: int
    end: int
    text: str
    key: str
    before: str
    starts: bool
    owns: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def words(text: str) -> list[Word]:
    """Return the words of a text in order; one with a hyphen is one word."""
    found: list[Word] = []
    last = 0
    for hit in _WORD.finditer(text):
        written = hit.group()
        tail = _TAIL.search(written)
        bare = written[: tail.start()] if tail else written
        between = text[last : hit.start()]
        found.append(
            Word(
                hit.start(),
                hit.start() + len(bare),
                bare,
                folded(bare),
                between,
                not found or _starts(between, found[-1]),
                tail is not None and tail.group()[1:].lower() == "s",
            )
        )
        last = hit.end()
    return found


def _starts(between: str, previous: Word) -> bool:
    """Whether a sentence, a line, a list item or a quotation begins after `between`."""
    if any(mark in between for mark in "\n\r•·–—(["):
        return True
    if re.search(r"[“\"«‘]$|(?:^|[\s(,:])'$", between) or re.search(r"(^|\s)[-*]\s", between):
        return True
    marks = between.strip(_QUOTES + ")]")
    if not marks or marks[-1] not in _ENDS:
        return False
    return not (marks == "." and (previous.key in _TITLES or (len(previous.key) == 1 and previous.capital)))


@cache
def folded(word: str) -> str:
    return fold(word)


@cache
def english() -> frozenset[str]:
    """Ordinary English words, folded."""
    return _lines("english.txt")


@cache
def spanish() -> frozenset[str]:
    """Ordinary Spanish words, folded."""
    return _lines("spanish.txt")


@cache
def proper() -> frozenset[str]:
    """Names of people and places, folded."""
    return _lines("proper.txt") | frozenset(short_forms())


def ordinary(key: str) -> bool:
    """Whether this is a word that people write without meaning a name."""
    return key in english() or key in spanish()


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Every given name with the names that may stand for it: "william" -> {"will", "bill", …}, and back."""
    found: dict[str, set[str]] = {}
    for line in sorted(_lines("short-forms.txt")):
        name, colon, rest = line.partition(":")
        if colon:
            pairs = [(name.replace("_", " "), form) for form in rest.split()]
        else:
            group = line.split()
            pairs = [(one, other) for one in group for other in group if one < other]
        for one, other in pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {name: frozenset(forms) for name, forms in found.items()}


def _lines(name: str) -> frozenset[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
