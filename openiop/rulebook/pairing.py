"""Who could be this client's primary therapist, and why. A list to choose from, not an assignment.

A licence for the client's state on the day, and room in the caseload, decide who can be asked at all;
language, skills and a lighter caseload decide the order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .text import Explanation, explain, gettext_noop


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence to practice in a state ("MA"); the last day included, None: open-ended. kind: "LCSW", "LMFT"
    ...
    """

    state: str
    valid_from: date
    valid_until: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Therapist:
    """A clinician as pairing sees them. languages: tags such as "es". caseload: clients now; limit 0: none
    set.
    """

    key: str
    name: str
    licences: tuple[Licence, ...]
    languages: frozenset[str] = frozenset({"en"})
    skills: frozenset[str] = frozenset()
    caseload: int = 0
    caseload_limit: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """What a client needs. state: where the client is during sessions. languages: any of them will do."""

    state: str
    on: date
    languages: frozenset[str] = frozenset({"en"})
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RankedTherapist:
    """One therapist with what speaks for and against the pairing. eligible: may be chosen."""

    therapist: Therapist
    eligible: bool
    points: int
    reasons: tuple[Explanation, ...]


LANGUAGE_POINTS = 40
SKILL_POINTS = 10
ROOM_POINTS = 20


def rank_therapists(need: Need, therapists: Iterable[Therapist]) -> tuple[RankedTherapist, ...]:
    """Return all therapists, best first; those who may not be chosen come last, with the reason."""
    return tuple(
        sorted(
            (_rank(need, therapist) for therapist in therapists),
            key=lambda ranked: (not ranked.eligible, -ranked.points, ranked.therapist.name, ranked.therapist.key),
        )
    )


def _rank(need: Need, therapist: Therapist) -> RankedTherapist:
    licensed, licence = _licence(need, therapist)
    room, caseload, room_points = _caseload(therapist)
    language, language_points = _language(need, therapist)
    skills = sorted(need.skills & therapist.skills)
    reasons = [licence, caseload, language]
    if skills:
        reasons.append(explain("skills", gettext_noop("Works with: %(skills)s"), skills=", ".join(skills)))
    missing = sorted(need.skills - therapist.skills)
    if missing:
        reasons.append(explain("no_skill", gettext_noop("Not listed: %(skills)s"), skills=", ".join(missing)))
    points = language_points + room_points + SKILL_POINTS * len(skills)
    return RankedTherapist(therapist, licensed and room, points, tuple(reasons))


def _licence(need: Need, therapist: Therapist) -> tuple[bool, Explanation]:
    here = [licence for licence in therapist.licences if licence.state == need.state]
    valid = [
        licence
        for licence in here
        if licence.valid_from <= need.on and (licence.valid_until is None or need.on <= licence.valid_until)
    ]
    if not valid:
        message = (
            gettext_noop("Licence for %(state)s is not in force on %(day)s")
            if here
            else gettext_noop("No licence for %(state)s")
        )
        return False, explain("no_licence", message, state=need.state, day=need.on.isoformat())
    if any(licence.valid_until is None for licence in valid):
        return True, explain("licence", gettext_noop("Licensed in %(state)s"), state=need.state)
    until = max(licence.valid_until for licence in valid if licence.valid_until)
    return True, explain(
        "licence",
        gettext_noop("Licensed in %(state)s until %(until)s"),
        state=need.state,
        until=until.isoformat(),
    )


def _caseload(therapist: Therapist) -> tuple[bool, Explanation, int]:
    if not therapist.caseload_limit:
        return True, explain("caseload", gettext_noop("Clients now: %(count)s"), count=therapist.caseload), 0
    left = therapist.caseload_limit - therapist.caseload
    message = (
        gettext_noop("Clients now: %(count)s of %(limit)s")
        if left > 0
        else gettext_noop("Caseload is full: %(count)s of %(limit)s")
    )
    words = explain("caseload", message, count=therapist.caseload, limit=therapist.caseload_limit)
    return left > 0, words, ROOM_POINTS * max(0, left) // therapist.caseload_limit


def _language(need: Need, therapist: Therapist) -> tuple[Explanation, int]:
    common = sorted(need.languages & therapist.languages)
    if common:
        words = explain("language", gettext_noop("Speaks %(languages)s"), languages=", ".join(common))
        return words, LANGUAGE_POINTS
    wanted = ", ".join(sorted(need.languages))
    return explain("interpreter", gettext_noop("An interpreter is needed for %(languages)s"), languages=wanted), 0
