"""The patient notice (42 CFR 2.22; ACC-5): what it has to say, and when it has to be given."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..text import gettext_noop
from .problem import Problem, problem
from .texts import DATA, Texts, in_language
from .texts import version as named

LANGUAGES = ("en", "es")
ONLY_WHERE_IT_APPLIES = frozenset({"hipaa_redisclosure", "fundraising"})


def problems(texts: Texts, says: Iterable[str], *, applies: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what a program's notice does not say yet. says, applies: keys of texts.checklist."""
    have, wanted = set(says), ONLY_WHERE_IT_APPLIES & set(applies)
    if unknown := have - set(texts.checklist):
        raise ValueError(f"says: {', '.join(sorted(unknown))} is not on the checklist of {texts.version}")
    return tuple(
        problem(
            f"notice_{key}",
            key,
            "ACC-5",
            "42 CFR 2.22(b)",
            gettext_noop("The notice does not say yet: %(what)s"),
            what=words,
        )
        for key, words in texts.checklist.items()
        if key not in have and (key not in ONLY_WHERE_IT_APPLIES or key in wanted)
    )


def late(given_on: date | None, first_service_on: date | None, *, emergency: bool, today: date) -> Problem | None:
    """Return the Problem of a notice that was not given by the first service, or None.

    In an emergency it follows as soon as practicable, so that it is not late while it is only open.
    """
    if first_service_on is None or (given_on is not None and given_on <= first_service_on):
        return None
    if emergency and (given_on is not None or today <= first_service_on):
        return None
    if given_on is None and today < first_service_on:
        return None
    return problem(
        "notice_late",
        "notice",
        "ACC-5",
        "42 CFR 2.22",
        gettext_noop("The privacy notice is given no later than the first service, on %(day)s. Give it now."),
        "warn",
        day=first_service_on.isoformat(),
    )


@dataclass(frozen=True, slots=True)
class Model:
    """Words to begin a program's own notice with. order: headings with their points; words by language, then point.
    asks: what the regulation asks on each point, by language."""

    version: str
    order: tuple[tuple[str, tuple[str, ...]], ...]
    headings: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Mapping[str, str]]
    asks: Mapping[str, Mapping[str, str]]

    @property
    def points(self) -> tuple[str, ...]:
        return tuple(key for _heading, keys in self.order for key in keys)


@cache
def model(version: str = "2024-04-16") -> Model:
    """Return the beginning that goes with a version of the texts."""
    found: dict[str, Any] = tomllib.loads((DATA / f"notice-{version}.toml").read_text(encoding="utf-8"))
    order = tuple((heading, tuple(keys)) for heading, keys in found["order"])
    words = {language: found[language] for language in LANGUAGES}
    return Model(
        found["version"], order, found["headings"], words, {"en": named(version).checklist, "es": found["asks_es"]}
    )


def sections(
    words: Mapping[str, str], language: str, *, version: str, **blanks: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return a notice in reading order, (heading, [(point, words)]): blanks filled, points without words left out."""
    begin, found = model(version), []
    for heading, keys in begin.order:
        said = [(key, _filled(words[key], blanks)) for key in keys if words.get(key, "").strip()]
        if said:
            found.append((in_language(begin.headings[heading], language), said))
    return found


def _filled(words: str, blanks: Mapping[str, str]) -> str:
    for name, value in blanks.items():
        words = words.replace(f"{{{name}}}", value)
    return words
