"""What is done about a week that falls short: a free seat is offered, booked, taken, declined, given back.

`from openiop.care.schedule import actions as schedule`. An offer holds no seat: whoever is first has it, and the other
gets a kind answer. Everything here checks the right, keeps its audit, and raises `Clash` in words where the seat is
gone or the client is elsewhere, or `OfferOver` where there is nothing to answer any more.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import System, record
from openiop.base.context import everything, standing
from openiop.base.messages.actions import send
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions import Clash
from openiop.care.calendar.actions.apart import check_apart
from openiop.care.calendar.models import Seat, Session
from openiop.care.schedule.models import MakeupOffer

GOOD_FOR = timedelta(hours=24)
BEFORE = timedelta(minutes=30)  # an offer ends this long before the session begins
State = MakeupOffer.State


class OfferOver(Exception):
    """The offer was answered, withdrawn or expired. The text is for a person."""


@transaction.atomic
def offer_makeup(
    *,
    by: Any,
    session: Session,
    client: Client,
    reasons: Iterable[str] = (),
    page: str = "",
    now: datetime | None = None,
) -> MakeupOffer:
    """Offers one free seat of a session ahead to a client, and sends them a neutral message that something waits on
    their page (`page`: its full address). The same offer twice is one. Right SCHEDULE."""
    require(by, Permission.SCHEDULE)
    now = now or timezone.now()
    _ahead(session, now)
    _same_house(session, client)
    if Seat.objects.filter(client=client, is_live=True, during__overlap=session.during).exists():
        raise Clash("client", _("%(name)s has something else at that time.") % {"name": client.first_name})
    if session.seats_open <= 0:
        raise Clash("seats", _("That seat is taken by now."))
    if apart := check_apart(
        client=client, session=session, first_day=session.program.local(session.during.lower).date()
    ):
        raise apart
    MakeupOffer.objects.filter(client=client, session=session, state=State.OFFERED, expires_at__lte=now).update(
        state=State.WITHDRAWN, answered_at=now
    )
    offer, made = MakeupOffer.objects.get_or_create(
        organisation_id=session.organisation_id,
        client=client,
        session=session,
        state=State.OFFERED,
        defaults={
            "minutes": session.treatment_minutes,
            "reasons": list(reasons),
            "offered_by": by if isinstance(by, Staff) else None,
            "offered_at": now,
            "expires_at": min(now + GOOD_FOR, session.during.lower - BEFORE),
        },
    )
    if made:
        record("schedule.makeup.offered", offer, by=by, session=str(session.pk), expires=offer.expires_at.isoformat())
        _tell(by, offer, page)
    return offer


@transaction.atomic
def book_makeup(
    *, by: Any, session: Session, client: Client, reasons: Iterable[str] = (), now: datetime | None = None
) -> MakeupOffer:
    """Books the seat at once, as staff do with the client beside them or on the telephone. Right SCHEDULE."""
    require(by, Permission.SCHEDULE)
    now = now or timezone.now()
    _ahead(session, now)
    _same_house(session, client)
    seat = calendar.give_seat(by=by, session=session, client=client)
    offer = MakeupOffer.objects.select_for_update().filter(client=client, session=session, state=State.OFFERED).first()
    offer = offer or MakeupOffer(
        organisation_id=session.organisation_id,
        client=client,
        session=session,
        minutes=session.treatment_minutes,
        reasons=list(reasons),
        offered_by=by if isinstance(by, Staff) else None,
        offered_at=now,
        expires_at=now,
    )
    _answer(offer, State.TAKEN, now, seat)
    record("schedule.makeup.booked", offer, by=by, session=str(session.pk))
    return offer


def take_makeup(*, by: Client, offer: MakeupOffer, now: datetime | None = None) -> MakeupOffer:
    """The client takes the seat. Raises Clash, and remembers that it was gone, where somebody was faster, or sits there
    from whom they are kept apart since: no client learns of that."""
    now = now or timezone.now()
    try:
        with transaction.atomic():
            offer = _own(by, offer)
            if not offer.is_open(now):
                raise OfferOver(_("This offer is over. Ask us, we look for another one."))
            booking = System("make-up seat", offer.organisation_id)
            with standing(booking.standing):  # seats are the house's to give; this one was offered
                seat = calendar.give_seat(by=booking, session=offer.session, client=offer.client)
                _answer(offer, State.TAKEN, now, seat)
            record("schedule.makeup.taken", offer, by=by, session=str(offer.session_id))
    except Clash as clash:
        if clash.what not in ("seats", "apart"):
            raise
        with transaction.atomic(), standing(everything(offer.organisation_id)):
            gone = MakeupOffer.objects.filter(pk=offer.pk, state=State.OFFERED)
            gone.update(state=State.GONE, answered_at=now)
        raise Clash("seats", _("That seat is taken by now.")) from None
    return offer


@transaction.atomic
def decline_makeup(*, by: Client, offer: MakeupOffer, now: datetime | None = None) -> MakeupOffer:
    """The client would rather not. Nothing follows from it."""
    offer = _own(by, offer)
    if offer.state == State.OFFERED:
        with standing(everything(offer.organisation_id)):
            _answer(offer, State.DECLINED, now or timezone.now())
        record("schedule.makeup.declined", offer, by=by, session=str(offer.session_id))
    return offer


@transaction.atomic
def undo_makeup(*, by: Any, offer: MakeupOffer, now: datetime | None = None) -> MakeupOffer:
    """Takes an offer back, or gives a booked seat back while the session lies ahead. The client may give back their
    own; staff need the right SCHEDULE."""
    now = now or timezone.now()
    if isinstance(by, Client):
        offer = _own(by, offer)
    else:
        require(by, Permission.SCHEDULE)
        offer = MakeupOffer.objects.select_for_update().get(pk=offer.pk)
    with standing(everything(offer.organisation_id)):
        if offer.state == State.OFFERED:
            _answer(offer, State.WITHDRAWN, now)
        elif offer.state == State.TAKEN and offer.seat and offer.session.during.lower > now:
            house = System("make-up seat", offer.organisation_id) if isinstance(by, Client) else by
            calendar.give_up_seat(by=house, seat=offer.seat, why=str(_("Make-up seat given back")))
            _answer(offer, State.GIVEN_BACK, now, offer.seat)
        else:
            raise OfferOver(_("There is nothing to take back here any more."))
    record("schedule.makeup.undone", offer, by=by, session=str(offer.session_id), state=offer.state)
    return offer


def _answer(offer: MakeupOffer, state: str, now: datetime, seat: Seat | None = None) -> None:
    offer.state, offer.answered_at, offer.seat = state, now, seat
    offer.save()


def _own(by: Client, offer: MakeupOffer) -> MakeupOffer:
    """The offer, locked, if it is this client's. Raises Refused."""
    if not isinstance(by, Client) or offer.client_id != by.pk:
        raise Refused(Permission.SEE_OWN)
    with standing(everything(offer.organisation_id)):  # locking asks for the right to change
        rows = MakeupOffer.objects.select_for_update(of=("self",)).select_related("session__program", "client", "seat")
        return rows.get(pk=offer.pk)


def _ahead(session: Session, now: datetime) -> None:
    if session.is_cancelled or session.during.lower <= now:
        raise OfferOver(_("This session has begun or does not take place."))


def _same_house(session: Session, client: Client) -> None:
    if session.organisation_id != client.organisation_id:
        raise ValueError("session and client: not of one organisation")


def _tell(by: Any, offer: MakeupOffer, page: str) -> None:
    """A neutral message: it names nothing but the place to look."""
    client, program = offer.client, offer.session.program
    if not page or not client.email or not client.user_id:
        return
    with override("es" if client.language == "es" else "en"):
        subject = _("Something for you")
        body = _("Hello,\n\nsomething new waits for you on your page:\n\n%(link)s") % {"link": page}
    send(
        by=by, program=program, to=client, address=client.email, subject=subject, body=body,
        key=f"schedule.makeup:{offer.pk}",
    )  # fmt: skip
