"""Finding and holding the room of a session, and telling the gateway that it changed."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_datetime
from openiop.care.calendar.models import Session
from openiop.care.encounters.tickets import CHANNEL
from openiop.care.virtual import rules
from openiop.care.virtual.models import VideoRoom
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
