"""Bringing somebody to a family session: asked and taken back by the client; the guest promises, and knocks."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import System, record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, Refused
from openiop.base.tokens import fresh_token
from openiop.care.calendar.models import Kind, Seat, Session
from openiop.care.virtual import rules
from openiop.care.virtual.actions.rooms import held_room, own_session, refuse_closed_door, tell
from openiop.care.virtual.guests import Guest, fingerprint
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.state import seated
from openiop.care.virtual.wording import FOR_GUESTS

MOST = 6  # of one client in one session


@transaction.atomic
def invite(*, by: Client, seat: Seat, name: str) -> tuple[Guest, str]:
    """The guest, and the secret of their link, which is told once and kept nowhere. Raises ValidationError under "name"
    where it cannot be a name; only the client's own family sessions by video have guests."""
    session = own_session(by, seat)
    if not may_bring(session):
        raise ValidationError(_("You can bring somebody to family sessions only."))
    if timezone.now() > session.during.upper:
        raise ValidationError(_("This session is over."))
    name = " ".join(name.split())
    if rules.fault_of(name, []):
        raise ValidationError({"name": _("Use 2 to 24 letters, such as “Mom” or “Rosa”.")})
    mine = Guest.objects.select_for_update().filter(client=by, session=session, ended_at=None)
    if len(mine) >= MOST:
        raise ValidationError(_("You have invited six people already. Withdraw one first."))
    token = fresh_token()
    made = Guest.objects.create(
        organisation_id=by.organisation_id, client=by, session=session, name=name, token_hash=fingerprint(token)
    )
    record("virtual.guest.asked", made, by=by, client_id=by.pk, session=str(session.pk))
    return made, token


def may_bring(session: Session) -> bool:
    """A family session by video. In a group everybody is masked among peers: nobody brings anybody."""
    return session.is_virtual and not session.is_cancelled and session.kind == Kind.FAMILY and not session.is_group


@transaction.atomic
def take_back(*, by: Client, guest: Guest) -> None:
    """The link leads nowhere any more; whoever came by it is out."""
    if not isinstance(by, Client) or guest.client_id != by.pk:
        raise Refused(Permission.SEE_OWN)
    if not Guest.objects.filter(pk=guest.pk, ended_at=None).update(ended_at=timezone.now()):
        return
    record("virtual.guest.taken_back", guest, by=by, client_id=by.pk, session=str(guest.session_id))
    found = Admission.objects.filter(guest=guest).select_related("room").first()
    if found:
        Admission.objects.filter(pk=found.pk).update(state=Admission.State.REMOVED, ended_at=timezone.now())
        tell(found.room)


@transaction.atomic
def promise_as_guest(*, guest: Guest) -> None:
    """They agree to what is said to guests; the words are kept."""
    mine = Guest.objects.filter(pk=guest.pk, ended_at=None, agreed_at=None)
    if mine.update(agreed_at=timezone.now(), agreed_words=str(FOR_GUESTS)):
        record("virtual.guest.agreed", guest, by=_door(guest), client_id=guest.client_id, session=str(guest.session_id))


@transaction.atomic
def knock_as_guest(*, guest: Guest) -> Admission:
    """The guest stands before the door; whoever was let in once is in again. Raises ValidationError with a `code` as
    `knock` does."""
    guest = Guest.objects.select_for_update(of=("self",)).select_related("session__program").get(pk=guest.pk)
    session = guest.session
    refuse_closed_door(session)
    if guest.ended_at or not may_bring(session) or (guest.client_id, session.pk) not in seated([session.pk]):
        raise ValidationError(_("This invitation is over."), code="closed")
    if guest.agreed_at is None:
        raise ValidationError(_("First read what we ask of guests."), code="promise")
    room = held_room(session)
    found = Admission.objects.filter(room=room, guest=guest).first()
    if found is None and room.is_locked:
        raise ValidationError(_("The facilitator has locked the room. Call us to be let in."), code="locked")
    if found and found.state == Admission.State.REMOVED:
        raise ValidationError(_("The facilitator asked you to leave this session."), code="removed")
    made = found or Admission(organisation_id=guest.organisation_id, room=room, guest=guest)
    made.alias = guest.name
    if made.state == Admission.State.LEFT:
        made.state = Admission.State.ADMITTED if made.admitted_at else Admission.State.WAITING
        made.ended_at = None
    made.save()
    if found is None:
        told: dict[str, Any] = {"client_id": guest.client_id, "session": str(session.pk)}
        record("virtual.guest.knocked", made, by=_door(guest), **told)
    tell(room)
    return made


def _door(guest: Guest) -> System:
    """Nobody signed in acts: the link does."""
    return System("guest link", guest.organisation_id)
