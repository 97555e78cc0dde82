"""Is an intensive outpatient program right for this person now? (Own wording; rules.md §1.3.)

Safety comes first and is never assumed: a safety question without a clear answer means that nobody can
say yet that the program fits. A person who needs something else is handed over with tasks, never just
turned away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .crisis import CRISIS_TEXT
from .text import Explanation, explain, gettext_noop

type Answer = Literal["yes", "no", "unsure"]
type Outcome = Literal[
    "iop_fits",
    "consider_outpatient",
    "hand_off_detox",
    "hand_off_24h",
    "hand_off_emergency",
    "cannot_decide",
]

ANSWERS: tuple[tuple[Answer, str], ...] = (
    ("yes", gettext_noop("Yes")),
    ("no", gettext_noop("No")),
    ("unsure", gettext_noop("Not sure")),
)

OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    ("iop_fits", gettext_noop("An intensive outpatient program fits")),
    ("consider_outpatient", gettext_noop("Consider outpatient care first")),
    ("hand_off_detox", gettext_noop("Needs medical withdrawal care first")),
    ("hand_off_24h", gettext_noop("Needs care around the clock")),
    ("hand_off_emergency", gettext_noop("Needs emergency help now")),
    ("cannot_decide", gettext_noop("Cannot be decided yet")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One screening question. safety: an unclear answer blocks the decision that the program fits."""

    key: str
    text: str
    help: str
    safety: bool
    kind: str = "yes_no_unsure"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a person must do after the screening, within so many minutes."""

    key: str
    explanation: Explanation
    due_minutes: int


@dataclass(frozen=True, slots=True)
class ScreeningDecision:
    """The outcome with its label (message id), reasons, tasks, and crisis words where a life may be at risk."""

    outcome: Outcome
    label: str
    reasons: tuple[Explanation, ...]
    tasks: tuple[Task, ...]
    crisis: bool
    crisis_text: Explanation | None
    unanswered: tuple[str, ...]


QUESTIONS = (
    Question(
        "danger_to_self_or_others",
        gettext_noop("Is the person about to hurt themselves or someone else?"),
        gettext_noop("A plan, the means at hand, or saying that they will act on it."),
        safety=True,
    ),
    Question(
        "medical_emergency",
        gettext_noop("Is there a medical emergency right now?"),
        gettext_noop("Hard to wake, trouble breathing, chest pain, a seizure, or an overdose in the last 24 hours."),
        safety=True,
    ),
    Question(
        "severe_withdrawal",
        gettext_noop("Is withdrawal severe now, or was it dangerous before?"),
        gettext_noop(
            "Shaking, sweating, seeing or hearing things, or confusion now; earlier seizures or delirium when stopping."
        ),
        safety=True,
    ),
    Question(
        "daily_alcohol_or_sedatives",
        gettext_noop("Did the person use alcohol or sedatives every day in the last two weeks?"),
        gettext_noop("Stopping alone can be dangerous. A clinician decides whether withdrawal care is needed."),
        safety=True,
    ),
    Question(
        "withdrawal_risk_low",
        gettext_noop("If so: did a medical provider look and find the withdrawal risk low?"),
        gettext_noop("Leave it open if alcohol or sedatives were not used every day."),
        safety=False,
    ),
    Question(
        "cannot_be_alone",
        gettext_noop("Does the person need someone with them day and night to stay safe?"),
        gettext_noop("For their mental or physical health, or because they cannot stay safe between sessions."),
        safety=True,
    ),
    Question(
        "safe_place",
        gettext_noop("Is there a place to stay where they are safe between sessions?"),
        gettext_noop("Without violence, and without constant pressure to use."),
        safety=True,
    ),
    Question(
        "needs_more_than_weekly",
        gettext_noop("Is more support needed than a weekly visit?"),
        gettext_noop("For example a return to use, or symptoms that make work, school or home hard, in spite of it."),
        safety=False,
    ),
    Question(
        "can_attend",
        gettext_noop("Can the person come at least three days a week?"),
        gettext_noop("In person or by video. Say no if work, care for others or the way there stands against it."),
        safety=False,
    ),
)

_BY_KEY = {question.key: question for question in QUESTIONS}
_LABELS = dict(OUTCOMES)


def screen(answers: Mapping[str, Answer | None]) -> ScreeningDecision:
    """Decide what a screening leads to: the most urgent need first.

    answers: question key to answer; None or absent is unanswered. ValueError for an unknown question or
    answer.
    """
    said = _checked(answers)
    unclear = _unclear(said)

    if "yes" in (said.get("danger_to_self_or_others"), said.get("medical_emergency")):
        return _emergency(said, unclear)
    if said.get("severe_withdrawal") == "yes":
        return _hand_off(
            "hand_off_detox",
            explain("withdrawal", gettext_noop("Withdrawal is severe now or was dangerous before")),
            _task("withdrawal_care", gettext_noop("Arrange medical withdrawal care today and hand over in person"), 60),
            unclear,
        )
    if said.get("cannot_be_alone") == "yes":
        return _hand_off(
            "hand_off_24h",
            explain("around_the_clock", gettext_noop("Needs someone there day and night to stay safe")),
            _task("residential_care", gettext_noop("Arrange residential or hospital care today"), 120),
            unclear,
        )
    open_safety = tuple(key for key in unclear if _BY_KEY[key].safety)
    if open_safety:
        return _undecided(open_safety, unclear)
    if said["daily_alcohol_or_sedatives"] == "yes" and said.get("withdrawal_risk_low") != "yes":
        return _withdrawal_check(unclear)
    if said["safe_place"] == "no":
        return _hand_off(
            "hand_off_24h",
            explain("no_safe_place", gettext_noop("There is no safe place to stay between sessions")),
            _task(
                "housing", gettext_noop("Arrange recovery housing or residential care; then an IOP may fit"), 24 * 60
            ),
            unclear,
        )
    return _fit(said, unclear)


def _unclear(said: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the questions without a clear answer; the one about a withdrawal check only where it applies."""
    skipped = set() if said.get("daily_alcohol_or_sedatives") == "yes" else {"withdrawal_risk_low"}
    return tuple(q.key for q in QUESTIONS if q.key not in skipped and said.get(q.key, "unsure") == "unsure")


