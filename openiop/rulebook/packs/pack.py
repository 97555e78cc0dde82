"""What a payer or jurisdiction pack holds. The packs themselves are the TOML files in data/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from .known import EXCLUSIONS, KINDS, NEEDS

type AgeBand = Literal["adult", "adolescent", "any"]
type Basis = Literal["minutes", "services"]
type Severity = Literal["block", "warn", "info"]


@dataclass(frozen=True, slots=True)
class DayRule:
    """When a day of treatment counts for the payer.

    basis "minutes": at least `minutes` countable minutes (BIL-2, HRS-4).
    basis "services": at least `services` services; `tier_from` or more of them is the upper payment tier
    (MCR-8).
    """

    basis: Basis
    minutes: int = 0
    services: int = 0
    tier_from: int = 0


@dataclass(frozen=True, slots=True)
class WeekRule:
    """The weekly band of an intensive outpatient program, in minutes (HRS-1, HRS-2, HRS-6) and valid days
    (HRS-3).
    """

    minutes: int
    below_minutes: int
    days: int
    max_gap_days: int = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """Which time counts (BIL-3): kinds of service, and what never does though somebody was there."""

    services: tuple[str, ...] = KINDS
    not_counted: tuple[str, ...] = EXCLUSIONS


@dataclass(frozen=True, slots=True)
class Claim:
    """What the day is claimed as. needs: of `known.NEEDS` (BIL-1, 3, 9 to 13). a_day: units a day (BIL-5).
    days_a_week: the payer's cap, 0 where none is known (BIL-8). if_short: what a short day becomes (BIL-7).
    """

    codes: tuple[str, ...] = ()
    a_day: int = 1
    days_a_week: int = 0
    if_short: Literal["components", "nothing"] = "components"
    components: tuple[str, ...] = ()
    bundled: tuple[str, ...] = ()
    not_same_day: tuple[str, ...] = ()
    primary: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    needs: tuple[str, ...] = tuple(NEEDS)


@dataclass(frozen=True, slots=True)
class Telehealth:
    """Whether and how care by video is claimed (BIL-13, MCR-16); min_in_person in percent of a week's minutes."""

    allowed: bool = True
    audio_only: bool = False
    modifiers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    min_in_person: int = 0


@dataclass(frozen=True, slots=True)
class Timers:
    """Calendar days (hours where named so) until a document is due; rules.md §4.1."""

    initial_plan: int = 0
    biopsychosocial: int = 7
    master_plan: int = 7
    plan_review: int = 30
    continued_stay: int = 14
    before_authorization_ends: int = 3
    progress_note_due_hours: int = 24
    progress_note_late_hours: int = 72
    discharge_summary: int = 14


@dataclass(frozen=True, slots=True)
class Limits:
    """Taper length in days (HRS-7), therapy-group size (rules.md §4.3), and the age of adulthood."""

    taper_days_min: int = 7
    taper_days_max: int = 14
    group_max: int = 12
    adolescent_under: int = 18


@dataclass(frozen=True, slots=True)
class Case:
    """One example day that the pack must decide as stated; every pack brings its own.

    sessions: where they are given, minutes and services are what these must come to. Each is "13:00-16:15", after it
    the stretches in the room and the breaks: "group 13:00-16:15 here 13:12-16:15 break 14:30-14:45".
    lacks: needs of the claim (known.NEEDS) that are not met; unknown: of which nobody knows. rule: the one that must
    decide. claim: how its claim must stand (short, lacks, unknown, valid).
    """

    name: str
    valid: bool
    minutes: int = 0
    services: int = 0
    tier: str = ""
    sessions: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    claim: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class WeekCase:
    """One example week, in attended minutes (or services, by the day's basis) a day, against the pack's own week."""

    name: str
    attended: tuple[int, ...]
    days: int
    reached: bool


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one payer's or jurisdiction's rules, in force from `effective_from` through
    `effective_to`. cites: where each of its rules comes from, by rule number.
    """

    key: str
    version: str
    title: str
    effective_from: date
    effective_to: date | None
    jurisdiction: str
    payer: str
    age_band: AgeBand
    severity: Severity
    citation: str
    day: DayRule
    week: WeekRule
    timers: Timers
    limits: Limits
    cases: tuple[Case, ...]
    counts: Counts = field(default_factory=Counts)
    claim: Claim = field(default_factory=Claim)
    telehealth: Telehealth = field(default_factory=Telehealth)
    week_cases: tuple[WeekCase, ...] = ()
    cites: Mapping[str, str] = field(default_factory=dict, hash=False)

    def in_force(self, on: date) -> bool:
        """Say whether this version applies on the day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def cited(self, rule: str) -> str:
        """Where the rule comes from; the pack's own citation where it names none for this rule."""
        return self.cites.get(rule, self.citation)

    def counts_kind(self, kind: str) -> bool:
        """Say whether time in this kind of service counts (BIL-3)."""
        return kind in self.counts.services
