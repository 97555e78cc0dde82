"""Which levels can be given here, which rules hold for a person, and whether a decision agrees with what the rules
suggest. Pure: no rows, no clock."""

from __future__ import annotations

from datetime import date, timedelta

from openiop.rulebook import packs
from openiop.rulebook.codes import LEVELS, Level, level
from openiop.rulebook.packs import Pack
from openiop.rulebook.text import Explanation, explain, gettext_noop

# What an intensive outpatient program admits to, and what it may step down to without a change of house.
ADMITS = ("2.1", "2.5")
GIVES = ("1.0", "1.5", "2.1", "2.5")


def pack_for(key: str, birth_date: date | None, on: date) -> Pack:
    """The rules that hold for a person on a day: the program's pack, or the adolescent one where the pack is for
    adults and the person is younger than its age of adulthood (HRS-2)."""
    pack = packs.load(key, on)
    if pack.age_band != "adult" or birth_date is None:
        return pack
    if packs.age_band(birth_date, on, pack.limits.adolescent_under) == "adult":
        return pack
    return packs.load(packs.ADOLESCENT, on)


def given_here(codes: tuple[str, ...] = GIVES) -> tuple[Level, ...]:
    """The levels of `codes`, least intensive first."""
    return tuple(each for each in LEVELS if each.code in codes)


def lower(code: str) -> str:
    """The next level down that can be given here; the same where there is none."""
    below = [each.code for each in given_here() if each.order < level(code).order]
    return below[-1] if below else code


def higher(code: str) -> str:
    """The next level up that can be given here; the same where there is none."""
    above = [each.code for each in given_here() if each.order > level(code).order]
    return above[0] if above else code


def week_number(opened_on: date, on: date) -> int:
    """Which week of the stay a day lies in, the first being 1; 0 before it begins."""
    return max(0, (on - opened_on).days // 7 + 1)


def discharge_problems(opened_on: date, last_contact: date, discharged_on: date) -> tuple[tuple[str, Explanation], ...]:
    """What is wrong with the dates of a discharge, as (field, reason) pairs (TEDS: last contact lies between admission
    and discharge)."""
    problems = []
    if last_contact < opened_on:
        problems.append(
            ("last_contact", explain("DIS-8", gettext_noop("The last contact cannot be before the admission")))
        )
    if discharged_on < last_contact:
        problems.append(
            ("discharged_on", explain("DIS-9", gettext_noop("The discharge cannot be before the last contact")))
        )
    return tuple(problems)


def day_after(day: date) -> date:
    """The first day that is no longer inside a stretch whose last day is `day`."""
    return day + timedelta(days=1)
