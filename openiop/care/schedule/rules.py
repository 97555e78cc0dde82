"""A week of one person's hours, from what was counted on its days. Pure: numbers in, a decision out; remembered by
value, because the people of a group share most of their weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from openiop.rulebook import packs
from openiop.rulebook.dose import DayDecision, DayTally, Prescription, Week, WeekDecision, decide_week


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of one person, in minutes. `ahead` is booked and still to come; `scheduled` everything booked.

    state: "ok" the day counts · "part" attended, the day does not count · "out" missed · "open" over, attendance not
    recorded · "plan" more is still ahead · "none" nothing booked.
    """

    date: date
    attended: int
    ahead: int
    scheduled: int
    state: str
    decision: DayDecision


# What was counted on a local day: attended, ahead, scheduled minutes, services, services ahead, sessions about which
# nothing is recorded, sessions missed.
NOTHING = (0, 0, 0, 0, 0, 0, 0)


@lru_cache(maxsize=16384)
def decide(
    first: date, keys: tuple[tuple[int, ...], ...], prescribed: tuple[int, int, int], pack_key: str, on: date
) -> tuple[tuple[Day, ...], WeekDecision]:
    """Seven days from `first` and the week's decision. `keys`: what was counted on each (see NOTHING); `prescribed`:
    minutes, days, least minutes a day; the pack is the version in force `on`."""
    week = Week(first, first).days()
    tallies = [DayTally(day, key[0], key[1], key[3], key[4]) for day, key in zip(week, keys, strict=True)]
    decision = decide_week(tallies, Prescription(*prescribed), packs.load(pack_key, on))
    days = tuple(
        Day(day, key[0], key[1], key[2], _state(key, each.valid), each)
        for day, key, each in zip(week, keys, decision.days, strict=True)
    )
    return days, decision


def _state(key: tuple[int, ...], valid: bool) -> str:
    attended, ahead, _scheduled, _services, _services_ahead, unrecorded, missed = key
    if valid and attended:
        return "ok"
    if ahead:
        return "plan"
    if unrecorded:
        return "open"
    if attended:
        return "part"
    return "out" if missed else "none"
