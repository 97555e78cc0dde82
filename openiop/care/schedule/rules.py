"""A week of one person's hours, from what was booked and what the ledger says. Pure: instants and numbers in, a
decision out; remembered by value, because the people of a group share most of their weeks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from openiop.care.encounters.rules import breaks_of, minutes_and_rest
from openiop.rulebook import packs
from openiop.rulebook.dose import (
    AttendedSession,
    DayDecision,
    DayTally,
    Prescription,
    Span,
    Week,
    WeekDecision,
    count_day,
    decide_week,
)

type Stretches = tuple[tuple[datetime, datetime], ...]
type Instants = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """One session as counting needs it: instants, breaks as JSON text, the local day it belongs to, its minutes.
    Each is one object, and stands for itself as a key."""

    key: str
    start: datetime
    end: datetime
    breaks: str
    day: date
    minutes: int


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


@dataclass(slots=True)
class Tally:
    """What adds up for one local day."""

    attended: int = 0
    ahead: int = 0
    scheduled: int = 0
    services: int = 0
    services_ahead: int = 0
    unrecorded: int = 0
    missed: int = 0

    def key(self) -> tuple[int, ...]:
        return (
            self.attended,
            self.ahead,
            self.scheduled,
            self.services,
            self.services_ahead,
            self.unrecorded,
            self.missed,
        )


NOTHING = Tally().key()


def tally(booked: Iterable[Meeting], recorded: Mapping[Meeting, Stretches | None], now: datetime) -> dict[date, Tally]:
    """Minutes by local day. `booked`: where the person has a seat. `recorded`: their standing presence (None: absent).

    Before `now` only presence counts (BIL-4). After it, what a person who is here stays for, and sessions about which
    nothing is recorded: whole until they end, because whoever takes attendance in a running one may say that somebody
    was there from its start. Instants in two sessions at once count once (BIL-12).
    """
    days: dict[date, Tally] = {}
    booked = tuple(booked)
    for meeting in booked:
        each = days.get(meeting.day)
        if each is None:
            each = days[meeting.day] = Tally()
        each.scheduled += meeting.minutes
        if meeting not in recorded:
            if meeting.end <= now:
                each.unrecorded += 1
            else:
                each.ahead += meeting.minutes
                each.services_ahead += meeting.minutes > 0
    came = sorted((m for m, stretches in recorded.items() if stretches), key=lambda m: (m.start, m.end))
    twice = any(one.end > other.start for one, other in pairwise(came))
    counted = _count_once(came, recorded, now) if twice else None
    for meeting, stretches in recorded.items():
        each = days.get(meeting.day)
        if each is None:
            each = days[meeting.day] = Tally()
        if not stretches:
            each.missed += 1
            continue
        past, rest = counted[meeting] if counted else _count(meeting, stretches, now)
        each.attended += past
        each.ahead += rest
        each.services += past > 0
        each.services_ahead += rest > 0 and not past
        each.missed += not (past or rest)
    return days


def _count(meeting: Meeting, stretches: Stretches, now: datetime) -> tuple[int, int]:
    later = now if meeting.end > now else None
    return minutes_and_rest(stretches, (meeting.start, meeting.end), meeting.breaks, later)


def _count_once(
    came: list[Meeting], recorded: Mapping[Meeting, Stretches | None], now: datetime
) -> dict[Meeting, tuple[int, int]]:
    """Minutes so far and to come of sessions that overlap, by the rulebook's rule of who keeps the shared time."""
    import json

    def counted(until: datetime | None) -> Mapping[Meeting, int]:
        return count_day(
            AttendedSession(
                meeting,
                Span(meeting.start, meeting.end),
                tuple(
                    Span(start, min(end, until) if until else end)
                    for start, end in recorded[meeting] or ()
                    if until is None or start < until
                ),
                breaks_of(json.loads(meeting.breaks or "[]")),
            )
            for meeting in came
        )

    past, whole = counted(now), counted(None)
    return {meeting: (past[meeting], whole[meeting] - past[meeting]) for meeting in came}


@lru_cache(maxsize=16384)
def decide(
    first: date, keys: tuple[tuple[int, ...], ...], prescribed: tuple[int, int, int], pack_key: str, on: date
) -> tuple[tuple[Day, ...], WeekDecision]:
    """Seven days from `first` and the week's decision. `keys`: Tally.key() of each day; `prescribed`: minutes, days,
    least minutes a day; the pack is the version in force `on`."""
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
