"""The pages of this room, as a browser without script uses them."""

import re

import pytest
from django.urls import reverse

from openiop.care.measures import actions
from openiop.care.measures.models import Response, SafetyAlert

PHQ = {f"phq9_{n}": "1" for n in range(1, 9)} | {"phq9_9": "0", "key": "k1"}


def ask_url(cast, instrument="PHQ-9", client="jordan"):
    return reverse("measures:ask", args=[getattr(cast, client).pk, instrument])


def test_asking_keeps_the_answers_and_says_the_score(cast):
    page = cast.browser("dana").post(ask_url(cast), PHQ, follow=True)
    assert Response.objects.get().total == 8
    assert "8 of 27" in page.content.decode()


def test_a_missing_answer_is_named_and_the_given_ones_stay(cast):
    page = cast.browser("dana").post(ask_url(cast), {k: v for k, v in PHQ.items() if k != "phq9_4"})
    html = page.content.decode()
    assert page.status_code == 422 and not Response.objects.exists()
    assert 'href="#id_phq9_4"' in html and "Choose an answer" in html
    assert len(re.findall(r'name="phq9_\d"[^>]* checked', html)) == 8


def test_ins_1_an_unfinished_form_can_be_kept_without_a_score(cast):
    data = {k: v for k, v in PHQ.items() if k != "phq9_4"} | {"unfinished": "1"}
    cast.browser("dana").post(ask_url(cast), data)
    assert Response.objects.get().total is None


def test_ins_2_a_safety_answer_is_kept_at_once_even_where_others_are_missing(cast):
    page = cast.browser("dana").post(ask_url(cast), {"phq9_9": "2", "key": "k2"}, follow=True)
    html = page.content.decode()
    assert SafetyAlert.objects.get().value == 2
    assert "988" in html and "911" in html and "See Jordan now" in html


def test_the_questions_speak_the_clients_language_and_can_change(cast):
    browser = cast.browser("dana")
    assert "Poco interés" in browser.get(ask_url(cast, client="ana")).content.decode()
    assert "Little interest" in browser.get(ask_url(cast, client="ana") + "?lang=en").content.decode()


def test_a_double_tap_is_one_answer(cast):
    browser = cast.browser("dana")
    for _ in range(2):
        browser.post(ask_url(cast), PHQ)
    assert Response.objects.count() == 1


def test_after_asking_from_elsewhere_one_comes_back_there_but_never_leaves_the_house(cast):
    browser = cast.browser("dana")
    assert browser.post(ask_url(cast) + "?then=/today", PHQ).url == "/today"
    for bad in ("//evil.example", "https://evil.example", "/\\evil.example"):
        page = browser.post(f"{ask_url(cast)}?then={bad}", PHQ | {"key": bad})
        assert page.url == reverse("measures:client", args=[cast.jordan.pk])


@pytest.mark.parametrize("who", ["elena", "bea", "walt", "pat"])
def test_who_may_not_see_a_chart_sees_no_measures(cast, who):
    browser = cast.browser(who)
    urls = [reverse("measures:client", args=[cast.jordan.pk]), reverse("measures:alerts"), ask_url(cast)]
    assert [browser.get(url).status_code for url in urls] == [403, 403, 403]


def test_another_organisation_finds_nothing(cast, elsewhere):
    given = actions.answer(
        by=cast.dana, client=cast.jordan, program=cast.program, instrument="PHQ-9", answers={"phq9_9": 1}
    )
    alert = SafetyAlert.objects.get()
    browser = elsewhere.browser("dana")
    for url in (
        reverse("measures:client", args=[cast.jordan.pk]),
        ask_url(cast),
        reverse("measures:response", args=[given.pk]),
        reverse("measures:correct", args=[given.pk]),
    ):
        assert browser.get(url).status_code == 404, url
    assert browser.post(reverse("measures:answer-alert", args=[alert.pk]), {}).status_code == 404
    assert "Jordan" not in browser.get(reverse("measures:alerts")).content.decode()


def test_an_alert_is_closed_with_what_was_done_and_empty_words_are_refused(cast):
    actions.answer(by=cast.dana, client=cast.jordan, program=cast.program, instrument="PHQ-9", answers={"phq9_9": 1})
    alert = SafetyAlert.objects.get()
    browser, url = cast.browser("dana"), reverse("measures:answer-alert", args=[alert.pk])
    page = browser.post(url, {f"{alert.pk.hex}-action_taken": ""})
    assert page.status_code == 422 and "Write what you did" in page.content.decode()
    page = browser.post(url, {f"{alert.pk.hex}-action_taken": "Called; safe tonight."}, follow=True)
    assert "No safety answer is waiting" in page.content.decode()
    assert "Called; safe tonight." in page.content.decode()


def test_a_correction_needs_a_reason_and_leads_to_the_new_answers(cast):
    old = actions.answer(
        by=cast.dana, client=cast.jordan, program=cast.program, instrument="GAD-7",
        answers={f"gad7_{n}": 1 for n in range(1, 8)},
    )  # fmt: skip
    browser, url = cast.browser("dana"), reverse("measures:correct", args=[old.pk])
    data = {f"gad7_{n}": "2" for n in range(1, 8)} | {"key": "k3"}
    page = browser.post(url, data)
    assert page.status_code == 422 and "Say why the answers change" in page.content.decode()
    browser.post(url, data | {"why": "misread the first page"})
    new = Response.objects.get(replaces=old)
    assert new.total == 14
    assert browser.get(url).url == reverse("measures:response", args=[new.pk])


def test_the_page_asks_the_database_the_same_number_of_questions_whatever_was_answered(
    cast, django_assert_max_num_queries
):
    browser, url = cast.browser("dana"), reverse("measures:client", args=[cast.jordan.pk])
    browser.get(url)
    with django_assert_max_num_queries(14):
        browser.get(url)
    for n in range(30):
        actions.answer(
            by=cast.dana, client=cast.jordan, program=cast.program, instrument=("PHQ-9", "WEEKLY-CHECKIN")[n % 2],
            answers={"phq9_9": 1},
        )  # fmt: skip
    for page in (url, reverse("measures:alerts")):
        with django_assert_max_num_queries(14):
            browser.get(page)
