"""On the way in: where one is, what one promises, what one is called, and knocking."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.people.models import Client, Staff, licences_of, may_treat
from openiop.care.calendar.models import Seat, Session
from openiop.care.virtual import rules
from openiop.care.virtual.actions.hosting import held_open_room, require_host
from openiop.care.virtual.actions.rooms import held_room, own_session, refuse_closed_door, tell
from openiop.care.virtual.models import Admission, Agreement, Alias, Attestation
from openiop.care.virtual.queries.who import agreed, alias_of, latest_attestation
from openiop.care.virtual.wording import ALIASES, CURRENT


@transaction.atomic
def attest(
    *,
    by: Client,
    seat: Seat,
    state: str,
    place: str,
    nearby: str,
    phone: str,
    contact: str,
    is_private: bool,
    at_home: bool,
    way: str,
    now: datetime | None = None,
) -> Attestation:
    """Keeps where the client is for this session, and whether somebody who leads it is licensed there (TEL-1)."""
    session = own_session(by, seat)
    refuse_closed_door(session)
    said = Attestation(
        organisation_id=by.organisation_id, client=by, session=session, state=state, place=place, nearby=nearby,
        phone=phone, contact=contact, is_private=is_private, at_home=at_home, way=way,
        is_covered=is_covered(session, state), said_at=now or timezone.now(),
    )  # fmt: skip
    said.save()
    record(
        "virtual.place.said", said, by=by, client_id=by.pk, seals=said, session=str(session.pk), covered=said.is_covered
    )
    rows = Admission.objects.select_for_update(of=("self",), no_key=True).select_related("room")
    if found := rows.filter(room__session=session, client=by).first():
        found.where, found.is_covered = state, said.is_covered
        if not said.is_covered and found.state == Admission.State.ADMITTED:
            send_back(found, by)
        found.save()
        tell(found.room)
    return said


def send_back(found: Admission, by: Any) -> None:
    """TEL-1: where they say that they are now, nobody who leads is licensed. They wait again until somebody lets them
    in anew."""
    found.state, found.ended_at = Admission.State.WAITING, timezone.now()
    found.admitted_at = found.admitted_by = None
    record("virtual.person.sent_back", found, by=by, client_id=found.client_id, session=str(found.room.session_id))


def is_covered(session: Session, state: str) -> bool:
    """Whether somebody who leads the session may treat in this state on its day (TEL-1)."""
    day = session.program.local(session.during.lower).date()
    with standing(everything(session.organisation_id)):  # who supervises whom is none of the client's
        leaders = [lead.staff for lead in session.leads.filter(is_live=True).select_related("staff")]
        return may_treat(leaders, licences_of(leaders), state, day)


@transaction.atomic
def agree(*, by: Client, seat: Seat) -> Agreement:
    """Keeps that the client agreed to today's wording in this group, with the words they read."""
    session = own_session(by, seat)
    if found := agreed(by, session.group_id, CURRENT.version):
        return found
    made = Agreement.objects.create(
        organisation_id=by.organisation_id, client=by, group_id=session.group_id, version=CURRENT.version,
        words=CURRENT.text, language=(get_language() or "en")[:8],
    )  # fmt: skip
    record("virtual.agreement.made", made, by=by, client_id=by.pk, seals=made, version=made.version)
    return made


@transaction.atomic
def be_called(*, by: Client, seat: Seat, name: str) -> Alias:
    """What the client is called in this group from now on. Raises ValidationError under "name" where it cannot be."""
    session = own_session(by, seat)
    name = " ".join(name.split())
    own = [by.legal_first, by.legal_last, by.chosen_name, by.email.partition("@")[0]]
    if fault := rules.fault_of(name, own):
        raise ValidationError({"name": _words_of(fault)})
    alias = alias_of(by, session.group_id) or Alias(
        organisation_id=by.organisation_id, client=by, group_id=session.group_id
    )
    alias.name, alias.spelling, alias.changed_at = name, rules.folded(name), timezone.now()
    try:
        with transaction.atomic():
            alias.save()
    except IntegrityError:
        raise ValidationError({"name": _("Somebody in this group has this name. Choose another one.")}) from None
    record("virtual.alias.chosen", alias, by=by, client_id=by.pk)
    found = Admission.objects.filter(room__session=session, client=by).select_related("room").first()
    if found and found.alias != name:
        Admission.objects.filter(pk=found.pk).update(alias=name)
        tell(found.room)
    return alias


def _words_of(fault: str) -> str:
    return {
        "short": _("Use at least two letters."),
        "long": _("Use 24 letters or fewer."),
        "shape": _("Use letters, digits, spaces and hyphens only."),
        "tells": _("This tells who you are. Choose something that is not part of your name."),
    }[fault]


