"""What the record knows about how a person is doing: hours, measures, tests, goals and safety, week by week."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar import queries as calendar
from openiop.care.measures import queries as measures
from openiop.care.measures.queries import Point, Trend
from openiop.care.medical.models import ToxicologyTest
from openiop.care.placement.models import Episode
from openiop.care.placement.queries import as_taper
from openiop.care.plan import queries as plans
from openiop.care.plan.models import Goal
from openiop.care.schedule.queries import weekly_minutes
from openiop.rulebook import compass
from openiop.rulebook.dose import Week

PRACTICING = (Goal.Status.PRACTICING, Goal.Status.HOLDING, Goal.Status.REACHED)
AT_MOST_WEEKS = 52
LAST_WEEKS = 4  # the compass reads the hours of the last four whole weeks
BASELINE_DAYS = 30  # a score this long before the first day still is the one at intake


@dataclass(frozen=True)
class WeekRow:
    """One treatment week: minutes attended and prescribed (None: no signed plan), and whether it is a taper."""

    week: Week
    attended: int
    prescribed: int | None
    is_taper: bool
    is_now: bool

    @property
    def percent(self) -> int | None:
        """Whole percent of the prescribed minutes, rounded down."""
        return self.attended * 100 // self.prescribed if self.prescribed else None


def weeks_between(program: Program, first: date, last: date) -> list[Week]:
    """The treatment weeks from the one of `first` to the one of `last`, at most a year of them, oldest first."""
    end = program.week_of(last)
    start = max(program.week_of(first).first, end.first - timedelta(weeks=AT_MOST_WEEKS - 1))
    return [program.week_of(start + timedelta(weeks=n)) for n in range((end.first - start).days // 7 + 1)]


def hours_by_week(client: Client, program: Program, weeks: list[Week], now: datetime) -> list[WeekRow]:
    """Attended beside prescribed for each week, in a constant number of queries."""
    attended = weekly_minutes([client.pk], program, weeks, now)[client.pk] if weeks else {}
    prescribed = plans.doses_by_week(client.pk, weeks)
    today = program.local(now).date()
    return [
        WeekRow(
            week,
            attended.get(week, 0),
            prescribed[week].weekly_minutes if week in prescribed else None,
            week in prescribed and prescribed[week].is_taper,
            week.first <= today <= week.last,
        )
        for week in weeks
    ]


def stays_of(gate: Gate, client: Client) -> list[Episode]:
    """The client's stays in this program, oldest first."""
    rows = gate.rows(Episode, P.SEE_CHART).filter(client=client, program=gate.program)
    return list(rows.select_related("program", "track", "therapist").prefetch_related("levels").order_by("opened_on"))


def tests_of(gate: Gate, client: Client, since: date) -> list[ToxicologyTest]:
    """The toxicology that stands (not corrected since), from a local day on, newest first."""
    rows = gate.rows(ToxicologyTest, P.SEE_CHART).filter(client=client, replaced_by=None)
    return [
        each for each in rows.order_by("-collected_at")[:200] if gate.program.local(each.collected_at).date() >= since
    ]


def tapers_of(stays: list[Episode]) -> list[Any]:
    """Every recorded taper, with start, end and reason (HRS-7)."""
    return [taper for stay in stays for level in stay.levels.all() if (taper := as_taper(level))]


def since(
    trends: dict[str, list[Trend]], program: Program, first: date, baseline: date | None = None
) -> dict[str, list[Trend]]:
    """The same trends from the local day `first` on; totals keep their first score from `baseline` on, so that the
    change is told from intake. The change is that of what is shown."""

    def day(point: Point) -> date:
        return program.local(point.response.answered_at).date()

    found: dict[str, list[Trend]] = {}
    for key, rows in trends.items():
        for row in rows:
            points = tuple(p for p in row.points if day(p) >= first)
            if row.item is None and baseline:
                start = next((p for p in row.points if day(p) >= baseline), None)
                points = points if start is None or start in points else (start, *points)
            change = measures.change(row.instrument, points) if row.item is None else None
            found.setdefault(key, []).append(Trend(row.instrument, row.item, points, change))
    return found


def evidence(
    gate: Gate, client: Client, stay: Episode, rules: compass.StepDownRules, now: datetime | None = None
) -> compass.Evidence:
    """What the compass reads, from the record as it stands. What nobody has recorded stays unknown, and unknown is
    never counted as met."""
    now = now or timezone.now()
    program = stay.program
    today = program.local(now).date()
    hours = last_whole_weeks(client, stay, now)
    prescribed = sum(row.prescribed or 0 for row in hours)
    goals = [g for g in plans.active_goals([client.pk]).get(client.pk, []) if g.status != Goal.Status.SET_ASIDE]
    trends = since(measures.trends(gate, client), program, stay.opened_on - timedelta(days=BASELINE_DAYS))
    totals = [p.value for row in trends.get(rules.measure, []) for p in row.points]
    tests = results(tests_of(gate, client, today - timedelta(days=rules.tests_days)))
    return compass.Evidence(
        today=today,
        prescribed=prescribed or None,
        attended=sum(row.attended for row in hours if row.prescribed) if prescribed else None,
        goals=len(goals) or None,
        goals_practicing=sum(g.status in PRACTICING for g in goals),
        first_total=totals[0] if len(totals) > 1 else None,
        last_total=totals[-1] if len(totals) > 1 else None,
        urges=urges(trends),
        tests=len(tests),
        tests_unexpected=sum(t.result == ToxicologyTest.Result.UNEXPECTED for t in tests),
        safety_plan_on=plans.safety_plan_reviewed_on(client.pk),
        open_alerts=measures.open_alerts(gate, client).count(),
        place_open=place_open(gate, client),
    )


def last_whole_weeks(client: Client, stay: Episode, now: datetime) -> list[WeekRow]:
    """The last four weeks that are over and lay wholly inside the stay: the week under way and the week of admission
    would count against the person."""
    program = stay.program
    this = program.week_of(program.local(now).date())
    weeks = [program.week_of(this.first - timedelta(weeks=n)) for n in range(LAST_WEEKS, 0, -1)]
    return hours_by_week(client, program, [week for week in weeks if week.first >= stay.opened_on], now)


def results(tests: list[ToxicologyTest]) -> list[ToxicologyTest]:
    """Tests that have a result to read; declined and pending ones do not."""
    read = (ToxicologyTest.Result.EXPECTED, ToxicologyTest.Result.UNEXPECTED)
    return [each for each in tests if each.result in read]


def urges(trends: dict[str, list[Trend]]) -> tuple[int, ...]:
    """The strongest urge of each weekly check-in, last one last."""
    for row in trends.get("WEEKLY-CHECKIN", []):
        if row.item and row.item.code == "checkin_urge":
            return tuple(p.value for p in row.points)
    return ()


def place_open(gate: Gate, client: Client) -> bool:
    """Whether fewer hours can begin: the client already holds a standing seat, or a group has one free."""
    if calendar.memberships_of(gate, client).exists():
        return True
    return calendar.groups(gate).filter(is_open=True, open_seats__gt=0).exists()
