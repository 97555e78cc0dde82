"""Opening, changing and ending a group, and the topics it goes through."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.base.people.roles import Refused
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group, Session, Topic
from tests.cast import House


def open_group(cast: House, **changes) -> Group:
    fields = {
        "name": "Skills Lab", "kind": "skills", "weekday": 1, "starts": time(10), "minutes": 90,
        "facilitator": cast.dana, "room": cast.room, "capacity": 8, "first_day": cast.program.today(),
    } | changes  # fmt: skip
    return calendar.open_group(by=cast.priya, program=cast.program, **fields)


def ahead(group: Group) -> list[Session]:
    return list(group.sessions.filter(state="planned").order_by("during"))


def test_opening_a_group_plans_its_next_six_weeks(cast):
    group = open_group(cast)
    assert len(ahead(group)) in {6, 7}  # seven where today is its day and still to come
    assert {s.room for s in ahead(group)} == {cast.room}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"capacity": 13}, "capacity"),
        ({"room": None}, "room"),
        ({"break_after": 80, "break_minutes": 15}, "break_after"),
        ({"break_after": None, "break_minutes": 15}, "break_after"),
        ({"minutes": 5}, "minutes"),
        ({"name": ""}, "name"),
    ],
)
def test_a_group_that_cannot_be_held_is_refused_with_its_field(cast, changes, field):
    with pytest.raises(ValidationError) as refused:
        open_group(cast, **changes)
    assert field in refused.value.message_dict


def test_the_co_facilitator_is_somebody_else(cast):
    with pytest.raises(ValidationError) as refused:
        open_group(cast, co_facilitator=cast.dana)
    assert "co_facilitator" in refused.value.message_dict


def test_nothing_of_another_organisation_is_booked(cast, elsewhere):
    with pytest.raises(ValueError, match="organisation"):
        open_group(cast, room=elsewhere.room)
    with pytest.raises(ValueError, match="organisation"):
        open_group(cast, facilitator=elsewhere.dana)


@pytest.mark.parametrize("who", ["marcus", "bea", "walt", "pat"])
def test_whoever_may_not_schedule_opens_no_group(cast, who):
    with pytest.raises(Refused):
        calendar.open_group(by=getattr(cast, who), program=cast.program, name="x")


def test_a_new_time_moves_the_sessions_to_come_with_their_people(cast):
    group = open_group(cast)
    calendar.place(by=cast.priya, client=cast.jordan, groups=[group], first_day=cast.program.today())
    calendar.change_group(by=cast.priya, group=group, weekday=3, starts=time(16))
    moved = [s for s in ahead(group) if s.group_day.weekday() == 3]
    assert len(moved) >= 5
    for session in moved:
        assert cast.program.local(session.during.lower).time() == time(16)
        assert session.seats.get(is_live=True).during == session.during == session.leads.get(is_live=True).during


def test_a_session_moved_by_hand_keeps_its_own_time(cast):
    group = open_group(cast)
    session = ahead(group)[2]
    start = session.during.lower + timedelta(hours=2)
    calendar.move_session(by=cast.priya, session=session, start=start)
    calendar.change_group(by=cast.priya, group=group, starts=time(8))
    session.refresh_from_db()
    assert session.during.lower == start


def test_a_change_that_would_book_somebody_twice_changes_nothing(cast):
    group = open_group(cast)
    open_group(cast, name="Other", weekday=2, room=cast.small_room, capacity=2)
    with pytest.raises(calendar.Clash, match="Dana Whitfield leads Other"):
        calendar.change_group(by=cast.priya, group=group, weekday=2)
    group.refresh_from_db()
    assert group.weekday == 1
    assert {s.group_day.weekday() for s in ahead(group)} == {1}


def test_a_new_facilitator_takes_over_the_sessions_to_come(cast):
    group = open_group(cast, co_facilitator=cast.marcus)
    calendar.change_group(by=cast.priya, group=group, facilitator=cast.marcus, co_facilitator=None)
    for session in ahead(group):
        assert [(str(lead.staff), lead.part) for lead in session.leads.filter(is_live=True)] == [
            ("Marcus Bell", "lead")
        ]


def test_seats_cannot_shrink_below_those_taken(cast):
    group = open_group(cast)
    for who in (cast.jordan, cast.ana):
        calendar.place(by=cast.priya, client=who, groups=[group], first_day=cast.program.today())
    with pytest.raises(calendar.Clash, match="Skills Lab"):
        calendar.change_group(by=cast.priya, group=group, capacity=1)
    calendar.change_group(by=cast.priya, group=group, capacity=2)
    assert {s.capacity for s in ahead(group)} == {2}


def test_ending_a_group_cancels_what_would_follow_and_ends_seats(cast):
    group = open_group(cast)
    calendar.place(by=cast.priya, client=cast.jordan, groups=[group], first_day=cast.program.today())
    last = ahead(group)[1].group_day
    count = len(ahead(group))
    assert calendar.end_group(by=cast.priya, group=group, last_day=last, why="Merged with Steady Ground") == count - 2
    assert [s.group_day for s in ahead(group)][-1] == last
    assert group.memberships.get().last_day == last
    cancelled = group.sessions.filter(state="cancelled").first()
    assert cancelled.cancelled_why == "Merged with Steady Ground"
    assert cancelled.seats_taken == 0
    assert cancelled.seats.get().released_why == "Merged with Steady Ground"


def test_topics_are_ordered_within_their_curriculum(cast):
    made = [
        calendar.add_topic(by=cast.priya, program=cast.program, module="CBT", title=title) for title in ("A", "B", "C")
    ]
    calendar.change_topic(by=cast.priya, topic=made[2], step=-1)
    calendar.change_topic(by=cast.priya, topic=made[0], step=-1)
    assert list(Topic.objects.values_list("title", flat=True)) == ["A", "C", "B"]
    with pytest.raises(ValidationError):
        calendar.add_topic(by=cast.priya, program=cast.program, module="CBT", title="A")


def test_a_first_day_is_before_the_last(cast):
    with pytest.raises(ValidationError):
        open_group(cast, last_day=date(2020, 1, 1))