def names_to_choose(by: Client, seat: Seat) -> list[str]:
    """Some names that nobody in this group has. Which are taken, only the house knows."""
    with standing(everything(by.organisation_id)):
        taken = list(Alias.objects.filter(group_id=seat.session.group_id).values_list("name", flat=True))
    return rules.draw([_(each) for each in ALIASES], taken)


@transaction.atomic
def knock(*, by: Client, seat: Seat, signed_in: str = "") -> Admission:
    """The client stands before the door; whoever was let in once is in again. Raises ValidationError in words, with a
    `code` that says which step is missing: "place", "promise", "closed", "removed", "locked"."""
    session = own_session(by, seat)
    refuse_closed_door(session)
    said = latest_attestation(by, session)
    if said is None:
        raise ValidationError(_("First say where you are today."), code="place")
    alias = alias_of(by, session.group_id)
    if session.is_group and (alias is None or not agreed(by, session.group_id, CURRENT.version)):
        raise ValidationError(_("First read what we promise each other, and choose a name."), code="promise")
    room = held_room(session)
    found = Admission.objects.filter(room=room, client=by).first()
    if found is None and room.is_locked:
        raise ValidationError(_("The facilitator has locked the room. Call us to be let in."), code="locked")
    if found and found.state == Admission.State.REMOVED:
        words = _("The facilitator asked you to leave this session. They will talk with you. You can call us now.")
        raise ValidationError(words, code="removed")
    made = found or Admission(organisation_id=by.organisation_id, room=room, client=by)
    made.alias = alias.name if alias else _("Client")  # nobody but whoever leads is there: no name is needed
    made.where, made.is_covered, made.signed_in = said.state, said.is_covered, signed_in
    if made.state == Admission.State.LEFT:
        made.state = Admission.State.ADMITTED if made.admitted_at and said.is_covered else Admission.State.WAITING
        made.ended_at = None
    made.save()
    if found is None:
        record("virtual.door.knocked", made, by=by, client_id=by.pk, session=str(session.pk))
    tell(room)
    return made


@transaction.atomic
def leave(*, admission: Admission, by: Any) -> None:
    """They left by themselves; they may come back."""
    left = Admission.objects.filter(pk=admission.pk, state=Admission.State.ADMITTED)
    if left.update(state=Admission.State.LEFT, ended_at=timezone.now()):
        tell(admission.room)


@transaction.atomic
def enter_as_staff(*, by: Staff, session: Session, signed_in: str = "", again: bool = False) -> Admission:
    """Somebody who leads the session, or serves the whole site, comes in; the first one opens the room. A room that was
    closed opens only to `again`, which somebody pressed: a page left open elsewhere comes back by itself."""
    require_host(by, session)
    refuse_closed_door(session)
    room = held_room(session)
    if room.closed_at is not None and not again:
        raise ValidationError(_("This room was closed. Whoever leads the session can open it again."), code="ended")
    if not room.is_open:
        room.opened_at, room.opened_by = timezone.now(), by
        room.closed_at = room.closed_by = None
        room.epoch += 1
        room.save()
        record("virtual.room.opened", room, by=by, session=str(session.pk))
    made = Admission.objects.filter(room=room, staff=by, is_wall=False).first() or Admission(
        organisation_id=by.organisation_id, room=room, staff=by, admitted_by=by
    )
    made.alias, made.signed_in, made.state, made.ended_at = name_of_staff(by), signed_in, Admission.State.ADMITTED, None
    made.admitted_at = made.admitted_at or timezone.now()
    made.save()
    tell(room)
    return made


def name_of_staff(staff: Staff) -> str:
    """Staff are known by first name and initial: "Dana W."."""
    first, *rest = staff.name.split()
    return f"{first} {rest[-1][0]}."[:24] if rest else first[:24]


@transaction.atomic
def enter_as_wall(*, by: Staff, session: Session, signed_in: str = "") -> Admission:
    """The screen of those who sit together at the site: one for a session, brought by somebody who leads. It sees and
    is seen like everybody, leads nothing, and counts for nobody: who sits before it is marked on the board."""
    require_host(by, session)
    refuse_closed_door(session)
    if session.room_id is None:
        raise ValidationError(_("This session has no room at the site."))
    room = held_open_room(session)
    made = Admission.objects.filter(room=room, is_wall=True).first() or Admission(
        organisation_id=by.organisation_id, room=room, is_wall=True, admitted_by=by
    )
    made.staff, made.alias, made.signed_in = by, _("The room at the site")[:24], signed_in
    made.state, made.ended_at, made.admitted_at = Admission.State.ADMITTED, None, made.admitted_at or timezone.now()
    made.save()
    record("virtual.wall.opened", made, by=by, session=str(session.pk))
    tell(room)
    return made