def _fit(said: Mapping[str, Answer], unclear: tuple[str, ...]) -> ScreeningDecision:
    safe = explain("safe", gettext_noop("No emergency, no dangerous withdrawal, and a safe place between sessions"))
    if said.get("needs_more_than_weekly", "unsure") == "unsure":
        return _undecided(("needs_more_than_weekly",), unclear, safe)
    if said["needs_more_than_weekly"] == "no":
        return _decision(
            "consider_outpatient",
            (safe, explain("weekly_is_enough", gettext_noop("Weekly care may be enough"))),
            (_task("outpatient", gettext_noop("Offer an outpatient appointment, and a way back here"), 48 * 60),),
            unclear,
        )
    reasons = [safe, explain("needs_more", gettext_noop("Weekly care is not enough"))]
    tasks = [_task("evaluation", gettext_noop("Book the evaluation"), 24 * 60)]
    if said.get("can_attend") != "yes":
        reasons.append(explain("attendance", gettext_noop("Coming three days a week is not settled yet")))
        tasks.append(
            _task(
                "barriers",
                gettext_noop("Look for times, transport, child care or video that make it possible"),
                48 * 60,
            )
        )
    return _decision("iop_fits", tuple(reasons), tuple(tasks), unclear)


def _withdrawal_check(unclear: tuple[str, ...]) -> ScreeningDecision:
    """Daily alcohol or sedatives: medical staff look first, the person is not sent away."""
    return _hand_off(
        "hand_off_detox",
        explain("daily_use", gettext_noop("Daily alcohol or sedatives: stopping may be dangerous")),
        _task(
            "withdrawal_check",
            gettext_noop("Have a medical provider check the withdrawal risk today; if it is low, screen again"),
            4 * 60,
        ),
        unclear,
    )


def _emergency(said: Mapping[str, Answer], unclear: tuple[str, ...]) -> ScreeningDecision:
    reasons = []
    if said.get("danger_to_self_or_others") == "yes":
        reasons.append(explain("danger", gettext_noop("In danger of hurting themselves or someone else")))
    if said.get("medical_emergency") == "yes":
        reasons.append(explain("medical", gettext_noop("A medical emergency")))
    return _decision(
        "hand_off_emergency",
        tuple(reasons),
        (
            _task("stay", gettext_noop("Stay with the person, and call 911 or 988 with them"), 0),
            _task("emergency_follow_up", gettext_noop("Call back and note where they are cared for"), 24 * 60),
        ),
        unclear,
        crisis=True,
    )


def _hand_off(outcome: Outcome, reason: Explanation, task: Task, unclear: tuple[str, ...]) -> ScreeningDecision:
    warm = _task(
        "hand_off_follow_up", gettext_noop("Confirm that the person arrived, and keep the way back open"), 24 * 60
    )
    return _decision(outcome, (reason,), (task, warm), unclear, crisis=True)


def _undecided(open_keys: tuple[str, ...], unclear: tuple[str, ...], *known: Explanation) -> ScreeningDecision:
    reasons = tuple(
        explain(
            f"open_{key}",
            gettext_noop("Not answered clearly: %(question)s"),
            question=Explanation("label", _BY_KEY[key].text),
        )
        for key in open_keys
    )
    safety = any(_BY_KEY[key].safety for key in open_keys)
    task = _task(
        "ask_again", gettext_noop("Ask the open questions, with a clinician where unsure"), 60 if safety else 24 * 60
    )
    return _decision("cannot_decide", (*known, *reasons), (task,), unclear, crisis=safety)


def _decision(
    outcome: Outcome,
    reasons: tuple[Explanation, ...],
    tasks: tuple[Task, ...],
    unclear: tuple[str, ...],
    *,
    crisis: bool = False,
) -> ScreeningDecision:
    return ScreeningDecision(
        outcome, _LABELS[outcome], reasons, tasks, crisis, CRISIS_TEXT if crisis else None, unclear
    )


def _task(key: str, message: str, due_minutes: int) -> Task:
    return Task(key, explain(key, message), due_minutes)


def _checked(answers: Mapping[str, Answer | None]) -> dict[str, Answer]:
    said: dict[str, Answer] = {}
    for key, answer in answers.items():
        if key not in _BY_KEY:
            raise ValueError(f"no screening question {key!r}; questions are {', '.join(_BY_KEY)}")
        if answer is None:
            continue
        if answer not in ("yes", "no", "unsure"):
            raise ValueError(f"{key}: give yes, no or unsure, not {answer!r}")
        said[key] = answer
    return said
