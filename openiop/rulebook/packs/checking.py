"""Runs every pack's own cases: what a pack says of an example, its rules must decide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from ..dose import AttendedSession, DayTally, Lack, Prescription, Span, count_day, decide_claim, decide_day, decide_week
from .library import gather
from .pack import Case, Pack, WeekCase
from .reading import Fault

SPAN = r"\d\d:\d\d-\d\d:\d\d"
SESSION = re.compile(rf"^(\w+) ({SPAN})(?: here ((?:{SPAN} ?)+))?(?: ?break ((?:{SPAN} ?)+))?$")
A_DAY = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking files: packs that hold, cases run, and what is wrong."""

    packs: tuple[tuple[Path, Pack], ...]
    cases: int
    faults: tuple[Fault, ...]


def check(paths: Iterable[Path]) -> Checked:
    """Read each file, look at them together, and run every case."""
    found, faults = gather(paths)
    cases = 0
    for pack, source in found:
        before = len(source.faults)
        for n, case in enumerate(pack.cases):
            cases += 1
            if words := case_fault(pack, case):
                source.wrong(("case", n), f"case {case.name!r}: {words}")
        for n, week in enumerate(pack.week_cases):
            cases += 1
            if words := week_fault(pack, week):
                source.wrong(("week_case", n), f"week_case {week.name!r}: {words}")
        faults += source.faults[before:]
    bad = {fault.file for fault in faults}
    good = tuple((source.path, pack) for pack, source in found if str(source.path) not in bad)
    return Checked(good, cases, tuple(sorted(faults)))


def case_fault(pack: Pack, case: Case) -> str:
    """What the pack decides otherwise than its case says; "" where they agree."""
    minutes, services = case.minutes, case.services
    if case.sessions:
        try:
            counted = _counted(pack, case.sessions)
        except ValueError as error:
            return str(error)
        if counted != (minutes, services):
            return f"these sessions give {counted[0]} minutes and {counted[1]} services, not {minutes} and {services}"
    day = decide_day(minutes, services, pack)
    claim = decide_claim(day, [Lack(need) for need in case.lacks], case.unknown, pack)
    valid = claim.valid is True
    if (valid, day.tier) != (case.valid, case.tier):
        said = "counts" if valid else "does not count"
        return f"the day {said} by {claim.rule}" + (f" at the {day.tier} tier" if day.tier else "")
    if case.claim and case.claim != claim.standing:
        return f'its claim stands at "{claim.standing}", not "{case.claim}"'
    if case.rule and case.rule != claim.rule:
        return f"{claim.rule} decides it, not {case.rule}"
    return ""


def week_fault(pack: Pack, case: WeekCase) -> str:
    """The same for a week."""
    by_minutes = pack.day.basis == "minutes"
    tallies = [
        DayTally(date(2026, 3, 2 + n), attended=each if by_minutes else 0, services=0 if by_minutes else each)
        for n, each in enumerate(case.attended)
    ]
    week = decide_week(tallies, Prescription(pack.week.minutes if by_minutes else 0, pack.week.days), pack)
    if (week.valid_days, week.reached) != (case.days, case.reached):
        return f"{week.valid_days} days count and the week is {'' if week.reached else 'not '}reached"
    return ""


def _counted(pack: Pack, sessions: Iterable[str]) -> tuple[int, int]:
    """Minutes and services of a day written in words (see Case.sessions)."""
    attended = []
    for n, told in enumerate(sessions):
        found = SESSION.match(told)
        if not found:
            raise ValueError(f'{told!r}: write "group 13:00-16:15 here 13:12-16:15 break 14:30-14:45"')
        kind, whole, here, pauses = found.groups()
        if pack.counts_kind(kind):
            attended.append(AttendedSession(n, _spans(whole)[0], _spans(here or ""), _spans(pauses or "")))
    minutes = count_day(attended)
    return sum(minutes.values()), sum(each > 0 for each in minutes.values())


def _spans(told: str) -> tuple[Span, ...]:
    return tuple(Span(*(_at(clock) for clock in each.split("-"))) for each in told.split())


def _at(clock: str) -> datetime:
    return datetime.combine(A_DAY, time.fromisoformat(clock), UTC)
