"""The dose meter, the quad and the week strip: right geometry, right words, nothing unescaped."""

import re

import pytest
from django.utils import translation

from openiop.base.look.hours import dose_meter, dose_quad, hours, week_strip


@pytest.mark.parametrize(
    ("minutes", "form", "said"),
    [
        (0, "short", "0 min"),
        (15, "short", "15 min"),
        (60, "short", "1 h"),
        (525, "short", "8 h 45"),
        (525, "clock", "8:45"),
        (525, "words", "8 h 45 min"),
        (605, "short", "10 h 05"),
        (605, "words", "10 h 5 min"),
        (-15, "short", "−15 min"),
        (None, "short", "–"),
    ],
)
def test_minutes_are_said_as_a_reader_says_them(minutes: int | None, form: str, said: str) -> None:
    assert hours(minutes, form) == said


def widths(svg: str) -> dict[str, tuple[int, int]]:
    return {
        kind: (int(x), int(width))
        for kind, x, width in re.findall(r'<rect class="(f-\w+)" x="(\d+)" width="(\d+)"', svg)
    }


def test_meter_puts_the_prescribed_tick_at_nine_tenths() -> None:
    svg = dose_meter(attended=270, ahead=180, suggested=60, prescribed=540)
    assert widths(svg) == {"f-done": (0, 450), "f-ahead": (450, 300), "f-make": (750, 100)}
    assert 'class="s-aim" x1="900"' in svg


def test_meter_says_itself_in_words() -> None:
    svg = dose_meter(attended=165, ahead=360, prescribed=540)
    assert 'role="img" aria-label="2 h 45 min attended, 6 h still scheduled, 9 h prescribed"' in svg


def test_meter_of_nothing_is_empty_and_says_so() -> None:
    svg = dose_meter()
    assert "<rect" not in svg and "<line" not in svg
    assert 'aria-label="0 min attended, nothing prescribed"' in svg


def test_meter_over_the_prescribed_hours_stays_inside_its_frame() -> None:
    svg = dose_meter(attended=700, ahead=120, prescribed=540)
    assert sum(width for _x, width in widths(svg).values()) == 1000
    assert 's-aim s-over" x1="659"' in svg


def test_meter_takes_missing_and_negative_minutes_as_none() -> None:
    assert dose_meter(attended=None, ahead=-30, prescribed=540) == dose_meter(prescribed=540)


def test_meter_does_not_keep_the_words_of_another_language() -> None:
    english = dose_meter(attended=61, prescribed=540)
    with translation.override("es"):
        dose_meter(attended=61, prescribed=540)
    assert dose_meter(attended=61, prescribed=540) == english


def test_meter_size_cannot_break_out_of_its_attribute() -> None:
    assert '"><script' not in dose_meter(size='"><script>')


def test_quad_reaches_what_is_attended_and_what_is_to_come() -> None:
    quad = dose_quad(prescribed=540, scheduled=540, attended=165, ahead=360)
    assert re.findall(r"<dd>(\d+:\d\d)", quad) == ["9:00", "9:00", "2:45", "8:45"]
    assert "6:00 to come" in quad


def test_week_strip_names_every_day_and_marks_today() -> None:
    strip = week_strip(
        [
            {"label": "M", "name": "Monday", "attended": 165},
            {"label": "T", "name": "Tuesday"},
            {"label": "W", "name": "Wednesday", "ahead": 180, "now": True},
        ]
    )
    assert 'aria-label="Monday: 2 h 45 min; Tuesday: no group; Wednesday: planned 3 h"' in strip
    assert strip.count("t-warm") == 1 and strip.count('class="f-make"') == 1


def test_week_strip_with_a_day_longer_than_full_stays_in_the_picture() -> None:
    strip = week_strip([{"label": "M", "attended": 600, "now": True}], full=180)
    tops = [float(y) for y in re.findall(r' c?y="([\d.]+)"', strip)]
    assert min(tops) >= 0


def test_week_strip_escapes_its_labels() -> None:
    assert "<b>" not in week_strip([{"label": "<b>M", "name": '"><b>'}])


def test_week_strip_of_no_days_draws_nothing() -> None:
    assert 'viewBox="0 0 50 104"' in week_strip([])
