"""The recipient's page: link, code, what is shown, and how it dies."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser
from django.utils import timezone

from openiop.base.messages.actions import hand_over
from openiop.base.messages.models import Message
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.tests.made import drafted, own
from openiop.care.sharing import actions
from openiop.care.sharing.models import SharedPage
from openiop.care.sharing.tests.test_preview import fill
from tests.cast import House


@pytest.fixture
def shared(cast: House) -> tuple[House, str, Any]:
    """A signed consent for Jordan's mother, the address of her page, and the consent."""
    fill(cast)
    consent = drafted(cast, narrowing={"hours": {"from": "2026-11-04", "to": None, "without": []}})
    consent = privacy.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])
    address: list[str] = []

    def address_of(token: str) -> str:
        address.append(f"/shared/{token}")
        return address[0]

    actions.share_page(
        by=cast.dana, consent=consent, recipient=consent.receivers.get().recipient, email="rosa@example.org",
        address_of=address_of,
    )  # fmt: skip
    return cast, address[0], consent


def deliver() -> str:
    """The words of the last mail."""
    for message in Message.objects.filter(state="waiting").order_by("created_at", "pk"):
        hand_over(str(message.pk))
    return mail.outbox[-1].body


def let_in(address: str) -> Browser:
    browser = Browser()
    assert browser.post(address, {"do": "send"}).status_code == 200
    code = re.search(r"\d{6}", deliver())
    assert code
    assert browser.post(address, {"do": "open", "code": code[0]}).status_code == 302
    return browser


def test_nothing_is_shown_before_the_code(shared):
    _house, address, _consent = shared
    page = Browser().get(address)
    assert page.status_code == 200
    for word in ("Jordan", "Avery", "Harbor", "treatment", "min"):
        assert word not in page.content.decode()
    assert not Disclosure.objects.exists()
    assert Browser().get(address + "/csv").status_code == 410
    assert b"not available" in Browser().get(address + "/still").content


def test_the_mails_are_neutral_and_go_to_the_recipient(shared):
    _house, address, _consent = shared
    body = deliver()
    assert address in body
    let_in(address)
    for sent in mail.outbox:
        assert sent.to == ["rosa@example.org"]
        for word in ("Jordan", "Avery", "Harbor", "treatment", "consent", "IOP"):
            assert word not in sent.subject + sent.body
    assert {message.body for message in Message.objects.all()} == {None}  # both carried a way in


def test_2_32_every_opening_is_a_disclosure_with_notice_and_scope(shared):
    _house, address, consent = shared
    browser = let_in(address)
    page = browser.get(address).content.decode()
    row = Disclosure.objects.get()
    assert (row.consent_id, row.statement, row.what, row.how) == (consent.pk, 1, {"hours": 2}, "page")
    assert row.scope
    assert "42 CFR part 2 prohibits" in page or "federal" in page.lower()
    assert "Jordan Avery allows" in page
    assert page.count("90 of 90 min") == 2  # the third was left out by its day
    assert "Nov 3" not in page
    browser.get(address)
    assert Disclosure.objects.count() == 2


@pytest.mark.parametrize("form", ["csv", "json"])
def test_2_32_a_table_and_data_carry_the_notice_too(shared, form):
    _house, address, _consent = shared
    browser = let_in(address)
    answer = browser.get(f"{address}/{form}")
    told = answer.content.decode()
    assert told.count("90 of 90 min") == 2
    assert "Jordan Avery allows" in told
    row = Disclosure.objects.get()
    assert row.how == "csv"
    if form == "json":
        assert json.loads(told)["notice"]


def test_con_5_a_revocation_ends_the_open_page_the_link_and_the_files(shared):
    house, address, consent = shared
    browser = let_in(address)
    assert browser.get(address + "/still").status_code == 204
    privacy.revoke(by=house.jordan, consent=consent)
    dead = browser.get(address + "/still")
    assert dead.status_code == 200
    assert b"not available" in dead.content
    assert b"hx-get" not in dead.content
    for path in (address, address + "/csv", address + "/json"):
        assert browser.get(path).status_code == 410
    assert not Disclosure.objects.exists()


def test_wrong_digits_are_counted_and_end_the_code(shared):
    _house, address, _consent = shared
    browser = Browser()
    browser.post(address, {"do": "send"})
    code = re.search(r"\d{6}", deliver())[0]
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    statuses = [browser.post(address, {"do": "open", "code": wrong}).status_code for _ in range(7)]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert SharedPage.objects.get().tries <= 5
    SharedPage.objects.update(tries=5)
    page = SharedPage.objects.get()
    assert not actions.use_code(page=page, code=code)


def test_a_code_works_once_and_for_ten_minutes(shared):
    _house, _address, _consent = shared
    page = SharedPage.objects.get()
    assert actions.send_code(page=page)
    assert not actions.send_code(page=page)  # not twice within half a minute
    code = re.search(r"\d{6}", deliver())[0]
    SharedPage.objects.update(code_until=timezone.now() - timedelta(seconds=1))
    assert not actions.use_code(page=page, code=code)
    SharedPage.objects.update(code_until=timezone.now() + timedelta(minutes=1))
    assert actions.use_code(page=page, code=code)
    assert not actions.use_code(page=page, code=code)


def test_an_old_link_and_one_that_never_was_look_the_same(shared):
    _house, address, _consent = shared
    SharedPage.objects.update(expires_at=timezone.now())
    old, never = Browser().get(address), Browser().get("/shared/never-was")
    assert old.status_code == never.status_code == 410
    plain = [re.sub(rb"[A-Za-z0-9]{64}", b"", each.content) for each in (old, never)]
    assert plain[0] == plain[1]


def test_a_new_link_ends_the_one_before(shared):
    house, address, consent = shared
    recipient = consent.receivers.get().recipient
    actions.share_page(
        by=house.dana, consent=consent, recipient=recipient, email="rosa@example.org", address_of=lambda token: token
    )
    assert Browser().get(address).status_code == 410


def test_opening_a_page_asks_a_bounded_number_of_questions(shared, django_assert_max_num_queries):
    _house, address, _consent = shared
    browser = let_in(address)
    with django_assert_max_num_queries(32):
        browser.get(address)
    with django_assert_max_num_queries(8):
        browser.get(address + "/still")
