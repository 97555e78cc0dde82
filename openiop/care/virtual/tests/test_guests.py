"""A client brings somebody to a family session: one link, no account, and nobody else learns of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.utils import timezone

from openiop.base.audit.models import Event
from openiop.base.people.actions import let_in
from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.guests import Guest, guest_of
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.presence import people_of
from openiop.care.virtual.queries.state import look
from openiop.care.virtual.tests.people import group_by_video, seat_of
from tests.cast import PASSWORD, House


@pytest.fixture
def family(cast: House) -> Session:
    session = group_by_video(cast, ("jordan",))
    session.group, session.kind, session.title = None, "family", "Family session"
    session.save()
    return session


def asked(cast: House, session: Session, name: str = "Rosa") -> tuple[Guest, str]:
    return virtual.invite(by=cast.jordan, seat=seat_of(session, cast.jordan), name=name)


def inside(cast: House, session: Session) -> tuple[Guest, Admission]:
    guest, _token = asked(cast, session)
    virtual.promise_as_guest(guest=guest)
    virtual.enter_as_staff(by=cast.dana, session=session)
    waiting = virtual.knock_as_guest(guest=guest)
    return guest, virtual.admit(by=cast.dana, session=session, seat=waiting.seat)


def known(session: Session, admission: Admission) -> Any:
    room = admission.room
    return look(session.organisation_id, [room.pk])[room.pk].people[admission.pk]


def test_one_link_brings_a_guest_to_the_waiting_room(
    cast: House, family: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openiop.care.virtual.views.guests.has_video", lambda: True)
    monkeypatch.setattr("django.conf.settings.LIVE_URL", "http://127.0.0.1:1/live/")
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org", password=PASSWORD)
    mine = cast.browser("jordan")
    page = f"/virtual/in/{seat_of(family, cast.jordan).pk}/guests"
    assert "Nobody yet" in mine.get(page).content.decode()
    made = mine.post(page, {"name": " Rosa "}).content.decode()
    link = made.partition('id="link"')[2].partition('value="')[2].partition('"')[0]
    assert link.startswith("http://testserver/virtual/guest/")
    assert link not in mine.get(page).content.decode(), "it is shown once"

    rosa = Browser()
    seen = rosa.get(link).content.decode()
    for word in ("Harbor", "Jordan", "Avery", "Family", "session", "IOP", "Rosa"):
        assert word not in seen.partition("<main")[2].partition("<footer")[0], "a preview of the link tells something"
    assert rosa.get("/virtual/guest/").status_code == 404, "a preview opens nothing"
    assert rosa.post(link).headers["Location"] == "/virtual/guest/"
    assert "What we ask of you" in rosa.get("/virtual/guest/").content.decode()
    assert rosa.post("/virtual/guest/", {}).status_code == 422
    assert rosa.post("/virtual/guest/ticket").json()["code"] == "promise"
    assert rosa.post("/virtual/guest/", {"agrees": "on"}).headers["Location"] == "/virtual/guest/room"
    room = rosa.get("/virtual/guest/room")
    assert room.status_code == 200 and "Jordan" not in room.content.decode()
    assert "ticket" in rosa.post("/virtual/guest/ticket").json()

    virtual.enter_as_staff(by=cast.dana, session=family)
    who = cast.browser("dana").get(f"/virtual/{family.pk}/who").content.decode()
    assert "Guests of the client" in who and "Rosa" in who and "invited by Jordan Avery" in who
    words = Event.objects.filter(client_id=cast.jordan.pk, verb__startswith="virtual.guest").values_list(
        "verb", flat=True
    )
    assert set(words) == {"virtual.guest.asked", "virtual.guest.agreed", "virtual.guest.knocked"}


def test_the_gateway_knows_a_guest_by_their_role_and_counts_no_minutes(cast: House, family: Session) -> None:
    _guest, admission = inside(cast, family)
    assert (admission.state, known(family, admission).role, known(family, admission).why_not) == (
        "admitted",
        "guest",
        "",
    )
    assert [each.client for each in people_of(Gate(cast.dana, cast.program), family)] == [cast.jordan]


def test_taken_back_the_guest_is_out_and_the_link_leads_nowhere(cast: House, family: Session) -> None:
    guest, admission = inside(cast, family)
    _other, token = asked(cast, family, "Ben")
    with pytest.raises(Refused):
        virtual.take_back(by=cast.ana, guest=guest)
    virtual.take_back(by=cast.jordan, guest=guest)
    assert known(family, admission).why_not == "removed"
    with pytest.raises(ValidationError, match="over"):
        virtual.knock_as_guest(guest=guest)
    virtual.take_back(by=cast.jordan, guest=guest_of(token))
    assert guest_of(token) is None and Browser().get(f"/virtual/guest/{token}").status_code == 404


def test_whoever_leads_asks_a_guest_to_leave_and_they_stay_out(cast: House, family: Session) -> None:
    guest, admission = inside(cast, family)
    virtual.remove(by=cast.dana, session=family, seat=admission.seat)
    with pytest.raises(ValidationError) as refused:
        virtual.knock_as_guest(guest=guest)
    assert refused.value.code == "removed"
    assert Event.objects.get(verb="virtual.person.removed").client_id == cast.jordan.pk


def test_a_guest_goes_with_whoever_brought_them(cast: House, family: Session) -> None:
    guest, admission = inside(cast, family)
    seat = seat_of(family, cast.jordan)
    seat.is_live = False
    seat.save()
    assert known(family, admission).why_not == "closed"
    with pytest.raises(ValidationError, match="over"):
        virtual.knock_as_guest(guest=guest)


def test_nobody_is_brought_to_a_group_or_by_somebody_else(cast: House, family: Session) -> None:
    with pytest.raises(Refused):
        virtual.invite(by=cast.ana, seat=seat_of(family, cast.jordan), name="Ben")
    for name in ("", "R", "x" * 25, "<b>Rosa</b>", "rosa@example.org"):
        with pytest.raises(ValidationError, match="2 to 24"):
            asked(cast, family, name)
    for n in range(6):
        asked(cast, family, f"Rosa {n}")
    with pytest.raises(ValidationError, match="six people"):
        asked(cast, family, "Ben")
    family.kind = "group"
    family.save()
    with pytest.raises(ValidationError, match="family sessions only"):
        asked(cast, family, "Ben")


def test_the_door_is_closed_to_guests_before_and_after_and_where_locked(cast: House, family: Session) -> None:
    guest, _token = asked(cast, family)
    virtual.promise_as_guest(guest=guest)
    virtual.enter_as_staff(by=cast.dana, session=family)
    virtual.lock_room(by=cast.dana, session=family, on=True)
    with pytest.raises(ValidationError) as refused:
        virtual.knock_as_guest(guest=guest)
    assert refused.value.code == "locked"
    start = timezone.now() + timedelta(hours=3)
    family.during = (start, start + timedelta(hours=1))
    family.save()
    with pytest.raises(ValidationError, match="half an hour"):
        virtual.knock_as_guest(guest=guest)


@pytest.mark.parametrize("token", ["x", "x" * 300, "é", "%00", "room "])
def test_a_made_up_link_leads_nowhere(cast: House, token: str) -> None:
    assert Browser().get(f"/virtual/guest/{token}").status_code == 404
    cookie = Browser()
    cookie.cookies["openiop_guest"] = token
    for path in ("/virtual/guest/", "/virtual/guest/room"):
        assert cookie.get(path).status_code == 404
    assert cookie.post("/virtual/guest/ticket").status_code == 404


def test_the_database_keeps_what_an_admission_is_of(cast: House, family: Session) -> None:
    _guest, admission = inside(cast, family)
    with pytest.raises(DatabaseError, match="admission_of_one"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE virtual_admission SET client_id = %s WHERE id = %s", [cast.jordan.pk, admission.pk])
