"""Countable minutes against examples and against a brute-force count, minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openiop.rulebook import dose, packs
from openiop.rulebook.dose import AttendedSession, DayTally, Prescription, Span

BOSTON = ZoneInfo("America/New_York")
ADULT = packs.load(packs.ADULT, date(2026, 3, 2))
MEDICARE = packs.load(packs.SERVICES, date(2026, 3, 2))


def at(clock: str, day: str = "2026-03-02", tz: ZoneInfo = BOSTON, fold: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=tz, fold=fold)


def span(start: str, end: str, day: str = "2026-03-02") -> Span:
    return Span(at(start, day), at(end, day))


AFTERNOON = span("14:00", "17:00")

EXAMPLES = [
    ("whole session", [span("14:00", "17:00")], [], 180),
    ("early bird earns nothing before the bell", [span("13:30", "17:20")], [], 180),
    ("late by 12", [span("14:12", "17:00")], [], 168),
    ("left early", [span("14:00", "16:15")], [], 135),
    ("break is not counted", [span("14:00", "17:00")], [span("14:30", "14:45")], 165),
    ("break while out of the room is not taken twice", [span("14:00", "14:30"), span("14:45", "17:00")],
     [span("14:30", "14:45")], 165),
    ("two tablets saw the same person", [span("14:00", "15:00"), span("14:30", "17:00")], [], 180),
    ("touching ranges", [span("14:00", "15:00"), span("15:00", "17:00")], [], 180),
    ("overlapping breaks count once", [span("14:00", "17:00")], [span("15:00", "15:10"), span("15:05",
    "15:15")],
     165),
    ("break outside the session", [span("14:00", "17:00")], [span("12:00", "13:00")], 180),
    ("absent", [], [span("15:00", "15:15")], 0),
    ("present elsewhere in the day", [span("09:00", "12:00")], [], 0),
    ("halves of minutes add up to whole ones", [span("14:00:00", "14:00:30"), span("15:00:00", "15:00:30")],
    [], 1), ("59 seconds are not a minute", [span("14:00:00", "14:00:59")], [], 0),
]  # fmt: skip


@pytest.mark.parametrize(("presence", "breaks", "minutes"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_bil_3_bil_4_presence_in_session_without_breaks(presence: list[Span], breaks: list[Span], minutes: int) -> None:
    assert dose.countable_minutes(presence, AFTERNOON, breaks) == minutes
    assert dose.count_session(presence, AFTERNOON, breaks, tz=BOSTON).minutes == minutes


def test_bil_4_says_where_the_other_minutes_went() -> None:
    counted = dose.count_session(
        [span("14:06", "15:00"), span("15:20", "16:50")], AFTERNOON, [span("15:45", "16:00")], tz=BOSTON
    )
    assert (counted.minutes, counted.session_minutes, counted.break_minutes) == (129, 165, 15)
    assert (counted.late_minutes, counted.away_minutes, counted.early_minutes) == (6, 20, 10)
    assert [reason.en() for reason in counted.explanation] == [
        "129 of 165 minutes count",
        "arrived 14:06, 6 min after the start",
        "20 min out of the room",
        "left 16:50, 10 min before the end",
        "break 15:45–16:00 not counted",
    ]


def test_the_night_clocks_go_back_lasts_an_hour_longer() -> None:
    night = Span(at("00:30", "2026-11-01"), at("02:30", "2026-11-01"))
    assert night.minutes == 180
    assert dose.countable_minutes([night], night) == 180
    second_half_past_one = Span(at("01:30", "2026-11-01", fold=1), at("02:30", "2026-11-01"))
    assert dose.countable_minutes([second_half_past_one], night) == 60


def test_the_night_clocks_go_forward_lasts_an_hour_less() -> None:
    night = Span(at("01:00", "2026-03-08"), at("04:00", "2026-03-08"))
    assert dose.countable_minutes([night], night) == 120
    assert dose.day_span(date(2026, 3, 8), BOSTON).minutes == 23 * 60
    assert dose.day_span(date(2026, 11, 1), BOSTON).minutes == 25 * 60


def test_a_session_across_midnight_belongs_whole_to_the_day_it_starts() -> None:
    late = Span(at("23:00"), at("01:00", "2026-03-03"))
    assert dose.session_day(late, BOSTON) == date(2026, 3, 2)
    assert dose.countable_minutes([late], late) == 120


def test_a_day_is_local_not_utc() -> None:
    assert dose.day_of(datetime(2026, 3, 3, 2, tzinfo=UTC), BOSTON) == date(2026, 3, 2)


def test_a_midnight_that_does_not_exist_begins_the_day_after_the_gap() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # clocks go from 00:00 to 01:00
    day = dose.day_span(date(2024, 3, 31), beirut)
    assert day.minutes == 23 * 60
    assert dose.day_of(day.start, beirut) == date(2024, 3, 31)


@pytest.mark.parametrize(("start", "first"), [(0, date(2026, 3, 2)), (6, date(2026, 3, 1)), (3, date(2026, 2, 26))])
def test_a_treatment_week_starts_on_the_programs_weekday(start: int, first: date) -> None:
    week = dose.week_of(date(2026, 3, 2), start)
    assert week.first == first
    assert week.days()[-1] == week.last == first + timedelta(days=6)
    assert date(2026, 3, 2) in week
    assert date(2026, 3, 12) not in week


def test_bil_12_overlapping_sessions_share_no_minute() -> None:
    group, individual = span("14:00", "16:00"), span("15:30", "16:30")
    everywhere = (span("13:00", "18:00"),)
    minutes = dose.count_day(
        [AttendedSession("individual", individual, everywhere), AttendedSession("group", group, everywhere)]
    )
    assert minutes == {"group": 120, "individual": 30}


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (datetime(2026, 3, 2, 14), at("17:00"), "start: give an aware datetime"),  # noqa: DTZ001
        (at("17:00"), at("14:00"), "is before start"),
    ],
)
def test_a_wrong_range_is_refused_with_its_field(start: datetime, end: datetime, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Span(start, end)


# The oracle walks the clock a minute at a time and knows nothing of ranges.
ZONES = ["America/New_York", "America/Los_Angeles", "Asia/Beirut", "Australia/Lord_Howe", "UTC"]
ORIGINS = [
    datetime(2026, 3, 8, 4, tzinfo=UTC),
    datetime(2026, 11, 1, 4, tzinfo=UTC),
    datetime(2026, 4, 4, 13, tzinfo=UTC),
    datetime(2026, 6, 15, 2, tzinfo=UTC),
]
WINDOW = 600
minute_pairs = st.lists(
    st.tuples(st.integers(0, WINDOW), st.integers(0, WINDOW)).map(lambda pair: (min(pair), max(pair))),
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(
    origin=st.sampled_from(ORIGINS),
    zone=st.sampled_from(ZONES),
    presence=minute_pairs,
    corrections=minute_pairs,
    breaks=minute_pairs,
    session=st.tuples(st.integers(0, WINDOW), st.integers(0, WINDOW)).map(lambda p: (min(p), max(p))),
)
def test_bil_3_bil_4_agrees_with_counting_minute_by_minute(
    origin: datetime,
    zone: str,
    presence: list[tuple[int, int]],
    corrections: list[tuple[int, int]],
    breaks: list[tuple[int, int]],
    session: tuple[int, int],
) -> None:
    tz = ZoneInfo(zone)
    # A correction is a row that replaces an earlier one: the first presences give way, one for each
    # correction.
    standing = presence[len(corrections) :] + corrections
    expected = sum(
        1
        for minute in range(session[0], session[1])
        if any(start <= minute < end for start, end in standing)
        and not any(start <= minute < end for start, end in breaks)
    )

    def spans(pairs: list[tuple[int, int]]) -> list[Span]:
        return [
            Span(
                (origin + timedelta(minutes=start)).astimezone(tz),
                (origin + timedelta(minutes=end)).astimezone(tz),
            )
            for start, end in pairs
        ]

    counted = dose.count_session(spans(standing), spans([session])[0], spans(breaks), tz=tz)
    assert counted.minutes == expected
    assert dose.countable_minutes(spans(standing), spans([session])[0], spans(breaks)) == expected
    if standing and expected:
        assert (
            counted.minutes + counted.late_minutes + counted.away_minutes + counted.early_minutes
            == counted.session_minutes
        )


@settings(max_examples=200, deadline=None)
@given(
    sessions=st.lists(
        st.tuples(st.integers(0, WINDOW), st.integers(0, WINDOW)).map(lambda p: (min(p), max(p))), max_size=4
    ),
    presence=minute_pairs,
    breaks=minute_pairs,
)
def test_bil_12_a_day_counts_each_minute_once(
    sessions: list[tuple[int, int]], presence: list[tuple[int, int]], breaks: list[tuple[int, int]]
) -> None:
    origin = ORIGINS[0]

    def one(pair: tuple[int, int]) -> Span:
        return Span(origin + timedelta(minutes=pair[0]), origin + timedelta(minutes=pair[1]))

    # Breaks belong to every session here, so a minute counts if any session, any presence and no break holds
    # it.
    expected = sum(
        1
        for minute in range(WINDOW)
        if any(a <= minute < b for a, b in sessions)
        and any(a <= minute < b for a, b in presence)
        and not any(a <= minute < b for a, b in breaks)
    )
    minutes = dose.count_day(
        AttendedSession(n, one(pair), tuple(map(one, presence)), tuple(map(one, breaks)))
        for n, pair in enumerate(sessions)
    )
    assert sum(minutes.values()) == expected


@pytest.mark.parametrize(
    ("minutes", "valid", "short", "words"),
    [
        (180, True, 0, "180 of 180 minutes: the day counts"),
        (165, False, 15, "165 of 180 minutes: the hours count, the day does not"),
        (0, False, 180, "No minutes of 180: the day does not count"),
    ],
)
def test_bil_2_a_day_counts_from_the_packs_minutes(minutes: int, valid: bool, short: int, words: str) -> None:
    day = dose.decide_day(minutes, 2, ADULT)
    assert (day.valid, day.short_by, day.explanation.en()) == (valid, short, words)


@pytest.mark.parametrize(("services", "valid", "tier"), [(0, False, ""), (3, True, "lower"), (4, True, "upper")])
def test_mcr_8_services_a_day_are_counted_apart_from_hours(services: int, valid: bool, tier: str) -> None:
    day = dose.decide_day(30, services, MEDICARE)
    assert (day.valid, day.tier, day.basis) == (valid, tier, "services")


def test_a_prescription_may_ask_more_of_a_day_than_the_pack_never_less() -> None:
    assert not dose.decide_day(200, 2, ADULT, needed=240).valid
    assert not dose.decide_day(150, 2, ADULT, needed=120).valid


NINE_HOURS = Prescription(minutes=540, days=3)
MONDAY, WEDNESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 6)
WEEKS = [
    ("all ahead", [(MONDAY, 0, 180), (WEDNESDAY, 0, 180), (FRIDAY, 0, 180)], 0, True, 0, 0),
    ("Monday missed", [(WEDNESDAY, 0, 180), (FRIDAY, 0, 180)], 0, False, 180, 1),
    ("15 minutes lost on Monday", [(MONDAY, 165, 0), (WEDNESDAY, 0, 180), (FRIDAY, 0, 180)], 0, False, 15, 1),
    ("hours made up, the day is not", [(MONDAY, 165, 0), (WEDNESDAY, 0, 195), (FRIDAY, 0, 180)], 0, False, 0,
    1), ("a fourth day mends it", [(MONDAY, 165, 0), (WEDNESDAY, 180, 0), (FRIDAY, 0, 180), (date(2026, 3,
    7), 0, 180)],
     1, True, 0, 0),
    ("done", [(MONDAY, 180, 0), (WEDNESDAY, 180, 0), (FRIDAY, 180, 0)], 3, True, 0, 0),
    ("nothing planned", [], 0, False, 540, 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "valid", "on_track", "short", "short_days"), [w[1:] for w in WEEKS], ids=[w[0] for w in WEEKS]
)
def test_a_week_says_what_can_still_be_reached(
    days: list[tuple[date, int, int]], valid: int, on_track: bool, short: int, short_days: int
) -> None:
    week = dose.decide_week([DayTally(*day) for day in days], NINE_HOURS, ADULT)
    assert (week.valid_days, week.on_track) == (valid, on_track)
    assert (week.short_by, week.short_days) == (short, short_days)
    assert week.reachable == week.attended + week.scheduled == sum(day[1] + day[2] for day in days)
    assert week.reached == (valid == 3)


def test_a_week_explains_itself() -> None:
    week = dose.decide_week([DayTally(MONDAY, 165), DayTally(WEDNESDAY, 0, 180)], NINE_HOURS, ADULT)
    assert [reason.en() for reason in week.explanation] == [
        "2 h 45 min attended and 3 h still ahead, of 9 h prescribed",
        "Days that count so far: 0 of 3",
        "Short by 3 h 15 min",
        "Days short, even with everything planned: 2",
    ]


def test_a_day_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="a day comes twice"):
        dose.decide_week([DayTally(MONDAY, 60), DayTally(MONDAY, 60)], NINE_HOURS, ADULT)


def test_mcr_8_a_week_of_services_reaches_its_days_by_services() -> None:
    ahead = [
        DayTally(MONDAY, 150, services=3),
        DayTally(WEDNESDAY, 0, 150, scheduled_services=3),
        DayTally(FRIDAY, 0, 240),
    ]
    week = dose.decide_week(ahead, Prescription(540, 3), MEDICARE)
    assert (week.valid_days, week.reachable_days, week.short_days, week.short_by) == (1, 2, 1, 0)
