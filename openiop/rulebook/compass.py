"""The step-down compass: transparent signs over hours, goals, measures, check-ins, tests and safety.

Each sign says met, not met or unknown in words, and where it was read. Safety overrides everything. A
sign that is unknown is never counted as met. The rules suggest; a licensed clinician decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .instruments import Change, reliable_change
from .text import Explanation, explain, gettext_noop, hours, label

type Status = Literal["met", "not_met", "unknown"]
type Suggestion = Literal["step_down", "stay", "more_support", "safety_first", "cannot_decide"]

VERSION = "2026.1"


@dataclass(frozen=True, slots=True)
class StepDownRules:
    """Thresholds, a program's to change. Percent, days, and points of 0 to 10."""

    version: str = VERSION
    attendance_percent: int = 90
    low_attendance_percent: int = 50
    goals_percent: int = 60
    urge_at_most: int = 3
    urge_weeks: int = 2
    tests_days: int = 30
    safety_plan_days: int = 14
    look_again_days: int = 7
    measure: str = "PHQ-9"
    measure_points: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the record knows on a day; None is unknown.

    prescribed, attended: minutes in the last four weeks. goals, goals_practicing: number of goals, and of
    those at practicing or beyond. first_total, last_total: of the measure of the rules. urges: weekly
    strongest urge 0-10, last one last. tests, tests_unexpected: results within the rules' days; `tests` 0
    means no result to read. safety_plan_on: last review. open_alerts: alerts not yet answered by a
    clinician. place_open: a seat at the next level.
    """

    today: date
    prescribed: int | None = None
    attended: int | None = None
    goals: int | None = None
    goals_practicing: int | None = None
    first_total: int | None = None
    last_total: int | None = None
    urges: tuple[int, ...] = ()
    tests: int | None = None
    tests_unexpected: int | None = None
    safety_plan_on: date | None = None
    open_alerts: int = 0
    place_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of readiness. to_be_true: what would make it met. source: the room whose record it was read
    from.
    """

    key: str
    title: Explanation
    status: Status
    words: Explanation
    to_be_true: Explanation | None
    source: str


@dataclass(frozen=True, slots=True)
class Compass:
    """All signs and what they suggest. look_again_on: the day to ask again, unless the suggestion is to act
    now.
    """

    suggestion: Suggestion
    signs: tuple[Sign, ...]
    met: int
    total: int
    reasons: tuple[Explanation, ...]
    look_again_on: date | None
    rules_version: str


def step_down(evidence: Evidence, rules: StepDownRules | None = None) -> Compass:
    """Read the signs and suggest: step down only when every sign is met and no alert is open."""
    rules = rules or StepDownRules()
    change = _change(evidence, rules)
    signs = (
        _hours_sign(evidence, rules),
        _goals_sign(evidence, rules),
        _measure_sign(change, rules),
        _urge_sign(evidence, rules),
        _tests_sign(evidence, rules),
        _safety_sign(evidence, rules),
        _place_sign(evidence),
    )
    suggestion, reasons = _suggest(evidence, rules, signs, change)
    waits = suggestion in ("stay", "cannot_decide")
    return Compass(
        suggestion=suggestion,
        signs=signs,
        met=sum(sign.status == "met" for sign in signs),
        total=len(signs),
        reasons=reasons,
        look_again_on=evidence.today + timedelta(days=rules.look_again_days) if waits else None,
        rules_version=rules.version,
    )


def _suggest(
    evidence: Evidence, rules: StepDownRules, signs: tuple[Sign, ...], change: Change | None
) -> tuple[Suggestion, tuple[Explanation, ...]]:
    if evidence.open_alerts:
        return "safety_first", (
            explain(
                "safety_first",
                gettext_noop("Safety comes first: open alerts: %(count)s. See the person before any step"),
                count=evidence.open_alerts,
            ),
        )
    worse = change is not None and change.direction == "worse"
    percent = _attendance(evidence)
    if worse or (percent is not None and percent < rules.low_attendance_percent):
        return "more_support", _more_support(worse, percent)
    if all(sign.status == "met" for sign in signs):
        return "step_down", (explain("all_met", gettext_noop("Every sign says ready for fewer hours")),)
    not_met = [sign for sign in signs if sign.status == "not_met"]
    if not_met:
        return "stay", tuple(sign.words for sign in not_met)
    return "cannot_decide", tuple(sign.words for sign in signs if sign.status == "unknown")


def _more_support(worse: bool, percent: int | None) -> tuple[Explanation, ...]:
    reasons = []
    if worse:
        reasons.append(explain("worse", gettext_noop("The measure is reliably worse: look for more support")))
    else:
        reasons.append(
            explain(
                "low_hours",
                gettext_noop("%(percent)s%% of prescribed hours: find out what stands in the way"),
                percent=percent or 0,
            )
        )
    return tuple(reasons)


def _attendance(evidence: Evidence) -> int | None:
    """Return whole percent, rounded down, so that 89.9 does not pass for 90."""
    if not evidence.prescribed or evidence.attended is None:
        return None
    return evidence.attended * 100 // evidence.prescribed


def _change(evidence: Evidence, rules: StepDownRules) -> Change | None:
    if evidence.first_total is None or evidence.last_total is None:
        return None
    return reliable_change(rules.measure, evidence.first_total, evidence.last_total, points=rules.measure_points)


