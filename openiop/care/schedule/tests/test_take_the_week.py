"""The problem is made of live data: ids and numbers, what the engine can verify, in few queries."""

import json
import pickle
import pickletools
from datetime import time, timedelta

from openiop.base.privacy.gate import Gate
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.when import Availability, Separation, WorkingHours
from openiop.care.schedule.naming import Names
from openiop.care.schedule.problem import house_week, plan_digest, week_problem
from openiop.care.schedule.tests.week import next_week, the_week
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.verify import verify
from tests.cast import House


def test_the_week_as_it_stands_is_a_plan_that_holds(cast, groups):
    problem, plan = the_week(cast)
    assert len(problem.clients) == 3
    assert {session.id for session in plan.sessions} == {str(group.pk) for group in groups.values()}
    assert {len(session.members) for session in plan.sessions} == {3}
    assert verify(problem, plan) == []
    assert [tier.value for tier in plan.tiers][:3] == [3 * 90 + 0, 3 * 2, 0]  # 270 of 360 minutes; Wednesday is short


def test_groups_of_one_name_on_several_days_are_one_kind(cast, groups):
    calendar.change_group(by=cast.priya, group=groups["Clear Water"], name="Steady Ground")
    problem, plan = the_week(cast)
    assert len(problem.group_types) == 2
    kinds = {session.id: session.type for session in plan.sessions}
    assert kinds[str(groups["Clear Water"].pk)] == kinds[str(groups["Steady Ground"].pk)]


def test_nobody_is_named_and_nothing_is_said_of_them(cast, groups):
    canary = "qzcanary"
    for who in ("jordan", "ana", "luis"):
        client = getattr(cast, who)
        client.legal_first = client.legal_last = client.chosen_name = client.alias = canary
        client.email = f"{who}-{canary}@x.example"
        client.save()
    for staff in cast.staff.values():
        staff.name = canary
        staff.save()
    for group in groups.values():
        calendar.change_group(by=cast.priya, group=group, name=canary, module=canary)
    made = the_week(cast)
    said = json.dumps([convert.problem_to_json(made.problem), convert.plan_to_json(made.plan)])
    assert canary not in said
    assert str(cast.jordan.pk) in said


def test_somebody_who_said_nothing_can_come_in_the_daypart_of_their_track(cast, groups):
    problem, _plan = the_week(cast)
    jordan = problem.client[str(cast.jordan.pk)]
    assert {(window.start, window.end) for window in jordan.available} == {(24, 36)}


def test_what_they_said_comes_instead(cast, groups):
    common = {"organisation": cast.organisation, "client": cast.jordan}
    Availability.objects.create(**common, days=[0, 1], starts=time(9), ends=time(12))
    Availability.objects.create(**common, days=[1], starts=time(17), ends=time(0), way="video", kind="likes")
    Availability.objects.create(**common, days=[0], starts=time(10), ends=time(10, 30), kind="cannot", reason="work")
    problem, _plan = the_week(cast)
    jordan = problem.client[str(cast.jordan.pk)]
    assert {(w.day, w.start, w.end, w.mode) for w in jordan.available} == {
        (0, 18, 20, None), (0, 21, 24, None), (1, 18, 24, None), (1, 34, 48, "virtual"),
    }  # fmt: skip
    assert jordan.preferences[0].windows[0].day == 1
    assert "work" not in json.dumps(convert.problem_to_json(problem))


def test_an_old_line_no_longer_holds(cast, groups):
    Availability.objects.create(
        organisation=cast.organisation, client=cast.jordan, days=[0], starts=time(9), ends=time(12),
        last_day=cast.program.today(),
    )  # fmt: skip
    problem, _plan = the_week(cast)
    assert {(w.start, w.end) for w in problem.client[str(cast.jordan.pk)].available} == {(24, 36)}


def test_who_works_here_is_free_in_their_hours_and_else_in_those_of_their_groups(cast, groups):
    problem, _plan = the_week(cast)
    dana = problem.clinician[str(cast.dana.pk)]
    assert {(w.day, w.start, w.end) for w in dana.available} == {(0, 26, 32), (2, 26, 29)}
    WorkingHours.objects.create(
        organisation=cast.organisation, staff=cast.dana, days=[0, 1, 2, 3], starts=time(9), ends=time(17)
    )
    problem, _plan = the_week(cast)
    assert {(w.start, w.end) for w in problem.clinician[str(cast.dana.pk)].available} == {(18, 34)}


def test_what_the_engine_cannot_move_takes_the_time_of_those_in_it(cast, groups):
    first = next_week(cast)
    start = calendar_instant(cast, first + timedelta(days=2), time(15))
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="medical", clients=[cast.jordan], staff=cast.chioma, start=start,
        minutes=20, room=cast.small_room,
    )  # fmt: skip
    problem, _plan = the_week(cast)
    wednesday = [w for w in problem.client[str(cast.jordan.pk)].available if w.day == 2]
    assert [(w.start, w.end) for w in wednesday] == [(24, 30), (31, 36)]
    small = problem.room[str(cast.small_room.pk)]
    assert [(w.day, w.start, w.end) for w in small.closed] == [(2, 30, 31)]


