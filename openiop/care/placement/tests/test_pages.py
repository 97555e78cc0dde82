"""The pages: what they say, who may open them, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from openiop.base.people import actions as people
from openiop.care.placement.models import Episode

from .people import admitted, asked, evaluated


def decide_url(evaluation):
    return reverse("placement:decide", kwargs={"evaluation_id": evaluation.pk})


def answers(cast, **changes):
    return {
        "do": "admit",
        "actual_level": "2.1",
        "therapist": str(cast.dana.pk),
        "track": str(cast.track.pk),
        "opened_on": cast.program.today().isoformat(),
        "entry_route": "primary",
    } | changes


def test_the_page_recommends_with_reasons_and_pairs_a_therapist(cast):
    evaluation = evaluated(cast)
    page = cast.browser("noor").get(decide_url(evaluation)).content.decode()
    assert "Intensive outpatient fits Jordan" in page
    assert "Licensed in MA" in page
    assert "I want my Fridays back." in page


def test_admitting_on_the_page_leads_to_the_plan(cast):
    evaluation = evaluated(cast)
    response = cast.browser("noor").post(decide_url(evaluation), answers(cast))
    assert response.status_code == 302
    assert response.url == f"/plans/{cast.jordan.pk}/"
    assert Episode.objects.get().therapist == cast.dana


def test_a_difference_without_words_keeps_what_was_typed(cast):
    evaluation = evaluated(cast)
    response = cast.browser("noor").post(
        decide_url(evaluation), answers(cast, actual_level="2.5", why="Two hours’ drive & <work>", difference="")
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert "Two hours’ drive &amp; &lt;work&gt;" in page
    assert "Choose why the actual level differs" in page


def test_a_therapist_without_a_licence_is_listed_but_cannot_be_chosen(cast):
    ira = people.employ(by=cast.system, program=cast.program, name="Ira Stone", roles=["therapist"], languages=["en"])
    evaluation = evaluated(cast)
    browser = cast.browser("noor")
    page = browser.get(decide_url(evaluation)).content.decode()
    assert "Ira Stone" in page
    assert "No licence for MA" in page
    assert f'value="{ira.pk}"' not in page
    assert browser.post(decide_url(evaluation), answers(cast, therapist=str(ira.pk))).status_code == 400
    assert not Episode.objects.exists()


def test_another_level_is_no_dead_end(cast):
    evaluation = evaluated(cast, level="3.5")
    browser = cast.browser("noor")
    assert "Jordan needs another level" in browser.get(decide_url(evaluation)).content.decode()
    given = {
        "do": "elsewhere",
        "on-level": "3.5",
        "on-to": "Cedar House",
        "on-follow_up_on": "2030-01-05",
        "on-why": "",
    }
    assert browser.post(decide_url(evaluation), given | {"on-to": ""}).status_code == 400
    assert browser.post(decide_url(evaluation), given).url == "/placement/"
    evaluation.referral.refresh_from_db()
    assert evaluation.referral.state == "handed_off"


@pytest.mark.parametrize("person", ["elena", "marcus", "walt", "bea", "pat"])
def test_the_wrong_role_is_refused(cast, person):
    refused = 404 if person == "marcus" else 403  # who may read charts, but not this one, does not find it
    assert cast.browser(person).get(decide_url(evaluated(cast))).status_code == refused


def test_another_organisation_finds_nothing(cast, elsewhere):
    evaluation, stay = evaluated(cast, "ana"), admitted(cast)
    browser = elsewhere.browser("priya")
    assert browser.get(decide_url(evaluation)).status_code == 404
    assert browser.get(reverse("placement:episode", kwargs={"episode_id": stay.pk})).status_code == 404
    assert browser.get(reverse("placement:change_therapist", kwargs={"episode_id": stay.pk})).status_code == 404
    assert "Jordan" not in browser.get(reverse("placement:stays")).content.decode()


def test_the_stay_shows_every_decision_with_its_reasons(cast):
    stay = admitted(cast, actual_level="2.5", difference="client_choice", why="More hours at first.")
    page = cast.browser("dana").get(reverse("placement:episode", kwargs={"episode_id": stay.pk})).content.decode()
    assert "Jordan is in week 5" in page
    assert "More hours at first." in page
    assert "The client chose otherwise" in page
    assert "asks for at least 2.1" in page


def test_a_change_of_therapist_on_the_page(cast):
    stay = admitted(cast)
    ira = people.employ(by=cast.system, program=cast.program, name="Ira Stone", roles=["therapist"], languages=["en"])
    people.add_licence(by=cast.system, staff=ira, state="MA", kind="LCSW", number="1", start=stay.opened_on, end=None)
    url = reverse("placement:change_therapist", kwargs={"episode_id": stay.pk})
    browser = cast.browser("priya")
    assert browser.post(url, {"therapist": str(ira.pk), "why": ""}).status_code == 400
    assert browser.post(url, {"therapist": str(ira.pk), "why": "Jordan asked."}).status_code == 302
    stay.refresh_from_db()
    assert stay.therapist == ira


def test_the_list_costs_the_same_for_one_and_for_many(cast, django_assert_max_num_queries):
    browser, url = cast.browser("dana"), reverse("placement:stays")
    admitted(cast)
    browser.get(url)
    with django_assert_max_num_queries(14):
        browser.get(url)
    for who in ("ana", "luis"):
        admitted(cast, who)
    evaluated(cast, "jordan")
    with django_assert_max_num_queries(14):
        assert "3 people are here" in browser.get(url).content.decode()


def test_an_empty_list_teaches(cast):
    assert "Nobody is admitted yet" in cast.browser("dana").get(reverse("placement:stays")).content.decode()


def test_asked_is_what_the_page_sends(cast):
    """The arguments of the tests' admission are the fields of the form, so that both stay in step."""
    from openiop.care.placement.forms import AdmitForm

    action = set(asked(cast, evaluated(cast))) - {"by", "evaluation", "program"}
    assert action <= set(AdmitForm.base_fields)
