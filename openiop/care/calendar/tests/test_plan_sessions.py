"""Sessions made ahead from groups: once each, at the same local time, with topic, facilitators and members."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Lead, Seat, Session
from tests.cast import House, hold_group

NOV, MARCH = date(2026, 11, 1), date(2026, 3, 8)  # the days on which New York changes its clocks


def plan(cast: House, since: date, weeks: int = 2):
    return calendar.plan_sessions(
        by=cast.system, program=cast.program, since=since, until=since + timedelta(days=7 * weeks - 1)
    )


def starts(cast: House) -> list[str]:
    return [f"{cast.program.local(s.during.lower):%Y-%m-%d %H:%M}" for s in Session.objects.order_by("during")]


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("America/New_York", MARCH),
        ("America/New_York", NOV),
        ("Asia/Kolkata", NOV),
        ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour back
        ("Australia/Lord_Howe", date(2026, 10, 4)),  # half an hour forward
    ],
)
def test_a_group_keeps_its_local_hour_across_a_change_of_clocks(cast, zone, change):
    cast.program.time_zone = zone
    cast.program.save()
    for weekday in range(7):
        hold_group(cast, f"day {weekday}", weekday=weekday, starts=time(14))
    plan(cast, change - timedelta(days=7), weeks=3)
    local = [s.during.lower.astimezone(ZoneInfo(zone)) for s in Session.objects.all()]
    assert len(local) == 21
    assert {(at.hour, at.minute) for at in local} == {(14, 0)}
    assert {at.date() for at in local} == {change + timedelta(days=n) for n in range(-7, 14)}
    assert {s.minutes for s in Session.objects.all()} == {90}


def test_the_utc_instant_moves_with_new_yorks_clocks(cast):
    hold_group(cast, weekday=2)
    plan(cast, date(2026, 10, 26), weeks=2)
    first, second = Session.objects.order_by("during")
    assert first.during.lower == datetime(2026, 10, 28, 18, tzinfo=UTC)
    assert second.during.lower == datetime(2026, 11, 4, 19, tzinfo=UTC)


def test_a_group_in_the_skipped_or_repeated_hour_keeps_its_minutes(cast):
    hold_group(cast, weekday=6, starts=time(2, 30))
    plan(cast, MARCH, weeks=1)
    plan(cast, NOV, weeks=1)
    assert starts(cast) == ["2026-03-08 03:30", "2026-11-01 02:30"]
    assert {s.minutes for s in Session.objects.all()} == {90}


def test_a_group_across_midnight_belongs_to_the_day_it_starts(cast):
    group = hold_group(cast, weekday=5, starts=time(23, 30))
    plan(cast, date(2026, 10, 31), weeks=1)
    session = Session.objects.get(group=group)
    assert session.group_day == date(2026, 10, 31)
    assert starts(cast) == ["2026-10-31 23:30"]
    assert session.during.upper == datetime(2026, 11, 1, 5, tzinfo=UTC)


def test_planning_twice_makes_nothing_new(cast):
    hold_group(cast)
    assert plan(cast, NOV).sessions == 2
    assert plan(cast, NOV).sessions == 0
    assert plan(cast, NOV, weeks=3).sessions == 1


def test_a_moved_and_a_cancelled_session_are_not_made_again(cast):
    hold_group(cast)
    plan(cast, date(2027, 1, 4))
    first, second = Session.objects.order_by("during")
    calendar.move_session(by=cast.priya, session=first, start=first.during.lower + timedelta(days=1))
    calendar.cancel_session(by=cast.priya, session=second, why="Snow")
    assert plan(cast, date(2027, 1, 4)).sessions == 0


def test_topics_follow_each_other_and_begin_again(cast):
    group = hold_group(cast)
    group.module = "CBT"
    group.save()
    for title in ("Thoughts", "Feelings", "Acts"):
        calendar.add_topic(by=cast.priya, program=cast.program, module="CBT", title=title)
    calendar.add_topic(by=cast.priya, program=cast.program, module="DBT", title="Not this one")
    plan(cast, NOV, weeks=4)
    assert [s.topic.title for s in Session.objects.order_by("during")] == ["Thoughts", "Feelings", "Acts", "Thoughts"]
    plan(cast, NOV, weeks=5)
    assert Session.objects.order_by("-during").first().topic.title == "Feelings"


def test_members_of_the_day_get_a_seat_and_facilitators_their_hour(cast):
    group = hold_group(cast)
    calendar.place(by=cast.priya, client=cast.jordan, groups=[group], first_day=date(2026, 11, 1))
    calendar.place(
        by=cast.priya, client=cast.ana, groups=[group], first_day=date(2026, 11, 11), last_day=date(2026, 11, 11)
    )
    plan(cast, NOV, weeks=3)
    seats = [sorted(str(s.client) for s in session.seats.all()) for session in Session.objects.order_by("during")]
    assert seats == [["Jordan Avery"], ["Ana O'Brien-Núñez", "Jordan Avery"], ["Jordan Avery"]]
    assert [s.seats_taken for s in Session.objects.order_by("during")] == [1, 2, 1]
    assert set(Lead.objects.values_list("staff__name", "part")) == {
        ("Dana Whitfield", "lead"),
        ("Marcus Bell", "co_lead"),
    }


def test_a_break_is_kept_as_instants_and_not_counted_as_treatment(cast):
    group = hold_group(cast)
    group.break_after, group.break_minutes = 45, 15
    group.save()
    plan(cast, date(2026, 11, 2), weeks=1)
    session = Session.objects.get()
    assert session.breaks == [["2026-11-04T19:45:00+00:00", "2026-11-04T20:00:00+00:00"]]
    assert (session.minutes, session.treatment_minutes) == (90, 75)


def test_a_facilitator_who_is_booked_leaves_a_session_and_a_question(cast):
    group = hold_group(cast)
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="individual", clients=[cast.luis], staff=cast.dana,
        start=datetime(2026, 11, 4, 19, 30, tzinfo=UTC), minutes=50, room=cast.small_room,
    )  # fmt: skip
    result = plan(cast, NOV)
    assert result.sessions == 2
    assert [str(clash) for _, clash in result.problems] == [
        "Dana Whitfield leads Individual counseling (Nov 4, 2:30 to 3:20 pm) then."
    ]
    first = Session.objects.filter(group=group).order_by("during").first()
    assert [str(lead.staff) for lead in first.leads.all()] == ["Marcus Bell"]
    item = WorkItem.objects.get(kind="calendar.clash")
    assert "Steady Ground" in item.title and "Dana Whitfield leads" in item.detail
    assert item.role == "director"
    calendar.stand_in(by=cast.priya, session=first, staff=cast.noor, why="Dana is with Luis")
    item.refresh_from_db()
    assert item.done_at is not None  # seen to: nobody is asked any longer


def test_a_member_who_is_booked_elsewhere_does_not_cost_the_others_their_seat(cast):
    group = hold_group(cast)
    for who in (cast.jordan, cast.ana):
        calendar.place(by=cast.priya, client=who, groups=[group], first_day=NOV)
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="individual", clients=[cast.jordan], staff=cast.noor,
        start=datetime(2026, 11, 4, 19, 30, tzinfo=UTC), minutes=50, room=cast.small_room,
    )  # fmt: skip
    result = plan(cast, NOV, weeks=1)
    session = Session.objects.get(group=group)
    assert [s.client for s in session.seats.all()] == [cast.ana]
    assert [clash.what for _, clash in result.problems] == ["client"]
    assert WorkItem.objects.get(kind="calendar.clash").client == cast.jordan


def test_a_taken_room_leaves_a_session_without_room(cast):
    group = hold_group(cast)
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="family", clients=[cast.luis], staff=cast.noor,
        start=datetime(2026, 11, 4, 19, 30, tzinfo=UTC), minutes=50, room=cast.room,
    )  # fmt: skip
    result = plan(cast, NOV, weeks=1)
    assert Session.objects.get(group=group).room is None
    assert [str(clash) for _, clash in result.problems] == [
        "Room 2 is taken by Family session (Nov 4, 2:30 to 3:20 pm)."
    ]


def test_no_session_is_made_before_the_first_or_after_the_last_day(cast):
    group = hold_group(cast)
    group.first_day, group.last_day = date(2026, 11, 11), date(2026, 11, 18)
    group.save()
    plan(cast, NOV, weeks=5)
    assert starts(cast) == ["2026-11-11 14:00", "2026-11-18 14:00"]


def test_somebody_who_has_left_is_not_planned_to_lead(cast):
    hold_group(cast)
    cast.marcus.ended_on = date(2026, 11, 10)
    cast.marcus.save()
    result = plan(cast, NOV)
    assert [s.leads.count() for s in Session.objects.order_by("during")] == [2, 1]
    assert [str(clash) for _, clash in result.problems] == ["Marcus Bell no longer works here."]


def test_planning_needs_the_right_to_schedule(cast):
    with pytest.raises(Refused):
        calendar.plan_sessions(by=cast.marcus, program=cast.program, until=NOV)
    assert not Seat.objects.exists()


def test_the_nightly_job_plans_six_weeks_for_every_program(cast, elsewhere):
    from openiop.care.calendar.tasks import plan_all

    for house in (cast, elsewhere):
        hold_group(house)
    plan_all(timestamp=0)
    assert [Session.objects.filter(program=house.program).count() for house in (cast, elsewhere)] == [6, 6]
