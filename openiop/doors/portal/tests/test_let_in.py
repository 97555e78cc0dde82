"""The sign-in link: once, for fifteen minutes, by staff who may, and never used up by a scanner."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from openiop.base.messages.actions import hand_over
from openiop.base.messages.models import Message
from openiop.base.people.models import User
from openiop.doors.portal.actions import MOST
from openiop.doors.portal.models import SignInLink
from openiop.doors.portal.tests.people import here


def send(house, by="dana", who="jordan", email="jordan@mail.example"):
    return house.browser(by).post(f"/me/link/{getattr(house, who).pk}/send", {"email": email})


def link_in(message):
    return re.search(r"http://testserver(/me/in/\S+)", message.body).group(1)


def sent_link(house, **more):
    send(house, **more)
    return link_in(Message.objects.latest("created_at"))


def test_staff_send_a_link_and_the_client_signs_in_with_it(cast):
    here(cast)
    path = sent_link(cast)
    phone = Browser()
    assert "Open my page" in phone.get(path).content.decode()
    answer = phone.post(path)
    assert answer["Location"] == "/me/"
    assert "Hi, Jordan" in phone.get("/me/").content.decode()


def test_the_first_link_gives_them_their_way_in_and_later_ones_use_it(cast):
    send(cast)
    send(cast)
    cast.jordan.refresh_from_db()
    assert User.objects.get(client=cast.jordan).email == "jordan@mail.example"


def test_opening_a_link_uses_nothing_up_however_often(cast):
    path = sent_link(cast)
    for _look in range(3):
        assert Browser().get(path).status_code == 200
    assert SignInLink.objects.get().used_at is None


def test_a_used_link_opens_nothing_and_says_what_to_do(cast):
    path = sent_link(cast)
    Browser().post(path)
    for again in (Browser().post(path), Browser().get(path)):
        assert again.status_code == 410
        assert "get a new way in" in again.content.decode()


def test_after_fifteen_minutes_a_link_opens_nothing(cast):
    path = sent_link(cast)
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Browser().post(path).status_code == 410
    assert SignInLink.objects.get().used_at is None


def test_a_link_lasts_fifteen_minutes(cast):
    send(cast)
    link = SignInLink.objects.get()
    assert link.expires_at - link.created_at == timedelta(minutes=15)


def test_a_new_link_ends_the_one_before(cast):
    first, second = sent_link(cast), sent_link(cast)
    assert Browser().post(first).status_code == 410
    assert Browser().post(second).status_code == 302


@pytest.mark.parametrize("token", ["nothing", "x" * 43])
def test_a_made_up_link_looks_like_one_that_has_run_out(cast, token):
    assert Browser().get(f"/me/in/{token}").status_code == 410
    assert Browser().post(f"/me/in/{token}").status_code == 410


def test_only_a_fingerprint_of_the_secret_is_kept_with_the_link(cast):
    token = sent_link(cast).rsplit("/", 1)[-1]
    link = SignInLink.objects.get()
    assert token not in link.token_hash and len(link.token_hash) == 64


def test_the_mail_is_neutral_and_in_their_language(cast):
    send(cast, who="ana", email="ana@mail.example")
    message = Message.objects.get()
    hand_over(str(message.pk))
    said = (mail.outbox[0].subject + mail.outbox[0].body).lower()
    for word in ("ana", "treatment", "iop", "recovery", "harbor", "program", "therap"):
        assert word not in said.replace("http://testserver", "")


def test_the_mail_leaves_at_any_hour(cast):
    send(cast)
    assert Message.objects.get().not_before <= timezone.now()


def test_the_pages_come_in_their_language_once_signed_in(cast):
    here(cast, "ana")
    phone = Browser()
    phone.post(sent_link(cast, who="ana", email="ana@mail.example"))
    assert phone.cookies["language"].value == "es"
    assert '<html lang="es"' in phone.get("/me/").content.decode()


def test_an_address_of_somebody_else_is_refused_in_words_that_tell_nothing(cast, elsewhere):
    for taken in ("dana@harbor.example", "DANA@lakeside.example"):
        answer = send(cast, email=taken)
        assert answer.status_code == 422
        assert "cannot be used to sign in" in answer.content.decode() and taken in answer.content.decode()
    cast.jordan.refresh_from_db()
    assert cast.jordan.user is None and not Message.objects.exists()


def test_another_address_becomes_the_one_they_sign_in_with(cast):
    send(cast)
    send(cast, email="new@mail.example")
    assert User.objects.get(client=cast.jordan).email == "new@mail.example"


def test_five_links_an_hour_are_enough(cast):
    for _turn in range(MOST):
        assert send(cast).status_code == 302
    late = send(cast)
    assert late.status_code == 422 and "within an hour" in late.content.decode()
    assert SignInLink.objects.count() == MOST


@pytest.mark.parametrize("who", ["bea", "pat", "marcus"])
def test_other_roles_send_no_links(cast, who):
    assert send(cast, by=who).status_code == 403
    assert not SignInLink.objects.exists()


def test_another_organisations_client_is_not_found(cast, elsewhere):
    assert cast.browser("dana").get(f"/me/link/{elsewhere.jordan.pk}/send").status_code == 404


def test_a_client_sends_no_links(cast):
    send(cast)
    phone = Browser()
    phone.post(link_in(Message.objects.get()))
    assert phone.post(f"/me/link/{cast.ana.pk}/send", {"email": "x@mail.example"}).status_code == 403


def test_the_persons_page_leads_to_the_link_for_those_who_may_send_it(cast):
    path = f"/me/link/{cast.jordan.pk}/send"
    person = reverse("people:client", args=[cast.jordan.pk])
    assert path in cast.browser("dana").get(person).content.decode()
    assert path not in cast.browser("marcus").get(person).content.decode()
