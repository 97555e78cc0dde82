"""Arriving without staff: a device at the door, and a number that is nobody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import System, record
from openiop.base.context import everything, standing
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.base.tokens import fresh_token
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.encounters.actions.taps import keep
from openiop.care.encounters.kiosks import FORGOTTEN, ArrivalNumber, Kiosk, fingerprint, fresh_number
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.taps import heard
from openiop.care.encounters.tap_rules import LATE_AFTER, written

P = Permission
SHORT = timedelta(minutes=5)  # how long a number from the phone holds


class NotNow(ValidationError):
    """The device cannot take this number now; the words are for the door and name nobody."""


@dataclass(frozen=True)
class Arrived:
    """What the door says: the session somebody is checked in for."""

    session: Session


@transaction.atomic
def set_up_kiosk(*, by: Any, program: Program, name: str) -> tuple[Kiosk, str]:
    """Makes a device the kiosk of a program's door. Returns it with its secret, which is never seen again."""
    require(by, P.TAKE_ATTENDANCE)
    if not isinstance(by, Staff):
        raise Refused(P.TAKE_ATTENDANCE)
    if not name.strip():
        raise ValidationError({"name": _("Say where the device stands, so that it can be found again.")})
    token = fresh_token()
    kiosk = Kiosk(
        organisation_id=program.organisation_id,
        program=program,
        name=name.strip()[:60],
        paired_by=by,
        token_hash=fingerprint(token),
    )
    kiosk.save()
    record("encounters.kiosk.set_up", kiosk, by=by, name=kiosk.name)
    return kiosk, token


@transaction.atomic
def end_kiosk(*, by: Any, kiosk: Kiosk, now: datetime | None = None) -> None:
    """The device is a kiosk no more, at once."""
    require(by, P.TAKE_ATTENDANCE)
    ended = Kiosk.objects.filter(pk=kiosk.pk, ended_at=None).update(ended_at=now or timezone.now(), ended_by=by)
    if ended:
        record("encounters.kiosk.ended", kiosk, by=by, name=kiosk.name)


def kiosk_of(token: str) -> Kiosk | None:
    """The kiosk that this device is, or None. Reads no record of anybody."""
    found = Kiosk.objects.filter(token_hash=fingerprint(token), ended_at=None) if token else Kiosk.objects.none()
    return found.select_related("program__organisation").first()


def give_number(
    *, by: Any, client: Client, program: Program, lasting: bool, now: datetime | None = None
) -> tuple[str, ArrivalNumber]:
    """A number for the kiosk at this program's door: `lasting`, one to remember (the one before it ends), else one for
    five minutes. Made here, never chosen: a number that is taken would tell of somebody else's. Returned once."""
    if not isinstance(by, Client):
        require(by, P.TAKE_ATTENDANCE)
    elif by.pk != client.pk:
        raise Refused(P.SEE_OWN)
    now = now or timezone.now()
    with standing(everything(program.organisation_id)):  # which numbers are taken, only the house knows
        mine = ArrivalNumber.objects.filter(client=client, program=program, ended_at=None)
        mine.filter(expires_at__isnull=lasting).update(ended_at=now)
        ArrivalNumber.objects.filter(organisation=program.organisation_id, ended_at=None, expires_at__lt=now).update(
            ended_at=now
        )
        for _n in range(50):
            number = fresh_number()
            row = ArrivalNumber(
                organisation_id=program.organisation_id,
                client=client,
                program=program,
                fingerprint=ArrivalNumber.fingerprint_of(number, program.pk),
                expires_at=None if lasting else now + SHORT,
            )
            try:
                with transaction.atomic():
                    row.save()
            except IntegrityError:  # somebody has this one
                continue
            record("encounters.arrival_number.given", row, by=by, client_id=client.pk, lasting=lasting)
            return number, row
    raise ValidationError(_("No number is free. Ask the program to end old ones."))


def arrive_at_door(*, kiosk: Kiosk, number: str, now: datetime | None = None) -> Arrived:
    """Somebody typed their number: they are here for their next session at this door.

    Raises NotNow in words that name nobody: a number that is nobody's, a device that waits, no session within the hour.
    """
    now = now or timezone.now()
    number = "".join(each for each in number if each.isdigit())
    with standing(everything(kiosk.organisation_id)):
        kiosk = Kiosk.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=kiosk.pk)
        if (until := kiosk.waits_until()) and now < until:
            seconds = int((until - now).total_seconds()) + 1
            fault = NotNow(_("Please wait %(n)s seconds, then try again.") % {"n": seconds})
            found = None
        else:
            found = _owner(kiosk, number, now)
            fault = NotNow(_("We do not know this number. Look at it once more, or ask at the desk."))
            _count(kiosk, now, is_wrong=found is None)
        session = next_session(found.client, kiosk.program, now) if found else None
        if found and session:
            if found.expires_at:
                ArrivalNumber.objects.filter(pk=found.pk).update(ended_at=now)
            _tap(kiosk, session, found.client, now)
            return Arrived(session)
        if found:
            fault = NotNow(_("Nothing begins here for you within the hour. Please ask at the desk."))
    raise fault  # outside the transaction: that the number was wrong is kept


def next_session(client: Client, program: Program, now: datetime) -> Session | None:
    """The session that somebody at the door comes to: it runs, or begins within the hour."""
    seats = Session.objects.filter(program=program, seats__client=client, seats__is_live=True)
    seats = seats.filter(during__startswith__lte=now + rules.OPENS, during__endswith__gt=now).exclude(state="cancelled")
    return seats.select_related("program__organisation", "room").order_by("during").first()


def _owner(kiosk: Kiosk, number: str, now: datetime) -> ArrivalNumber | None:
    rows = ArrivalNumber.objects.filter(
        organisation=kiosk.organisation_id,
        program=kiosk.program_id,
        fingerprint=ArrivalNumber.fingerprint_of(number, kiosk.program_id),
        ended_at=None,
    ).select_related("client")
    found = rows.first()
    return found if found and (found.expires_at is None or now < found.expires_at) else None


def _count(kiosk: Kiosk, now: datetime, *, is_wrong: bool) -> None:
    """Wrong numbers in a row, forgotten after a while. A right one does not wipe them out: whoever has a number of
    their own could otherwise try others' for ever."""
    kiosk.seen_at = now
    if kiosk.wrong_at is None or now - kiosk.wrong_at > FORGOTTEN:
        kiosk.wrong = 0
    if is_wrong:
        kiosk.wrong, kiosk.wrong_at = min(kiosk.wrong + 1, 1000), now
    kiosk.save(update_fields=["seen_at", "wrong", "wrong_at"])


def _tap(kiosk: Kiosk, session: Session, client: Client, now: datetime) -> None:
    """An arrival, unless they are here already."""
    by = System(f"kiosk {kiosk.name}", kiosk.organisation_id)
    folded = heard(Gate.of(by), session).folded().people.get(str(client.pk))
    status = folded.presence.status if folded else ""
    if status in ("here", "late", "back"):
        return
    value = "arrived" if now <= session.during.lower + LATE_AFTER else "late"
    said = {"key": str(uuid4()), "client": str(client.pk), "kind": "attendance", "at": written(now)}
    said["value"] = "back" if status == "left" else value
    kept = keep(by=by, session=session, taps=[said], source=Presence.Source.KIOSK, now=now)
    if kept.refused:
        raise NotNow(_("Please ask at the desk."))
