"""The live board in a browser: told at once by the stream, by keyboard, on a phone, with a guest, another topic, an end
before its time."""

import json
import statistics
import time
from datetime import timedelta
from urllib.request import urlopen

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from playwright.sync_api import Page, expect

from openiop.care.calendar.models import Session, Topic
from openiop.care.encounters.models import Note, Presence, Tap
from openiop.care.encounters.tests.people import crowd, hold_session
from tests.cast import belong
from tests.journeys.installation import Installation
from tests.journeys.test_group_hour import a_group, board, pressed, row, saved, tap

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WATCH = """(client) => {
  window.seenAt = [];
  const row = document.querySelector(`li[data-client="${client}"]`);
  new MutationObserver((changes) => {
    if (changes.some((each) => each.target.getAttribute("aria-pressed") === "true")) window.seenAt.push(Date.now());
  }).observe(row, {subtree: true, attributes: true, attributeFilter: ["aria-pressed"]});
}"""
TAP = """([client, value]) => {
  document.querySelector(`li[data-client="${client}"] [data-kind="participation"][data-value="${value}"]`).click();
  return Date.now();
}"""


def streams(installation: Installation) -> int:
    address = installation.environment["OPENIOP_LIVE_URL"] + "health"
    return int(json.loads(urlopen(address, timeout=10).read())["streams"])


@pytest.mark.parametrize("installation", ["stream"], indirect=True)
def test_a_tap_is_news_on_the_other_board_at_once_and_later_without_the_stream(installation: Installation) -> None:
    """By the real stream; where it breaks, the boards ask by themselves."""
    group = a_group(installation.house)
    hers, his = (board(installation.at_desk(who), group) for who in ("dana", "marcus"))
    until = time.monotonic() + 20
    while streams(installation) < 2:
        assert time.monotonic() < until, "the boards never listened"
        time.sleep(0.05)
    client = str(installation.house.jordan.pk)
    his.evaluate(WATCH, client)
    took = []
    for n in range(12):
        tapped = hers.evaluate(TAP, [client, n % 4 + 1])
        his.wait_for_function("(n) => window.seenAt.length >= n", arg=n + 1, timeout=15_000)
        took.append(his.evaluate("() => window.seenAt.at(-1)") - tapped)
        saved(hers)
    print(f"tap to news: median {statistics.median(took):.0f} ms, longest {max(took):.0f} ms of {len(took)}")
    assert streams(installation) == 2  # while it hears the stream, a board does not ask by itself
    for page in (hers, his):
        assert page.locator(".banner[data-offline]").is_hidden()

    assert installation.live
    installation.live.terminate()
    installation.live.wait(20)
    tap(hers, "Ana", "Here")
    pressed(his, "Ana", "Here")
    for hand in installation.windows.values():  # the stream has a port of its own, and then none
        hand.eyes.complaints[:] = [each for each in hand.eyes.complaints if "/live/" not in each and "ERR_" not in each]


def test_the_board_by_keyboard(installation: Installation) -> None:
    group = a_group(installation.house)
    dana = installation.at_desk("dana")
    page = board(dana, group)
    rows = page.locator("li[data-client]")
    rows.first.get_by_role("button", name="Here", exact=True).focus()
    keys = page.keyboard
    for key in ("h", "3", "ArrowDown", "l", "1", "ArrowDown", "h", "e"):
        keys.press(key)
    saved(page)
    names = [rows.nth(n).get_attribute("data-name") or "" for n in range(3)]
    pressed(page, names[0], "Here")
    pressed(page, names[0], "3, actively")
    pressed(page, names[1], "Late")
    pressed(page, names[1], "1, listening")
    pressed(page, names[2], "Left")
    keys.press("b")
    expect(rows.nth(2)).to_contain_text("Back since")
    keys.press("b")  # back is back: its button is gone, and nothing is tapped
    keys.press("o")
    expect(page.get_by_role("dialog", name=names[2])).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog", name=names[2])).to_be_hidden()
    saved(page)
    assert Tap.objects.filter(session=group).count() == 7
    dana.eyes.look()


