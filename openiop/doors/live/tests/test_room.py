"""The gateway of the video rooms in a process of its own: tickets, shapes, rights, who is put out. Without a router.
(With one: tests/journeys/test_virtual.py.)"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client as Browser
from django.utils import timezone
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from openiop.base.people.actions import let_in
from openiop.base.people.models import SignedIn
from openiop.base.people.sessions import kept_as
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.tests.people import hold_session
from openiop.care.placement import actions as placement
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import tickets
from openiop.care.virtual.models import Admission, VideoRoom
from openiop.care.virtual.tickets import ticket_for
from openiop.doors.live.tests.test_stream import database_url, stream, until
from tests.cast import PASSWORD, House, admit, make_house

ORIGIN = "http://127.0.0.1:1234"
PATIENCE = 30


class Page:
    """Somebody's page: what it heard so far."""

    def __init__(self, port: int, ticket: str | None, origin: str = ORIGIN):
        self.heard: list[dict[str, Any]] = []
        self.closed = threading.Event()
        self.socket: ClientConnection = connect(f"ws://127.0.0.1:{port}/live/room", origin=origin, max_size=2**20)
        threading.Thread(target=self.listen, daemon=True).start()
        if ticket is not None:
            self.say(t="hello", ticket=ticket)

    def listen(self) -> None:
        try:
            for text in self.socket:
                self.heard.append(json.loads(text))
        except ConnectionClosed:
            pass
        self.closed.set()

    def say(self, **told: Any) -> None:
        self.socket.send(json.dumps(told))

    def hears(self, kind: str, seconds: float = PATIENCE, **wanted: Any) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while True:
            for said in list(self.heard):
                if said["t"] == kind and all(said.get(name) == value for name, value in wanted.items()):
                    return said
            assert time.monotonic() < end, (kind, wanted, self.heard)
            time.sleep(0.03)


class Scene:
    """Jordan and Ana at the door, Dana to let them in."""

    def __init__(self) -> None:
        self.house: House = make_house("harbor", "Harbor Street")
        start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
        self.session: Session = hold_session(self.house, start, 60, (), ("jordan", "ana"), is_virtual=True)
        self.logins: dict[str, str] = {}
        for who in ("jordan", "ana"):
            let_in(by=self.house.system, client=self.house.clients[who], email=f"{who}@example.org", password=PASSWORD)
        for who in ("jordan", "ana", "dana", "marcus"):
            browser = Browser()
            browser.force_login(getattr(self.house, who).user, backend="openiop.base.people.backend.PeopleBackend")
            self.logins[who] = kept_as(browser.session.session_key or "")

    def seat(self, who: str) -> Seat:
        seats = Seat.objects.select_related("session__program")
        return seats.get(session=self.session, client=self.house.clients[who])

    def attest(self, who: str, state: str) -> None:
        virtual.attest(
            by=self.house.clients[who], seat=self.seat(who), state=state, place="Pier 1", nearby="nobody", phone="1",
            contact="2", is_private=True, at_home=True, way="video",
        )  # fmt: skip

    def knock(self, who: str, alias: str, state: str = "MA") -> Admission:
        client, seat = self.house.clients[who], self.seat(who)
        self.attest(who, state)
        virtual.be_called(by=client, seat=seat, name=alias)
        virtual.agree(by=client, seat=seat)
        return virtual.knock(by=client, seat=seat, signed_in=self.logins[who])

    def host(self, who: str = "dana") -> Admission:
        return virtual.enter_as_staff(by=getattr(self.house, who), session=self.session, signed_in=self.logins[who])

    def ticket(self, admission: Admission) -> str:
        room = VideoRoom.objects.get(pk=admission.room_id)
        return ticket_for(organisation=room.organisation_id, room=room.pk, admission=admission.pk, epoch=room.epoch)


@pytest.fixture
def scene(committed_db: str) -> Iterator[tuple[Scene, int]]:
    there = Scene()
    with stream(database_url(committed_db)) as port:
        yield there, port


@contextmanager
def within(seconds: float) -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


def refused(port: int, ticket: str, why: str) -> None:
    page = Page(port, ticket)
    assert page.hears("out")["why"] == why
    assert page.closed.wait(PATIENCE)


