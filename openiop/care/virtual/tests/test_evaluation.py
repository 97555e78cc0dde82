"""Somebody who was referred meets whoever evaluates them, by video, before they have a stay."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from openiop.base.people.actions import let_in
from openiop.base.people.models import Licence
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Kind, Session
from openiop.care.encounters.actions import arrive, mark_absent
from openiop.care.encounters.models import Note
from openiop.care.intake import actions as intake
from openiop.care.intake.tests.test_screen import FITS
from openiop.care.schedule.queries import client_week
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Attestation
from openiop.care.virtual.tests.people import SAID, seat_of
from tests.cast import PASSWORD, House

NEW = {"legal_first": "Rosa", "legal_last": "Núñez", "phone": "+1 978 555 0142", "email": "rosa@mail.example"}


@pytest.fixture
def referral(cast: House) -> Any:
    found = intake.take_referral(by=cast.elena, program=cast.program, person=NEW, surely_new=True)
    intake.screen(by=cast.elena, referral=found, answers=FITS)
    found.refresh_from_db()
    return found


def soon() -> datetime:
    return timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=5)


def book(cast: House, referral: Any, **other: Any) -> Session:
    asked = {"kind": Kind.EVALUATION, "clients": [referral.client], "staff": cast.noor, "start": soon(), "minutes": 90}
    return calendar.book_session(by=cast.elena, program=cast.program, virtual=True, **asked | other)


def test_admissions_books_it_from_the_referral_and_the_referral_says_when(cast: House, referral: Any) -> None:
    elena = cast.browser("elena")
    page = elena.get(reverse("intake:referral", args=[referral.pk])).text
    url = f"{reverse('calendar:book')}?kind=evaluation&client={referral.client_id}"
    assert url.replace("&", "&amp;") in page
    form = elena.get(url).context["form"]
    assert (form["kind"].value(), form["minutes"].value(), form["client"].value()) == (
        "evaluation", 90, str(referral.client_id),
    )  # fmt: skip
    posted = {
        "client": referral.client_id, "kind": "individual", "staff": cast.noor.pk, "minutes": 90, "virtual": "on",
        "day": (cast.program.today() + timedelta(days=1)).isoformat(), "starts": "10:00",
    }  # fmt: skip
    refused = elena.post(url, posted)
    assert refused.status_code == 422 and "They are not admitted yet: choose the evaluation." in refused.text
    elena.post(url, posted | {"kind": "evaluation"})
    session = Session.objects.get(kind=Kind.EVALUATION)
    page = elena.get(reverse("intake:referral", args=[referral.pk])).text
    assert "10:00" in page and "Noor Haddad" in page and "by video" in page
    assert session.change_url in page and url.replace("&", "&amp;") not in page
    hers = cast.browser("noor").get(reverse("intake:referral", args=[referral.pk])).text
    assert reverse("encounters:session", args=[session.pk]) in hers


def test_whoever_evaluates_must_be_able_to(cast: House, referral: Any) -> None:
    with pytest.raises(ValidationError, match="may evaluate"):
        book(cast, referral, staff=cast.marcus)
    session = book(cast, referral, start=soon() + timedelta(days=1))
    with pytest.raises(ValidationError, match="may evaluate"):
        calendar.stand_in(by=cast.priya, session=session, staff=cast.marcus, why="Noor is ill")
    calendar.stand_in(by=cast.priya, session=session, staff=cast.dana, why="Noor is ill")


def test_nobody_has_to_book_what_is_booked_until_it_is_cancelled(cast: House, referral: Any) -> None:
    open_ones = WorkItem.objects.filter(kind="intake.evaluation", client=referral.client, done_at=None)
    assert open_ones.count() == 1
    session = book(cast, referral, start=soon() + timedelta(days=1))
    assert not open_ones.exists()
    calendar.cancel_session(by=cast.dana, session=session, why="Rosa is ill")
    again = open_ones.get()
    assert again.title == "Rosa Núñez: Book the evaluation" and again.detail == "The appointment was cancelled"


def test_whoever_gives_the_seat_up_or_does_not_come_is_on_the_list_again(cast: House, referral: Any) -> None:
    open_ones = WorkItem.objects.filter(kind="intake.evaluation", client=referral.client, done_at=None)
    session = book(cast, referral, start=soon() + timedelta(days=1))
    calendar.give_up_seat(by=cast.elena, seat=seat_of(session, referral.client), why="Rosa is ill")
    assert open_ones.get().detail == "The appointment was cancelled"
    session = book(cast, referral)
    assert not open_ones.exists()
    mark_absent(by=cast.noor, session=session, client=referral.client)
    assert open_ones.get().detail == "They did not come to the appointment"
    arrive(by=cast.noor, session=session, client=referral.client)  # late, after all
    assert not open_ones.exists()


def test_after_an_appointment_in_vain_the_referral_offers_another(cast: House, referral: Any) -> None:
    session = book(cast, referral, start=soon() - timedelta(days=1))
    mark_absent(by=cast.noor, session=session, client=referral.client)
    page = cast.browser("elena").get(reverse("intake:referral", args=[referral.pk])).text
    assert "The appointment was on" in page and "They meet on" not in page
    assert "Book another one" in page and session.change_url not in page


def test_a_referral_that_is_closed_says_that_its_evaluation_is_still_booked(cast: House, referral: Any) -> None:
    session = book(cast, referral, start=soon() + timedelta(days=1))
    url = reverse("intake:referral", args=[referral.pk])
    assert "still booked" not in cast.browser("elena").get(url).text
    intake.close_referral(by=cast.elena, referral=referral, reason="They chose another place")
    page = cast.browser("elena").get(url).text
    assert "Their evaluation is still booked." in page and session.change_url in page
    calendar.cancel_session(by=cast.elena, session=session, why="They chose another place")
    assert "still booked" not in cast.browser("elena").get(url).text


def test_it_is_no_kind_of_a_weekly_group(cast: House) -> None:
    kinds = dict(cast.browser("priya").get(reverse("calendar:new_group")).context["form"].fields["kind"].choices)
    assert Kind.EVALUATION not in kinds and Kind.CRISIS not in kinds and Kind.GROUP in kinds


def test_the_person_comes_in_by_the_same_door_and_no_note_or_hour_comes_of_it(cast: House, referral: Any) -> None:
    session = book(cast, referral)
    let_in(by=cast.priya, client=referral.client, email=NEW["email"], password=PASSWORD)
    client = referral.client
    client.refresh_from_db()
    Licence.objects.create(
        organisation=cast.organisation, staff=cast.noor, state="MA", kind="LCSW", number="L-204",
        valid=(date(2024, 1, 1), None),
    )  # fmt: skip
    virtual.enter_as_staff(by=cast.noor, session=session)
    seat = seat_of(session, client)
    virtual.attest(by=client, seat=seat, state="MA", way="video", **SAID)
    there = virtual.knock(by=client, seat=seat)
    assert virtual.admit(by=cast.noor, session=session, seat=there.seat).state == "admitted"
    assert Attestation.objects.filter(client=client).count() == 1
    arrive(by=cast.noor, session=session, client=client)
    week = client_week(cast.program, client.pk, cast.program.today())
    assert week is None or not (week.attended or week.ahead)
    assert not Note.objects.filter(session=session).exists()
    page = cast.browser("noor").get(reverse("encounters:session", args=[session.pk]))
    assert page.status_code == 200
    assert reverse("intake:referral", args=[referral.pk]) in page.text
