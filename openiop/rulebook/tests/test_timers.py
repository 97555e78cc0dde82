"""Due dates across month ends and leap days; names follow rules.md §4.1."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from openiop.rulebook import packs, timers

ADULT = packs.load(packs.ADULT, date(2026, 3, 2))


def test_timers_admission_starts_three_documents() -> None:
    due = timers.at_admission(date(2026, 2, 24), ADULT)
    assert {each.key: each.on for each in due} == {
        "initial_plan": date(2026, 2, 24),
        "biopsychosocial": date(2026, 3, 3),
        "master_plan": date(2026, 3, 3),
    }
    assert due[2].explanation.en() == "7 days after admission"


@pytest.mark.parametrize(
    ("signed", "review"),
    [
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2028, 1, 31), date(2028, 3, 1)),
        (date(2026, 12, 15), date(2027, 1, 14)),
    ],
)
def test_timers_plan_review_is_30_days_whatever_the_month(signed: date, review: date) -> None:
    assert timers.plan_review(signed, ADULT).on == review


@pytest.mark.parametrize(
    ("authorized", "review"),
    [
        (None, date(2026, 3, 16)),
        (date(2026, 3, 31), date(2026, 3, 16)),
        (date(2026, 3, 12), date(2026, 3, 9)),
        (date(2026, 3, 19), date(2026, 3, 16)),
    ],
)
def test_timers_continued_stay_comes_before_the_authorization_ends(authorized: date | None, review: date) -> None:
    assert timers.continued_stay(date(2026, 3, 2), ADULT, authorized).on == review


def test_timers_progress_note_is_due_after_24_hours_and_late_after_72() -> None:
    end = datetime(2026, 3, 7, 17, tzinfo=ZoneInfo("America/New_York"))  # the clocks change that night
    note = timers.progress_note(end, ADULT)
    assert note.due_at == end.astimezone(UTC) + timedelta(hours=24)
    assert [note.state(end + timedelta(hours=h)) for h in (0,)] == ["open"]
    assert note.state(note.due_at - timedelta(seconds=1)) == "open"
    assert note.state(note.due_at) == "overdue"
    assert note.state(note.late_at) == "late"
    assert note.late_at - note.due_at == timedelta(hours=48)


def test_timers_progress_note_refuses_a_naive_instant() -> None:
    with pytest.raises(ValueError, match="session_end: give an aware datetime"):
        timers.progress_note(datetime(2026, 3, 7, 17), ADULT)  # noqa: DTZ001


def test_timers_discharge_summary_is_due_in_14_days() -> None:
    assert timers.discharge_summary(date(2028, 2, 20), ADULT).on == date(2028, 3, 5)


@pytest.mark.parametrize("discharged", [date(2026, 1, 31), date(2028, 2, 29), date(2027, 12, 31)])
def test_timers_follow_ups_are_counted_in_days(discharged: date) -> None:
    due = timers.follow_ups(discharged)
    assert [(each.on - discharged).days for each in due] == [30, 90, 180, 365]
    assert [each.key for each in due] == ["follow_up_30", "follow_up_90", "follow_up_180", "follow_up_365"]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 3, 12), "ahead"),
        (date(2026, 3, 13), "soon"),
        (date(2026, 3, 16), "today"),
        (date(2026, 3, 17), "late"),
    ],
)
def test_timers_a_due_date_says_how_near_it_is(today: date, state: str) -> None:
    assert timers.continued_stay(date(2026, 3, 2), ADULT).state(today) == state
