"""What the facilitator does: let in, ask to leave, lock, end."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.care.calendar.models import Session
from openiop.care.virtual.actions.rooms import tell
from openiop.care.virtual.models import Admission, VideoRoom
from openiop.care.virtual.queries.hosts import may_host

State = Admission.State


def require_host(by: Any, session: Session) -> None:
    """Raises Refused without the right, ValidationError in words for somebody who does not lead this session."""
    require(by, Permission.TAKE_ATTENDANCE)
    if not isinstance(by, Staff):
        raise Refused(Permission.TAKE_ATTENDANCE)
    if not may_host(by, session):
        raise ValidationError(_("Only whoever leads this session goes into its room."))


@transaction.atomic
def admit(*, by: Any, session: Session, seat: str) -> Admission:
    """Lets one person in. Raises ValidationError where no licence of whoever leads covers where they are (TEL-1)."""
    require_host(by, session)
    found = held_admission(session, seat)
    if found.staff_id is not None or found.state == State.ADMITTED:
        return found
    if not found.is_covered:
        words = _("Nobody who leads this session is licensed in %(state)s. Call them, or offer another time.")
        raise ValidationError(words % {"state": found.where}, code="not_covered")
    _let_in(found, by)
    tell(found.room)
    return found


@transaction.atomic
def admit_all(*, by: Any, session: Session) -> list[Admission]:
    """Lets in everybody who waits and whose place is covered."""
    require_host(by, session)
    rows = Admission.objects.select_for_update(of=("self",), no_key=True).select_related("room")
    waiting = rows.filter(room__session=session, state=State.WAITING, client__isnull=False, is_covered=True)
    found = list(waiting)
    for each in found:
        _let_in(each, by)
    if found:
        tell(found[0].room)
    return found


@transaction.atomic
def remove(*, by: Any, session: Session, seat: str, why: str = "") -> Admission:
    """Asks one person to leave; they cannot come back to this session unless they are let in again."""
    require_host(by, session)
    found = held_admission(session, seat)
    if found.staff_id is not None:
        raise ValidationError(_("Staff leave by themselves."))
    if found.state != State.REMOVED:
        found.state, found.ended_at = State.REMOVED, timezone.now()
        found.save(update_fields=["state", "ended_at"])
        record("virtual.person.removed", found, by=by, client_id=found.about, why=why, session=str(session.pk))
        tell(found.room)
    return found


@transaction.atomic
def lock_room(*, by: Any, session: Session, on: bool) -> VideoRoom:
    """Nobody new may knock while the room is locked; whoever was let in comes back as always."""
    require_host(by, session)
    room = _room(session)
    if room.is_locked != on:
        room.is_locked = on
        room.save(update_fields=["is_locked"])
        record("virtual.room.locked" if on else "virtual.room.unlocked", room, by=by, session=str(session.pk))
        tell(room)
    return room


@transaction.atomic
def close_room(*, by: Any, session: Session) -> VideoRoom:
    """Ends the meeting for everybody in it."""
    require_host(by, session)
    room = _room(session)
    if room.is_open:
        room.closed_at, room.closed_by = timezone.now(), by
        room.epoch += 1
        room.is_locked = False
        room.breakouts, room.sent_at, room.back_at = 0, None, None
        room.save()
        Admission.objects.filter(room=room).update(breakout=0)
        gone = Admission.objects.filter(room=room, state__in=[State.ADMITTED, State.WAITING])
        gone.update(state=State.LEFT, ended_at=room.closed_at)
        record("virtual.room.closed", room, by=by, session=str(session.pk))
        tell(room)
    return room


def _let_in(found: Admission, by: Any) -> None:
    found.state, found.ended_at = State.ADMITTED, None
    found.admitted_at, found.admitted_by = timezone.now(), by
    found.save(update_fields=["state", "ended_at", "admitted_at", "admitted_by"])
    record("virtual.person.admitted", found, by=by, client_id=found.about, session=str(found.room.session_id))


def held_admission(session: Session, seat: str) -> Admission:
    """The person on this seat, locked until this transaction ends."""
    rows = Admission.objects.select_for_update(of=("self",), no_key=True).select_related("room", "client", "guest")
    found = rows.filter(room__session=session, seat=seat).first()
    if found is None:
        raise ValidationError(_("This person is not at the door any more. Look again."))
    return found


def _room(session: Session) -> VideoRoom:
    found = VideoRoom.objects.select_for_update(no_key=True).filter(session=session).first()
    if found is None:
        raise ValidationError(_("The room of this session is not open."))
    return found


def held_open_room(session: Session) -> VideoRoom:
    """The session's room, locked until this transaction ends. Raises ValidationError where it is not open."""
    found = _room(session)
    if not found.is_open:
        raise ValidationError(_("The room of this session is not open."))
    return found