def test_the_door_takes_our_tickets_once_and_in_time(scene: tuple[Scene, int], monkeypatch: Any) -> None:
    there, port = scene
    jordan, ana = there.knock("jordan", "Swan"), there.knock("ana", "Lantern")
    ticket = there.ticket(jordan)
    page = Page(port, ticket)
    assert page.hears("welcome")["alias"] == "Swan"
    assert page.hears("waiting")["open"] is False
    refused(port, ticket, "used_ticket")  # replayed
    refused(port, ticket[:-3] + "AAA", "no_ticket")  # forged
    refused(port, signing.dumps([str(uuid4())] * 7, salt="another"), "no_ticket")  # ours, for something else
    monkeypatch.setattr(tickets, "SECONDS", 0.2)
    late = there.ticket(jordan)
    monkeypatch.undo()
    time.sleep(0.3)
    refused(port, late, "no_ticket")
    room = VideoRoom.objects.get(session=there.session)
    later = hold_session(there.house, timezone.now() + timedelta(hours=5), 60, (), ())
    other = VideoRoom.objects.create(organisation=room.organisation, session=later)
    wrong = {"organisation": room.organisation_id, "admission": ana.pk}
    refused(port, ticket_for(room=other.pk, epoch=0, **wrong), "wrong_room")  # another room's
    refused(port, ticket_for(room=room.pk, epoch=room.epoch + 1, **wrong), "wrong_room")  # another epoch's
    refused(port, ticket_for(**wrong | {"organisation": uuid4()}, room=room.pk, epoch=room.epoch), "wrong_room")
    with pytest.raises(Exception):  # noqa: B017 - a page of another site does not even get a line
        Page(port, None, origin="https://elsewhere.example")
    page.say(t="pong")
    assert not page.closed.is_set()  # the one who is there is not disturbed


def test_a_line_that_was_given_up_and_came_through_late_puts_nobody_out(scene: tuple[Scene, int]) -> None:
    there, port = scene
    jordan = there.knock("jordan", "Swan")
    given_up = there.ticket(jordan)
    now = Page(port, there.ticket(jordan))
    now.hears("waiting")
    refused(port, given_up, "elsewhere")
    another = Page(port, there.ticket(jordan))  # a page opened after it is another matter
    another.hears("waiting")
    assert now.hears("out")["why"] == "elsewhere"


def test_what_is_none_of_our_shapes_is_refused_and_the_room_goes_on(scene: tuple[Scene, int]) -> None:
    there, port = scene
    jordan, dana = there.knock("jordan", "Swan"), there.host()
    host, page = Page(port, there.ticket(dana)), Page(port, there.ticket(jordan))
    host.hears("admitted")
    page.hears("welcome")
    for text, about in (
        ("{", "no JSON"),
        ("[]", "no object"),
        ('{"t":"fly"}', "unknown kind"),
        ('{"t":"pong","x":1}', "wrong fields"),
        ('{"t":"chat","text":"before I am in"}', "chat outside the room"),
        (json.dumps({"t": "lock", "on": True}), "lock by a client"),  # a moderator's verb
        (json.dumps({"t": "admit", "seat": jordan.seat}), "admit by a client"),
    ):
        page.socket.send(text)
        assert page.hears("error", about=about)
    page.socket.send("x" * 70_000)  # the eighth
    assert page.closed.wait(PATIENCE)
    assert Admission.objects.get(pk=jordan.pk).state == "waiting"
    assert not VideoRoom.objects.get(session=there.session).is_locked
    assert not host.closed.is_set()
    flood = Page(port, there.ticket(jordan))
    flood.hears("welcome")
    with suppress(ConnectionClosed):
        for _n in range(400):
            flood.say(t="pong")
    assert flood.closed.wait(PATIENCE)
    host.say(t="admit", seat=jordan.seat)
    until(lambda: Admission.objects.get(pk=jordan.pk).state == "admitted")


def test_nobody_stays_who_may_not(scene: tuple[Scene, int]) -> None:
    """Put out, signed out, without a seat, discharged: within five seconds, and not in again."""
    there, port = scene
    jordan, ana, dana = there.knock("jordan", "Swan"), there.knock("ana", "Lantern"), there.host()
    host = Page(port, there.ticket(dana))
    pages = {"jordan": Page(port, there.ticket(jordan)), "ana": Page(port, there.ticket(ana))}
    for page in pages.values():
        page.hears("welcome")
    host.hears("admitted")
    virtual.admit_all(by=there.house.dana, session=there.session)
    for page in pages.values():
        page.hears("admitted")
    with within(5):
        host.say(t="remove", seat=jordan.seat)
        assert pages["jordan"].hears("out")["why"] == "removed"
    refused(port, there.ticket(jordan), "removed")
    with within(5):
        SignedIn.objects.filter(pk=there.logins["ana"]).delete()
        assert pages["ana"].hears("out")["why"] == "signed_out"
    refused(port, there.ticket(ana), "signed_out")
    there.logins["ana"] = there.logins["marcus"]  # somebody else's sign-in is none
    Admission.objects.filter(pk=ana.pk).update(signed_in=there.logins["ana"])
    refused(port, there.ticket(ana), "signed_out")
    with within(5):
        there.house.dana.ended_on = there.house.program.today() - timedelta(days=1)
        there.house.dana.save()
        assert host.hears("out")["why"] == "signed_out"


