"""What the calendar answers. Everything that takes a gate asks it; the others take what the gate has let through."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import ROLE_NAMES, Permission, rights_of
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program, Room
from openiop.base.reads import Read
from openiop.care.calendar.models import Group, Lead, Membership, Seat, Session, Topic
from openiop.care.intake.models import Referral
from openiop.care.intake.queries import WAITING
from openiop.care.placement.models import Episode
from openiop.rulebook import dose

P = Permission


def whole(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """With group, room, topic and the clinicians who lead (`session.leading`), in a fixed number of queries.
    A cancelled session names nobody: they are free again."""
    live = Lead.objects.filter(is_live=True).select_related("staff")
    return sessions.select_related("group", "room", "topic").prefetch_related(
        Prefetch("leads", queryset=live, to_attr="leading")
    )


def sessions_between(
    gate: Gate,
    start: datetime,
    end: datetime,
    *,
    staff: Staff | None = None,
    room: Room | None = None,
    group: Group | None = None,
    cancelled: bool = True,
) -> QuerySet[Session]:
    """Sessions of the gate's program that touch [start, end), by start; of one clinician, room or group if given."""
    sessions = gate.rows(Session, P.SEE_PROGRAM).filter(program=gate.program, during__overlap=(start, end))
    if not cancelled:
        sessions = sessions.exclude(state=Session.State.CANCELLED)
    if staff is not None:
        mine = Lead.objects.filter(staff=staff).filter(Q(is_live=True) | Q(session__state=Session.State.CANCELLED))
        sessions = sessions.filter(pk__in=mine.values("session"))
    if room is not None:
        sessions = sessions.filter(room=room)
    if group is not None:
        sessions = sessions.filter(group=group)
    return whole(sessions).order_by("during", "title")


def my_day(gate: Gate, staff: Staff, day: date) -> list[Session]:
    """What this person leads on a local day of the gate's program, by start, cancelled ones included."""
    span = dose.day_span(day, gate.program.zone)
    return list(sessions_between(gate, span.start, span.end, staff=staff))


def week_sessions(program: Program, week: dose.Week) -> QuerySet[Session]:
    """Sessions that start in a treatment week of the program, cancelled ones included."""
    span = dose.week_span(week, program.zone)
    sessions = Session.objects.filter(
        program=program, during__startswith__gte=span.start, during__startswith__lt=span.end
    )
    return whole(sessions).order_by("during", "title")


def week_seats(program: Program, week: dose.Week, clients: Iterable[Any] | None = None) -> QuerySet[Seat]:
    """Live seats in sessions that start in this week and are not cancelled, each with its session; of all clients or
    of those given (rows or ids)."""
    span = dose.week_span(week, program.zone)
    seats = Seat.objects.filter(
        session__program=program,
        is_live=True,
        during__startswith__gte=span.start,
        during__startswith__lt=span.end,
    ).exclude(session__state=Session.State.CANCELLED)
    if clients is not None:
        seats = seats.filter(client__in=list(clients))
    return seats.select_related("session").order_by("during")


