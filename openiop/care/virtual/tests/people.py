"""A group by video that began ten minutes ago, and people on their way into it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.tests.people import hold_session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission
from tests.cast import House

SAID = {"place": "Pier 1", "nearby": "nobody", "phone": "1", "contact": "2", "is_private": True, "at_home": False}


def group_by_video(house: House, clients: tuple[str, ...] = ("jordan", "ana", "luis"), **fields: Any) -> Session:
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    return hold_session(house, start, 60, (), clients, is_virtual=True, **fields)


def seat_of(session: Session, client: Any) -> Seat:
    return Seat.objects.select_related("session__program").get(session=session, client=client)


def come(session: Session, client: Any, alias: str, state: str = "MA") -> Admission:
    """To the door, with everything that is asked for on the way."""
    seat = seat_of(session, client)
    virtual.attest(by=client, seat=seat, state=state, way="video", **SAID)
    virtual.be_called(by=client, seat=seat, name=alias)
    virtual.agree(by=client, seat=seat)
    return virtual.knock(by=client, seat=seat)


def all_in(house: House, session: Session) -> dict[str, Admission]:
    """Swan, Lantern and Cedar are in; Dana leads."""
    virtual.enter_as_staff(by=house.dana, session=session)
    names = {"jordan": "Swan", "ana": "Lantern", "luis": "Cedar"}
    found = {who: come(session, house.clients[who], alias) for who, alias in names.items()}
    virtual.admit_all(by=house.dana, session=session)
    return {who: Admission.objects.get(pk=each.pk) for who, each in found.items()}
