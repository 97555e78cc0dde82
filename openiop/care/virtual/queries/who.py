"""Who is who in a room: for the pages. What takes a gate asks it; the others take what the gate has let through."""

from dataclasses import dataclass
from uuid import UUID

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Seat, Session
from openiop.care.virtual.asides import HelpCall, Written
from openiop.care.virtual.guests import Guest
from openiop.care.virtual.models import Admission, Agreement, Alias, Attestation, VideoRoom


@dataclass
class Breakout:
    """One breakout: its number, and who belongs to it."""

    number: int
    people: "list[Person]"


@dataclass
class Person:
    """One client of a session, as the facilitator sees them."""

    client: Client
    admission: Admission | None
    alias: str
    attestation: Attestation | None

    @property
    def breakout(self) -> int:
        return self.admission.breakout if self.admission else 0

    @property
    def state(self) -> str:
        return self.admission.state if self.admission else ""

    @property
    def is_waiting(self) -> bool:
        return self.state == Admission.State.WAITING

    @property
    def is_in(self) -> bool:
        return self.state == Admission.State.ADMITTED


def room_of(session: Session) -> VideoRoom | None:
    return VideoRoom.objects.filter(session=session).first()


def latest_attestation(client: Client, session: Session) -> Attestation | None:
    return Attestation.objects.filter(client=client, session=session).order_by("-said_at").first()


def alias_of(client: Client, group_id: UUID | None) -> Alias | None:
    return Alias.objects.filter(client=client, group_id=group_id).first()


def agreed(client: Client, group_id: UUID | None, version: int) -> Agreement | None:
    return Agreement.objects.filter(client=client, group_id=group_id, version=version).first()


def people_of(gate: Gate, session: Session) -> list[Person]:
    """Everybody with a seat or at the door whom the one who asks reaches: who waits first. Four queries."""
    seats = gate.rows(Seat, P.TAKE_ATTENDANCE).filter(session=session, is_live=True).select_related("client")
    clients = {seat.client_id: seat.client for seat in seats}
    admissions = {}
    for row in (
        gate.rows(Admission, P.TAKE_ATTENDANCE)
        .filter(room__session=session, client__isnull=False)
        .select_related("client")
    ):
        admissions[row.client_id] = row
        clients.setdefault(row.client_id, row.client)
    names = dict(
        gate.rows(Alias, P.TAKE_ATTENDANCE)
        .filter(group_id=session.group_id, client__in=list(clients))
        .values_list("client", "name")
    )
    said: dict[UUID, Attestation] = {}
    if gate.may(P.SEE_NOTES):
        for each in gate.rows(Attestation, P.SEE_NOTES).filter(session=session).order_by("said_at"):
            said[each.client_id] = each
    order = {"waiting": 0, "admitted": 1, "left": 2, "removed": 3, "": 4}
    people = [Person(client, admissions.get(key), names.get(key, ""), said.get(key)) for key, client in clients.items()]
    return sorted(people, key=lambda each: (order[each.state], each.client.legal_last, each.client.legal_first))


def guests_of(gate: Gate, session: Session) -> list[Guest]:
    """Whom clients of this session bring, and where they are."""
    rows = gate.rows(Guest, P.TAKE_ATTENDANCE).filter(session=session, ended_at=None)
    return list(rows.select_related("client", "admission"))


def breakouts_of(room: VideoRoom, people: list[Person]) -> list[Breakout]:
    """Every breakout that was dealt, with those who belong to it."""
    there = [each for each in people if each.is_in]
    return [Breakout(n, [each for each in there if each.breakout == n]) for n in range(1, room.breakouts + 1)]


def calls_of(gate: Gate, session: Session) -> list[HelpCall]:
    """Calls for help that nobody has seen to yet, oldest first."""
    calls = gate.rows(HelpCall, P.TAKE_ATTENDANCE).filter(session=session, seen_at=None).select_related("client")
    return list(calls)


def notes_of(gate: Gate, session: Session) -> list[Written]:
    """What clients wrote to whoever leads, newest first; for those who may read notes."""
    if not gate.may(P.SEE_NOTES):
        return []
    rows = gate.rows(Written, P.SEE_NOTES).filter(session=session, to=Written.To.LEADERS)
    return list(rows.select_related("client").order_by("-written_at")[:20])