def scheduled_minutes(
    program: Program, week: dose.Week, clients: Iterable[Any] | None = None
) -> dict[UUID, dict[date, int]]:
    """Minutes each client is booked for, breaks left out (BIL-3), by client id and local day. Held ones count too:
    this is what was planned, not what was attended."""
    found: dict[UUID, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for seat in week_seats(program, week, clients):
        found[seat.client_id][program.local(seat.during.lower).date()] += seat.session.treatment_minutes
    return {client: dict(days) for client, days in found.items()}


def upcoming_for(client: Client, n: int = 3, *, now: datetime | None = None) -> list[Session]:
    """The client's next `n` sessions, one that is running now first. `client` came through the gate."""
    now = now or timezone.now()
    mine = Seat.objects.filter(client=client, is_live=True, during__endswith__gt=now)
    sessions = Session.objects.filter(pk__in=mine.values("session")).exclude(state=Session.State.CANCELLED)
    return list(whole(sessions).select_related("program").order_by("during")[:n])


COMING = Read(
    Seat,
    lambda rows, n, client, now: (
        rows.filter(client=client, is_live=True, during__endswith__gt=now)
        .exclude(session__state=Session.State.CANCELLED)
        .select_related("session__room")
        .order_by("during")[:n]
    ),
    client=UUID,
    now=datetime,
)


def coming_up(client: Client, n: int, now: datetime) -> list[Session]:
    """`upcoming_for` with no more than the room: for a page that only lists them."""
    return [seat.session for seat in COMING.rows(n, client=client.pk, now=now)]


def sessions_of(gate: Gate, client: Client, start: datetime, end: datetime) -> QuerySet[Session]:
    """The sessions in which this client has a seat, that touch [start, end); staff with SEE_CLIENTS only."""
    seats = gate.rows(Seat, P.SEE_CLIENTS).filter(client=client, is_live=True, during__overlap=(start, end))
    sessions = gate.rows(Session, P.SEE_PROGRAM).filter(pk__in=seats.values("session"))
    return whole(sessions).order_by("during")


def groups(gate: Gate, on: date | None = None) -> QuerySet[Group]:
    """The program's groups that meet on or after `on` (default today), by weekday and time, each with `.members`:
    how many people hold a standing seat then."""
    program = gate.program
    on = on or program.today()
    standing = Q(memberships__first_day__lte=on + timedelta(weeks=6)) & (
        Q(memberships__last_day=None) | Q(memberships__last_day__gte=on)
    )
    rows = gate.rows(Group, P.SEE_PROGRAM).filter(program=program).filter(Q(last_day=None) | Q(last_day__gte=on))
    return (
        rows.select_related("facilitator", "co_facilitator", "room", "track")
        .annotate(members=Count("memberships__client", filter=standing, distinct=True))
        .annotate(open_seats=F("capacity") - F("members"))
        .order_by("weekday", "starts", "name")
    )


def members(gate: Gate, group: Group, on: date | None = None) -> QuerySet[Membership]:
    """Who holds a standing seat in the group on or after `on` (default today)."""
    on = on or gate.program.today()
    rows = gate.rows(Membership, P.SEE_CLIENTS).filter(group=group).filter(Q(last_day=None) | Q(last_day__gte=on))
    return rows.select_related("client").order_by("client__legal_last", "client__legal_first", "first_day")


def memberships_of(gate: Gate, client: Client, on: date | None = None) -> QuerySet[Membership]:
    """The client's standing seats on or after `on` (default today)."""
    on = on or gate.program.today()
    rows = gate.rows(Membership, P.SEE_CLIENTS).filter(client=client).filter(Q(last_day=None) | Q(last_day__gte=on))
    return rows.select_related("group__facilitator", "group__room").order_by("group__weekday", "group__starts")


def topics(gate: Gate) -> QuerySet[Topic]:
    """The program's topics by curriculum and order."""
    return gate.rows(Topic, P.SEE_PROGRAM).filter(program=gate.program)


def meetings_on(gate: Gate, topic: Topic, n: int = 6) -> list[Session]:
    """The next `n` sessions that take this topic, by start."""
    coming = gate.rows(Session, P.SEE_PROGRAM).filter(topic=topic, during__endswith__gt=timezone.now())
    return list(whole(coming.exclude(state=Session.State.CANCELLED)).order_by("during")[:n])


def leaders(gate: Gate, also: Iterable[UUID | None] = ()) -> QuerySet[Staff]:
    """Who may lead a session in this program today: whoever may take attendance. `also` keeps those who lead it now."""
    roles = [role.value for role in ROLE_NAMES if P.TAKE_ATTENDANCE in rights_of([role.value])]
    return _working(gate, roles, also)


def clinicians(gate: Gate) -> QuerySet[Staff]:
    """Who may meet a client on their own in this program today: whoever writes notes or leads sessions."""
    roles = [role.value for role in ROLE_NAMES if {P.WRITE_NOTES, P.TAKE_ATTENDANCE} & rights_of([role.value])]
    return _working(gate, roles)


def enrolled(gate: Gate) -> QuerySet[Client]:
    """The clients with an open episode in this program, by name."""
    here = Episode.objects.filter(program=gate.program, closed_on=None)
    return gate.rows(Client, P.SEE_CLIENTS).filter(pk__in=here.values("client"))


def bookable(gate: Gate) -> QuerySet[Client]:
    """Those who are enrolled, and for whoever works with referrals those who wait: these for their evaluation."""
    if not gate.may(P.WORK_REFERRALS):
        return enrolled(gate)
    waiting = gate.rows(Referral, P.WORK_REFERRALS).filter(program=gate.program, state__in=WAITING)
    return enrolled(gate) | gate.rows(Client, P.SEE_CLIENTS).filter(pk__in=waiting.values("client"))


def _working(gate: Gate, roles: list[str], also: Iterable[UUID | None] = ()) -> QuerySet[Staff]:
    here = Q(programs=gate.program, roles__overlap=roles) & (Q(ended_on=None) | Q(ended_on__gte=gate.program.today()))
    return gate.rows(Staff, P.SEE_PROGRAM).filter(here | Q(pk__in=[key for key in also if key])).distinct()


def rooms(gate: Gate) -> QuerySet[Room]:
    """The rooms of the program's site."""
    return gate.rows(Room, P.SEE_PROGRAM).filter(site_id=gate.program.site_id).order_by("name")
