"""A week of treatment hours: prescribed, scheduled, attended, still reachable, and which days count for the payer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.rulebook.dose import DayDecision, Week, WeekDecision


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of one person, in minutes. `ahead` is booked and still to come; `scheduled` everything booked.

    state: "ok" the day counts · "part" attended, the day does not count · "out" missed · "open" over, attendance not
    recorded · "plan" still ahead · "none" nothing booked.
    """

    date: date
    attended: int
    ahead: int
    scheduled: int
    state: str
    decision: DayDecision


@dataclass(frozen=True, slots=True)
class ClientWeek:
    """One person's week. Minutes everywhere; `prescribed` is 0 where no signed plan says so (`has_plan` False)."""

    client_id: UUID
    name: str
    pronouns: str
    track: str
    week_number: int
    has_plan: bool
    prescribed: int
    scheduled: int
    attended: int
    ahead: int
    days: tuple[Day, ...]
    decision: WeekDecision

    @property
    def reachable(self) -> int:
        return self.attended + self.ahead

    @property
    def on_track(self) -> bool:
        return self.decision.on_track

    @property
    def short_by(self) -> int:
        return self.decision.short_by


def dose_week(gate: Gate, program: Program, day: date, now: datetime | None = None) -> list[ClientWeek]:
    """The treatment week that `day` (local) lies in, for everyone with an open stay or a seat in it, by track and
    name. Right SEE_HOURS. A constant number of queries."""
    raise NotImplementedError


def client_week(program: Program, client_id: UUID, day: date, now: datetime | None = None) -> ClientWeek | None:
    """The same for one client who came through the gate; None where nothing ties them to the program that week."""
    raise NotImplementedError


def weekly_minutes(
    client_ids: Iterable[UUID], program: Program, weeks: Iterable[Week], now: datetime | None = None
) -> dict[UUID, dict[Week, int]]:
    """Minutes attended, by client and week, 0 included; two queries however many. For charts."""
    raise NotImplementedError
