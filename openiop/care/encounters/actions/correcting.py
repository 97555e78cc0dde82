"""Mending the ledger: a new row that names what it replaces and says why. Nothing is ever edited."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.attendance import arrive, leave
from openiop.care.encounters.actions.drafts import drop_empty_draft, start_draft
from openiop.care.encounters.models import Presence
from openiop.rulebook.dose import Span, intersect, seconds, union
from openiop.rulebook.text import gettext_noop

Code = Presence.Code
MISTAKE = gettext_noop("Tapped by mistake")
OWN_TAP = timedelta(hours=12)  # for so long, whoever tapped may take it back without the right to correct


@transaction.atomic
def correct(
    *,
    by: Any,
    presence: Presence,
    reason: str,
    during: tuple[datetime, datetime] | None = None,
    code: str | None = None,
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """Replaces a row that stands: by one with these times (aware), by an absence (`code`), or by nothing ("void").

    An absence replaces every stretch of that person. Raises ValidationError under "reason", "arrived" or "left", or
    where the row was replaced already.
    """
    require(by, Permission.CORRECT_LEDGER)
    now = now or timezone.now()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this is corrected: it stays in the record.")})
    session = ledger.hold(presence.session)
    if row := ledger.sent_before(session, presence.client_id, key):
        return row
    _refuse_replaced(presence)
    common = {"by": by, "session": session, "client_id": presence.client_id, "reason": reason.strip(), "key": key}
    if code == Code.VOID:
        return _take_out(presence, by=by, session=session, reason=reason.strip(), key=key)
    if code in rules.ABSENT:
        rows = ledger.standing(session, presence.client_id)
        return ledger.replace_all([presence, *(row for row in rows if row.pk != presence.pk)], code=code, **common)
    if during is None:
        if presence.during is None:
            raise ValidationError({"arrived": _("Say when they arrived.")})
        during = presence.during.lower, presence.during.upper
    ledger.refuse_cancelled(session)
    came, left = rules.whole_minute(during[0]), rules.whole_minute(during[1])
    ledger.check_arrival(session, came, now)
    ledger.check_leaving(session, came, left, now)
    start_draft(by=by, session=session, client_id=presence.client_id)
    span = ledger.span_of(session)
    return ledger.append(code=rules.attended_code(came, left, span), during=(came, left), replaces=presence, **common)


@transaction.atomic
def set_times(
    *,
    by: Any,
    session: Session,
    client: Client,
    came: datetime,
    left: datetime | None = None,
    reason: str = "",
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """When somebody came and left (aware; `left` None: stayed to the end), in one go.

    While the session runs, or where nothing stands, this is taking attendance. Afterwards it is a correction: it needs
    CORRECT_LEDGER and a reason. Raises ValidationError under "arrived", "left" or "reason".
    """
    now = now or timezone.now()
    require(by, Permission.TAKE_ATTENDANCE)
    session = ledger.hold(session)
    if row := ledger.sent_before(session, client.pk, key):
        return row
    stretches = [row for row in ledger.standing(session, client) if row.code in rules.ATTENDED]
    if len(stretches) > 1:
        raise ValidationError(_("They were out and back: correct each stretch in the ledger."))
    if stretches and now >= session.during.upper:
        times = came, left or session.during.upper
        if tuple(map(rules.whole_minute, times)) == (stretches[0].during.lower, stretches[0].during.upper):
            return stretches[0]
        return correct(by=by, presence=stretches[0], during=times, reason=reason, key=key, now=now)
    ledger.check_arrival(session, rules.whole_minute(came), now)
    ledger.check_leaving(session, rules.whole_minute(came), rules.whole_minute(left or session.during.upper), now)
    row = arrive(by=by, session=session, client=client, at=came, key=key, now=now)
    if left is None or (left >= session.during.upper <= row.during.upper):
        return row
    return leave(by=by, session=session, client=client, at=left, now=now)


@transaction.atomic
def take_back(*, by: Any, presence: Presence, reason: str = "", key: str = "", now: datetime | None = None) -> Presence:
    """The undo of a tap: what stood before stands again, or nothing (code "void").

    Whoever tapped may take it back for twelve hours; later, or for somebody else's tap, it is a correction.
    """
    now = now or timezone.now()
    own = presence.recorded_by_id is not None and presence.recorded_by_id == by.id
    mine = own and now - presence.recorded_at < OWN_TAP
    require(by, Permission.TAKE_ATTENDANCE if mine else Permission.CORRECT_LEDGER)
    session = ledger.hold(presence.session)
    if row := ledger.sent_before(session, presence.client_id, key):
        return row
    _refuse_replaced(presence)
    before = presence.replaces
    reason = reason.strip() or MISTAKE
    if before is None or before.code == Code.VOID:
        return _take_out(presence, by=by, session=session, reason=reason, key=key)
    for other in ledger.taken_out_with(presence):
        ledger.put_back(other, by=by, session=session, reason=reason)
    return ledger.put_back(presence, by=by, session=session, reason=reason, key=key)


@transaction.atomic
def set_breaks(*, by: Any, session: Session, breaks: Sequence[tuple[datetime, datetime]], reason: str) -> Session:
    """The breaks as they were: aware (start, end) pairs inside the session, not counted for anyone (BIL-3).

    Breaks that touch or overlap become one. Raises ValidationError under "breaks" or "reason".
    """
    require(by, Permission.CORRECT_LEDGER)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the break was another one: it stays in the record.")})
    session = ledger.hold(session)
    ledger.refuse_cancelled(session)
    whole = ledger.span_of(session)
    for start, end in breaks:
        if end <= start:
            raise ValidationError({"breaks": _("A break must end after it begins.")})
    given = [Span(rules.whole_minute(start), rules.whole_minute(end)) for start, end in breaks]
    if seconds(intersect(given, (whole,))) < seconds(given):
        raise ValidationError({"breaks": _("A break must lie inside the session.")})
    if given and seconds(given) >= whole.seconds:
        raise ValidationError({"breaks": _("A break cannot be the whole session.")})
    before, session.breaks = session.breaks, rules.as_stored(union(given))
    if session.breaks != before:
        session.save(update_fields=["breaks"])
        record("encounters.breaks.changed", session, by=by, why=reason.strip(), before=before, after=session.breaks)
    return session


def _take_out(presence: Presence, *, by: Any, session: Session, reason: str, key: str) -> Presence:
    row = ledger.take_out(presence, by=by, session=session, reason=reason, key=key)
    if not ledger.standing(session, presence.client_id):
        drop_empty_draft(session=session, client_id=presence.client_id)
    return row


def _refuse_replaced(presence: Presence) -> None:
    if presence.code == Code.VOID or Presence.objects.filter(replaces=presence).exists():
        raise ValidationError(_("This row was corrected already. Correct the one that stands now."))
