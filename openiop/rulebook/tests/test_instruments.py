"""Scores, alerts and reliable change by examples from rules.md §6."""

from __future__ import annotations

from typing import Literal

import pytest

from openiop.rulebook import instruments


def phq9(*scores: int | None) -> dict[str, int | None]:
    return {f"phq9_{number}": value for number, value in enumerate(scores, start=1)}


def spread(prefix: str, count: int, total: int, highest: int = 3) -> dict[str, int | None]:
    """Answers of `count` items that add up to a total, filling from the first item."""
    answers: dict[str, int | None] = {}
    for number in range(1, count + 1):
        answers[f"{prefix}_{number}"] = min(highest, total)
        total -= min(highest, total)
    return answers


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"),
     (15, "moderately_severe"), (19, "moderately_severe"), (20, "severe"), (27, "severe")],
)  # fmt: skip
def test_phq_9_bands_at_their_edges(total: int, band: str) -> None:
    score = instruments.score("PHQ-9", spread("phq9", 9, total))
    assert score.band is not None
    assert (score.total, score.band.key) == (total, band)


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "minimal"), (4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (14, "moderate"), (15, "severe"),
     (21, "severe")],
)  # fmt: skip
def test_gad_7_bands_at_their_edges(total: int, band: str) -> None:
    score = instruments.score("GAD-7", spread("gad7", 7, total))
    assert score.band is not None
    assert (score.total, score.band.key) == (total, band)


@pytest.mark.parametrize(
    ("answers", "sex", "total", "band"),
    [
        ((1, 1, 1), "male", 3, "low"),
        ((1, 1, 1), "female", 3, "positive"),
        ((1, 1, 1), None, 3, "positive"),
        ((2, 1, 1), "male", 4, "positive"),
        ((4, 0, 0), "male", 4, "frequent_only"),
        ((3, 0, 0), "female", 3, "frequent_only"),
        ((0, None, None), "female", 0, "low"),
        ((4, 4, 4), "male", 12, "positive"),
    ],
)
def test_audit_c_cut_offs_by_sex_and_points_from_the_first_question(
    answers: tuple[int | None, ...], sex: Literal["male", "female"] | None, total: int, band: str
) -> None:
    score = instruments.score("AUDIT-C", {f"auditc_{n}": a for n, a in enumerate(answers, 1)}, sex=sex)
    assert score.band is not None
    assert (score.total, score.band.key, score.complete) == (total, band, True)


def test_audit_c_says_when_the_lower_cut_off_stood_in_for_an_unknown_sex() -> None:
    score = instruments.score("AUDIT-C", {"auditc_1": 1, "auditc_2": 1, "auditc_3": 1})
    assert score.explanation.en() == "3 of 12: at or above the cut-off. The lower cut-off was used"


def test_ins_1_an_incomplete_form_has_no_total() -> None:
    score = instruments.score("PHQ-9", phq9(3, 3, 3, None, 3, 3, 3, 3))
    assert (score.total, score.band, score.complete) == (None, None, False)
    assert score.missing == ("phq9_4", "phq9_9")
    assert score.explanation.en() == "Not scored: unanswered questions: 2"


def test_ins_1_the_difficulty_question_neither_counts_nor_is_required() -> None:
    assert instruments.score("PHQ-9", phq9(*[1] * 9)).total == 9
    assert instruments.score("PHQ-9", phq9(*[1] * 9) | {"phq9_difficulty": 3}).total == 9


@pytest.mark.parametrize("value", [1, 2, 3])
def test_ins_2_item_9_alerts_even_when_the_form_is_incomplete(value: int) -> None:
    score = instruments.score("PHQ-9", {"phq9_9": value})
    (alert,) = score.alerts
    assert (alert.item, alert.value, alert.crisis, score.complete) == ("phq9_9", value, True, False)
    assert alert.crisis_text is not None
    assert "988" in alert.crisis_text.en()


def test_ins_2_item_9_at_zero_does_not_alert() -> None:
    assert instruments.score("PHQ-9", phq9(3, 3, 3, 3, 3, 3, 3, 3, 0)).alerts == ()


