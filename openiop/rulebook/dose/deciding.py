"""What a day and a week of minutes mean to a payer, each with its explanation.

Two engines that never mix (BIL-2, MCR-8): a pack counts minutes a day, or services a day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..packs import Pack
from ..text import Explanation, explain, gettext_noop, hours


@dataclass(frozen=True, slots=True)
class DayDecision:
    """Whether a day counts for the payer.

    needed and needed_services: 0 where the pack's basis is the other. tier: "", "lower" or "upper" (MCR-8).
    short_by: minutes or services, by `basis`, that the day lacks.
    """

    valid: bool
    basis: str
    minutes: int
    needed: int
    services: int
    needed_services: int
    tier: str
    severity: str
    short_by: int
    explanation: Explanation

    @property
    def rule(self) -> str:
        """The number of the rule that decided."""
        return self.explanation.code


@dataclass(frozen=True, slots=True)
class DayTally:
    """One local day of one person: countable minutes so far, and what is still ahead on that day."""

    day: date
    attended: int
    scheduled: int = 0
    services: int = 0
    scheduled_services: int = 0


@dataclass(frozen=True, slots=True)
class Prescription:
    """The prescribed dose of a week: minutes, days, and least minutes on each of those days (0: the
    pack's).
    """

    minutes: int
    days: int
    day_minutes: int = 0

    def __post_init__(self) -> None:
        if self.minutes < 0 or not 0 <= self.days <= 7 or self.day_minutes < 0:
            raise ValueError(
                f"prescription: {self.minutes} minutes on {self.days} days of {self.day_minutes} minutes; "
                "give minutes of 0 or more and 0 to 7 days"
            )


@dataclass(frozen=True, slots=True)
class WeekDecision:
    """A week so far and what can still be reached; minutes everywhere, days where named so.

    valid_days count already; reachable_days also if everything scheduled is attended.
    on_track: what is prescribed can still be reached. short_by, short_days: what even full attendance lacks.
    days: today's decision for each tally, on minutes attended so far.
    """

    prescribed: int
    attended: int
    scheduled: int
    reachable: int
    days_needed: int
    valid_days: int
    reachable_days: int
    on_track: bool
    reached: bool
    short_by: int
    short_days: int
    explanation: tuple[Explanation, ...]
    days: tuple[DayDecision, ...]


def decide_day(minutes: int, services: int, pack: Pack, *, needed: int = 0) -> DayDecision:
    """Decide whether a day counts under the pack (BIL-2, HRS-4, MCR-8).

    minutes: countable minutes of the day. services: countable services of the day.
    needed: a prescription's own minimum for the day; the pack's holds if it is higher.
    """
    if minutes < 0 or services < 0:
        raise ValueError(f"minutes and services: give 0 or more, not {minutes} and {services}")
    if pack.day.basis == "services":
        return _by_services(minutes, services, pack)
    return _by_minutes(minutes, services, pack, max(needed, pack.day.minutes))


def decide_week(tallies: Iterable[DayTally], prescription: Prescription, pack: Pack) -> WeekDecision:
    """Decide where a week stands against its prescription.

    tallies: at most one for each local day of the week. ValueError if a day comes twice.
    """
    week = sorted(tallies, key=lambda tally: tally.day)
    if len({tally.day for tally in week}) < len(week):
        raise ValueError("tallies: a day comes twice; add its sessions up first")
    least = prescription.day_minutes
    now = tuple(decide_day(each.attended, each.services, pack, needed=least) for each in week)
    attended = sum(each.attended for each in week)
    scheduled = sum(each.scheduled for each in week)
    valid = sum(day.valid for day in now)
    reachable_days = sum(_can_count(each, pack, least) for each in week)
    short_by = max(0, prescription.minutes - attended - scheduled)
    short_days = max(0, prescription.days - reachable_days)
    return WeekDecision(
        prescribed=prescription.minutes,
        attended=attended,
        scheduled=scheduled,
        reachable=attended + scheduled,
        days_needed=prescription.days,
        valid_days=valid,
        reachable_days=reachable_days,
        on_track=not short_by and not short_days,
        reached=attended >= prescription.minutes and valid >= prescription.days,
        short_by=short_by,
        short_days=short_days,
        explanation=_explain_week(attended, scheduled, valid, prescription, short_by, short_days),
        days=now,
    )


def _can_count(tally: DayTally, pack: Pack, needed: int) -> bool:
    """Say whether the day counts if everything still planned on it is attended."""
    if pack.day.basis == "services":
        return tally.services + tally.scheduled_services >= pack.day.services
    return tally.attended + tally.scheduled >= max(needed, pack.day.minutes)


def _by_minutes(minutes: int, services: int, pack: Pack, needed: int) -> DayDecision:
    short_by = max(0, needed - minutes)
    if short_by:
        message = gettext_noop("%(minutes)s of %(needed)s minutes: the hours count, the day does not")
    else:
        message = gettext_noop("%(minutes)s of %(needed)s minutes: the day counts")
    if not minutes:
        message = gettext_noop("No minutes of %(needed)s: the day does not count")
    return DayDecision(
        valid=not short_by,
        basis="minutes",
        minutes=minutes,
        needed=needed,
        services=services,
        needed_services=0,
        tier="",
        severity=pack.severity,
        short_by=short_by,
        explanation=explain("BIL-2", message, minutes=minutes, needed=needed),
    )


def _by_services(minutes: int, services: int, pack: Pack) -> DayDecision:
    short_by = max(0, pack.day.services - services)
    upper = bool(pack.day.tier_from) and services >= pack.day.tier_from
    tier = "" if short_by or not pack.day.tier_from else "upper" if upper else "lower"
    message = {
        "upper": gettext_noop("%(services)s services: the day counts at the rate of %(tier_from)s or more"),
        "lower": gettext_noop("%(services)s services: the day counts at the rate below %(tier_from)s"),
    }.get(tier, gettext_noop("%(services)s of %(needed)s services"))
    return DayDecision(
        valid=not short_by,
        basis="services",
        minutes=minutes,
        needed=0,
        services=services,
        needed_services=pack.day.services,
        tier=tier,
        severity=pack.severity,
        short_by=short_by,
        explanation=explain(
            "MCR-8", message, services=services, tier_from=pack.day.tier_from, needed=pack.day.services
        ),
    )


def _explain_week(
    attended: int, scheduled: int, valid: int, prescription: Prescription, short_by: int, short_days: int
) -> tuple[Explanation, ...]:
    reasons = [
        explain(
            "dose-week",
            gettext_noop("%(attended)s attended and %(scheduled)s still ahead, of %(prescribed)s prescribed"),
            attended=hours(attended),
            scheduled=hours(scheduled),
            prescribed=hours(prescription.minutes),
        ),
        explain(
            "dose-days",
            gettext_noop("Days that count so far: %(valid)s of %(needed)s"),
            valid=valid,
            needed=prescription.days,
        ),
    ]
    if short_by:
        reasons.append(explain("dose-short", gettext_noop("Short by %(short)s"), short=hours(short_by)))
    if short_days:
        reasons.append(
            explain(
                "dose-short-days",
                gettext_noop("Days short, even with everything planned: %(days)s"),
                days=short_days,
            )
        )
    if not short_by and not short_days:
        reasons.append(explain("dose-on-track", gettext_noop("On track")))
    return tuple(reasons)
