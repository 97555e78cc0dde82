"""A stay as aftercare meets it: admitted weeks ago, with a standing seat and an hour of their own to come."""

from datetime import date, datetime, timedelta
from typing import Any

from openiop.care.aftercare import actions
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group
from openiop.care.placement.models import Discharge, Episode
from tests.cast import admit, hold_group


def here(house: Any, who: str = "jordan", weeks: int = 8) -> Episode:
    """Admitted `weeks` ago."""
    return admit(house, who, house.program.today() - timedelta(weeks=weeks))


def seated(house: Any, who: str = "jordan") -> Group:
    """A standing seat in a weekly group whose sessions of the next six weeks are planned."""
    today = house.program.today()
    group = hold_group(house)
    calendar.plan_sessions(by=house.system, program=house.program, until=today + timedelta(weeks=6))
    calendar.place(by=house.dana, client=getattr(house, who), groups=[group], first_day=today)
    return group


def own_hour(house: Any, who: str = "jordan", in_days: int = 5) -> Any:
    """An individual session with Dana, some days from now at noon."""
    day = house.program.today() + timedelta(days=in_days)
    return calendar.book_session(
        by=house.dana,
        program=house.program,
        kind="individual",
        start=datetime(day.year, day.month, day.day, 12, tzinfo=house.program.zone),
        minutes=50,
        staff=[house.dana],
        clients=[getattr(house, who)],
        room=house.small_room,
    )


def gone(house: Any, who: str = "jordan", on: date | None = None, **more: Any) -> Discharge:
    """Discharged, having completed, with Dana."""
    on = on or house.program.today()
    episode = Episode.objects.filter(client=getattr(house, who), closed_on=None).first() or here(house, who, 30)
    words = {"reason": "01", "last_contact": on, "discharged_on": on, "summary": "Went well."} | more
    return actions.leave(by=house.dana, episode=episode, **words)
