"""Is this the same person? Certain, unsure (a human decides), or new.

Joining two people's records by mistake discloses one to the other, so certainty needs an identifier that
agrees with the name or the birth date, or name and birth date with a phone, email or postal code. Twins
share birth date, surname and home: they are never certain without their own given name, and a differing
number or sex speaks against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .names import fold, same_given, short_form, words
from .text import Explanation, explain, gettext_noop

__all__ = ["Candidate", "Match", "Person", "fold", "match"]

type Outcome = Literal["certain", "unsure", "new"]
type Given = Literal["same", "short", "different"]
type Family = Literal["same", "part", "different"]
type Birth = Literal["same", "near", "unknown", "different"]


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person. `key` is the caller's own (a row's id, or a file's resource id).

    given, family: legal names. other_names: chosen names and aliases, as given names. sex: any code,
    compared as it is. identifiers: (system, value) pairs. phones, emails: as written.
    """

    key: str
    given: str
    family: str
    birth_date: date | None
    sex: str | None = None
    identifiers: frozenset[tuple[str, str]] = frozenset()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    postal_code: str | None = None
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One known person who may be the incoming one, with what speaks for and against it."""

    key: str
    certain: bool
    points: int
    reasons: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The outcome; `key` names the person only when it is certain. candidates: likeliest first."""

    outcome: Outcome
    key: str | None
    candidates: tuple[Candidate, ...]
    reasons: tuple[Explanation, ...]


def match(incoming: Person, candidates: Iterable[Person]) -> Match:
    """Compare an incoming person with known ones. The caller may narrow these by identifier, birth date or
    surname.
    """
    likely = sorted(
        (found for found in (_compare(incoming, known) for known in candidates) if found),
        key=lambda found: (-found.certain, -found.points, found.key),
    )
    certain = [found for found in likely if found.certain]
    if len(certain) == 1:
        return Match("certain", certain[0].key, tuple(likely), certain[0].reasons)
    if len(certain) > 1:
        several = explain("several", gettext_noop("Records that match equally well: %(count)s"), count=len(certain))
        return Match("unsure", None, tuple(likely), (several,))
    if likely:
        return Match("unsure", None, tuple(likely), likely[0].reasons)
    return Match("new", None, (), (explain("nobody", gettext_noop("Nobody known matches")),))


def _compare(incoming: Person, known: Person) -> Candidate | None:
    birth, given, family = _birth(incoming, known), _given(incoming, known), _family(incoming, known)
    number = bool(incoming.identifiers & known.identifiers)
    shared = _shared_contacts(incoming, known)
    against = _against(incoming, known, birth, given, family)
    if not (number or _worth_a_look(birth, given, family, bool(shared))):
        return None
    named = given != "different" and family == "same"
    if number:
        # Twins on one policy share its number, the birth date and the surname: their own given name must agree.
        certain = given != "different" and (birth == "same" or (birth == "unknown" and named))
    else:
        certain = birth == "same" and named and bool(shared) and not against
    points = 50 * number + {"same": 30, "near": 10}.get(birth, 0) + 10 * len(shared)
    points += {"same": 20, "short": 15}.get(given, 0) + {"same": 20, "part": 10}.get(family, 0)
    reasons = (*_for(number, birth, given, family), *shared, *against)
    return Candidate(known.key, certain, points - 10 * len(against), reasons)


def _worth_a_look(birth: Birth, given: Given, family: Family, shared: bool) -> bool:
    named = given != "different"
    if birth == "same":
        return family != "different" or (named and shared)
    if birth in ("near", "unknown"):
        return named and family == "same"
    return named and family == "same" and shared


def _birth(one: Person, other: Person) -> Birth:
    if one.birth_date is None or other.birth_date is None:
        return "unknown"
    if one.birth_date == other.birth_date:
        return "same"
    a, b = one.birth_date, other.birth_date
    swapped = (a.year, a.month, a.day) == (b.year, b.day, b.month)
    digits = sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True))
    return "near" if swapped or digits == 1 else "different"


def _given(one: Person, other: Person) -> Given:
    pairs = [(a, b) for a in (one.given, *one.other_names) for b in (other.given, *other.other_names)]
    if any(same_given(a, b) for a, b in pairs):
        return "same"
    return "short" if any(short_form(a, b) for a, b in pairs) else "different"


def _family(one: Person, other: Person) -> Family:
    if fold(one.family) and fold(one.family) == fold(other.family):
        return "same"
    return "part" if set(words(one.family)) & set(words(other.family)) else "different"


def _shared_contacts(one: Person, other: Person) -> tuple[Explanation, ...]:
    found = []
    if {_digits(phone) for phone in one.phones} & {_digits(phone) for phone in other.phones} - {""}:
        found.append(explain("phone", gettext_noop("same phone number")))
    emails = {email.strip().casefold() for email in one.emails}
    if emails & {email.strip().casefold() for email in other.emails} - {""}:
        found.append(explain("email", gettext_noop("same email address")))
    if one.postal_code and other.postal_code and one.postal_code.strip()[:5] == other.postal_code.strip()[:5]:
        found.append(explain("postal_code", gettext_noop("same postal code")))
    return tuple(found)


def _digits(phone: str) -> str:
    """Return the last ten digits, so that a country code does not matter; "" if there are fewer than seven."""
    digits = re.sub(r"\D", "", phone)
    return digits[-10:] if len(digits) >= 7 else ""


def _for(number: bool, birth: Birth, given: Given, family: Family) -> list[Explanation]:
    reasons = []
    if number:
        reasons.append(explain("identifier", gettext_noop("same identifier")))
    if birth == "same":
        reasons.append(explain("birth_date", gettext_noop("same birth date")))
    if given == "same":
        reasons.append(explain("given", gettext_noop("same given name")))
    if given == "short":
        reasons.append(explain("short_form", gettext_noop("short form of the given name")))
    if family == "same":
        reasons.append(explain("family", gettext_noop("same surname")))
    if family == "part":
        reasons.append(explain("family_part", gettext_noop("part of the surname is the same")))
    return reasons


def _against(one: Person, other: Person, birth: Birth, given: Given, family: Family) -> tuple[Explanation, ...]:
    found = []
    if birth == "near":
        found.append(explain("birth_near", gettext_noop("birth date differs slightly")))
    if birth == "different":
        found.append(explain("birth_differs", gettext_noop("birth date differs")))
    if given == "different" and birth == "same" and family == "same":
        found.append(explain("twin", gettext_noop("another given name: perhaps a twin")))
    elif given == "different":
        found.append(explain("given_differs", gettext_noop("given name differs")))
    if family == "different":
        found.append(explain("family_differs", gettext_noop("surname differs")))
    if one.sex and other.sex and one.sex != other.sex:
        found.append(explain("sex_differs", gettext_noop("recorded sex differs")))
    systems = dict(one.identifiers).keys() & dict(other.identifiers).keys()
    if systems and not one.identifiers & other.identifiers:
        found.append(explain("identifier_differs", gettext_noop("a number of the same kind differs")))
    return tuple(found)
