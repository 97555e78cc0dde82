"""A client placed by hand: a standing seat in groups, and a seat in every session ahead. All or nothing."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.base.people.roles import Refused
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group, Membership, Seat
from tests.cast import House


@pytest.fixture
def week(cast) -> dict[str, Group]:
    """Three groups and a clashing one, planned from tomorrow."""
    return {
        name: calendar.open_group(
            by=cast.priya, program=cast.program, name=name, weekday=weekday, starts=starts, minutes=90,
            facilitator=lead, room=room, capacity=2, first_day=cast.program.today() + timedelta(days=1),
        )
        for name, weekday, starts, lead, room in (
            ("Steady", 0, time(14), cast.dana, cast.room),
            ("Skills", 2, time(14), cast.dana, cast.room),
            ("Clash", 2, time(15), cast.marcus, cast.small_room),
        )
    }  # fmt: skip


def place(cast: House, who: str, *groups: Group) -> list[Membership]:
    return calendar.place(by=cast.priya, client=getattr(cast, who), groups=groups, first_day=cast.program.today())


def test_a_seat_in_every_session_ahead(cast, week):
    place(cast, "jordan", week["Steady"], week["Skills"])
    for name in ("Steady", "Skills"):
        sessions = week[name].sessions.all()
        assert len(sessions) == 6
        assert {s.seats_taken for s in sessions} == {1}
    assert cast.jordan.seats.count() == 12


def test_bil_12_two_groups_at_one_time_are_refused_and_nothing_is_kept(cast, week):
    with pytest.raises(calendar.Clash, match=r"Skills and Clash overlap|Clash and Skills overlap"):
        place(cast, "jordan", week["Steady"], week["Skills"], week["Clash"])
    assert not Membership.objects.exists() and not Seat.objects.exists()


def test_every_reason_is_told_at_once(cast, week):
    place(cast, "jordan", week["Skills"])
    for who in ("ana", "luis"):
        place(cast, who, week["Steady"])
    with pytest.raises(calendar.Clashes) as refused:
        place(cast, "jordan", week["Steady"], week["Clash"])
    words = str(refused.value)
    assert "Steady is full: all 2 seats are taken." in words
    assert "Jordan Avery has Skills" in words


def test_a_guest_in_the_last_seat_is_named_with_the_day(cast, week):
    place(cast, "ana", week["Steady"])
    session = week["Steady"].sessions.order_by("during")[2]
    calendar.give_seat(by=cast.priya, session=session, client=cast.luis)
    with pytest.raises(calendar.Clash, match=r"Steady \(.*\) is full: all 2 seats are taken"):
        place(cast, "jordan", week["Steady"])


def test_nobody_is_placed_twice_in_a_group(cast, week):
    place(cast, "jordan", week["Steady"])
    with pytest.raises(calendar.Clash, match="Jordan Avery is in Steady already"):
        place(cast, "jordan", week["Steady"])


def test_giving_up_one_seat_keeps_the_standing_one(cast, week):
    place(cast, "jordan", week["Steady"])
    seat = cast.jordan.seats.order_by("during").first()
    assert calendar.give_up_seat(by=cast.priya, seat=seat, why="Court date")
    assert not calendar.give_up_seat(by=cast.priya, seat=seat, why="Court date")
    seat.session.refresh_from_db()
    assert seat.session.seats_taken == 0
    assert Membership.objects.get().last_day is None
    calendar.give_seat(by=cast.priya, session=seat.session, client=cast.jordan)  # and comes after all
    with pytest.raises(ValidationError):
        calendar.give_up_seat(by=cast.priya, seat=seat, why=" ")


def test_leaving_a_group_frees_the_later_seats_only(cast, week):
    membership = place(cast, "jordan", week["Steady"])[0]
    days = [s.group_day for s in week["Steady"].sessions.order_by("during")]
    assert calendar.end_membership(by=cast.priya, membership=membership, last_day=days[1], why="Works Mondays") == 4
    assert [s.session.group_day for s in Seat.objects.filter(is_live=True).order_by("during")] == days[:2]
    calendar.place(by=cast.priya, client=cast.jordan, groups=[week["Steady"]], first_day=days[3])
    assert Seat.objects.filter(is_live=True).count() == 5


def test_who_never_came_has_no_seat_left(cast, week):
    membership = place(cast, "jordan", week["Steady"])[0]
    yesterday = cast.program.today() - timedelta(days=1)
    assert calendar.end_membership(by=cast.priya, membership=membership, last_day=yesterday, why="Moved away") == 6
    assert not Seat.objects.filter(is_live=True).exists()


def test_a_group_that_has_ended_takes_nobody(cast, week):
    calendar.end_group(by=cast.priya, group=week["Steady"], last_day=cast.program.today(), why="Merged")
    with pytest.raises(calendar.Clash, match="met for the last time"):
        calendar.place(
            by=cast.priya, client=cast.jordan, groups=[week["Steady"]],
            first_day=cast.program.today() + timedelta(days=30),
        )  # fmt: skip


def test_no_seat_in_a_cancelled_session(cast, week):
    session = week["Steady"].sessions.first()
    calendar.cancel_session(by=cast.priya, session=session, why="Snow")
    with pytest.raises(ValidationError):
        calendar.give_seat(by=cast.priya, session=session, client=cast.jordan)


def test_placing_needs_the_right_to_schedule(cast, week, elsewhere):
    with pytest.raises(Refused):
        calendar.place(by=cast.walt, client=cast.jordan, groups=[week["Steady"]], first_day=cast.program.today())
    with pytest.raises(ValueError, match="organisation"):
        calendar.place(by=cast.priya, client=elsewhere.jordan, groups=[week["Steady"]], first_day=cast.program.today())
