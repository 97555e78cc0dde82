"""What a week must fit: people, places, groups, rules of the payer. Facts alone, no names and no diagnoses.

Every class says one thing of the JSON (problem.schema.json, version 1). Minutes are ints, ids are strings of the
caller's, times are the program's wall clock on the half-hour grid of grid.py, dates are local.
"""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from . import grid
from .plan import Session, Slot

FORMAT = "openiop.schedule.problem"
VERSION = 1

Mode = Literal["in_person", "virtual"]


@dataclass(frozen=True, slots=True)
class Window:
    """Half-hours `start` to `end` (exclusive, up to 48) of a day.

    Of a person, `site` narrows it to one site and `mode` to being there or by video; None: either.
    """

    day: int
    start: int
    end: int
    site: str | None = None
    mode: Mode | None = None

    @property
    def mask(self) -> int:
        return grid.span(self.day * grid.DAY + self.start, self.end - self.start)


def mask_of(windows: tuple[Window, ...]) -> int:
    """Every slot that some window covers."""
    found = 0
    for window in windows:
        found |= window.mask
    return found


def free_for(windows: tuple[Window, ...], site: str | None) -> int:
    """The slots in which a person can be at `site`, or with None: by video."""
    found = 0
    for window in windows:
        if site is None:
            fits = window.mode in (None, "virtual")
        else:
            fits = window.mode in (None, "in_person") and window.site in (None, site)
        if fits:
            found |= window.mask
    return found


@dataclass(frozen=True, slots=True)
class Site:
    """A place with opening hours. `state`: the jurisdiction whose licence counts for what happens there."""

    id: str
    state: str
    open: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Seats `capacity` clients (who leads is not counted)."""

    id: str
    site: str
    capacity: int
    closed: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Payer:
    """When a day and a week count, as data. `individual_counts`: whether individual and family hours are treatment."""

    id: str
    minimum_day_minutes: int = 180
    minimum_days: int = 3
    maximum_day_minutes: int = 300
    individual_counts: bool = True
    citation: str = ""


@dataclass(frozen=True, slots=True)
class GroupType:
    """A kind of group; its sessions are what the plan decides.

    `minimum`…`maximum` members a session. `site` is needed in person and null by video. `track`, `language` and
    `skill` null: any. A closed type (`is_open` false) takes nobody but `members`. `windows` null: any time; else all
    of a session lies in them. `most_per_week`: sessions a week. Held every `every_weeks` weeks, `last` on that date.
    """

    id: str
    curriculum: str
    minutes: int
    mode: Mode
    minimum: int = 3
    maximum: int = 12
    site: str | None = None
    track: str | None = None
    language: str | None = None
    skill: str | None = None
    is_open: bool = True
    members: tuple[str, ...] = ()
    windows: tuple[Window, ...] | None = None
    most_per_week: int = 5
    every_weeks: int = 1
    last: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """From and until are both included; until null: no end known."""

    state: str
    since: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """On a day with work, `minutes` on end stay free between half-hours `start` and `end`."""

    start: int
    end: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Clinician:
    """Who leads sessions and holds slots.

    `day_cap`, `week_cap`: minutes of sessions and slots; `overtime` is the most beyond week_cap (it costs). `caseload`:
    most clients as primary (asked when a primary is proposed; a plan never changes primaries). `longest_run`: most
    minutes without a free half-hour.
    """

    id: str
    sites: tuple[str, ...]
    virtual: bool
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    licences: tuple[Licence, ...]
    available: tuple[Window, ...]
    day_cap: int = 360
    week_cap: int = 1500
    overtime: int = 0
    caseload: int = 12
    pause: Break | None = None
    longest_run: int = 240

    def licensed(self, state: str, day: datetime.date) -> bool:
        """Whether a licence of `state` is in force on that date."""
        return any(
            each.state == state and each.since <= day and (each.until is None or day <= each.until)
            for each in self.licences
        )

    def free(self, site: str | None) -> int:
        """The slots in which they can work at `site`, or with None: by video."""
        if site is None:
            return free_for(self.available, None) if self.virtual else 0
        return free_for(self.available, site) if site in self.sites else 0


@dataclass(frozen=True, slots=True)
class Dose:
    """Treatment prescribed for this week: minutes, over `days` days, each of at least `day_minutes`."""

    minutes: int
    days: int
    day_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Minutes of a curriculum this week (what was covered so far is taken off already)."""

    curriculum: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Individual:
    """`times` slots of `minutes` with the primary."""

    minutes: int = 60
    times: int = 1


