"""Taking a referral: one person stays one person, one form one referral."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.intake import actions
from openiop.care.intake.actions.referrals import another_person
from openiop.care.intake.models import Referral

TASHA = {"legal_first": "Tasha", "legal_last": "Greene", "birth_date": date(1990, 5, 4), "phone": "(555) 010-3344"}
JORDAN = {"legal_first": "Jordan", "legal_last": "Avery", "birth_date": date(1992, 3, 14)}
FORM = {"legal_first": "Tasha", "legal_last": "Greene", "language": "en", "source": "01", "key": "k1"}


def take(cast, by=None, **said):
    if "client" not in said:
        said.setdefault("person", TASHA)
    return actions.take_referral(by=by or cast.elena, program=cast.program, **said)


def test_a_call_becomes_a_person_a_referral_and_a_task(cast):
    taken = take(cast, reason="I want my Fridays back.", source="03")
    assert (taken.state, taken.client.name, taken.source) == ("new", "Tasha Greene", "03")
    assert WorkItem.objects.get().role == "admissions"


def test_somebody_who_may_be_known_is_not_registered_before_a_human_said_so(cast):
    with pytest.raises(actions.MaybeKnown) as doubt:
        take(cast, person=JORDAN)
    assert [each.key for each in doubt.value.match.candidates] == [str(cast.jordan.pk)]
    assert not Referral.objects.exists()
    assert take(cast, person=JORDAN, surely_new=True).client != cast.jordan


def test_the_same_form_sent_twice_is_one_referral_and_one_person(cast):
    first = take(cast, person=JORDAN, surely_new=True, key="k")
    assert take(cast, person=JORDAN, surely_new=True, key="k") == first
    assert Client.objects.filter(legal_first="Jordan", organisation=cast.organisation).count() == 2


def test_one_open_referral_a_person_and_program(cast):
    take(cast, client=cast.jordan)
    with pytest.raises(ValidationError, match="already has an open referral"):
        take(cast, client=cast.jordan)


def test_the_public_page_joins_only_what_is_certain_and_asks_about_the_rest(cast):
    cast.jordan.phone = "555 010 2231"
    cast.jordan.save()
    certain = take(cast, by=cast.system, person=JORDAN | {"phone": "(555) 010-2231"})
    assert certain.client == cast.jordan
    actions.close_referral(by=cast.elena, referral=certain, reason="test")
    unsure = take(cast, by=cast.system, person=JORDAN)
    assert unsure.client != cast.jordan
    assert WorkItem.objects.filter(kind="intake.same_as", done_at=None).exists()


def test_a_referral_of_somebody_known_moves_to_them_and_the_second_row_goes(cast):
    unsure = take(cast, by=cast.system, person=JORDAN)
    doubled = unsure.client
    actions.same_person(by=cast.elena, referral=unsure, client=cast.jordan)
    unsure.refresh_from_db()
    assert unsure.client == cast.jordan
    assert not Client.objects.filter(pk=doubled.pk).exists()
    assert not WorkItem.objects.filter(kind="intake.same_as", done_at=None).exists()
    assert set(WorkItem.objects.values_list("client", flat=True)) == {cast.jordan.pk}


def test_a_row_with_more_than_the_referral_is_never_joined_away(cast):
    unsure = take(cast, by=cast.system, person=JORDAN)
    actions.add_diagnosis(by=cast.noor, client=unsure.client, code="F10.20")
    with pytest.raises(ValidationError, match="Nothing was joined"):
        actions.same_person(by=cast.elena, referral=unsure, client=cast.jordan)
    unsure.refresh_from_db()
    assert unsure.client != cast.jordan


def test_a_human_may_say_that_it_is_someone_new(cast):
    unsure = take(cast, by=cast.system, person=JORDAN)
    another_person(by=cast.elena, referral=unsure)
    assert not WorkItem.objects.filter(kind="intake.same_as", done_at=None).exists()


def test_closing_needs_a_reason_and_can_be_taken_back(cast):
    taken = take(cast)
    with pytest.raises(ValidationError):
        actions.close_referral(by=cast.elena, referral=taken, reason=" ")
    assert actions.close_referral(by=cast.elena, referral=taken, reason="Chose another program").state == "closed"
    assert not WorkItem.objects.filter(done_at=None).exists()
    again = actions.reopen_referral(by=cast.elena, referral=taken)
    assert (again.state, again.closed_reason) == ("new", "")


def test_only_those_who_work_referrals_take_one(cast):
    for who in ("dana", "bea", "marcus", "jordan"):
        with pytest.raises(Refused):
            take(cast, by=getattr(cast, who))


def test_the_heading_says_who_waits_longest(cast):
    browser, url = cast.browser("elena"), reverse("intake:queue")
    assert "No one is waiting at the door" in browser.get(url).content.decode()
    take(cast, received_at=timezone.now() - timedelta(days=4))
    take(cast, client=cast.jordan)
    html = browser.get(url).content.decode()
    assert "2 people wait, Tasha the longest: 4 days" in html
    assert "Jordan" not in browser.post(url, {"q": "gréene"}, follow=True).content.decode()


def test_the_form_names_the_field_and_keeps_what_was_typed(cast):
    page = cast.browser("elena").post(
        reverse("intake:new"), FORM | {"legal_first": "", "email": "nope", "birth_date": "2050-01-01"}
    )
    html = page.content.decode()
    assert page.status_code == 422
    for field in ("legal_first", "email", "birth_date"):
        assert f'href="#id_{field}"' in html
    assert 'value="Greene"' in html and "in the future" in html


def test_the_form_asks_whether_it_is_somebody_we_know_and_takes_the_answer(cast):
    browser, url = cast.browser("elena"), reverse("intake:new")
    said = FORM | {"legal_first": "Jordan", "legal_last": "Avery", "birth_date": "1992-03-14", "phone": "555 1212"}
    page = browser.post(url, said)
    assert page.status_code == 422 and "Is this one of these people?" in page.content.decode()
    browser.post(url, said | {"client": str(cast.jordan.pk)})
    taken = Referral.objects.get()
    assert taken.client == cast.jordan
    assert taken.client.phone == "555 1212", "what the caller told and we did not know is kept"


def test_others_are_refused_and_another_organisation_finds_nothing(cast, elsewhere):
    taken = take(cast)
    urls = [reverse("intake:queue"), reverse("intake:new"), reverse("intake:referral", args=[taken.pk])]
    assert [cast.browser("marcus").get(url).status_code for url in urls] == [403, 403, 403]
    other = elsewhere.browser("elena")
    assert "Tasha" not in other.get(urls[0]).content.decode()
    for name in ("referral", "screening"):
        assert other.get(reverse(f"intake:{name}", args=[taken.pk])).status_code == 404
    for name in ("close", "reopen", "same", "screening"):
        assert other.post(reverse(f"intake:{name}", args=[taken.pk]), {"reason": "x"}).status_code == 404
    assert other.post(urls[1], FORM | {"client": str(cast.jordan.pk)}).status_code == 404


def test_the_queue_asks_the_same_number_of_questions_for_one_and_for_many(cast, django_assert_max_num_queries):
    browser, url = cast.browser("elena"), reverse("intake:queue") + "?show=all"
    take(cast)
    browser.get(url)
    with django_assert_max_num_queries(14):
        browser.get(url)
    for n in range(24):
        take(cast, person={"legal_first": f"Person{n}", "legal_last": f"Number{n}"}, surely_new=True)
    with django_assert_max_num_queries(14):
        browser.get(url)
