"""From the board of hours down to the rows of the ledger, and up again: every page looked at closely."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.care.encounters import actions as encounters
from openiop.care.encounters.tests.people import hold_session, plan_for
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_number_leads_to_its_rows_and_the_rows_to_their_day(installation: Installation) -> None:
    house = installation.house
    today = house.program.today()
    for who in ("jordan", "ana"):
        plan_for(house, who, on=today - timedelta(days=20))
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=6)
    session = hold_session(house, start, 190, breaks=(), clients=("jordan", "ana"))
    encounters.mark(by=house.dana, session=session, client=house.jordan, code="present", now=start)
    encounters.mark(by=house.dana, session=session, client=house.ana, code="late", now=start + timedelta(minutes=40))

    dana = installation.at_desk("dana")
    page = dana.page
    dana.open("/hours/")
    dana.sees("Jordan Avery")
    dana.eyes.look()
    for client, words in (
        (house.jordan, "The day counts, and cannot be claimed yet"),
        (house.ana, "150 of 180 minutes"),
    ):
        dana.open(f"/hours/{client.pk}/")
        dana.eyes.look()
        page.set_viewport_size({"width": 1280, "height": 900})
        with page.expect_navigation():
            page.locator(f'a[href$="why?day={today.isoformat()}"]').click()
        dana.sees(words)
        dana.eyes.look()
        dana.follow("Ledger")
        assert page.url.endswith(f"/sessions/{session.pk}/ledger/{client.pk}")
        dana.eyes.look()
        dana.follow("Why the day counts, or not")
        assert page.url.endswith(f"/hours/{client.pk}/why?day={today.isoformat()}")
        dana.sees(words)
