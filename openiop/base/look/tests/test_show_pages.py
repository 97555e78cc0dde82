"""Whole pages: the shells, the sign-in, the errors, the chosen light. With the real settings and a real database."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import Client as Browser
from django.test import RequestFactory

from openiop.base.look import views
from openiop.base.look.mishaps import broken, stale

pytestmark = [pytest.mark.django_db, pytest.mark.urls("openiop.base.look.tests.urls")]


@pytest.fixture
def kit(settings: Any) -> str:
    settings.DEMO = True
    return Browser().get("/kit").content.decode()


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.S)
    assert match, f"{pattern} is not in the page"
    return match.group()


def root(browser: Browser) -> str:
    return found("<html[^>]*>", browser.get("/kit").content.decode())


def test_kit_is_there_for_a_demo_and_for_staff_only(cast: Any, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    assert Browser().get("/kit").status_code == 404
    users: Any = get_user_model().objects
    cast.jordan.user = users.create_user("jordan@example.org")
    cast.jordan.save()
    assert cast.browser("jordan").get("/kit").status_code == 404
    assert cast.browser("dana").get("/kit").status_code == 200


def test_page_carries_nothing_that_its_policy_refuses(kit: str, settings: Any) -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*src=)", kit)
    assert set(re.findall(r'(?:src|href)="(https?:)?//', kit)) == set()
    policy = Browser().get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_every_control_has_a_name_and_no_id_is_used_twice(kit: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', kit)
    # The kit shows one form twice, whole and faulty; everything else is there once.
    twice = {name for name in ids if ids.count(name) > 1 and not name.startswith("id_")}
    assert twice == set()


def test_rail_marks_the_place_and_counts_what_waits(kit: str) -> None:
    rail = found(r'<nav class="side".*?</nav>', kit)
    assert len(re.findall('aria-current="page"', rail)) == 1
    assert re.search(r'Notes<span class="count push">10<span class="vh"> waiting', rail)


def test_skip_link_is_the_first_thing_to_reach(kit: str) -> None:
    assert found(r"<(?:a|button|input|select)\b[^>]*>", kit[kit.index("<body") :]) == ('<a class="skip" href="#main">')
    assert 'id="main"' in kit


def test_theme_is_kept_in_a_cookie_and_drawn_by_the_server(settings: Any) -> None:
    settings.DEMO = True
    browser = Browser()
    assert "data-theme" not in root(browser)
    answer = browser.post("/theme", {"theme": "dark", "next": "/kit"})
    assert answer.headers["Location"] == "/kit"
    assert root(browser) == '<html lang="en" dir="ltr" data-theme="dark">'
    browser.post("/theme", {"theme": "system", "next": "/kit"})
    assert "data-theme" not in root(browser)


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_theme_leads_to_no_other_host(away: str) -> None:
    assert Browser().post("/theme", {"theme": "dark", "next": away}).headers["Location"] == "/"


def test_a_made_up_theme_cookie_is_not_drawn(settings: Any) -> None:
    settings.DEMO = True
    browser = Browser()
    browser.cookies["theme"] = '"><script>'
    assert "data-theme" not in root(browser)


def test_language_is_the_readers(settings: Any) -> None:
    browser = Browser(headers={"accept-language": "es"})
    assert '<html lang="es"' in browser.get("/accounts/login/").content.decode()


SIGNED_OUT = ["login/", "password/reset/", "password/reset/done/", "login/code/", "signup/", "inactive/"]


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_signed_out_pages_offer_988_and_say_nothing_of_treatment(path: str) -> None:
    page = Browser().get(f"/accounts/{path}").content.decode()
    assert 'href="tel:988"' in page
    assert 'class="scene"' in page
    said = re.sub("<[^>]+>", " ", page).lower()
    assert not re.search("treatment|recovery|addict|therap|patient|outpatient", said)


def test_a_wrong_password_keeps_the_address_and_says_what_to_do() -> None:
    page = Browser().post("/accounts/login/", {"login": "dana@example.org", "password": "wrong"}).content.decode()
    assert 'value="dana@example.org"' in page
    assert "data-errors" in page and 'role="alert"' in page
    assert "wrong" not in re.findall(r'type="password"[^>]*', page)[0]


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_context_and_say_what_is_safe(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert "<h1>" in page and "btn go" in page
    assert re.search("Nothing was|nothing is lost", page)


def test_an_address_that_is_not_there_is_answered_in_our_words(settings: Any) -> None:
    settings.DEBUG = False
    answer = Browser().get("/no-such-page/")
    assert answer.status_code == 404
    assert "We cannot find that page" in answer.content.decode()


def test_a_form_from_a_stale_page_is_refused_kindly() -> None:
    answer = Browser(enforce_csrf_checks=True).post("/theme", {"theme": "dark"})
    assert answer.status_code == 403
    assert "what you typed is kept in this tab" in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "came_from", "way_back"),
    [
        ("GET", "https://testserver/notes/", "/notes/7/?tab=signed"),
        ("POST", "https://testserver/notes/?day=3#top", "/notes/?day=3"),
        ("POST", "https://testserver", "/"),
        ("POST", "", "/"),
        ("POST", "https://elsewhere.example/notes/", "/"),
        ("POST", "http://testserver/notes/", "/"),
        ("POST", "https://testserver//elsewhere.example/", "/elsewhere.example/"),
        ("POST", "javascript:alert(1)", "/"),
    ],
)
def test_what_went_wrong_leads_back_to_the_page_it_came_from(method: str, came_from: str, way_back: str) -> None:
    request = RequestFactory().generic(method, "/notes/7/?tab=signed", headers={"Referer": came_from}, secure=True)
    for page in (broken(request), stale(request)):
        links = re.findall(r'class="btn go wide" href="([^"]*)"', page.content.decode())
        assert links == [way_back], page.status_code


@pytest.mark.urls("config.urls")
def test_a_fault_of_ours_is_answered_with_the_way_back(monkeypatch: Any, settings: Any) -> None:
    settings.DEBUG = False
    monkeypatch.setattr(views, "HttpResponseRedirect", None)
    browser = Browser(raise_request_exception=False)
    answer = browser.post("/theme", {"theme": "dark"}, headers={"Referer": "http://testserver/accounts/login/"})
    assert answer.status_code == 500
    assert 'href="/accounts/login/"' in answer.content.decode()


def test_paper_has_no_menus() -> None:
    page = render_to_string("look/print.html")
    assert "<nav" not in page and "<form" not in page


def test_phone_is_gentle_and_offers_988() -> None:
    page = render_to_string("look/phone.html", {"thumbs": [{"url": "/me", "icon": "sun", "label": "Today"}]})
    assert 'data-density="gentle"' in page and 'href="tel:988"' in page


def test_a_shell_with_nothing_around_it_still_stands() -> None:
    assert "<main" in render_to_string("look/shell.html")
