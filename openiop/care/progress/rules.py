"""Whether a decision goes along with what the compass suggests, and which level that suggestion means. Pure."""

from __future__ import annotations

from typing import Any, Literal

from openiop.care.placement.rules import higher, lower
from openiop.rulebook.compass import Compass, Suggestion
from openiop.rulebook.text import Explanation, explain, gettext_noop

type Choice = Literal["stay", "taper", "step_down", "step_up", "discharge_planning"]

# What each suggestion leaves to the clinician without a further reason. A taper and the planning of the way out are
# ways of stepping down; safety and more support may be answered with or without another level.
AGREES: dict[Suggestion, frozenset[Choice]] = {
    "step_down": frozenset({"taper", "step_down", "discharge_planning"}),
    "stay": frozenset({"stay"}),
    "cannot_decide": frozenset({"stay"}),
    "more_support": frozenset({"stay", "step_up"}),
    "safety_first": frozenset({"stay", "step_up"}),
}


def agrees(suggestion: Suggestion, choice: Choice) -> bool:
    """Whether the choice follows the suggestion, so that no reason for a difference is needed (rules.md 1.3)."""
    return choice in AGREES[suggestion]


def recommended_level(suggestion: Suggestion, choice: Choice, level: str, chosen: str) -> str:
    """The level that the record keeps as recommended. `level` is today's, `chosen` what the decision leads to."""
    if agrees(suggestion, choice):
        return chosen
    if suggestion == "step_down":
        return lower(level)
    return higher(level) if suggestion == "more_support" and choice != "step_down" else level


def needle(compass: Compass) -> float:
    """Where the dial points: -1 more support, 0 stay, 1 step down. Staying leans toward stepping down as signs are
    met, and never leaves its own arc."""
    if compass.suggestion == "step_down":
        return 0.85
    if compass.suggestion in ("more_support", "safety_first"):
        return -0.75
    if compass.suggestion == "cannot_decide" or not compass.total:
        return 0.0
    return round(0.3 * compass.met / compass.total, 2)


def sentence(compass: Compass) -> Explanation:
    """The dial in one sentence."""
    again = compass.look_again_on.isoformat() if compass.look_again_on else ""
    messages = {
        "step_down": gettext_noop("Ready for fewer hours"),
        "stay": gettext_noop("Stay for now, look again %(day)s"),
        "cannot_decide": gettext_noop("Too little is known; look again %(day)s"),
        "more_support": gettext_noop("Look for more support"),
        "safety_first": gettext_noop("Safety first: see them before any step"),
    }
    return explain(compass.suggestion, messages[compass.suggestion], **({"day": again} if again else {}))


def snapshot(compass: Compass) -> list[dict[str, Any]]:
    """The evidence as it stood, to be kept with the decision: each sign in words, with its status and source."""
    head = explain(
        "compass",
        gettext_noop("Rules %(version)s: %(met)s of %(total)s signs met"),
        version=compass.rules_version,
        met=compass.met,
        total=compass.total,
    )
    first = head.as_dict() | {"suggestion": compass.suggestion}
    return [first] + [
        explain("sign", gettext_noop("%(title)s: %(words)s"), title=sign.title, words=sign.words).as_dict()
        | {"sign": sign.key, "status": sign.status, "source": sign.source}
        for sign in compass.signs
    ]
