"""What every answer tells the browser, and why the referrer policy is what it is."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client as Browser

from openiop.base.look.headers import PERMISSIONS

FORM = "/i18n/setlang/"


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no-such-page", "/clients/"])
def test_every_answer_carries_the_headers(db, path: str) -> None:
    headers = Browser().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == PERMISSIONS
    assert "no-store" in headers["Cache-Control"]
    policy = headers["Content-Security-Policy"]
    for rule in (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'",
        "frame-ancestors 'none'", "form-action 'self'", "require-trusted-types-for 'script'", "trusted-types openiop",
    ):  # fmt: skip
        assert rule in policy
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND"])
def test_a_method_that_no_page_has_is_refused(db, method: str) -> None:
    assert Browser().generic(method, "/").status_code == 405


def test_a_file_of_ours_may_be_kept_by_a_browser_but_not_read_by_others(client) -> None:
    answer = client.get("/static/built/mark.svg")
    assert "max-age" in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_one_worker_alone_may_compile_webassembly_and_is_as_strict_in_all_else(client) -> None:
    worker, page = (client.get(f"/static/built/{name}.js").headers for name in ("blurring", "room"))
    rule = " 'wasm-unsafe-eval'"
    assert rule not in page["Content-Security-Policy"]
    assert worker["Content-Security-Policy"].replace(rule, "") == page["Content-Security-Policy"]
    assert worker["Content-Security-Policy"].count("unsafe") == 1


def test_a_refused_form_is_kept_by_no_browser(db) -> None:
    answer = Browser(enforce_csrf_checks=True).post(FORM, {"language": "es"})
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"origin": "https://testserver"}, 302),  # what a browser sends under "same-origin"
        ({"referer": "https://testserver/accounts/login/"}, 302),
        ({"origin": "null"}, 403),  # what it sends under "no-referrer": every form of ours would be refused
        ({}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"referer": "https://elsewhere.example/"}, 403),
    ],
)
def test_over_https_only_our_own_pages_send_forms(db, sent: dict[str, str], status: int) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.get("/accounts/login/", secure=True)
    token = browser.cookies[settings.CSRF_COOKIE_NAME].value
    answer = browser.post(FORM, {"language": "es", "csrfmiddlewaretoken": token}, secure=True, headers=sent)
    assert answer.status_code == status


def test_messages_are_kept_on_the_server() -> None:
    """A toast may name somebody; the default would write it into a cookie."""
    assert settings.MESSAGE_STORAGE.endswith("SessionStorage")


def test_behind_tls_everything_is_https_and_cookies_are_of_this_host_alone(tmp_path) -> None:
    """The settings of an installation with OPENIOP_HTTPS=1, in a process of their own."""

    ask = (
        "import json; from config import settings as s; print(json.dumps({n: getattr(s, n, None) for n in "
        "('SECURE_HSTS_SECONDS', 'SECURE_HSTS_INCLUDE_SUBDOMAINS', 'SECURE_SSL_REDIRECT', 'SESSION_COOKIE_SECURE', "
        "'CSRF_COOKIE_SECURE', 'SESSION_COOKIE_NAME', 'CSRF_COOKIE_NAME', 'SESSION_COOKIE_HTTPONLY')}))"
    )
    environment = {**os.environ, "OPENIOP_HTTPS": "1", "OPENIOP_HOME": str(tmp_path), "OPENIOP_SECRET_KEY": "x" * 64}
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, cwd=settings.ROOT, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == {
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_HTTPONLY": True,
    }
