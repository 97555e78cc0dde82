"""Taking attendance: who came, when, who left, who did not come. Everything is a new row; taps that change their mind
replace the row that stood."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.actions import mark_held
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters import rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.drafts import start_draft
from openiop.care.encounters.models import Presence
from openiop.rulebook.text import gettext_noop

Code = Presence.Code
WAS_HERE = gettext_noop("Marked as here after all")
ARRIVAL = gettext_noop("Time of arrival changed")
LEFT = gettext_noop("Left the room")
ABSENT = gettext_noop("Marked as not here after all")


class Changed(ValidationError):
    """Somebody else changed this person's attendance since the page was drawn."""


@transaction.atomic
def arrive(
    *,
    by: Any,
    session: Session,
    client: Client,
    at: datetime | None = None,
    source: str = Presence.Source.FACILITATOR,
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """The client is here from `at` (aware; default: the session's start, or now before it) until the session's end,
    unless `leave` says otherwise. Late where that is more than five minutes after the start.

    Somebody who is here already keeps the row that stands; another time of arrival replaces it. Raises
    ValidationError under "arrived" where the time cannot be.
    """
    require(by, Permission.TAKE_ATTENDANCE)
    now = now or timezone.now()
    session = ledger.hold(session)
    if row := ledger.sent_before(session, client.pk, key):
        return row
    ledger.refuse_cancelled(session)
    ledger.refuse_too_early(session, now)
    rows = ledger.standing(session, client)
    here = bool(rows) and rows[0].code in rules.ATTENDED
    if at is None and here and rows[0].during.lower <= session.during.lower:
        return rows[0]
    came = rules.whole_minute(at or min(now, session.during.lower))
    ledger.check_arrival(session, came, now)
    left = rows[0].during.upper if here else session.during.upper
    if here and rows[0].during.lower == came:
        return rows[0]
    if here and came >= left:
        ledger.check_leaving(session, came, left, now)
    ledger.refuse_stranger(session, client)
    begin(session, client.pk, by, now)
    return ledger.append(
        by=by,
        session=session,
        client_id=client.pk,
        code=rules.attended_code(came, left, ledger.span_of(session)),
        during=(came, left),
        replaces=rows[0] if rows else None,
        reason="" if not rows else ARRIVAL if here else WAS_HERE,
        source=source,
        key=key,
    )


@transaction.atomic
def leave(
    *, by: Any, session: Session, client: Client, at: datetime | None = None, key: str = "", now: datetime | None = None
) -> Presence:
    """The client left at `at` (aware; default: now): the last stretch is replaced by one that ends there.

    Somebody who stayed to the end keeps the row that stands. Raises ValidationError under "left" where the time
    cannot be, or where nobody said that they came.
    """
    require(by, Permission.TAKE_ATTENDANCE)
    now = now or timezone.now()
    session = ledger.hold(session)
    if row := ledger.sent_before(session, client.pk, key):
        return row
    ledger.refuse_cancelled(session)
    rows = [row for row in ledger.standing(session, client) if row.code in rules.ATTENDED]
    if not rows:
        raise ValidationError({"left": _("First say when they arrived.")})
    last = rows[-1]
    if at is None and last.code == Code.LEFT_EARLY:
        return last
    left = rules.whole_minute(at or now)
    if last.during.upper == left:
        return last
    ledger.check_leaving(session, last.during.lower, left, now)
    if left >= session.during.upper <= last.during.upper:
        return last
    return ledger.append(
        by=by,
        session=session,
        client_id=client.pk,
        code=rules.attended_code(last.during.lower, left, ledger.span_of(session)),
        during=(last.during.lower, left),
        replaces=last,
        reason=LEFT,
        source=last.source,
        key=key,
    )


@transaction.atomic
def come_back(
    *, by: Any, session: Session, client: Client, at: datetime | None = None, key: str = "", now: datetime | None = None
) -> Presence:
    """The client is back from `at` (aware; default: now) until the session's end: one more stretch.

    Raises ValidationError under "arrived" where the time cannot be, or where they never came or never left.
    """
    require(by, Permission.TAKE_ATTENDANCE)
    now = now or timezone.now()
    session = ledger.hold(session)
    if row := ledger.sent_before(session, client.pk, key):
        return row
    ledger.refuse_cancelled(session)
    rows = [row for row in ledger.standing(session, client) if row.code in rules.ATTENDED]
    if not rows:
        raise ValidationError({"arrived": _("First say when they arrived.")})
    last = rows[-1]
    if last.during.upper >= session.during.upper:
        return last
    back = rules.whole_minute(at or now)
    ledger.check_arrival(session, back, now)
    if back < last.during.upper:
        raise ValidationError({"arrived": _("Coming back must be later than leaving.")})
    return ledger.append(
        by=by,
        session=session,
        client_id=client.pk,
        code=Code.PRESENT,
        during=(back, session.during.upper),
        key=key,
    )


@transaction.atomic
def mark_absent(
    *,
    by: Any,
    session: Session,
    client: Client,
    code: str = Code.NO_SHOW,
    reason: str = "",
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """The client did not come: `code` is no_show, excused or cancelled by the program (NOTE-5).

    Excused can be said ahead; that somebody did not come, only from the start on. What stood before is replaced.
    """
    require(by, Permission.TAKE_ATTENDANCE)
    if code not in rules.ABSENT:
        raise ValueError(f"code: give one of {', '.join(rules.ABSENT)}, not {code!r}")
    now = now or timezone.now()
    session = ledger.hold(session)
    if row := ledger.sent_before(session, client.pk, key):
        return row
    if code == Code.NO_SHOW:
        ledger.refuse_cancelled(session)
        if now < session.during.lower:
            raise ValidationError(_("The session has not begun: they may still come."))
    rows = ledger.standing(session, client)
    if len(rows) == 1 and rows[0].code == code:
        return rows[0]
    ledger.refuse_stranger(session, client)
    begin(session, client.pk, by, now)
    return ledger.replace_all(
        rows,
        by=by,
        session=session,
        client_id=client.pk,
        code=code,
        reason=reason or (ABSENT if rows else ""),
        key=key,
    )


@transaction.atomic
def mark_all_here(*, by: Any, session: Session, key: str = "", now: datetime | None = None) -> list[Presence]:
    """Everyone with a seat about whom nothing is recorded yet, and whose attendance is `by`'s to take, is here, as
    `arrive` has it. Returns the new rows."""
    require(by, Permission.TAKE_ATTENDANCE)
    now = now or timezone.now()
    session = ledger.hold(session)
    known = set(
        Presence.objects.filter(session=session, replaced_by=None)
        .exclude(code=Code.VOID)
        .values_list("client_id", flat=True)
    )
    reached = Gate.of(by).rows(Seat, Permission.TAKE_ATTENDANCE).filter(session=session, is_live=True)
    seats = reached.exclude(client__in=known).select_related("client").order_by("client_id")
    return [
        arrive(by=by, session=session, client=seat.client, key=f"{key}:{seat.client_id}" if key else "", now=now)
        for seat in seats
    ]


@transaction.atomic
def mark(
    *,
    by: Any,
    session: Session,
    client: Client,
    code: str,
    at: datetime | None = None,
    seen: str | None = None,
    key: str = "",
    now: datetime | None = None,
) -> Presence:
    """One tap on the roster, whatever stood there before.

    `code`: "present" is here from the start, "late" and "left_early" are now or `at`, "excused" and "no_show" are
    absent. `seen`: the id of the row that the person who taps had before their eyes ("" for none, None: do not ask);
    raises Changed where another one stands by now, so that two facilitators never undo each other unknowingly.
    """
    require(by, Permission.TAKE_ATTENDANCE)
    now = now or timezone.now()
    session = ledger.hold(session)
    if row := ledger.sent_before(session, client.pk, key):
        return row
    rows = ledger.standing(session, client)
    if seen is not None and seen != (str(rows[-1].pk) if rows else ""):
        if rows and rows[-1].code == code:
            return rows[-1]
        raise Changed(_("Somebody else changed this while your page was open. Look again, then tap."))
    over = now >= session.during.upper
    common = {"by": by, "session": session, "client": client, "key": key, "now": now}
    if code == Code.PRESENT:
        return _here_all_along(rows, **common)
    if code == Code.LATE:
        if at is None and over:
            raise ValidationError({"arrived": _("When did they arrive?")})
        return arrive(at=at or now, **common)
    if code == Code.LEFT_EARLY:
        if at is None and over and not (rows and rows[-1].code == code):
            raise ValidationError({"left": _("When did they leave?")})
        return leave(at=at, **common)
    return mark_absent(code=code, **common)


def _here_all_along(
    rows: list[Presence], *, by: Any, session: Session, client: Client, key: str, now: datetime
) -> Presence:
    """From the start to the end, in the place of whatever stood there."""
    start, end = session.during.lower, session.during.upper
    if not rows or rows[0].code not in rules.ATTENDED:
        return arrive(by=by, session=session, client=client, key=key, now=now)
    if len(rows) == 1 and rows[0].during.lower <= start and rows[0].during.upper >= end:
        return rows[0]
    return ledger.replace_all(
        rows,
        by=by,
        session=session,
        client_id=client.pk,
        code=Code.PRESENT,
        during=(min(start, rows[0].during.lower), max(end, rows[-1].during.upper)),
        reason=WAS_HERE,
        key=key,
    )


def begin(session: Session, client_id: UUID, by: Any, now: datetime) -> None:
    """With the first word about somebody, the session counts as held and their note is begun."""
    if session.state == Session.State.PLANNED and now >= session.during.lower - rules.OPENS:
        mark_held(by=by, session=session)
    if not session.is_cancelled:
        start_draft(by=by, session=session, client_id=client_id)
