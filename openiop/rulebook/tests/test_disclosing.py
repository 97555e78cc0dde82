"""What travels, what holds a disclosure back, and how long the program has (rules.md §3.3, §3.4)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from openiop.rulebook import consent
from openiop.rulebook.consent import agreements, clocks, emergency, notice, orders, redisclosing, restrictions, texts
from openiop.rulebook.consent.agreements import Agreement
from openiop.rulebook.consent.emergency import Emergency
from openiop.rulebook.consent.orders import Order
from openiop.rulebook.consent.restrictions import Leaving, Restriction

TODAY = date(2026, 11, 21)
TEXTS = texts.in_force(TODAY)


def test_2_32_the_texts_are_those_of_the_rule_in_force() -> None:
    assert TEXTS.version == "2024-04-16"
    assert texts.version("2024-04-16") == TEXTS
    assert TEXTS.notices[2] == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert TEXTS.notices[1].startswith("This record which has been disclosed to you is protected by Federal")
    assert re.findall(r"\((i+)\)", TEXTS.notices[1]) == ["i", "ii", "iii"]  # the test of a current copy (rules.md §3.1)
    with pytest.raises(texts.NoTexts, match="2024-04-15"):
        texts.in_force(date(2024, 4, 15))
    with pytest.raises(texts.NoTexts, match="2017"):
        texts.version("2017")


@pytest.mark.parametrize(("how", "number"), [("page", 1), ("pdf", 1), ("fax", 1), ("mail", 1), ("fhir", 2), ("csv", 2)])
def test_2_32_one_statement_goes_with_every_way(how: str, number: int) -> None:
    assert TEXTS.notice(how) == (number, TEXTS.notices[number])


@pytest.mark.parametrize("language", ["en", "es"])
def test_2_31_every_statement_is_there_in_both_languages(language: str) -> None:
    for key in consent.kinds.STATEMENTS:
        words = TEXTS.statement(key, language, discloser="Harbor Street", revocable="X", consequences="Y")
        assert words
        assert "%(" not in words
    assert TEXTS.statement("fundraising", "other") == TEXTS.statement("fundraising", "en")


def test_acc_5_the_header_of_the_patient_notice_is_the_prescribed_one() -> None:
    header = TEXTS.header("en", program="Harbor Street IOP", contact="Pat Moreau", reach="(555) 010-4477, p@x.example")
    assert header.splitlines()[0] == "Notice of Privacy Practices of Harbor Street IOP"
    assert header.count("•") == 3
    assert "TO DISCUSS IT WITH Pat Moreau AT (555) 010-4477, p@x.example IF YOU HAVE ANY QUESTIONS." in header
    assert "%(" not in TEXTS.header("es", program="A", contact="B", reach="C")


def test_acc_5_the_checklist_has_the_seven_rights() -> None:
    assert sum(key.startswith("right_") for key in TEXTS.checklist) == 7
    everything = set(TEXTS.checklist) - notice.ONLY_WHERE_IT_APPLIES
    assert notice.problems(TEXTS, everything) == ()
    (lacking,) = notice.problems(TEXTS, everything - {"right_copy"})
    assert lacking.code == "notice_right_copy"
    (lacking,) = notice.problems(TEXTS, everything, applies=["fundraising"])
    assert lacking.code == "notice_fundraising"
    with pytest.raises(ValueError, match="says: gossip"):
        notice.problems(TEXTS, {"gossip"})


@pytest.mark.parametrize(
    ("given", "first", "in_emergency", "late"),
    [
        (None, None, False, False),
        (None, date(2026, 11, 22), False, False),
        (None, date(2026, 11, 21), False, True),
        (date(2026, 11, 20), date(2026, 11, 20), False, False),
        (date(2026, 11, 21), date(2026, 11, 20), False, True),
        (date(2026, 11, 21), date(2026, 11, 20), True, False),
        (None, date(2026, 11, 20), True, True),
    ],
)
def test_acc_5_the_notice_is_given_by_the_first_service(
    given: date | None, first: date | None, in_emergency: bool, late: bool
) -> None:
    assert (notice.late(given, first, emergency=in_emergency, today=TODAY) is not None) is late


@pytest.mark.parametrize(
    ("covered", "program", "purposes", "code"),
    [
        (True, False, {"treatment", "payment", "operations"}, "as_hipaa"),
        (True, True, {"treatment"}, "as_hipaa"),
        (False, True, {"treatment", "payment"}, "as_consent"),
        (False, False, {"payment"}, "contractors"),
        (False, False, {"treatment"}, "not_at_all"),
        (True, False, {"support"}, "not_at_all"),
        (False, False, set(), "not_at_all"),
    ],
)
def test_2_33_what_a_recipient_may_pass_on(covered: bool, program: bool, purposes: set[str], code: str) -> None:
    assert redisclosing.allowed(covered=covered, part2_program=program, purposes=frozenset(purposes)).code == code


CALL = Emergency(
    "no_consent_possible",
    recipient="Dr. Amira Sol",
    facility="Salem General",
    discloser="Dana Whitfield, LMFT",
    at=datetime(2026, 11, 21, 14, tzinfo=UTC),
    nature="Unconscious, possible overdose",
    medical=True,
    items=frozenset({"medical"}),
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"ground": "disaster"}, []),
        ({"ground": ""}, ["ground"]),
        ({"recipient": ""}, ["recipient_missing"]),
        ({"facility": " "}, ["facility_missing"]),
        ({"discloser": ""}, ["discloser_missing"]),
        ({"at": None}, ["at_missing"]),
        ({"nature": ""}, ["nature_missing"]),
        ({"medical": False}, ["not_medical"]),
        ({"items": frozenset({"counseling"})}, ["counseling"]),
    ],
)
def test_2_51_an_emergency_is_documented_at_once(change: dict[str, Any], expected: list[str]) -> None:
    assert [each.code for each in emergency.problems(replace(CALL, **change))] == expected


def test_2_51_needs_a_time_with_its_zone() -> None:
    with pytest.raises(ValueError, match=r"^at: "):
        emergency.problems(replace(CALL, at=datetime(2026, 11, 21, 14)))  # noqa: DTZ001


CIVIL = Order(
    "non_criminal",
    received_on=date(2026, 11, 18),
    order_on=date(2026, 11, 12),
    mandate_on=date(2026, 11, 16),
    findings=frozenset({"notice", "good_cause", "essential_parts"}),
    items=frozenset({"hours"}),
    scope="Attendance in October 2026",
    court="Essex Superior Court",
)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"order_on": None}, ["order_missing"]),
        ({"order_on": None, "mandate_on": None}, ["order_missing", "mandate_missing"]),
        ({"kind": "subpoena_only", "order_on": None}, ["order_missing"]),
        ({"mandate_on": None}, ["mandate_missing"]),
        ({"findings": frozenset({"notice", "good_cause"})}, ["finding_missing"]),
        ({"findings": frozenset()}, ["finding_missing"] * 3),
        ({"confidential": True}, ["finding_missing"]),
        ({"kind": "against_client"}, ["finding_missing"] * 5),
        ({"kind": "against_program"}, []),
        ({"scope": ""}, ["scope_missing"]),
        ({"items": frozenset()}, ["scope_missing"]),
        ({"court": ""}, ["court_missing"]),
        ({"expires_on": date(2026, 11, 20)}, ["order_expired"]),
        ({"expires_on": TODAY}, []),
        ({"fictitious": False}, ["named_openly"]),
    ],
)
def test_2_61_order_and_mandate_are_both_needed(change: dict[str, Any], expected: list[str]) -> None:
    assert [each.code for each in orders.problems(replace(CIVIL, **change), TODAY)] == expected


def test_2_61_a_subpoena_alone_is_refused_in_plain_words() -> None:
    (found,) = orders.problems(replace(CIVIL, order_on=None), TODAY)
    assert found.explanation.en() == (
        "A subpoena alone does not open the record. Refuse it, and say that a court order is needed. (42 CFR 2.61)"
    )
    with pytest.raises(ValueError, match=r"^kind: "):
        orders.problems(replace(CIVIL, kind="phone call"), TODAY)


def test_2_66_records_held_unknowingly_go_back_within_120_days() -> None:
    assert orders.return_or_destroy_by(date(2026, 11, 21)) == date(2027, 3, 21)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"written": False}, ["qsoa_written"]),
        ({"bound": False}, ["qsoa_is_bound"]),
        ({"resists": False}, ["qsoa_resists"]),
        ({"service": ""}, ["qsoa_service"]),
        ({"treats": True}, ["qsoa_treats"]),
    ],
)
def test_2_11_a_service_agreement_binds_and_resists(change: dict[str, Any], expected: list[str]) -> None:
    lab = Agreement("Coastal Labs", written=True, bound=True, resists=True, service="Toxicology")
    assert [each.code for each in agreements.problems(replace(lab, **change))] == expected


PAID = Restriction(
    "Not to my plan about the evaluation I paid for",
    recipient_kind="health_plan",
    purposes=frozenset({"payment", "operations"}),
    paid_in_full=True,
)


@pytest.mark.parametrize(
    ("change", "required", "agree"),
    [
        ({}, False, True),
        ({}, True, False),
        ({"paid_in_full": False}, False, False),
        ({"recipient_kind": "family"}, False, False),
        ({"purposes": frozenset({"treatment"})}, False, False),
        ({"purposes": frozenset()}, False, False),
    ],
)
def test_acc_3_what_was_paid_in_full_must_be_agreed(change: dict[str, Any], required: bool, agree: bool) -> None:
    asked = replace(PAID, **change)
    assert restrictions.must_agree(asked, required_by_law=required) is agree
    assert (restrictions.may_decline(asked, required_by_law=required) is not None) is agree


BILL = Leaving("plan-1", "health_plan", frozenset({"hours"}), frozenset({"payment"}))


@pytest.mark.parametrize(
    ("change", "leaving", "held"),
    [
        ({}, {}, True),
        ({}, {"recipient_kind": "provider"}, False),
        ({}, {"purposes": frozenset({"treatment"})}, False),
        ({}, {"emergency": True}, False),
        ({}, {"required_by_law": True}, False),
        ({"items": frozenset({"evaluation"})}, {}, False),
        ({"items": frozenset({"evaluation", "hours"})}, {}, True),
        ({"recipient": "plan-1"}, {}, True),
        ({"recipient": "plan-2"}, {}, False),
        ({"recipient_kind": "", "purposes": frozenset()}, {"recipient_kind": "family"}, True),
    ],
)
def test_acc_3_an_agreed_restriction_is_asked_before_every_disclosure(
    change: dict[str, Any], leaving: dict[str, Any], held: bool
) -> None:
    assert (restrictions.holds_back(replace(PAID, **change), replace(BILL, **leaving)) is not None) is held


@pytest.mark.parametrize(
    ("paid", "how", "refused"),
    [(True, "writing", False), (True, "oral", False), (True, "notice", True), (False, "notice", False)],
)
def test_acc_3_how_a_restriction_ends(paid: bool, how: str, refused: bool) -> None:
    assert (restrictions.may_end(replace(PAID, paid_in_full=paid), how) is not None) is refused
    with pytest.raises(ValueError, match=r"^how: "):
        restrictions.may_end(PAID, "silence")


def test_acc_1_an_accounting_is_answered_in_60_days_with_one_extension_of_30() -> None:
    due = clocks.accounting(date(2026, 11, 21))
    assert due.on == date(2027, 1, 20)
    assert not due.late(date(2027, 1, 20))
    assert due.late(date(2027, 1, 21))
    longer = clocks.extended(due, "Records of the former site are being fetched")
    assert isinstance(longer, clocks.Clock)
    assert longer.on == date(2027, 2, 19)
    refused = clocks.extended(due, " ")
    assert isinstance(refused, consent.Problem)
    assert refused.rule == "ACC-1"


@pytest.mark.parametrize(
    ("asked", "first"), [(date(2026, 11, 21), date(2023, 11, 21)), (date(2028, 2, 29), date(2025, 2, 28))]
)
def test_acc_1_an_accounting_reaches_three_years_back(asked: date, first: date) -> None:
    assert clocks.accounting_period(asked) == clocks.Period(first, asked)
    assert clocks.period_problem(first, asked, asked) is None
    assert clocks.period_problem(first.replace(year=first.year - 1), asked, asked) is not None
    assert clocks.period_problem(asked, first, asked) is not None


@pytest.mark.parametrize(
    ("earlier", "free"),
    [((), True), ((date(2025, 11, 21),), True), ((date(2025, 11, 22),), False), ((date(2026, 11, 21),), False)],
)
def test_acc_1_the_first_in_twelve_months_is_free(earlier: tuple[date, ...], free: bool) -> None:
    assert clocks.accounting_is_free(date(2026, 11, 21), earlier) is free


def test_acc_2_an_intermediary_answers_in_30_days() -> None:
    assert clocks.intermediary_list(date(2026, 11, 21)).on == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("people", "most", "expected"),
    [
        (1, None, {"individuals": date(2027, 1, 20), "secretary": date(2027, 3, 1)}),
        (499, None, {"individuals": date(2027, 1, 20), "secretary": date(2027, 3, 1)}),
        (500, None, {"individuals": date(2027, 1, 20), "media": date(2027, 1, 20), "secretary": date(2027, 1, 20)}),
        (500, 300, {"individuals": date(2027, 1, 20), "secretary": date(2027, 1, 20)}),
    ],
)
def test_acc_4_whom_to_tell_about_a_breach_and_until_when(
    people: int, most: int | None, expected: dict[str, date]
) -> None:
    assert {clock.key: clock.on for clock in clocks.breach(date(2026, 11, 21), people, most)} == expected


def test_acc_4_only_unsecured_records_make_a_breach() -> None:
    assert clocks.is_breach(secured=False, low_probability="")
    assert not clocks.is_breach(secured=True, low_probability="")
    assert not clocks.is_breach(secured=False, low_probability="Opened by a bound colleague, destroyed unread")
    with pytest.raises(ValueError, match=r"^people: "):
        clocks.breach(date(2026, 11, 21), 0)
