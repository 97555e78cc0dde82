"""Where there is no router, the gateway passes calls from page to page: to whom they are for, among four at most."""

from typing import Any

import pytest

from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission
from openiop.doors.live.tests.test_room import Page, Scene, scene

SDP = "v=0\r\n" + "a" * 40
__all__ = ["scene"]


@pytest.fixture
def mesh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENIOP_SFU_MODE", "mesh")


def inside(there: Scene, port: int, admission: Admission) -> Page:
    page = Page(port, there.ticket(admission))
    page.hears("admitted")
    page.say(t="join")
    return page


def test_four_call_each_other_and_a_fifth_is_told_why_not(mesh: None, scene: tuple[Scene, int]) -> None:
    there, port = scene
    there.session.room = there.house.room
    there.session.save()
    guests = {who: there.knock(who, alias) for who, alias in (("jordan", "Swan"), ("ana", "Lantern"))}
    hosts = [there.host(), there.host("marcus")]
    virtual.admit_all(by=there.house.dana, session=there.session)
    pages: list[Page] = []
    for n, admission in enumerate([*hosts, *guests.values()]):
        pages.append(inside(there, port, admission))
        joined: dict[str, Any] = pages[-1].hears("joined")
        assert len(joined["senders"]) == n and joined["ice"] == [] and joined["sealed"] is True
    jordan, ana = pages[2], pages[3]
    ana.say(t="peer", to=guests["jordan"].seat, kind="offer", sdp=SDP)
    ana.say(t="ice", to=guests["jordan"].seat, candidate={"candidate": "x", "sdpMid": "0", "sdpMLineIndex": 0})
    call = jordan.hears("peer", id=guests["ana"].seat)
    assert (call["kind"], call["sdp"]) == ("offer", SDP)
    assert jordan.hears("ice", id=guests["ana"].seat)["candidate"]["candidate"] == "x"
    for wrong in ({"kind": "pranswer"}, {"to": "somebody"}, {"sdp": "x" * 60_001}):
        ana.say(**{"t": "peer", "to": guests["jordan"].seat, "kind": "offer", "sdp": SDP} | wrong)
        assert ana.hears("error", about=f"bad {next(iter(wrong))}")
    wall = virtual.enter_as_wall(by=there.house.dana, session=there.session, signed_in=there.logins["dana"])
    fifth = inside(there, port, wall)
    assert fifth.hears("out")["why"] == "full"
    assert not [said for page in pages[:2] for said in page.heard if said["t"] in ("peer", "ice")]


def test_a_call_to_somebody_in_another_breakout_reaches_nobody(mesh: None, scene: tuple[Scene, int]) -> None:
    there, port = scene
    people = {who: there.knock(who, alias) for who, alias in (("jordan", "Swan"), ("ana", "Lantern"))}
    host = inside(there, port, there.host())
    virtual.admit_all(by=there.house.dana, session=there.session)
    jordan, ana = (inside(there, port, people[who]) for who in ("jordan", "ana"))
    for page in (host, jordan, ana):
        page.hears("joined")
    virtual.deal(by=there.house.dana, session=there.session, breakouts=2)
    for n, who in enumerate(("jordan", "ana"), 1):
        virtual.place(by=there.house.dana, session=there.session, seat=people[who].seat, breakout=n)
    virtual.send(by=there.house.dana, session=there.session)
    for n, page in enumerate((jordan, ana), 1):
        page.hears("moved", place=n)
        page.say(t="join")
        assert page.hears("joined", place=n)["senders"] == []
    ana.say(t="peer", to=people["jordan"].seat, kind="offer", sdp=SDP)
    ana.say(t="peer", to=people["ana"].seat, kind="offer", sdp=SDP)
    ana.say(t="hand", up=True)
    ana.hears("people")
    ana.say(t="chat", text="x")
    ana.hears("error")  # what was said before it was heard, too
    assert not [said for page in (host, jordan, ana) for said in page.heard if said["t"] == "peer"]
