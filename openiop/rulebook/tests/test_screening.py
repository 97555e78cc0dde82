"""Where a screening leads, by examples; safety is never assumed."""

from __future__ import annotations

from itertools import product

import pytest

from openiop.rulebook import screening
from openiop.rulebook.screening import QUESTIONS, Answer, screen

FITS: dict[str, Answer | None] = {
    "danger_to_self_or_others": "no",
    "medical_emergency": "no",
    "severe_withdrawal": "no",
    "daily_alcohol_or_sedatives": "no",
    "cannot_be_alone": "no",
    "safe_place": "yes",
    "needs_more_than_weekly": "yes",
    "can_attend": "yes",
}
SAFETY = [question.key for question in QUESTIONS if question.safety]

EXAMPLES: list[tuple[str, dict[str, Answer | None], str, bool]] = [
    ("everything speaks for it", {}, "iop_fits", False),
    ("weekly care may do", {"needs_more_than_weekly": "no"}, "consider_outpatient", False),
    ("danger now", {"danger_to_self_or_others": "yes"}, "hand_off_emergency", True),
    ("overdose yesterday", {"medical_emergency": "yes"}, "hand_off_emergency", True),
    ("seizures when stopping", {"severe_withdrawal": "yes"}, "hand_off_detox", True),
    ("daily drinking", {"daily_alcohol_or_sedatives": "yes"}, "hand_off_detox", True),
    ("daily drinking, checked by medical staff", {"daily_alcohol_or_sedatives": "yes", "withdrawal_risk_low": "yes"},
     "iop_fits", False),
    ("daily drinking, checked, risk not low", {"daily_alcohol_or_sedatives": "yes", "withdrawal_risk_low": "no"},
     "hand_off_detox", True),
    ("not safe alone", {"cannot_be_alone": "yes"}, "hand_off_24h", True),
    ("nowhere safe", {"safe_place": "no"}, "hand_off_24h", True),
    ("danger outranks withdrawal", {"danger_to_self_or_others": "yes", "severe_withdrawal": "yes"},
     "hand_off_emergency", True),
    ("withdrawal outranks the clock", {"cannot_be_alone": "yes", "severe_withdrawal": "yes"}, "hand_off_detox", True),
    ("an emergency does not wait for other answers", {**dict.fromkeys(FITS), "medical_emergency": "yes"},
     "hand_off_emergency", True),
    ("cannot come yet: it fits, look for ways", {"can_attend": "no"}, "iop_fits", False),
    ("need unknown", {"needs_more_than_weekly": None}, "cannot_decide", False),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "outcome", "crisis"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_m3_screening_leads_to(changed: dict[str, Answer | None], outcome: str, crisis: bool) -> None:
    decision = screen(FITS | changed)
    assert (decision.outcome, decision.crisis) == (outcome, crisis)
    assert decision.reasons
    assert decision.tasks
    assert decision.label == dict(screening.OUTCOMES)[decision.outcome]


@pytest.mark.parametrize("key", SAFETY)
@pytest.mark.parametrize("answer", [None, "unsure"])
def test_m3_an_open_safety_question_never_means_that_it_fits(key: str, answer: Answer | None) -> None:
    decision = screen(FITS | {key: answer})
    assert decision.outcome == "cannot_decide"
    assert key in decision.unanswered
    assert decision.crisis_text is not None


def test_m3_no_combination_of_answers_fits_unless_every_safety_question_is_clear() -> None:
    safe = {key: FITS[key] for key in SAFETY}
    for said in product(("yes", "no", "unsure", None), repeat=len(SAFETY)):
        answers = FITS | dict(zip(SAFETY, said, strict=True))
        if screen(answers).outcome in ("iop_fits", "consider_outpatient"):
            assert {key: answers[key] for key in SAFETY} == safe


def test_m3_nothing_answered_cannot_be_decided() -> None:
    decision = screen({})
    assert decision.outcome == "cannot_decide"
    assert decision.unanswered == tuple(q.key for q in QUESTIONS if q.key != "withdrawal_risk_low")


def test_a_hand_off_is_never_a_dead_end() -> None:
    decision = screen(FITS | {"severe_withdrawal": "yes"})
    assert [task.key for task in decision.tasks] == ["withdrawal_care", "hand_off_follow_up"]
    assert decision.crisis_text is not None
    assert "988" in decision.crisis_text.en()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"pulse": "yes"}, "no screening question 'pulse'"),
        ({"safe_place": "maybe"}, "safe_place: give yes, no or unsure"),
    ],
)
def test_a_wrong_answer_is_refused_by_name(answers: dict[str, Answer | None], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        screen(answers)
