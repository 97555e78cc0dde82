"""A group of eight from the door to the signature: a tablet, two facilitators, the network cut in the middle."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Session, Topic
from openiop.care.encounters.models import Note, Presence, Tap
from openiop.care.encounters.tests.people import crowd, hold_session, plan_for
from tests.cast import House, belong
from tests.journeys.hands import Hand
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLET = {"width": 1024, "height": 768}
MOST = 25  # interactions from the bell to the last signature, for eight people and no free text
MOST_WITH_WORDS = 60  # with one sentence each, typed
SENTENCES = (
    "Told of the walk home past the store without going in.",
    "Planned to call a cousin on Thursday at eight.",
    "Asked for ten quiet minutes and took them.",
    "Drew the map of Friday evening and marked two exits.",
    "Laughed for the first time this week, by their own account.",
    "Said the breathing works on the bus.",
    "Wants to bring the card to work.",
    "Practiced saying no to an old friend, three times.",
)
WORDS = "It passes when I say it out loud."


def a_group(house: House) -> Session:
    """Eight people with a plan each, in a group that began eighty minutes ago."""
    for each in crowd(house, 5):
        house.clients[each.legal_first.lower()] = each
        belong(house, each)
    for who in house.clients:
        plan_for(house, who, on=house.program.today() - timedelta(days=20))
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=80)
    return hold_session(house, start, 90, breaks=(), clients=tuple(house.clients))


def board(hand: Hand, session: Session) -> Page:
    hand.page.set_viewport_size(TABLET)
    hand.page.goto(f"/sessions/{session.pk}/board")
    expect(hand.page.get_by_role("button", name="Here").first).to_be_enabled()
    return hand.page


def row(page: Page, name: str) -> Locator:
    return page.locator("li[data-client]").filter(has_text=name)


def tap(page: Page, name: str, button: str) -> None:
    row(page, name).get_by_role("button", name=button, exact=True).click()


def saved(page: Page) -> None:
    expect(page.locator("[data-saved-words]")).to_have_text("Saved")


def pressed(page: Page, name: str, button: str) -> None:
    found = row(page, name).get_by_role("button", name=button, exact=True)
    expect(found).to_have_attribute("aria-pressed", "true", timeout=15_000)


def looks_well(hand: Hand) -> None:
    """Nothing for axe, nothing wider than the screen, on tablet, desk and phone."""
    hand.eyes.look()
    hand.page.set_viewport_size(TABLET)


def ring_the_bell(session: Session) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    Session.objects.filter(pk=session.pk).update(during=DateTimeTZRange(session.during.lower, now))


@pytest.fixture
def group(installation: Installation) -> Session:
    return a_group(installation.house)


def test_a_group_of_eight_from_door_to_signature(installation: Installation, group: Session) -> None:
    dana, marcus = installation.at_desk("dana"), installation.at_desk("marcus")
    hers, his = board(dana, group), board(marcus, group)
    looks_well(dana)

    hers.get_by_role("button", name="Everyone is here").click()
    saved(hers)
    pressed(his, "Jordan", "Here")  # the other facilitator sees it
    tap(his, "Person0", "4, helping others")
    pressed(hers, "Person0", "4, helping others")
    tap(hers, "Jordan", "Left")
    expect(row(hers, "Jordan").get_by_role("button", name="Back", exact=True)).to_be_visible()
    hers.get_by_role("button", name="Undo the last tap").click()
    pressed(hers, "Jordan", "Here")
    saved(hers)
    looks_well(dana)

    for page in (hers, his):
        page.context.set_offline(True)
    for place, name in enumerate(("Jordan", "Ana", "Lucho", "Person0")):
        tap(hers, name, ("1, listening", "2, a little", "3, actively", "4, helping others")[place])
        row(hers, name).locator(".aim").first.click()
    row(hers, "Jordan").get_by_role("button", name="Keep words of Jordan Avery").click()
    hers.get_by_label("What they said").fill(WORDS)
    hers.get_by_role("button", name="Keep these words").click()
    for name in ("Person1", "Person2", "Person3", "Person4"):
        tap(his, name, "3, actively")
        row(his, name).locator(".aim").first.click()
    tap(his, "Ana", "3, actively")  # both tapped: the later one stands, on both
    expect(hers.get_by_text("Working offline.")).to_be_visible()
    expect(hers.locator("[data-saved-words]")).to_have_text("9 waiting")
    kept = hers.evaluate(
        "Object.entries(sessionStorage).filter(([key]) => key.includes(':board:')).map(([, text]) => text)"
    )
    assert len(kept) == 1, "the queue outlives a reload"
    assert WORDS not in kept[0], "and is sealed"
    dana.eyes.complaints.clear()  # a browser without a network complains about it
    marcus.eyes.complaints.clear()

    for page in (hers, his):
        page.context.set_offline(False)
    for page in (hers, his):
        saved(page)
        for name in ("Ana", "Person1", "Person4"):
            pressed(page, name, "3, actively")
    dana.eyes.complaints.clear()
    marcus.eyes.complaints.clear()
    assert Tap.objects.filter(session=group).count() == 8 + 1 + 2 + 9 + 9  # none lost, none doubled
    assert Tap.objects.get(session=group, kind="quote").value == WORDS
    assert Presence.objects.filter(session=group, replaced_by=None).exclude(code="void").count() == 8
    looks_well(dana)

    ring_the_bell(group)
    hands = 0
    for name, seemed in (("Jordan", "calm"), ("Ana", "anxious"), ("Lucho", "bright")):
        row(hers, name).get_by_role("button", name="More about").click()
        hers.get_by_role("button", name=seemed, exact=True).click()
        hers.get_by_role("button", name="Close").locator("visible=true").click()
        hands += 3
    saved(hers)
    with hers.expect_navigation():
        hers.get_by_role("button", name="End group and draft 8 notes").click()
    hands += 1
    hers.wait_for_load_state("load")
    hands += sign_all(hers)
    assert Note.objects.filter(session=group, signed_at__isnull=False).count() == 8
    assert hands <= MOST, hands
    print(f"{hands} interactions from bell to signature")


def test_with_a_sentence_each_by_keyboard_no_more_than_sixty(installation: Installation, group: Session) -> None:
    dana = installation.at_desk("dana")
    page = board(dana, group)
    page.get_by_role("button", name="Everyone is here").click()
    names = [page.locator("li[data-client]").nth(n).get_attribute("data-name") or "" for n in range(8)]
    for place, name in enumerate(names):
        tap(page, name, ("1, listening", "2, a little", "3, actively", "4, helping others")[place % 4])
        row(page, name).locator(".aim").first.click()
    saved(page)

    ring_the_bell(group)
    expect(page.get_by_text("This group ended at")).to_be_visible(timeout=15_000)
    with page.expect_navigation():
        page.get_by_role("button", name="End group and draft 8 notes").click()
    hands = 1
    page.wait_for_load_state("load")
    for place, sentence in enumerate(SENTENCES):
        for key in ("j", "e") if place == 0 else ("Escape", "j", "e"):
            page.keyboard.press(key)
            hands += 1
        with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 200):
            page.keyboard.type(sentence + " ")
        hands += 1
    hands += sign_all(page)
    signed = Note.objects.filter(session=group, signed_at__isnull=False)
    assert signed.count() == 8
    assert {each for each in SENTENCES for note in signed if each in note.response} == set(SENTENCES)
    assert hands <= MOST_WITH_WORDS, hands
    print(f"{hands} interactions from bell to signature with a sentence each")


def sign_all(page: Page) -> int:
    """Signs what is ready; returns how many interactions it took."""
    hands = 0
    while (sign := page.get_by_role("button", name="Sign").filter(visible=True)).count():
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            sign.first.click()
        page.wait_for_load_state("load")
        hands += 1
        if hands > MOST:
            break
    return hands


def test_a_safety_flag_opens_its_protocol_and_tells_the_director(installation: Installation, group: Session) -> None:
    dana = installation.at_desk("dana")
    page = board(dana, group)
    tap(page, "Jordan", "Here")
    row(page, "Jordan").get_by_role("button", name="More about").click()
    page.get_by_role("button", name="Safety", exact=True).click()
    page.get_by_text("Thoughts of suicide with a plan or intent").click()
    expect(page.get_by_text("Stay with them.", exact=False)).to_be_visible()
    looks_well(dana)
    page.get_by_role("button", name="Flag it").locator("visible=true").click()
    saved(page)
    expect(page.get_by_text("Flagged. The director is told.")).to_be_visible()
    assert WorkItem.objects.get(kind="encounters.safety_flag").severity == "now"

    page.context.set_offline(True)
    row(page, "Ana").get_by_role("button", name="More about").click()
    page.get_by_role("button", name="Safety", exact=True).click()
    page.locator("summary", has_text="Medical emergency").click()
    page.get_by_role("button", name="Flag it").locator("visible=true").click()
    expect(page.get_by_text("the director is not told yet")).to_be_visible()  # nobody relies on a flag that is not sent
    page.context.set_offline(False)
    saved(page)
    dana.eyes.complaints.clear()
    assert WorkItem.objects.filter(kind="encounters.safety_flag").count() == 2


def test_a_refused_tap_says_why_beside_the_person(installation: Installation, group: Session) -> None:
    dana = installation.at_desk("dana")
    page = board(dana, group)
    Session.objects.filter(pk=group.pk).update(
        during=DateTimeTZRange(timezone.now() - timedelta(hours=4), timezone.now() - timedelta(hours=2))
    )
    tap(page, "Jordan", "3, actively")
    error = row(page, "Jordan").get_by_role("alert")
    expect(error).to_contain_text("Use the ledger or the note instead")
    error.get_by_role("button", name="Dismiss").click()
    expect(error).to_be_hidden()


def test_what_waits_outlives_a_reload(installation: Installation, group: Session) -> None:
    topic = Topic.objects.create(
        organisation=group.organisation, program=group.program, module="cbt", title="Craving waves",
        about="A craving rises, peaks and falls.", handout="Ten minutes, one breath at a time.",
        outline=[{"title": "Check-in round", "minutes": 25}, {"title": "The first ten minutes", "minutes": 65}],
    )  # fmt: skip
    Session.objects.filter(pk=group.pk).update(topic=topic)
    dana = installation.at_desk("dana")
    page = board(dana, group)
    expect(page.locator("[data-phase][aria-current]")).to_contain_text("The first ten minutes")
    looks_well(dana)
    page.route("**/board/taps", lambda route: route.abort())
    tap(page, "Jordan", "Here")
    expect(page.get_by_text("Working offline.")).to_be_visible()
    page.on("dialog", lambda asks: asks.accept())  # the browser asks first: something is not sent yet
    page.reload()
    expect(row(page, "Jordan").get_by_text("1 waiting")).to_be_visible()
    page.unroute("**/board/taps")
    saved(page)
    pressed(page, "Jordan", "Here")
    dana.eyes.complaints.clear()
    assert Tap.objects.filter(session=group).count() == 1
