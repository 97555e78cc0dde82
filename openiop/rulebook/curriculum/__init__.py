"""The starter curriculum: modules and topics in our own words, English and Spanish, for a program to take over and
change. Data in en.toml and es.toml; nothing of a published manual is in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the hour: what the group does, in minutes of a 90-minute meeting."""

    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class StarterTopic:
    """One topic. `key` is the same in every language: "cbt/thoughts"."""

    key: str
    title: str
    about: str
    outline: tuple[Step, ...]
    handout: str
    homework: str

    @property
    def fields(self) -> dict[str, Any]:
        """What a program's own topic begins with, by the names of its columns."""
        return {
            "title": self.title,
            "about": self.about,
            "outline": [{"title": step.title, "minutes": step.minutes} for step in self.outline],
            "handout": self.handout,
            "homework": self.homework,
            "origin": self.key,
        }


@dataclass(frozen=True, slots=True)
class StarterModule:
    """One curriculum with its topics in their order."""

    key: str
    name: str
    about: str
    topics: tuple[StarterTopic, ...]


@cache
def starter(language: str = "en") -> tuple[StarterModule, ...]:
    """Return every module in this language ("en" or "es"), else LookupError naming the two."""
    if language not in LANGUAGES:
        raise LookupError(f"There is no starter curriculum in {language!r}. There is one in: {', '.join(LANGUAGES)}.")
    raw = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
    opening, closing = Step(*raw["opening"]), Step(*raw["closing"])
    return tuple(
        StarterModule(
            key=module["key"],
            name=module["name"],
            about=module["about"],
            topics=tuple(
                StarterTopic(
                    key=f"{module['key']}/{topic['key']}",
                    title=topic["title"],
                    about=topic["about"],
                    outline=(opening, *(Step(*step) for step in topic["steps"]), closing),
                    handout=topic["handout"].strip(),
                    homework=topic["homework"],
                )
                for topic in module["topic"]
            ),
        )
        for module in raw["module"]
    )


def fitted(outline: tuple[Step, ...], minutes: int) -> tuple[Step, ...]:
    """Return the same steps for a meeting of another length, in whole five minutes; the last takes what is left."""
    whole = sum(step.minutes for step in outline)
    parts = [max(5, round(step.minutes * minutes / whole / 5) * 5) for step in outline[:-1]]
    rest = max(0, minutes - sum(parts))
    return tuple(Step(step.title, part) for step, part in zip(outline, [*parts, rest], strict=True))
