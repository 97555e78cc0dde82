"""The Wednesday forecast: who may miss their hours, which free seats would help; one is offered, taken, undone."""

import threading
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openiop.base.messages.models import Message
from openiop.base.people.actions import let_in
from openiop.base.people.models import Client
from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Track
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions import Clash
from openiop.care.calendar.actions.apart import separate
from openiop.care.calendar.models import Group, Seat, Session, Topic
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.tests.people import at, hold_session, plan_for
from openiop.care.schedule import actions
from openiop.care.schedule.actions import makeups
from openiop.care.schedule.makeups import makeup_seats, seats_for
from openiop.care.schedule.models import MakeupOffer
from openiop.care.schedule.queries import dose_week
from openiop.care.schedule.ranking import Chance, Need, Reason, propose
from tests.cast import admit, make_house

MONDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (16, 18, 19, 20))
NOON = at("12:00", WEDNESDAY)
DANA, MARCUS, OLD, NEW = (UUID(int=n) for n in range(1, 5))


def chance(hour=14, minutes=180, day=THURSDAY, seats=3, topic=OLD, leads=(MARCUS,), **fields):
    start = at(f"{hour:02d}:00", day)
    return Chance(
        **{
            "session_id": uuid4(), "title": "Steady Ground", "start": start, "end": start + timedelta(minutes=minutes),
            "day": day, "minutes": minutes, "open_seats": seats, "topic_id": topic, "topic": "Urge surfing",
            "leads": leads, "lead_names": ("Marcus",),
        }
        | fields
    )  # fmt: skip


def need(**fields):
    return Need(
        **{
            "short_by": 180, "short_days": 1, "day_minutes": 180, "reachable": {FRIDAY: 180}, "days_left": None,
            "busy": (), "topics": frozenset({OLD}), "primary": DANA, "facilitators": frozenset(),
        }
        | fields
    )  # fmt: skip


# Ranking


def test_a_seat_that_makes_the_week_whole_comes_first():
    part, whole = chance(minutes=90), chance(hour=9)
    found = propose(need(), [part, whole])
    assert [each.chance for each in found] == [whole, part]
    assert found[0].reasons[:2] == (Reason.WEEK, Reason.DAY)
    assert Reason.DAY not in found[1].reasons


def test_then_a_new_topic_then_their_therapist_then_somebody_they_know():
    plain, known = chance(), chance(leads=(UUID(int=9),))
    own, fresh = chance(leads=(DANA,)), chance(topic=NEW)
    found = propose(need(facilitators=frozenset({UUID(int=9)})), [plain, known, own, fresh], at_most=4)
    assert [each.chance for each in found] == [fresh, own, known, plain]
    assert Reason.TOPIC in found[0].reasons
    assert Reason.PRIMARY in found[1].reasons
    assert Reason.FACILITATOR in found[2].reasons


def test_nothing_that_overlaps_with_what_they_have_or_is_full():
    taken = chance()
    assert propose(need(busy=((taken.start + timedelta(hours=1), taken.end),)), [taken, chance(seats=0)]) == ()


def test_a_seat_beside_what_is_booked_completes_that_day():
    small = chance(minutes=90, day=FRIDAY, hour=18)
    found = propose(need(reachable={FRIDAY: 90}, short_by=90), [small, chance(minutes=90)])
    assert found[0].chance == small
    assert Reason.DAY in found[0].reasons


def test_two_seats_of_one_day_count_together():
    early, late = chance(hour=9, minutes=90, title="Morning Anchor"), chance(hour=11, minutes=90, title="Skills Lab")
    alone = chance(minutes=90, day=WEDNESDAY)
    found = propose(need(short_by=0), [early, late, alone])
    assert {each.chance for each in found} == {early, late}
    assert found[0].reasons[0] == Reason.PAIR
    assert found[0].in_words()[0].en() == "The day counts together with Skills Lab"
    overlapping = chance(hour=10, minutes=90)
    assert propose(need(short_by=0), [early, overlapping]) == ()


def test_bil_8_a_day_above_the_payers_cap_is_no_day():
    found = propose(need(days_left=0), [chance()])
    assert Reason.DAY not in found[0].reasons


