"""Qualified service organization agreements (42 CFR 2.11, 2.12(c)(4); rules.md §3.4)."""

from __future__ import annotations

from dataclasses import dataclass

from ..text import gettext_noop
from .problem import Problem, problem


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an agreement says. needs: what the organization needs to serve the program; treats: it treats clients."""

    name: str
    written: bool
    bound: bool
    resists: bool
    service: str
    treats: bool = False


def problems(agreement: Agreement) -> tuple[Problem, ...]:
    """Return why this is no qualified service organization agreement. Empty: it is one."""
    checks = (
        (agreement.written, "written", gettext_noop("The agreement must be in writing.")),
        (
            agreement.bound,
            "is_bound",
            gettext_noop("The organization must acknowledge that it is fully bound by 42 CFR part 2."),
        ),
        (
            agreement.resists,
            "resists",
            gettext_noop(
                "The organization must undertake to resist efforts to obtain the records in judicial proceedings."
            ),
        ),
        (bool(agreement.service.strip()), "service", gettext_noop("Say which service it gives to the program.")),
        (
            not agreement.treats,
            "treats",
            gettext_noop("A service agreement is no way to share with those who treat the client. Ask for consent."),
        ),
    )
    return tuple(
        problem(f"qsoa_{field}", field, "", "42 CFR 2.11", message) for held, field, message in checks if not held
    )
