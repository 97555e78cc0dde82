"""What a client asked not to be shared (42 CFR 2.26; ACC-3), asked before every disclosure."""

from __future__ import annotations

from dataclasses import dataclass

from ..text import gettext_noop
from .problem import Problem, problem


@dataclass(frozen=True, slots=True)
class Restriction:
    """One agreed restriction. Empty: whoever it is, whatever it is. recipient: an id or a name, compared as it is."""

    words: str
    recipient: str = ""
    recipient_kind: str = ""
    items: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    paid_in_full: bool = False


@dataclass(frozen=True, slots=True)
class Leaving:
    """One disclosure about to be made. required_by_law: another law asks for it. emergency: 2.51."""

    recipient: str
    recipient_kind: str
    items: frozenset[str]
    purposes: frozenset[str]
    required_by_law: bool = False
    emergency: bool = False


def must_agree(restriction: Restriction, *, required_by_law: bool = False) -> bool:
    """Say whether the program has to agree: to a plan, for payment or operations, about what was paid in full."""
    return (
        restriction.paid_in_full
        and restriction.recipient_kind == "health_plan"
        and bool(restriction.purposes)
        and restriction.purposes <= {"payment", "operations"}
        and not required_by_law
    )


def may_decline(restriction: Restriction, *, required_by_law: bool = False) -> Problem | None:
    """Return why the program cannot say no, or None where it may."""
    if not must_agree(restriction, required_by_law=required_by_law):
        return None
    return problem(
        "must_agree",
        "answer",
        "ACC-3",
        "42 CFR 2.26",
        gettext_noop("This service was paid in full, so the program must agree not to tell the health plan about it."),
    )


def holds_back(restriction: Restriction, leaving: Leaving) -> Problem | None:
    """Return why this restriction keeps a disclosure from being made, or None.

    Emergencies pass; whoever receives is then asked not to use or disclose it further.
    """
    if leaving.emergency or (leaving.required_by_law and restriction.paid_in_full):
        return None
    if restriction.recipient and restriction.recipient != leaving.recipient:
        return None
    if restriction.recipient_kind and restriction.recipient_kind != leaving.recipient_kind:
        return None
    if restriction.items and not restriction.items & leaving.items:
        return None
    if restriction.purposes and not restriction.purposes & leaving.purposes:
        return None
    return problem(
        "restricted",
        "items",
        "ACC-3",
        "42 CFR 2.26",
        gettext_noop("The program agreed with the client not to share this: “%(words)s”."),
        words=restriction.words,
    )


def may_end(restriction: Restriction, how: str) -> Problem | None:
    """Return why a restriction cannot end in this way ("writing", "oral", "notice"), or None."""
    if how in {"writing", "oral"}:
        return None
    if how != "notice":
        raise ValueError(f"how: {how!r} is not one of writing, oral, notice")
    if not restriction.paid_in_full:
        return None
    return problem(
        "no_end_by_notice",
        "ended",
        "ACC-3",
        "42 CFR 2.26",
        gettext_noop("The program cannot end a restriction about a service that was paid in full."),
    )
