"""Coming in: whose guess is looked at, how long a session lives, and what a second factor is asked for."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core import mail
from django.db import connections
from django.test import Client as Browser
from django.test import RequestFactory
from django.utils import timezone

from openiop.base.people import knocks
from openiop.base.people.actions import let_in
from openiop.base.people.identity import Knock, SignedIn
from openiop.base.people.sessions import kept_as
from tests.cast import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def unhurried(monkeypatch) -> None:
    """The first wait is longer than any of these tests, however slow the machine."""
    monkeypatch.setattr(knocks, "FIRST_WAIT", timedelta(minutes=10))


def sign_in(browser: Browser, email: str, password: str = PASSWORD, **where: str):
    return browser.post(LOGIN, {"login": email, "password": password}, **where)


def signed_in(browser: Browser) -> bool:
    return "_auth_user_id" in browser.session


def at(address: str) -> Browser:
    return Browser(REMOTE_ADDR=address)


def test_who_knows_the_password_comes_in(cast) -> None:
    browser = Browser()
    assert sign_in(browser, cast.dana.user.email).status_code == 302
    assert signed_in(browser)


def test_t23_a_hundred_wrong_guesses_do_not_stop_the_owner_elsewhere(cast) -> None:
    stranger = at("203.0.113.9")
    for number in range(100):
        sign_in(stranger, cast.dana.user.email, f"a wrong guess number {number}")
    assert not signed_in(stranger)
    owner = at("198.51.100.4")
    sign_in(owner, cast.dana.user.email)
    assert signed_in(owner)


def test_t23_the_right_password_does_not_open_while_the_guesser_has_to_wait(cast) -> None:
    stranger = at("203.0.113.9")
    for number in range(6):
        sign_in(stranger, cast.dana.user.email, f"a wrong guess number {number}")
    sign_in(stranger, cast.dana.user.email)
    assert not signed_in(stranger)
    Knock.objects.update(until=timezone.now() - timedelta(seconds=1))
    sign_in(stranger, cast.dana.user.email)
    assert signed_in(stranger)


def test_t23_each_wait_is_twice_the_one_before_until_a_quarter_of_an_hour(monkeypatch) -> None:
    monkeypatch.setattr(knocks, "FIRST_WAIT", timedelta(seconds=2))
    waits = [knocks.wait_after(more).total_seconds() for more in range(12)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]
    assert knocks.wait_after(10_000) == timedelta(minutes=15)


def test_t23_changing_the_last_number_of_the_address_is_the_same_network(cast) -> None:
    for number in range(30):
        sign_in(at(f"203.0.113.{number}"), cast.dana.user.email, f"a wrong guess number {number}")
    pair = Knock.objects.order_by("-failures").first()
    assert pair.failures == 5  # what came after was not even looked at


def test_a_neighbour_in_the_same_network_does_not_stop_who_came_in_there_before(cast) -> None:
    sign_in(at("203.0.113.9"), cast.dana.user.email)
    for number in range(60):
        sign_in(at("203.0.113.77"), f"somebody{number}@harbor.example", "a wrong guess for all")
    newcomer, dana = at("203.0.113.12"), at("203.0.113.9")
    sign_in(newcomer, cast.marcus.user.email)
    sign_in(dana, cast.dana.user.email)
    assert not signed_in(newcomer)
    assert signed_in(dana)


def test_nist_guesses_from_many_networks_end_after_a_hundred_but_not_for_the_owner(cast) -> None:
    sign_in(at("198.51.100.4"), cast.dana.user.email)
    for number in range(105):
        sign_in(at(f"10.0.{number}.1"), cast.dana.user.email, f"a wrong guess number {number}")
    stranger, owner = at("10.1.1.1"), at("198.51.100.4")
    sign_in(stranger, cast.dana.user.email)
    sign_in(owner, cast.dana.user.email)
    assert not signed_in(stranger)
    assert signed_in(owner)


def test_f17_a_wrong_password_and_an_unknown_address_are_answered_alike(cast) -> None:
    known = sign_in(at("203.0.113.1"), cast.dana.user.email, "a wrong guess altogether")
    unknown = sign_in(at("203.0.114.1"), "nobody@harbor.example", "a wrong guess altogether")
    assert known.status_code == unknown.status_code
    told = [str(answer.context["form"].errors) for answer in (known, unknown)]
    assert told[0] == told[1]


def test_codes_by_mail_are_few_and_only_the_sender_waits(cast) -> None:
    for _ in range(6):
        answer = at("203.0.113.9").post("/accounts/login/code/", {"email": cast.dana.user.email})
    assert answer.status_code == 429
    assert len(mail.outbox) == 4
    assert at("198.51.100.4").post("/accounts/login/code/", {"email": cast.dana.user.email}).status_code == 302


def test_signing_in_gives_the_session_a_new_key_and_ends_the_old_one(cast) -> None:
    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    first = browser.session.session_key
    sign_in_again = Browser()
    sign_in_again.cookies = browser.cookies
    sign_in_again.post("/accounts/logout/")
    sign_in(sign_in_again, cast.dana.user.email)
    assert sign_in_again.session.session_key != first
    assert not SignedIn.objects.filter(pk=first).exists()


def test_a_session_ends_twelve_hours_after_the_sign_in_however_busy(cast, settings) -> None:
    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    row = SignedIn.objects.get(user=cast.dana.user)
    assert row.expire_date - row.began_at == timedelta(hours=12)
    SignedIn.objects.filter(pk=row.pk).update(began_at=row.began_at - timedelta(hours=11))
    session = browser.session
    session["busy"] = True
    session.save()
    row.refresh_from_db()
    assert row.expire_date - row.began_at == timedelta(hours=12)
    assert row.expire_date < timezone.now() + timedelta(hours=1, minutes=1)


def idle(browser: Browser, minutes: float) -> None:
    SignedIn.objects.filter(pk=kept_as(browser.session.session_key)).update(
        seen_at=timezone.now() - timedelta(minutes=minutes)
    )


def test_f19_a_session_locks_after_fifteen_minutes_and_polling_does_not_extend_it(cast) -> None:
    browser = cast.browser("dana")
    idle(browser, 14)
    assert browser.get("/today", headers={"X-Polling": "1"}).status_code == 200
    idle(browser, 15.1)
    answer = browser.get("/today")
    assert answer.status_code == 401
    assert b"Is it still you?" in answer.content and b"Whitfield" not in answer.content
    assert browser.get("/today", headers={"X-Polling": "1"}).json() == {"locked": True}


def test_somebody_who_works_stays(cast) -> None:
    browser = cast.browser("dana")
    idle(browser, 14)
    browser.get("/today")
    assert SignedIn.objects.get(user=cast.dana.user).seen_at > timezone.now() - timedelta(minutes=1)


def test_unlocking_opens_the_same_session_with_a_new_key(cast) -> None:
    browser = cast.browser("dana")
    was = browser.session.session_key
    idle(browser, 20)
    wrong = browser.post("/locked", {"way": "password", "password": "not this one at all", "path": "/home"})
    assert wrong.status_code == 422 and browser.get("/today").status_code == 401
    answer = browser.post("/locked", {"way": "password", "password": PASSWORD, "path": "/home"})
    assert answer.status_code == 302 and answer.url == "/home"
    assert browser.session.session_key != was
    assert browser.get("/today").status_code == 200


def test_what_was_sent_to_a_locked_page_can_be_sent_again(cast) -> None:
    browser = cast.browser("priya")
    idle(browser, 20)
    to = f"/staff/{cast.marcus.pk}/leave"
    locked = browser.post(to, {"ended_on": "2031-05-01"})
    assert locked.status_code == 401 and b"2031-05-01" in locked.content
    cast.marcus.refresh_from_db()
    assert cast.marcus.ended_on is None
    again = locked.context["again"]
    page = browser.post("/locked", {"way": "password", "password": PASSWORD, "path": to, "again": again})
    assert page.context["pairs"] == [("ended_on", "2031-05-01")]
    browser.post(to, dict(page.context["pairs"]))
    cast.marcus.refresh_from_db()
    assert cast.marcus.ended_on is not None


def test_f20_who_left_is_out_at_the_next_request(cast) -> None:
    browser = cast.browser("dana")
    assert browser.get("/today").status_code == 200
    type(cast.dana).objects.filter(pk=cast.dana.pk).update(ended_on=cast.program.today() - timedelta(days=1))
    assert browser.get("/today").status_code == 302
    other = cast.browser("marcus")
    type(cast.marcus.user).objects.filter(pk=cast.marcus.user.pk).update(is_active=False)
    assert other.get("/today").status_code == 302


def test_i_see_where_i_am_signed_in_and_can_end_it(cast) -> None:
    here, there = cast.browser("dana"), cast.browser("dana")
    stranger = cast.browser("marcus")
    page = here.get("/security")
    assert [each["here"] for each in page.context["sessions"]] == [True, False]
    name = SignedIn.objects.get(pk=kept_as(there.session.session_key)).name
    assert stranger.post(f"/security/end/{name}").status_code == 404
    assert here.post(f"/security/end/{name}").status_code == 302
    assert there.get("/today").status_code == 302
    assert here.get("/today").status_code == 200


def test_staff_without_a_second_factor_are_led_to_it_and_nowhere_else(cast, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    browser = cast.browser("dana")
    assert browser.get("/today").url == "/security"
    assert browser.get(f"/clients/{cast.jordan.pk}/person").url == "/security"
    assert b"make it yours" in browser.get("/security").content


def code_of(secret: str, shift: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


def test_staff_set_up_an_app_and_sign_in_with_it(cast, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    page = browser.get("/accounts/2fa/totp/activate/")
    done = browser.post("/accounts/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert done.status_code == 302
    codes = browser.get(done.url).context["unused_codes"]
    assert len(codes) == 10 and browser.get("/today").status_code == 200
    kept = Authenticator.objects.get(user=cast.dana.user, type="totp")
    assert page.context["form"].secret not in str(kept.data)

    again = Browser()
    assert sign_in(again, cast.dana.user.email).url == "/accounts/2fa/authenticate/"
    assert not signed_in(again)
    again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not signed_in(again)
    again.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert signed_in(again)
    third = Browser()
    sign_in(third, cast.dana.user.email)
    third.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert not signed_in(third), "a recovery code opens once"


def test_t23_a_code_from_the_app_opens_once_and_guesses_wait(cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.dana.user, secret)
    code = code_of(secret)
    first, second = Browser(), Browser()
    for browser in (first, second):
        sign_in(browser, cast.dana.user.email)
        browser.post("/accounts/2fa/authenticate/", {"code": code})
    assert signed_in(first) and not signed_in(second)
    guesser = at("203.0.113.9")
    sign_in(guesser, cast.dana.user.email)
    for number in range(8):
        answer = guesser.post("/accounts/2fa/authenticate/", {"code": f"{number:06d}"})
    assert "too often" in str(answer.context["form"].errors)


@pytest.mark.parametrize("path", ["webauthn/add/", "totp/activate/", "recovery-codes/generate/"])
def test_what_opens_the_door_is_changed_only_after_a_second_look(cast, path: str) -> None:
    browser = cast.browser("dana")  # signed in, but nobody showed who they are in the last minutes
    answer = browser.get(f"/accounts/2fa/{path}")
    assert answer.status_code == 401 and b"second look" in answer.content


def test_a_client_without_a_password_steps_up_with_a_code_by_mail(cast) -> None:
    from openiop.base.people.actions import let_in

    let_in(by=cast.system, client=cast.jordan, email="jordan@home.example")
    browser = cast.browser("jordan")
    idle(browser, 31)
    assert browser.get("/me/").status_code == 401
    browser.post("/locked", {"way": "send", "path": "/me/"})
    code = mail.outbox[-1].body.split("\n\n")[1].strip()
    assert browser.post("/locked", {"way": "code", "code": code, "path": "/me/"}).url == "/me/"
    assert browser.get("/me/").status_code == 200


def test_the_way_back_never_leads_elsewhere(cast) -> None:
    for path in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        browser = cast.browser("dana")
        idle(browser, 20)
        assert browser.post("/locked", {"way": "password", "password": PASSWORD, "path": path}).url == "/home"


def as_shown(browser: Browser) -> Browser:
    """They showed who they are a moment ago."""
    browser.post("/locked", {"way": "password", "password": PASSWORD, "path": "/today"})
    return browser


def test_a_director_puts_somebody_out_at_once_and_says_who_they_are_first(cast) -> None:
    dana, priya = cast.browser("dana"), cast.browser("priya")
    to = f"/staff/{cast.dana.pk}/sign-in"
    assert priya.post(to, {"do": "end"}).status_code == 401
    assert dana.get("/today").status_code == 200
    assert as_shown(priya).post(to, {"do": "end"}).status_code == 302
    assert dana.get("/today").url.startswith("/accounts/login/")
    assert sign_in(dana, cast.dana.user.email).status_code == 302 and dana.get("/today").status_code == 200


def test_f20_a_closed_sign_in_stays_closed_until_it_is_opened(cast) -> None:
    dana, priya = cast.browser("dana"), as_shown(cast.browser("priya"))
    to = f"/staff/{cast.dana.pk}/sign-in"
    priya.post(to, {"do": "close"})
    assert dana.get("/today").status_code == 302
    sign_in(dana, cast.dana.user.email)
    assert not signed_in(dana)
    priya.post(to, {"do": "reopen"})
    sign_in(dana, cast.dana.user.email)
    assert signed_in(dana)


def test_nobody_closes_their_own_way_in_and_only_directors_another_s(cast) -> None:
    priya, marcus = as_shown(cast.browser("priya")), as_shown(cast.browser("marcus"))
    priya.post(f"/staff/{cast.priya.pk}/sign-in", {"do": "close"})
    assert priya.get("/today").status_code == 200
    assert marcus.post(f"/staff/{cast.dana.pk}/sign-in", {"do": "close"}).status_code in (403, 404)
    cast.dana.user.refresh_from_db()
    assert cast.dana.user.is_active


def test_lost_keys_are_forgotten_and_new_ones_asked_for(cast, settings) -> None:
    settings.STAFF_NEED_SECOND_FACTOR = True
    TOTP.activate(cast.dana.user, generate_totp_secret())
    TOTP.activate(cast.priya.user, generate_totp_secret())
    as_shown(cast.browser("priya")).post(f"/staff/{cast.dana.pk}/sign-in", {"do": "keys"})
    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    assert browser.get("/today").url == "/security"


def test_every_sign_in_and_key_is_in_the_audit(cast, django_capture_on_commit_callbacks) -> None:
    from openiop.base.audit.models import Event

    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    page = browser.get("/accounts/2fa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/accounts/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    as_shown(browser)
    told = Event.objects.filter(actor_id=cast.dana.pk, verb__startswith="people.sign_in.").order_by("id")
    assert [each.verb.removeprefix("people.sign_in.") for each in told][:2] == ["came_in", "key_added"]
    assert told[0].detail == {"with_": ["password"]}
    assert "showed" in told.last().verb


def test_whoever_reads_the_table_of_sessions_signs_in_as_nobody(cast) -> None:
    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    key = browser.session.session_key
    row = SignedIn.objects.get()
    assert row.session_key == sha256(key.encode()).hexdigest() and key not in row.session_data
    thief = Browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get("/today").url.startswith(LOGIN)
    honest = Browser()
    honest.cookies[settings.SESSION_COOKIE_NAME] = key
    assert honest.get("/today").status_code == 200


def test_signing_out_takes_the_row_away(cast) -> None:
    browser = Browser()
    sign_in(browser, cast.dana.user.email)
    browser.post("/accounts/logout/")
    assert not SignedIn.objects.filter(user=cast.dana.user).exists()


def test_what_is_open_to_everybody_is_counted_once_for_all_processes(committed_db) -> None:
    """The count is one statement of the database: many at once are let through as often as one after the other."""
    request = RequestFactory().post("/refer/harbor", REMOTE_ADDR="203.0.113.77")

    def knock(_number: int) -> bool:
        try:
            return knocks.too_many(request, "finder", most=6, within=timedelta(hours=1))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as processes:
        refused = list(processes.map(knock, range(24)))
    assert refused.count(False) == 6
    Knock.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert knock(0) is False, "an hour later it begins anew"


@pytest.mark.parametrize(("language", "page", "subject"), [("es", "en", "código"), ("en", "es", "code")])
def test_a_code_comes_in_the_language_of_whoever_it_is_for(cast, language, page, subject) -> None:
    cast.jordan.language = language
    cast.jordan.save()
    let_in(by=cast.system, client=cast.jordan, email="jordan@mail.example")
    Browser().post("/accounts/login/code/", {"email": "jordan@mail.example"}, HTTP_ACCEPT_LANGUAGE=page)
    (letter,) = mail.outbox
    assert subject in f"{letter.subject} {letter.body}".lower()


def test_staff_are_written_to_in_their_own_language_too(cast) -> None:
    cast.dana.user.language = "es"
    cast.dana.user.save()
    Browser().post("/accounts/login/code/", {"email": cast.dana.user.email}, HTTP_ACCEPT_LANGUAGE="en")
    (letter,) = mail.outbox
    assert "código" in f"{letter.subject} {letter.body}".lower()


@pytest.mark.parametrize(
    ("zone", "now", "here"),
    [
        ("America/New_York", "2026-11-24T01:00", True),  # eight in the evening of the last day
        ("America/New_York", "2026-11-24T05:30", False),
        ("America/New_York", "2026-11-10T04:30", False),  # half past eleven, the evening before the first
        ("America/New_York", "2026-11-10T05:30", True),
        ("Pacific/Kiritimati", "2026-11-09T11:00", True),  # one in the morning of the first
        ("Pacific/Kiritimati", "2026-11-23T11:00", False),
    ],
)
def test_staff_come_in_from_their_first_midnight_to_their_last_on_their_programs_clock(
    cast: Any, zone: str, now: str, here: bool
) -> None:
    cast.dana.started_on, cast.dana.ended_on = date(2026, 11, 10), date(2026, 11, 23)
    cast.dana.home_program.time_zone = zone
    assert cast.dana.works_now(datetime.fromisoformat(now).replace(tzinfo=UTC)) == here


def test_on_other_days_no_program_is_looked_up(cast: Any, django_assert_num_queries: Any) -> None:
    dana = type(cast.dana).objects.get(pk=cast.dana.pk)
    with django_assert_num_queries(0):
        assert dana.works_now()
