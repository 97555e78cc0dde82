"""Finding and holding the room of a session, and telling the gateway that it changed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.context import everything, standing
from openiop.base.look.moments import local_datetime
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, Refused
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.tickets import CHANNEL
from openiop.care.virtual import rules
from openiop.care.virtual.models import VideoRoom
from openiop.care.virtual.queries.state import discharged_at
from openiop.care.virtual.tickets import news_of


def held_room(session: Session) -> VideoRoom:
    """The session's room, made where there is none, locked until this transaction ends."""
    VideoRoom.objects.bulk_create(
        [VideoRoom(organisation_id=session.organisation_id, session=session)], ignore_conflicts=True
    )
    return VideoRoom.objects.select_for_update(no_key=True).get(session=session)


def refuse_closed_door(session: Session) -> None:
    """Raises ValidationError where nobody may come in now."""
    if not session.is_virtual:
        raise ValidationError(_("This session is not by video."))
    if session.is_cancelled:
        raise ValidationError(_("This session was cancelled."))
    start, end = session.during.lower, session.during.upper
    if not rules.is_open(start, end, timezone.now()):
        words = _("The door opens half an hour before the start, %(start)s.")
        raise ValidationError(words % {"start": local_datetime(start, session.program)})


def tell(room: VideoRoom) -> None:
    """Told by PostgreSQL when this transaction commits, and only then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, news_of(room.pk)])


def own_session(by: Any, seat: Seat) -> Session:
    """The session of the client's own live seat, unless they were discharged since it was given."""
    if not isinstance(by, Client) or seat.client_id != by.pk:
        raise Refused(Permission.SEE_OWN)
    with standing(everything(by.organisation_id)):
        left = discharged_at([by.pk]).get(by.pk)
    if not seat.is_live or (left is not None and left > seat.created_at):
        raise ValidationError(_("You have no seat in this session any more."), code="closed")
    return seat.session
