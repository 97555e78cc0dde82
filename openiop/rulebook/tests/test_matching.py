"""Same person or not, by examples: certainty needs more than a name, and twins are two people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openiop.rulebook.matching import Person, fold, match

MARIA = Person(
    key="1",
    given="María José",
    family="Núñez García",
    birth_date=date(1990, 5, 4),
    sex="F",
    identifiers=frozenset({("urn:mrn", "100")}),
    phones=("(617) 555-0101",),
    emails=("Maria@example.org",),
    postal_code="02118-1234",
)
NO_NUMBER = replace(MARIA, key="in", identifiers=frozenset())
WILLIAM = Person("7", "William", "O'Hara", date(1980, 1, 2), "M", phones=("617-555-0199",))

EXAMPLES = [
    ("the same record again", MARIA, MARIA, "certain"),
    ("case, accents and punctuation", replace(NO_NUMBER, given="MARIA JOSE", family="Nunez-Garcia"), MARIA, "certain"),
    ("country code on the phone", replace(NO_NUMBER, phones=("+1 617 555 0101",), emails=(), postal_code=None), MARIA,
     "certain"),
    ("short form with the same phone", replace(WILLIAM, key="in", given="Bill", family="OHARA"), WILLIAM, "certain"),
    ("chosen name known", replace(WILLIAM, key="in", given="Skye"), replace(WILLIAM, other_names=("Skye",)), "certain"),
    ("number and new surname", replace(MARIA, key="in", family="Ruiz"), MARIA, "certain"),
    ("nothing but name and birth date", replace(NO_NUMBER, phones=(), emails=(), postal_code=None), MARIA, "unsure"),
    ("short form and nothing else", replace(WILLIAM, key="in", given="Bill", phones=()), WILLIAM, "unsure"),
    ("number of another person's birth date", replace(MARIA, key="in", birth_date=date(1961, 2, 9)), MARIA, "unsure"),
    ("day and month swapped", replace(NO_NUMBER, birth_date=date(1990, 4, 5)), MARIA, "unsure"),
    ("birth date unknown", replace(NO_NUMBER, birth_date=None), MARIA, "unsure"),
    ("recorded sex differs", replace(NO_NUMBER, sex="M"), MARIA, "unsure"),
    ("another number of the same kind", replace(NO_NUMBER, identifiers=frozenset({("urn:mrn", "101")})), MARIA,
     "unsure"),
    ("twins whose names share a short form", replace(WILLIAM, key="in", given="Alexandra", sex=None),
     replace(WILLIAM, given="Alexander"), "unsure"),
    ("half of the surname", replace(NO_NUMBER, family="Garcia"), MARIA, "unsure"),
    ("twin in the same home", replace(NO_NUMBER, given="Ana"), MARIA, "unsure"),
    ("twin on the same policy", replace(MARIA, key="in", given="Ana"), MARIA, "unsure"),
    ("twin with the same first word", replace(NO_NUMBER, given="María Luz"), MARIA, "unsure"),
    ("same name, other birth date, other home",
     replace(NO_NUMBER, birth_date=date(1971, 12, 30), phones=(), emails=(), postal_code="94110"), MARIA, "new"),
    ("same birth date only", Person("in", "Greta", "Olsen", date(1990, 5, 4)), MARIA, "new"),
    ("same home only", Person("in", "Greta", "Olsen", date(1958, 1, 1), postal_code="02118"), MARIA, "new"),
]  # fmt: skip


@pytest.mark.parametrize(("incoming", "known", "outcome"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_matching_two_people(incoming: Person, known: Person, outcome: str) -> None:
    found = match(incoming, [known])
    assert found.outcome == outcome
    assert found.key == (known.key if outcome == "certain" else None)
    assert found.reasons
    assert match(known, [replace(incoming, key="x")]).outcome == outcome  # it does not matter who came first


def test_matching_a_twin_in_the_list_does_not_disturb_certainty() -> None:
    twin = replace(MARIA, key="2", given="Ana", identifiers=frozenset({("urn:mrn", "200")}))
    found = match(NO_NUMBER, [twin, MARIA])
    assert (found.outcome, found.key) == ("certain", "1")
    assert [candidate.key for candidate in found.candidates] == ["1", "2"]
    assert "another given name: perhaps a twin" in [reason.en() for reason in found.candidates[1].reasons]


def test_matching_two_equal_records_are_for_a_human() -> None:
    found = match(NO_NUMBER, [MARIA, replace(MARIA, key="9", identifiers=frozenset())])
    assert (found.outcome, found.key) == ("unsure", None)
    assert found.reasons[0].en() == "Records that match equally well: 2"


def test_matching_nobody_known_is_new() -> None:
    found = match(MARIA, [])
    assert (found.outcome, found.candidates) == ("new", ())


def test_matching_says_why() -> None:
    found = match(replace(WILLIAM, key="in", given="Bill"), [WILLIAM])
    assert [reason.en() for reason in found.reasons] == [
        "same birth date",
        "short form of the given name",
        "same surname",
        "same phone number",
    ]


def test_matching_empty_contacts_confirm_nothing() -> None:
    blank = replace(NO_NUMBER, phones=("",), emails=(" ",), postal_code="")
    assert match(
        blank, [replace(MARIA, identifiers=frozenset(), phones=("",), emails=("",), postal_code="")]
    ).outcome == ("unsure")


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Núñez-O'Hara", "nunezohara"), ("ŁÓDŹ", "lodz"), ("Babara123", "babara"), ("  ", ""), ("Straße", "strasse")],
)
def test_matching_folds_names(name: str, folded: str) -> None:
    assert fold(name) == folded
