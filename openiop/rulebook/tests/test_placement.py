"""Recommended levels, differences, continued stay, hours bands and tapers, by examples."""

from __future__ import annotations

from datetime import date

import pytest

from openiop.rulebook import codes, packs
from openiop.rulebook.placement import THIRD_EDITION, difference_problems, recommend
from openiop.rulebook.staying import StayEvidence, Taper, continued_stay, hours_band, taper_problems

Ratings = dict[int, int | str | None]
ON = date(2026, 3, 4)
ADULT = packs.load(packs.ADULT, ON)
ADOLESCENT = packs.load(packs.ADOLESCENT, ON)


def six(*rated: int | str | None) -> Ratings:
    return dict(enumerate(rated, start=1))


THIRD: list[tuple[str, Ratings, str, tuple[int, ...]]] = [
    ("no need anywhere", six(0, 0, 0, 0, 0, 0), "1.0", ()),
    ("mild throughout", six(1, 1, 1, 1, 1, 1), "1.0", (3, 4, 5, 6)),
    ("risk of return to use", six(0, 0, 1, 1, 2, 1), "2.1", (5,)),
    ("readiness and home", six(0, 0, 0, 2, 1, 2), "2.1", (4, 6)),
    ("one serious need is not averaged away", six(0, 0, 3, 0, 0, 0), "2.5", (3,)),
    ("unsafe home", six(0, 0, 1, 1, 2, 3), "3.1", (6,)),
    ("dangerous withdrawal", six(4, 0, 1, 2, 2, 2), "4.0", (1,)),
]


@pytest.mark.parametrize(("rated", "level", "highest"), [e[1:] for e in THIRD], ids=[e[0] for e in THIRD])
def test_placement_third_edition_follows_the_highest_need(rated: Ratings, level: str, highest: tuple[int, ...]) -> None:
    decision = recommend(rated, "third", dx_sud=True, dx_mh=False)
    assert (decision.level, decision.highest, decision.blocking) == (level, highest, ())
    assert decision.reasons


FOURTH: list[tuple[str, Ratings, str, tuple[int, ...]]] = [
    ("any level will do", six("any", "any", "any", "any", "any", "any"), "1.0", ()),
    ("use risks ask for an IOP", six("any", "any", "1.5", "2.1", "1.5", None), "2.1", (4,)),
    ("two ask the same", six("any", "any", "2.1", "2.1", "any", "any"), "2.1", (3, 4)),
    ("surroundings ask for a residence", six("any", "any", "2.1", "2.1", "3.1", "any"), "3.1", (5,)),
    ("the person's own view does not set the level", six("any", "any", "any", "2.1", "any", "4.0"), "2.1", (4,)),
]


@pytest.mark.parametrize(("rated", "level", "highest"), [e[1:] for e in FOURTH], ids=[e[0] for e in FOURTH])
def test_placement_fourth_edition_takes_the_highest_minimum(
    rated: Ratings, level: str, highest: tuple[int, ...]
) -> None:
    decision = recommend(rated, "fourth", dx_sud=True, dx_mh=True)
    assert (decision.level, decision.highest, decision.blocking) == (level, highest, ())


def test_placement_never_averages() -> None:
    mild = recommend(six(1, 1, 1, 1, 1, 3), "third", dx_sud=True, dx_mh=False)
    assert mild.level == "3.1"


@pytest.mark.parametrize(
    ("rated", "edition", "code"),
    [
        (six(0, 0, 1, 1, None, 1), "third", "not_rated"),
        (six("any", "evaluate_first", "2.1", "2.1", "any", "any"), "fourth", "evaluate_first"),
    ],
)
def test_placement_waits_for_what_is_not_known(rated: Ratings, edition: codes.Edition, code: str) -> None:
    decision = recommend(rated, edition, dx_sud=True, dx_mh=False)
    assert decision.level is None
    assert [reason.code for reason in decision.blocking] == [code]
    assert decision.at_least is not None


def test_placement_needs_a_diagnosis() -> None:
    decision = recommend(six(0, 0, 1, 2, 2, 2), "third", dx_sud=False, dx_mh=False)
    assert (decision.level, decision.at_least) == (None, "2.1")
    assert decision.blocking[0].code == "no_diagnosis"


def test_placement_says_when_medical_care_is_needed_alongside() -> None:
    decision = recommend(six("1.7", "any", "any", "2.1", "any", None), "fourth", dx_sud=True, dx_mh=False)
    assert decision.level == "2.1"
    assert [reason.en() for reason in decision.alongside] == [
        "Arrange medical care alongside: a need asks for 1.7 Outpatient with medical management"
    ]


def test_placement_gives_reasons_in_words() -> None:
    decision = recommend(six(0, 0, 0, 2, 1, 0), "third", dx_sud=True, dx_mh=False)
    assert [reason.en() for reason in decision.reasons] == [
        "The highest need asks for 2.1 Intensive outpatient",
        "Readiness to change asks for at least 2.1 Intensive outpatient",
        "Risk of return to use asks for at least 1.0 Outpatient",
    ]


