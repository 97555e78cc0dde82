"""What makes a plan ready to sign, what exactly is signed, and whether prescribed hours stand. Pure: plain values in,
explanations out; the rows are read by queries.py."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from openiop.rulebook import staying
from openiop.rulebook.packs import Pack
from openiop.rulebook.text import Explanation, explain, gettext_noop, hours


@dataclass(frozen=True, slots=True)
class DoseStep:
    """A stretch of weeks with the same prescribed hours. Minutes a week, minutes a day; `end` is the last day."""

    start: date
    end: date
    weekly_minutes: int
    days: int
    day_minutes: int
    by_modality: Mapping[str, int] = field(default_factory=dict)
    is_taper: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a plan. block: it cannot be signed so. `anchor` is the place on the page where it is mended."""

    severity: Literal["block", "warn", "good"]
    explanation: Explanation
    anchor: str = ""


def readiness(content: Mapping[str, Any], steps: Iterable[DoseStep], on: date) -> tuple[Remark, ...]:
    """What is missing before a plan may be signed on the day `on`; empty if nothing is. `content` as in `snapshot`."""
    problems = content["problems"]
    remarks = [] if problems else [_block("problems", gettext_noop("Write down at least one problem"))]
    for problem in problems:
        if not problem["goals"]:
            remarks.append(
                _block(f"problem-{problem['id']}", gettext_noop("No goal yet for: %(name)s"), name=problem["text"])
            )
        for goal in problem["goals"]:
            remarks.extend(_about_goal(goal, on))
    if not any(step.start <= on <= step.end for step in steps):
        remarks.append(_block("dose", gettext_noop("Prescribe the hours that hold from today")))
    return tuple(remarks)


def _about_goal(goal: Mapping[str, Any], on: date) -> list[Remark]:
    remarks = []
    if not goal["objectives"]:
        remarks.append(_block(f"goal-{goal['id']}", gettext_noop("No objective yet for: %(name)s"), name=goal["title"]))
    for objective in goal["objectives"]:
        anchor, name = f"objective-{objective['id']}", objective["text"]
        if not objective["owner"].strip():
            remarks.append(_block(anchor, gettext_noop("Nobody owns: %(name)s"), name=name))
        if objective["target_date"] < on.isoformat():
            remarks.append(_block(anchor, gettext_noop("The target date has passed: %(name)s"), name=name))
        if not objective["interventions"]:
            remarks.append(_warn(anchor, gettext_noop("Nothing says how we help with: %(name)s"), name=name))
    return remarks


def dose_remarks(steps: Iterable[DoseStep], pack: Pack) -> tuple[Remark, ...]:
    """How each stretch of prescribed hours stands (HRS-1, HRS-2, HRS-3, HRS-6, HRS-7) and whether it can be at all."""
    remarks: list[Remark] = []
    for step in sorted(steps, key=lambda each: each.start):
        anchor = f"step-{step.start.isoformat()}"
        taper = staying.Taper(step.start, step.end, "plan") if step.is_taper else None
        if taper and step.weekly_minutes < pack.week.minutes:
            for problem in staying.taper_problems(taper, pack):
                remarks.append(Remark("warn", problem, anchor))
        band = staying.hours_band(step.weekly_minutes, pack, on=step.start, taper=taper)
        remarks.append(Remark("good" if band.ok else "warn", band.explanation, anchor))
        if not step.is_taper and step.days < pack.week.days:
            remarks.append(
                _warn(
                    anchor,
                    gettext_noop("%(days)s days a week: intensive outpatient meets on %(least)s or more"),
                    days=step.days,
                    least=pack.week.days,
                )
            )
        if step.day_minutes and pack.day.basis == "minutes" and step.day_minutes < pack.day.minutes:
            remarks.append(
                _warn(
                    anchor,
                    gettext_noop("%(day)s on a day: a day counts from %(least)s"),
                    day=hours(step.day_minutes),
                    least=hours(pack.day.minutes),
                )
            )
    return tuple(remarks)


def dose_problems(step: DoseStep) -> tuple[tuple[str, Explanation], ...]:
    """What cannot be: (field, reason) pairs."""
    problems = []
    if step.end < step.start:
        problems.append(("end", explain("dose", gettext_noop("The last day is before the first"))))
    if step.day_minutes * step.days > step.weekly_minutes:
        problems.append(
            (
                "day_minutes",
                explain(
                    "dose",
                    gettext_noop("%(days)s days of at least %(day)s are more than %(week)s a week"),
                    days=step.days,
                    day=hours(step.day_minutes),
                    week=hours(step.weekly_minutes),
                ),
            )
        )
    modalities = sum(step.by_modality.values())
    if modalities and modalities != step.weekly_minutes:
        problems.append(
            (
                "weekly_minutes",
                explain(
                    "dose",
                    gettext_noop("The services add up to %(sum)s, the week says %(week)s"),
                    sum=hours(modalities),
                    week=hours(step.weekly_minutes),
                ),
            )
        )
    return tuple(problems)


def taper_steps(
    full: DoseStep, start: date, weeks: Iterable[tuple[int, int]], last_day: date | None = None
) -> tuple[DoseStep, ...]:
    """`full` until the day before `start`, then one stretch a week: `weeks` are (minutes, days) pairs. `last_day`
    cuts the last week short."""
    steps = []
    if full.start < start:
        steps.append(_changed(full, full.start, start - timedelta(days=1)))
    first = start
    for minutes, days in weeks:
        end = first + timedelta(days=6)
        end = min(end, last_day) if last_day else end
        if end < first:
            break
        steps.append(DoseStep(first, end, minutes, days, min(full.day_minutes, minutes // max(days, 1)), {}, True))
        first = end + timedelta(days=1)
    return tuple(steps)


def _changed(step: DoseStep, start: date, end: date) -> DoseStep:
    return DoseStep(start, end, step.weekly_minutes, step.days, step.day_minutes, step.by_modality, step.is_taper)


def spread(minutes: int, days: int) -> tuple[int, ...]:
    """How a week's minutes could lie on `days` of five weekdays: evenly, with a rest between where there is room.
    A picture of the prescription, not a schedule."""
    order = {1: (2,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}.get(days, tuple(range(days)))
    share, rest = divmod(minutes, max(len(order), 1))
    week = [0] * max(7, days)
    for at, day in enumerate(order):
        week[day] = share + (rest if at == 0 else 0)
    return tuple(week[:7])


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of what was signed: sorted keys, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _block(anchor: str, message: str, **params: str | int) -> Remark:
    return Remark("block", explain("plan", message, **params), anchor)


def _warn(anchor: str, message: str, **params: str | int) -> Remark:
    return Remark("warn", explain("plan", message, **params), anchor)
