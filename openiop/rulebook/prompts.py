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


_ = gettext_noop
PROMPTS: dict[str, tuple[Prompt, ...]] = {
    "family": (
        Prompt("present", _("Who was there"), _("How they belong, not their names"), needed=True),
        Prompt("consented", _("What may be talked about with them"), _("As the consent has it")),
    ),
    "case": (
        Prompt("contacts", _("Who was reached, and how"), needed=True),
        Prompt("arranged", _("What is arranged")),
    ),
    "medical": (
        Prompt("reported", _("Effects and side effects, in their words"), needed=True),
        Prompt("taking", _("How it is taken"), _("Doses missed, who keeps it")),
        Prompt("changed", _("What changes, and why"), _("“Nothing changes” is an answer"), needed=True),
    ),
    "crisis": (
        Prompt("risk", _("Risk found"), _("Thoughts, plan, means, intent, and how it was asked"), needed=True),
        Prompt("protective", _("What protects them"), _("People, reasons, what helped before"), needed=True),
        Prompt("plan", _("What was agreed"), _("The steps of the safety plan, means made safe"), needed=True),
        Prompt("contacts", _("Who was told or called"), _("“Nobody, and why” is an answer"), needed=True),
    ),
}
NEEDS_NO_GOAL = frozenset({"crisis"})  # what cannot wait was not planned for


def prompts(kind: str) -> tuple[Prompt, ...]:
    """The further fields of a note of this kind of session, in order."""
    return PROMPTS.get(kind, ())


def missing(kind: str, answers: dict[str, str]) -> tuple[Prompt, ...]:
    """The needed ones that have no words yet."""
    return tuple(each for each in prompts(kind) if each.needed and not answers.get(each.code, "").strip())