@dataclass(frozen=True, slots=True)
class Family:
    """One slot of `minutes` with the primary every `every_weeks` weeks; `last`: when it was."""

    minutes: int = 60
    every_weeks: int = 2
    last: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """They would rather be here only in these windows; each half-hour outside costs `weight`."""

    windows: tuple[Window, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Client:
    """Who is treated. `available` is net of travel; `travel_minutes` (each way) weighs days in person.

    `state`: where they sit when they attend by video. `gap_minutes`: longest hole accepted within a day. Nothing is
    planned before `starts`. `site` null: any (where a program has one).
    """

    id: str
    payer: str
    dose: Dose
    available: tuple[Window, ...]
    mode: Literal["in_person", "virtual", "either"]
    state: str
    track: str
    language: str
    needs: tuple[Need, ...] = ()
    individual: Individual | None = None
    family: Family | None = None
    site: str | None = None
    primary: str | None = None
    travel_minutes: int = 0
    preferences: tuple[Preference, ...] = ()
    gap_minutes: int = 60
    starts: datetime.date | None = None

    def free(self, site: str | None) -> int:
        """The slots in which they can be at `site`, or with None: by video. (`starts` is not looked at.)"""
        if site is None:
            return free_for(self.available, None) if self.mode != "in_person" else 0
        return free_for(self.available, site) if self.mode != "virtual" and self.site in (None, site) else 0


@dataclass(frozen=True, slots=True)
class Separation:
    """These two are never members of the same session."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """Sessions and slots as a plan writes them: what is frozen, or what was planned last week."""

    sessions: tuple[Session, ...] = ()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What a point of each soft cost weighs in the last tier. score.py says what one is of each."""

    gap: int = 2
    travel_day: int = 1
    overtime: int = 3
    session: int = 10
    preference: int = 1
    late_finish: int = 1
    fairness: int = 1


@dataclass(frozen=True)
class Problem:
    """One program's week."""

    id: str
    first_day: datetime.date
    time_zone: str
    sites: tuple[Site, ...]
    rooms: tuple[Room, ...]
    payers: tuple[Payer, ...]
    group_types: tuple[GroupType, ...]
    clinicians: tuple[Clinician, ...]
    clients: tuple[Client, ...]
    separations: tuple[Separation, ...] = ()
    frozen: Fixed = field(default_factory=Fixed)
    previous: Fixed | None = None
    weights: Weights = field(default_factory=Weights)

    def date(self, day: int) -> datetime.date:
        """The date of day 0…6."""
        return self.first_day + datetime.timedelta(days=day)

    def is_due(self, every_weeks: int, last: datetime.date | None) -> bool:
        """Whether something of every n weeks, `last` held then, falls into this week. Last week is one week ago."""
        return last is None or -(-(self.first_day - last).days // 7) >= every_weeks

    def family_due(self, client: Client) -> int:
        """Minutes of family work due this week."""
        family = client.family
        return family.minutes if family and self.is_due(family.every_weeks, family.last) else 0

    def day_minimum(self, client: Client) -> int:
        """Minutes below which a treatment day is not valid: the payer's or the prescription's, whichever is more."""
        return max(self.payer[client.payer].minimum_day_minutes, client.dose.day_minutes)

    def days_needed(self, client: Client) -> int:
        """Valid days a week: the payer's or the prescription's, whichever is more."""
        return max(self.payer[client.payer].minimum_days, client.dose.days)

    @cached_property
    def site(self) -> dict[str, Site]:
        return {each.id: each for each in self.sites}

    @cached_property
    def room(self) -> dict[str, Room]:
        return {each.id: each for each in self.rooms}

    @cached_property
    def payer(self) -> dict[str, Payer]:
        return {each.id: each for each in self.payers}

    @cached_property
    def group_type(self) -> dict[str, GroupType]:
        return {each.id: each for each in self.group_types}

    @cached_property
    def clinician(self) -> dict[str, Clinician]:
        return {each.id: each for each in self.clinicians}

    @cached_property
    def client(self) -> dict[str, Client]:
        return {each.id: each for each in self.clients}

    @cached_property
    def apart(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset((each.a, each.b)) for each in self.separations)
