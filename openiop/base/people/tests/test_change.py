"""Registering, correcting, employing: the pages and the verbs behind them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from openiop.base.audit.models import Event
from openiop.base.people import actions, staffing
from openiop.base.people.models import Client, Contact, Staff
from openiop.base.people.roles import Refused
from tests.cast import belong

PERSON = {"legal_first": "Tasha", "legal_last": "Greene", "language": "en", "sex": "unknown"}
COLLEAGUE = {
    "name": "Ida Bloom", "credential": "LPC", "roles": ["therapist"], "languages": ["en", "es"],
    "skills": "Trauma, adolescents, trauma", "caseload_limit": "20", "started_on": "2026-01-05",
    "email": "ida@harbor.example",
}  # fmt: skip


def test_the_heads_facts_stand_on_the_persons_page(cast):
    html = cast.browser("dana").get(reverse("people:client", args=[cast.ana.pk])).content.decode()
    assert "Ana O&#x27;Brien-Núñez" in html and "she/her" in html and "years" in html
    assert 'aria-current="page"' in html and "Correct this" not in html


def test_a_person_is_registered_and_a_possible_second_row_is_asked_about_first(cast):
    browser, url = cast.browser("elena"), reverse("people:new")
    browser.post(url, PERSON)
    assert Client.objects.filter(legal_first="Tasha").count() == 1
    twin = PERSON | {"legal_first": "Jordan", "legal_last": "Avery", "birth_date": "1992-03-14"}
    page = browser.post(url, twin)
    assert page.status_code == 422 and "Is this one of these people?" in page.content.decode()
    for _ in range(2):  # a double tap
        browser.post(url, twin | {"surely_new": "1"})
    assert Client.objects.filter(organisation=cast.organisation, legal_first="Jordan").count() == 2


def test_a_correction_keeps_the_old_value_in_the_audit(cast):
    url = reverse("people:edit", args=[cast.jordan.pk])
    cast.browser("elena").post(url, PERSON | {"legal_first": "Jordan", "legal_last": "Avery-Stone"})
    cast.jordan.refresh_from_db()
    assert cast.jordan.legal_last == "Avery-Stone"
    assert Event.objects.get(verb="people.client.updated").detail["before"]["legal_last"] == "Avery"


def test_a_wrong_field_is_named_and_what_was_typed_stays(cast):
    page = cast.browser("elena").post(
        reverse("people:edit", args=[cast.jordan.pk]), PERSON | {"email": "nope", "birth_date": "2090-01-01"}
    )
    html = page.content.decode()
    assert page.status_code == 422 and 'href="#id_email"' in html and 'href="#id_birth_date"' in html
    assert 'value="Tasha"' in html and "What is different about Jordan?" in html


def test_a_contact_is_added_once_changed_and_removed(cast):
    browser = cast.browser("elena")
    add = reverse("people:new-contact", args=[cast.jordan.pk])
    page = browser.post(add, {"name": "Sam", "is_emergency": "on"})
    assert page.status_code == 422 and "needs a phone number" in page.content.decode()
    for _ in range(2):
        browser.post(add, {"name": "Sam", "relationship": "Sister", "phone": "555", "is_emergency": "on"})
    contact = Contact.objects.get()
    html = browser.get(reverse("people:client", args=[cast.jordan.pk])).content.decode()
    assert "Does not know: say nothing" in html
    change = reverse("people:contact", args=[cast.jordan.pk, contact.pk])
    browser.post(change, {"name": "Sam Avery", "phone": "555", "knows": "on"})
    contact.refresh_from_db()
    assert (contact.name, contact.knows, contact.is_emergency) == ("Sam Avery", True, False)
    browser.post(change, {"do": "remove"})
    assert not Contact.objects.exists()
    assert Event.objects.filter(verb="people.contact.removed").exists()


def test_a_client_gets_a_way_in_but_never_with_somebody_elses_address(cast):
    browser = cast.browser("elena")
    walk_in = actions.register_client(by=cast.elena, organisation=cast.organisation, legal_first="New")
    belong(cast, walk_in)
    url = reverse("people:invite", args=[walk_in.pk])
    page = browser.post(url, {"email": "Dana@harbor.example"})
    assert page.status_code == 422 and "somebody signs in with it" in page.content.decode()
    browser.post(url, {"email": "new@example.org"})
    walk_in.refresh_from_db()
    assert walk_in.user.email == "new@example.org"


def test_only_those_who_work_referrals_change_people_and_elsewhere_nobody_is_found(cast, elsewhere):
    names = ("people:edit", "people:new-contact")
    for name in names:
        url = reverse(name, args=[cast.jordan.pk])
        assert cast.browser("dana").get(url).status_code == 403
        assert elsewhere.browser("elena").get(url).status_code == 404
    assert elsewhere.browser("elena").get(reverse("people:client", args=[cast.jordan.pk])).status_code == 404
    assert elsewhere.browser("priya").get(reverse("people:member", args=[cast.dana.pk])).status_code == 404
    assert elsewhere.browser("priya").post(reverse("people:leave", args=[cast.dana.pk])).status_code == 404


def test_a_colleague_joins_with_roles_skills_and_a_way_in(cast):
    cast.browser("priya").post(reverse("people:employ"), COLLEAGUE)
    made = Staff.objects.get(name="Ida Bloom")
    assert (made.roles, made.skills, made.languages) == (["therapist"], ["trauma", "adolescents"], ["en", "es"])
    assert made.user.email == "ida@harbor.example" and list(made.programs.all()) == [cast.program]
    page = cast.browser("priya").post(reverse("people:employ"), COLLEAGUE)
    assert page.status_code == 422 and "somebody signs in with it" in page.content.decode()


def test_a_colleague_without_a_role_or_with_a_weak_password_is_refused_by_field(cast):
    page = cast.browser("priya").post(reverse("people:employ"), COLLEAGUE | {"roles": [], "password": "short"})
    html = page.content.decode()
    assert page.status_code == 422 and 'href="#id_roles"' in html and 'href="#id_password"' in html
    assert 'value="short"' not in html, "a password is never sent back"
    assert not Staff.objects.filter(name="Ida Bloom").exists()


def test_only_a_director_changes_staff(cast):
    for name, args in (("people:employ", []), ("people:edit-member", [cast.dana.pk])):
        assert cast.browser("dana").get(reverse(name, args=args)).status_code == 403
    with pytest.raises(Refused):
        staffing.update_staff(by=cast.dana, staff=cast.dana, roles=["director"])


def test_a_director_does_not_lock_everyone_out(cast):
    with pytest.raises(ValidationError, match="director's role"):
        staffing.update_staff(by=cast.priya, staff=cast.priya, roles=["therapist"])
    with pytest.raises(ValidationError, match="Another director"):
        staffing.end_work(by=cast.priya, staff=cast.priya, ended_on=cast.program.today())


def test_after_the_last_day_nobody_comes_in_and_staying_opens_the_door_again(cast):
    marcus, home = cast.browser("marcus"), reverse("people:staff")
    assert marcus.get(home).status_code == 200
    yesterday = (cast.program.today() - timedelta(days=1)).isoformat()
    leave = reverse("people:leave", args=[cast.marcus.pk])
    cast.browser("priya").post(leave, {"ended_on": yesterday})
    assert marcus.get(home).status_code == 302
    cast.browser("priya").post(leave, {"do": "stay"})
    assert cast.browser("marcus").get(home).status_code == 200


def test_tel_1_a_licence_holds_between_its_days_and_never_twice_at_once(cast):
    browser, url = cast.browser("priya"), reverse("people:new-licence", args=[cast.dana.pk])
    nh = {"state": "NH", "kind": "LMFT", "number": "N-1", "start": "2026-01-01", "last": "2026-12-31"}
    for _ in range(2):
        assert browser.post(url, nh).status_code == 302
    licence = cast.dana.licences.get(state="NH")
    assert (licence.valid.lower, licence.valid.upper) == (date(2026, 1, 1), date(2027, 1, 1))
    page = browser.post(url, nh | {"number": "N-2", "start": "2026-06-01"})
    assert page.status_code == 422 and "already for these days" in page.content.decode()
    page = browser.post(url, nh | {"last": "2025-01-01"})
    assert page.status_code == 422 and "before the first" in page.content.decode()
    browser.post(reverse("people:licence", args=[licence.pk]), {"last": "2026-03-31"})
    licence.refresh_from_db()
    assert licence.valid.upper == date(2026, 4, 1)


def test_the_directory_asks_the_same_number_of_questions_for_any_number_of_staff(cast, django_assert_max_num_queries):
    browser, url = cast.browser("dana"), reverse("people:staff")
    assert "10 people work here" in browser.get(url).content.decode()
    assert "Marcus" not in browser.get(url + "?role=therapist").content.decode()
    with django_assert_max_num_queries(10):
        browser.get(url)
    for n in range(15):
        actions.employ(by=cast.system, program=cast.program, name=f"Person {n}", roles=["peer"], languages=["en"])
    with django_assert_max_num_queries(10):
        browser.get(url)
