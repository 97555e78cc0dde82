"""What an instrument is: its items, options, bands and change rule.

Texts are kept in both languages beside each other and outside the message catalogue: a published wording,
and its published translation, must never be retranslated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..text import Explanation

type Licence = Literal["A", "B", "C", "own"]
type Kind = Literal["choice", "scale", "days"]
type Direction = Literal["lower", "higher"]


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and Spanish."""

    en: str
    es: str

    def in_(self, lang: str) -> str:
        """Return the text for a language tag ("es", "es-mx"); every other language gets English."""
        return self.es if lang.lower().split("-")[0] == "es" else self.en


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, its score, and its LOINC answer code where one exists."""

    score: int
    words: Words
    loinc: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `code` is its key in answers.

    low, high: the least and greatest score. scored: it adds to the total. alert_at: a score of this or
    more alerts at once. better: which direction is good, for items that are read one by one.
    """

    code: str
    number: int
    words: Words
    kind: Kind
    options: tuple[Option, ...]
    loinc: str = ""
    required: bool = True
    scored: bool = True
    alert_at: int | None = None
    better: Direction = "lower"

    @property
    def low(self) -> int:
        """Least score."""
        return min(option.score for option in self.options)

    @property
    def high(self) -> int:
        """Greatest score."""
        return max(option.score for option in self.options)

    def text_in(self, lang: str) -> str:
        """Return the question in a language."""
        return self.words.in_(lang)

    def options_in(self, lang: str) -> list[tuple[int, str]]:
        """Return (score, label) pairs in a language, in order."""
        return [(option.score, option.words.in_(lang)) for option in self.options]


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of totals, both ends included. `label` is an English message id."""

    key: str
    label: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of an instrument.

    licence: A ship the text, B ship with notice, C text supplied by the site, own: written here. scored:
    it has a total. trend: fit for a weekly trend (INS-4). reliable_points: a change of this many points
    or more is unlikely to be chance; None where no such rule is known. spanish_source: where the Spanish
    wording comes from, so that a reader knows how far to trust it.
    """

    key: str
    version: str
    words: Words
    stem: Words
    recall: Words
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    licence: Licence
    attribution: Words
    citation: str
    spanish_source: str
    loinc_panel: str = ""
    loinc_total: str = ""
    scored: bool = True
    trend: bool = True
    better: Direction = "lower"
    reliable_points: int | None = None

    @property
    def title(self) -> str:
        """English title."""
        return self.words.en

    @property
    def minimum(self) -> int:
        """Least possible total."""
        return sum(item.low for item in self.items if item.scored)

    @property
    def maximum(self) -> int:
        """Greatest possible total."""
        return sum(item.high for item in self.items if item.scored)

    def title_in(self, lang: str) -> str:
        """Return the title in a language."""
        return self.words.in_(lang)

    def stem_in(self, lang: str) -> str:
        """Return the sentence above the items in a language."""
        return self.stem.in_(lang)

    def item(self, code: str) -> Item:
        """Return one item, else KeyError naming the items."""
        for each in self.items:
            if each.code == code:
                return each
        raise KeyError(f"{self.key}: no item {code!r}; items are {', '.join(each.code for each in self.items)}")


@dataclass(frozen=True, slots=True)
class Alert:
    """An answer that someone must see now, with words for staff and words for the person who answered
    (INS-2).
    """

    code: str
    item: str
    value: int
    explanation: Explanation
    crisis: bool
    crisis_text: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of one set of answers. total and band are None unless the form is complete (INS-1)."""

    key: str
    version: str
    total: int | None
    band: Band | None
    complete: bool
    missing: tuple[str, ...]
    explanation: Explanation
    alerts: tuple[Alert, ...]
    item_scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Whether the last total differs from the first by more than chance.

    band_low, band_high: totals from one to the other, both included, are not reliably different from the
    first.
    """

    direction: Literal["better", "worse", "none"]
    first: int
    last: int
    points: int
    band_low: int
    band_high: int
    explanation: Explanation
