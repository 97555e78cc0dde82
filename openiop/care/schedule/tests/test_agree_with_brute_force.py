"""The week's hours, counted in one statement, against two other computations: minute by minute in sets, which knows
nothing of the house's code, and the rulebook's own pure count."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openiop.base.people.models import Client
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.tests.people import plan_for
from openiop.care.schedule.queries import client_week, dose_week, weekly_minutes
from openiop.rulebook import dose
from tests.cast import admit

WEEKS = [  # first local day of a week, zone: ordinary, spring forward, fall back, southern, half-hour shift
    (date(2026, 9, 14), "America/New_York"),
    (date(2026, 3, 2), "America/New_York"),
    (date(2026, 10, 26), "America/New_York"),
    (date(2026, 3, 30), "Australia/Lord_Howe"),
    (date(2026, 3, 23), "Europe/Berlin"),
]
DAYS = 7
WEEK = DAYS * 24 * 60


@dataclass
class Row:
    """One row of the ledger: minutes from the session's start, or an absence; `fate` is what became of it."""

    start: int
    length: int
    code: str
    fate: str  # "stands", "void", "moved" (corrected to other times), "absent" (corrected to an absence)
    moved_by: int


@dataclass
class Meeting:
    """One session: minutes from the week's first local midnight, its breaks and rows, and whether a seat is asked."""

    start: int
    length: int
    breaks: list[tuple[int, int]]
    rows: list[Row]
    seat: bool
    cancelled: bool
    stretches: list[tuple[datetime, datetime]] = field(default_factory=list)
    absent: bool = False


rows = st.builds(
    Row,
    start=st.integers(-90, 300),
    length=st.integers(1, 300),
    code=st.sampled_from(["present", "late", "left_early", "excused", "no_show"]),
    fate=st.sampled_from(["stands", "stands", "void", "moved", "absent"]),
    moved_by=st.integers(-45, 45),
)
meetings = st.builds(
    Meeting,
    start=st.integers(-8 * 60, WEEK + 60),
    length=st.integers(5, 300),
    breaks=st.lists(st.tuples(st.integers(-10, 280), st.integers(1, 40)), max_size=2),
    rows=st.lists(rows, max_size=3),
    seat=st.booleans(),
    cancelled=st.sampled_from([False] * 7 + [True]),
)
crowded = st.lists(meetings, min_size=1, max_size=8)


def write(house, client: Client, week: date, plans: list[Meeting]) -> None:
    """Puts the meetings, seats and ledger into the database, and remembers what stands."""
    midnight = datetime(week.year, week.month, week.day, tzinfo=house.program.zone).astimezone(UTC)
    taken: list[tuple[datetime, datetime]] = []
    for meeting in plans:
        start = midnight + timedelta(minutes=meeting.start)
        end = start + timedelta(minutes=meeting.length)
        session = Session.objects.create(
            organisation=house.organisation, program=house.program, kind="group", title="Group",
            during=DateTimeTZRange(start, end),
            breaks=[[(start + timedelta(minutes=at)).isoformat(), (start + timedelta(minutes=at + n)).isoformat()]
                    for at, n in meeting.breaks],
            state="cancelled" if meeting.cancelled else "planned", cancelled_why="Snow" if meeting.cancelled else "",
        )  # fmt: skip
        meeting.seat = meeting.seat and all(end <= a or b <= start for a, b in taken) and not meeting.cancelled
        if meeting.seat:
            taken.append((start, end))
            Seat.objects.create(organisation=house.organisation, session=session, client=client, during=session.during)
        for row in meeting.rows:
            write_row(house, client, session, start, row, meeting)


def write_row(house, client, session, start: datetime, row: Row, meeting: Meeting) -> None:
    def ledger(code, begin=None, **fields):
        during = DateTimeTZRange(begin, begin + timedelta(minutes=row.length)) if begin else None
        return Presence.objects.create(
            organisation=house.organisation, session=session, client=client, code=code, during=during, **fields
        )

    here = row.code in ("present", "late", "left_early")
    begin = start + timedelta(minutes=row.start)
    first = ledger(row.code, begin if here else None)
    if row.fate == "void":
        ledger("void", replaces=first, reason="Not so")
    elif row.fate == "absent":
        ledger("no_show", replaces=first, reason="Not so")
        meeting.absent = True
    elif row.fate == "moved":
        later = begin + timedelta(minutes=row.moved_by)
        ledger("late", later, replaces=first, reason="Not so")
        meeting.stretches.append((later, later + timedelta(minutes=row.length)))
    elif here:
        meeting.stretches.append((begin, begin + timedelta(minutes=row.length)))
    else:
        meeting.absent = True