def test_a_seat_given_back_and_the_end_put_everybody_out(scene: tuple[Scene, int]) -> None:
    there, port = scene
    jordan, ana, dana = there.knock("jordan", "Swan"), there.knock("ana", "Lantern"), there.host()
    host, one, two = (Page(port, there.ticket(each)) for each in (dana, jordan, ana))
    one.hears("welcome")
    two.hears("welcome")
    with within(5):
        theirs = Seat.objects.filter(session=there.session, client=there.house.jordan)
        theirs.update(is_live=False, released_why="moved")
        assert one.hears("out")["why"] == "closed"
    host.hears("admitted")
    with within(5):
        host.say(t="end")
        assert two.hears("out")["why"] == "ended"
        assert host.hears("out")["why"] == "ended"


def test_tel_1_whoever_says_that_they_are_elsewhere_now_waits_again(scene: tuple[Scene, int]) -> None:
    """Let in, then in a state where nobody who leads is licensed: out of the room, and not in again by themselves."""
    there, port = scene
    jordan, dana = there.knock("jordan", "Swan"), there.host()
    host, page = Page(port, there.ticket(dana)), Page(port, there.ticket(jordan))
    page.hears("waiting")
    host.hears("admitted")
    virtual.admit(by=there.house.dana, session=there.session, seat=jordan.seat)
    page.hears("admitted")
    page.heard.clear()
    there.attest("jordan", "TX")
    assert page.hears("waiting")["open"] is True
    page.say(t="join")
    assert page.hears("error", about="join before being let in")
    page.say(t="leave")
    page.hears("out", why="left")
    again = Page(port, there.ticket(there.knock("jordan", "Swan", state="TX")))
    again.hears("waiting")
    assert not any(each["t"] == "admitted" for each in again.heard)


def test_who_is_late_is_not_let_go(scene: tuple[Scene, int]) -> None:
    """What a page says while it is between two rooms, or before it heard of a new router, is lost and no fault."""
    there, port = scene
    jordan, dana = there.knock("jordan", "Swan"), there.host()
    host = Page(port, there.ticket(dana))
    host.hears("admitted")
    virtual.admit(by=there.house.dana, session=there.session, seat=jordan.seat)
    page = Page(port, there.ticket(jordan))
    page.hears("admitted")
    for _n in range(12):
        page.say(t="want", add=[], drop=[])
    until(lambda: sum(each.get("code") == "late" for each in page.heard) == 12)
    assert not page.closed.is_set()


def test_records_that_do_not_answer_are_no_yes(scene: tuple[Scene, int]) -> None:
    """Nobody comes in meanwhile, and nobody is told that something was done which was not."""
    there, port = scene
    jordan, dana = there.knock("jordan", "Swan"), there.host()
    host = Page(port, there.ticket(dana))
    host.hears("admitted")
    ticket = there.ticket(jordan)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE virtual_admission RENAME TO virtual_admission_away")
    try:
        page = Page(port, ticket)
        assert page.hears("error")["code"] == "no_records"
        assert page.closed.wait(PATIENCE)
        host.say(t="admit", seat=jordan.seat)
        assert host.hears("error", about="admit")["code"] == "not_done"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE virtual_admission_away RENAME TO virtual_admission")
    assert not host.closed.is_set()
    host.say(t="admit", seat=jordan.seat)
    until(lambda: Admission.objects.get(pk=jordan.pk).state == "admitted")


def test_whoever_is_discharged_during_the_session_is_out_and_stays_out(scene: tuple[Scene, int]) -> None:
    there, port = scene
    today = there.house.program.today()
    episode = admit(there.house, "jordan", today - timedelta(days=20))
    jordan, dana = there.knock("jordan", "Swan"), there.host()
    host, page = Page(port, there.ticket(dana)), Page(port, there.ticket(jordan))
    page.hears("welcome")
    host.hears("admitted")
    virtual.admit(by=there.house.dana, session=there.session, seat=jordan.seat)
    page.hears("admitted")
    began = time.monotonic()
    placement.discharge(
        by=there.house.noor, episode=episode, reason="01", last_contact=today, discharged_on=today, summary="Done"
    )
    assert page.hears("out")["why"] == "closed"
    print(f"out {time.monotonic() - began:.1f} s after the discharge")
    refused(port, there.ticket(jordan), "closed")
    with pytest.raises(ValidationError, match="no seat"):
        there.knock("jordan", "Swan")
