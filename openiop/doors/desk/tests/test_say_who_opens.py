"""Who can open a record and why, and the supervisor who is named on the staff page."""

from datetime import timedelta

from django.utils import timezone

from openiop.base import context
from openiop.base.people.models import Client, Staff
from openiop.base.privacy.models import Reach
from openiop.doors.desk import breaking
from tests.cast import admit


def test_the_page_names_everyone_with_the_reason(cast):
    admit(cast)
    breaking.break_glass(by=cast.marcus, client=cast.jordan, nature="Unconscious", reason="Allergies")
    html = cast.browser("pat").get(f"/clients/{cast.jordan.pk}/who").content.decode()
    for words in ("Dana Whitfield", "Primary therapist", "Marcus Bell", "Broke the glass in an emergency", "Chioma"):
        assert words in html
    assert "Walt Brennan" not in html and "Bea Kowalski" not in html  # their roles show no chart


def test_officer_director_and_primary_therapist_ask_and_nobody_else(cast):
    admit(cast)
    url = f"/clients/{cast.jordan.pk}/who"
    for who, status in {"pat": 200, "priya": 200, "dana": 200, "chioma": 403, "elena": 403, "marcus": 403}.items():
        assert cast.browser(who).get(url).status_code == status, who
    assert url in cast.browser("dana").get(f"/clients/{cast.jordan.pk}").content.decode()
    assert url not in cast.browser("chioma").get(f"/clients/{cast.jordan.pk}").content.decode()


def test_a_supervisor_named_by_the_director_opens_what_the_supervisee_opens(cast):
    priya, url = cast.browser("priya"), f"/staff/{cast.dana.pk}/edit"
    html = priya.get(url).content.decode()
    assert "Supervised by" in html
    said = {
        "name": "Dana Whitfield", "credential": "LMFT", "roles": ["therapist", "facilitator"], "languages": ["en"],
        "caseload_limit": "30", "started_on": "2020-01-01", "supervisor": str(cast.marcus.pk),
    }  # fmt: skip
    assert priya.post(url, said | {"supervisor": str(cast.dana.pk)}).status_code == 422
    assert priya.post(url, said).status_code == 302
    marcus = Staff.objects.get(pk=cast.marcus.pk)
    Reach.objects.filter(client=cast.ana, holder_id=cast.dana.pk).update(until=timezone.now() - timedelta(hours=1))
    assert cast.browser("marcus").get(f"/clients/{cast.jordan.pk}").status_code == 200
    assert cast.browser("marcus").get(f"/clients/{cast.ana.pk}").status_code == 403
    with context.standing(marcus.standing):
        assert cast.jordan in Client.objects.all()
