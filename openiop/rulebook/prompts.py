"""What a note of each kind of session asks for beside topic, response and next step (rules.md §4.2).

A group note needs nothing more. A crisis note stands alone: risk, what protects, what was agreed and who was reached
are asked for before it is signed (Joint Commission NPSG.15.01.01; SAMHSA, National Guidelines for Behavioral Health
Crisis Care, 2025).
"""

from __future__ import annotations

from dataclasses import dataclass

from .text import gettext_noop


@dataclass(frozen=True, slots=True)
class Prompt:
    """One more field of a note. code: what the note keeps it under. label, hint: message ids. needed: no signature
    without it."""

    code: str
    label: str
    hint: str = ""
    needed: bool = False


_RISK = gettext_noop("Risk found")
PROMPTS: dict[str, tuple[Prompt, ...]] = {
    "family": (
        Prompt("present", gettext_noop("Who was there"), gettext_noop("How they belong, not their names"), True),
        Prompt("consented", gettext_noop("What may be talked about with them"), gettext_noop("As the consent has it")),
    ),
    "case": (
        Prompt("contacts", gettext_noop("Who was reached, and how"), needed=True),
        Prompt("arranged", gettext_noop("What is arranged")),
    ),
    "medical": (
        Prompt("reported", gettext_noop("Effects and side effects, in their words"), needed=True),
        Prompt("taking", gettext_noop("How it is taken"), gettext_noop("Doses missed, who keeps it")),
        Prompt("changed", gettext_noop("What changes, and why"), gettext_noop("“Nothing changes” is an answer"), True),
    ),
    "crisis": (
        Prompt("risk", _RISK, gettext_noop("Thoughts, plan, means, intent, and how it was asked"), True),
        Prompt("protective", gettext_noop("What protects them"), gettext_noop("People, reasons, what helped before"), True),
        Prompt("plan", gettext_noop("What was agreed"), gettext_noop("The steps of the safety plan, means made safe"), True),
        Prompt("contacts", gettext_noop("Who was told or called"), gettext_noop("“Nobody, and why” is an answer"), True),
    ),
}  # fmt: skip
NEEDS_NO_GOAL = frozenset({"crisis"})  # what cannot wait was not planned for


def prompts(kind: str) -> tuple[Prompt, ...]:
    """The further fields of a note of this kind of session, in order."""
    return PROMPTS.get(kind, ())


def missing(kind: str, answers: dict[str, str]) -> tuple[Prompt, ...]:
    """The needed ones that have no words yet."""
    return tuple(each for each in prompts(kind) if each.needed and not answers.get(each.code, "").strip())
