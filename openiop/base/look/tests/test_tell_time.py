"""Instants are UTC, a reader sees the program's clock: across midnight, daylight saving and the turn of the year."""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from openiop.base.look.moments import (
    cal_classes,
    local_date,
    local_datetime,
    local_day,
    local_range,
    local_time,
    zone_of,
)

CHICAGO = SimpleNamespace(time_zone="America/Chicago")


@dataclass
class Span:
    lower: dt.datetime | None
    upper: dt.datetime | None


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def this_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openiop.base.look.moments.timezone.now", lambda: utc(2026, 11, 18, 20))


def test_clock_and_day_are_the_programs() -> None:
    moment = utc(2026, 11, 19, 2, 30)
    assert local_time(moment, CHICAGO) == "8:30 pm"
    assert local_date(moment, CHICAGO) == "Wednesday, November 18"
    assert local_day(moment, "Europe/Madrid") == "Nov 19"
    assert local_datetime(moment, ZoneInfo("America/Los_Angeles")) == "Nov 18, 6:30 pm"


def test_daylight_saving_moves_the_clock() -> None:
    assert local_time(utc(2026, 3, 8, 7, 59), CHICAGO) == "1:59 am"
    assert local_time(utc(2026, 3, 8, 8, 0), CHICAGO) == "3:00 am"


def test_another_year_is_named() -> None:
    assert local_day(utc(2025, 1, 5, 12), CHICAGO) == "Jan 5, 2025"
    assert local_date(dt.date(2025, 1, 5)) == "Sunday, January 5, 2025"


def test_a_plain_date_has_no_zone() -> None:
    assert local_day(dt.date(2026, 3, 1), CHICAGO) == "Mar 1"
    assert local_datetime(dt.date(2026, 3, 1), CHICAGO) == "Mar 1"


def test_nothing_is_said_of_nothing() -> None:
    for filter_ in (local_time, local_date, local_day, local_datetime, local_range):
        assert filter_(None, CHICAGO) == ""


def test_a_range_says_the_half_of_the_day_once() -> None:
    assert local_range(Span(utc(2026, 11, 18, 20), utc(2026, 11, 18, 21, 30)), CHICAGO) == "2:00 to 3:30 pm"
    assert local_range(Span(utc(2026, 11, 18, 17), utc(2026, 11, 18, 19)), CHICAGO) == "11:00 am to 1:00 pm"
    assert local_range(Span(utc(2026, 11, 18, 17), None), CHICAGO) == "from 11:00 am"


def test_a_zone_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        zone_of("Mars/Olympus")


def test_a_session_has_its_place_in_the_week() -> None:
    afternoon = Span(utc(2026, 11, 18, 20), utc(2026, 11, 18, 21, 30))
    assert cal_classes(afternoon, CHICAGO) == "d3 t1400 m90"
    assert cal_classes(afternoon, CHICAGO, day=1, lane=2, lanes=2) == "d1 t1400 m90 l2of2"


def test_a_session_outside_the_grid_stands_at_its_edge() -> None:
    assert cal_classes(Span(utc(2026, 11, 18, 11), utc(2026, 11, 18, 12)), CHICAGO) == "d3 t0600 m60"
    assert cal_classes(Span(utc(2026, 11, 19, 3, 30), utc(2026, 11, 19, 5)), CHICAGO) == "d3 t2130 m30"
