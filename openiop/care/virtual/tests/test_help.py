"""Quietly: a call for help, what help needs to know, and a note for whoever leads alone."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from openiop.base.audit.models import Event
from openiop.base.people.actions import let_in
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import rules
from openiop.care.virtual.asides import HelpCall, Written
from openiop.care.virtual.tests.people import all_in, group_by_video, seat_of
from tests.at_once import at_once
from tests.cast import PASSWORD, House, make_house

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def group(cast: House) -> Session:
    return group_by_video(cast)


def client_browser(cast: House) -> Any:
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org", password=PASSWORD)
    return cast.browser("jordan")


def test_a_client_calls_and_whoever_leads_finds_address_numbers_and_crisis_line(cast: House, group: Session) -> None:
    people = all_in(cast, group)
    said = client_browser(cast).post(
        f"/virtual/in/{seat_of(group, cast.jordan).pk}/help", headers={"Accept": "application/json"}
    )
    assert "911" in said.json()["words"] and "988" in said.json()["words"]
    dana, here = cast.browser("dana"), f"/virtual/{group.pk}/help"
    who = dana.get(f"/virtual/{group.pk}/who").content.decode()
    assert "Jordan Avery needs you alone" in who
    look = dana.post(here, {"do": "look", "seat": people["jordan"].seat}, headers=FRAGMENT).content.decode()
    for word in ("Pier 1", 'href="tel:1"', "<dd>2</dd>", 'href="tel:911"', 'href="tel:988"'):
        assert word in look
    assert Event.objects.filter(verb="virtual.help.looked_up", client_id=cast.jordan.pk).count() == 1
    assert (
        "needs you alone"
        not in dana.post(here, {"do": "seen", "seat": people["jordan"].seat}, headers=FRAGMENT).content.decode()
    )
    call = HelpCall.objects.get()
    assert call.seen_by == cast.dana and call.called_by is None


def test_a_call_is_on_the_leaders_list_until_somebody_sees_to_it(cast: House, group: Session) -> None:
    """No page need be open: it does not vanish."""
    people, seat = all_in(cast, group), seat_of(group, cast.jordan)
    for _n in range(3):
        virtual.call_for_help(by=cast.jordan, seat=seat)  # pressed in fear, more than once
    item = WorkItem.objects.get(kind="virtual.help_call", done_at=None)
    assert (item.assigned_to, item.severity) == (cast.dana, "now")
    assert HelpCall.objects.count() == 1
    virtual.see_to(by=cast.marcus, session=group, seat=people["jordan"].seat)
    assert not WorkItem.objects.filter(kind="virtual.help_call", done_at=None).exists()
    virtual.call_for_help(by=cast.jordan, seat=seat)
    assert WorkItem.objects.filter(kind="virtual.help_call", done_at=None).count() == 1


def test_pressed_twice_at_once_it_is_one_call(committed_db: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        house = make_house("harbor", "Harbor Street")
        group = group_by_video(house)
        all_in(house, group)
        seat = seat_of(group, house.jordan)
        made = at_once([lambda: virtual.call_for_help(by=house.jordan, seat=seat)] * 6)
        assert {each.pk for each in made} == {HelpCall.objects.get().pk}
        assert WorkItem.objects.filter(kind="virtual.help_call", done_at=None).count() == 1


def test_whoever_leads_fears_for_somebody_in_one_press(cast: House, group: Session) -> None:
    people = all_in(cast, group)
    dana, told = cast.browser("dana"), {"seat": people["ana"].seat}
    here = f"/virtual/{group.pk}/help"
    assert dana.post(here, told | {"do": "look"}, headers=FRAGMENT).status_code == 422  # nobody called
    page = dana.post(here, told | {"do": "danger"}, headers=FRAGMENT).content.decode()
    assert "Pier 1" in page and "tel:988" in page
    assert HelpCall.objects.get().called_by == cast.dana
    assert {"virtual.help.called", "virtual.help.looked_up"} <= set(Event.objects.values_list("verb", flat=True))


def test_the_others_learn_nothing_and_may_do_nothing_of_it(cast: House, group: Session) -> None:
    people = all_in(cast, group)
    with pytest.raises(Refused):
        virtual.call_for_help(by=cast.ana, seat=seat_of(group, cast.jordan))  # somebody else's seat
    virtual.call_for_help(by=cast.jordan, seat=seat_of(group, cast.jordan))
    for who in (cast.ana, cast.bea):
        with pytest.raises(Refused):
            virtual.look_up(by=who, session=group, seat=people["jordan"].seat)
    group.leads.filter(staff=cast.marcus).update(is_live=False)
    with pytest.raises(ValidationError, match="Only whoever leads"):
        virtual.look_up(by=cast.marcus, session=group, seat=people["jordan"].seat)


def test_a_private_note_is_sealed_on_the_writers_chart(cast: House, group: Session) -> None:
    all_in(cast, group)
    seat, browser = seat_of(group, cast.jordan), client_browser(cast)
    here, told = f"/virtual/in/{seat.pk}/note", {"Accept": "application/json"}
    assert browser.post(here, {"words": " "}, headers=told).status_code == 422
    assert browser.post(here, {"words": "x" * 501}, headers=told).status_code == 422
    assert "alone" in browser.post(here, {"words": "Can we talk after?"}, headers=told).json()["words"]
    assert "Can we talk after?" in cast.browser("dana").get(f"/virtual/{group.pk}/who").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM virtual_written")
        assert b"talk" not in bytes(cursor.fetchone()[0])
    written = Written.objects.get()
    assert Event.objects.get(verb="virtual.words.written").sealed_id == written.pk
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        Written.objects.filter(pk=written.pk).update(to="group")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Neighbor, (555) 010-9911", "5550109911"),
        ("+1 555 010 9911 Sam", "+15550109911"),
        ("Sam, flat 2", ""),
        ("", ""),
    ],
)
def test_the_emergency_contact_is_dialed_where_there_is_a_number(words: str, number: str) -> None:
    assert rules.number_in(words) == number
