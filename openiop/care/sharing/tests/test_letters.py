"""A letter of attendance: written from what a consent allows, allowed by the client, signed, checked, withdrawn."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, OperationalError, transaction
from django.test import Client as Browser
from django.urls import reverse

from openiop.base.people.roles import Refused
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.privacy.tests.made import officer, signed
from openiop.care.sharing import letters
from openiop.care.sharing.models import Letter
from openiop.care.sharing.tests.test_preview import fill
from tests.cast import House

CHECK = "/letters/check"
TOKEN = re.compile(r'csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def consent(cast: House):
    fill(cast)
    return signed(cast, recipients=[officer(cast)])


def written(cast: House, consent, **changes) -> Letter:
    today = cast.program.today()
    given = {"purpose": "court", "since": today - timedelta(days=60), "until": today} | changes
    recipient = consent.receivers.get().recipient
    return letters.draft_letter(by=cast.dana, consent=consent, recipient=recipient, **given)


def issued(cast: House, consent, **changes) -> Letter:
    letter = letters.allow_letter(by=cast.jordan, letter=written(cast, consent, **changes))
    return letters.sign_letter(by=cast.dana, letter=letter)


def code_in(letter: Letter) -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", letter.content)
    assert found
    return found[0]


def asked(code: str, hours: str = "") -> str:
    page = Browser().post(CHECK, {"code": code, "hours": hours}).content.decode()
    return page.split("<main", 1)[1].replace(code, "")


def test_the_letter_says_days_and_hours_and_nothing_of_treatment(cast, consent):
    letter = written(cast, consent)
    assert letter.days >= 1 and letter.minutes > 0
    assert "Jordan Avery" in letter.content and "Officer Dale Hale" in letter.content
    body = letter.content.split("Code of this letter")[0].lower()
    for word in ("addict", "treatment", "therapy", "group", "recovery", "intensive"):
        assert word not in body, word


def test_con_the_notice_of_redisclosure_is_on_the_letter(cast, consent):
    assert "42 CFR part 2" in written(cast, consent).content


def test_what_the_consent_leaves_out_is_not_counted(cast):
    fill(cast)
    whole = written(cast, signed(cast, recipients=[officer(cast)]))
    without = [str(row) for row in cast.jordan.presence.values_list("session_id", flat=True)[:1]]
    less = signed(
        cast, recipients=[officer(cast)],
        narrowing={"hours": {"from": None, "to": None, "without": without}},
    )  # fmt: skip
    try:
        assert written(cast, less).minutes < whole.minutes
    except ValidationError as nothing:  # the one day there was is the one left out
        assert "since" in nothing.message_dict


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"until": 1}, "until"),
        ({"since": 1, "until": 0}, "until"),
        ({"since": -200}, "since"),
        ({"since": -1, "until": -1}, "since"),
    ],
)
def test_days_that_cannot_be_are_named(cast, consent, changes, field):
    days = {name: cast.program.today() + timedelta(days=shift) for name, shift in changes.items()}
    with pytest.raises(ValidationError) as refused:
        written(cast, consent, **days)
    assert field in refused.value.message_dict


def test_a_consent_without_the_hours_gives_no_letter(cast):
    fill(cast)
    other = signed(cast, recipients=[officer(cast)], items=["plan"])
    with pytest.raises(ValidationError) as refused:
        written(cast, other)
    assert "consent" in refused.value.message_dict


def test_nothing_is_signed_before_the_client_allows_it(cast, consent):
    letter = written(cast, consent)
    with pytest.raises(ValidationError):
        letters.sign_letter(by=cast.dana, letter=letter)
    assert "No letter with this code" in asked(code_in(letter))
    assert not Disclosure.objects.filter(consent=consent).exists()


def test_only_the_client_allows_by_their_page_and_only_by_their_name_on_a_screen(cast, consent):
    letter = written(cast, consent)
    with pytest.raises(ValidationError) as refused:
        letters.allow_letter(by=cast.dana, letter=letter, name="Dana Whitfield")
    assert "name" in refused.value.message_dict
    letters.allow_letter(by=cast.dana, letter=letter, name=" jordan avery ")
    with pytest.raises(Refused):
        letters.sign_letter(by=cast.jordan, letter=letter)


def test_a_signed_letter_is_a_disclosure_and_its_code_is_good(cast, consent):
    letter = issued(cast, consent)
    left = Disclosure.objects.get(consent=consent)
    assert left.how == "mail" and left.items == ["hours"]
    said = asked(code_in(letter).lower().replace("-", " "))
    assert "is good today" in said
    for word in ("Jordan", "Avery", "Harbor", "Hale"):
        assert word not in said, word


def test_hours_changed_on_the_paper_are_found(cast, consent):
    letter = issued(cast, consent)
    right = f"{letter.minutes // 60} h {letter.minutes % 60:02d}"
    assert "The hours are those of our letter" in asked(code_in(letter), right)
    assert "not those of our letter" in asked(code_in(letter), "99 h")
    assert Browser().post(CHECK, {"code": code_in(letter), "hours": "many"}).status_code == 422


def test_a_letter_without_hours_lets_nobody_compare_them(cast, consent):
    letter = issued(cast, consent, shows_hours=False)
    said = asked(code_in(letter), "99 h")
    assert "is good today" in said and "not those" not in said
    assert "hours in all" not in letter.content


@pytest.mark.parametrize("how", ["client", "staff", "revoked"])
def test_a_letter_is_refused_after_it_was_withdrawn_or_its_consent_was(cast, consent, how):
    letter = issued(cast, consent)
    if how == "client":
        letters.withdraw_letter(by=cast.jordan, letter=letter)
    elif how == "staff":
        letters.withdraw_letter(by=cast.dana, letter=letter, why="Wrong days")
    else:
        privacy.revoke(by=cast.jordan, consent=consent)
    refused = asked(code_in(letter))
    assert "No letter with this code is good" in refused
    assert TOKEN.sub("", refused) == TOKEN.sub("", asked("AAAA-AAAA-AAAA"))


def test_a_revoked_consent_stops_a_letter_that_is_only_to_be_signed(cast, consent):
    letter = letters.allow_letter(by=cast.jordan, letter=written(cast, consent))
    privacy.revoke(by=cast.jordan, consent=consent)
    with pytest.raises(ConsentRefused):
        letters.sign_letter(by=cast.dana, letter=letter)


def test_note_1_what_was_signed_is_never_edited_or_deleted(cast, consent):
    letter = issued(cast, consent)
    for change in ({"minutes": 9999}, {"content": "More"}, {"until": cast.program.today() + timedelta(days=9)}):
        with pytest.raises((IntegrityError, InternalError, OperationalError)), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises((IntegrityError, InternalError, OperationalError)), transaction.atomic():
        letter.delete()


def test_wrong_codes_make_the_next_one_wait(cast):
    browser = Browser()
    answers = [browser.post(CHECK, {"code": f"AAAA-AAAA-{n:04d}"}).status_code for n in range(8)]
    assert answers[0] == 200 and 429 in answers


def test_nobody_can_make_others_wait_for_their_answer(cast, consent):
    letter = issued(cast, consent)
    for network in range(25):
        for n in range(5):
            Browser(REMOTE_ADDR=f"198.51.{network}.7").post(CHECK, {"code": f"BBBB-{network:04d}-{n:04d}"})
    elsewhere = Browser(REMOTE_ADDR="203.0.113.9").post(CHECK, {"code": code_in(letter)})
    assert elsewhere.status_code == 200 and "is good today" in elsewhere.content.decode()


def test_no_stranger_sees_a_letter(cast, elsewhere, consent):
    letter = issued(cast, consent)
    page = reverse("sharing:letter", args=[cast.jordan.pk, letter.pk])
    assert elsewhere.browser("dana").get(page).status_code == 404
    assert cast.browser("marcus").get(page).status_code in (403, 404)
