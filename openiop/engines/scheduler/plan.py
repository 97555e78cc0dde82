"""A planned week: sessions with their members, individual and family slots, and how good it is, tier by tier."""

import datetime
from dataclasses import dataclass
from typing import Literal

from . import grid

FORMAT = "openiop.schedule.plan"
VERSION = 1

Kind = Literal["individual", "family"]
TIERS = (("unmet", "minutes"), ("invalid_days", "days"), ("changes", "people"), ("rest", "points"))


@dataclass(frozen=True, slots=True)
class Session:
    """A group's meeting. `at`: half-hours after midnight of day 0…6; `room` None: by video; members sorted."""

    id: str
    type: str
    day: int
    at: int
    minutes: int
    clinician: str
    room: str | None
    members: tuple[str, ...]
    frozen: bool = False

    @property
    def start(self) -> int:
        """Its first slot in the week."""
        return self.day * grid.DAY + self.at

    @property
    def mask(self) -> int:
        """Its slots in the week."""
        return grid.span(self.start, grid.half_hours(self.minutes))


@dataclass(frozen=True, slots=True)
class Slot:
    """An hour of one client with one clinician. `room` None: by video."""

    client: str
    clinician: str
    kind: Kind
    day: int
    at: int
    minutes: int
    room: str | None
    frozen: bool = False

    @property
    def start(self) -> int:
        """Its first slot in the week."""
        return self.day * grid.DAY + self.at

    @property
    def mask(self) -> int:
        """Its slots in the week."""
        return grid.span(self.start, grid.half_hours(self.minutes))


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier's value, and the least it can be (`bound`), in `unit`. Proven: value equals bound."""

    name: str
    value: int
    unit: str
    bound: int
    status: Literal["proven", "open"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one client fares: treatment minutes, valid days, what is unmet, days that do not count or are missing."""

    client: str
    minutes: int
    days: int
    unmet_minutes: int
    invalid_days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`problem` is the problem's id, `digest` the SHA-256 of its canonical JSON."""

    problem: str
    digest: str
    first_day: datetime.date
    seed: int
    sessions: tuple[Session, ...]
    slots: tuple[Slot, ...]
    tiers: tuple[Tier, ...] = ()
    standing: tuple[Standing, ...] = ()

    @property
    def values(self) -> tuple[int, ...]:
        """The tiers' values, most important first: compare two plans of one problem by these."""
        return tuple(tier.value for tier in self.tiers)
