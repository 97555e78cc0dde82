"""A small program with a week ahead that has something to plan."""

from datetime import date, time, timedelta
from typing import Any

from openiop.base.people.actions import add_licence
from openiop.base.privacy.gate import Gate
from openiop.care.calendar import actions as calendar
from openiop.care.plan.models import Plan, PrescribedDose
from openiop.care.schedule.problem import LiveWeek, week_problem
from tests.cast import House, admit


def prescribe(house: House, episode: Any, **dose: Any) -> PrescribedDose:
    """A plan in force from the first day of the stay, with these hours."""
    first = episode.opened_on
    plan = Plan.objects.create(
        organisation=house.organisation, episode=episode, version=1, state="draft", written_by=house.dana
    )
    dose = {"weekly_minutes": 540, "days": 3, "day_minutes": 180, "by_modality": {}} | dose
    row = PrescribedDose.objects.create(organisation=house.organisation, plan=plan, during=(first, None), **dose)
    Plan.objects.filter(pk=plan.pk).update(state="active", active_from=first, review_due=first + timedelta(days=30))
    return row


def license_marcus(house: House) -> None:
    """He leads groups, and could lead these."""
    add_licence(
        by=house.system, staff=house.marcus, state="MA", kind="CADC", number="C-1", start=date(2020, 1, 1), end=None
    )


def next_week(house: House) -> date:
    """The first day of the treatment week after this one."""
    return house.program.week_of(house.program.today() + timedelta(days=7)).first


def the_week(house: House, who: str = "priya", **how: Any) -> LiveWeek:
    """The coming week as this planner may read it."""
    return week_problem(Gate.of(house.staff[who], house.program), house.program, next_week(house), **how)


def furnish(house: House, *, seated: bool = True, alone: dict[str, Any] | None = None) -> dict[str, Any]:
    """Two groups on Monday, one on Wednesday afternoon; Jordan, Ana and Luis have plans and (where `seated`) seats,
    all of next week. `alone`: minutes of hours one to one, by who and kind."""
    today = house.program.today()
    groups = {
        name: calendar.open_group(
            by=house.priya,
            program=house.program,
            track=house.track,
            name=name,
            module=module,
            weekday=weekday,
            starts=starts,
            minutes=90,
            facilitator=house.dana,
            room=house.room,
            capacity=10,
            first_day=today,
        )
        for name, module, weekday, starts in (
            ("Steady Ground", "CBT", 0, time(13)),
            ("Open Table", "Relapse prevention", 0, time(14, 30)),
            ("Clear Water", "CBT", 2, time(13)),
        )
    }
    for who in ("jordan", "ana", "luis"):
        episode = admit(house, who, on=today - timedelta(days=14))
        prescribe(house, episode, weekly_minutes=360, days=2, by_modality=(alone or {}).get(who, {}))
        if seated:
            calendar.place(by=house.priya, client=getattr(house, who), groups=groups.values(), first_day=today)
    return groups
