"""Lines of availability as a week of half-hours. Pure: what a week means where somebody said something, and where not.

A day is an int whose bit n is the half-hour that begins n half-hours after midnight; a week is seven of them, from its
first day on, whichever weekday that is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from openiop.rulebook.dose import Week

DAYS, HALVES = 7, 48
Masks = list[int]


class Line(Protocol):
    """What is asked of a line."""

    days: list[int]
    way: str

    def holds_on(self, day: date) -> bool: ...
    @property
    def halves(self) -> tuple[int, int]: ...


@dataclass
class Free:
    """When somebody can be here (`site`) and by video (`video`), and when they would rather (`likes`)."""

    site: Masks = field(default_factory=lambda: [0] * DAYS)
    video: Masks = field(default_factory=lambda: [0] * DAYS)
    likes: Masks = field(default_factory=lambda: [0] * DAYS)
    is_said: bool = False  # False: nobody said anything, this is what is assumed


def stretch(start: int, end: int) -> int:
    """The half-hours `start` to `end`, exclusive."""
    return ((1 << max(0, end - start)) - 1) << start


def runs(mask: int) -> list[tuple[int, int]]:
    """The unbroken stretches of a day as (start, end)."""
    found, start = [], None
    for at in range(HALVES + 1):
        if mask >> at & 1:
            start = at if start is None else start
        elif start is not None:
            found.append((start, at))
            start = None
    return found


# Where a client has said nothing: the daypart of their track. Half-hours after midnight.
DAYPARTS = {"morning": (16, 26), "day": (24, 36), "evening": (33, 43), "weekend": (16, 36)}


def daypart_week(daypart: str, week: Week, group_days: Iterable[int]) -> Masks:
    """The assumed week of a track: its daypart from Monday to Friday and on every weekday on which groups meet; of a
    weekend track on Saturday and Sunday."""
    days = {5, 6} if daypart == "weekend" else {0, 1, 2, 3, 4, *group_days}
    hours = stretch(*DAYPARTS.get(daypart, DAYPARTS["day"]))
    return [hours if day.weekday() in days else 0 for day in week.days()]


def client_week(lines: Iterable[Line], week: Week, assumed: Masks) -> Free:
    """A client's week. Lines in force say when they can come; where all they say is when not, the rest of `assumed` is
    left; where they say nothing, `assumed` holds."""
    free, cannot, can_said = Free(), ([0] * DAYS, [0] * DAYS), False
    for at, day in enumerate(week.days()):
        for line in lines:
            if not line.holds_on(day) or day.weekday() not in line.days:
                continue
            free.is_said, hours = True, stretch(*line.halves)
            kind = line.kind  # type: ignore[attr-defined]
            ways = [line.way != "video", line.way != "site"]
            if kind == "cannot":
                for way, holds in enumerate(ways):
                    cannot[way][at] |= hours if holds else 0
                continue
            can_said = True
            free.site[at] |= hours if ways[0] else 0
            free.video[at] |= hours if ways[1] else 0
            free.likes[at] |= hours if kind == "likes" else 0
    if not can_said:
        free.site, free.video = list(assumed), list(assumed)
    for at in range(DAYS):
        free.site[at] &= ~cannot[0][at]
        free.video[at] &= ~cannot[1][at]
    return free


def staff_week(lines: Sequence[Line], week: Week, assumed: Masks) -> Free:
    """A week of somebody who works here; `assumed` (their groups' hours) where no line was ever written."""
    if not lines:
        return Free(list(assumed), list(assumed))
    free = Free(is_said=True)
    for at, day in enumerate(week.days()):
        for line in lines:
            if line.holds_on(day) and day.weekday() in line.days:
                free.site[at] |= stretch(*line.halves) if line.way != "video" else 0
                free.video[at] |= stretch(*line.halves) if line.way != "site" else 0
    return free


def around(stretches: Iterable[tuple[int, int, int]], week: Week) -> Masks:
    """From the first to the last of these (weekday, start, end) on each of their days; 9 to 17 from Monday to Friday
    where there are none."""
    ends: dict[int, tuple[int, int]] = {}
    for weekday, start, end in stretches:
        first, last = ends.get(weekday, (start, end))
        ends[weekday] = (min(first, start), max(last, end))
    if not ends:
        ends = dict.fromkeys(range(5), (18, 34))
    return [stretch(*ends[day.weekday()]) if day.weekday() in ends else 0 for day in week.days()]
