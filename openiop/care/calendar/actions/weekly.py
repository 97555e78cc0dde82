"""A whole week rearranged at once: groups opened, changed and ended, people who join and leave, single hours moved.

Everything that moves is lifted out first and put down afterwards, so that two groups may change places. From `since` on
and for good; what was held, cancelled or moved by hand before stays. All or nothing for the week itself; in the weeks
after it, a meeting that lacks somebody or something is made without, and the director is asked to look.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program, Room
from openiop.care.calendar import rules
from openiop.care.calendar.actions.apart import check_apart
from openiop.care.calendar.actions.clashes import Clash, Clashes, ask_to_look, belongs, clashes_in_words, full, hold
from openiop.care.calendar.actions.curriculum import deal_topics
from openiop.care.calendar.actions.groups import open_group
from openiop.care.calendar.actions.planning import plan_sessions
from openiop.care.calendar.actions.seats import end_membership
from openiop.care.calendar.actions.sessions import cancel_session
from openiop.care.calendar.models import Group, Lead, Membership, Seat, Session


@dataclass
class Move:
    """One session outside the groups, put elsewhere."""

    session: Session
    start: datetime
    room: Room | None


@dataclass
class Changes:
    """What becomes of a week. `changes`: fields of Group; `reopens`: a group that had been ended, with its sessions
    (ids) that were cancelled with it."""

    ends: list[Group] = field(default_factory=list)
    changes: list[tuple[Group, dict[str, Any]]] = field(default_factory=list)
    opens: list[tuple[dict[str, Any], list[Client]]] = field(default_factory=list)
    reopens: list[tuple[Group, date | None, list[UUID]]] = field(default_factory=list)
    joins: list[tuple[Group, Client]] = field(default_factory=list)
    leaves: list[tuple[Group, Client]] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)


@dataclass
class Done:
    """What was made: rows and ids, as whoever takes it back needs them."""

    opened: list[Group] = field(default_factory=list)
    ended: list[dict[str, Any]] = field(default_factory=list)
    left: list[tuple[Group, Client]] = field(default_factory=list)


@transaction.atomic
def rearrange(*, by: Any, program: Program, since: date, until: date, changes: Changes, why: str) -> Done:
    """Makes `changes` true from local day `since` on. Raises Clashes with everything that stands in the way between
    `since` and `until`, in words; then nothing has changed. Right SCHEDULE."""
    require(by, Permission.SCHEDULE)
    return _Rearranging(by, program, since, until, why).run(changes)


class _Rearranging:
    """One run."""

    def __init__(self, by: Any, program: Program, since: date, until: date, why: str):
        self.by, self.program, self.since, self.until, self.why = by, program, since, until, why
        self.done, self.clashes = Done(), list[Clash]()
        self.seats: dict[UUID, list[Seat]] = {}
        self.leads: dict[UUID, list[Lead]] = {}

    def run(self, changes: Changes) -> Done:
        self._hold(changes)
        for group in changes.ends:
            self._end(group)
        for group, client in changes.leaves:
            self._leave(group, client)
        lifted = self._lift([group for group, _fields in changes.changes], changes.moves)
        for group, last_day, sessions in changes.reopens:
            lifted[group.pk] = self._reopen(group, last_day, sessions)
        changed = [group for group, fields in changes.changes if self._change(group, fields, lifted[group.pk])]
        for move in changes.moves:
            self._move(move)
        moved = [group for group, _fields in changes.changes] + [group for group, *_rest in changes.reopens]
        for group in moved:
            self._put_down(group, lifted[group.pk])
        for move in changes.moves:
            self._put(move.session, move.room, self.leads[move.session.pk], self.seats[move.session.pk])
        for group, client in changes.joins:
            self._join(group, client)
        self._open(changes.opens)
        if self.clashes:
            raise Clashes(self.clashes)
        touched = [*changed, *changes.ends, *(group for group, *_rest in changes.reopens)]
        if touched:
            deal_topics(program=self.program, groups=touched)
        return self.done

    def _hold(self, changes: Changes) -> None:
        groups = [*changes.ends, *(group for group, *_rest in (*changes.changes, *changes.reopens))]
        fields = [made for _group, made in changes.changes] + [made for made, _clients in changes.opens]
        staff = [person for group in groups for person in (group.facilitator_id, group.co_facilitator_id)]
        staff += [made.get(name) for made in fields for name in ("facilitator", "co_facilitator")]
        rooms = [group.room_id for group in groups] + [made.get("room") for made in fields]
        rooms += [move.room for move in changes.moves]
        clients: list[Any] = [client for _made, people in changes.opens for client in people]
        clients += [client for _group, client in (*changes.joins, *changes.leaves)]
        clients += Membership.objects.filter(group__in=groups, last_day=None).values_list("client_id", flat=True)
        for person in (*staff, *rooms, *clients):
            if isinstance(person, Staff | Room | Client):
                belongs(self.program, row=person)
        hold(staff=staff, rooms=rooms, clients=clients)

    def _to_come(self, group: Group) -> list[Session]:
        rows = Session.objects.select_for_update(of=("self",)).filter(
            group=group, state=Session.State.PLANNED, group_day__gte=self.since, during__startswith__gt=timezone.now()
        )
        return list(rows.select_related("program", "group", "room").order_by("pk"))

    def _end(self, group: Group) -> None:
        before = group.last_day
        sessions = self._to_come(group)
        for session in sessions:
            cancel_session(by=self.by, session=session, why=self.why)
        standing = group.memberships.filter(Q(last_day=None) | Q(last_day__gte=self.since))
        members = list(standing.filter(last_day=None).values_list("client_id", flat=True))
        for membership in standing:
            membership.last_day = max(self._eve, membership.first_day)
            membership.save(update_fields=["last_day"])
        group.last_day = max(self._eve, group.first_day)
        group.save(update_fields=["last_day"])
        record("calendar.group.ended", group, by=self.by, why=self.why, last_day=group.last_day.isoformat())
        self.done.ended.append(
            {
                "group": str(group.pk),
                "last_day": before.isoformat() if before else None,
                "sessions": [str(session.pk) for session in sessions],
                "members": [str(client) for client in members],
            }
        )

    @property
    def _eve(self) -> date:
        return self.since - timedelta(days=1)

    def _leave(self, group: Group, client: Client) -> None:
        standing = group.memberships.filter(client=client).filter(Q(last_day=None) | Q(last_day__gte=self.since))
        for membership in standing:
            end_membership(by=self.by, membership=membership, last_day=self._eve, why=self.why)
            self.done.left.append((group, client))

    def _lift(self, groups: Iterable[Group], moves: Iterable[Move]) -> dict[UUID, list[Session]]:
        """Takes everybody and the room out of what will change; who was there is remembered."""
        found = {group.pk: [s for s in self._to_come(group) if not self._by_hand(s, group)] for group in groups}
        single = [move.session for move in moves]
        for session in (*(each for sessions in found.values() for each in sessions), *single):
            self.leads[session.pk] = list(session.leads.filter(is_live=True).select_related("staff"))
            self.seats[session.pk] = list(session.seats.filter(is_live=True).select_related("client"))
        keys = list(self.leads)
        Lead.objects.filter(session__in=keys, is_live=True).update(is_live=False)
        Seat.objects.filter(session__in=keys, is_live=True).update(is_live=False)
        Session.objects.filter(pk__in=keys).update(room=None)
        return found

    def _by_hand(self, session: Session, group: Group) -> bool:
        return session.group_day is None or session.during != group.during_on(session.group_day, self.program)

    def _reopen(self, group: Group, last_day: date | None, sessions: list[UUID]) -> list[Session]:
        group.last_day = last_day
        group.save(update_fields=["last_day"])
        rows = Session.objects.select_for_update(of=("self",)).filter(
            pk__in=sessions, state=Session.State.CANCELLED, during__startswith__gt=timezone.now()
        )
        found = list(rows.select_related("program", "group").order_by("pk"))
        for session in found:
            session.state, session.cancelled_why, session.room = Session.State.PLANNED, "", None
            session.save(update_fields=["state", "cancelled_why", "room"])
            self.leads[session.pk], self.seats[session.pk] = [], []
        record("calendar.group.reopened", group, by=self.by, why=self.why)
        return found

    def _change(self, group: Group, fields: dict[str, Any], sessions: list[Session]) -> bool:
        before = {name: getattr(group, name) for name in fields}
        changed = [name for name, value in fields.items() if before[name] != value]
        for name in changed:
            setattr(group, name, fields[name])
        if changed:
            group.full_clean()
            group.save(update_fields=changed)
            record(
                "calendar.group.changed", group, by=self.by, since=self.since.isoformat(),
                before={name: str(before[name]) for name in changed},
            )  # fmt: skip
        for session in sessions:
            if "capacity" in changed:
                session.capacity = group.capacity
                session.save(update_fields=["capacity"])
            week = self.program.week_of(session.group_day)
            day = next(each for each in week.days() if each.weekday() == group.weekday)
            during = group.during_on(day, self.program)
            if during == session.during or during.lower <= timezone.now():
                continue
            session.group_day, session.during = day, during
            session.breaks = rules.breaks_of(during.lower, group.break_after, group.break_minutes)
            with clashes_in_words(session):
                session.save(update_fields=["group_day", "during", "breaks"])
        return bool(changed)

    def _move(self, move: Move) -> None:
        session, by_ = move.session, move.start - move.session.during.lower
        before = session.during.lower
        session.breaks = rules.shift_breaks(session.breaks, by_)
        session.during = DateTimeTZRange(move.start, session.during.upper + by_)
        session.save(update_fields=["during", "breaks"])
        record(
            "calendar.session.moved", session, by=self.by, why=self.why, before=before.isoformat(),
            after=move.start.isoformat(),
        )  # fmt: skip

    def _put_down(self, group: Group, sessions: list[Session]) -> None:
        for session in sessions:
            led = {lead.part: lead for lead in self.leads[session.pk]}
            leads = []
            for part, staff in group.leaders:
                known = led.get(part)
                leads.append(known if known and known.staff_id == staff.pk else session.lead_by(staff, part))
            self._put(session, None if group.is_virtual else group.room, leads, self.seats[session.pk])

    def _put(self, session: Session, room: Room | None, leads: list[Lead], seats: list[Seat]) -> None:
        """The room, who leads and who sits there, each as far as it is free."""
        session.room = room
        self._try(session, session, update_fields=["room"])
        for lead in leads:
            lead.during, lead.is_live = session.during, True
            self._try(session, lead, strict=lead.part == Lead.Part.LEAD)
        for seat in seats:
            seat.during, seat.is_live, seat.released_why = session.during, True, ""
            self._try(session, seat, client=seat.client)

    def _try(
        self, session: Session, row: Any, *, strict: bool = True, client: Client | None = None, **how: Any
    ) -> None:
        try:
            with clashes_in_words(row):
                row.save(**how)
        except Clash as clash:
            if isinstance(row, Session):
                session.room = None
            self._note(session, clash, strict, client)

    def _note(self, session: Session, clash: Clash, strict: bool = True, client: Client | None = None) -> None:
        if strict and self.program.local(session.during.lower).date() <= self.until:
            if str(clash) not in {str(each) for each in self.clashes}:
                self.clashes.append(clash)
        else:
            ask_to_look(by=self.by, session=session, program=self.program, clash=clash, client=client)

    def _join(self, group: Group, client: Client) -> None:
        gone = {each.pk for left, each in self.done.left if left.pk == group.pk}
        if clash := check_apart(client=client, groups=[group], first_day=self.since, but=gone):
            self.clashes.append(clash)
            return
        if group.memberships.filter(client=client, last_day=None).exists():
            return
        membership = Membership.objects.create(
            organisation_id=group.organisation_id, group=group, client=client, first_day=self.since
        )
        for session in self._to_come(group):
            if session.seats.filter(client=client, is_live=True).exists():
                continue
            session.refresh_from_db(fields=["seats_taken"])
            if session.seats_taken >= session.capacity:
                self._note(session, full(session), client=client)
            else:
                self._try(session, session.seat_for(client), client=client)
        record(
            "calendar.client.placed", membership, by=self.by, client_id=client.pk, group=str(group.pk),
            first_day=self.since.isoformat(),
        )  # fmt: skip

    def _open(self, opens: list[tuple[dict[str, Any], list[Client]]]) -> None:
        for fields, clients in opens:
            group = open_group(by=self.by, program=self.program, plan=False, first_day=self.since, **fields)
            self.done.opened.append(group)
            for client in clients:
                self._join(group, client)
        if self.done.opened:
            until = max(self.until, self.program.today() + timedelta(weeks=rules.WEEKS_AHEAD))
            planned = plan_sessions(
                by=self.by, program=self.program, since=self.since, until=until, groups=self.done.opened
            )
            for session, clash in planned.problems:
                if self.program.local(session.during.lower).date() <= self.until and clash.what != "co":
                    self.clashes.append(clash)
