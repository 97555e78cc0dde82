"""The regulation's words and the form's statements, as dated data (rules.md §3.1 "Trap", §3.3; ACC-5)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SHORT = frozenset({"fhir", "csv", "oral", "video"})  # ways that have room for one sentence only


class NoTexts(LookupError):
    """No version of the texts is in force on this day, or has this name."""


@dataclass(frozen=True, slots=True)
class Texts:
    """One dated version of all words. Texts by key, then by language ("en", "es")."""

    version: str
    effective_from: date
    citation: str
    notices: Mapping[int, str]
    statements: Mapping[str, Mapping[str, str]]
    participants: Mapping[str, Mapping[str, str]]
    recipients: Mapping[str, Mapping[str, str]]
    ends: Mapping[str, Mapping[str, str]]
    patient_notice: Mapping[str, str]
    checklist: Mapping[str, str]

    def notice(self, how: str) -> tuple[int, str]:
        """Return number and words of the statement that goes with a disclosure made in this way (2.32(a))."""
        number = 2 if how in SHORT else 1
        return number, self.notices[number]

    def statement(self, key: str, language: str, **params: str) -> str:
        """Return one statement of the form in a language ("other": English), with its blanks filled."""
        return in_language(self.statements[key], language) % {"discloser": "", "revocable": "", **params}

    def header(self, language: str, *, program: str, contact: str, reach: str) -> str:
        """Return the prescribed header of the patient notice (2.22(b)(1)(i)); reach: phone and e-mail."""
        return in_language(self.patient_notice, language) % {"program": program, "contact": contact, "reach": reach}


def in_language(words: Mapping[str, str], language: str) -> str:
    """Return the words in the language, else in English."""
    return words.get(language[:2], words["en"])


@cache
def everything(folder: Path = DATA) -> tuple[Texts, ...]:
    """Return all versions, oldest first."""
    found = [_read(path) for path in folder.glob("texts-*.toml")]
    return tuple(sorted(found, key=lambda texts: texts.effective_from))


def in_force(on: date) -> Texts:
    """Return the version in force on a day, else NoTexts."""
    for texts in reversed(everything()):
        if texts.effective_from <= on:
            return texts
    raise NoTexts(f"There are no texts of 42 CFR part 2 for {on}; the first begin {everything()[0].effective_from}.")


def version(name: str) -> Texts:
    """Return the version that a stored row names, else NoTexts."""
    for texts in everything():
        if texts.version == name:
            return texts
    raise NoTexts(f"There is no version {name!r} of the texts. Known: {', '.join(t.version for t in everything())}.")


def treating_participants() -> frozenset[str]:
    """Return the designations that limit an intermediary's participants to treating providers, in any version."""
    return frozenset(words for texts in everything() for words in texts.participants["treating"].values())


def _read(path: Path) -> Texts:
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    notice = found["patient_notice"]
    return Texts(
        found["version"],
        found["effective_from"],
        found["citation"],
        {int(number): words for number, words in found["notices"].items()},
        found["statements"],
        found["participants"],
        found["recipients"],
        found["ends"],
        {language: words for language, words in notice.items() if isinstance(words, str)},
        notice["checklist"],
    )
