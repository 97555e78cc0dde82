"""Charts: scores stay in the frame, the last point says its value, and a table stands behind every picture."""

import itertools
import re

import pytest

from openiop.base.look.charts import bar_chart, dial, trend_chart

MOOD = [{"label": str(week + 1), "value": score} for week, score in enumerate([17, 15, 16, 12, 11, 9])]


def band(chart: str) -> tuple[float, float]:
    """Top and height of the reliable-change band."""
    match = re.search(r'class="f-band"[^>]* y="([\d.]+)" width="\d+" height="([\d.]+)"', chart)
    assert match
    return float(match[1]), float(match[2])


def test_trend_marks_the_last_point_in_amber_with_its_value() -> None:
    chart = trend_chart(MOOD, "PHQ-9", low=0, high=27, reliable=5)
    assert chart.count('class="f-make s-gap"') == 1
    assert re.search(r'class="t-warm"[^>]*>9<', chart)


def test_trend_draws_the_reliable_band_around_the_first_score() -> None:
    chart = trend_chart(MOOD, "PHQ-9", low=0, high=27, reliable=5)
    y, height = band(chart)
    point = (132 - 14) / 27
    assert height == pytest.approx(10 * point, abs=0.1)
    assert y == pytest.approx(132 - 22 * point, abs=0.1)


def test_trend_band_does_not_leave_the_instrument() -> None:
    chart = trend_chart([{"label": "1", "value": 26}], "PHQ-9", low=0, high=27, reliable=5)
    y, height = band(chart)
    assert y >= 14 and y + height <= 132


def test_trend_of_one_score_has_a_point_and_no_line() -> None:
    chart = trend_chart(MOOD[:1], "PHQ-9", low=0, high=27)
    assert "<polyline" not in chart and 'class="f-make s-gap"' in chart


def test_trend_of_nothing_says_so() -> None:
    assert 'aria-label="PHQ-9: nothing yet"' in trend_chart([], "PHQ-9", low=0, high=27)


def test_trend_leaves_out_what_was_not_answered() -> None:
    chart = trend_chart([*MOOD, {"label": "7", "value": None}], "PHQ-9", low=0, high=27)
    assert chart.count("<tr>") == 1 + len(MOOD)


def test_trend_has_the_same_numbers_in_its_table() -> None:
    chart = trend_chart(MOOD, "PHQ-9", low=0, high=27)
    assert re.findall(r'<th scope="row">(\d+)</th><td class="num">(\d+)</td>', chart) == [
        (str(p["label"]), str(p["value"])) for p in MOOD
    ]
    assert "Show as table" in chart


def test_trend_of_half_a_year_names_the_last_week_and_no_two_labels_touch() -> None:
    points = [{"label": str(week), "value": week % 9} for week in range(1, 27)]
    chart = trend_chart(points, "GAD-7", low=0, high=21, size="wide")
    places = [float(x) for x in re.findall(r'<text class="t-mid" x="([\d.]+)" y="150">', chart)]
    assert min(b - a for a, b in itertools.pairwise(places)) >= 20
    assert ">26</text>" in chart


def test_charts_escape_what_people_wrote() -> None:
    points = [{"label": "<i>1", "value": 3}]
    for chart in (trend_chart(points, "<i>T", line="<i>L"), bar_chart(points, "<i>T", line="<i>L"), dial(0, "<i>S")):
        assert "<i>" not in chart


def test_bars_put_what_is_still_scheduled_on_top_of_what_was_attended() -> None:
    chart = bar_chart([{"label": "6", "value": 165, "ahead": 360, "now": True}], "Hours", aim=540, unit="hours")
    pale, solid = (float(h) for h in re.findall(r'<rect class="f-\w+"[^>]*height="([\d.]+)"', chart))
    assert pale / solid == pytest.approx(525 / 165, rel=0.01)
    assert "6, so far" in chart and ">2 h 45<" in chart and ">9 h<" in chart


def test_bars_of_nothing_do_not_divide_by_zero() -> None:
    assert "nothing yet" in bar_chart([], "Hours", unit="hours")


@pytest.mark.parametrize(
    ("position", "direction"), [(-1, "More support"), (-5, "More support"), (0, "Stay"), (0.9, "Step down")]
)
def test_dial_points_and_says_where(position: float, direction: str) -> None:
    drawn = dial(position, "Look again Nov 25")
    assert f'aria-label="The rules point to: {direction}"' in drawn
    assert "<figcaption" in drawn and "Look again Nov 25" in drawn
    assert drawn.count("s-action") == 1
