"""One session at a time: booked, moved, cancelled, led by somebody else. BIL-12: nobody is in two places."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions.apart import separate
from openiop.care.calendar.models import Session
from tests.cast import House

AT = datetime(2027, 1, 6, 15, tzinfo=UTC)  # 10:00 in Salem


def book(cast: House, **changes) -> Session:
    wanted = {
        "kind": "individual", "clients": [cast.jordan], "staff": cast.dana, "start": AT, "minutes": 50,
        "room": cast.small_room,
    } | changes  # fmt: skip
    return calendar.book_session(by=cast.priya, program=cast.program, **wanted)


def test_a_booking_holds_client_clinician_and_room(cast):
    session = book(cast)
    assert (session.title, session.minutes, session.seats_taken, session.capacity) == (
        "Individual counseling",
        50,
        1,
        1,
    )
    assert session.leads.get().staff == cast.dana
    assert Event.objects.filter(verb="calendar.session.booked", client_id=cast.jordan.pk).count() == 1


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (lambda c: {"clients": [c.ana], "room": c.room}, "Dana Whitfield leads {first} then."),
        (lambda c: {"staff": c.noor, "room": c.room}, "Jordan Avery has {first} then."),
        (lambda c: {"clients": [c.ana], "staff": c.noor}, "Room 5 is taken by {first}."),
    ],
    ids=["clinician", "client", "room"],
)
def test_bil_12_double_booking_is_refused_in_words(cast, other, words):
    first = book(cast)
    with pytest.raises(calendar.Clash) as refused:
        book(cast, start=AT + timedelta(minutes=49), **other(cast))
    assert str(refused.value) == words.format(first="Individual counseling (Jan 6, 2027, 10:00 to 10:50 am)")
    assert refused.value.session == first
    assert Session.objects.count() == 1


def test_back_to_back_is_no_clash(cast):
    book(cast)
    book(cast, start=AT + timedelta(minutes=50))
    assert Session.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"clients": []}, "clients"), ({"staff": []}, "staff"), ({"room": None}, "room"), ({"minutes": 0}, "minutes")],
)
def test_an_incomplete_booking_names_its_field(cast, changes, field):
    with pytest.raises(ValidationError) as refused:
        book(cast, **changes)
    assert field in refused.value.message_dict


def test_moving_takes_seats_leads_and_breaks_along(cast):
    session = book(cast)
    session.breaks = [[(AT + timedelta(minutes=20)).isoformat(), (AT + timedelta(minutes=25)).isoformat()]]
    session.save()
    session = calendar.move_session(by=cast.priya, session=session, start=AT + timedelta(days=1), why="Holiday")
    assert session.seats.get().during == session.leads.get().during == session.during
    assert session.during.lower == AT + timedelta(days=1)
    assert session.breaks[0][0] == (AT + timedelta(days=1, minutes=20)).isoformat()
    assert session.treatment_minutes == 45


def test_bil_12_a_move_onto_another_booking_is_refused_and_moves_nothing(cast):
    first, second = book(cast), book(cast, start=AT + timedelta(hours=2), clients=[cast.ana], room=cast.room)
    with pytest.raises(calendar.Clash, match="Dana Whitfield leads"):
        calendar.move_session(by=cast.priya, session=second, start=AT + timedelta(minutes=30))
    second.refresh_from_db()
    assert second.during.lower == AT + timedelta(hours=2)
    assert first.seats.get().is_live


def test_a_move_onto_a_clients_other_session_names_the_client(cast):
    book(cast)
    second = book(cast, start=AT + timedelta(hours=2), staff=cast.noor, room=cast.room)
    with pytest.raises(calendar.Clash, match="Jordan Avery has Individual counseling"):
        calendar.move_session(by=cast.priya, session=second, start=AT)


def test_cancelling_frees_everyone_and_deletes_nothing(cast):
    session = book(cast)
    calendar.cancel_session(by=cast.priya, session=session, why="Dana is ill")
    session.refresh_from_db()
    assert (session.state, session.cancelled_why, session.seats_taken) == ("cancelled", "Dana is ill", 0)
    assert session.seats.get().released_why == "Dana is ill"
    book(cast)  # the hour is free again
    assert Session.objects.count() == 2
    with pytest.raises(ValidationError):
        calendar.cancel_session(by=cast.priya, session=session, why="Again")


def test_a_cancellation_and_a_stand_in_say_why(cast):
    session = book(cast)
    with pytest.raises(ValidationError):
        calendar.cancel_session(by=cast.priya, session=session, why="  ")
    with pytest.raises(ValidationError):
        calendar.stand_in(by=cast.priya, session=session, staff=cast.noor, why="")


def test_somebody_stands_in_and_the_reason_is_kept(cast):
    session = book(cast)
    calendar.stand_in(by=cast.priya, session=session, staff=cast.marcus, why="Dana is ill")
    assert [(str(lead.staff), lead.is_live) for lead in session.leads.order_by("is_live")] == [
        ("Dana Whitfield", False),
        ("Marcus Bell", True),
    ]
    assert Event.objects.get(verb="calendar.session.stood_in").why == "Dana is ill"
    book(cast, clients=[cast.ana], room=cast.room)  # Dana is free


def test_nobody_stands_in_while_leading_another_session(cast):
    session = book(cast)
    book(cast, clients=[cast.ana], staff=cast.noor, room=cast.room)
    with pytest.raises(calendar.Clash, match="Noor Haddad leads"):
        calendar.stand_in(by=cast.priya, session=session, staff=cast.noor, why="Dana is ill")
    assert session.leads.get(is_live=True).staff == cast.dana


def test_the_co_facilitator_can_take_over_the_lead(cast):
    session = book(cast, kind="family", staff=[cast.dana, cast.marcus])
    calendar.stand_in(by=cast.priya, session=session, staff=cast.marcus, why="Dana is ill")
    assert [(str(lead.staff), lead.part) for lead in session.leads.filter(is_live=True)] == [("Marcus Bell", "lead")]


def test_a_held_session_is_no_longer_moved_or_cancelled(cast):
    session = book(cast)
    assert calendar.mark_held(by=cast.marcus, session=session)
    assert not calendar.mark_held(by=cast.marcus, session=session)
    with pytest.raises(ValidationError, match="held"):
        calendar.move_session(by=cast.priya, session=session, start=AT)
    with pytest.raises(ValidationError, match="held"):
        calendar.cancel_session(by=cast.priya, session=session, why="x")


@pytest.mark.parametrize("who", ["marcus", "bea", "walt", "noor"])
def test_whoever_may_not_schedule_books_nothing(cast, who):
    with pytest.raises(Refused):
        calendar.book_session(
            by=getattr(cast, who), program=cast.program, kind="individual", clients=[cast.jordan], staff=cast.dana,
            start=AT, minutes=50, room=cast.room,
        )  # fmt: skip


def test_a_client_of_another_organisation_is_never_booked(cast, elsewhere):
    with pytest.raises(ValueError, match="organisation"):
        book(cast, clients=[elsewhere.jordan])


def test_the_database_itself_refuses_a_seat_at_another_time_than_its_session(cast):
    session = book(cast)
    seat = session.seat_for(cast.ana)
    seat.during = type(seat.during)(AT, AT + timedelta(minutes=10))
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save()


def test_the_database_itself_refuses_one_seat_too_many(cast):
    session = book(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        session.seat_for(cast.ana).save()
    session.refresh_from_db()
    assert session.seats_taken == 1


def test_one_hour_for_two_who_are_kept_apart_is_refused_and_says_neither_who_nor_why(cast):
    separate(by=cast.dana, client=cast.jordan, other=cast.ana, reason="legal", first_day=AT.date())
    with pytest.raises(calendar.Clash) as refused:
        book(cast, clients=[cast.luis, cast.ana, cast.jordan], room=cast.room)
    assert "together" in str(refused.value)
    assert not [each for each in ("Jordan", "Ana", "Lucho") if each in str(refused.value)]
    assert book(cast, clients=[cast.luis, cast.ana], room=cast.room).seats_taken == 2
