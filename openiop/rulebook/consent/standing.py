"""Does a signed consent still hold? (CON-3, CON-5; 42 CFR 2.31(a)(6)–(7), 2.35)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..text import Explanation, explain, gettext_noop
from .problem import Problem, problem

type State = Literal["draft", "live", "revoked", "expired", "ended"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened to a consent. Days are local to the program that shares; expires_on is the last day it holds."""

    signed: bool
    revoked_on: date | None = None
    expires_on: date | None = None
    event_on: date | None = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it allows a disclosure, and why."""

    state: State
    live: bool
    explanation: Explanation


def standing(facts: Facts, today: date) -> Standing:
    """Return how a consent stands on a local day. A revocation weighs more than any other end."""
    if not facts.signed:
        return _ended("draft", gettext_noop("It is not signed by everyone who has to sign."), {})
    if facts.revoked_on is not None:
        return _ended("revoked", gettext_noop("It was revoked on %(day)s."), {"day": facts.revoked_on.isoformat()})
    if facts.event_on is not None:
        return _ended(
            "ended",
            gettext_noop("It ended on %(day)s, because this happened: %(event)s"),
            {"day": facts.event_on.isoformat(), "event": facts.event},
        )
    if facts.expires_on is not None and facts.expires_on < today:
        return _ended("expired", gettext_noop("Its last day was %(day)s."), {"day": facts.expires_on.isoformat()})
    return Standing("live", True, explain("live", gettext_noop("It is signed and holds.")))


def refusal(found: Standing) -> Problem | None:
    """Return why nothing may be disclosed under it, or None where it holds (2.31(c))."""
    if found.live:
        return None
    rule = "CON-5" if found.state == "revoked" else "CON-3"
    return problem(
        f"consent_{found.state}",
        "consent",
        rule,
        "42 CFR 2.31(c)",
        gettext_noop("Nothing can be shared under this consent. %(why)s"),
        why=found.explanation,
    )


def may_revoke(
    kind: str, *, revocable_on: date | None, event_happened: bool, disposed: bool, today: date
) -> Problem | None:
    """Return why a consent cannot be revoked yet, or None. Only criminal-justice consents wait (CON-4, 2.35)."""
    if kind != "criminal_justice" or event_happened or disposed or (revocable_on and revocable_on <= today):
        return None
    if revocable_on:
        message = gettext_noop("This consent can be revoked from %(day)s on, as it says.")
        return problem("not_yet_revocable", "consent", "CON-4", "42 CFR 2.35", message, day=revocable_on.isoformat())
    message = gettext_noop("This consent can be revoked once what it names has happened.")
    return problem("not_yet_revocable", "consent", "CON-4", "42 CFR 2.35", message)


def _ended(state: State, message: str, params: dict[str, str]) -> Standing:
    return Standing(state, False, explain(state, message, **params))
