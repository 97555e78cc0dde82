"""Which free seats would mend a week, best first. Pure: what is known of seats and people in, an order with its
reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openiop.rulebook.text import Explanation, explain, gettext_noop, hours

AT_MOST = 3


class Reason(StrEnum):
    """Why a seat is proposed."""

    DAY = "day"  # with it, the day counts for the payer
    WEEK = "week"  # with it, the week reaches its dose
    TOPIC = "topic"  # a topic this person has not had
    PRIMARY = "primary"  # led by their own therapist
    FACILITATOR = "facilitator"  # led by somebody who leads a group of theirs
    LAST = "last"  # one seat is left


@dataclass(frozen=True, slots=True)
class Chance:
    """A session with a free seat. minutes: of treatment, without breaks. leads: ids of staff."""

    session_id: UUID
    title: str
    start: datetime
    end: datetime
    day: date
    minutes: int
    open_seats: int
    topic_id: UUID | None
    topic: str
    leads: tuple[UUID, ...]
    lead_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """What one person's week lacks, and what is known of them.

    short_by: minutes; short_days: days; reachable: minutes of each day if everything booked is attended. day_minutes:
    what makes a day count, 0 where services do. days_left: how many more days the payer pays this week, None without a
    cap (BIL-8). busy: hours booked anywhere.
    """

    short_by: int
    short_days: int
    day_minutes: int
    reachable: Mapping[date, int]
    days_left: int | None
    busy: tuple[tuple[datetime, datetime], ...]
    topics: frozenset[UUID]
    primary: UUID | None
    facilitators: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One seat for one person. reasons: best first."""

    chance: Chance
    reasons: tuple[Reason, ...]

    def in_words(self) -> tuple[Explanation, ...]:
        return tuple(_words(self.chance, reason) for reason in self.reasons)


def propose(need: Need, chances: Iterable[Chance], at_most: int = AT_MOST) -> tuple[Proposal, ...]:
    """The seats that would help most: those that make a day count, then the week, then a new topic, then somebody they
    know, then the most minutes, then the soonest."""
    if not need.short_by and not need.short_days:
        return ()
    fitting = [
        Proposal(chance, _reasons(need, chance))
        for chance in chances
        if chance.open_seats > 0 and chance.minutes > 0 and _is_free(need, chance) and _helps(need, chance)
    ]
    fitting.sort(key=lambda each: _order(need, each))
    return tuple(fitting[:at_most])


def _is_free(need: Need, chance: Chance) -> bool:
    return not any(start < chance.end and chance.start < end for start, end in need.busy)


def _day_with(need: Need, chance: Chance) -> int:
    return need.reachable.get(chance.day, 0) + chance.minutes


def _makes_a_day(need: Need, chance: Chance) -> bool:
    """Whether a day that would not count does so with this seat, and the payer still pays one more."""
    if need.days_left is not None and need.days_left <= 0:
        return False
    return need.reachable.get(chance.day, 0) < max(1, need.day_minutes) <= _day_with(need, chance)


def _helps(need: Need, chance: Chance) -> bool:
    return need.short_by > 0 or _makes_a_day(need, chance)


def _reasons(need: Need, chance: Chance) -> tuple[Reason, ...]:
    found = []
    makes_a_day = _makes_a_day(need, chance)
    if need.short_by <= chance.minutes and need.short_days <= makes_a_day:
        found.append(Reason.WEEK)
    if makes_a_day:
        found.append(Reason.DAY)
    if chance.topic_id and chance.topic_id not in need.topics:
        found.append(Reason.TOPIC)
    if need.primary in chance.leads:
        found.append(Reason.PRIMARY)
    elif need.facilitators & set(chance.leads):
        found.append(Reason.FACILITATOR)
    if chance.open_seats == 1:
        found.append(Reason.LAST)
    return tuple(found)


def _order(need: Need, each: Proposal) -> tuple[object, ...]:
    reasons, chance = each.reasons, each.chance
    known = 0 if Reason.PRIMARY in reasons else 1 if Reason.FACILITATOR in reasons else 2
    useful = min(chance.minutes, need.short_by) if need.short_by else chance.minutes
    return (
        Reason.WEEK not in reasons,
        need.short_days > 0 and Reason.DAY not in reasons,
        Reason.TOPIC not in reasons,
        known,
        -useful,
        chance.start,
        str(chance.session_id),
    )


def _words(chance: Chance, reason: Reason) -> Explanation:
    names = ", ".join(chance.lead_names)
    return {
        Reason.WEEK: explain("makeup-week", gettext_noop("The week reaches its hours")),
        Reason.DAY: explain("makeup-day", gettext_noop("The day counts with it")),
        Reason.TOPIC: explain("makeup-topic", gettext_noop("A new topic: %(topic)s"), topic=chance.topic),
        Reason.PRIMARY: explain("makeup-primary", gettext_noop("With their own therapist, %(names)s"), names=names),
        Reason.FACILITATOR: explain("makeup-known", gettext_noop("With somebody they know, %(names)s"), names=names),
        Reason.LAST: explain("makeup-last", gettext_noop("One seat left")),
    }[reason]


def adds(chance: Chance) -> str:
    """What the seat adds, as a reader says it."""
    return hours(chance.minutes)