def test_ins_2_the_weekly_check_in_alerts_on_item_9_and_has_no_total() -> None:
    answers: dict[str, int | None] = {item.code: item.low for item in instruments.get("WEEKLY-CHECKIN").items}
    quiet = instruments.score("WEEKLY-CHECKIN", answers)
    assert (quiet.total, quiet.complete, quiet.alerts) == (None, True, ())
    assert len(instruments.score("WEEKLY-CHECKIN", answers | {"phq9_9": 1}).alerts) == 1


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"phq9_1": 4}, "phq9_1: 4 is not an answer; give one of 0, 1, 2, 3"),
        ({"phq9_1": -1}, "phq9_1: -1 is not an answer"),
        ({"phq9_1": True}, "phq9_1: True is not an answer"),
        ({"phq9_11": 0}, "PHQ-9: no item 'phq9_11'"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_by_name(answers: dict[str, int | None], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        instruments.score("PHQ-9", answers)


def test_an_unknown_instrument_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="known are PHQ-9, GAD-7, AUDIT-C, WEEKLY-CHECKIN"):
        instruments.get("PHQ-8")


@pytest.mark.parametrize(
    ("key", "first", "last", "direction", "low", "high"),
    [
        ("PHQ-9", 17, 9, "better", 12, 22),
        ("PHQ-9", 17, 11, "better", 12, 22),
        ("PHQ-9", 17, 12, "none", 12, 22),
        ("PHQ-9", 17, 22, "none", 12, 22),
        ("PHQ-9", 17, 23, "worse", 12, 22),
        ("PHQ-9", 2, 8, "worse", 0, 7),
        ("GAD-7", 20, 16, "better", 17, 21),
        ("GAD-7", 10, 13, "none", 7, 13),
        ("AUDIT-C", 8, 6, "better", 7, 9),
    ],
)
def test_a_change_is_reliable_only_beyond_the_band(
    key: str, first: int, last: int, direction: str, low: int, high: int
) -> None:
    change = instruments.reliable_change(key, first, last)
    assert (change.direction, change.band_low, change.band_high) == (direction, low, high)
    assert (low <= last <= high) == (direction == "none")


def test_a_site_may_set_its_own_points_of_reliable_change() -> None:
    assert instruments.reliable_change("PHQ-9", 17, 12, points=5).direction == "better"


def test_the_check_in_has_no_reliable_change() -> None:
    with pytest.raises(ValueError, match="answer by answer"):
        instruments.reliable_change("WEEKLY-CHECKIN", 1, 2)


def test_a_total_outside_the_range_is_refused() -> None:
    with pytest.raises(ValueError, match="28 is outside 0 to 27"):
        instruments.reliable_change("PHQ-9", 28, 2)


@pytest.mark.parametrize("key", instruments.known())
def test_every_instrument_is_whole_in_both_languages(key: str) -> None:
    instrument = instruments.get(key)
    assert instrument.attribution.en
    assert instrument.citation
    assert instrument.spanish_source
    assert len({item.code for item in instrument.items}) == len(instrument.items)
    for lang in ("en", "es", "es-mx"):
        assert instrument.title_in(lang)
        assert instrument.stem_in(lang)
        for item in instrument.items:
            assert item.text_in(lang)
            assert all(label for _, label in item.options_in(lang))
    texts = [item.words for item in instrument.items]
    assert all(words.en != words.es for words in texts)


@pytest.mark.parametrize(("key", "total"), [("PHQ-9", 27), ("GAD-7", 21), ("AUDIT-C", 12)])
def test_bands_cover_every_total(key: str, total: int) -> None:
    instrument = instruments.get(key)
    assert (instrument.minimum, instrument.maximum) == (0, total)
    for each in range(total + 1):
        assert any(band.low <= each <= band.high for band in instrument.bands)


def test_ins_4_audit_c_is_not_offered_as_a_weekly_trend() -> None:
    assert [key for key in instruments.known() if not instruments.get(key).trend] == ["AUDIT-C"]


def test_loinc_codes_as_sources_state_them() -> None:
    assert (instruments.get("PHQ-9").loinc_panel, instruments.get("PHQ-9").loinc_total) == ("44249-1", "44261-6")
    assert (instruments.get("GAD-7").loinc_panel, instruments.get("GAD-7").loinc_total) == ("69737-5", "70274-6")
    assert instruments.get("PHQ-9").item("phq9_9").loinc == "44260-8"
