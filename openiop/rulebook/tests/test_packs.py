"""Every shipped pack decides its own cases, and a wrong name or file is answered clearly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openiop.rulebook import packs
from openiop.rulebook.packs.checking import case_fault

CASES = [(pack, case) for pack in packs.everything() for case in pack.cases]


@pytest.mark.parametrize(
    ("pack", "case"), CASES, ids=[f"{pack.key} {pack.version}: {case.name}" for pack, case in CASES]
)
def test_a_pack_decides_its_own_cases(pack: packs.Pack, case: packs.Case) -> None:
    assert case_fault(pack, case) == ""


def test_every_pack_brings_cases_of_both_kinds_and_a_citation() -> None:
    for pack in packs.everything():
        assert {case.valid for case in pack.cases} == {True, False}
        assert pack.citation


@pytest.mark.parametrize(("key", "day", "week", "days"), [(packs.ADULT, 180, 540, 3), (packs.ADOLESCENT, 120, 360, 3)])
def test_hrs_1_hrs_2_hrs_4_default_floors(key: str, day: int, week: int, days: int) -> None:
    pack = packs.load(key, date(2026, 3, 2))
    assert (pack.day.minutes, pack.week.minutes, pack.week.days) == (day, week, days)


def test_an_unknown_pack_is_answered_with_the_known_ones() -> None:
    with pytest.raises(packs.UnknownPack, match=r"no rule pack 'ohio'.*us-adult-per-diem"):
        packs.load("ohio", date(2026, 3, 2))


def test_a_pack_before_its_time_is_answered_with_its_dates() -> None:
    with pytest.raises(packs.NotInForce, match=r"2023-12-31.*2024-01-01 to now"):
        packs.load(packs.SERVICES, date(2023, 12, 31))


@pytest.mark.parametrize(
    ("on", "under", "band"),
    [
        (date(2026, 5, 1), 18, "adolescent"),
        (date(2026, 5, 2), 18, "adult"),
        (date(2026, 5, 2), 21, "adolescent"),
    ],
)
def test_hrs_2_the_age_of_an_adolescent_is_jurisdictional(on: date, under: int, band: str) -> None:
    assert packs.age_band(date(2008, 5, 2), on, under) == band


GOOD = (packs.SHIPPED / "us-adult-per-diem.toml").read_text(encoding="utf-8")


def test_a_broken_pack_is_never_loaded(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(GOOD.replace("payer =", "payor =", 1), encoding="utf-8")
    with pytest.raises(packs.BadPack, match=r"mine\.toml:1: the field 'payer' is missing"):
        packs.load("us-adult-per-diem", date(2026, 3, 2), folders=(tmp_path,))


def test_a_newer_version_takes_over_on_its_day(tmp_path: Path) -> None:
    old = GOOD.replace("effective_from = 2015-01-01", "effective_from = 2015-01-01\neffective_to = 2026-12-31")
    new = (
        GOOD.replace("2015-01-01", "2027-01-01")
        .replace('"2026.1"', '"2027.1"')
        .replace("minutes = 180", "minutes = 150")
    )
    (tmp_path / "a.toml").write_text(old, encoding="utf-8")
    (tmp_path / "b.toml").write_text(new, encoding="utf-8")
    assert packs.load(packs.ADULT, date(2026, 12, 31), folders=(tmp_path,)).day.minutes == 180
    assert packs.load(packs.ADULT, date(2027, 1, 1), folders=(tmp_path,)).day.minutes == 150


def test_two_versions_in_force_at_once_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("2015-01-01", "2027-01-01"), encoding="utf-8")
    with pytest.raises(packs.BadPack, match="set effective_to of the earlier one"):
        packs.load(packs.ADULT, date(2027, 1, 1), folders=(tmp_path,))
