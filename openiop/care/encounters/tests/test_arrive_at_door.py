"""A kiosk at the door: a number checks somebody in, nobody is named, and one device's guesses hold up no other."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from openiop.base.people.models import User
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.actions import kiosk as kiosks
from openiop.care.encounters.kiosks import ArrivalNumber, Kiosk
from openiop.care.encounters.models import Presence, Tap
from openiop.care.encounters.queries import attendance_of
from openiop.care.encounters.tests.people import hold_session
from tests.cast import admit

DOOR = "/sessions/kiosk"


@pytest.fixture
def soon(cast):
    """A group that begins in ten minutes."""
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=10)
    return hold_session(cast, start=start, breaks=())


@pytest.fixture
def door(cast):
    """The tablet by the door, after Dana made it a kiosk."""
    tablet = cast.browser("dana")
    answer = tablet.post(reverse("encounters:kiosks"), {"name": "By the door"})
    assert answer.status_code == 302
    return tablet


def number_of(cast, client, lasting=True):
    return kiosks.give_number(by=cast.dana, client=client, program=cast.program, lasting=lasting)[0]


def typed(browser, number, **more):
    return browser.post(DOOR, {"number": number, **more})


def test_a_number_checks_in_and_names_nobody(cast, soon, door):
    page = typed(door, number_of(cast, cast.jordan))
    assert page.status_code == 200
    text = page.content.decode()
    assert "You are checked in for" in text
    for name in ("Jordan", "Avery", "Steady Ground", "treatment"):
        assert name not in text
    assert f'<noscript><meta http-equiv="refresh" content="12; url={DOOR}"></noscript>' in text
    assert 'data-forget="12"' in text
    assert page["Cache-Control"] == "no-store"
    assert "camera=(self)" in page["Permissions-Policy"]
    row = Presence.objects.get()
    assert (row.client, row.source, row.code) == (cast.jordan, "kiosk", "present")
    assert row.recorded_by is None
    assert Tap.objects.get().source == "kiosk"
    typed(door, number_of(cast, cast.jordan))  # again: still here, once
    assert Presence.objects.count() == 1


def test_whoever_set_it_up_is_signed_out_there(cast, door):
    assert door.get(reverse("desk:today")).status_code == 302
    cookie = door.cookies["openiop_kiosk"]
    assert cookie["httponly"]
    assert cookie["path"] == DOOR
    assert cookie.value not in str(list(Kiosk.objects.values()))


def test_late_at_the_door_is_late_in_the_ledger(cast, door):
    began = hold_session(cast, start=timezone.now() - timedelta(minutes=25), breaks=())
    typed(door, number_of(cast, cast.ana))
    assert Presence.objects.get().code == "late"
    soon = timezone.now() + timedelta(minutes=1)
    encounters.leave(by=cast.dana, session=began, client=cast.ana, at=soon, now=soon)
    typed(door, number_of(cast, cast.ana))
    assert attendance_of(began, cast.ana).stretches[-1].during.upper == began.during.upper


def test_a_wrong_number_says_nothing_of_anybody(cast, soon, door):
    number = number_of(cast, cast.jordan)
    wrong = f"{(int(number) + 1) % 10**6:06}"
    page = typed(door, wrong)
    assert page.status_code == 422
    assert "do not know this number" in page.content.decode()
    assert Presence.objects.count() == 0


def test_guessing_makes_one_device_wait_and_no_other(cast, soon, door):
    other = cast.browser("marcus")
    other.post(reverse("encounters:kiosks"), {"name": "Back door"})
    number = number_of(cast, cast.jordan)
    for _n in range(5):
        typed(door, "1")
    page = typed(door, number)
    assert page.status_code == 422
    assert "Please wait" in page.content.decode()
    assert typed(other, number).status_code == 200
    Kiosk.objects.update(wrong_at=timezone.now() - timedelta(seconds=61))
    assert typed(door, number).status_code == 200
    assert Kiosk.objects.get(name="By the door").wrong == 5  # a right number wipes out no guesses


def test_a_number_from_the_phone_works_once_and_for_five_minutes(cast, soon, door):
    number = number_of(cast, cast.jordan, lasting=False)
    assert typed(door, number).status_code == 200
    assert typed(door, number).status_code == 422
    stale = number_of(cast, cast.ana, lasting=False)
    ArrivalNumber.objects.filter(client=cast.ana).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert typed(door, stale).status_code == 422


def test_a_new_number_ends_the_one_before(cast, soon, door):
    old = number_of(cast, cast.jordan)
    new = number_of(cast, cast.jordan)
    assert old == new or typed(door, old).status_code == 422
    assert typed(door, new).status_code == 200
    assert new not in str(list(ArrivalNumber.objects.values()))


def test_without_a_session_within_the_hour_the_desk_is_asked(cast, door):
    hold_session(cast, start=timezone.now() + timedelta(hours=2), breaks=())
    page = typed(door, number_of(cast, cast.jordan))
    assert page.status_code == 422
    assert "Nothing begins here for you" in page.content.decode()


def test_a_number_opens_no_door_of_another_house(cast, elsewhere, soon, door):
    number, _row = kiosks.give_number(
        by=elsewhere.dana, client=elsewhere.jordan, program=elsewhere.program, lasting=True
    )
    assert typed(door, number).status_code == 422


def test_an_ended_kiosk_takes_no_number(cast, soon, door):
    number = number_of(cast, cast.jordan)
    kiosk = Kiosk.objects.get()
    cast.browser("marcus").post(reverse("encounters:end-kiosk", args=[kiosk.pk]))
    assert typed(door, number).status_code == 404
    assert "not set up" in door.get(DOOR).content.decode()
    assert "not set up" in Browser().get(DOOR).content.decode()


def test_the_door_speaks_spanish(cast, soon, door):
    page = door.get(DOOR, {"language": "es"})
    assert 'name="language" value="es"' in page.content.decode()
    assert typed(door, number_of(cast, cast.jordan), language="es").status_code == 200


def test_a_client_makes_their_own_number(cast, soon, door):
    admit(cast, "jordan")
    cast.jordan.user = User.objects.create_user("jordan@harbor.example", "harbor lights at seven")
    cast.jordan.save()
    mine = Browser()
    mine.force_login(cast.jordan.user, backend="openiop.base.people.backend.PeopleBackend")
    assert mine.get(reverse("portal:arrive")).status_code == 200
    shown = mine.post(reverse("portal:arrive"), {"do": "now"})
    assert shown.context["code"].startswith("data:image/svg+xml;base64,")
    number = shown.context["number"]
    assert typed(door, number).status_code == 200
    kept = mine.post(reverse("portal:arrive"), {"do": "keep"}).context["number"]
    assert typed(door, kept).status_code == 200


def test_staff_give_a_number_to_whom_they_care_for(cast):
    page = cast.browser("dana").post(reverse("encounters:number", args=[cast.jordan.pk]))
    assert len(page.context["number"]) == 6
    assert cast.browser("marcus").post(reverse("encounters:number", args=[cast.jordan.pk])).status_code in (403, 404)
    assert cast.browser("bea").get(reverse("encounters:kiosks")).status_code == 403
    assert ArrivalNumber.objects.count() == 1
