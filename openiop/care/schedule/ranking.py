"""Which free seats would mend a week, best first. Pure: what is known of seats and people in, an order with its
reasons out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openiop.rulebook.text import Explanation, explain, gettext_noop

AT_MOST = 3


class Reason(StrEnum):
    """Why a seat is proposed."""

    DAY = "day"  # with it, the day counts for the payer
    WEEK = "week"  # with it, the week reaches its dose
    PAIR = "pair"  # with it and another one on that day, the day counts
    TOPIC = "topic"  # a topic this person has not had
    PRIMARY = "primary"  # led by their own therapist
    LIKED = "liked"  # at a time at which they would rather come
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
    is_virtual: bool = False


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
    possible: frozenset[UUID] | None = None  # sessions at which they can come; None: they did not say
    liked: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One seat for one person. reasons: best first."""

    chance: Chance
    reasons: tuple[Reason, ...]
    partner: Chance | None = None  # of Reason.PAIR

    def in_words(self) -> tuple[Explanation, ...]:
        return tuple(_words(self, reason) for reason in self.reasons)


def propose(need: Need, chances: Iterable[Chance], at_most: int = AT_MOST) -> tuple[Proposal, ...]:
    """The seats that would help most: those that make a day count, then the week, then a new topic, then a
    time they like, then somebody they know, then the most minutes, then the soonest."""
    if not need.short_by and not need.short_days:
        return ()
    free = [each for each in chances if each.open_seats > 0 and each.minutes > 0 and _is_free(need, each)]
    fitting = []
    for chance in free:
        partner = _partner(need, chance, free)
        if need.short_by or partner or _makes_a_day(need, chance):
            fitting.append(Proposal(chance, _reasons(need, chance, partner), partner))
    fitting.sort(key=lambda each: _order(need, each))
    return tuple(fitting[:at_most])


def _is_free(need: Need, chance: Chance) -> bool:
    if need.possible is not None and chance.session_id not in need.possible:
        return False
    return not any(start < chance.end and chance.start < end for start, end in need.busy)


def _makes_a_day(need: Need, *chances: Chance) -> bool:
    """Whether the day, which would not count, does so with these seats, and the payer still pays one more."""
    if need.days_left is not None and need.days_left <= 0:
        return False
    before = need.reachable.get(chances[0].day, 0)
    return before < max(1, need.day_minutes) <= before + sum(each.minutes for each in chances)


def _partner(need: Need, chance: Chance, free: Iterable[Chance]) -> Chance | None:
    """The first other seat of that day which, together with this one alone not enough, makes the day count."""
    if not need.short_days or _makes_a_day(need, chance):
        return None
    beside = [
        each
        for each in free
        if each.day == chance.day
        and (each.end <= chance.start or chance.end <= each.start)
        and _makes_a_day(need, chance, each)
    ]
    return min(beside, key=lambda each: (abs(each.start - chance.start), str(each.session_id)), default=None)


def _reasons(need: Need, chance: Chance, partner: Chance | None) -> tuple[Reason, ...]:
    found = []
    makes_a_day = _makes_a_day(need, chance)
    if need.short_by <= chance.minutes and need.short_days <= makes_a_day:
        found.append(Reason.WEEK)
    if makes_a_day:
        found.append(Reason.DAY)
    elif partner:
        found.append(Reason.PAIR)
    if chance.topic_id and chance.topic_id not in need.topics:
        found.append(Reason.TOPIC)
    if chance.session_id in need.liked:
        found.append(Reason.LIKED)
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
        need.short_days > 0 and (2 - 2 * (Reason.DAY in reasons) - (Reason.PAIR in reasons)),
        Reason.TOPIC not in reasons,
        Reason.LIKED not in reasons,
        known,
        -useful,
        chance.start,
        str(chance.session_id),
    )


def _words(each: Proposal, reason: Reason) -> Explanation:
    chance, names = each.chance, ", ".join(each.chance.lead_names)
    beside = each.partner.title if each.partner else ""
    return {
        Reason.WEEK: explain("makeup-week", gettext_noop("The week reaches its hours")),
        Reason.DAY: explain("makeup-day", gettext_noop("The day counts with it")),
        Reason.PAIR: explain("makeup-pair", gettext_noop("The day counts together with %(other)s"), other=beside),
        Reason.TOPIC: explain("makeup-topic", gettext_noop("A new topic: %(topic)s"), topic=chance.topic),
        Reason.LIKED: explain("makeup-liked", gettext_noop("At a time they would rather come")),
        Reason.PRIMARY: explain("makeup-primary", gettext_noop("With their own therapist (%(names)s)"), names=names),
        Reason.FACILITATOR: explain("makeup-known", gettext_noop("With somebody they know (%(names)s)"), names=names),
        Reason.LAST: explain("makeup-last", gettext_noop("One seat left")),
    }[reason]
