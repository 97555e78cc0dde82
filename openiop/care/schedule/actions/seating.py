"""A way that the engine found for one person becomes their seats. Nobody else is moved."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.care.calendar import actions as calendar
from openiop.care.calendar import rules
from openiop.care.calendar.actions import Clash
from openiop.care.calendar.models import Membership
from openiop.care.calendar.when_forms import clock_of
from openiop.care.schedule.actions.proposing import plans_weeks
from openiop.care.schedule.actions.publishing import publish
from openiop.care.schedule.options import Way, new_groups, new_slots, ways_for
from openiop.engines.scheduler.place import accept

LEFT = "Their hours have changed"


@transaction.atomic
def seat(*, by: Any, program: Program, client: Client, first_day: date, key: str, page: str = "") -> Way:
    """Gives the client the way named `key` (see options.ways_for), from that week on: standing seats in its groups, the
    hours with their therapist that week; groups that are not part of it end for them. Raises Clash where the way is no
    longer there. Right SCHEDULE; who plans weeks may also open the group it needs."""
    require(by, Permission.SCHEDULE)
    may_open = plans_weeks(by)
    ways = ways_for(program, client, first_day, may_open=may_open)
    way = next((each for each in ways.found if each.key == key), None)
    if way is None or not ways.is_here:
        raise Clash("option", _("This is no longer possible: somebody took a seat meanwhile. Here is what is."))
    since = max(ways.week.problem.first_day, program.today() + timedelta(days=1))
    if way.option.opened:
        _problem, plan = accept(ways.week.problem, ways.week.plan, str(client.pk), way.option)
        publish(by=by, program=program, plan=plan, base_digest=ways.week.digest, page=page)
        return way
    stays = {*way.option.joined, *way.option.kept}
    for membership in Membership.objects.filter(client=client, group__program=program, last_day=None):
        group = str(membership.group_id)
        if group in ways.week.lines.of_group_keys and group not in stays:
            calendar.end_membership(by=by, membership=membership, last_day=since - timedelta(days=1), why=LEFT)
    joined = new_groups(way, ways.week)
    if joined:
        calendar.place(by=by, client=client, groups=joined, first_day=since)
    staff = {str(each.pk): each for each in ways.week.facts.staff}
    rooms = {str(each.pk): each for each in ways.week.facts.rooms}
    for slot in new_slots(way, ways.week):
        start, _end = rules.slot(ways.week.problem.date(slot.day), clock_of(slot.at), slot.minutes, program.zone)
        calendar.book_session(
            by=by, program=program, kind=slot.kind, clients=[client], staff=staff[slot.clinician], start=start,
            minutes=slot.minutes, room=rooms.get(slot.room or ""), virtual=slot.room is None,
        )  # fmt: skip
    record(
        "schedule.client.seated", client, by=by, client_id=client.pk, week=ways.week.problem.first_day.isoformat(),
        groups=sorted(way.option.joined),
    )  # fmt: skip
    return way
