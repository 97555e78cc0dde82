"""Pure rules of the calendar: which days a group meets, when on the clock, and what its next topic is."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

WEEKS_AHEAD = 6
Stretch = tuple[datetime, datetime]


def meeting_days(weekday: int, first: date, last: date) -> list[date]:
    """The local days from `first` to `last`, both included, that are this weekday (0 Monday .. 6 Sunday)."""
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    days = []
    while day <= last:
        days.append(day)
        day += timedelta(days=7)
    return days


def slot(day: date, starts: time, minutes: int, zone: tzinfo) -> Stretch:
    """The instants of a meeting that starts at `starts` on the local clock and lasts `minutes` of real time.

    The local start stays the same across daylight saving. An hour that the clocks skip is met by the same distance
    from midnight (2:30 becomes 3:30); of an hour that comes twice, the first is meant.
    """
    start = datetime.combine(day, starts, zone).astimezone(UTC)
    return start, start + timedelta(minutes=minutes)


def breaks_of(start: datetime, break_after: int | None, break_minutes: int) -> list[list[str]]:
    """The break of a meeting as ISO instants, as a session keeps it; nothing without a break."""
    if break_after is None or not break_minutes:
        return []
    begin = start + timedelta(minutes=break_after)
    return [[begin.isoformat(), (begin + timedelta(minutes=break_minutes)).isoformat()]]


def shift_breaks(breaks: Iterable[Sequence[str]], by: timedelta) -> list[list[str]]:
    """The same breaks, moved with their session."""
    return [[(datetime.fromisoformat(end) + by).isoformat() for end in pair] for pair in breaks]


def breaks_until(breaks: Iterable[Sequence[str]], end: datetime) -> list[list[str]]:
    """The breaks as far as a session that ended at `end` had them."""
    when = datetime.fromisoformat
    return [[start, min(when(stop), end).isoformat()] for start, stop in breaks if when(start) < end]


def next_topic[T: Hashable](order: Sequence[T], last: T | None) -> T | None:
    """The topic after `last` in the curriculum's order; the first after the last one, or where `last` is gone."""
    if not order:
        return None
    if last is None or last not in order:
        return order[0]
    return order[(order.index(last) + 1) % len(order)]


def minutes_of_day(clock: time) -> int:
    """14:30 is 870."""
    return clock.hour * 60 + clock.minute


def weekly_overlap(a: tuple[int, time, int], b: tuple[int, time, int]) -> bool:
    """Whether two weekly meetings (weekday, start, minutes) overlap on an ordinary week, midnight and the week's end
    included."""
    week = 7 * 24 * 60
    starts = [weekday * 24 * 60 + minutes_of_day(clock) for weekday, clock, _ in (a, b)]
    return (starts[1] - starts[0]) % week < a[2] or (starts[0] - starts[1]) % week < b[2]


def side_by_side(stretches: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """For each stretch (start, end), sorted by start: its lane (1 is leftmost) and how many lanes it shares the column
    with. Stretches that touch in time form one cluster; all of a cluster are as narrow as its most crowded moment.
    """
    placed: list[tuple[int, int]] = []
    cluster: list[int] = []
    ends: list[datetime] = []  # when each lane is free again
    for start, end in stretches:
        if ends and start >= max(ends):
            placed.extend((lane, len(ends)) for lane in cluster)
            cluster, ends = [], []
        free = next((at for at, until in enumerate(ends) if until <= start), len(ends))
        ends[free : free + 1] = [end]
        cluster.append(free + 1)
    placed.extend((lane, len(ends)) for lane in cluster)
    return placed