def test_twelve_people_on_a_small_phone(installation: Installation) -> None:
    house = installation.house
    everybody = crowd(house, 9)
    for each in everybody:
        house.clients[each.legal_first.lower()] = each
        belong(house, each)
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=20)
    group = hold_session(house, start, 90, breaks=(), clients=tuple(house.clients))
    dana = installation.at_desk("dana")
    page = board(dana, group)
    for width in (390, 360, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for each in everybody:  # whoever is under the foot cannot be tapped
        tap(page, each.legal_first, "Here")
    tap(page, everybody[-1].legal_first, "4, helping others")
    page.set_viewport_size({"width": 320, "height": 700})
    low = page.evaluate(
        "() => [...document.querySelectorAll('.board-row button:not([hidden])')]"
        ".filter((each) => each.offsetParent && each.offsetHeight < 44).length"
    )
    assert low == 0, "every target is 44 px high"
    saved(page)
    assert Presence.objects.filter(session=group).count() == 9
    dana.eyes.look()


def test_a_guest_gets_a_seat_and_a_row(installation: Installation) -> None:
    house = installation.house
    guest = crowd(house, 1)[0]
    house.clients["guest"] = guest
    belong(house, guest)
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=20)
    group = hold_session(house, start, 90, breaks=())
    dana, marcus = installation.at_desk("dana"), installation.at_desk("marcus")
    page, his = board(dana, group), board(marcus, group)
    page.get_by_role("button", name="Guest").click()
    dana.eyes.look()
    with page.expect_response(lambda answer: answer.url.endswith("/taps")):  # it comes while the sheet still lies there
        page.get_by_role("button", name=guest.name).click()
    page.wait_for_timeout(300)
    page.get_by_role("dialog").get_by_role("button", name="Close").locator("visible=true").click()
    for each in (page, his):  # the other facilitator's board learns of them, too
        expect(row(each, guest.legal_first)).to_be_visible(timeout=15_000)
        pressed(each, guest.legal_first, "Here")
    tap(page, guest.legal_first, "2, a little")
    saved(page)
    assert group.seats.filter(client=guest, is_live=True).exists()
    assert Presence.objects.get(session=group, client=guest).code == "present"


def test_the_topic_is_changed_on_the_board_with_its_materials(installation: Installation) -> None:
    group = a_group(installation.house)
    common = {"organisation": group.organisation, "program": group.program, "module": "cbt"}
    planned = Topic.objects.create(**common, title="Craving waves", handout="Ten minutes.", order=0)
    other = Topic.objects.create(
        **common, title="Thought records", about="Thoughts are not facts.", handout="Catch it, check it, change it.",
        outline=[{"title": "Check-in round", "minutes": 25}, {"title": "One thought on paper", "minutes": 65}], order=1,
    )  # fmt: skip
    Session.objects.filter(pk=group.pk).update(topic=planned)
    dana, marcus = installation.at_desk("dana"), installation.at_desk("marcus")
    hers, his = board(dana, group), board(marcus, group)
    hers.get_by_role("button", name="Change the topic").click()
    dana.eyes.look()
    hers.get_by_role("button", name="Thought records").click()
    for page in (hers, his):
        expect(page.locator("[data-phase][aria-current]")).to_contain_text("One thought on paper", timeout=15_000)
        expect(page.locator("[data-topic-title]")).to_have_text("Thought records")
    hers.get_by_role("button", name="Materials").click()
    expect(hers.get_by_text("Catch it, check it, change it.")).to_be_visible()
    expect(hers.get_by_role("link", name="Handout to print")).to_be_visible()
    dana.eyes.look()
    assert Tap.objects.get(session=group, kind="topic").value == str(other.pk)


def end_from(page: Page, choice: str) -> None:
    page.get_by_role("button", name="End group and draft").click()
    expect(page.get_by_role("dialog", name="The group is not over yet")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name=choice).click()


def test_an_early_end_asks_first_and_the_minutes_end_then(installation: Installation) -> None:
    group = a_group(installation.house)
    Session.objects.filter(pk=group.pk).update(
        during=DateTimeTZRange(group.during.lower, group.during.upper + timedelta(minutes=30))
    )
    dana, marcus = installation.at_desk("dana"), installation.at_desk("marcus")
    page, his = board(dana, group), board(marcus, group)
    page.get_by_role("button", name="Everyone is here").click()
    saved(page)
    end_from(page, "Draft the notes; the group goes on")
    group.refresh_from_db()
    assert group.during.upper > timezone.now()
    expect(page.locator("body")).to_contain_text("Notes can be signed from")

    page = board(dana, group)
    end_from(page, "End it now and draft the notes")
    group.refresh_from_db()
    assert group.during.upper <= timezone.now()
    for presence in Presence.objects.filter(session=group, replaced_by=None):
        assert presence.during.upper == group.during.upper
    assert Note.objects.filter(session=group).count() == 8
    expect(his.get_by_text("This group ended at")).to_be_visible(timeout=15_000)  # the other board knows
    dana.eyes.look()
