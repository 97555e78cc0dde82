"""A consent as plain data, as the rules read it (42 CFR 2.31(a); rules.md §3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .kinds import TPO

type Part = Literal["recipient", "intermediary", "participant"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a consent. covered: a covered entity or business associate under HIPAA. treating: has a
    treating provider relationship with the client.
    """

    name: str
    kind: str = "other"
    part: Part = "recipient"
    covered: bool = False
    treating: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Every element of one consent. Keys are those of kinds.KINDS, PURPOSES, RECIPIENTS and STATEMENTS.

    items: kinds of information that may leave; "counseling" are SUD counseling notes. recipient_class: recipients as
    a class, in words. participants: of an intermediary, as a class, in words. expires_on: the last day on which it
    holds. revocable_on, revocable_event, disposition_on, is_condition: criminal justice only (2.35). raises_funds:
    the program means to use the record to raise funds for itself. conditioned: treatment, payment or enrolment
    depends on signing. false: somebody here knows, or could easily know, that something in it is not true.
    """

    kind: str
    client: str = ""
    discloser: str = ""
    information: str = ""
    items: frozenset[str] = frozenset()
    parties: tuple[Party, ...] = ()
    recipient_class: str = ""
    participants: str = ""
    purposes: frozenset[str] = frozenset()
    purpose_words: str = ""
    statements: frozenset[str] = frozenset()
    consequences: str = ""
    expires_on: date | None = None
    expires_event: str = ""
    expires_never: bool = False
    revocable_on: date | None = None
    revocable_event: str = ""
    disposition_on: date | None = None
    is_condition: bool = False
    state_requires: bool = False
    raises_funds: bool = False
    conditioned: bool = False
    false: bool = False
    language: str = "en"

    @property
    def is_tpo(self) -> bool:
        """Whether it is for treatment, payment or operations, at least in part."""
        return bool(self.purposes & TPO)

    @property
    def only_tpo(self) -> bool:
        """Whether it is for treatment, payment or operations and nothing else."""
        return bool(self.purposes) and self.purposes - {"fundraising"} <= TPO

    @property
    def to_covered(self) -> bool:
        """Whether a covered entity or business associate receives. A class of recipients may hold some."""
        return any(party.covered for party in self.parties) or bool(self.recipient_class.strip())


def statements_needed(draft: Draft) -> tuple[str, ...]:
    """Return the keys of the statements that this form has to show, in the order of the regulation."""
    wanted = {
        "hipaa_redisclosure": draft.is_tpo and draft.to_covered,
        "fundraising": draft.raises_funds or "fundraising" in draft.purposes,
        "revocation": draft.kind != "criminal_justice",
        "revocable_when": draft.kind == "criminal_justice",
        "no_longer_protected": draft.is_tpo,
        "consequences": draft.is_tpo,
    }
    return tuple(key for key, needed in wanted.items() if needed)
