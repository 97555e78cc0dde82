"""A look of staff at somebody's record is told to the audit."""

import pytest
from django.urls import reverse

from openiop.base.audit.models import Event, Reading
from openiop.base.people.models import Client, Contact
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from tests.cast import admit


def looks():
    return sorted(Reading.objects.values_list("actor_name", "client_id", "door", "count"))


def test_a_page_about_a_client_is_a_look_with_its_door_and_address(cast):
    admit(cast)
    browser = cast.browser("dana")
    for _ in range(2):
        assert browser.get(reverse("desk:chart", kwargs={"client_id": cast.jordan.pk})).status_code == 200
    assert looks() == [("Dana Whitfield, LMFT", cast.jordan.pk, "desk:chart", 2)]
    assert Reading.objects.get().address == "127.0.0.1"


def test_a_row_that_leads_to_a_client_is_a_look_too(cast):
    admit(cast)
    contact = Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name="Their cousin")
    Gate(cast.dana).fetch(Contact, contact.pk, Permission.SEE_CLIENTS)
    assert [look[1] for look in looks()] == [cast.jordan.pk]


def test_one_request_is_one_look(cast, django_assert_num_queries):
    admit(cast)
    gate = Gate(cast.dana)
    gate.fetch(Client, cast.jordan.pk, Permission.SEE_CLIENTS)
    with django_assert_num_queries(1):
        gate.fetch(Client, cast.jordan.pk, Permission.SEE_CLIENTS)
    assert [look[3] for look in looks()] == [1]


def test_a_row_far_from_its_client_is_asked_for_once(cast):
    from django.apps import apps

    decision = apps.get_model("placement.decision").objects.get(pk=admit(cast).decisions.get().pk)
    Gate(cast.dana).fetch(type(decision), decision.pk, Permission.SEE_CHART)
    assert [look[1] for look in looks()] == [cast.jordan.pk]


@pytest.mark.parametrize("who", ["jordan", "system"])
def test_clients_and_jobs_are_not_counted(cast, who):
    Gate(getattr(cast, who)).fetch(Client, cast.jordan.pk, Permission.SEE_OWN)
    assert looks() == []


def test_a_row_about_nobody_is_no_look(cast):
    for row in (cast.program, cast.room):
        assert Gate(cast.dana).fetch(type(row), row.pk, Permission.SEE_PROGRAM) == row
    assert looks() == []


def test_what_is_not_shown_is_no_look(cast, elsewhere):
    answer = cast.browser("dana").get(reverse("desk:chart", kwargs={"client_id": elsewhere.jordan.pk}))
    assert answer.status_code == 404 and looks() == []


def test_an_act_tells_from_where_it_came(cast):
    admit(cast)
    page = reverse("people:new-contact", kwargs={"client_id": cast.jordan.pk})
    cast.browser("elena").post(page, {"name": "Rosa", "phone": "555-0100"})
    event = Event.objects.get(verb="people.contact.added")
    assert (event.address, event.door) == ("127.0.0.1", "people:new-contact")
