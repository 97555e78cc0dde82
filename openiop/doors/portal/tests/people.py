"""Clients with a way in, at every stretch of the way."""

from datetime import timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from openiop.base.people.actions import let_in
from openiop.care.calendar import actions as calendar
from tests.cast import admit


def browser_of(house: Any, who: str = "jordan") -> Browser:
    """Signed in on their own phone."""
    client = getattr(house, who)
    if client.user is None:
        let_in(by=house.system, client=client, email=f"{who}@mail.example")
    return house.browser(who)


def here(house: Any, who: str = "jordan", days: int = 30) -> Any:
    """Admitted `days` ago."""
    return admit(house, who, house.program.today() - timedelta(days=days))


def booked(house: Any, who: str = "jordan", hours: int = 2) -> Any:
    """An hour with Dana that begins some hours from now."""
    start = (timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)
    return calendar.book_session(
        by=house.dana, program=house.program, kind="individual", start=start, minutes=50, staff=house.dana,
        clients=[getattr(house, who)], room=house.small_room,
    )  # fmt: skip
