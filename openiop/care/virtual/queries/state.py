"""What the gateway needs to know of its rooms, all at once and without a name: who may be in, under which alias.

It is asked every few seconds for every open room, and whenever something changed, so that whoever may not be here any
more is out within five seconds: removed, discharged, without a seat, signed out, locked, or no longer working here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from openiop.base.context import everything, standing
from openiop.base.people.identity import SignedIn
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission
from openiop.care.calendar.models import Seat
from openiop.care.placement.models import Discharge
from openiop.care.virtual import rules
from openiop.care.virtual.models import Admission, VideoRoom
from openiop.care.virtual.policies import VideoPolicy
from openiop.care.virtual.queries.hosts import may_host

State = Admission.State


@dataclass(frozen=True)
class Known:
    """One admission. `why_not` says why they may not be here: "" where they may."""

    id: UUID
    seat: str
    alias: str
    role: str  # "client", "guest" (of a client), "host" or "wall" (the screen of those at the site)
    state: str
    signed_in: str
    why_not: str = ""
    breakout: int = 0  # where they are to be now; 0: the group room


@dataclass(frozen=True)
class RoomState:
    """One room, now."""

    id: UUID
    organisation: UUID
    session: UUID
    epoch: int
    is_open: bool
    is_locked: bool
    ends: datetime
    seats: int
    people: dict[UUID, Known] = field(default_factory=dict)
    back_at: datetime | None = None  # when those who are apart come back by themselves
    policy: dict[str, Any] = field(default_factory=dict)


def look(organisation: UUID, rooms: Iterable[UUID], now: datetime | None = None) -> dict[UUID, RoomState]:
    """These rooms of one organisation as they stand; a fixed number of queries, and one for each facilitator."""
    now = now or timezone.now()
    with standing(everything(organisation)):
        found = list(
            VideoRoom.objects.filter(organisation=organisation, pk__in=list(rooms)).select_related("session__program")
        )
        rows = list(
            Admission.objects.filter(room__in=[each.pk for each in found]).select_related(
                "client__user", "staff__user", "guest"
            )
        )
        logins = {each.pk: each for each in SignedIn.objects.filter(pk__in={row.signed_in for row in rows} - {""})}
        held = seated([each.session_id for each in found])
        kept = VideoPolicy.objects.filter(program__in={each.session.program_id for each in found})
        policies = {each.program_id: each for each in kept}
        states = {}
        for room in found:
            session = room.session
            is_open = room.is_open and not session.is_cancelled and rules.is_open(*_ends(session.during), now)
            apart = room.is_apart_at(now)
            people = {}
            for row in rows:
                if row.room_id != room.pk:
                    continue
                why = _why_not(row, logins.get(row.signed_in), now)
                if not why and row.about is not None:  # a guest is there as long as who brought them may be
                    why = "" if (row.about, room.session_id) in held else "closed"
                elif not why and not may_host(row.staff, session):
                    why = "closed"
                role = "client" if row.client_id else "guest" if row.guest else "wall" if row.is_wall else "host"
                breakout = row.breakout if apart else 0
                people[row.pk] = Known(row.pk, row.seat, row.alias, role, row.state, row.signed_in, why, breakout)
            states[room.pk] = RoomState(
                room.pk, organisation, room.session_id, room.epoch, is_open, room.is_locked,
                session.during.upper + rules.CLOSES, max(session.capacity + 3, len(people)), people,
                room.back_at if apart else None, policies.get(session.program_id, VideoPolicy()).told,
            )  # fmt: skip
        return states


def _ends(during: Any) -> tuple[datetime, datetime]:
    return during.lower, during.upper


def seated(sessions: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """Who has a live seat in which session. A discharge ends every seat that was given before it: whoever is discharged
    while they are in a room leaves it, and a seat in an aftercare group, given later, holds."""
    seats = list(Seat.objects.filter(session__in=sessions, is_live=True).values_list("client", "session", "created_at"))
    left = discharged_at({client for client, _session, _at in seats})
    return {(client, session) for client, session, at in seats if client not in left or left[client] < at}


def discharged_at(clients: Collection[UUID]) -> dict[UUID, datetime]:
    """When each of these was discharged last, if ever."""
    rows = Discharge.objects.filter(episode__client__in=clients).values("episode__client")
    return dict(rows.annotate(last=Max("created_at")).values_list("episode__client", "last"))


def _why_not(row: Admission, login: SignedIn | None, now: datetime) -> str:
    person: Client | Staff | None = row.client or row.staff
    if row.state == State.REMOVED:
        return "removed"
    if row.guest is not None:
        return "closed" if row.guest.ended_at else ""
    user = person.user if person else None
    if user is None or not user.is_active or login is None or login.user_id != user.pk or login.expire_date <= now:
        return "signed_out"
    if login.is_locked("client" if row.client_id else "staff"):
        return "signed_out"
    if row.staff is not None:
        works = row.staff.works_now(now) and row.staff.may(Permission.TAKE_ATTENDANCE)
        return "" if works else "signed_out"
    return ""


def seen(organisation: UUID, logins: Iterable[str]) -> None:
    """They are here, in a room, and answer: their sign-in does not lock in the middle of a group."""
    with standing(everything(organisation)):
        SignedIn.objects.filter(pk__in=list(logins)).update(seen_at=timezone.now())
