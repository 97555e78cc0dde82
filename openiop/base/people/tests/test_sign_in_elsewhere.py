"""Staff who sign in at their organisation's identity provider. The provider is the tests' own (provider.py)."""

import os
import socket
from collections.abc import Iterator
from importlib import import_module

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client as Browser

from openiop.base.people import providers
from openiop.base.people.models import User
from openiop.base.people.tests.provider import Provider


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    running = Provider()
    app = {"provider_id": "harbor", "name": "Harbor Street", "client_id": "openiop", "secret": "a secret"}
    apps = [app | {"settings": {"server_url": running.issuer}}]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    settings.OIDC_ALLOW_PRIVATE = True
    yield running
    running.close()


def come_through(provider: Provider, browser: Browser, **person: object):
    provider.person = {"sub": "7", "email_verified": True, **person}
    there = browser.get("/accounts/oidc/harbor/login/")
    assert there.status_code == 302 and there.url.startswith(f"{provider.issuer}/authorize?")
    back = provider.authorize(there.url)
    return browser.get(back.removeprefix("http://testserver"))


def signed_in_as(browser: Browser) -> User | None:
    return User.objects.filter(pk=browser.session.get("_auth_user_id")).first()


def test_the_sign_in_page_names_the_provider(provider: Provider, db) -> None:
    assert "Sign in through Harbor Street" in Browser().get("/accounts/login/").content.decode()


def test_staff_come_in_by_their_verified_address_and_need_no_further_key(cast, provider, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    browser = Browser()
    assert come_through(provider, browser, email="Dana@harbor.example").status_code == 302
    assert signed_in_as(browser) == cast.dana.user
    assert browser.get("/today").status_code == 200


def test_once_known_they_are_known_by_their_number_there(cast, provider) -> None:
    come_through(provider, Browser(), email="dana@harbor.example")
    again = Browser()
    come_through(provider, again, email="renamed@harbor.example", email_verified=False)
    assert signed_in_as(again) == cast.dana.user


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@harbor.example"},
        {"email": "dana@harbor.example", "email_verified": False},
        {"email": "dana@harbor.example", "email_verified": "true"},
        {"email": "dana@lakeside.example"},
        {"sub": "9"},
    ],
    ids=["unknown", "unverified", "not quite true", "of another organisation", "no address"],
)
def test_nobody_else_comes_in_and_nobody_is_made(cast, elsewhere, provider, person) -> None:
    before = User.objects.count()
    browser = Browser()
    answer = come_through(provider, browser, **person)
    assert answer.status_code == 403 and "We do not know this sign-in" in answer.content.decode()
    assert signed_in_as(browser) is None
    assert User.objects.count() == before and not SocialAccount.objects.exists()


def test_a_client_never_comes_in_this_way(cast, provider) -> None:
    from openiop.base.people.actions import let_in

    let_in(by=cast.system, client=cast.jordan, email="jordan@home.example")
    browser = Browser()
    assert come_through(provider, browser, email="jordan@home.example").status_code == 403
    assert signed_in_as(browser) is None


def test_f20_who_left_does_not_come_back_through_the_provider(cast, provider) -> None:
    come_through(provider, Browser(), email="dana@harbor.example")
    cast.dana.user.is_active = False
    cast.dana.user.save()
    browser = Browser()
    come_through(provider, browser, email="dana@harbor.example")
    assert signed_in_as(browser) is None


def test_a_token_of_another_issuer_is_refused(cast, provider) -> None:
    provider.issuer_said = "https://evil.example"
    browser = Browser()
    come_through(provider, browser, email="dana@harbor.example")
    assert signed_in_as(browser) is None


def test_f17_an_answer_is_taken_once_and_only_by_the_browser_that_asked(cast, provider) -> None:
    provider.person = {"sub": "7", "email": "dana@harbor.example", "email_verified": True}
    asker, thief = Browser(), Browser()
    back = provider.authorize(asker.get("/accounts/oidc/harbor/login/").url).removeprefix("http://testserver")
    thief.get(back)
    assert signed_in_as(thief) is None
    asker.get(back)
    assert signed_in_as(asker) == cast.dana.user
    asker.post("/accounts/logout/")
    asker.get(back)
    assert signed_in_as(asker) is None


@pytest.mark.parametrize(
    "address",
    ["http://idp.example/x", "https://127.0.0.1/x", "https://localhost/x", "https://10.1.2.3/x", "https://[::1]/x",
     "https://169.254.169.254/latest/meta-data", "https://[::ffff:10.0.0.1]/x", "https://100.64.0.1/", "https://0.0.0.0/"],
)  # fmt: skip
def test_f15_our_server_never_asks_inside_its_own_network(settings, address: str) -> None:
    settings.OIDC_ALLOW_PRIVATE = False
    with pytest.raises(requests.RequestException, match=r"inner network|No connection adapters"):
        providers.outward().get(address)


def test_f15_a_name_that_leads_inside_is_refused_when_it_is_connected_to(settings, monkeypatch) -> None:
    settings.OIDC_ALLOW_PRIVATE = False
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: inside)
    with pytest.raises(requests.RequestException, match="inner network"):
        providers.outward().get("https://idp.example/")


def test_an_issuer_without_https_stops_the_start(monkeypatch) -> None:
    identity_providers = import_module(os.environ["DJANGO_SETTINGS_MODULE"]).identity_providers
    monkeypatch.setenv("OPENIOP_OIDC_ORGS", "harbor")
    monkeypatch.setenv("OPENIOP_OIDC_HARBOR_CLIENT_ID", "x")
    monkeypatch.setenv("OPENIOP_OIDC_HARBOR_CLIENT_SECRET", "y")
    with pytest.raises(SystemExit, match="HARBOR_ISSUER: it is not set"):
        identity_providers()
    monkeypatch.setenv("OPENIOP_OIDC_HARBOR_ISSUER", "http://idp.example")
    with pytest.raises(SystemExit, match="needs https"):
        identity_providers()
    monkeypatch.setenv("OPENIOP_OIDC_HARBOR_ISSUER", "https://idp.example/")
    assert identity_providers()[0]["settings"] == {"server_url": "https://idp.example"}
