"""A session of Steady Ground, 14:00 to 17:00 with a break at 15:30, and everyone who has a seat in it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openiop.base.people import actions as people
from openiop.base.people.models import Client
from openiop.care.calendar.models import Session
from openiop.care.plan.models import Goal, Objective, Plan, PrescribedDose, Problem
from tests.cast import House, admit

DAY = date(2026, 11, 18)  # a Wednesday, two weeks after the clocks went back in New York


def at(clock: str, day: date = DAY, house: House | None = None) -> datetime:
    """The instant at which the program's clock shows "14:12" on `day`."""
    from zoneinfo import ZoneInfo

    hour, minute = map(int, clock.split(":"))
    zone = house.program.zone if house else ZoneInfo("America/New_York")
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(UTC)


def hold_session(
    house: House,
    start: datetime | None = None,
    minutes: int = 180,
    breaks: tuple[tuple[str, str], ...] = (("15:30", "15:45"),),
    clients: tuple[str, ...] = ("jordan", "ana", "luis"),
    **fields: Any,
) -> Session:
    """Led by Dana with Marcus in Room 2; everyone named has a seat."""
    start = start or at("14:00")
    during = DateTimeTZRange(start, start + timedelta(minutes=minutes))
    session = Session.objects.create(
        organisation=house.organisation, program=house.program, kind="group", title="Steady Ground", during=during,
        breaks=[[at(a).isoformat(), at(b).isoformat()] for a, b in breaks], room=house.room, **fields,
    )  # fmt: skip
    session.lead_by(house.dana, "lead").save()
    session.lead_by(house.marcus, "co_lead").save()
    for name in clients:
        session.seat_for(getattr(house, name)).save()
    session.refresh_from_db()
    return session


def plan_for(
    house: House, who: str = "jordan", on: date = date(2026, 11, 2), weekly: int = 540, days: int = 3, least: int = 180
) -> Objective:
    """An open stay with an active plan: one objective and its weekly hours, as it stands once both have signed
    (without the signatures)."""
    episode = admit(house, who, on)
    plan = Plan.objects.create(organisation=house.organisation, episode=episode, written_by=house.dana)
    problem = Problem.objects.create(organisation=house.organisation, plan=plan, text="Evenings alone")
    goal = Goal.objects.create(
        organisation=house.organisation, problem=problem, title="Evenings without using", own_words="Sleep like before"
    )
    objective = Objective.objects.create(
        organisation=house.organisation, goal=goal, text="Call somebody before 9 pm, three evenings a week",
        owner="Jordan", target_date=on + timedelta(days=60),
    )  # fmt: skip
    PrescribedDose.objects.create(
        organisation=house.organisation, plan=plan, during=(on, None), weekly_minutes=weekly, days=days,
        day_minutes=least,
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(state="active", active_from=on, review_due=on + timedelta(days=30))
    return objective


def crowd(house: House, n: int) -> list[Client]:
    """`n` more people, for pages that must not grow slow with them."""
    return [
        people.register_client(
            by=house.system, organisation=house.organisation, legal_first=f"Person{i}", legal_last=f"Crowd{i:03d}"
        )
        for i in range(n)
    ]
