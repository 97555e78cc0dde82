"""Jordan's last weeks as the record keeps them: real sessions, presence, scores and tests."""

from datetime import datetime, time, timedelta
from typing import Any

from openiop.care.calendar.models import Group, Membership, Session
from openiop.care.encounters.models import Presence
from openiop.care.measures.models import Response, SafetyAlert
from openiop.care.medical.models import ToxicologyTest
from openiop.care.placement.tests.people import admitted
from openiop.care.plan import actions as plan
from openiop.care.plan.models import Goal, Plan
from openiop.care.plan.rules import DoseStep
from openiop.care.plan.tests.people import drafted
from tests.cast import hold_group

WEEKS = 6


def six_weeks(house: Any, attended_of_three: int = 3) -> Any:
    """A stay of six whole weeks with 9 hours prescribed, and so many of three 3-hour days attended each week."""
    today = house.program.today()
    first = house.program.week_of(today).first - timedelta(weeks=WEEKS)
    stay = admitted(house, days_ago=(today - first).days)
    write_plan(house, stay, first)
    group = hold_group(house)
    Membership.objects.create(organisation=house.organisation, group=group, client=house.jordan, first_day=first)
    for week in range(WEEKS):
        for day in (0, 2, 4)[:attended_of_three]:
            attend(house, group, first + timedelta(weeks=week, days=day))
    return stay


def write_plan(house: Any, stay: Any, first: Any) -> Plan:
    draft = drafted(house, stay)
    plan.set_dose(by=house.dana, plan=draft, steps=[DoseStep(first, first + timedelta(weeks=20), 540, 3, 180, {})])
    plan.sign_as_clinician(by=house.dana, plan=draft)
    plan.sign_with_client(by=house.dana, plan=draft, name="Jordan Avery")
    Plan.objects.filter(pk=draft.pk).update(active_from=first)
    return draft


def attend(house: Any, group: Group, day: Any, minutes: int = 180) -> Presence:
    start = datetime.combine(day, time(14), tzinfo=house.program.zone)
    session = Session.objects.create(
        organisation=house.organisation, program=house.program, group=group, kind="group", title=group.name,
        during=(start, start + timedelta(minutes=180)), state="held",
    )  # fmt: skip
    return Presence.objects.create(
        organisation=house.organisation, session=session, client=house.jordan, code="present",
        during=(start, start + timedelta(minutes=minutes)), recorded_by=house.dana,
    )  # fmt: skip


def score(
    house: Any, instrument: str, total: int | None, weeks_ago: int, answers: dict[str, int] | None = None
) -> Response:
    now = datetime.combine(house.program.today() - timedelta(weeks=weeks_ago), time(9), tzinfo=house.program.zone)
    return Response.objects.create(
        organisation=house.organisation, client=house.jordan, instrument=instrument, version="1", answers=answers or {},
        total=total, answered_at=now, source="staff",
    )  # fmt: skip


def all_is_well(house: Any) -> None:
    """Everything that the compass wants to see beside the hours."""
    Goal.objects.filter(problem__plan__episode__client=house.jordan).update(status="holding")
    score(house, "PHQ-9", 17, 6)
    score(house, "PHQ-9", 8, 1)
    for weeks_ago, urge in ((2, 3), (1, 2)):
        score(house, "WEEKLY-CHECKIN", None, weeks_ago, {"checkin_urge": urge})
    toxicology(house, "expected")
    active = Plan.objects.get(episode__client=house.jordan, state="active")
    plan.review(by=house.dana, plan=active, findings="Calm evenings.", safety_plan_reviewed=True)


def toxicology(house: Any, result: str, days_ago: int = 3) -> ToxicologyTest:
    at = datetime.combine(house.program.today() - timedelta(days=days_ago), time(9), tzinfo=house.program.zone)
    return ToxicologyTest.objects.create(
        organisation=house.organisation, client=house.jordan, collected_at=at, panel="Urine, 12 panel", result=result
    )


def alert(house: Any) -> SafetyAlert:
    response = score(house, "PHQ-9", 12, 0, {"phq9_9": 1})
    return SafetyAlert.objects.create(
        organisation=house.organisation, client=house.jordan, response=response, item="phq9_9", value=1
    )
