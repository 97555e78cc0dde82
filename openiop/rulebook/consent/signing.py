"""Who has to sign (42 CFR 2.31(a)(8), 2.14, 2.15; CON-7): the client, a minor with or without a parent, or another."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ..text import Explanation, explain, gettext_noop, label
from .kinds import CAPACITIES
from .problem import Problem, problem

DATA = Path(__file__).parent / "data" / "minors.toml"
OF_AGE = 18  # where a state's law names no other age (42 CFR 2.11, "minor")


@dataclass(frozen=True, slots=True)
class MinorRule:
    """From which age a minor may obtain outpatient SUD treatment alone. min_age 0: any minor who understands it."""

    state: str
    service: str
    min_age: int
    conditions: str
    source: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Person:
    """What decides who signs. adjudicated: a court found that they cannot manage their affairs. unable: cannot act
    for now, without a court's word. state: two letters, of the law that applies (where treatment is given).
    """

    birth_date: date | None
    state: str
    adjudicated: bool = False
    unable: bool = False
    deceased: bool = False


@dataclass(frozen=True, slots=True)
class Signers:
    """Whose signatures are needed, all of them (keys of kinds.CAPACITIES), and why."""

    capacities: tuple[str, ...]
    rule: str
    citation: str
    explanation: Explanation


@cache
def minor_rules(path: Path = DATA) -> Mapping[str, MinorRule]:
    """Return the rule of each state in the table, by its two letters."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {row["state"]: MinorRule(**row) for row in found["rules"]}


@cache
def majorities(path: Path = DATA) -> Mapping[str, int]:
    """Return the age of majority of each state whose law names another than 18, by its two letters."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {row["state"]: row["age"] for row in found["majority"]}


def of_age(birth_date: date, state: str, on: date) -> bool:
    """Return whether somebody is of age on a day, by the law of the state (two letters) that applies."""
    return age(birth_date, on) >= majorities().get(state.upper(), OF_AGE)


def age(birth_date: date, on: date) -> int:
    """Return whole years on a day; somebody born on 29 February has their birthday on 1 March in other years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def who_must_sign(person: Person, purposes: Iterable[str], today: date) -> Signers | Problem:
    """Return whose signatures a consent for these purposes needs, or the Problem why nobody's suffices."""
    if person.deceased:
        return _signers(("representative",), "CON-7", "42 CFR 2.15(b)", _DECEASED)
    if person.adjudicated:
        return _signers(("representative",), "CON-7", "42 CFR 2.15(a)", _ADJUDICATED)
    if person.unable:
        if set(purposes) == {"payment"}:
            return _signers(("director",), "CON-7", "42 CFR 2.15(a)", _UNABLE)
        return problem("unable_payment_only", "signatures", "CON-7", "42 CFR 2.15(a)", _PAYMENT_ONLY)
    if person.birth_date is None:
        return problem("birth_date_missing", "birth_date", "CON-3", "42 CFR 2.14", _NO_BIRTH_DATE)
    years = age(person.birth_date, today)
    if of_age(person.birth_date, person.state, today):
        return _signers(("client",), "CON-3", "42 CFR 2.31(a)(8)", _ADULT)
    rule = minor_rules().get(person.state.upper())
    if rule and years >= rule.min_age:
        return _signers(("client",), "CON-3", "42 CFR 2.14", _MINOR_ALONE, age=years, state=rule.state)
    return _signers(("client", "guardian"), "CON-3", "42 CFR 2.14", _BOTH, age=years, state=person.state or "?")


def missing(needed: Signers, signed: Iterable[str]) -> tuple[Problem, ...]:
    """Return one Problem for each signature that is still needed, and for each that cannot be used."""
    have = set(signed)
    lacking = [
        problem(
            f"signature_{capacity}",
            "signatures",
            needed.rule,
            needed.citation,
            gettext_noop("The signature of this person is needed: %(who)s. %(why)s"),
            who=label(CAPACITIES[capacity]),
            why=needed.explanation,
        )
        for capacity in needed.capacities
        if capacity not in have
    ]
    useless = [
        problem(
            f"signature_{capacity}_not_enough",
            "signatures",
            needed.rule,
            needed.citation,
            gettext_noop("This person cannot sign here: %(who)s. %(why)s"),
            who=label(CAPACITIES[capacity]),
            why=needed.explanation,
        )
        for capacity in sorted(have - set(needed.capacities))
    ]
    return (*lacking, *useless)


def _signers(capacities: tuple[str, ...], rule: str, citation: str, message: str, **params: str | int) -> Signers:
    return Signers(capacities, rule, citation, explain("signers", message, **params))


_DECEASED = gettext_noop("For a person who has died, the personal representative signs.")
_ADJUDICATED = gettext_noop("A court has found that the client cannot decide, so the personal representative signs.")
_UNABLE = gettext_noop("The client cannot act now, so the program director may sign, for payment only.")
_PAYMENT_ONLY = gettext_noop(
    "The client cannot act now. The program director may sign for payment only; wait for anything else."
)
_NO_BIRTH_DATE = gettext_noop("Write down the birth date first: who has to sign depends on the age.")
_ADULT = gettext_noop("The client signs.")
_MINOR_ALONE = gettext_noop(
    "At %(age)s a minor may have this treatment alone in %(state)s, so only the minor signs, also for the parents."
)
_BOTH = gettext_noop("At %(age)s in %(state)s both the minor and a parent or guardian sign.")
