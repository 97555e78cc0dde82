"""Weekly groups: opened, changed, ended."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.care.calendar import rules
from openiop.care.calendar.actions.clashes import belongs, clashes_in_words, hold
from openiop.care.calendar.actions.curriculum import deal_topics, one_dealer_at_a_time
from openiop.care.calendar.actions.planning import plan_ahead
from openiop.care.calendar.actions.sessions import cancel_session, lead_with
from openiop.care.calendar.models import Group, Lead, Session

TIMES = {"weekday", "starts", "minutes", "break_after", "break_minutes"}


@transaction.atomic
def open_group(*, by: Any, program: Program, plan: bool = True, **fields: Any) -> Group:
    """A new weekly group, and its sessions of the next six weeks unless `plan` is False.

    `fields` are Group's: name, kind, module, weekday (0 Monday), starts (local time), minutes, break_after,
    break_minutes, facilitator, co_facilitator, room, is_virtual, capacity, is_open, first_day, last_day, track.
    Raises ValidationError naming the field.
    """
    require(by, Permission.SCHEDULE)
    group = Group(organisation_id=program.organisation_id, program=program, **fields)
    _check(group)
    group.save()
    record("calendar.group.opened", group, by=by, name=group.name)
    if plan:
        plan_ahead(by=by, program=program, groups=[group])
    return group


@transaction.atomic
def change_group(*, by: Any, group: Group, **fields: Any) -> list[str]:
    """Changes the group and its sessions still to come; returns the names of the changed fields.

    Held, cancelled and past sessions keep what they were; one moved by hand keeps its own time. Raises Clash where
    the new time, place or people are taken on any of those days (then nothing is changed), ValidationError otherwise.
    """
    require(by, Permission.SCHEDULE)
    before = {name: getattr(group, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    if not changed:
        return []
    one_dealer_at_a_time(group.program_id)
    old = Group.objects.select_related("program").get(pk=group.pk)
    for name in changed:
        setattr(group, name, fields[name])
    _check(group)
    group.save(update_fields=changed)
    _carry_on(by, old, group, set(changed))
    record("calendar.group.changed", group, by=by, before={name: str(before[name]) for name in changed})
    plan_ahead(by=by, program=group.program, groups=[group])
    if "module" in changed:
        deal_topics(program=group.program, groups=[group])
    return changed


@transaction.atomic
def end_group(*, by: Any, group: Group, last_day: date, why: str) -> int:
    """The group meets for the last time on or before `last_day` (local). Later sessions are cancelled with `why`,
    and the members' standing seats end; returns how many sessions were cancelled."""
    require(by, Permission.SCHEDULE)
    one_dealer_at_a_time(group.program_id)
    last_day = max(last_day, group.first_day)
    group.last_day = last_day
    group.save(update_fields=["last_day"])
    later = _to_come(group).filter(group_day__gt=last_day)
    cancelled = 0
    for session in later:
        cancel_session(by=by, session=session, why=why)
        cancelled += 1
    group.memberships.filter(last_day=None, first_day__lte=last_day).update(last_day=last_day)
    for membership in group.memberships.filter(last_day=None):  # would only have begun later
        membership.last_day = membership.first_day
        membership.save(update_fields=["last_day"])
    record("calendar.group.ended", group, by=by, why=why, last_day=last_day.isoformat(), cancelled=cancelled)
    return cancelled


def _check(group: Group) -> None:
    belongs(
        group.program,
        room=group.room,
        facilitator=group.facilitator,
        co_facilitator=group.co_facilitator,
        track=group.track,
    )
    group.full_clean()


def _to_come(group: Group) -> Any:
    return (
        Session.objects.select_for_update(of=("self",))
        .filter(group=group, state=Session.State.PLANNED, during__startswith__gt=timezone.now())
        .select_related("program")
        .order_by("pk")
    )


def _carry_on(by: Any, old: Group, group: Group, changed: set[str]) -> None:
    """Brings the sessions to come in line with the changed group."""
    program, now = group.program, timezone.now()
    hold(
        staff=[group.facilitator_id, group.co_facilitator_id, old.facilitator_id, old.co_facilitator_id],
        rooms=[group.room_id],
        clients=group.memberships.filter(last_day=None).values_list("client_id", flat=True),
    )
    shift = timedelta(days=group.weekday - old.weekday)
    for session in _to_come(group):
        day = session.group_day or program.local(session.during.lower).date()
        by_hand = session.during != old.during_on(day, program)
        new_time = group.during_on(day + shift, program)
        with clashes_in_words(session):
            if changed & TIMES and not by_hand and new_time.lower > now:
                session.group_day = day + shift
                session.during = DateTimeTZRange(new_time.lower, new_time.upper)
                session.breaks = rules.breaks_of(new_time.lower, group.break_after, group.break_minutes)
            session.title, session.kind = group.name, group.kind
            if changed & {"room", "is_virtual"} and session.room_id == old.room_id:
                session.room, session.is_virtual = group.room, group.is_virtual
            session.capacity = group.capacity if "capacity" in changed else session.capacity
            session.save()
        for part, name in ((Lead.Part.LEAD, "facilitator"), (Lead.Part.CO_LEAD, "co_facilitator")):
            if name in changed:
                lead_with(session=session, part=part, staff=getattr(group, name))
