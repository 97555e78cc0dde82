"""One reason why a consent, a disclosure or an order does not hold, with its rule and its paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..text import Explanation, Param, explain, gettext_noop

type Severity = Literal["block", "confirm", "warn"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend ("block"), to look at ("confirm") or to know ("warn").

    code: stable, for programs. field: where it is on the form. rule: its ID in the rules ("CON-3"), or "".
    citation: the paragraph ("42 CFR 2.31(a)(4)"). explanation: the words, with rule and citation at the end.
    """

    code: str
    field: str
    severity: Severity
    rule: str
    citation: str
    explanation: Explanation


def problem(
    code: str, field: str, rule: str, citation: str, message: str, severity: Severity = "block", **params: Param
) -> Problem:
    """Return the Problem whose words end with its rule and paragraph: "… (CON-3, 42 CFR 2.31(a)(7))"."""
    words = explain(code, message, **params)
    source = f"{rule}, {citation}" if rule else citation
    said = explain(f"{rule}.{code}", gettext_noop("%(words)s (%(source)s)"), words=words, source=source)
    return Problem(code, field, severity, rule, citation, said)


def blocking(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those that must be mended first."""
    return tuple(each for each in problems if each.severity == "block")