def test_only_a_day_short_asks_for_a_day():
    assert propose(need(short_by=0), [chance(minutes=60)]) == ()
    assert propose(need(short_by=0, short_days=0), [chance()]) == ()


# In the database


@pytest.fixture
def short(cast):
    """Jordan: 9 hours on 3 days prescribed, Monday missed, Friday booked. A group on Thursday has a seat."""
    plan_for(cast)
    missed = hold_session(cast, start=at("14:00", MONDAY), breaks=(), clients=("jordan",))
    encounters.mark(by=cast.dana, session=missed, client=cast.jordan, code="no_show", now=at("15:00", MONDAY))
    hold_session(cast, start=at("14:00", FRIDAY), breaks=(), clients=("jordan",))
    return open_group(cast)


def open_group(cast, capacity=2, day=THURSDAY):
    group = Group.objects.create(
        organisation=cast.organisation, program=cast.program, name="Open Water", weekday=day.weekday(), starts=time(14),
        minutes=180, facilitator=cast.dana, room=cast.room, first_day=MONDAY, capacity=capacity,
    )  # fmt: skip
    topic, _new = Topic.objects.get_or_create(
        organisation=cast.organisation, program=cast.program, module="CBT", title="Chains"
    )
    session = group.session_on(day, cast.program)
    session.topic, session.capacity = topic, capacity
    session.save()
    session.lead_by(cast.dana, "lead").save()
    session.refresh_from_db()
    return session


def test_the_forecast_proposes_the_seat_with_its_reasons(cast, short):
    gate = Gate.of(cast.dana, cast.program)
    weeks = dose_week(gate, cast.program, WEDNESDAY, NOON)
    found = makeup_seats(cast.program, weeks, cast.program.week_of(WEDNESDAY), NOON)
    (proposal,) = found[cast.jordan.pk]
    assert proposal.chance.session_id == short.pk
    assert set(proposal.reasons) >= {Reason.DAY, Reason.TOPIC, Reason.PRIMARY}
    assert "A new topic: Chains" in [each.en() for each in proposal.in_words()]


def test_a_booked_seat_mends_the_forecast_and_undo_brings_it_back(cast, short):
    def week():
        gate = Gate.of(cast.dana, cast.program)
        return {each.name: each for each in dose_week(gate, cast.program, WEDNESDAY, NOON)}["Jordan Avery"]

    before = week()
    offer = actions.book_makeup(by=cast.priya, session=short, client=cast.jordan, reasons=["day"], now=NOON)
    assert (offer.state, offer.seat.is_live) == ("taken", True)
    assert (week().ahead, week().short_by) == (before.ahead + 180, max(0, before.short_by - 180))
    assert seats_for(cast.program, cast.jordan, NOON) == ()
    actions.undo_makeup(by=cast.priya, offer=offer, now=NOON)
    offer.refresh_from_db()
    assert (offer.state, Seat.objects.get(pk=offer.seat_id).is_live) == ("given_back", False)
    assert week() == before
    with pytest.raises(actions.OfferOver):
        actions.undo_makeup(by=cast.priya, offer=offer, now=NOON)


def test_an_offer_is_taken_by_the_client_alone_and_once(cast, short):
    offer = actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, now=NOON)
    assert actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, now=NOON) == offer
    with pytest.raises(Refused):
        actions.take_makeup(by=cast.ana, offer=offer, now=NOON)
    assert actions.take_makeup(by=cast.jordan, offer=offer, now=NOON).state == "taken"
    assert Seat.objects.filter(session=short, client=cast.jordan, is_live=True).count() == 1
    with pytest.raises(actions.OfferOver):
        actions.take_makeup(by=cast.jordan, offer=offer, now=NOON)
    actions.undo_makeup(by=cast.jordan, offer=offer, now=NOON)
    assert not Seat.objects.filter(session=short, client=cast.jordan, is_live=True).exists()


