"""Somebody who called yesterday is evaluated by video today: booked from the referral, no stay, no note. Real router,
real Chromium."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from openiop.base.people.actions import let_in
from openiop.base.people.models import Licence
from openiop.care.calendar.models import Kind, Session
from openiop.care.encounters.models import Note
from openiop.care.intake import actions as intake
from openiop.care.intake.tests.test_screen import FITS
from openiop.engines.sfu.tests.conftest import needs_router
from tests.cast import PASSWORD, House
from tests.journeys.installation import Installation, chromium_here
from tests.journeys.test_family import go_in_alone
from tests.journeys.test_virtual import FAKES, PHONE, SMALL, end_for_everybody, router, sees_frames, until, window

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]


def referred(house: House) -> Any:
    """Rosa called, was screened, and has a way in."""
    Licence.objects.create(
        organisation=house.organisation, staff=house.noor, state="MA", kind="LCSW", number="L-204",
        valid=(date(2024, 1, 1), None),
    )  # fmt: skip
    person = {"legal_first": "Rosa", "legal_last": "Núñez", "email": "rosa@example.org", "language": "en"}
    referral = intake.take_referral(by=house.elena, program=house.program, person=person, surely_new=True)
    intake.screen(by=house.elena, referral=referral, answers=FITS)
    let_in(by=house.system, client=referral.client, email="rosa@example.org", password=PASSWORD)
    return referral


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_an_evaluation_by_video_from_the_call_to_the_room(installation: Installation) -> None:
    house = installation.house
    referral = referred(house)
    now = house.program.local(timezone.now() + timedelta(minutes=1))
    with router(installation.environment):
        chromium = chromium_here(installation.playwright, *FAKES)
        elena = installation.at_desk("elena")
        elena.open(f"/referrals/{referral.pk}")
        elena.eyes.look()
        page = elena.page
        page.get_by_role("link", name="Book the evaluation").click()
        expect(page.locator("#id_client")).to_have_value(str(referral.client_id))
        expect(page.locator("#id_minutes")).to_have_value("90")
        page.locator("#id_staff").select_option(label="Noor Haddad")
        page.locator("#id_day").fill(now.date().isoformat())
        page.locator("#id_starts").fill(f"{now:%H:%M}")
        page.get_by_label("by video").check()
        elena.eyes.look()
        page.get_by_role("button", name="Book the session").click()
        session = until(lambda: Session.objects.filter(kind=Kind.EVALUATION).first())
        elena.open(f"/referrals/{referral.pk}")
        elena.sees("They meet on")
        elena.eyes.look()

        rosa = window(installation, chromium, "rosa@example.org", viewport=PHONE)
        rosa.page.goto("/me/")
        rosa.eyes.look()
        rosa.page.get_by_role("link", name="Join by video").click()
        go_in_alone(rosa.page)
        noor = window(installation, chromium, house.noor.user.email, viewport=SMALL)
        noor.page.goto(f"/referrals/{referral.pk}")
        noor.page.get_by_role("link", name="Open the session").click()
        expect(noor.page.get_by_role("link", name="To the evaluation")).to_be_visible()
        noor.eyes.look()
        noor.page.get_by_role("link", name="Video room").click()
        noor.page.get_by_role("button", name="Let in Rosa Núñez").click()
        for hand in (noor, rosa):
            until(lambda page=hand.page: sees_frames(page, 1))
        end_for_everybody(noor)
        expect(rosa.page.locator("[data-status]")).to_contain_text("The session is over")
        chromium.close()
    assert session.seats.get().client == referral.client
    assert not Note.objects.filter(session=session).exists()
