"""The dose ledger follows the board: what the taps amount to becomes its rows. What was written by hand stands over
every tap before it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from openiop.base.rows import uuid7
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.attendance import begin
from openiop.care.encounters.actions.drafts import drop_empty_draft
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.taps import BOARD, standing_of
from openiop.care.encounters.tap_rules import Presence as Known
from openiop.rulebook.text import gettext_noop

Code = Presence.Code
TAPPED = gettext_noop("Tapped on the board")
Wanted = tuple[str, tuple[datetime, datetime] | None, str]  # code, times, source


def settle(*, by: Any, session: Session, known: Known, client_id: UUID, rows: list[Presence], now: datetime) -> bool:
    """Makes what stands in the ledger about one person say what the board `known`s. `rows`: all of theirs in this
    session, replaced ones too. The session is held. True where something was written."""
    stands, wanted = standing_of(rows), wanted_rows(known, session)
    if [_as_wanted(row, session)[:2] for row in stands] == [each[:2] for each in wanted]:
        return False
    common: dict[str, Any] = {"by": by, "session": session, "client_id": client_id}
    if not stands:
        begin(session, client_id, by, now)
    for old, new in _pairs(stands, wanted):
        if new is None:
            ledger.take_out(old, by=by, session=session, reason=TAPPED, key=board_key())
        elif old is None or _as_wanted(old, session)[:2] != new[:2]:
            code, during, source = new
            reason = TAPPED if old else ""
            ledger.append(
                **common, code=code, during=during, source=source, replaces=old, reason=reason, key=board_key()
            )
    if stands and not wanted:
        drop_empty_draft(session=session, client_id=client_id)
    return True


def wanted_rows(known: Known, session: Session) -> list[Wanted]:
    """What the ledger would say: whole minutes, up to the session's end where nobody left."""
    if not known.stretches:
        return [(known.code, None, Presence.Source.FACILITATOR)] if known.code else []
    span, found = ledger.span_of(session), []
    for stretch in known.stretches:
        came = rules.whole_minute(stretch.start)
        left = rules.whole_minute(stretch.end) if stretch.end else span.end
        if left <= max(came, span.start):
            continue
        came_back = bool(found) and left >= span.end
        code = Code.PRESENT if came_back else rules.attended_code(came, left, span)
        found.append((str(code), (came, left), stretch.source))
    return found


def _as_wanted(row: Presence, session: Session) -> Wanted:
    times = (row.during.lower, min(row.during.upper, session.during.upper)) if row.during else None
    return row.code, times, row.source


def _pairs(stands: list[Presence], wanted: list[Wanted]) -> Iterable[tuple[Any, Any]]:
    for n in range(max(len(stands), len(wanted))):
        yield (stands[n] if n < len(stands) else None), (wanted[n] if n < len(wanted) else None)


def board_key() -> str:
    """A key that tells a row which the board wrote from one that somebody wrote by hand."""
    return f"{BOARD}{uuid7()}"
