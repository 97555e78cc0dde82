"""Every element of 42 CFR 2.31(a) and the rules CON-1 to CON-7, each with a table of examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from openiop.rulebook import consent
from openiop.rulebook.consent import Draft, Facts, Party, Person, Problem, Signers, kinds, narrowing, signing
from openiop.rulebook.consent.texts import in_force

TODAY = date(2026, 11, 21)
TEXTS = in_force(TODAY)
HALE = Party("Officer Dale Hale", "probation")
MOTHER = Party("Rosa Avery", "family")
DOCTOR = Party("Dr. Lena Fox", "provider", covered=True, treating=True)
PLAN = Party("Bay State Health", "health_plan", covered=True)

SPECIFIC = Draft(
    "specific",
    client="Jordan Avery",
    discloser="Harbor Street IOP",
    information="The days and hours I attended",
    items=frozenset({"hours"}),
    parties=(MOTHER,),
    purposes=frozenset({"support"}),
    statements=frozenset({"revocation"}),
    expires_on=date(2027, 2, 1),
)
ALL_TPO = frozenset({"revocation", "hipaa_redisclosure", "no_longer_protected", "consequences"})
TPO = replace(
    SPECIFIC,
    kind="tpo_single",
    parties=(),
    recipient_class=TEXTS.recipients["tpo"]["en"],
    purposes=kinds.TPO,
    statements=ALL_TPO,
    consequences="Nothing changes in your treatment.",
    expires_on=None,
    expires_never=True,
)
JUSTICE = replace(
    SPECIFIC,
    kind="criminal_justice",
    parties=(HALE,),
    purposes=frozenset({"monitoring"}),
    statements=frozenset({"revocable_when"}),
    is_condition=True,
    revocable_event="when my case has been decided",
)
COUNSELING = replace(SPECIFIC, kind="sud_counseling_notes", items=frozenset({"counseling"}))
PROCEEDING = replace(
    SPECIFIC,
    kind="legal_proceeding",
    parties=(Party("Essex County Court", "court"),),
    purposes=frozenset({"proceeding"}),
)
INTERMEDIARY = replace(
    TPO,
    kind="intermediary",
    recipient_class="",
    parties=(Party("Shoreline Exchange", "intermediary", "intermediary"),),
    participants=TEXTS.participants["treating"]["en"],
    statements=ALL_TPO - {"hipaa_redisclosure"},
)
PDMP = replace(
    SPECIFIC,
    kind="pdmp",
    parties=(Party("State PDMP", "pdmp"),),
    purposes=frozenset({"pdmp"}),
    items=frozenset({"medical"}),
    state_requires=True,
)
REGISTRY = replace(
    SPECIFIC,
    kind="central_registry",
    parties=(Party("Central registry", "registry"),),
    purposes=frozenset({"registry"}),
    items=frozenset({"medical"}),
)
RESEARCH = replace(
    SPECIFIC,
    kind="research",
    parties=(Party("Dr. Osei", "researcher"),),
    purposes=frozenset({"research"}),
    expires_on=None,
    expires_event=TEXTS.ends["research"]["en"],
)
WHOLE = (SPECIFIC, TPO, JUSTICE, COUNSELING, PROCEEDING, INTERMEDIARY, PDMP, REGISTRY, RESEARCH)


def codes(draft: Draft, today: date = TODAY) -> list[str]:
    return [each.code for each in consent.problems(draft, today)]


def test_con_3_there_is_a_whole_example_of_every_kind() -> None:
    assert {draft.kind for draft in WHOLE} == set(kinds.KINDS)


@pytest.mark.parametrize("draft", WHOLE, ids=lambda draft: draft.kind)
def test_con_3_a_whole_consent_of_each_kind_has_no_problem(draft: Draft) -> None:
    assert codes(draft) == []


@pytest.mark.parametrize("draft", WHOLE, ids=lambda draft: draft.kind)
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"client": " "}, "client_missing"),
        ({"discloser": ""}, "discloser_missing"),
        ({"items": frozenset()}, "items_missing"),
        ({"information": " "}, "information_missing"),
        ({"purposes": frozenset()}, "purpose_missing"),
        ({"expires_on": None, "expires_event": "", "expires_never": False}, "expiry_missing"),
        ({"expires_on": date(2027, 2, 1), "expires_event": "Discharge", "expires_never": False}, "expiry_twice"),
        ({"expires_on": date(2026, 11, 20), "expires_event": "", "expires_never": False}, "expiry_past"),
        ({"false": True}, "known_false"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_con_3_every_kind_needs_every_element(draft: Draft, change: dict[str, Any], code: str) -> None:
    assert code in codes(replace(draft, **change))


@pytest.mark.parametrize(
    ("draft", "change", "expected"),
    [
        (SPECIFIC, {"parties": ()}, ["recipient_missing"]),
        (SPECIFIC, {"parties": (Party("  "),)}, ["recipient_missing"]),
        (SPECIFIC, {"parties": (), "recipient_class": "My sisters"}, []),
        (JUSTICE, {"parties": ()}, ["recipient_missing"]),
        (TPO, {"recipient_class": ""}, ["recipient_missing"]),
        (TPO, {"recipient_class": "", "parties": (DOCTOR, PLAN)}, []),
        (INTERMEDIARY, {"parties": ()}, ["intermediary_missing"]),
        (
            INTERMEDIARY,
            {"parties": (Party("Shoreline", "intermediary", "intermediary", covered=True),), "statements": ALL_TPO},
            ["not_an_intermediary"],
        ),
        (INTERMEDIARY, {"participants": "Everyone in the exchange"}, ["participants_missing"]),
        (
            INTERMEDIARY,
            {"participants": "", "parties": (*INTERMEDIARY.parties, Party("Dr. Fox", "provider", "participant"))},
            [],
        ),
        (INTERMEDIARY, {"participants": TEXTS.participants["treating"]["es"]}, []),
    ],
)
def test_con_3_element_4_recipients(draft: Draft, change: dict[str, Any], expected: list[str]) -> None:
    assert codes(replace(draft, **change)) == expected


def test_con_3_element_4_says_its_number_and_words() -> None:
    (found,) = consent.problems(replace(SPECIFIC, parties=()), TODAY)
    assert (found.rule, found.citation, found.field, found.severity) == (
        "CON-3", "42 CFR 2.31(a)(4)(i)", "recipients", "block",
    )  # fmt: skip
    assert found.explanation.en() == (
        "Name at least one person or organization who may receive it. (CON-3, 42 CFR 2.31(a)(4)(i))"
    )
    upside_down = found.explanation.translated(lambda text: text.replace("Name at least", "Diga al menos"))
    assert upside_down.startswith("Diga al menos")


@pytest.mark.parametrize("key", sorted(ALL_TPO))
def test_con_3_a_tpo_form_needs_4iii_and_both_sentences_of_10(key: str) -> None:
    assert codes(replace(TPO, statements=ALL_TPO - {key})) == [f"statement_{key}"]


@pytest.mark.parametrize(
    ("draft", "change", "expected"),
    [
        (TPO, {"consequences": ""}, ["consequences_missing"]),
        (SPECIFIC, {"raises_funds": True}, ["statement_fundraising"]),
        (TPO, {"raises_funds": True}, ["statement_fundraising"]),
        (TPO, {"raises_funds": True, "statements": ALL_TPO | {"fundraising"}}, []),
        (SPECIFIC, {"statements": frozenset()}, ["statement_revocation"]),
        (SPECIFIC, {"purposes": frozenset({"request"})}, []),
        (SPECIFIC, {"purposes": frozenset({"other"})}, ["purpose_words_missing"]),
        (SPECIFIC, {"purposes": frozenset({"other"}), "purpose_words": "For my landlord"}, []),
        (SPECIFIC, {"parties": (DOCTOR,), "purposes": frozenset({"treatment"})}, [
            "statement_hipaa_redisclosure", "statement_no_longer_protected", "statement_consequences",
            "consequences_missing",
        ]),
        (SPECIFIC, {"purposes": frozenset({"research"})}, ["purpose_of_another_kind"]),
        (TPO, {"purposes": frozenset({"fundraising"}), "expires_never": False, "expires_event": "End"}, [
            "tpo_without_purpose", "statement_fundraising",
        ]),
        (REGISTRY, {"parties": (MOTHER,)}, ["recipient_of_another_kind"]),
        (PDMP, {"state_requires": False}, ["state_law"]),
    ],
)  # fmt: skip
def test_con_3_purpose_and_statements(draft: Draft, change: dict[str, Any], expected: list[str]) -> None:
    assert codes(replace(draft, **change)) == expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (TPO, []),
        (INTERMEDIARY, []),
        (SPECIFIC, ["expiry_never"]),
        (JUSTICE, ["period_missing", "expiry_never"]),
        (RESEARCH, ["expiry_never"]),
        (PROCEEDING, ["expiry_never"]),
    ],
    ids=lambda value: value.kind if isinstance(value, Draft) else "",
)
def test_con_3_element_7_none_is_enough_only_for_treatment_payment_operations(
    draft: Draft, expected: list[str]
) -> None:
    assert codes(replace(draft, expires_on=None, expires_event="", expires_never=True)) == expected


def test_con_3_element_7_the_last_day_may_be_today() -> None:
    assert codes(replace(SPECIFIC, expires_on=TODAY)) == []


def test_con_3_a_past_expiry_is_refused_with_number_and_words() -> None:
    (found,) = consent.problems(replace(SPECIFIC, expires_on=date(2026, 11, 20)), TODAY)
    assert found.explanation.en() == (
        "The last day, 2026-11-20, is already past. Choose a day from today on. (CON-3, 42 CFR 2.31(a)(7))"
    )


@pytest.mark.parametrize(
    ("draft", "change", "expected"),
    [
        (SPECIFIC, {"items": frozenset({"hours", "counseling"})}, ["counseling_combined"]),
        (SPECIFIC, {"items": frozenset({"counseling"})}, ["counseling_combined"]),
        (TPO, {"items": frozenset({"plan", "counseling"})}, ["counseling_combined"]),
        (COUNSELING, {"items": frozenset({"counseling", "notes"})}, ["counseling_combined"]),
        (COUNSELING, {"items": frozenset({"notes"})}, ["counseling_without_notes"]),
        (COUNSELING, {"conditioned": True}, ["counseling_conditioned"]),
        (SPECIFIC, {"conditioned": True}, []),
    ],
)
def test_con_1_counseling_notes_stand_alone(draft: Draft, change: dict[str, Any], expected: list[str]) -> None:
    found = consent.problems(replace(draft, **change), TODAY)
    assert [each.code for each in found] == expected
    assert {each.rule for each in found} <= {"CON-1"}


@pytest.mark.parametrize(
    ("draft", "purposes", "expected"),
    [
        (PROCEEDING, {"proceeding", "support"}, ["proceeding_combined", "purpose_of_another_kind"]),
        (SPECIFIC, {"proceeding", "support"}, ["proceeding_combined"]),
        (SPECIFIC, {"proceeding"}, ["purpose_of_another_kind"]),
        (PROCEEDING, {"proceeding"}, []),
    ],
)
def test_con_2_a_proceeding_is_never_combined(draft: Draft, purposes: set[str], expected: list[str]) -> None:
    assert codes(replace(draft, purposes=frozenset(purposes))) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"parties": (MOTHER,)}, ["recipient_of_another_kind"]),
        ({"parties": (HALE, MOTHER)}, ["recipient_of_another_kind"]),
        ({"is_condition": False}, ["not_a_condition"]),
        ({"revocable_event": ""}, ["revocable_missing"]),
        ({"revocable_event": "", "revocable_on": date(2027, 1, 15)}, []),
        ({"revocable_on": date(2027, 1, 16), "disposition_on": date(2027, 1, 15)}, ["revocable_too_late"]),
        ({"revocable_on": date(2027, 1, 15), "disposition_on": date(2027, 1, 15)}, []),
        ({"statements": frozenset()}, ["statement_revocable_when"]),
        ({"purposes": frozenset({"treatment"})}, [
            "purpose_of_another_kind", "statement_no_longer_protected", "statement_consequences",
            "consequences_missing",
        ]),
    ],
)  # fmt: skip
def test_con_4_criminal_justice(change: dict[str, Any], expected: list[str]) -> None:
    assert codes(replace(JUSTICE, **change)) == expected


@pytest.mark.parametrize(
    ("kind", "revocable_on", "happened", "disposed", "refused"),
    [
        ("specific", None, False, False, False),
        ("tpo_single", None, False, False, False),
        ("criminal_justice", None, False, False, True),
        ("criminal_justice", date(2026, 11, 22), False, False, True),
        ("criminal_justice", date(2026, 11, 21), False, False, False),
        ("criminal_justice", None, True, False, False),
        ("criminal_justice", None, False, True, False),
    ],
)
def test_con_4_only_criminal_justice_waits_to_be_revoked(
    kind: str, revocable_on: date | None, happened: bool, disposed: bool, refused: bool
) -> None:
    found = consent.may_revoke(kind, revocable_on=revocable_on, event_happened=happened, disposed=disposed, today=TODAY)
    assert (found is not None) is refused
    assert found is None or found.rule == "CON-4"


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(signed=False), "draft"),
        (Facts(signed=True), "live"),
        (Facts(signed=True, expires_on=TODAY), "live"),
        (Facts(signed=True, expires_on=date(2026, 11, 20)), "expired"),
        (Facts(signed=True, event_on=date(2026, 11, 1), event="Discharge"), "ended"),
        (Facts(signed=True, revoked_on=TODAY), "revoked"),
        (Facts(signed=True, revoked_on=TODAY, expires_on=date(2026, 11, 20)), "revoked"),
    ],
)
def test_con_5_a_consent_stands_until_it_ends(facts: Facts, state: str) -> None:
    found = consent.standing(facts, TODAY)
    assert (found.state, found.live) == (state, state == "live")
    refused = consent.refusal(found)
    assert (refused is None) is found.live
    assert refused is None or refused.rule == ("CON-5" if state == "revoked" else "CON-3")


@pytest.mark.parametrize(
    ("draft", "items", "expected"),
    [
        (JUSTICE, {"hours", "placement"}, []),
        (JUSTICE, {"hours", "notes"}, ["more_than_needed"]),
        (REGISTRY, {"medical", "plan"}, ["more_than_needed"]),
        (SPECIFIC, {"hours", "notes", "plan"}, []),
    ],
)
def test_con_6_no_more_than_the_purpose_needs(draft: Draft, items: set[str], expected: list[str]) -> None:
    found = consent.problems(replace(draft, items=frozenset(items)), TODAY)
    assert [each.code for each in found] == expected
    assert consent.blocking(found) == ()


@pytest.mark.parametrize(
    ("person", "purposes", "expected"),
    [
        (Person(None, "MA", deceased=True), {"support"}, ("representative",)),
        (Person(date(1990, 1, 1), "MA", adjudicated=True), {"treatment"}, ("representative",)),
        (Person(date(1990, 1, 1), "MA", unable=True), {"payment"}, ("director",)),
        (Person(date(1990, 1, 1), "MA", unable=True), {"payment", "treatment"}, "unable_payment_only"),
        (Person(date(1990, 1, 1), "MA", unable=True), {"support"}, "unable_payment_only"),
        (Person(None, "MA"), {"support"}, "birth_date_missing"),
        (Person(date(1990, 1, 1), "MA"), {"support"}, ("client",)),
    ],
)
def test_con_7_who_signs_for_those_who_cannot(person: Person, purposes: set[str], expected: object) -> None:
    found = consent.who_must_sign(person, purposes, TODAY)
    assert (found.code if isinstance(found, Problem) else found.capacities) == expected


@pytest.mark.parametrize(
    ("state", "years", "alone"),
    [
        ("MA", 17, False), ("MA", 18, True),  # not in the table: both, until of age
        ("CA", 11, False), ("CA", 12, True), ("ca", 12, True),
        ("AZ", 12, True), ("IL", 11, False), ("IL", 12, True),
        ("WA", 12, False), ("WA", 13, True),
        ("AL", 13, False), ("AL", 14, True), ("DE", 14, True),
        ("CO", 14, False), ("CO", 15, True),
        ("MD", 15, False), ("MD", 16, True),
        ("OH", 9, True), ("IA", 9, True), ("CT", 9, True), ("AK", 9, True), ("AR", 9, True),
        ("AL", 18, True), ("NE", 17, False), ("NE", 18, True), ("MS", 14, False), ("MS", 15, True),
        ("PR", 20, False), ("PR", 21, True),  # of age at 21, and nothing else is known
        ("", 17, False), ("", 18, True),
    ],
)  # fmt: skip
def test_con_3_minors_sign_alone_or_with_a_guardian_by_state(state: str, years: int, alone: bool) -> None:
    birthday = date(TODAY.year - years, TODAY.month, TODAY.day)
    found = consent.who_must_sign(Person(birthday, state), {"support"}, TODAY)
    assert isinstance(found, Signers)
    assert found.capacities == (("client",) if alone else ("client", "guardian"))


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 11, 22), TODAY, 17),
        (date(2008, 11, 21), TODAY, 18),
    ],
)
def test_con_3_age_counts_whole_years(born: date, on: date, years: int) -> None:
    assert signing.age(born, on) == years


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        (set(), ["signature_client", "signature_guardian"]),
        ({"client"}, ["signature_guardian"]),
        ({"guardian"}, ["signature_client"]),
        ({"client", "guardian"}, []),
        ({"client", "guardian", "director"}, ["signature_director_not_enough"]),
    ],
)
def test_con_3_a_minor_without_the_required_signature_is_refused(signed: set[str], expected: list[str]) -> None:
    needed = consent.who_must_sign(Person(date(2010, 1, 1), "MA"), {"support"}, TODAY)
    assert isinstance(needed, Signers)
    found = consent.missing(needed, signed)
    assert [each.code for each in found] == expected
    assert all(each.citation == "42 CFR 2.14" for each in found)


def test_con_3_a_guardian_cannot_sign_where_the_minor_signs_alone() -> None:
    needed = consent.who_must_sign(Person(date(2010, 1, 1), "CA"), {"payment"}, TODAY)
    assert isinstance(needed, Signers)
    (lacking, useless) = consent.missing(needed, {"guardian"})
    assert (lacking.code, useless.code) == ("signature_client", "signature_guardian_not_enough")
    assert "only the minor signs" in useless.explanation.en()


@pytest.mark.parametrize(
    ("state", "years", "of_age"),
    [("MA", 18, True), ("AL", 18, False), ("al", 19, True), ("NE", 18, False), ("MS", 20, False), ("PR", 21, True)],
)
def test_con_3_majority_is_what_the_law_of_the_state_says(state: str, years: int, of_age: bool) -> None:
    assert signing.of_age(date(TODAY.year - years, TODAY.month, TODAY.day), state, TODAY) == of_age


def test_every_state_of_the_table_names_its_source() -> None:
    rules = signing.minor_rules()
    assert len(rules) == 15
    assert all(rule.source and rule.source_date and rule.service == "sud_outpatient" for rule in rules.values())


@pytest.mark.parametrize(
    ("change", "named"), [({"kind": "general"}, "kind"), ({"purposes": frozenset({"gossip"})}, "purposes")]
)
def test_an_unknown_word_is_an_error_that_names_its_field(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=f"^{named}: "):
        consent.problems(replace(SPECIFIC, **change), TODAY)


@pytest.mark.parametrize(
    ("said", "entry", "day", "leaves"),
    [
        ({}, "a", date(2026, 11, 1), True),
        ({"from": "2026-11-01"}, "a", date(2026, 11, 1), True),
        ({"from": "2026-11-02"}, "a", date(2026, 11, 1), False),
        ({"to": "2026-11-01"}, "a", date(2026, 11, 1), True),
        ({"to": "2026-10-31", "from": None}, "a", date(2026, 11, 1), False),
        ({"without": ["a"]}, "a", date(2026, 11, 1), False),
        ({"without": ["a"]}, "b", date(2026, 11, 1), True),
        ({"from": "2026-11-02"}, "a", None, True),
        ({"without": ["a"]}, "a", None, False),
    ],
)
def test_con_6_a_client_narrows_what_leaves(said: dict[str, Any], entry: str, day: date | None, leaves: bool) -> None:
    limit = narrowing.read({"hours": said})["hours"]
    assert limit.lets_through(entry, day) is leaves
    assert limit.is_open is (not said)


@pytest.mark.parametrize(
    "said",
    [
        [],
        {"since": "2026-11-01"},
        {"from": "last week"},
        {"from": 20261101},
        {"from": "2026-11-02", "to": "2026-11-01"},
        {"without": "a"},
        {"without": [1]},
    ],
)
def test_con_6_a_narrowing_that_is_none_names_its_item(said: Any) -> None:
    with pytest.raises(ValueError, match=r"^narrowing of hours: "):
        narrowing.read({"hours": said})