def test_an_individual_hour_that_is_prescribed_is_a_slot(cast, groups):
    dose = prescribe_more(cast, "jordan", individual=60)
    start = calendar_instant(cast, next_week(cast) + timedelta(days=2), time(15))
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="individual", clients=[cast.jordan], staff=cast.dana, start=start,
        minutes=60, room=cast.small_room,
    )  # fmt: skip
    _problem, plan = the_week(cast)
    assert dose.by_modality == {"individual": 60}
    (slot,) = plan.slots
    assert (slot.client, slot.kind, slot.day, slot.at) == (str(cast.jordan.pk), "individual", 2, 30)


def test_sides_that_are_kept_apart_are_told_by_number_alone(cast, groups):
    one, other = sorted([cast.jordan, cast.ana], key=lambda client: client.pk)
    Separation.objects.create(organisation=cast.organisation, one=one, other=other, reason="legal")
    made = the_week(cast)
    assert len(made.problem.separations) == 1
    assert "legal" not in json.dumps(convert.problem_to_json(made.problem))


def test_the_week_of_today_is_frozen_up_to_today(cast, groups):
    made = week_problem(Gate.of(cast.priya, cast.program), cast.program, cast.program.today())
    today = (cast.program.today() - made.problem.first_day).days
    assert all(session.frozen == (session.day <= today) for session in made.plan.sessions)


def test_the_digest_changes_with_who_is_where_and_with_nothing_else(cast, groups):
    before = the_week(cast).digest
    assert house_week(cast.program, next_week(cast)).digest == before
    calendar.change_group(by=cast.priya, group=groups["Clear Water"], starts=time(14))
    after = the_week(cast)
    assert after.digest != before
    assert plan_digest(after.plan) == after.digest


def test_the_queries_do_not_grow_with_the_people(cast, groups, django_assert_max_num_queries):
    gate = Gate.of(cast.priya, cast.program)
    with django_assert_max_num_queries(24):
        week_problem(gate, cast.program, next_week(cast))


def prescribe_more(house: House, who: str, **by_modality: int):
    from openiop.care.plan.models import Plan, PrescribedDose

    client = getattr(house, who)
    Plan.objects.filter(episode__client=client).update(state="replaced")
    row = PrescribedDose.objects.filter(plan__episode__client=client).get()
    plan = Plan.objects.create(
        organisation=house.organisation, episode=row.plan.episode, version=2, state="draft", written_by=house.dana
    )
    dose = PrescribedDose.objects.create(
        organisation=house.organisation, plan=plan, during=row.during, weekly_minutes=360, days=2, day_minutes=180,
        by_modality=by_modality,
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(
        state="active", active_from=row.during.lower, review_due=row.during.lower + timedelta(days=30)
    )
    return dose


def calendar_instant(house: House, day, at):
    from openiop.care.calendar import rules

    return rules.slot(day, at, 60, house.program.zone)[0]


def test_the_problem_is_plain_values_that_another_process_can_read(cast, groups):
    week = the_week(cast)
    known = pickletools.optimize(pickle.dumps(week.problem))
    named = {str(arg).split()[0] for op, arg, _at in pickletools.genops(known) if op.name == "SHORT_BINUNICODE"}
    assert not [name for name in named if name.startswith(("openiop.base", "openiop.care", "django"))]


def test_bil_3_a_break_is_no_treatment_in_the_problem_either(cast, groups):
    calendar.change_group(by=cast.priya, group=groups["Clear Water"], break_after=45, break_minutes=15)
    week = the_week(cast)
    meeting = next(each for each in week.plan.sessions if each.id == str(groups["Clear Water"].pk))
    assert (meeting.minutes, len(bin(meeting.mask)) - 2 - meeting.start) == (75, 3)  # as many half-hours as before
    assert {each.minutes for each in week.plan.standing} == {180 + 75}
    assert verify(*week) == []
    start, end = Names(week).span(meeting)
    assert (end - start).total_seconds() == 90 * 60


def test_bil_3_a_long_break_keeps_the_group_in_its_half_hours(cast, groups):
    calendar.change_group(by=cast.priya, group=groups["Clear Water"], break_after=30, break_minutes=45)
    meeting = next(each for each in the_week(cast).plan.sessions if each.id == str(groups["Clear Water"].pk))
    assert (meeting.minutes, len(bin(meeting.mask)) - 2 - meeting.start) == (61, 3)


def test_whoever_is_in_a_meeting_between_half_hours_is_not_free_where_it_ends(cast, groups):
    calendar.change_group(by=cast.priya, group=groups["Clear Water"], starts=time(15, 45))  # to 17:15
    problem, plan = the_week(cast)
    meeting = next(each for each in plan.sessions if each.id == str(groups["Clear Water"].pk))
    ends = meeting.start + 3  # 17:00
    jordan, dana = problem.client[str(cast.jordan.pk)], problem.clinician[str(cast.dana.pk)]
    assert meeting.at == 31
    assert not [each for each in (jordan, dana) if each.free(problem.sites[0].id) >> ends & 1]
    room = problem.room[str(cast.room.pk)]
    assert any(window.day == meeting.day and window.start <= 34 < window.end for window in room.closed)
    assert verify(problem, plan) == []
