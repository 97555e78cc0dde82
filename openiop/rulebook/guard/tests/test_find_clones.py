"""NOTE-2: what counts as another note over again, and what notes may share."""

from __future__ import annotations

import pytest

from openiop.rulebook import guard
from openiop.rulebook.guard import Note

OTHERS = (("Tasha Greene", "Tasha"), ("Kenneth Watanabe", "Ken"))
MINE = (
    "Renee mapped the first ten minutes of Friday’s craving and chose two moves to try. She linked the urge to drink "
    "to her brother’s visits, a first for her. She rated confidence at 6 of 10, up from 4 last week. Next: call her "
    "sister on Sunday evening."
)


def found(text: str, sibling: str = "", previous: str = "", shared: str = "") -> list[tuple[str, str]]:
    note = Note(
        text=text,
        names=("Renee Dubois", "Renee"),
        others=OTHERS,
        siblings=(sibling,) if sibling else (),
        previous=(previous,) if previous else (),
        objective="o",
        shared=shared,
    )
    return [(each.code, each.severity) for each in guard.check(note)]


@pytest.mark.parametrize(
    "sibling",
    [
        MINE,
        MINE.replace("Renee", "Tasha"),
        MINE.replace("Renee", "Ken").replace("She", "He").replace("her", "his"),
        MINE.replace("Renee", "KENNETH")
        .replace("Friday", "Tuesday")
        .replace("6 of 10", "3 of 10")
        .replace("two", "three"),
        MINE.upper(),
        " ".join(reversed([f"{part}." for part in MINE.rstrip(".").split(". ")])),
        MINE.replace("mapped", "charted").replace("linked", "tied"),
        MINE.replace(". ", ".\n- "),
        MINE.replace("’", "'").replace(".", "!"),
        f"{MINE} Tasha also asked whether the bus still runs on Sundays and wrote the times down.",
    ],
)
def test_note_2_names_pronouns_numbers_days_and_order_make_no_other_note(sibling: str) -> None:
    assert found(MINE, sibling=sibling) == [("cloned-sibling", "block")]
    assert found(MINE, previous=sibling) == [("cloned-previous", "block")]


def test_note_2_half_a_note_from_another_one_is_shown_sentence_by_sentence() -> None:
    half = "Tasha came late and spoke of work. " + ". ".join(MINE.split(". ")[:3]) + "."
    assert found(MINE, sibling=half)[0] == ("cloned-sibling", "warn")
    mock = "Renee listened through most of it. Participated in the exercise and was attentive throughout the session."
    before = "Quiet today. Participated in the exercise and was attentive throughout the whole session."
    assert found(mock, previous=before) == [("cloned-previous", "warn")]


SHARED = "Members learned to tell the first ten minutes of a craving apart from what follows, and each wrote two moves."


@pytest.mark.parametrize(
    ("text", "sibling"),
    [
        ("Did not attend.", "Did not attend."),
        (
            "Did not attend and did not call; staff left a message.",
            "Did not attend and did not call; staff left a message.",
        ),
        ("Listened well.", "Listened well."),
        (
            "Attended 90 of 90 minutes. Denied any thoughts of harming self or others. Renee drew a map of her week.",
            "Attended 90 of 90 minutes. Denied any thoughts of harming self or others. Ken spoke of his son at length.",
        ),
        (
            f"{SHARED} Renee asked about sleep and set one change.",
            f"{SHARED} Ken told how payday goes and made a call.",
        ),
        (
            "The group discussed triggers and practiced refusal skills in pairs. Renee named payday as hers.",
            "The group discussed triggers and practiced refusal skills in pairs. Ken stayed silent until the end.",
        ),
        (
            "Renee mapped a craving and chose to walk to the pier. She slept five nights of seven.",
            "Ken mapped his week and chose to call his cousin. He spoke about missing a shift on Monday.",
        ),
        ("", ""),
    ],
)
def test_note_2_short_and_stock_and_shared_words_may_recur(text: str, sibling: str) -> None:
    assert found(text, sibling=sibling, shared=SHARED) == []


def test_note_2_a_note_that_says_nothing_of_its_own_is_a_clone_of_its_like() -> None:
    text = (
        "The group discussed triggers and practiced refusal skills in pairs, then reviewed the homework for next time."
    )
    assert found(text, sibling=text) == [("cloned-sibling", "block")]


def test_note_2_similarity_runs_from_0_to_1() -> None:
    assert guard.similarity(MINE, MINE.replace("Renee", "Ken"), [("Renee",), ("Ken",)]) == 1.0
    assert guard.similarity(MINE, "Ken spoke of a fight with his son and how he walked away before it grew.") < 0.4
