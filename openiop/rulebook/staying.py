"""Continued stay, the weekly hours band, and the taper that is allowed to fall below it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .packs import Pack
from .text import Explanation, explain, gettext_noop, hours

type StayAction = Literal["continue", "step_down", "step_up", "cannot_decide"]
type Band = Literal["below", "taper", "within", "above"]


@dataclass(frozen=True, slots=True)
class StayEvidence:
    """Answers of the continued-stay review; None is not answered yet."""

    goals_met: bool | None = None
    progressing: bool | None = None
    able_and_working: bool | None = None
    new_problem: Literal["none", "treatable_here", "needs_other_level"] | None = None
    worse_despite_plan_change: bool | None = None


@dataclass(frozen=True, slots=True)
class StayDecision:
    """What the review points to, with its reasons."""

    action: StayAction
    reasons: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class Taper:
    """Weeks below the floor on the way out of intensive care; `end` is the last day (HRS-7)."""

    start: date
    end: date
    reason: str

    @property
    def days(self) -> int:
        """Length in days, both ends included."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class HoursBand:
    """Where a week's hours lie. level: the code they amount to. ok: the week stands as intensive outpatient."""

    band: Band
    level: str
    ok: bool
    explanation: Explanation


def continued_stay(evidence: StayEvidence) -> StayDecision:
    """Decide what a continued-stay review points to; the need for more care is looked at first."""
    if evidence.worse_despite_plan_change:
        return _stay("step_up", "worse", gettext_noop("Worse although the plan was changed: another level may help"))
    if evidence.new_problem == "needs_other_level":
        return _stay("step_up", "new_problem", gettext_noop("A new problem needs another level of care"))
    if None in (evidence.worse_despite_plan_change, evidence.new_problem):
        return _stay("cannot_decide", "open", gettext_noop("Say first whether anything is worse or new"))
    if evidence.new_problem == "treatable_here":
        return _stay("continue", "treatable", gettext_noop("A new problem can be treated at this level"))
    if evidence.goals_met:
        return _stay("step_down", "goals_met", gettext_noop("The goals for this level are met"))
    if evidence.goals_met is None:
        return _stay("cannot_decide", "open", gettext_noop("Say first whether the goals for this level are met"))
    if evidence.progressing:
        return _stay("continue", "progressing", gettext_noop("Moving ahead, goals not met yet"))
    if evidence.able_and_working:
        return _stay("continue", "working", gettext_noop("Not moving ahead yet, but able to and working on it"))
    if None in (evidence.progressing, evidence.able_and_working):
        return _stay("cannot_decide", "open", gettext_noop("Say first whether the person is moving ahead"))
    return _stay("step_up", "no_progress", gettext_noop("Not moving ahead at this level: change the plan or the level"))


def taper_problems(taper: Taper, pack: Pack) -> tuple[Explanation, ...]:
    """Return what keeps a taper from counting as continued intensive care; empty if nothing does (HRS-7)."""
    problems = []
    if taper.end < taper.start:
        problems.append(explain("HRS-7", gettext_noop("The taper ends before it starts: correct the dates")))
    elif not pack.limits.taper_days_min <= taper.days <= pack.limits.taper_days_max:
        problems.append(
            explain(
                "HRS-7",
                gettext_noop("A taper lasts %(low)s to %(high)s days; this one lasts %(days)s"),
                low=pack.limits.taper_days_min,
                high=pack.limits.taper_days_max,
                days=taper.days,
            )
        )
    if not taper.reason.strip():
        problems.append(explain("HRS-7", gettext_noop("Give the reason for the taper")))
    return tuple(problems)


def hours_band(minutes: int, pack: Pack, *, on: date, taper: Taper | None = None) -> HoursBand:
    """Decide where a week's prescribed or attended minutes lie (HRS-1, HRS-2, HRS-6, HRS-7).

    on: a day of the week in question. taper: the client's taper, if one is recorded.
    """
    if minutes < 0:
        raise ValueError(f"minutes: give 0 or more, not {minutes}")
    floor, ceiling = pack.week.minutes, pack.week.below_minutes
    if minutes >= ceiling:
        return HoursBand(
            "above",
            "2.5",
            False,
            explain(
                "HRS-6",
                gettext_noop("%(hours)s a week: from %(ceiling)s on it is high-intensity care"),
                hours=hours(minutes),
                ceiling=hours(ceiling),
            ),
        )
    if minutes >= floor:
        return HoursBand(
            "within",
            "2.1",
            True,
            explain(
                "HRS-2" if pack.age_band == "adolescent" else "HRS-1",
                gettext_noop("%(hours)s a week: intensive outpatient, %(floor)s or more"),
                hours=hours(minutes),
                floor=hours(floor),
            ),
        )
    if taper and taper.start <= on <= taper.end and not taper_problems(taper, pack):
        return HoursBand(
            "taper",
            "2.1",
            True,
            explain(
                "HRS-7",
                gettext_noop("%(hours)s a week, in a taper until %(end)s: counts as intensive outpatient"),
                hours=hours(minutes),
                end=taper.end.isoformat(),
            ),
        )
    return HoursBand(
        "below",
        "1.0",
        False,
        explain(
            "HRS-7",
            gettext_noop("%(hours)s a week: below %(floor)s without a taper. Add hours, or record a taper"),
            hours=hours(minutes),
            floor=hours(floor),
        ),
    )


def _stay(action: StayAction, code: str, message: str) -> StayDecision:
    return StayDecision(action, (explain(code, message),))
