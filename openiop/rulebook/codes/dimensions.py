"""The six dimensions of an evaluation in both shapes, with labels and prompts in our own words.

Wording, anchors and decision rules of the published criteria are licensed and are not here (rules.md
§1.4); a licensee loads them as a private pack. The two editions rate different things: the third a
severity, the fourth the least level of care that the dimension needs.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text import gettext_noop
from .levels import LEVELS, Edition


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension. drives_level: its rating takes part in the recommended level."""

    number: int
    key: str
    label: str
    prompt: str
    drives_level: bool = True


_THIRD = (
    Dimension(
        1,
        "withdrawal",
        gettext_noop("Intoxication and withdrawal"),
        gettext_noop(
            "What was used last, when, and how much? What happened when use stopped before: shaking, "
            "seizures, confusion?"
        ),
    ),
    Dimension(
        2,
        "body",
        gettext_noop("Physical health"),
        gettext_noop("Which illnesses, pain, pregnancy or medicines need care now, and who provides it?"),
    ),
    Dimension(
        3,
        "mind",
        gettext_noop("Feelings, thoughts and behavior"),
        gettext_noop("How are mood, worry, sleep, memory and safety? What helps, and what gets in the way?"),
    ),
    Dimension(
        4,
        "readiness",
        gettext_noop("Readiness to change"),
        gettext_noop("What does the person want to change, how much does it matter, and how sure are they of it?"),
    ),
    Dimension(
        5,
        "return_to_use",
        gettext_noop("Risk of return to use"),
        gettext_noop("Which moments are steep, what has worked in them, and what would less support bring?"),
    ),
    Dimension(
        6,
        "surroundings",
        gettext_noop("Home and surroundings"),
        gettext_noop("Who and what at home, at work and nearby helps recovery, and what makes it harder or unsafe?"),
    ),
)

_FOURTH = (
    Dimension(
        1,
        "withdrawal_medication",
        gettext_noop("Intoxication, withdrawal and addiction medication"),
        gettext_noop(
            "What was used last and when, what is withdrawal like, and would medication for addiction help "
            "or need adjusting?"
        ),
    ),
    Dimension(2, "body", gettext_noop("Physical health"), _THIRD[1].prompt),
    Dimension(
        3,
        "mind",
        gettext_noop("Mental health and thinking"),
        gettext_noop("How are mood, worry, trauma, memory, attention and safety, and what support do they need?"),
    ),
    Dimension(
        4,
        "use_risks",
        gettext_noop("Risks from substance use"),
        gettext_noop("How likely is use in the coming weeks, and how dangerous would it or related behavior be?"),
    ),
    Dimension(
        5,
        "surroundings",
        gettext_noop("Surroundings and daily life"),
        gettext_noop("How do home, safety, work, school and people nearby support recovery, or stand in its way?"),
    ),
    Dimension(
        6,
        "person",
        gettext_noop("What matters to the person"),
        gettext_noop("What does the person want, what makes it hard to come, and what are they willing to try?"),
        drives_level=False,
    ),
)

_SEVERITIES = (
    ("0", gettext_noop("No concern now")),
    ("1", gettext_noop("Mild: watch it")),
    ("2", gettext_noop("Moderate: needs regular support")),
    ("3", gettext_noop("Serious: needs support most days")),
    ("4", gettext_noop("Severe: not safe without close care")),
)

ANY = "any"
EVALUATE_FIRST = "evaluate_first"


def dimensions(edition: Edition) -> tuple[Dimension, ...]:
    """Return the six dimensions of an edition."""
    return _THIRD if _checked(edition) == "third" else _FOURTH


def ratings(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return (value, label) pairs: a severity (third), or the least level the dimension needs (fourth)."""
    if _checked(edition) == "third":
        return _SEVERITIES
    return (
        (ANY, gettext_noop("Any level will do")),
        (EVALUATE_FIRST, gettext_noop("Needs an evaluation first")),
        *((each.code, each.label) for each in LEVELS),
    )


def _checked(edition: str) -> str:
    if edition not in ("third", "fourth"):
        raise ValueError(f"edition: give third or fourth, not {edition!r}")
    return edition
