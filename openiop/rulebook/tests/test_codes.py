"""Code tables: what is in them, what they refuse, and the real conditions that imports bring."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from openiop.rulebook import codes

SYNTHEA = Path(__file__).parents[3].parent / "shared" / "data" / "synthea"
TABLES = [each for each in vars(codes).values() if isinstance(each, codes.CodeTable)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_every_table_has_unique_codes_labels_and_a_version(table: codes.CodeTable) -> None:
    listed = [code for code, _ in table.choices()]
    assert len(set(listed)) == len(listed) > 0
    assert all(label and each.system and each.version for each in table for label in [each.label])


@pytest.mark.parametrize(
    ("table", "present", "absent"),
    [
        (codes.SUBSTANCES, "20", "19"),
        (codes.ROUTES, "20", "05"),
        (codes.FREQUENCIES, "05", "06"),
        (codes.DISCHARGE_REASONS, "14", "09"),
        (codes.SERVICES, "06", "09"),
        (codes.REFERRAL_SOURCES, "07", "08"),
        (codes.CRIMINAL_JUSTICE_REFERRALS, "96", "09"),
        (codes.INSURANCE, "06", "05"),
    ],
)
def test_teds_uses_the_submission_frame_not_the_public_use_one(
    table: codes.CodeTable, present: str, absent: str
) -> None:
    assert present in table
    assert absent not in table


def test_an_unknown_code_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="frequency: no code '9'; codes are 01, 02, 03, 04, 05"):
        codes.FREQUENCIES.label("9")
    with pytest.raises(KeyError, match=r"no level of care '3\.3'; levels are 1\.0"):
        codes.level("3.3")


def test_levels_run_from_least_to_most_intensive() -> None:
    listed = [each.code for each in codes.LEVELS]
    assert listed == ["1.0", "1.5", "1.7", "2.1", "2.5", "2.7", "3.1", "3.5", "3.7", "4.0"]
    assert [float(code) for code in listed] == sorted(float(code) for code in listed)
    assert [each.code for each in codes.LEVELS if each.medical] == ["1.7", "2.7", "3.7", "4.0"]


@pytest.mark.parametrize("edition", codes.EDITIONS)
def test_both_editions_have_six_dimensions_with_a_prompt(edition: codes.Edition) -> None:
    six = codes.dimensions(edition)
    assert [each.number for each in six] == [1, 2, 3, 4, 5, 6]
    assert all(each.label and each.prompt for each in six)


def test_the_sixth_dimension_of_the_fourth_edition_does_not_drive_the_level() -> None:
    assert [each.drives_level for each in codes.dimensions("fourth")] == [True] * 5 + [False]
    assert all(each.drives_level for each in codes.dimensions("third"))


def test_ratings_of_the_two_editions_are_different_things() -> None:
    assert [value for value, _ in codes.ratings("third")] == ["0", "1", "2", "3", "4"]
    assert [value for value, _ in codes.ratings("fourth")][:2] == ["any", "evaluate_first"]


def test_diagnoses_are_well_formed_and_unique() -> None:
    listed = [each.code for each in codes.DIAGNOSES]
    assert len(set(listed)) == len(listed)
    assert all(map(codes.is_icd10cm, listed))
    assert {each.kind for each in codes.DIAGNOSES} == {"sud", "mh", "other"}


@pytest.mark.parametrize("code", ["F10", "F10.20", "T50.901A", "Z59.00", "F32.A"])
def test_an_icd10cm_code_is_known_by_its_shape(code: str) -> None:
    assert codes.is_icd10cm(code)


@pytest.mark.parametrize("code", ["", "F1020", "10.20", "f10.20", "F10.", "F10.20 ", "U07.1x"])
def test_what_is_no_icd10cm_code_is_refused(code: str) -> None:
    assert not codes.is_icd10cm(code)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("F11.2", "F11.20"), ("opioid mild", "F11.10"), ("post-traumatic", "F43.10"), ("f43.1", "F43.10")],
)
def test_the_picker_finds_by_code_and_by_words(typed: str, first: str) -> None:
    assert codes.search_diagnoses(typed)[0].code == first


def test_labels_put_the_person_first() -> None:
    words = re.compile(r"\b(addict|alcoholic|abuser|abuse|clean|dirty|non-?compliant|failed)\b", re.IGNORECASE)
    labels = [each.label for each in codes.DIAGNOSES] + [each.label for table in TABLES for each in table]
    assert not [label for label in labels if words.search(label)]


@pytest.mark.parametrize(
    ("snomed", "icd10cm", "kind"),
    [
        ("7200002", "F10.20", "sud"),
        ("5602001", "F11.10", "sud"),
        ("55680006", "T50.901A", "other"),
        ("370143000", "F32.9", "mh"),
        ("36923009", "F32.9", "mh"),
    ],
)
def test_an_imported_condition_becomes_icd10cm(snomed: str, icd10cm: str, kind: str) -> None:
    mapped = codes.icd10cm_for_snomed(snomed)
    assert mapped is not None
    assert (mapped.icd10cm, mapped.kind) == (icd10cm, kind)


def test_a_condition_without_a_match_stays_snomed() -> None:
    assert codes.icd10cm_for_snomed("444814009") is None  # viral sinusitis


@pytest.mark.skipif(not SYNTHEA.is_dir(), reason="../shared/data/synthea is not beside this checkout")
def test_every_substance_or_mental_health_condition_of_the_real_bundles_is_mapped() -> None:
    words = re.compile(r"drug|alcohol|opioid|depress|anxi|tobacco|suicid|psych|stress|abuse|overdose", re.IGNORECASE)
    found = {
        (coding["code"], coding["display"])
        for path in SYNTHEA.glob("*.json.gz")
        for entry in json.loads(gzip.decompress(path.read_bytes()))["entry"]
        if entry["resource"]["resourceType"] == "Condition"
        for coding in entry["resource"]["code"]["coding"]
        if words.search(coding["display"])
    }
    assert len(found) >= 5
    assert not [each for each in found if codes.icd10cm_for_snomed(each[0]) is None]
