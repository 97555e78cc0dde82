"""Small groups for a while: dealt, sent, walked between, and called back. Where everybody is stands in the records; the
gateway moves them there, and moves whoever dropped out and came back there, too."""

import secrets
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.care.calendar.models import Session
from openiop.care.calendar.when import Separation
from openiop.care.virtual import rules
from openiop.care.virtual.actions.hosting import held_open_room, require_host
from openiop.care.virtual.actions.rooms import tell
from openiop.care.virtual.models import Admission, VideoRoom

FEWEST, MOST = 2, 6
LONGEST = 120  # minutes


@transaction.atomic
def deal(*, by: Any, session: Session, breakouts: int) -> VideoRoom:
    """Deals everybody who was let in into so many breakouts, by chance; nobody goes anywhere yet."""
    require_host(by, session)
    room = held_open_room(session)
    if room.is_apart:
        raise ValidationError(_("People are in their breakouts. Call them back first."))
    if not FEWEST <= breakouts <= MOST:
        raise ValidationError(_("Make between 2 and 6 breakouts."))
    found = list(_people(room))
    dealt = rules.deal(
        [each.client_id for each in found], breakouts, apart_today(session, [each.client_id for each in found]),
        seed=secrets.randbits(32),
    )  # fmt: skip
    if dealt is None:
        raise ValidationError(_("These people cannot be dealt into so few breakouts. Make one more."))
    for each in found:
        each.breakout = dealt[each.client_id]
    Admission.objects.bulk_update(found, ["breakout"])
    away = _everybody(room).exclude(pk__in=[each.pk for each in found])
    away.update(breakout=0)  # they come back to none of old
    room.breakouts, room.sent_at, room.back_at = breakouts, None, None
    room.save(update_fields=["breakouts", "sent_at", "back_at"])
    tell(room)
    return room


@transaction.atomic
def place(*, by: Any, session: Session, seat: str, breakout: int) -> Admission:
    """Puts one person into a breakout by hand, before or while people are apart; 0 is the group room."""
    require_host(by, session)
    room = held_open_room(session)
    found = _people(room).filter(seat=seat).first()
    if found is None:
        raise ValidationError(_("This person is not in the room any more. Look again."))
    if not 0 <= breakout <= room.breakouts:
        raise ValidationError(_("There is no such breakout."))
    with_them = (
        _everybody(room).filter(breakout=breakout).exclude(pk=found.pk) if breakout else Admission.objects.none()
    )
    others = [each.client_id for each in with_them]  # those who are away come back there, too
    if any(found.client_id in pair for pair in apart_today(session, [found.client_id, *others])):
        words = _("%(alias)s cannot be in breakout %(n)d. Choose another one.")
        raise ValidationError(words % {"alias": found.alias, "n": breakout})
    found.breakout = breakout
    found.save(update_fields=["breakout"])
    tell(room)
    return found


@transaction.atomic
def send(*, by: Any, session: Session, minutes: int | None = None) -> VideoRoom:
    """Sends everybody into theirs; after so many minutes they are back by themselves."""
    require_host(by, session)
    room = held_open_room(session)
    if not room.breakouts:
        raise ValidationError(_("Make the breakouts first."))
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise ValidationError(_("Choose between 1 and 120 minutes."))
    where = dict(_everybody(room).exclude(breakout=0).values_list("client", "breakout"))
    if any(len({where[each] for each in pair}) == 1 for pair in apart_today(session, where)):
        raise ValidationError(_("These breakouts do not hold any more. Deal again."))  # something was said since
    now = timezone.now()
    room.sent_at = now
    room.back_at = now + timedelta(minutes=minutes) if minutes else None
    room.save(update_fields=["sent_at", "back_at"])
    Admission.objects.filter(room=room, client=None).update(breakout=0)  # who leads stays until they walk
    record("virtual.breakouts.sent", room, by=by, session=str(session.pk), breakouts=room.breakouts)
    tell(room)
    return room


@transaction.atomic
def walk(*, by: Any, session: Session, breakout: int) -> None:
    """Whoever leads goes into a breakout, or back to the group room (0)."""
    require_host(by, session)
    room = held_open_room(session)
    if breakout and not room.is_apart:
        raise ValidationError(_("Nobody is in a breakout now."))
    if not 0 <= breakout <= room.breakouts:
        raise ValidationError(_("There is no such breakout."))
    Admission.objects.filter(room=room, staff=by, is_wall=False).update(breakout=breakout)
    tell(room)


@transaction.atomic
def call_back(*, by: Any, session: Session) -> VideoRoom:
    """Everybody comes back to the group room. The groups stay as they were dealt, to be sent again."""
    require_host(by, session)
    room = held_open_room(session)
    if room.sent_at is not None:
        room.sent_at = room.back_at = None
        room.save(update_fields=["sent_at", "back_at"])
        record("virtual.breakouts.called_back", room, by=by, session=str(session.pk))
        tell(room)
    return room


def apart_today(session: Session, clients: Collection[UUID]) -> set[frozenset[UUID]]:
    """Who of these must not be together. Only the house knows; nobody is told which pair or why."""
    day: date = session.program.local(session.during.lower).date()
    holds = Q(first_day__lte=day) & (Q(last_day=None) | Q(last_day__gte=day))
    with standing(everything(session.organisation_id)):
        pairs = Separation.objects.filter(holds, one__in=clients, other__in=clients).values_list("one", "other")
        return {frozenset(pair) for pair in pairs}


def _everybody(room: VideoRoom) -> QuerySet[Admission]:
    """Clients who came to the door, whether they are in now or may come back."""
    return Admission.objects.filter(room=room, client__isnull=False)


def _people(room: VideoRoom) -> QuerySet[Admission]:
    """Clients who were let in, those who dropped out for a moment among them."""
    return _everybody(room).filter(state=Admission.State.ADMITTED).select_for_update(of=("self",), no_key=True)
