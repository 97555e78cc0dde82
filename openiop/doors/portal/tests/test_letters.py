"""A letter of attendance from both sides: staff write it, the client allows it on their own page, and withdraws it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from openiop.base.messages.models import Message
from openiop.base.privacy.tests.made import officer, signed
from openiop.care.sharing.models import Letter
from openiop.care.sharing.tests.test_letters import code_in, issued
from openiop.care.sharing.tests.test_preview import fill
from openiop.doors.portal.tests.people import browser_of
from tests.cast import admit


@pytest.fixture
def consent(cast):
    fill(cast)
    return signed(cast, recipients=[officer(cast)])


def test_staff_write_it_the_client_allows_it_and_the_page_tells(cast, consent):
    fill_page = reverse("sharing:new-letter", args=[cast.jordan.pk])
    dana, jordan = cast.browser("dana"), browser_of(cast)
    today = cast.program.today()
    receiver = consent.receivers.get()
    typed = {
        "to": receiver.pk,
        "purpose": "court",
        "since": today + timedelta(days=3),
        "until": today,
        "language": "es",
    }
    wrong = dana.post(fill_page, typed)
    assert wrong.status_code == 422 and "The last day comes before the first" in wrong.content.decode()
    made = dana.post(fill_page, typed | {"since": today - timedelta(days=60), "shows_hours": "on"})
    letter = Letter.objects.get()
    assert made.status_code == 302 and "Jordan" not in made["Location"]
    assert Message.objects.filter(to_client=cast.jordan, subject="Something for you").exists()
    assert "Officer Dale Hale" in jordan.get(reverse("portal:letters")).content.decode()
    jordan.post(reverse("portal:letter", args=[letter.pk]), {"do": "allow"})
    page = reverse("sharing:letter", args=[cast.jordan.pk, letter.pk])
    assert dana.get(page + "/print").status_code == 302  # nothing to print yet
    dana.post(page, {"do": "sign"})
    assert code_in(letter) in dana.get(page + "/print").content.decode()
    assert "Good" in dana.get(reverse("sharing:letters", args=[cast.jordan.pk])).content.decode()
    jordan.post(reverse("portal:letter", args=[letter.pk]), {"do": "withdraw"})
    assert "Withdrawn" in dana.get(page).content.decode()


def test_another_client_cannot_answer_it(cast, consent):
    letter = issued(cast, consent)
    admit(cast, "ana")
    answer = browser_of(cast, "ana").post(reverse("portal:letter", args=[letter.pk]), {"do": "withdraw"})
    assert answer.status_code == 404 and Letter.objects.get(pk=letter.pk).state == "issued"
