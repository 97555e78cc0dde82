"""Passkeys in a real Chromium, with the device that the browser itself can pretend to be (WebAuthn's virtual
authenticator, over the DevTools protocol); and the lock over a page on which somebody is writing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, expect

from openiop.base.people.identity import SignedIn
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Note
from openiop.care.encounters.tests.people import at, hold_session, plan_for
from tests.cast import PASSWORD, admit
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation

pytestmark = pytest.mark.browser


@pytest.fixture
def environment_of_servers(monkeypatch) -> None:
    """Staff have to have a second factor here, as in production."""
    monkeypatch.setenv("OPENIOP_STAFF_SECOND_FACTOR", "1")
    monkeypatch.delenv("OPENIOP_DEMO", raising=False)


@pytest.fixture
def place(environment_of_servers, installation: Installation) -> Iterator[Installation]:
    """Passkeys belong to a name; an address of numbers has none."""
    installation.address = installation.address.replace("127.0.0.1", "localhost")
    yield installation


def device(page: Page) -> str:
    """A phone's key store beside the browser, that says yes at once."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return str(tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


def enrol(hand: Hand, email: str) -> None:
    """The first sign-in of somebody new here: a password, and then a passkey."""
    device(hand.page)
    hand.sign_in(email)
    hand.heading("One more step")
    hand.follow("Add a passkey")
    hand.write("What you call it", "my phone")
    hand.go("Add it now")
    hand.heading("Write these down now")
    hand.follow("They are in a safe place")
    hand.sees("my phone")


def test_staff_add_a_passkey_and_come_in_with_it_alone(place: Installation) -> None:
    hand = place.new_window()
    place.windows["dana"] = hand
    enrol(hand, place.house.dana.user.email)
    hand.open("/home")
    hand.page.get_by_text("You and your settings").locator("xpath=ancestor::summary").click()
    hand.go("Sign out")
    hand.open("/accounts/login/")
    with hand.page.expect_navigation(url="**/today"):
        hand.page.get_by_role("button", name="Use face, finger or device PIN").click()
    hand.open("/security")
    expect(hand.page.get_by_text("This browser")).to_be_visible()


def test_a_password_alone_is_not_enough_once_there_is_a_passkey(place: Installation) -> None:
    hand = place.new_window()
    place.windows["dana"] = hand
    enrol(hand, place.house.dana.user.email)
    other = place.new_window()
    other.sign_in(place.house.dana.user.email)
    other.heading("And now the second key")
    other.open("/home")
    assert "/accounts/" in other.page.url


def forgive(hand: Hand, status: int) -> None:
    """The server refused with this status, as it should, and the browser says so."""
    said = [each for each in hand.eyes.complaints if f"answered {status}" in each or f"status of {status}" in each]
    assert said
    hand.eyes.complaints = [each for each in hand.eyes.complaints if each not in said]


def nobody_for(minutes: int) -> None:
    """As if this long had passed since anybody did anything."""
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=minutes))
    connections.close_all()


def notice(page: Page) -> None:
    """The page looks whether it is time: it does when its own clock runs out, and when somebody comes back to it."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_f19_a_note_is_locked_while_it_is_written_and_opens_again_with_every_word(place: Installation) -> None:
    plan_for(place.house)
    session = hold_session(place.house)
    encounters.mark(by=place.house.dana, session=session, client=place.house.jordan, code="present", now=at("14:12"))
    connections.close_all()
    hand = place.new_window()
    place.windows["dana"] = hand
    enrol(hand, place.house.dana.user.email)
    hand.open(f"/sessions/{session.pk}/notes")
    words = "Mapped a craving, word for word, until the lock — ünïcödé and all."
    edit = hand.page.locator("details[data-edit] > summary").first
    edit.click()
    field = hand.page.locator("textarea[name$=response]").first
    field.fill(words)
    expect(hand.page.locator("#saved")).to_contain_text("Saved")
    nobody_for(20)
    notice(hand.page)
    lock = hand.page.get_by_role("dialog", name="Is it still you?")
    expect(lock).to_be_visible()
    expect(field).not_to_be_visible()
    hand.page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    shown = hand.page.locator("body").inner_text() + hand.page.title()
    assert words not in shown and "Avery" not in shown and "Jordan" not in shown
    lock.get_by_label("Password").fill("not this one at all")
    lock.get_by_role("button", name="Go on with my password").click()
    expect(lock.get_by_role("alert")).to_contain_text("did not fit")
    forgive(hand, 422)
    hand.eyes.look()
    lock.get_by_role("button", name="Use my passkey").click()
    expect(lock).to_have_count(0)
    expect(field).to_have_value(words)
    for storage in ("localStorage", "sessionStorage"):
        assert "craving" not in hand.page.evaluate(f"JSON.stringify({{...{storage}}})")
    hand.page.reload()
    edit.click()
    expect(hand.page.locator("textarea[name$=response]").first).to_have_value(words)
    assert Note.objects.get(session=session, client=place.house.jordan).response == words
    connections.close_all()


def test_f19_what_was_sent_too_late_is_kept_and_sent_again(place: Installation) -> None:
    admit(place.house)
    connections.close_all()
    hand = place.new_window()
    place.windows["priya"] = hand
    enrol(hand, place.house.priya.user.email)
    hand.open(f"/clients/{place.house.jordan.pk}/person/edit")
    hand.page.get_by_label("Gender, in their words").fill("kept through the lock")
    nobody_for(20)
    with hand.page.expect_navigation():
        hand.page.get_by_role("button", name="Save").click()
    forgive(hand, 401)
    hand.arrived()
    hand.heading("Is it still you?")
    hand.write("Password", PASSWORD)
    with hand.page.expect_navigation(url="**/person"):
        hand.page.get_by_role("button", name="Go on with my password").click()
    hand.sees("kept through the lock")
