"""A free seat is offered on the client's own page, taken in two taps, and given back without a word of blame."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.care.calendar.models import Seat, Session
from openiop.care.schedule import actions
from openiop.care.schedule.models import MakeupOffer
from openiop.doors.portal.tests.people import browser_of, here


@pytest.fixture
def offer(cast):
    here(cast)
    start = timezone.now() + timedelta(days=1)
    session = Session.objects.create(
        organisation=cast.organisation, program=cast.program, kind="group", title="Open Water", is_virtual=True,
        during=(start, start + timedelta(minutes=90)), capacity=1,
    )  # fmt: skip
    session.refresh_from_db()
    return actions.offer_makeup(by=cast.priya, session=session, client=cast.jordan)


def test_two_taps_from_today_to_the_seat(cast, offer):
    jordan = browser_of(cast)
    today = jordan.get("/me/").text
    assert "1 free seat for you this week" in today
    assert 'href="/me/makeups"' in today  # the first
    page = jordan.get("/me/makeups").text
    assert "Open Water" in page and f"/me/makeups/{offer.pk}/take" in page
    answer = jordan.post(f"/me/makeups/{offer.pk}/take", follow=True)  # the second
    assert "The seat is yours" in answer.text
    assert Seat.objects.get(session=offer.session, client=cast.jordan).is_live
    assert "free seat for you" not in jordan.get("/me/").text
    back = jordan.post(f"/me/makeups/{offer.pk}/back", follow=True)
    assert "The seat is free again. Thank you for telling us." in back.text
    assert not Seat.objects.filter(session=offer.session, is_live=True).exists()


def test_somebody_was_faster(cast, offer):
    offer.session.seat_for(cast.ana).save()
    answer = browser_of(cast).post(f"/me/makeups/{offer.pk}/take", follow=True)
    assert "Somebody was faster" in answer.text
    assert MakeupOffer.objects.get(pk=offer.pk).state == "gone"


def test_not_this_time_is_an_answer(cast, offer):
    answer = browser_of(cast).post(f"/me/makeups/{offer.pk}/decline", follow=True)
    assert "All right. Nothing changes." in answer.text
    assert MakeupOffer.objects.get(pk=offer.pk).state == "declined"


def test_another_persons_offer_is_not_there(cast, offer):
    here(cast, "ana")
    ana = browser_of(cast, "ana")
    for act in ("take", "decline", "back"):
        assert ana.post(f"/me/makeups/{offer.pk}/{act}").status_code == 404
    assert "Open Water" not in ana.get("/me/makeups").text
    assert MakeupOffer.objects.get(pk=offer.pk).state == "offered"


def test_an_offer_that_is_over_says_so(cast, offer):
    MakeupOffer.objects.filter(pk=offer.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    jordan = browser_of(cast)
    assert "Open Water" not in jordan.get("/me/makeups").text
    assert "This offer is over" in jordan.post(f"/me/makeups/{offer.pk}/take", follow=True).text