def minutes(start: datetime, end: datetime) -> set[int]:
    """Every minute of [start, end) as a number since 1970."""
    return set(range(int(start.timestamp()) // 60, int(end.timestamp()) // 60))


def brute_force(zone: ZoneInfo, week: date, plans: list[Meeting], now: datetime):
    """Attended, ahead and scheduled minutes by local day of the week."""
    midnight = datetime(week.year, week.month, week.day, tzinfo=zone).astimezone(UTC)
    days = {week + timedelta(days=n): [0, 0, 0] for n in range(DAYS)}
    this_minute = int(now.timestamp()) // 60
    seen: set[int] = set()
    for meeting in sorted(plans, key=lambda m: (m.start, m.start + m.length)):
        if meeting.cancelled:
            continue
        start = midnight + timedelta(minutes=meeting.start)
        treated = minutes(start, start + timedelta(minutes=meeting.length))
        for at, n in meeting.breaks:
            treated -= minutes(start + timedelta(minutes=at), start + timedelta(minutes=at + n))
        present: set[int] = set()
        for a, b in meeting.stretches:
            present |= minutes(a, b) & treated
        present -= seen
        seen |= present
        day = days.get(start.astimezone(zone).date(), [0, 0, 0])
        day[0] += sum(m < this_minute for m in present)
        if meeting.stretches:
            day[1] += sum(m >= this_minute for m in present)
        elif meeting.seat and not meeting.absent and start + timedelta(minutes=meeting.length) > now:
            day[1] += len(treated)
        day[2] += len(treated) if meeting.seat else 0
    return days


def by_the_rulebook(zone: ZoneInfo, week: date, plans: list[Meeting], now: datetime) -> list[int]:
    """Attended minutes of each day by dose.count_day (BIL-12), of what stands before `now`."""
    midnight = datetime(week.year, week.month, week.day, tzinfo=zone).astimezone(UTC)
    sessions, day_of = [], {}
    for key, meeting in enumerate(plans):
        start = midnight + timedelta(minutes=meeting.start)
        pauses = [(start + timedelta(minutes=at), start + timedelta(minutes=at + n)) for at, n in meeting.breaks]
        presence = [dose.Span(a, min(b, now)) for a, b in meeting.stretches if a < now]
        span = dose.Span(start, start + timedelta(minutes=meeting.length))
        if not meeting.cancelled:
            day_of[key] = dose.session_day(span, zone)
            sessions.append(dose.AttendedSession(key, span, tuple(presence), tuple(dose.Span(*p) for p in pauses)))
    counted = dose.count_day(sessions)
    days = [week + timedelta(days=n) for n in range(DAYS)]
    return [sum(counted[key] for key, on in day_of.items() if on == day) for day in days]


@pytest.mark.parametrize(("week", "zone"), WEEKS)
def test_bil_3_bil_4_random_weeks_agree_with_brute_force(cast, week, zone):
    cast.program.time_zone = zone
    cast.program.save()
    plan_for(cast, "jordan", on=week - timedelta(days=21), least=150)
    admit(cast, "ana", week)
    gate = Gate.of(cast.dana, cast.program)

    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(plans=crowded, now=st.one_of(st.just(10 * WEEK), st.integers(-60, WEEK + 60)))
    def check(plans, now):
        with transaction.atomic():
            write(cast, cast.jordan, week, plans)
            instant = datetime(week.year, week.month, week.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
            instant += timedelta(minutes=now)
            expected = brute_force(ZoneInfo(zone), week, plans, instant)
            found = {each.name: each for each in dose_week(gate, cast.program, week + timedelta(days=3), instant)}
            hers, theirs = found["Ana O'Brien-Núñez"], found["Jordan Avery"]
            assert {d.date: [d.attended, d.ahead, d.scheduled] for d in theirs.days} == expected
            attended, ahead, scheduled = (sum(day[n] for day in expected.values()) for n in range(3))
            assert (theirs.attended, theirs.reachable) == (attended, attended + ahead)
            assert (theirs.scheduled, theirs.prescribed) == (scheduled, 540)
            assert theirs.short_by == max(0, 540 - attended - ahead)
            assert [d.decision.valid for d in theirs.days] == [day[0] >= 180 for day in expected.values()]
            assert (hers.attended, hers.scheduled, hers.reachable) == (0, 0, 0)
            assert client_week(cast.program, cast.jordan.pk, week, instant) == theirs
            assert [day.attended for day in theirs.days] == by_the_rulebook(ZoneInfo(zone), week, plans, instant)
            treated = cast.program.week_of(week)
            assert weekly_minutes([cast.jordan.pk], cast.program, [treated], instant) == {
                cast.jordan.pk: {treated: attended}
            }
            transaction.set_rollback(True)

    check()
