"""The sheets of one's groups, on one's own page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from openiop.care.calendar import actions as calendar
from openiop.care.encounters.models import Presence
from openiop.care.encounters.tests.people import hold_session
from openiop.doors.portal.tests.people import browser_of, here


def test_the_sheets_of_topics_one_met_stand_on_ones_own_page(cast):
    topics = calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["mindfulness"], language="es")
    here(cast)
    browser, page = browser_of(cast), reverse("portal:topics")
    assert "Nothing yet" in browser.get(page).content.decode()
    start = (timezone.now() - timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    session = hold_session(cast, start, minutes=90, breaks=(), clients=("jordan", "ana"), topic=topics[0])
    Presence.objects.create(
        organisation=cast.organisation, session=session, client=cast.jordan, code="present", during=session.during
    )
    shown = browser.get(page).content.decode()
    assert topics[0].title in shown and "Tres minutos al día" in shown
    here(cast, "ana")
    assert topics[0].title not in browser_of(cast, "ana").get(page).content.decode()
    assert reverse("portal:topics") in browser.get(reverse("portal:plan")).content.decode()
