"""What a client sees: their own, in every state of the way, and nobody else's."""

from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.base.people.models import Contact
from openiop.care.aftercare import actions as aftercare
from openiop.care.calendar.actions import book_session, cancel_session
from openiop.care.encounters.tests.people import hold_session
from openiop.care.intake.actions import take_referral
from openiop.care.intake.models import Referral
from openiop.care.plan.tests.people import signed
from openiop.doors.portal.tests.people import booked, browser_of, here

PAGES = ["/me/", "/me/week", "/me/hours", "/me/plan", "/me/check-in", "/me/help"]


def read(browser, path):
    answer = browser.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def left(house, days_ago=10):
    episode = here(house, days=60)
    aftercare.write_plan(by=house.dana, episode=episode, own_words="Fridays stay full.", what_helps="The pier.")
    day = house.program.today() - timedelta(days=days_ago)
    aftercare.leave(by=house.dana, episode=episode, reason="01", last_contact=day, discharged_on=day, summary="Well.")
    return episode


@pytest.mark.parametrize("page", PAGES)
def test_staff_have_no_page_of_their_own_here(cast, page):
    assert cast.browser("dana").get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_without_sign_in_the_page_asks_for_it(cast, client, page):
    assert "/accounts/login/" in client.get(page)["Location"]


def test_the_next_session_says_when_where_and_with_whom(cast):
    here(cast)
    booked(cast, hours=26)
    page = read(browser_of(cast), "/me/")
    assert "with Dana" in page and "Room 5" in page and "Individual counseling" in page
    assert "Whitfield" not in page


def test_a_session_within_the_hour_counts_the_minutes(cast):
    here(cast)
    session = booked(cast, hours=1)
    minutes = int((session.during.lower - timezone.now()).total_seconds() // 60) + 1
    assert f"In {minutes} minutes" in read(browser_of(cast), "/me/")


def test_a_session_of_somebody_else_is_not_theirs(cast):
    here(cast)
    here(cast, "ana")
    booked(cast, "ana")
    phone = browser_of(cast)
    assert "Nothing is booked yet" in read(phone, "/me/")
    assert "Individual counseling" not in read(phone, "/me/week")


def test_the_week_shows_a_session_that_was_cancelled_and_none_that_was_given_back(cast):
    here(cast)
    cancel_session(by=cast.dana, session=booked(cast, hours=3), why="Storm")
    page = read(browser_of(cast), "/me/week")
    assert "Not taking place" in page


def test_the_day_carries_a_line_of_their_own(cast):
    signed(cast, here(cast))
    page = read(browser_of(cast), "/me/")
    assert "My Fridays back." in page and "You, in your plan" in page


def test_each_face_opens_the_check_in_with_its_answer(cast):
    here(cast)
    phone = browser_of(cast)
    assert 'href="/me/check-in?urge=8"' in read(phone, "/me/")
    page = read(phone, "/me/check-in?urge=8")
    assert 'name="checkin_urge" value="8"' in page.replace("\n", " ") and "checked" in page
    assert "Help with an urge, now" in page


@pytest.mark.parametrize("said", ["11", "-1", "x", "<script>"])
def test_a_made_up_urge_is_not_believed(cast, said):
    here(cast)
    page = browser_of(cast).get("/me/check-in", {"urge": said}).content.decode()
    assert "<script>" not in page and " checked" not in page


def test_help_names_only_people_who_know(cast):
    here(cast)
    common = {"organisation": cast.organisation, "client": cast.jordan, "phone": "(555) 010-1"}
    Contact.objects.create(name="Rosa", knows=True, **common)
    Contact.objects.create(name="Boss", knows=False, **common)
    page = read(browser_of(cast), "/me/help")
    assert "Rosa" in page and "Boss" not in page and "tel:988" in page and "sms:988" in page


def test_before_admission_the_page_says_where_they_are(cast):
    take_referral(by=cast.system, program=cast.program, client=cast.jordan, source="01")
    phone = browser_of(cast)
    assert "You are on your way in" in read(phone, "/me/")
    for page in PAGES[1:5]:
        assert "You are on your way in" in read(phone, page)


def test_an_evaluation_that_is_booked_stands_there_before_admission(cast):
    take_referral(by=cast.system, program=cast.program, client=cast.jordan, source="01")
    start = timezone.now() + timedelta(minutes=30)
    book_session(
        by=cast.elena, program=cast.program, kind="evaluation", clients=[cast.jordan], staff=cast.noor, start=start,
        minutes=90, virtual=True,
    )  # fmt: skip
    phone = browser_of(cast)
    page = read(phone, "/me/")
    assert "Join by video" in page and "Evaluation" in page and "You are on your way in" in page
    assert "We call you about the next step" not in page


def test_a_group_after_the_last_day_can_be_joined_from_there(cast):
    left(cast)
    hold_session(cast, timezone.now() - timedelta(minutes=2), 60, (), ("jordan",), is_virtual=True)
    page = read(browser_of(cast), "/me/")
    assert "Join by video" in page and "The way back is one tap" in page


def test_somebody_whom_nothing_ties_to_a_program_finds_help_all_the_same(cast):
    phone = browser_of(cast, "luis")
    assert "begins with your first day" in read(phone, "/me/")
    assert "988" in read(phone, "/me/help")


def test_after_the_last_day_the_plan_stays_and_the_way_back_is_one_tap(cast):
    left(cast)
    phone = browser_of(cast)
    page = read(phone, "/me/")
    assert "The way back is one tap" in page and "Fridays stay full." in page
    assert "The pier." in read(phone, "/me/help") and "Fridays stay full." in read(phone, "/me/plan")
    for _tap in range(2):
        assert phone.post("/me/back")["Location"] == "/me/"
    assert Referral.objects.filter(client=cast.jordan).count() == 1
    assert "We know you want to come back" in read(phone, "/me/")


def test_whoever_is_here_does_not_come_back(cast):
    here(cast)
    assert browser_of(cast).post("/me/back").status_code == 302
    assert not Referral.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_as_often_with_a_long_history(cast, page, django_assert_max_num_queries):
    signed(cast, here(cast, days=300))
    for hours in (2, 4, 6, 26, 28, 50):
        booked(cast, hours=hours)
    phone = browser_of(cast)
    phone.get(page)
    with django_assert_max_num_queries(24):
        phone.get(page)
