"""Screening: safety first, and never a dead end."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.intake import actions
from openiop.care.intake.models import Screening

FITS = {
    "danger_to_self_or_others": "no", "medical_emergency": "no", "severe_withdrawal": "no",
    "daily_alcohol_or_sedatives": "no", "cannot_be_alone": "no", "safe_place": "yes",
    "needs_more_than_weekly": "yes", "can_attend": "yes",
}  # fmt: skip


@pytest.fixture
def referral(cast):
    return actions.take_referral(by=cast.elena, program=cast.program, client=cast.jordan)


def screen(cast, referral, **changes):
    said = {"by": cast.elena, "referral": referral, "answers": FITS | changes.pop("answers", {})}
    made = actions.screen(**said, **changes)
    referral.refresh_from_db()
    return made


def open_work(**which):
    return WorkItem.objects.filter(done_at=None, **which)


def test_what_fits_goes_on_to_the_evaluation(cast, referral):
    made = screen(cast, referral)
    assert (made.outcome, referral.state) == ("iop_fits", "screened")
    assert open_work(kind="intake.evaluation").exists()
    assert not open_work(kind="intake.new_referral").exists()


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"severe_withdrawal": "yes"}, "hand_off_detox"),
        ({"cannot_be_alone": "yes"}, "hand_off_24h"),
        ({"danger_to_self_or_others": "yes"}, "hand_off_emergency"),
    ],
)
def test_a_hand_off_is_a_task_for_now_with_the_crisis_line_and_never_a_dead_end(cast, referral, answers, outcome):
    made = screen(cast, referral, answers=answers)
    assert (made.outcome, referral.state) == (outcome, "handed_off")
    assert open_work(severity="now", assigned_to=cast.elena, client=cast.jordan).exists()
    html = cast.browser("elena").get(reverse("intake:referral", args=[referral.pk])).content.decode()
    assert "988" in html and "911" in html and "Who took over?" in html and "Screen again" in html


def test_who_took_over_is_kept_and_one_question_stays_open(cast, referral):
    made = screen(cast, referral, answers={"severe_withdrawal": "yes"})
    with pytest.raises(ValidationError, match="Name the person or place"):
        actions.hand_over(by=cast.elena, screening=made, handed_to=" ")
    actions.hand_over(by=cast.elena, screening=made, handed_to="Harbor Detox, (555) 010-1000")
    made.refresh_from_db()
    assert made.handed_to == "Harbor Detox, (555) 010-1000"
    assert [item.kind for item in open_work()] == ["intake.hand_off_follow_up"]


def test_screening_again_settles_the_tasks_of_the_time_before_and_opens_the_way(cast, referral):
    screen(cast, referral, answers={"cannot_be_alone": "yes"})
    screen(cast, referral)
    assert referral.state == "screened"
    assert [item.kind for item in open_work()] == ["intake.evaluation"]
    assert Screening.objects.count() == 2


def test_what_is_not_answered_clearly_decides_nothing(cast, referral):
    made = screen(cast, referral, answers={"severe_withdrawal": "unsure"})
    assert (made.outcome, referral.state) == ("cannot_decide", "new")
    assert open_work(kind="intake.ask_again").exists()


def test_the_same_form_sent_twice_is_one_screening(cast, referral):
    assert screen(cast, referral, key="k") == screen(cast, referral, key="k")
    assert Screening.objects.count() == 1


def test_an_unknown_answer_is_refused_by_name(cast, referral):
    with pytest.raises(ValidationError, match="safe_place"):
        screen(cast, referral, answers={"safe_place": "maybe"})


def test_who_does_not_work_referrals_does_not_screen(cast, referral):
    with pytest.raises(Refused):
        actions.screen(by=cast.dana, referral=referral, answers=FITS)


def test_the_page_keeps_the_screening_and_shows_the_reasons_in_words(cast, referral):
    url = reverse("intake:screening", args=[referral.pk])
    page = cast.browser("elena").post(
        url, FITS | {"safe_place": "no", "notes": "Sleeps in a car.", "key": "k"}, follow=True
    )
    html = page.content.decode()
    assert "24-hour care first" in html and "no safe place to stay" in html and "Sleeps in a car." in html
    made = Screening.objects.get()
    page = cast.browser("elena").post(reverse("intake:handed", args=[made.pk]), {"handed_to": ""})
    assert page.status_code == 422 and "Name the person or place" in page.content.decode()


def test_another_organisation_cannot_say_who_took_over(cast, elsewhere, referral):
    made = screen(cast, referral, answers={"severe_withdrawal": "yes"})
    page = elsewhere.browser("elena").post(reverse("intake:handed", args=[made.pk]), {"handed_to": "me"})
    assert page.status_code == 404
