"""The grid of the week: seven days of 48 half-hours, as bits of one integer.

Slot = day * 48 + half-hours after midnight; day 0 is the first day of the week. A set of slots is an int whose bit n
says that slot n is in it, so that "free the whole time" is one `&`. Times are the program's wall clock.
"""

import datetime
from collections.abc import Iterator

HALF = 30  # minutes in a slot
DAY = 48  # slots in a day
DAYS = 7
WEEK = DAY * DAYS
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL = (1 << WEEK) - 1


def span(start: int, length: int) -> int:
    """The bits of `length` slots from slot `start`."""
    return ((1 << length) - 1) << start


def day_bits(day: int) -> int:
    """Every slot of a day."""
    return span(day * DAY, DAY)


def slots_of(mask: int) -> Iterator[int]:
    """The slots in a mask, first to last."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def starts(mask: int, length: int) -> int:
    """Where something of `length` slots may begin so that all of it lies in `mask` and on one day."""
    found = mask & _BEGINNINGS[length]
    for step in range(1, length):
        found &= mask >> step
    return found


_BEGINNINGS = [
    sum(span(day * DAY, DAY - max(length, 1) + 1) for day in range(DAYS)) if length <= DAY else 0
    for length in range(DAY + 1)
]


def half_hours(minutes: int) -> int:
    """Minutes in slots, rounded up."""
    return -(-minutes // HALF)


def clock(half: int) -> str:
    """Half-hours after midnight as HH:MM (24:00 is the end of a day)."""
    return f"{half // 2:02}:{half % 2 * HALF:02}"


def half_of(text: str) -> int:
    """HH:MM as half-hours after midnight. ValueError off the grid or outside the day."""
    hours, _, minutes = text.partition(":")
    if len(hours) != 2 or minutes not in ("00", "30") or not hours.isascii() or not hours.isdigit():
        raise ValueError(f"{text!r} is not a time on the half-hour, HH:00 or HH:30")
    half = int(hours) * 2 + (minutes == "30")
    if half > DAY:
        raise ValueError(f"{text!r} is after the end of the day, 24:00")
    return half


def day_name(day: int, first_day: datetime.date) -> str:
    """The weekday's name of day 0…6 in a week that begins on `first_day`."""
    return NAMES[(first_day.weekday() + day) % DAYS]


def day_of(name: str, first_day: datetime.date) -> int:
    """Day 0…6 of a weekday's name."""
    return (NAMES.index(name) - first_day.weekday()) % DAYS


def runs(mask: int) -> list[tuple[int, int]]:
    """The unbroken stretches of a mask as (first slot, length), in order. A stretch ends at midnight."""
    found: list[tuple[int, int]] = []
    for slot in slots_of(mask):
        if found and found[-1][0] + found[-1][1] == slot and slot % DAY:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((slot, 1))
    return found
