"""A week as the page draws it: days as columns, an hour as four rows, blocks placed by class and never by style."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import dateformat, timezone

from openiop.base.look.moments import cal_classes
from openiop.base.programs.models import Program
from openiop.care.calendar import rules
from openiop.rulebook import dose

EARLIEST, LATEST = 6, 22  # the hours that the classes know; a block outside stands at the edge with its time in words
USUAL_FIRST, USUAL_LAST = 9, 17
MOST_LANES = 4
MOST_COLUMNS = 10  # side by side in one week before it scrolls
QUARTER = 15


@dataclass
class Block:
    """Something at a time: `item` is what the template shows, `classes` say where."""

    item: Any
    start: datetime  # local
    end: datetime  # local
    classes: str = ""

    @property
    def during(self) -> DateTimeTZRange:
        return DateTimeTZRange(self.start, self.end)


@dataclass
class Day:
    """One column."""

    day: date
    column: str
    is_today: bool
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Grid:
    """Everything calendar/_grid.html needs."""

    days: list[Day]
    classes: str
    hours: list[tuple[str, str]]  # class, words
    now: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(day.blocks for day in self.days)


def week_grid(
    program: Program,
    week: dose.Week,
    items: Sequence[tuple[datetime, datetime, Any]],
    open_days: Collection[date] = (),
    open_hours: tuple[int, int] = (USUAL_FIRST, USUAL_LAST),
) -> Grid:
    """`items` are (start, end, item), instants. Weekend days without anything are left out, unless they are open; the
    open hours are drawn whether something is in them or not."""
    today, zone = program.today(), program.zone
    by_day: dict[date, list[Block]] = {day: [] for day in week.days()}
    for start, end, item in sorted(items, key=lambda each: (each[0], each[1])):
        block = Block(item, start.astimezone(zone), end.astimezone(zone))
        if block.start.date() in by_day:
            by_day[block.start.date()].append(block)
    shown = [day for day in week.days() if day.weekday() < 5 or by_day[day] or day == today or day in open_days]
    first, last = _hours([block for day in shown for block in by_day[day]], open_hours)
    days, widths = [], {}
    for at, day in enumerate(shown, start=1):
        blocks = by_day[day]
        lanes = rules.side_by_side([(b.start.astimezone(UTC), b.end.astimezone(UTC)) for b in blocks])
        for block, (lane, of) in zip(blocks, lanes, strict=True):
            block.classes = cal_classes(block.during, zone, at, min(lane, MOST_LANES), min(of, MOST_LANES))
        widths[f"d{at}"] = max((min(of, MOST_LANES) for _, of in lanes), default=1)
        days.append(Day(day, f"d{at}", day == today, blocks))
    labels = [
        (f"t{hour:02d}00", dateformat.format(datetime(2000, 1, 1, hour), "g:i"))  # noqa: DTZ001 — a clock face
        for hour in range(first, last)
    ]
    classes = [f"days-{len(days)}", f"from-{first}", f"to-{last}"]
    classes += [f"{column}x{of}" for column, of in widths.items() if of > 1]
    if sum(widths.values()) > MOST_COLUMNS:
        classes.append("crowded")
    return Grid(days, " ".join(classes), labels, _now(program, days, first, last))


def _hours(blocks: list[Block], at_least: tuple[int, int]) -> tuple[int, int]:
    """The first and last hour to draw."""
    first = min([at_least[0], *(block.start.hour for block in blocks)])
    ends = [24 if b.end.date() > b.start.date() else b.end.hour + (b.end.minute > 0) for b in blocks]
    return max(EARLIEST, first), min(LATEST, max([at_least[1], *ends]))


def _now(program: Program, days: list[Day], first: int, last: int) -> str:
    """Where the line of the present stands; nothing outside the drawn hours."""
    here = program.local(timezone.now())
    today = next((day for day in days if day.day == here.date()), None)
    if today is None or not first <= here.hour < last:
        return ""
    return f"{today.column} t{here.hour:02d}{here.minute // QUARTER * QUARTER:02d}"