def test_placement_a_program_may_bring_its_own_table() -> None:
    stricter = {**THIRD_EDITION, 5: {**THIRD_EDITION[5], 2: "2.5"}}
    decision = recommend(six(0, 0, 0, 0, 2, 0), "third", dx_sud=True, dx_mh=False, severities=stricter)
    assert decision.level == "2.5"


def test_placement_table_names_only_known_levels_and_never_falls_with_severity() -> None:
    for row in THIRD_EDITION.values():
        orders = [-1 if need == codes.ANY else codes.level(need).order for _, need in sorted(row.items())]
        assert orders == sorted(orders)
        assert len(orders) == 5


@pytest.mark.parametrize(
    ("rated", "edition", "words"),
    [
        ({1: 5}, "third", "dimension 1: 5 is no rating; give one of 0, 1, 2, 3, 4"),
        ({1: "2.1"}, "third", "dimension 1: '2.1' is no rating"),
        ({2: 3}, "fourth", "dimension 2: 3 is no rating"),
        ({7: 1}, "third", "dimension: give 1 to 6, not 7"),
    ],
)
def test_placement_refuses_a_rating_of_the_other_kind(rated: Ratings, edition: codes.Edition, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        recommend(rated, edition, dx_sud=True, dx_mh=False)


@pytest.mark.parametrize(
    ("actual", "reason", "words", "author", "missing"),
    [
        ("2.1", "", "", "", []),
        ("2.5", "", "", "", ["reason", "words", "author"]),
        ("2.5", "wait_list", " ", "M. Ruiz, LCSW", ["words"]),
        ("2.5", "because", "Bed free on Monday", "M. Ruiz, LCSW", ["reason"]),
        ("2.5", "wait_list", "Bed free on Monday", "M. Ruiz, LCSW", []),
    ],
)
def test_placement_a_difference_needs_reason_words_and_author(
    actual: str, reason: str, words: str, author: str, missing: list[str]
) -> None:
    assert [each.code for each in difference_problems("2.1", actual, reason, words, author)] == missing


@pytest.mark.parametrize(
    ("evidence", "action"),
    [
        (StayEvidence(worse_despite_plan_change=True), "step_up"),
        (StayEvidence(new_problem="needs_other_level"), "step_up"),
        (StayEvidence(goals_met=True), "cannot_decide"),
        (StayEvidence(True, None, None, "treatable_here", False), "continue"),
        (StayEvidence(True, None, None, "none", False), "step_down"),
        (StayEvidence(None, None, None, "none", False), "cannot_decide"),
        (StayEvidence(False, True, None, "none", False), "continue"),
        (StayEvidence(False, False, True, "none", False), "continue"),
        (StayEvidence(False, None, None, "none", False), "cannot_decide"),
        (StayEvidence(False, False, False, "none", False), "step_up"),
        (StayEvidence(True, True, True, "none", True), "step_up"),
    ],
)
def test_placement_continued_stay(evidence: StayEvidence, action: str) -> None:
    decision = continued_stay(evidence)
    assert decision.action == action
    assert decision.reasons[0].en()


@pytest.mark.parametrize(
    ("pack", "minutes", "band", "level", "ok"),
    [
        (ADULT, 540, "within", "2.1", True),
        (ADULT, 539, "below", "1.0", False),
        (ADULT, 1199, "within", "2.1", True),
        (ADULT, 1200, "above", "2.5", False),
        (ADOLESCENT, 360, "within", "2.1", True),
        (ADOLESCENT, 359, "below", "1.0", False),
        (ADOLESCENT, 540, "within", "2.1", True),
    ],
)
def test_hrs_1_hrs_2_hrs_6_hours_bands(pack: packs.Pack, minutes: int, band: str, level: str, ok: bool) -> None:
    found = hours_band(minutes, pack, on=ON)
    assert (found.band, found.level, found.ok) == (band, level, ok)


@pytest.mark.parametrize(
    ("taper", "band"),
    [
        (Taper(date(2026, 3, 2), date(2026, 3, 8), "Back to work part time"), "taper"),
        (Taper(date(2026, 3, 2), date(2026, 3, 15), "Back to work part time"), "taper"),
        (Taper(date(2026, 3, 2), date(2026, 3, 16), "Back to work part time"), "below"),
        (Taper(date(2026, 3, 2), date(2026, 3, 5), "Back to work part time"), "below"),
        (Taper(date(2026, 3, 2), date(2026, 3, 8), ""), "below"),
        (Taper(date(2026, 3, 9), date(2026, 3, 15), "Next week"), "below"),
        (Taper(date(2026, 2, 23), date(2026, 3, 3), "Over"), "below"),
    ],
)
def test_hrs_7_only_a_taper_of_one_to_two_weeks_with_a_reason_counts(taper: Taper, band: str) -> None:
    assert hours_band(360, ADULT, on=ON, taper=taper).band == band


def test_hrs_7_a_taper_says_what_is_wrong_with_it() -> None:
    words = [each.en() for each in taper_problems(Taper(date(2026, 3, 2), date(2026, 3, 31), " "), ADULT)]
    assert words == ["A taper lasts 7 to 14 days; this one lasts 30", "Give the reason for the taper"]
    assert taper_problems(Taper(date(2026, 3, 2), date(2026, 3, 1), "x"), ADULT)[0].en().startswith("The taper ends")
