"""Taps, and what they amount to together with what was written by hand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from openiop.base.context import everything, standing
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.reads import Read
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters import rules
from openiop.care.encounters.models import Presence, Tap
from openiop.care.encounters.tap_rules import ByHand, Folded, Stretch, Tapped, fold, written

P = Permission
BOARD = "board:"  # how the keys of those rows of the ledger begin that a board wrote
EVERYBODY_TAKES = (Tap.Kind.ATTENDANCE, Tap.Kind.UNDO)  # of these, whoever takes attendance may know

COLUMNS = ("key", "client_id", "kind", "value", "at", "source", "tapped_by_id", "tapped_by__name", "number")

TAPS = Read(Tap, lambda rows, session: rows.filter(session=session).order_by().values_list(*COLUMNS), session=UUID)
ATTENDANCE_TAPS = Read(
    Tap,
    lambda rows, session: rows.filter(session=session, kind__in=EVERYBODY_TAKES).order_by().values_list(*COLUMNS),
    session=UUID,
)
PRESENCE = Read(Presence, lambda rows, session: rows.filter(session=session).order_by(), session=UUID)
SEATED = Read(
    Seat,
    lambda rows, session: rows.filter(session=session, is_live=True).order_by().values_list("client_id"),
    session=UUID,
)


class HeardTap(NamedTuple):
    """A tap as it is read at every sync: what of its row a board needs, and who tapped."""

    key: UUID
    client_id: UUID | None
    kind: str
    value: Any
    at: datetime
    source: str
    tapped_by_id: UUID | None
    name: str | None
    number: int


@dataclass
class Heard:
    """A session as its board has it: whom the one who asks reaches in it, the ledger's rows, and the taps."""

    session: Session
    clients: set[UUID]  # with a seat, or in the ledger
    presence: dict[UUID, list[Presence]]
    taps: list[HeardTap]

    @property
    def hand(self) -> list[ByHand]:
        """What stands by hand about each."""
        found = (hand_of(client, rows, self.session.during.upper) for client, rows in self.presence.items())
        return [each for each in found if each]

    def folded(self) -> Folded:
        """What the board shows."""
        during = self.session.during
        return fold(map(tapped, self.taps), self.hand, during.lower, during.upper)


def known_here(gate: Gate, session: Session) -> set[UUID]:
    """Who has a seat in this session, or stands in its ledger, and is reached by the one who asks."""
    seats = {row[0] for row in gate.read(SEATED, P.TAKE_ATTENDANCE, session=session.pk)}
    return seats | {row.client_id for row in gate.read(PRESENCE, P.TAKE_ATTENDANCE, session=session.pk)}


def heard(gate: Gate, session: Session) -> Heard:
    """Seats, ledger and taps, in three queries. `session` came through the gate.

    Whoever may not read notes gets the attendance alone, of those whom they reach.
    """
    clients = {row[0] for row in gate.read(SEATED, P.TAKE_ATTENDANCE, session=session.pk)}
    presence: dict[UUID, list[Presence]] = defaultdict(list)
    for row in gate.read(PRESENCE, P.TAKE_ATTENDANCE, session=session.pk):
        presence[row.client_id].append(row)
        clients.add(row.client_id)
    if gate.may(P.SEE_NOTES):
        rows = gate.read(TAPS, P.SEE_NOTES, session=session.pk)
    else:
        with standing(everything(session.organisation_id)):  # a tap stands behind the wall of the notes
            rows = [row for row in ATTENDANCE_TAPS.rows(session=session.pk) if row[1] in clients]
    return Heard(session, clients, presence, [HeardTap(*row) for row in rows])


def tapped(tap: HeardTap) -> Tapped:
    """A tap as the rules take it."""
    client = str(tap.client_id) if tap.client_id else None
    return Tapped(str(tap.key), client, tap.kind, tap.value, tap.at, tap.source)


def hand_of(client: UUID, rows: Iterable[Presence], end: datetime) -> ByHand | None:
    """What the ledger said of somebody after it was last written by hand; None where it never was."""
    rows = list(rows)
    at = max((row.recorded_at for row in rows if not row.key.startswith(BOARD)), default=None)
    if at is None:
        return None
    stood = standing_of(row for row in rows if row.recorded_at <= at)
    stretches = tuple(
        Stretch(row.during.lower, row.during.upper if row.during.upper < end else None, row.source)
        for row in stood
        if row.code in rules.ATTENDED
    )
    code = stood[-1].code if stood and not stretches else ""
    return ByHand(str(client), at, code, stretches)


def standing_of(rows: Iterable[Presence]) -> list[Presence]:
    """Of these rows the ones that none of them replaced or took back, by time."""
    rows = list(rows)
    replaced = {row.replaces_id for row in rows}
    stood = [row for row in rows if row.pk not in replaced and row.code != Presence.Code.VOID]
    return sorted(stood, key=lambda row: (row.during.lower if row.during else row.recorded_at, row.recorded_at))


# As JSON


def tap_as_json(tap: HeardTap) -> dict[str, Any]:
    """One tap as the island has it."""
    return {
        "key": str(tap.key),
        "client": str(tap.client_id) if tap.client_id else None,
        "kind": tap.kind,
        "value": tap.value,
        "at": written(tap.at),
        "source": tap.source,
        "by": str(tap.tapped_by_id) if tap.tapped_by_id else None,
    }


def hand_as_json(hand: ByHand) -> dict[str, Any]:
    """What stands by hand about one person as the island has it."""
    return {
        "client": hand.client,
        "at": written(hand.at),
        "code": hand.code,
        "stretches": [[written(each.start), written(each.end)] for each in hand.stretches],
    }
