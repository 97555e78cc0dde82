"""What a device says was tapped, made into taps or refused in words. Looks nothing up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_datetime, local_time
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.encounters.models import Tap
from openiop.care.encounters.tap_rules import ATTENDANCE, Tapped
from openiop.rulebook import observed, protocols

Kind = Tap.Kind
LONGEST_QUOTE = 500
CODES: dict[str, set[Any]] = {
    Kind.PARTICIPATION: {each.code for each in observed.PARTICIPATION},
    Kind.AFFECT: {each.code for each in observed.AFFECT},
    Kind.ENGAGEMENT: {each.code for each in observed.ENGAGEMENT},
    Kind.RESPONSE: {each.code for each in observed.RESPONSE},
}


def hear(said: Any, offset: timedelta) -> Tapped:
    """One tap as the device sent it (see README.md). `offset`: what its clock is behind ours. Raises ValidationError
    where it cannot be understood."""
    if not isinstance(said, dict):
        raise ValidationError(_("A tap is an object with key, kind, value and at."))
    kind = said.get("kind")
    if kind not in Kind.values:
        raise ValidationError(_("This version of the board does not know that kind of tap. Open the page again."))
    client = said.get("client")
    if (client is None) != (kind == Kind.TOPIC) and kind != Kind.UNDO:
        raise ValidationError(_("A topic is the session’s; every other tap names a person."))
    return Tapped(
        key=_id(said.get("key")),
        client=_id(client) if client else None,
        kind=kind,
        value=value_of(kind, said.get("value")),
        at=_instant(said.get("at")) + offset,
    )


def value_of(kind: str, value: Any) -> Any:
    """What was tapped, in its one spelling; raises ValidationError."""
    if kind == Kind.ATTENDANCE and value in ATTENDANCE:
        return value
    if kind in CODES and (value is None or (type(value) in (int, str) and value in CODES[kind])):
        return value
    if kind == Kind.UNDO:
        return _id(value)
    if kind == Kind.TOPIC:
        return None if value is None else _id(value)
    if kind == Kind.QUOTE and (value is None or isinstance(value, str)):
        words = " ".join((value or "").replace("\x00", "").split())
        if len(words) > LONGEST_QUOTE:
            raise ValidationError(_("A quote has at most %(n)s characters.") % {"n": LONGEST_QUOTE})
        return words
    if kind == Kind.OBJECTIVE and isinstance(value, dict) and isinstance(value.get("on"), bool):
        return {"id": _id(value.get("id")), "on": value["on"]}
    if kind == Kind.SAFETY and isinstance(value, dict) and str(value.get("protocol")) in protocols.CODES:
        return {"protocol": value["protocol"]}
    raise ValidationError(_("This version of the board does not know that value. Open the page again."))


def in_time(tap: Tapped, session: Session, now: datetime) -> tuple[Tapped, str]:
    """The tap at a time that can have been, and why it is another than the device said ("" where it is not).

    Raises ValidationError for a tap long after the session, or one that makes no sense at its time.
    """
    start, end, program = session.during.lower, session.during.upper, session.program
    why = ""
    if tap.at > now + rules.SKEW or tap.at < start - rules.OPENS:
        words = _("This device said %(at)s, which cannot have been: its clock may be wrong. It counts as %(now)s.")
        why = words % {"at": local_datetime(tap.at, program), "now": local_time(now, program)}
    if why or tap.at > now:
        tap = replace(tap, at=milliseconds(now))
    if tap.at > end + rules.CLOSES:
        words = _(
            "The session ended at %(end)s, more than an hour before this tap. Use the ledger or the note instead."
        )
        raise ValidationError(words % {"end": local_time(end, program)})
    if tap.kind == Kind.ATTENDANCE:
        if tap.value == "no_show" and tap.at < start:
            raise ValidationError(_("The session has not begun: they may still come."))
        if tap.value in ("late", "back") and tap.at >= end:
            words = _("The session ended at %(end)s. Give the time of arrival on the attendance page.")
            raise ValidationError(words % {"end": local_time(end, program)})
    return tap, why


def milliseconds(at: datetime) -> datetime:
    """Both sides count in milliseconds."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def _id(value: Any) -> str:
    try:
        return str(UUID(value))
    except (ValueError, TypeError, AttributeError):
        raise ValidationError(_("A tap names people and things by their id.")) from None


def _instant(value: Any) -> datetime:
    try:
        at = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        at = None
    if at is None or at.tzinfo is None or not 2000 <= at.year <= 9000:
        raise ValidationError(_("Give the time of a tap with its zone, like 2026-11-18T19:00:00.000Z."))
    return milliseconds(at)
