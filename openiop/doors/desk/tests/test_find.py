"""Everybody is found by part of a name, however it is spelled, and only by those who may."""

import pytest
from django.urls import reverse

from tests.cast import admit, hold_group


@pytest.mark.parametrize("words", ["obrien nunez", "O’Brien-Núñez", "NUÑEZ ana", "núñez"])
def test_a_client_is_found_however_the_name_is_typed(cast, words):
    page = cast.browser("dana").post(reverse("desk:search"), {"q": words}, follow=True)
    assert [client.pk for client in page.context["people"]] == [cast.ana.pk]


def test_groups_and_pages_are_found_too(cast):
    group = hold_group(cast)
    browser = cast.browser("dana")
    assert browser.post(reverse("desk:search"), {"q": "steady"}, follow=True).context["groups"] == [group]
    page = browser.post(reverse("desk:search"), {"q": "hours"}, follow=True)
    assert [str(p["label"]) for p in page.context["pages"]] == ["Hours"]


def test_what_was_looked_for_is_in_no_address(cast):
    """The words wait in the session; back and reload find them again."""
    browser = cast.browser("dana")
    answer = browser.post(reverse("desk:clients"), {"q": "Núñez", "who": "all"})
    assert "ez" not in answer.url and "who=all" in answer.url
    for _time in range(2):
        assert [client.pk for client, _episode in browser.get(answer.url).context["rows"]] == [cast.ana.pk]
    assert browser.get(reverse("desk:clients"), {"who": "all", "q": "Núñez"}).context["text"] == ""


def test_another_organisations_clients_are_not_found(cast, elsewhere):
    page = cast.browser("dana").post(reverse("desk:search"), {"q": "jordan"}, follow=True)
    assert [client.organisation_id for client in page.context["people"]] == [cast.organisation.pk]


@pytest.mark.parametrize("words", ["", "   ", "%", "🌊", "'; DROP TABLE people_client; --", "x" * 500])
def test_odd_words_find_nothing_and_break_nothing(cast, words):
    assert cast.browser("dana").post(reverse("desk:search"), {"q": words}, follow=True).status_code == 200


def test_the_list_begins_with_those_who_are_here(cast):
    admit(cast, "jordan")
    browser = cast.browser("dana")
    here = browser.get(reverse("desk:clients")).context["rows"]
    everyone = browser.get(reverse("desk:clients"), {"who": "all"}).context["rows"]
    assert [client.pk for client, _episode in here] == [cast.jordan.pk]
    assert {client.pk for client, _episode in everyone} == {c.pk for c in cast.clients.values()}


def test_a_client_cannot_look_others_up(cast):
    user = cast.jordan
    from openiop.base.people.actions import let_in

    let_in(by=cast.system, client=user, email="jordan@mail.example")
    assert cast.browser("jordan").get(reverse("desk:clients")).status_code == 403
