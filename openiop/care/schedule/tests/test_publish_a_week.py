"""A planned week becomes the calendar in one act, and is taken back in one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from openiop.base.messages.models import Message
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions.apart import separate
from openiop.care.calendar.models import Group, Seat, Session
from openiop.care.schedule import actions as schedule
from openiop.care.schedule.diff import merge, parts_of
from openiop.care.schedule.problem import LiveWeek
from openiop.care.schedule.proposals import Publication
from openiop.care.schedule.tests.week import next_week, the_week
from openiop.engines.scheduler.plan import Plan
from tests.cast import House


def publish(house: House, week: LiveWeek, plan: Plan, **how) -> Publication:
    return schedule.publish(by=house.priya, program=house.program, plan=plan, base_digest=week.digest, **how)


def changed(plan: Plan, key, **fields) -> Plan:
    """The plan with one session of it changed, by its id."""
    assert str(key) in {session.id for session in plan.sessions}
    return replace(plan, sessions=tuple(replace(s, **fields) if s.id == str(key) else s for s in plan.sessions))


def test_a_group_that_moved_meets_there_from_that_week_on_and_as_before_until_then(cast, groups):
    week, group = the_week(cast), groups["Clear Water"]
    before = list(Session.objects.filter(group=group, group_day__lt=next_week(cast)).values_list("during", flat=True))
    publish(cast, week, changed(week.plan, group.pk, day=3, at=28))
    group.refresh_from_db()
    assert (group.weekday, group.starts.hour) == (3, 14)
    later = Session.objects.filter(group=group, group_day__gte=next_week(cast)).exclude(state="cancelled")
    assert {cast.program.local(s.during.lower).strftime("%a %H:%M") for s in later} == {"Thu 14:00"}
    assert all(s.seats.filter(is_live=True).count() == 3 and s.leads.filter(is_live=True).count() == 1 for s in later)
    assert before == list(
        Session.objects.filter(group=group, group_day__lt=next_week(cast)).values_list("during", flat=True)
    )
    calendar.plan_sessions(by=cast.system, program=cast.program, until=next_week(cast) + timedelta(days=6))
    assert Session.objects.filter(group=group, group_day__lt=next_week(cast)).count() == len(before)


def test_a_group_that_moves_to_a_smaller_room_seats_no_more_than_it_holds(cast, groups):
    week, water = the_week(cast), groups["Clear Water"]
    two = tuple(sorted((str(cast.ana.pk), str(cast.luis.pk))))
    made = publish(cast, week, changed(week.plan, water.pk, room=str(cast.small_room.pk), members=two))
    water.refresh_from_db()
    assert (water.room, water.capacity) == (cast.small_room, 2)
    schedule.undo(by=cast.priya, publication=made)
    assert Group.objects.get(pk=water.pk).capacity == 10


def test_two_groups_change_places(cast, groups):
    week = the_week(cast)
    steady, table = groups["Steady Ground"], groups["Open Table"]
    plan = changed(changed(week.plan, steady.pk, at=29), table.pk, at=26)
    publish(cast, week, plan)
    after = the_week(cast)
    assert {s.id: s.at for s in after.plan.sessions} == {s.id: s.at for s in plan.sessions}


def test_what_is_published_is_what_stands_in_the_calendar(cast, groups):
    week = the_week(cast)
    jordan = str(cast.jordan.pk)
    steady, water = groups["Steady Ground"], groups["Clear Water"]
    others = tuple(c for c in week.plan.sessions[0].members if c != jordan)
    plan = changed(week.plan, steady.pk, members=others)
    first = next(s for s in plan.sessions if s.id == str(water.pk))
    plan = replace(plan, sessions=(*plan.sessions, replace(first, id="new", day=4, members=(jordan, others[0]))))
    made = publish(cast, week, plan)
    after = the_week(cast)
    assert {(s.type, s.day, s.at, s.members) for s in after.plan.sessions} == {
        (s.type, s.day, s.at, tuple(sorted(s.members))) for s in plan.sessions
    }
    assert len(made.done["opened"]) == 1
    assert set(made.affected["clients"]) == {jordan, others[0]}


def test_a_group_that_ends_frees_everybody(cast, groups):
    week, water = the_week(cast), groups["Clear Water"]
    plan = replace(week.plan, sessions=tuple(s for s in week.plan.sessions if s.id != str(water.pk)))
    publish(cast, week, plan)
    assert not Seat.objects.filter(session__group=water, is_live=True, session__group_day__gte=next_week(cast)).exists()
    assert Group.objects.get(pk=water.pk).last_day == next_week(cast) - timedelta(days=1)


def test_everything_is_as_before_once_it_is_undone(cast, groups):
    week = the_week(cast)
    steady, table, water = (groups[name] for name in ("Steady Ground", "Open Table", "Clear Water"))
    plan = changed(changed(week.plan, steady.pk, day=1), table.pk, members=(str(cast.ana.pk), str(cast.luis.pk)))
    plan = replace(plan, sessions=tuple(s for s in plan.sessions if s.id != str(water.pk)))
    plan = replace(plan, sessions=(*plan.sessions, replace(plan.sessions[0], id="new", day=3)))
    made = publish(cast, week, plan)
    assert the_week(cast).digest != week.digest
    schedule.undo(by=cast.priya, publication=made)
    after = the_week(cast)
    assert after.digest == week.digest
    assert schedule.undo(by=cast.priya, publication=made).undone_at is not None


def test_the_same_twice_is_one_publication(cast, groups):
    week = the_week(cast)
    plan = changed(week.plan, groups["Clear Water"].pk, at=30)
    assert publish(cast, week, plan) == publish(cast, week, plan)
    assert Publication.objects.count() == 1


def test_the_second_of_two_directors_is_told(cast, groups):
    week = the_week(cast)
    publish(cast, week, changed(week.plan, groups["Clear Water"].pk, at=30))
    with pytest.raises(schedule.WeekChanged, match="Priya Nair published a week"):
        publish(cast, week, changed(week.plan, groups["Clear Water"].pk, at=28))


def test_what_is_taken_is_said_in_words_and_nothing_is_changed(cast, groups):
    week = the_week(cast)
    plan = changed(week.plan, groups["Clear Water"].pk, day=0, at=27)  # into Monday's groups
    with pytest.raises(calendar.Clash) as refused:
        publish(cast, week, plan)
    assert "Steady Ground" in str(refused.value)
    assert the_week(cast).digest == week.digest
    assert not Publication.objects.exists()


def test_nobody_is_seated_beside_whom_they_are_kept_apart_from_and_nobody_is_named(cast, groups):
    week, water = the_week(cast), groups["Clear Water"]
    plan = changed(week.plan, water.pk, members=(str(cast.ana.pk), str(cast.luis.pk)))
    publish(cast, week, plan)
    separate(by=cast.dana, client=cast.jordan, other=cast.ana, reason="legal", first_day=cast.program.today())
    week = the_week(cast)
    everybody = tuple(sorted(str(c.pk) for c in (cast.jordan, cast.ana, cast.luis)))
    with pytest.raises(calendar.Clash) as refused:
        publish(cast, week, changed(week.plan, water.pk, members=everybody))
    assert "Ana" not in str(refused.value) and "Jordan cannot have a seat" in str(refused.value)


def test_those_affected_are_told_and_nothing_is_said_of_what(cast, groups):
    from openiop.base.people.models import User

    cast.jordan.user = User.objects.create_user("jordan@x.example", "harbor lights at seven")
    cast.jordan.email = "jordan@x.example"
    cast.jordan.save()
    week = the_week(cast)
    publish(cast, week, changed(week.plan, groups["Clear Water"].pk, at=30), page="https://x.example/me/")
    message = Message.objects.get(to_client=cast.jordan)
    assert "Clear Water" not in (message.subject + message.body)
    assert "https://x.example/me/" in message.body
    assert WorkItem.objects.filter(kind="schedule.tell").count() == 2  # Ana and Luis have no page of their own
    assert Message.objects.filter(to_staff=cast.dana).count() == 1


def test_parts_come_with_what_they_need(cast, groups):
    week = the_week(cast)
    steady, table = groups["Steady Ground"], groups["Open Table"]
    plan = changed(changed(week.plan, steady.pk, at=29), table.pk, at=32)
    parts = {part.key: part for part in parts_of(week.plan, plan)}
    assert parts[f"change:{steady.pk}"].needs == {f"change:{table.pk}"}
    assert not parts[f"change:{table.pk}"].needs
    alone = merge(week.plan, plan, [f"change:{table.pk}"])
    assert {s.id: s.at for s in alone.sessions}[str(steady.pk)] == 26
    publish(cast, week, plan, parts=[f"change:{table.pk}"])
    assert {s.id: s.at for s in the_week(cast).plan.sessions}[str(table.pk)] == 32


def test_an_hour_alone_is_booked_moved_and_given_back(cast, groups):
    from openiop.care.schedule.tests.test_take_the_week import prescribe_more
    from openiop.engines.scheduler.plan import Slot

    prescribe_more(cast, "jordan", individual=60)
    week = the_week(cast)
    slot = Slot(str(cast.jordan.pk), str(cast.dana.pk), "individual", 2, 30, 60, str(cast.small_room.pk))
    publish(cast, week, replace(week.plan, slots=(slot,)))
    week = the_week(cast)
    assert [s.at for s in week.plan.slots] == [30]
    moved = publish(cast, week, replace(week.plan, slots=(replace(slot, at=32),)))
    assert [s.at for s in the_week(cast).plan.slots] == [32]
    schedule.undo(by=cast.priya, publication=moved)
    assert [s.at for s in the_week(cast).plan.slots] == [30]


def test_the_director_alone_publishes(cast, groups):
    week = the_week(cast)
    with pytest.raises(Refused):
        schedule.publish(by=cast.dana, program=cast.program, plan=week.plan, base_digest=week.digest)
    with pytest.raises(Refused):
        schedule.ask_proposal(by=cast.dana, program=cast.program, first_day=next_week(cast))


def test_it_cannot_be_undone_once_something_of_it_has_happened(cast, groups):
    week = the_week(cast)
    made = publish(cast, week, changed(week.plan, groups["Clear Water"].pk, at=30))
    begun = week.facts.now + timedelta(days=14)
    with pytest.raises(schedule.TooLate):
        schedule.undo(by=cast.priya, publication=made, now=begun)


def test_two_who_are_kept_apart_change_groups_and_change_back(cast, groups):
    steady, water = (str(groups[name].pk) for name in ("Steady Ground", "Clear Water"))
    jordan, ana, luis = (str(getattr(cast, who).pk) for who in ("jordan", "ana", "luis"))
    week = the_week(cast)
    first = changed(changed(week.plan, steady, members=(jordan, luis)), water, members=(ana, luis))
    publish(cast, week, changed(first, groups["Open Table"].pk, members=(luis,)))
    separate(by=cast.dana, client=cast.jordan, other=cast.ana, first_day=cast.program.today())
    week = the_week(cast)
    made = publish(cast, week, changed(changed(week.plan, steady, members=(ana, luis)), water, members=(jordan, luis)))
    assert the_week(cast).digest != week.digest
    schedule.undo(by=cast.priya, publication=made)
    assert the_week(cast).digest == week.digest
