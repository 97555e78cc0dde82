"""What the tests of this room's pages share."""

from datetime import time, timedelta

from django.urls import reverse

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group
from tests.cast import House


def open_group(cast: House, name: str = "Steady Ground", **changes) -> Group:
    fields = {
        "weekday": 0, "starts": time(14), "minutes": 90, "facilitator": cast.dana, "room": cast.room, "capacity": 2,
        "first_day": cast.program.today() - timedelta(days=7),
    } | changes  # fmt: skip
    return calendar.open_group(by=cast.priya, program=cast.program, name=name, **fields)


def url(name: str, *args) -> str:
    return reverse(f"calendar:{name}", args=args)


def form_of(cast: House, **changes) -> dict:
    return {
        "name": "Skills Lab", "kind": "skills", "module": "", "weekday": "1", "starts": "10:00", "minutes": "90",
        "break_minutes": "0", "facilitator": cast.dana.pk, "room": cast.room.pk, "capacity": "8",
        "first_day": cast.program.today().isoformat(), "is_open": "on",
    } | changes  # fmt: skip
