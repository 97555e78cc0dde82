"""The pages of aftercare: what they say in each state, whom they refuse, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare import actions
from openiop.care.aftercare.models import Alumni, ContinuingCare, FollowUp
from openiop.care.aftercare.tests.people import gone, here
from openiop.care.placement.actions import start_taper
from openiop.care.placement.models import Discharge

WORDS = {"own_words": "Fridays stay full.", "what_helps": "The pier.", "wants_alumni": "on"}


def of(person, page=""):
    return f"/aftercare/of/{person.pk}/{page}"


def read(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def left_long_ago(house, who="jordan", days=100):
    return gone(house, who, on=house.program.today() - timedelta(days=days))


def test_the_list_says_how_many_calls_are_due_and_for_whom(cast):
    left_long_ago(cast, days=35)
    page = read(cast.browser("casey"), "/aftercare/")
    assert "1 call is due" in page and "Jordan Avery" in page and "late" in page


def test_the_list_names_alumni_who_were_not_heard_of_for_sixty_days(cast):
    gone(cast)
    gone(cast, "ana")
    Alumni.objects.filter(client=cast.jordan).update(last_heard_at=timezone.now() - timedelta(days=61))
    page = read(cast.browser("walt"), "/aftercare/").split("Not heard of")[1]
    assert "Jordan Avery" in page and "Ana" not in page


def test_alumni_who_are_here_again_or_want_no_contact_are_not_silent(cast):
    left_long_ago(cast)
    left_long_ago(cast, "ana")
    Alumni.objects.update(last_heard_at=timezone.now() - timedelta(days=90))
    here(cast, weeks=1)
    Alumni.objects.filter(client=cast.ana).update(wants_contact=False)
    assert "Every one of the alumni" in read(cast.browser("walt"), "/aftercare/")


def test_whoever_tapers_without_a_plan_for_afterwards_is_named(cast):
    today = cast.program.today()
    start_taper(by=cast.dana, episode=here(cast), start=today, end=today + timedelta(days=13), reason="Ready")
    assert "without a plan for after" in read(cast.browser("dana"), "/aftercare/")


@pytest.mark.parametrize("who", ["bea", "elena", "marcus", "chioma", "pat", "noor"])
def test_other_roles_are_refused(cast, who):
    here(cast)
    for path in ("/aftercare/", of(cast.jordan), of(cast.jordan, "plan")):
        assert cast.browser(who).get(path).status_code == 403


def test_peers_walk_along_but_do_not_close_a_stay_or_read_its_summary(cast):
    here(cast)
    assert cast.browser("walt").get(of(cast.jordan, "leave")).status_code == 403
    gone(cast, summary="Deep words.")
    assert "Deep words." not in read(cast.browser("walt"), of(cast.jordan))
    assert "Deep words." in read(cast.browser("dana"), of(cast.jordan))


@pytest.mark.parametrize("page", ["", "plan", "leave", "print"])
def test_another_organisations_client_is_not_found(cast, elsewhere, page):
    here(elsewhere)
    assert cast.browser("dana").get(of(elsewhere.jordan, page)).status_code == 404


def test_a_call_of_another_organisation_is_not_found(cast, elsewhere):
    gone(elsewhere)
    call = FollowUp.objects.first()
    assert cast.browser("casey").post(f"/aftercare/calls/{call.pk}", {}).status_code == 404


def test_before_admission_the_tab_teaches(cast):
    assert "begins with a stay" in read(cast.browser("dana"), of(cast.jordan))
    assert cast.browser("dana").get(of(cast.jordan, "plan")).status_code == 404


def test_the_plan_is_written_agreed_and_printed(cast):
    here(cast)
    browser = cast.browser("dana")
    assert browser.post(of(cast.jordan, "plan"), WORDS)["Location"] == of(cast.jordan)
    assert browser.post(of(cast.jordan, "agree"), {"name": "Jordan Avery"})["Location"] == of(cast.jordan)
    assert "Jordan Avery said yes" in read(browser, of(cast.jordan))
    paper = read(browser, of(cast.jordan, "print"))
    assert "Fridays stay full." in paper and "988" in paper and "(555) 010-4477" in paper


def test_a_yes_without_a_name_stays_open(cast):
    actions.write_plan(by=cast.dana, episode=here(cast), own_words="x")
    answer = cast.browser("dana").post(of(cast.jordan, "agree"), {"name": ""})
    assert answer.status_code == 422 and "Type the name" in answer.content.decode()
    assert ContinuingCare.objects.get().agreed_at is None


def leaving(cast, **words):
    today = cast.program.today().isoformat()
    said = {"reason": "01", "last_contact": today, "discharged_on": today, "summary": "Well.", "wants_alumni": "on"}
    return cast.browser("dana").post(of(cast.jordan, "leave"), said | words)


def test_the_last_day_is_recorded_once_however_often_the_button_is_pressed(cast):
    here(cast)
    for _press in range(2):
        assert leaving(cast)["Location"] == of(cast.jordan)
    assert Discharge.objects.count() == 1 and FollowUp.objects.count() == 4


def test_a_transfer_without_its_place_is_named_and_nothing_typed_is_lost(cast):
    here(cast)
    answer = leaving(cast, reason="04", summary="Many careful words.")
    assert answer.status_code == 422
    assert "Name the place" in answer.content.decode() and "Many careful words." in answer.content.decode()


def test_a_missing_summary_is_written_later_once_and_leaves_the_list(cast):
    gone(cast, summary="")
    browser = cast.browser("dana")
    assert browser.post(of(cast.jordan, "summary"), {"summary": " "}).status_code == 422
    for _press in range(2):
        browser.post(of(cast.jordan, "summary"), {"summary": "What they worked on."})
    assert read(browser, of(cast.jordan)).count("What they worked on.") == 1
    assert not WorkItem.objects.filter(kind="aftercare.discharge_summary", done_at=None).exists()


def test_a_summary_is_never_edited(cast):
    gone(cast, summary="")
    row = actions.write_summary(by=cast.dana, discharge=Discharge.objects.get(), summary="First words.")
    row.text = "Other words."
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_call_is_recorded_on_the_page(cast):
    left_long_ago(cast, days=35)
    call = FollowUp.objects.get(day=30)
    browser = cast.browser("casey")
    wrong = browser.post(f"/aftercare/calls/{call.pk}", {f"{call.pk.hex}-notes": "typed words"})
    assert wrong.status_code == 422 and "typed words" in wrong.content.decode()
    said = {f"{call.pk.hex}-outcome": "reached", f"{call.pk.hex}-notes": "Working again."}
    for _press in range(2):
        assert browser.post(f"/aftercare/calls/{call.pk}", said)["Location"] == of(cast.jordan)
    assert "Working again." in read(browser, of(cast.jordan))


def test_contact_is_stopped_and_begun_again(cast):
    gone(cast)
    browser = cast.browser("walt")
    browser.post(of(cast.jordan, "contact"))
    assert not Alumni.objects.get().wants_contact
    browser.post(of(cast.jordan, "contact"), {"wants": "1"})
    assert Alumni.objects.get().wants_contact


def test_the_list_asks_the_database_as_often_with_many_as_with_one(cast, django_assert_max_num_queries):
    left_long_ago(cast, days=35)
    browser = cast.browser("casey")
    browser.get("/aftercare/")
    for who in ("ana", "luis"):
        left_long_ago(cast, who, days=35)
    Alumni.objects.update(last_heard_at=timezone.now() - timedelta(days=90))
    for path in ("/aftercare/", of(cast.jordan)):
        with django_assert_max_num_queries(18):
            browser.get(path)
