"""A code table: codes with their system and version, and our own short labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TEDS = "urn:samhsa:teds:state-submission"
TEDS_VERSION = "2013"
OPENIOP = "urn:openiop"


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `label` is an English message id."""

    code: str
    label: str
    system: str
    version: str


@dataclass(frozen=True, slots=True)
class CodeTable:
    """An ordered set of codes of one system and version."""

    key: str
    title: str
    system: str
    version: str
    codes: tuple[Code, ...]

    def choices(self) -> list[tuple[str, str]]:
        """Return (code, label) pairs for a form, in the table's order."""
        return [(each.code, each.label) for each in self.codes]

    def get(self, code: str) -> Code:
        """Return one code, else KeyError naming the table and its codes."""
        for each in self.codes:
            if each.code == code:
                return each
        raise KeyError(f"{self.key}: no code {code!r}; codes are {', '.join(each.code for each in self.codes)}")

    def label(self, code: str) -> str:
        """Return the label (message id) of one code."""
        return self.get(code).label

    def __contains__(self, code: object) -> bool:
        return any(each.code == code for each in self.codes)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)


def table(key: str, title: str, system: str, version: str, rows: tuple[tuple[str, str], ...]) -> CodeTable:
    """Return a code table from (code, label) rows."""
    return CodeTable(key, title, system, version, tuple(Code(code, label, system, version) for code, label in rows))
