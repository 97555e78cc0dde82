"""Show me first: exactly what a recipient sees today under a consent, whoever looks.

`preview()` is the one function behind the builder's preview, the printed copy and the recipient's own page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from openiop.base.items import ITEM_NAMES, Item
from openiop.base.privacy.consents import Consent
from openiop.care.sharing.lines import READERS, About, Line, lines_of


@dataclass(frozen=True)
class Section:
    """One kind of information. `hidden`: whoever looks may not see this kind themself, so it is not shown to them."""

    item: str
    lines: tuple[Line, ...]
    hidden: bool = False

    @property
    def name(self) -> str:
        return str(ITEM_NAMES[Item(self.item)])

    @property
    def shown(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.narrowed)

    @property
    def left_out(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.narrowed)


@dataclass(frozen=True)
class Preview:
    """Everything under one consent on one day, in the order of READERS."""

    sections: tuple[Section, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines leave, by item; a kind of which there is nothing yet leaves as 0 lines."""
        return {section.item: len(section.shown) for section in self.sections}

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def as_received(self) -> "Preview":
        """What the recipient gets: what was left out is not there at all."""
        return Preview(tuple(replace(section, lines=section.shown) for section in self.sections))

    def as_data(self) -> list[dict[str, Any]]:
        """Ready for JSON: {"item", "name", "lines": [{"day", "words", "detail"}]} of what leaves."""
        return [
            {
                "item": section.item,
                "name": section.name,
                "lines": [
                    {"day": line.day.isoformat() if line.day else "", "words": line.words, "detail": line.detail}
                    for line in section.shown
                ],
            }
            for section in self.sections
        ]


def preview(consent: Consent, today: date, *, may_see: frozenset[str] | None = None) -> Preview:
    """What leaves under `consent` (a draft, or one that is signed) on a local day of its program.

    The rows are those that the database shows to whoever stands in this transaction. `may_see`: the kinds of
    information that this one may see; others are named, not shown. Counseling notes are never part of it (CON-1).
    """
    about = About(consent.client_id, consent.program, today)
    sections = []
    for item in READERS:
        if item not in consent.items:
            continue
        if may_see is not None and item not in may_see:
            sections.append(Section(item.value, (), hidden=True))
            continue
        narrowing = consent.narrowing.get(item.value) or {}
        sections.append(Section(item.value, tuple(narrowed(line, narrowing) for line in lines_of(item, about))))
    return Preview(tuple(sections))


def narrowed(line: Line, narrowing: Mapping[str, Any]) -> Line:
    """The line, marked where the consent leaves it out: by its key, or by a day outside from … to (both counted).
    A thing without a day is not touched by days."""
    if line.key in narrowing.get("without", ()):
        return line.left_out()
    since, until = narrowing.get("from"), narrowing.get("to")
    if line.day is not None and ((since and line.day.isoformat() < since) or (until and line.day.isoformat() > until)):
        return line.left_out()
    return line
