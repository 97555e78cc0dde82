"""What a payer or jurisdiction pack holds. The packs themselves are the TOML files in data/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

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
    """One example that the pack must decide as stated; every pack brings its own."""

    name: str
    minutes: int
    services: int
    valid: bool
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """One version of one payer's or jurisdiction's rules, in force from `effective_from` through
    `effective_to`.
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

    def in_force(self, on: date) -> bool:
        """Say whether this version applies on the day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
