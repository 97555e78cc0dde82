"""Disclosure in a medical emergency, and the record of a broken glass (42 CFR 2.51; rules.md §3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..text import gettext_noop, label
from .problem import Problem, problem

FIELDS: Mapping[str, str] = {
    "recipient": gettext_noop("the name of the medical personnel"),
    "facility": gettext_noop("the facility they belong to"),
    "discloser": gettext_noop("who shared it"),
    "at": gettext_noop("date and time"),
    "nature": gettext_noop("the nature of the emergency"),
}

GROUNDS: Mapping[str, str] = {
    "no_consent_possible": gettext_noop("A bona fide emergency, and written consent could not be obtained before"),
    "disaster": gettext_noop("The program is closed in a declared disaster and cannot obtain consent"),
    "fda": gettext_noop("The FDA asks for notice of a product error that may threaten health"),
}


@dataclass(frozen=True, slots=True)
class Emergency:
    """What has to be documented at once. medical: whoever receives is medical personnel. items: what is shared."""

    ground: str
    recipient: str = ""
    facility: str = ""
    discloser: str = ""
    at: datetime | None = None
    nature: str = ""
    medical: bool = False
    items: frozenset[str] = frozenset()


def problems(emergency: Emergency) -> tuple[Problem, ...]:
    """Return what the record of this emergency still lacks, or why it is none."""
    citation = "42 CFR 2.51"
    found = []
    if emergency.ground not in GROUNDS:
        found.append(
            problem("ground", "ground", "", citation, gettext_noop("Say why nobody could ask for consent first."))
        )
    if not emergency.medical:
        found.append(
            problem(
                "not_medical",
                "medical",
                "",
                citation,
                gettext_noop("In an emergency the record may go to medical personnel only."),
            )
        )
    said = {
        "recipient": emergency.recipient,
        "facility": emergency.facility,
        "discloser": emergency.discloser,
        "at": emergency.at,
        "nature": emergency.nature,
    }
    found += [
        problem(
            f"{key}_missing",
            key,
            "",
            citation,
            gettext_noop("Write down at once: %(what)s."),
            what=label(FIELDS[key]),
        )
        for key, value in said.items()
        if not (value.strip() if isinstance(value, str) else value)
    ]
    if emergency.at is not None and emergency.at.utcoffset() is None:
        raise ValueError("at: give an aware datetime (with its time zone)")
    if "counseling" in emergency.items:
        found.append(
            problem(
                "counseling",
                "items",
                "CON-1",
                "42 CFR 2.31(b)",
                gettext_noop("Counseling notes are never part of an emergency disclosure."),
            )
        )
    return tuple(found)