def test_an_offer_expires_before_the_session_and_may_be_declined(cast, short):
    offer = actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, now=NOON)
    assert offer.expires_at == NOON + timedelta(hours=24)
    with pytest.raises(actions.OfferOver):
        actions.take_makeup(by=cast.jordan, offer=offer, now=NOON + timedelta(hours=24))
    later = NOON + timedelta(hours=24, minutes=1)
    again = actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, now=later)
    assert again != offer
    assert again.expires_at == short.during.lower - makeups.BEFORE
    assert actions.decline_makeup(by=cast.jordan, offer=again, now=NOON + timedelta(hours=25)).state == "declined"
    assert not Seat.objects.filter(session=short, is_live=True).exists()


def test_whoever_may_not_schedule_offers_nothing(cast, short):
    with pytest.raises(Refused):
        actions.offer_makeup(by=cast.bea, session=short, client=cast.jordan, now=NOON)
    with pytest.raises(Refused):
        actions.book_makeup(by=cast.bea, session=short, client=cast.jordan, now=NOON)


def test_no_seat_is_offered_where_the_client_is_elsewhere(cast, short):
    other = Session.objects.create(
        organisation=cast.organisation, program=cast.program, kind="individual", title="Hour", is_virtual=True,
        during=(at("15:00", THURSDAY), at("16:00", THURSDAY)),
    )  # fmt: skip
    other.refresh_from_db()
    other.seat_for(cast.jordan).save()
    with pytest.raises(Clash, match="something else at that time"):
        actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, now=NOON)
    assert seats_for(cast.program, cast.jordan, NOON) == ()


def kept_apart(cast, session):
    """Ana sits there, and Jordan and she are not seated together."""
    calendar.give_seat(by=cast.priya, session=session, client=cast.ana)
    separate(by=cast.dana, client=cast.jordan, other=cast.ana, first_day=WEDNESDAY)


def test_no_seat_is_proposed_beside_somebody_they_are_kept_apart_from(cast, short):
    session = open_group(cast, capacity=3, day=FRIDAY + timedelta(days=1))
    kept_apart(cast, short)
    assert [each.chance.session_id for each in seats_for(cast.program, cast.jordan, NOON)] == [session.pk]
    for act in (actions.offer_makeup, actions.book_makeup):
        with pytest.raises(Clash, match="cannot have a seat"):
            act(by=cast.priya, session=short, client=cast.jordan, now=NOON)
    assert not MakeupOffer.objects.exists()


def test_whoever_is_kept_apart_since_the_offer_hears_that_the_seat_is_taken(cast, short):
    offer = actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, now=NOON)
    kept_apart(cast, short)
    with pytest.raises(Clash) as clash:
        actions.take_makeup(by=cast.jordan, offer=offer, now=NOON)
    assert (clash.value.what, str(clash.value)) == ("seats", "That seat is taken by now.")
    offer.refresh_from_db()
    assert offer.state == "gone"


def test_nobody_of_a_virtual_track_is_sent_to_the_site_unless_they_said_that_they_can_come(cast, short):
    Track.objects.filter(program=cast.program).update(form="virtual")
    assert seats_for(cast.program, cast.jordan, NOON) == ()
    Session.objects.filter(pk=short.pk).update(is_virtual=True, room=None)
    assert len(seats_for(cast.program, cast.jordan, NOON)) == 1


def test_tel_1_no_seat_by_video_is_proposed_to_somebody_where_nobody_who_leads_is_licensed(cast, short):
    Session.objects.filter(pk=short.pk).update(is_virtual=True, room=None)
    Client.objects.filter(pk=cast.jordan.pk).update(state="TX")
    assert seats_for(cast.program, cast.jordan, NOON) == ()
    Client.objects.filter(pk=cast.jordan.pk).update(state="MA")
    assert len(seats_for(cast.program, cast.jordan, NOON)) == 1


def test_the_message_names_nothing_but_the_page(cast, short):
    let_in(by=cast.system, client=cast.jordan, email="jordan@mail.example")
    cast.jordan.refresh_from_db()
    cast.jordan.email = "jordan@mail.example"
    cast.jordan.save()
    page = "https://x.example/me/makeups"
    actions.offer_makeup(by=cast.priya, session=short, client=cast.jordan, page=page, now=NOON)
    (message,) = Message.objects.filter(key__startswith="schedule.makeup")
    said = (message.subject + message.body).lower()
    assert "https://x.example/me/makeups" in said
    for word in ("group", "treatment", "harbor", "open water", "therap", "iop"):
        assert word not in said
    assert not mail.outbox


