"""When a note may be signed; NOTE-2 to NOTE-4 of rules.md §4.2."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from openiop.rulebook import notes
from openiop.rulebook.notes import NoteDraft

END = datetime(2026, 3, 2, 22, tzinfo=UTC)
GOOD = NoteDraft(
    session_end=END,
    now=END + timedelta(minutes=5),
    attended=True,
    minutes=84,
    session_minutes=90,
    objectives=("evenings",),
    response="Jordan mapped the first ten minutes of a craving and chose two moves to try on Friday.",
    own_names=("Jordan",),
    other_names=("Renee", "Will", "José"),
)


def test_note_a_whole_note_is_ready() -> None:
    assert notes.check(GOOD) == notes.Readiness(True, ())


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"now": END - timedelta(seconds=1)}, "NOTE-4", "session_end"),
        ({"minutes": None}, "minutes", "minutes"),
        ({"minutes": 0}, "minutes", "minutes"),
        ({"minutes": 91}, "minutes", "minutes"),
        ({"objectives": ()}, "objective", "objectives"),
        ({"response": "  \n"}, "response", "response"),
        ({"attended": False}, "minutes", "minutes"),
    ],
)
def test_note_4_and_contents_block_signing(changed: dict[str, object], code: str, field: str) -> None:
    readiness = notes.check(replace(GOOD, **changed))  # type: ignore[arg-type]
    assert not readiness.ready
    (problem,) = readiness.problems
    assert (problem.code, problem.field, problem.severity) == (code, field, "block")
    assert problem.explanation.en()


def test_note_4_the_bell_itself_is_late_enough() -> None:
    assert notes.check(replace(GOOD, now=END)).ready


def test_note_a_block_cannot_be_waved_through() -> None:
    draft = replace(GOOD, objectives=(), acknowledged=frozenset({"objective"}))
    assert not notes.check(draft).ready


def test_note_an_absence_needs_neither_goal_nor_response() -> None:
    absent = replace(GOOD, attended=False, minutes=0, objectives=(), response="")
    assert notes.check(absent).ready


def test_note_3_a_late_entry_is_flagged_with_both_dates_and_may_be_signed() -> None:
    readiness = notes.check(replace(GOOD, now=END + timedelta(hours=73)))
    assert readiness.ready
    assert [problem.explanation.en() for problem in readiness.problems] == [
        "Late entry: session on 2026-03-02, note on 2026-03-05"
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("He listened and, with Renee, wrote down one person to call.", ["Renee"]),
        ("They asked José about work; Jose answered.", ["José", "Jose"]),
        ("RENEE spoke first.", ["RENEE"]),
        ("Will try the plan on Friday and report on Monday to the group.", []),
        ("She asked Will for his number after the group had ended today.", ["Will"]),
        ("Jordan spoke of a renewed wish to sleep through the whole night.", []),
        ("A willow, a rose.", []),
    ],
)
def test_note_names_of_other_members_are_found(text: str, named: list[str]) -> None:
    readiness = notes.check(replace(GOOD, response=text))
    found = [str(problem.explanation.params["name"]) for problem in readiness.problems]
    assert found == named
    assert readiness.ready == (not named)


def test_note_a_named_relative_may_be_kept_after_a_look() -> None:
    draft = replace(GOOD, response="Called cousin Renee on Sunday and told her about the plan.")
    assert not notes.check(draft).ready
    assert notes.check(replace(draft, acknowledged=frozenset({"names_member"}))).ready


def test_note_a_namesake_in_the_group_is_no_problem() -> None:
    assert notes.check(replace(GOOD, other_names=("Jordan",))).ready


CLONE = "Participated in the exercise and was attentive throughout the whole session."


@pytest.mark.parametrize(
    ("mine", "theirs", "ready"),
    [
        (f"Renewed focus today on sleep and on work. {CLONE}", f"Quiet at first. {CLONE}", False),
        (CLONE.replace("whole", "entire"), CLONE, False),
        (CLONE, "Spoke about her brother and practiced a short refusal with two peers.", True),
        ("Listened well.", "Listened well.", True),
    ],
)
def test_note_2_a_sentence_that_repeats_another_note_needs_a_look(mine: str, theirs: str, ready: bool) -> None:
    draft = replace(GOOD, response=mine, other_texts=(theirs,))
    assert notes.check(draft).ready == ready
    assert notes.check(replace(draft, acknowledged=frozenset({"NOTE-2"}))).ready


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("a b c", "A, b; c!", 1.0, 1.0),
        ("a b c", "x y z", 0.0, 0.0),
        (CLONE, CLONE.replace("whole", "entire"), 0.9, 0.99),
    ],
)
def test_note_2_similarity_runs_from_0_to_1(one: str, other: str, low: float, high: float) -> None:
    assert low <= notes.similarity(one, other) <= high
