"""The weekly check-in: kept once, and help in the same moment where it cannot wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare.models import Alumni
from openiop.care.measures.models import Response, SafetyAlert
from openiop.doors.portal.tests.people import browser_of, here
from openiop.doors.portal.tests.test_read_my_day import left
from openiop.rulebook import instruments

CODES = [item.code for item in instruments.get("WEEKLY-CHECKIN").items]
ITEM_9 = CODES[-1]
QUIET = dict.fromkeys(CODES, "0")


def say(phone, key="one", **answers):
    return phone.post("/me/check-in", QUIET | {"key": key} | answers, follow=True)


def test_the_check_in_is_kept_as_the_clients_own(cast):
    here(cast)
    page = say(browser_of(cast), checkin_mood="6")
    given = Response.objects.get()
    assert (given.client, given.source, given.recorded_by) == (cast.jordan, "portal", None)
    assert given.answers["checkin_mood"] == 6
    assert "Your answers are with your team" in page.content.decode()


def test_ins_2_item_9_alerts_the_therapist_and_shows_988_at_once(cast):
    here(cast)
    page = say(browser_of(cast), **{ITEM_9: "1"}).content.decode()
    assert SafetyAlert.objects.get().client == cast.jordan
    assert WorkItem.objects.get(kind="measures.safety_alert").assigned_to == cast.dana
    for words in ('href="tel:988"', 'href="sms:988"', 'href="tel:911"', 'role="alert"', "988 answers at any hour"):
        assert words in page


def test_ins_2_an_answer_that_cannot_wait_is_not_held_back_by_missing_ones(cast):
    here(cast)
    page = browser_of(cast).post("/me/check-in", {"key": "one", ITEM_9: "2"}, follow=True).content.decode()
    assert SafetyAlert.objects.count() == 1 and "tel:988" in page


def test_a_check_in_sent_twice_is_kept_once(cast):
    here(cast)
    phone = browser_of(cast)
    say(phone, **{ITEM_9: "1"})
    say(phone, **{ITEM_9: "1"})
    assert Response.objects.count() == SafetyAlert.objects.count() == 1


def test_missing_answers_are_named_nothing_is_lost_and_it_may_go_as_it_is(cast):
    here(cast)
    phone = browser_of(cast)
    some = {"key": "one", "checkin_mood": "7"}
    page = phone.post("/me/check-in", some)
    assert page.status_code == 422 and "Send it as it is" in page.content.decode()
    assert not Response.objects.exists()
    phone.post("/me/check-in", some | {"unfinished": "1"})
    assert Response.objects.get().answers["checkin_mood"] == 7


def test_a_strong_urge_offers_help_afterwards(cast):
    here(cast)
    assert "Help with an urge, now" in say(browser_of(cast), checkin_urge="9").content.decode()


def test_nobody_reads_the_answers_of_another(cast):
    here(cast)
    here(cast, "ana")
    say(browser_of(cast, "ana"))
    assert browser_of(cast).get(f"/me/check-in/{Response.objects.get().pk}").status_code == 404


def test_alumni_check_in_and_are_heard_of(cast):
    left(cast)
    Alumni.objects.update(last_heard_at=timezone.now() - timedelta(days=80))
    say(browser_of(cast), **{ITEM_9: "1"})
    assert timezone.now() - Alumni.objects.get().last_heard_at < timedelta(minutes=1)
    assert WorkItem.objects.get(kind="measures.safety_alert").role == "therapist"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_questions_come_in_the_language_of_the_page(cast, language):
    here(cast)
    phone = browser_of(cast)
    phone.cookies["language"] = language
    words = instruments.get("WEEKLY-CHECKIN").items[0].text_in(language)
    assert words in phone.get("/me/check-in").content.decode()