def test_two_who_take_the_last_seat_at_once_one_gets_a_kind_answer(committed_db):
    house = make_house("harbor", "Harbor Street")
    start = timezone.now() + timedelta(days=2)
    session = Session.objects.create(
        organisation=house.organisation, program=house.program, kind="group", title="Open Water", is_virtual=True,
        during=(start, start + timedelta(hours=3)), capacity=1,
    )  # fmt: skip
    session.refresh_from_db()
    offers = {}
    for name in ("jordan", "ana"):
        admit(house, name, house.program.today() - timedelta(days=10))
        offers[name] = actions.offer_makeup(by=house.priya, session=session, client=getattr(house, name))
    ready, answers = threading.Barrier(2), {}

    def take(name):
        ready.wait(20)
        try:
            answers[name] = actions.take_makeup(by=getattr(house, name), offer=offers[name]).state
        except Clash as clash:
            answers[name] = clash.what
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(name,)) for name in offers]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    assert sorted(answers.values()) == ["seats", "taken"]
    assert Seat.objects.filter(session=session, is_live=True).count() == 1
    assert sorted(MakeupOffer.objects.values_list("state", flat=True)) == ["gone", "taken"]


# On the page


@pytest.fixture
def this_week(cast):
    """Jordan is short in the week of now; a group later this week has a seat. None where the week is over."""
    plan_for(cast, on=cast.program.today() - timedelta(days=21), weekly=900, days=5)
    now = timezone.now()
    week = cast.program.week_of(cast.program.local(now).date())
    start = now + timedelta(hours=1)
    if cast.program.local(start).date() not in week:
        cast.program.week_start = cast.program.local(start).date().weekday()
        cast.program.save()
    session = open_group(cast)
    Session.objects.filter(pk=session.pk).update(during=(start, start + timedelta(hours=3)), group_day=None)
    session.refresh_from_db()
    return session


def test_staff_book_in_two_taps_from_the_board(cast, this_week):
    dana = cast.browser("dana")
    board = dana.get("/hours/").text
    assert f'href="/hours/{cast.jordan.pk}/#makeup">Find a seat' in board  # the first tap
    page = dana.get(f"/hours/{cast.jordan.pk}/").text
    book = f"/hours/{cast.jordan.pk}/makeup/{this_week.pk}/book"
    assert book in page
    assert "A new topic: Chains" in page
    answer = dana.post(book, follow=True)  # the second
    assert "Jordan has the seat" in answer.text
    offer = MakeupOffer.objects.get()
    assert (offer.state, offer.client, "topic" in offer.reasons) == ("taken", cast.jordan, True)
    assert f"/hours/makeup/{offer.pk}/undo" in answer.text
    assert "Taken back" in dana.post(f"/hours/makeup/{offer.pk}/undo", follow=True).text
    assert not Seat.objects.filter(session=this_week, is_live=True).exists()


def test_an_offer_made_on_the_page_waits_for_the_client(cast, this_week):
    dana = cast.browser("dana")
    answer = dana.post(f"/hours/{cast.jordan.pk}/makeup/{this_week.pk}/offer", follow=True)
    assert "sees it on their page" in answer.text
    assert MakeupOffer.objects.get().state == "offered"
    assert cast.browser("bea").post(f"/hours/{cast.jordan.pk}/makeup/{this_week.pk}/offer").status_code == 403


def test_the_proposals_of_many_ask_no_more_than_of_one(cast, short):
    def cost():
        gate = Gate.of(cast.dana, cast.program)
        weeks = dose_week(gate, cast.program, WEDNESDAY, NOON)
        with CaptureQueriesContext(connection) as captured:
            found = makeup_seats(cast.program, weeks, cast.program.week_of(WEDNESDAY), NOON)
        return len(captured), len(found)

    one = cost()
    plan_for(cast, "ana")
    plan_for(cast, "luis")
    many = cost()
    assert (one[1], many[1]) == (1, 3)
    assert many[0] == one[0] <= 10
