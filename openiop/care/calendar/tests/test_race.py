"""Many people at one moment want the same seat, room, clinician or client: exactly one gets it (BIL-12)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from openiop.base.people import actions as people
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions.feeds import make_feed
from openiop.care.calendar.feeds import Feed
from openiop.care.calendar.models import Lead, Seat, Session
from tests.at_once import at_once
from tests.cast import House, make_house

AT = datetime(2027, 1, 6, 15, tzinfo=UTC)


def race(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each returned, or the Clash it met. Any other error is raised."""
    results = at_once(acts)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, calendar.Clash):
            raise result
    return results


def winners(results: list[Any]) -> int:
    return sum(not isinstance(result, calendar.Clash) for result in results)


@pytest.fixture
def house(committed_db, django_db_blocker) -> House:
    with django_db_blocker.unblock():
        yield make_house("harbor", "Harbor Street")


def newcomers(house: House, count: int) -> list[Any]:
    return [
        people.register_client(
            by=house.system, organisation=house.organisation, legal_first=f"N{n}", legal_last="Newcomer"
        )
        for n in range(count)
    ]


def booking(house: House, **changes: Any) -> Callable[[], Session]:
    wanted = {"kind": "individual", "start": AT, "minutes": 50, "virtual": True} | changes
    return lambda: calendar.book_session(by=house.priya, program=house.program, **wanted)


def test_bil_11_sixteen_people_want_the_last_seat_of_a_group(house):
    group = calendar.open_group(
        by=house.priya, program=house.program, name="Skills Lab", weekday=1, starts=time(10), minutes=90,
        facilitator=house.dana, room=house.room, capacity=1, first_day=house.program.today(),
    )  # fmt: skip
    results = race(
        [
            lambda c=client: calendar.place(
                by=house.priya, client=c, groups=[group], first_day=house.program.today() + timedelta(days=1)
            )
            for client in newcomers(house, 16)
        ]
    )
    assert winners(results) == 1
    assert all("full" in str(r) for r in results if isinstance(r, calendar.Clash))
    assert group.memberships.count() == 1
    assert {s.seats_taken for s in group.sessions.filter(seats__isnull=False)} == {1}


def test_bil_11_sixteen_people_want_the_last_seat_of_a_session(house):
    guest, *others = newcomers(house, 17)
    session = booking(house, clients=[guest], staff=house.dana)()
    Session.objects.filter(pk=session.pk).update(capacity=2)
    results = race([lambda c=c: calendar.give_seat(by=house.priya, session=session, client=c) for c in others])
    session.refresh_from_db()
    assert winners(results) == 1
    assert session.seats_taken == Seat.objects.filter(session=session, is_live=True).count() == 2


def test_bil_12_twelve_bookings_of_one_clinician(house):
    results = race([booking(house, clients=[c], staff=house.dana) for c in newcomers(house, 12)])
    assert winners(results) == 1
    assert {str(r) for r in results if isinstance(r, calendar.Clash)} == {
        "Dana Whitfield leads Individual counseling (Jan 6, 2027, 10:00 to 10:50 am) then."
    }
    assert Session.objects.count() == Lead.objects.count() == Seat.objects.count() == 1


def test_bil_12_eight_bookings_of_one_room(house):
    staff = list(house.staff.values())[:8]
    results = race(
        [
            booking(house, clients=[c], staff=s, room=house.room, virtual=False)
            for c, s in zip(newcomers(house, 8), staff, strict=True)
        ]
    )
    assert winners(results) == 1
    assert Session.objects.count() == 1


def test_bil_12_eight_bookings_of_one_client(house):
    staff = list(house.staff.values())[:8]
    results = race([booking(house, clients=[house.jordan], staff=s) for s in staff])
    assert winners(results) == 1
    assert Seat.objects.count() == 1


def test_bil_12_crossed_bookings_never_deadlock(house):
    """Each wants what the other holds: one of every pair wins or both are refused by an earlier one; none hangs."""
    pairs = [[house.dana, house.marcus], [house.marcus, house.dana]] * 6
    results = race(
        [booking(house, kind="family", clients=[c], staff=s) for c, s in zip(newcomers(house, 12), pairs, strict=True)]
    )
    assert winners(results) == 1


def test_bil_12_eight_sessions_moved_onto_one_hour(house):
    sessions = [
        booking(house, clients=[c], staff=house.dana, start=AT + timedelta(hours=n + 1))()
        for n, c in enumerate(newcomers(house, 8))
    ]
    results = race([lambda s=s: calendar.move_session(by=house.priya, session=s, start=AT) for s in sessions])
    assert winners(results) == 1
    assert Lead.objects.filter(during__contains=AT, is_live=True).count() == 1


def test_a_meeting_is_made_once_by_eight_jobs(house):
    calendar.open_group(
        by=house.priya, program=house.program, name="Skills Lab", weekday=1, starts=time(10), minutes=90, plan=False,
        facilitator=house.dana, room=house.room, capacity=8, first_day=date(2027, 1, 1),
    )  # fmt: skip
    results = race(
        [
            lambda: calendar.plan_sessions(
                by=house.system, program=house.program, since=date(2027, 1, 1), until=date(2027, 1, 31)
            )
        ]
        * 8
    )
    assert sum(planned.sessions for planned in results) == Session.objects.count() == 4
    assert Lead.objects.count() == 4


def test_two_meetings_cancelled_at_once_lose_no_topic_and_double_none(house):
    """Each topic goes on to the meeting after; whoever deals second deals with what the first left."""
    topics = [calendar.add_topic(by=house.priya, program=house.program, module="CBT", title=title) for title in "ABCDE"]
    groups = [
        calendar.open_group(
            by=house.priya, program=house.program, name="Morning", module="CBT", weekday=weekday, starts=time(10),
            minutes=90, facilitator=house.dana, room=house.room, capacity=8, first_day=house.program.today(),
        )
        for weekday in (0, 2, 4)
    ]  # fmt: skip
    line = Session.objects.filter(group__in=groups, during__startswith__gt=timezone.now()).order_by("during")
    for _again in range(3):
        planned = list(line.filter(state="planned")[:6])
        results = race(
            [
                lambda s=s: calendar.cancel_session(by=house.priya, session=s, why="Snow")
                for s in (planned[1], planned[4])
            ]
        )
        assert winners(results) == 2
        left = [session.topic_id for session in line.filter(state="planned")]
        begin = [topic.pk for topic in topics].index(left[0])
        assert left == [topics[(begin + n) % 5].pk for n in range(len(left))]


def test_a_calendars_address_asked_for_twice_at_once_is_made_and_replaced(house):
    results = at_once([lambda: make_feed(by=house.dana, wording="busy")] * 6)
    assert not [each for each in results if isinstance(each, Exception)]
    (works,) = Feed.objects.filter(ended_at=None)
    assert works in [feed for feed, _token in results]
    assert Feed.objects.filter(ended_how="replaced").count() == 5