def _hours_sign(evidence: Evidence, rules: StepDownRules) -> Sign:
    title = explain(
        "hours",
        gettext_noop("Attended at least %(percent)s%% of prescribed hours, last 4 weeks"),
        percent=rules.attendance_percent,
    )
    percent = _attendance(evidence)
    if percent is None or evidence.attended is None or evidence.prescribed is None:
        return _unknown("hours", title, "encounters", gettext_noop("No prescribed hours in the last 4 weeks"))
    words = explain(
        "hours",
        gettext_noop("%(percent)s%%: %(attended)s of %(prescribed)s"),
        percent=percent,
        attended=hours(evidence.attended),
        prescribed=hours(evidence.prescribed),
    )
    needed = -(-evidence.prescribed * rules.attendance_percent // 100)
    missing = explain("hours", gettext_noop("%(missing)s more"), missing=hours(max(0, needed - evidence.attended)))
    return _sign("hours", title, percent >= rules.attendance_percent, words, missing, "encounters")


def _goals_sign(evidence: Evidence, rules: StepDownRules) -> Sign:
    title = explain(
        "goals", gettext_noop("At least %(percent)s%% of goals at practicing or beyond"), percent=rules.goals_percent
    )
    if not evidence.goals or evidence.goals_practicing is None:
        return _unknown("goals", title, "plan", gettext_noop("No goal to read"))
    words = explain(
        "goals",
        gettext_noop("%(practicing)s of %(goals)s goals at practicing or beyond"),
        practicing=evidence.goals_practicing,
        goals=evidence.goals,
    )
    met = evidence.goals_practicing * 100 >= rules.goals_percent * evidence.goals
    return _sign("goals", title, met, words, explain("goals", gettext_noop("One more goal at practicing")), "plan")


def _measure_sign(change: Change | None, rules: StepDownRules) -> Sign:
    title = explain("measure", gettext_noop("%(measure)s reliably better than at intake"), measure=rules.measure)
    if change is None:
        return _unknown("measure", title, "measures", gettext_noop("Fewer than two complete scores"))
    to_be_true = explain(
        "measure", gettext_noop("A score of %(score)s or less"), score=max(0, change.first - change.points)
    )
    return _sign("measure", title, change.direction == "better", change.explanation, to_be_true, "measures")


def _urge_sign(evidence: Evidence, rules: StepDownRules) -> Sign:
    title = explain(
        "urge",
        gettext_noop("Strongest urge at %(most)s or less, last %(weeks)s check-ins"),
        most=rules.urge_at_most,
        weeks=rules.urge_weeks,
    )
    last = evidence.urges[-rules.urge_weeks :]
    if len(last) < rules.urge_weeks:
        return _unknown("urge", title, "measures", gettext_noop("Not enough check-ins"))
    words = explain("urge", gettext_noop("Last check-ins: %(urges)s"), urges=", ".join(map(str, last)))
    to_be_true = explain(
        "urge",
        gettext_noop("%(weeks)s check-ins in a row at %(most)s or less"),
        weeks=rules.urge_weeks,
        most=rules.urge_at_most,
    )
    return _sign("urge", title, max(last) <= rules.urge_at_most, words, to_be_true, "measures")


def _tests_sign(evidence: Evidence, rules: StepDownRules) -> Sign:
    title = explain("tests", gettext_noop("No unexpected result in %(days)s days"), days=rules.tests_days)
    if not evidence.tests or evidence.tests_unexpected is None:
        return _unknown("tests", title, "medical", gettext_noop("No test result to read"))
    words = explain(
        "tests",
        gettext_noop("%(expected)s of %(tests)s as expected"),
        expected=evidence.tests - evidence.tests_unexpected,
        tests=evidence.tests,
    )
    to_be_true = explain("tests", gettext_noop("%(days)s days of results as expected"), days=rules.tests_days)
    return _sign("tests", title, evidence.tests_unexpected == 0, words, to_be_true, "medical")


def _safety_sign(evidence: Evidence, rules: StepDownRules) -> Sign:
    title = explain(
        "safety",
        gettext_noop("Safety plan reviewed in the last %(days)s days"),
        days=rules.safety_plan_days,
    )
    to_be_true = explain("safety", gettext_noop("Review the safety plan together"))
    if evidence.safety_plan_on is None:
        words = explain("safety", gettext_noop("No safety plan yet"))
        return Sign("safety", title, "not_met", words, to_be_true, "plan")
    ago = (evidence.today - evidence.safety_plan_on).days
    words = explain("safety", gettext_noop("Last reviewed: days ago: %(days)s"), days=ago)
    return _sign("safety", title, 0 <= ago <= rules.safety_plan_days, words, to_be_true, "plan")


def _place_sign(evidence: Evidence) -> Sign:
    title = label(gettext_noop("A place at the next level is open"))
    if evidence.place_open is None:
        return _unknown("place", title, "calendar", gettext_noop("Not looked up yet"))
    words = (
        explain("place", gettext_noop("A place is open"))
        if evidence.place_open
        else explain("place", gettext_noop("No place is open"))
    )
    return _sign("place", title, evidence.place_open, words, explain("place", gettext_noop("Hold a place")), "calendar")


def _sign(key: str, title: Explanation, met: bool, words: Explanation, to_be_true: Explanation, source: str) -> Sign:
    return Sign(key, title, "met" if met else "not_met", words, None if met else to_be_true, source)


def _unknown(key: str, title: Explanation, source: str, message: str) -> Sign:
    return Sign(key, title, "unknown", explain(f"{key}_unknown", message), None, source)
