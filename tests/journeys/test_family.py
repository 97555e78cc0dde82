"""A client brings their mother to a family session: one link, opened on her own phone, and no account. Real router,
real Chromium."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from openiop.base.people.actions import let_in
from openiop.care.calendar.models import Session
from openiop.care.encounters.tests.people import hold_session, plan_for
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.presence import intervals_of
from openiop.engines.sfu.tests.conftest import needs_router
from tests.cast import PASSWORD, House
from tests.journeys.hands import Mouse
from tests.journeys.installation import Installation, chromium_here
from tests.journeys.test_virtual import FAKES, PHONE, SMALL, router, sees_frames, until, window

pytestmark = [needs_router, pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_a_guest_comes_by_a_link_and_leaves_when_it_is_taken_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, home = installation.house, Path(installation.environment["OPENIOP_HOME"])
    monkeypatch.setattr("openiop.care.virtual.queries.presence.home", lambda: home)
    session = family_session(house)
    with router(installation.environment):
        chromium = chromium_here(installation.playwright, *FAKES)
        dana = window(installation, chromium, house.dana.user.email, viewport=SMALL)
        jordan = window(installation, chromium, "jordan@example.org", viewport=PHONE)
        link = ask(jordan, session, house)
        context = chromium.new_context(permissions=["camera", "microphone"], viewport=PHONE, reduced_motion="reduce")
        rosa = Mouse(context.new_page())
        rosa.page.goto(link)
        rosa.eyes.look()
        rosa.page.get_by_role("button", name="Go on").click()
        rosa.page.get_by_role("button", name="Try now").click()
        expect(rosa.page.get_by_text("Camera and microphone work.")).to_be_visible()
        rosa.eyes.look()
        rosa.page.get_by_label("I agree").check()
        rosa.page.get_by_role("button", name="Go to the waiting room").click()
        expect(rosa.page.locator("[data-status]")).to_contain_text("not open yet")
        go_in_alone(jordan.page)
        dana.page.goto(f"/virtual/{session.pk}/")
        dana.page.get_by_role("button", name="Let in Jordan Avery").click()
        dana.eyes.look()
        dana.page.get_by_role("button", name="Let in Rosa").click()
        for hand in (dana, jordan, rosa):
            until(lambda page=hand.page: sees_frames(page, 2))
        codes = {hand.page.locator("[data-lock-words]").inner_text() for hand in (dana, jordan, rosa)}
        assert len(codes) == 1 and "Encrypted end to end" in codes.pop()
        expect(jordan.page.locator("[data-tiles]")).to_contain_text("Rosa")
        for word in ("Jordan", "Avery", "jordan@", str(house.jordan.pk)):
            assert word not in rosa.page.content() and word not in rosa.page.url

        other = jordan.page.context.new_page()
        other.goto(f"/virtual/in/{session.seats.get().pk}/guests")
        other.get_by_role("button", name="Withdraw Rosa").click()
        expect(rosa.page.locator("[data-status]")).to_contain_text("asked you to leave")
        expect(jordan.page.locator("[data-tiles] .tile")).to_have_count(2)
        assert rosa.page.goto(link).status == 404
        guest = Admission.objects.get(guest__isnull=False)
        seats = intervals_of(session, timezone.now())
        assert guest.state == "removed" and seats[guest.seat], "the guest's time is known, and is nobody's minutes"
        chromium.close()


def family_session(house: House) -> Session:
    house.jordan.language = "en"
    plan_for(house, "jordan", on=house.program.today() - timedelta(days=20))
    house.jordan.save()
    let_in(by=house.system, client=house.jordan, email="jordan@example.org", password=PASSWORD)
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    session = hold_session(house, start, 60, breaks=(), clients=("jordan",), is_virtual=True)
    session.kind, session.title = "family", "Family session"
    session.save()
    return session


def ask(jordan: Mouse, session: Session, house: House) -> str:
    """The link for their mother, from the session's own page."""
    jordan.page.goto(f"/virtual/in/{session.seats.get(client=house.jordan).pk}/")
    jordan.page.get_by_role("link", name="Bring somebody to this session").click()
    jordan.eyes.look()
    jordan.page.get_by_label("What are they called in the room?").fill("Rosa")
    jordan.page.get_by_role("button", name="Make a link").click()
    link = jordan.page.get_by_label("Link").input_value()
    jordan.eyes.look()
    jordan.page.get_by_role("link", name="Back to the session").click()
    return link


def go_in_alone(page: Page) -> None:
    """The way in where there are no peers: no alias, nothing to promise them."""
    page.get_by_role("link", name="Go on").click()
    page.get_by_label("Which state are you in right now?").select_option("MA")
    page.get_by_text("At home", exact=True).click()
    page.get_by_label("Address where you are").fill("12 Pier Road, Salem")
    page.get_by_label("Number to call you back").fill("(555) 010-7788")
    page.get_by_label("Who near you could come").fill("Neighbor, (555) 010-9911")
    page.get_by_label("Who else is there?").fill("nobody")
    page.get_by_text("No, I am alone").click()
    page.get_by_text("Video and sound").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-status]")).to_contain_text("You are in the waiting room")
