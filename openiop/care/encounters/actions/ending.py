"""When the session really ended: before its time, or as it is put right later. Whoever was there to the end was there
to that end, and not a minute longer."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_time
from openiop.base.people.roles import Permission, require
from openiop.care.calendar.actions import set_end as set_calendar_end
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.news import tell
from openiop.care.encounters.actions.settling import board_key
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.taps import BOARD
from openiop.rulebook.text import gettext_noop

EARLY = gettext_noop("The session ended early")


@transaction.atomic
def end_early(*, by: Any, session: Session, now: datetime | None = None) -> Session:
    """The session ends now, before its time; one that is over stays as it is. Returns it as it is then."""
    require(by, Permission.TAKE_ATTENDANCE)
    at = rules.whole_minute(now or timezone.now())
    session = ledger.hold(session)
    ledger.refuse_cancelled(session)
    if at >= session.during.upper:
        return session
    if at <= session.during.lower:
        raise ValidationError(_("The session has not begun: there is nothing to write yet."))
    return _move_end(by, session, at, EARLY)


@transaction.atomic
def set_end(*, by: Any, session: Session, at: datetime, reason: str, now: datetime | None = None) -> Session:
    """Puts right when the session ended, earlier or later (aware). Raises ValidationError under "ended" or "reason",
    Clash where somebody who was in it was booked elsewhere by then."""
    require(by, Permission.CORRECT_LEDGER)
    at, now = rules.whole_minute(at), now or timezone.now()
    session = ledger.hold(session)
    ledger.refuse_cancelled(session)
    if at == session.during.upper:
        return session
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the end was another one: it stays in the record.")})
    if at <= session.during.lower:
        start = local_time(session.during.lower, session.program)
        raise ValidationError(
            {"ended": _("The session started at %(start)s. Its end must be later.") % {"start": start}}
        )
    if at > now + rules.SKEW:
        raise ValidationError({"ended": _("%(at)s is still to come.") % {"at": local_time(at, session.program)}})
    return _move_end(by, session, at, reason.strip())


def _move_end(by: Any, session: Session, at: datetime, reason: str) -> Session:
    """The calendar, and each row of the ledger that went to the old end or past the new one."""
    before = session.during.upper
    session = set_calendar_end(by=by, session=session, at=at, why=reason)
    span = ledger.span_of(session)
    rows = Presence.objects.filter(session=session, replaced_by=None, code__in=rules.ATTENDED)
    for row in rows.order_by("client_id", "recorded_at"):
        came, left = row.during.lower, row.during.upper
        if left < min(before, at):
            continue
        common: dict[str, Any] = {"by": by, "session": session, "reason": reason}
        common["key"] = board_key() if row.key.startswith(BOARD) else ""
        if came >= at:
            ledger.take_out(row, **common)
            continue
        came_back = row.code == Presence.Code.PRESENT and came > span.start + rules.LATE_AFTER
        code = row.code if came_back else rules.attended_code(came, at, span)
        if (row.code, left) != (code, at):
            who = {"client_id": row.client_id, "source": row.source}
            ledger.append(**common, **who, code=code, during=(came, at), replaces=row)
    tell(session)
    return session
