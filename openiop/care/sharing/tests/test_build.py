"""Building, signing and stopping, by staff with the client and by the client alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client as Browser

from openiop.base.messages.actions import hand_over
from openiop.base.messages.models import Message
from openiop.base.people import stepup
from openiop.base.people.actions import let_in
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.consents import Consent, Revocation
from openiop.base.privacy.tests.made import drafted, shared, signed
from openiop.care.sharing.tests.test_preview import fill
from tests.cast import House

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def house(cast: House, monkeypatch: Any) -> House:
    fill(cast)
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org")
    cast.jordan.refresh_from_db()
    monkeypatch.setattr(stepup, "recently", lambda request, minutes=5: True)  # test_signing_asks… turns it off
    return cast


def doors(house: House) -> dict[str, tuple[Browser, str]]:
    return {
        "staff": (house.browser("dana"), f"/sharing/{house.jordan.pk}/"),
        "client": (house.browser("jordan"), "/me/sharing/"),
    }


def choices(house: House, **changes: Any) -> dict[str, Any]:
    last = (house.program.today() + timedelta(days=30)).isoformat()
    return {
        "items": ["hours"], "purposes": ["support"], "ends": "day", "expires_on": last, "language": "en", "do": "look",
    } | changes  # fmt: skip


@pytest.mark.parametrize("who", ["staff", "client"])
def test_a_consent_is_built_shown_signed_and_taken_back(house, who):
    browser, base = doors(house)[who]
    begun = browser.post(base + "new", {"start": "family", "name": "Rosa Avery"})
    assert begun.status_code == 302
    build = begun.url
    page = browser.get(build).content.decode()
    assert "What Rosa Avery would see today" in page
    assert "90 of 90 min" not in page
    kept = browser.post(build, choices(house, do="next"))
    assert kept.status_code == 302
    sign = browser.get(kept.url).content.decode()
    assert "90 of 90 min" in sign
    assert "2.31(a)(6)" in sign
    done = browser.post(kept.url, {"name_client": "Jordan Avery"})
    assert done.status_code == 302
    consent = Consent.objects.get()
    assert consent.state == "signed"
    assert consent.signatures.get().how == "screen"
    assert "Rosa Avery" in browser.get(base if who == "staff" else "/me/sharing").content.decode()
    assert browser.get(build).status_code == 200
    stop = build.rstrip("/") + "/stop"
    assert browser.post(stop).status_code == 302
    assert Revocation.objects.get().consent == consent
    assert browser.get(build).status_code == 200


def test_the_preview_changes_as_things_are_narrowed_and_keeps_nothing(house):
    browser, base = doors(house)["client"]
    build = browser.post(base + "new", {"start": "family", "name": "Rosa"}).url
    whole = browser.post(build, choices(house), **HTMX).content.decode()
    assert whole.split('id="narrow-')[0].count("90 of 90 min") == 3
    assert "<del" not in whole
    assert "<form" not in whole
    less = browser.post(build, choices(house, from_hours="2026-11-04"), **HTMX).content.decode()
    assert less.count("<del") == 1
    assert 'id="narrow-hours" hx-swap-oob' in whole  # chosen just now: what can be left out of it comes along
    again = browser.post(build, choices(house, narrowed=["hours"]), **HTMX).content.decode()
    assert "hx-swap-oob" not in again
    consent = Consent.objects.get()
    assert consent.items == ["calendar"]
    from openiop.care.sharing.lines import About, lines_of

    key = lines_of("hours", About(house.jordan.pk, house.program, house.program.today()))[0].key
    out = browser.post(build, choices(house, without=[f"hours:{key}"]), **HTMX).content.decode()
    assert out.count("<del") == 1
    assert browser.post(build, choices(house)).content.decode().count("90 of 90 min") >= 3  # without JavaScript too


def test_a_draft_is_kept_with_its_narrowing(house):
    browser, base = doors(house)["staff"]
    build = browser.post(base + "new", {"start": "family", "name": "Rosa"}).url
    browser.post(build, choices(house, do="save", from_hours="2026-11-04", without=["hours:abc"]))
    consent = Consent.objects.get()
    assert consent.narrowing == {"hours": {"from": "2026-11-04", "to": None, "without": ["abc"]}}
    assert "without 1 line" in consent.information
    assert 'value="2026-11-04"' in browser.get(build).content.decode()


def test_con_3_an_empty_recipient_is_refused_with_the_rules_words(house):
    browser, base = doors(house)["client"]
    page = browser.post(base + "new", {"start": "probation", "name": "  ", "works_for": "County Probation"})
    assert page.status_code == 422
    assert "CON-3, 42 CFR 2.31(a)(4)" in page.content.decode()
    assert "County Probation" in page.content.decode()
    consent = privacy.draft_consent(
        by=house.jordan, client=house.jordan, program=house.program, items=["hours"], purposes=["support"],
        expires_on=house.program.today(),
    )  # fmt: skip
    answer = browser.post(f"/me/sharing/{consent.pk}/sign", {"name_client": "Jordan Avery"})
    assert answer.status_code == 422
    assert "CON-3, 42 CFR 2.31(a)(4)(i)" in answer.content.decode()


def test_con_3_a_past_expiry_is_refused_beside_its_field(house):
    browser, base = doors(house)["client"]
    build = browser.post(base + "new", {"start": "family", "name": "Rosa"}).url
    yesterday = (house.program.today() - timedelta(days=1)).isoformat()
    page = browser.post(build, choices(house, expires_on=yesterday)).content.decode()
    assert "is already past" in page
    assert "(&#x27;" not in page  # words of rules, never their insides
    assert "42 CFR 2.31(a)(7)" in page
    browser.post(build, choices(house, expires_on=yesterday, do="save"))
    refused = browser.post(f"{build}/sign", {"name_client": "Jordan Avery"})
    assert refused.status_code == 422
    assert "CON-3" in refused.content.decode()
    assert Consent.objects.get().state == "draft"


def test_con_3_a_minor_needs_the_signature_of_a_guardian_too(house):
    house.jordan.birth_date = house.program.today() - timedelta(days=365 * 10)
    house.jordan.save()
    consent = drafted(house)
    browser, base = doors(house)["staff"]
    path = f"{base}{consent.pk}/sign"
    page = browser.get(path).content.decode()
    assert "Parent or guardian" in page
    empty = browser.post(path, {})
    assert empty.status_code == 422
    assert "42 CFR 2.14" in empty.content.decode()
    browser.post(path, {"name_client": "Jordan Avery"})
    consent.refresh_from_db()
    assert consent.state == "waiting"
    assert browser.post(path, {"name_guardian": "Rosa Avery", "relation_guardian": "Mother"}).status_code == 302
    consent.refresh_from_db()
    assert consent.state == "signed"


def test_the_client_cannot_sign_as_their_own_guardian(house):
    house.jordan.birth_date = house.program.today() - timedelta(days=365 * 10)
    house.jordan.save()
    consent = drafted(house)
    browser, _base = doors(house)["client"]
    both = {"name_client": "J", "name_guardian": "Me", "relation_guardian": "I am"}
    browser.post(f"/me/sharing/{consent.pk}/sign", both)
    consent.refresh_from_db()
    assert consent.state == "waiting"
    assert consent.signatures.get().capacity == "client"


def test_con_6_what_is_seldom_needed_is_said_beside_the_choices(house):
    browser, base = doors(house)["client"]
    build = browser.post(base + "new", {"start": "probation", "name": "Officer Hale"}).url
    page = browser.post(build, choices(house, items=["hours", "notes"], purposes=["monitoring"])).content.decode()
    assert "seldom needs this much" in page.split("My birth date")[0]


def test_a_doctors_consent_can_be_signed_as_it_is_suggested(house):
    browser, base = doors(house)["client"]
    build = browser.post(base + "new", {"start": "doctor", "name": "Dr. Ana Lopez"}).url
    assert browser.post(f"{build}/sign", {"name_client": "Jordan Avery"}).status_code == 302
    assert Consent.objects.get().state == "signed"


def test_con_4_an_officers_consent_says_when_it_can_be_taken_back(house):
    browser, base = doors(house)["client"]
    build = browser.post(base + "new", {"start": "probation", "name": "Officer Hale"}).url
    consent = Consent.objects.get()
    assert (consent.kind, consent.purposes) == ("criminal_justice", ["monitoring"])
    page = browser.get(build).content.decode()
    assert 'name="revocable_on"' in page
    assert "never" not in page.split('name="ends"')[-1][:60]
    bare = choices(house, purposes=["monitoring"], do="save")
    browser.post(build, bare)
    refused = browser.post(f"{build}/sign", {"name_client": "Jordan Avery"})
    assert refused.status_code == 422
    assert "CON-4" in refused.content.decode()


def test_signing_asks_who_it_is(house, monkeypatch):
    monkeypatch.setattr(stepup, "recently", lambda request, minutes=5: False)
    consent = drafted(house)
    browser, _base = doors(house)["client"]
    assert browser.post(f"/me/sharing/{consent.pk}/sign", {"name_client": "Jordan Avery"}).status_code == 401
    assert not consent.signatures.exists()


def test_staff_ask_for_a_signature_with_a_message_that_says_nothing(house):
    browser, base = doors(house)["staff"]
    build = browser.post(base + "new", {"start": "family", "name": "Rosa"}).url
    browser.post(build, choices(house, do="save"))
    browser.post(build + "ask")
    hand_over(str(Message.objects.get().pk))
    sent = mail.outbox[-1]
    assert sent.to == ["jordan@example.org"]
    for word in ("consent", "Rosa", "Harbor", "treatment", "share with"):
        assert word not in sent.subject + sent.body
    jordan, _own = doors(house)["client"]
    consent = Consent.objects.get()
    jordan.post(f"/me/sharing/{consent.pk}/sign", {"name_client": "Jordan Avery"})
    assert consent.signatures.get().how == "link"


def test_the_list_tells_what_was_shown_and_when(house):
    consent = signed(house)
    shared(house, consent)
    browser, _base = doors(house)["client"]
    page = browser.get("/me/sharing").content.decode()
    assert "Looked at 1 time" in page
    assert "Rosa Avery" in page
    assert "Shown on their page" in page


def test_nobody_else_reaches_it(house, elsewhere):
    consent = signed(house)
    for browser, path in [
        (house.browser("dana"), f"/sharing/{house.ana.pk}/{consent.pk}/"),
        (elsewhere.browser("dana"), f"/sharing/{elsewhere.jordan.pk}/{consent.pk}/"),
        (elsewhere.browser("dana"), f"/sharing/{house.jordan.pk}/"),
    ]:
        assert browser.get(path).status_code in (403, 404)
    let_in(by=house.system, client=house.ana, email="ana@example.org")
    house.ana.refresh_from_db()
    for path in ("", "/sign", "/print"):
        assert house.browser("ana").get(f"/me/sharing/{consent.pk}{path}").status_code == 404
    assert house.browser("ana").post(f"/me/sharing/{consent.pk}/stop").status_code == 404
    assert not Revocation.objects.exists()
    assert house.browser("bea").get(f"/sharing/{house.jordan.pk}/{consent.pk}/sign").status_code == 403


def test_printing_shows_the_form_and_its_signatures(house):
    consent = signed(house)
    page = doors(house)["client"][0].get(f"/me/sharing/{consent.pk}/print").content.decode()
    assert "Jordan Avery" in page
    assert "2.31(a)(1)" in page


def test_pages_ask_as_much_for_many_as_for_one(house, django_assert_max_num_queries):
    browser, base = doors(house)["staff"]
    for _ in range(2):
        consent = signed(house)
        shared(house, consent)
    for path, most in [(base, 26), (f"{base}{consent.pk}/", 40)]:
        with django_assert_max_num_queries(most):
            assert browser.get(path).status_code == 200
    draft = drafted(house, items=["hours"])
    with django_assert_max_num_queries(40):
        assert browser.get(f"{base}{draft.pk}/").status_code == 200


def test_in_spanish(house):
    house.jordan.language = "es"
    house.jordan.save()
    consent = drafted(house, language="es")
    page = doors(house)["client"][0].get(f"/me/sharing/{consent.pk}/sign").content.decode()
    assert 'lang="es"' in page
