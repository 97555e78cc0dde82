"""Sessions made ahead from their groups. A job may run as often as it likes: a meeting is made once."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.care.calendar import rules
from openiop.care.calendar.actions.clashes import Clash, ask_to_look, clashes_in_words, full, hold
from openiop.care.calendar.actions.curriculum import deal_topics, one_dealer_at_a_time
from openiop.care.calendar.models import Group, Lead, Membership, Seat, Session


@dataclass
class Planned:
    """What one run made, and what it could not book: (session, what is missing and why)."""

    sessions: int = 0
    problems: list[tuple[Session, Clash]] = field(default_factory=list)


@transaction.atomic
def plan_sessions(
    *, by: Any, program: Program, until: date, since: date | None = None, groups: list[Group] | None = None
) -> Planned:
    """Makes every meeting of the program's groups from `since` (default: today there) through `until`, local days.

    A meeting that exists, was moved or was cancelled is left alone. Each gets the topic that follows (`deal_topics`),
    its facilitators, and a seat for every member. Where a facilitator, the room or a member is booked elsewhere,
    the meeting is made without, and the director is asked to look: a job must not stop at the first clash.
    """
    require(by, Permission.SCHEDULE)
    one_dealer_at_a_time(program.pk)
    since = since or program.today()
    wanted = program.groups.select_related("facilitator", "co_facilitator", "room")
    wanted = wanted.filter(first_day__lte=until).filter(Q(last_day=None) | Q(last_day__gte=since))
    if groups is not None:
        wanted = wanted.filter(pk__in=[group.pk for group in groups])
    found = list(wanted)
    plan = _Plan(by, program, found, since)
    for group in found:
        first = max(since, group.first_day)
        last = min(until, group.last_day) if group.last_day else until
        met = {program.week_of(day).first for day in plan.made[group.pk]}
        for day in rules.meeting_days(group.weekday, first, last):
            if program.week_of(day).first not in met:  # also where it met, or will, on the weekday it had before
                plan.meet(group, day)
    if plan.result.sessions:
        deal_topics(program=program, groups=found)
        record("calendar.sessions.planned", program, by=by, made=plan.result.sessions, until=until.isoformat())
    return plan.result


class _Plan:
    """One run: what is known before, and what comes of it."""

    def __init__(self, by: Any, program: Program, groups: list[Group], since: date):
        self.by, self.program, self.result = by, program, Planned()
        keys = [group.pk for group in groups]
        members = Membership.objects.filter(group__in=keys).filter(Q(last_day=None) | Q(last_day__gte=since))
        self.members: dict[UUID, list[Membership]] = defaultdict(list)
        for member in members.select_related("client").order_by("first_day", "id"):
            self.members[member.group_id].append(member)
        hold(
            staff=[g.facilitator_id for g in groups] + [g.co_facilitator_id for g in groups],
            rooms=[g.room_id for g in groups],
            clients={m.client_id for members in self.members.values() for m in members},
        )
        self.made: dict[UUID, set[date]] = defaultdict(set)
        for group_id, day, during in Session.objects.filter(group__in=keys).values_list(
            "group_id", "group_day", "during"
        ):
            self.made[group_id].add(day or program.local(during.lower).date())

    def meet(self, group: Group, day: date) -> None:
        """One meeting of `group` on its local `day`, with whoever and whatever is free."""
        session = group.session_on(day, self.program)
        if clash := _attempt(session):
            session.room = None
            session.save(force_insert=True)
            self.problem(session, clash)
        self.result.sessions += 1
        for part, staff in group.leaders:
            if not staff.works_on(day):
                words = _("{name} no longer works here.").format(name=staff.name)
                self.problem(session, Clash("clinician", words, session))
            elif clash := _attempt(session.lead_by(staff, part)):
                self.problem(session, clash)
        self.seat(session, [m.client for m in self.members[group.pk] if m.holds_on(day)])

    def seat(self, session: Session, clients: list[Client]) -> None:
        seats = [session.seat_for(client) for client in clients]
        for seat in seats[session.capacity :]:
            self.problem(session, full(session), seat.client)
        seats = seats[: session.capacity]
        try:
            with clashes_in_words(*seats):
                Seat.objects.bulk_create(seats)
        except Clash:  # one of them is elsewhere: the others keep their seats
            for seat in seats:
                if clash := _attempt(seat):
                    self.problem(session, clash, seat.client)

    def problem(self, session: Session, clash: Clash, client: Client | None = None) -> None:
        self.result.problems.append((session, clash))
        ask_to_look(by=self.by, session=session, program=self.program, clash=clash, client=client)


def _attempt(row: Session | Lead | Seat) -> Clash | None:
    """Writes the row; the clash where the database refuses it."""
    try:
        with clashes_in_words(row):
            row.save(force_insert=True)
    except Clash as clash:
        return clash
    return None


def plan_ahead(*, by: Any, program: Program, groups: list[Group] | None = None) -> Planned:
    """The usual six weeks."""
    until = program.today() + timedelta(weeks=rules.WEEKS_AHEAD)
    return plan_sessions(by=by, program=program, until=until, groups=groups)
