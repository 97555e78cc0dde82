"""Breakouts on the real gateway and the real router: sent, alone among themselves, walked to, dropped and back in
theirs, called back; and all of it one stay in the session. The pages here speak, and neither send nor receive."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.presence import intervals_of
from openiop.doors.live.tests.test_room import ORIGIN, Page, Scene
from openiop.doors.live.tests.test_stream import health, until
from openiop.engines import sfu
from openiop.engines.sfu.tests.conftest import needs_router
from tests.journeys.installation import stream, url_of
from tests.journeys.test_virtual import router

pytestmark = [needs_router, pytest.mark.slow]


class Inside(Page):
    """A page that goes in as soon as it is let in, and again wherever it is sent."""

    def __init__(self, port: int, ticket: str):
        super().__init__(port, ticket)
        self.hears("admitted")
        self.enter()

    def enter(self) -> None:
        self.say(t="join")

    def stands_in(self, place: int) -> None:
        """Told that it changes rooms, it goes in, and is there."""
        self.hears("moved", place=place)
        self.enter()
        self.hears("joined", place=place)
        self.forget("moved", "joined")

    def forget(self, *kinds: str) -> None:
        for each in [each for each in self.heard if each["t"] in kinds]:
            self.heard.remove(each)

    def sees(self, *aliases: str) -> None:
        until(lambda: self.last_people() == sorted(aliases))

    def last_people(self) -> list[str]:
        lists = [each["people"] for each in self.heard if each["t"] == "people"]
        return sorted(each["alias"] for each in lists[-1]) if lists else []

    def heard_of(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.heard if each["t"] == kind]


def test_apart_nobody_hears_the_others_and_it_is_one_stay(
    committed_db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Scene()
    house, session = there.house, there.session
    monkeypatch.setattr("openiop.care.virtual.queries.presence.home", lambda: tmp_path)
    environment = {
        **os.environ, "DATABASE_URL": url_of(committed_db), "OPENIOP_HOME": str(tmp_path),
        "OPENIOP_SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip
    admissions = {"jordan": there.knock("jordan", "Swan"), "ana": there.knock("ana", "Lantern"), "dana": there.host()}
    virtual.admit_all(by=house.dana, session=session)
    with stream(environment, int(ORIGIN.split(":")[2])) as (told, _live), router(environment):
        port = int(told["OPENIOP_LIVE_URL"].split(":")[2].split("/")[0])
        until(lambda: health(port).get("listening"))
        pages = {who: Inside(port, there.ticket(each)) for who, each in admissions.items()}
        for page in pages.values():
            assert page.hears("joined")["place"] == 0
            page.sees("Swan", "Lantern", "Dana W.")
            page.heard.clear()
        virtual.deal(by=house.dana, session=session, breakouts=2)
        virtual.send(by=house.dana, session=session)
        theirs = {who: Admission.objects.get(pk=each.pk).breakout for who, each in admissions.items()}
        assert sorted(theirs.values()) == [0, 1, 2]
        for who, alias in (("jordan", "Swan"), ("ana", "Lantern")):
            pages[who].stands_in(theirs[who])
            pages[who].sees(alias)
        pages["dana"].sees("Dana W.")

        jordan, ana, dana = pages["jordan"], pages["ana"], pages["dana"]
        ana.heard.clear()
        jordan.say(t="key", to=admissions["ana"].seat, box="a key of another room")
        jordan.say(t="say", box="words of another room")
        jordan.hears("say")
        virtual.walk(by=house.dana, session=session, breakout=theirs["jordan"])
        dana.stands_in(theirs["jordan"])
        for page in (dana, jordan):
            page.sees("Swan", "Dana W.")

        jordan.socket.close()  # the line is lost
        back = Inside(port, there.ticket(there.knock("jordan", "Swan")))
        assert back.hears("joined")["place"] == theirs["jordan"]
        back.sees("Swan", "Dana W.")
        back.forget("joined")
        assert not (ana.heard_of("key") or ana.heard_of("say") or ana.heard_of("share")), "a wall between them leaks"
        assert all(len(each["people"]) == 1 for each in ana.heard_of("people"))

        virtual.call_back(by=house.dana, session=session)
        for page in (back, ana, dana):
            page.stands_in(0)
        for page in (back, ana, dana):
            page.sees("Swan", "Lantern", "Dana W.")
        kept = {each.room for _place, each in sfu.Journal(tmp_path).read() if each.seat == admissions["jordan"].seat}
        assert len(kept) == 2, "the group room and one breakout"
    found = intervals_of(session, timezone.now())
    assert {who: len(found[each.seat]) for who, each in admissions.items()} == {"jordan": 1, "ana": 1, "dana": 1}
