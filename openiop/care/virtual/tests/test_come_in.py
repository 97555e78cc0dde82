"""On the way into a room: where one is, what one promises, what one is called; and who lets whom in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from openiop.base.audit.models import Event
from openiop.base.people.actions import let_in
from openiop.base.people.models import Licence
from openiop.base.people.roles import Refused
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters.tests.people import hold_session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission, Agreement, Alias, Attestation, VideoRoom
from openiop.rulebook.licensing import is_covered
from tests.cast import PASSWORD, House

SAID = {"place": "Pier 1", "nearby": "nobody", "phone": "1", "contact": "2", "is_private": True, "at_home": False}


@pytest.fixture
def group(cast: House) -> Session:
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    return hold_session(cast, start, 60, (), ("jordan", "ana"), is_virtual=True)


def seat_of(session: Session, client: Any) -> Seat:
    return Seat.objects.select_related("session__program").get(session=session, client=client)


def come(session: Session, client: Any, alias: str, state: str = "MA") -> Admission:
    seat = seat_of(session, client)
    virtual.attest(by=client, seat=seat, state=state, way="video", **SAID)
    virtual.be_called(by=client, seat=seat, name=alias)
    virtual.agree(by=client, seat=seat)
    return virtual.knock(by=client, seat=seat)


def test_tel_1_nobody_is_let_in_from_where_nobody_is_licensed(cast: House, group: Session) -> None:
    """The facilitator is told; another attestation, from a state that is covered, opens the door."""
    there = come(group, cast.jordan, "Swan", state="TX")
    assert not there.is_covered
    virtual.enter_as_staff(by=cast.dana, session=group)
    with pytest.raises(ValidationError, match="licensed in TX"):
        virtual.admit(by=cast.dana, session=group, seat=there.seat)
    assert virtual.admit_all(by=cast.dana, session=group) == []
    again = come(group, cast.jordan, "Swan", state="MA")
    assert virtual.admit(by=cast.dana, session=group, seat=again.seat).state == "admitted"
    assert [each.state for each in Attestation.objects.filter(client=cast.jordan)] == ["MA", "TX"]


def test_tel_1_a_licence_holds_within_its_days(cast: House) -> None:
    day = timezone.now().date()
    assert is_covered("MA", [("MA", day, None)], day)
    assert is_covered("MA", [("MA", day - timedelta(days=9), day + timedelta(days=1))], day)
    assert not is_covered("MA", [("MA", day - timedelta(days=9), day)], day)
    assert not is_covered("MA", [("MA", day + timedelta(days=1), None), ("TX", day, None)], day)


def test_tel_1_who_has_no_licence_works_under_their_supervisors(cast: House, group: Session) -> None:
    """Until they have one of their own, whatever it is worth."""
    group.leads.exclude(staff=cast.marcus).update(is_live=False)
    assert not come(group, cast.jordan, "Swan").is_covered
    cast.marcus.supervisor = cast.dana
    cast.marcus.save()
    assert come(group, cast.jordan, "Swan").is_covered
    assert not come(group, cast.jordan, "Swan", state="TX").is_covered
    over = timezone.now().date() - timedelta(days=30)
    Licence.objects.create(
        organisation=cast.organisation, staff=cast.marcus, state="MA", kind="LADC", number="1",
        valid=(over - timedelta(days=365), over),
    )  # fmt: skip
    assert not come(group, cast.jordan, "Swan").is_covered


def test_where_somebody_is_stands_sealed_and_is_never_changed(cast: House, group: Session) -> None:
    said = Attestation.objects.get(client=come(group, cast.jordan, "Swan").client)
    assert (said.place, said.place_of_service) == ("Pier 1", "02")
    with connection.cursor() as cursor:
        cursor.execute("SELECT place, phone, contact, nearby FROM virtual_attestation")
        assert all(b"Pier" not in bytes(each) and b"nobody" not in bytes(each) for each in cursor.fetchone())
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        Attestation.objects.filter(pk=said.pk).update(state="NY")
    assert Event.objects.get(verb="virtual.place.said").sealed_id == said.pk


@pytest.mark.parametrize("alias", ["Jordan", "avery", "Ávery 2", "J", "a@b", "x" * 25, "JordanAvery"])
def test_an_alias_tells_nothing(cast: House, group: Session, alias: str) -> None:
    with pytest.raises(ValidationError):
        virtual.be_called(by=cast.jordan, seat=seat_of(group, cast.jordan), name=alias)
    assert not Alias.objects.exists()


def test_an_alias_is_one_persons_in_a_group(cast: House, group: Session) -> None:
    from tests.cast import hold_group

    Session.objects.filter(pk=group.pk).update(group=hold_group(cast))
    virtual.be_called(by=cast.jordan, seat=seat_of(group, cast.jordan), name="Blue Heron")
    with pytest.raises(ValidationError, match="Somebody in this group"):
        virtual.be_called(by=cast.ana, seat=seat_of(group, cast.ana), name="blue  héron")
    virtual.be_called(by=cast.jordan, seat=seat_of(group, cast.jordan), name="Otter")
    virtual.be_called(by=cast.ana, seat=seat_of(group, cast.ana), name="Blue Heron")
    assert Alias.objects.count() == 2


def test_the_agreement_keeps_the_words_that_were_read(cast: House, group: Session) -> None:
    come(group, cast.jordan, "Swan")
    come(group, cast.jordan, "Swan")
    made = Agreement.objects.get(client=cast.jordan)
    assert made.version == 1 and "do not record" in made.words and made.language == "en"


def test_each_step_is_asked_for(cast: House, group: Session) -> None:
    seat = seat_of(group, cast.jordan)
    for step in ("place", "promise"):
        with pytest.raises(ValidationError) as caught:
            virtual.knock(by=cast.jordan, seat=seat)
        assert caught.value.code == step
        virtual.attest(by=cast.jordan, seat=seat, state="MA", way="video", **SAID)
    with pytest.raises(Refused):
        virtual.knock(by=cast.ana, seat=seat)  # somebody else's seat


def test_coming_back_keeps_the_admission_and_being_removed_ends_it(cast: House, group: Session) -> None:
    there = come(group, cast.jordan, "Swan")
    virtual.enter_as_staff(by=cast.dana, session=group)
    virtual.admit(by=cast.dana, session=group, seat=there.seat)
    virtual.leave(admission=there, by=cast.jordan)
    assert come(group, cast.jordan, "Swan").state == "admitted"
    virtual.lock_room(by=cast.dana, session=group, on=True)
    assert come(group, cast.jordan, "Swan").state == "admitted"
    with pytest.raises(ValidationError, match="locked"):
        come(group, cast.ana, "Lantern")
    virtual.remove(by=cast.dana, session=group, seat=there.seat)
    with pytest.raises(ValidationError, match="asked you to leave"):
        come(group, cast.jordan, "Swan")


def test_tel_1_whoever_moves_to_where_nobody_is_licensed_waits_again(cast: House, group: Session) -> None:
    there = come(group, cast.jordan, "Swan")
    virtual.enter_as_staff(by=cast.dana, session=group)
    virtual.admit(by=cast.dana, session=group, seat=there.seat)
    assert come(group, cast.jordan, "Swan", state="TX").state == "waiting"
    assert come(group, cast.jordan, "Swan", state="MA").state == "waiting"  # somebody lets them in anew
    assert Event.objects.filter(verb="virtual.person.sent_back").count() == 1
    virtual.admit(by=cast.dana, session=group, seat=there.seat)
    virtual.leave(admission=there, by=cast.jordan)
    assert come(group, cast.jordan, "Swan", state="TX").state == "waiting"  # nor by going out and coming in


def test_only_who_leads_or_serves_the_site_is_host(cast: House, group: Session) -> None:
    there = come(group, cast.jordan, "Swan")
    group.leads.filter(staff=cast.marcus).update(is_live=False)
    with pytest.raises(ValidationError, match="Only whoever leads"):
        virtual.admit(by=cast.marcus, session=group, seat=there.seat)
    for who in (cast.bea, cast.jordan):
        with pytest.raises(Refused):
            virtual.admit(by=who, session=group, seat=there.seat)
    virtual.enter_as_staff(by=cast.priya, session=group)
    room = VideoRoom.objects.get(session=group)
    assert room.is_open and room.epoch == 1
    virtual.close_room(by=cast.priya, session=group)
    room.refresh_from_db()
    assert not room.is_open and room.epoch == 2


def test_the_door_keeps_its_hours(cast: House) -> None:
    later = hold_session(cast, timezone.now() + timedelta(hours=3), 60, (), ("jordan",), is_virtual=True)
    with pytest.raises(ValidationError, match="half an hour before"):
        virtual.enter_as_staff(by=cast.dana, session=later)
    here = hold_session(cast, timezone.now() + timedelta(hours=5), 60, (), ("jordan",))
    with pytest.raises(ValidationError, match="not by video"):
        virtual.enter_as_staff(by=cast.dana, session=here)


@pytest.fixture
def with_video(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in ("client", "host"):
        monkeypatch.setattr(f"openiop.care.virtual.views.{module}.has_video", lambda: True)
    monkeypatch.setattr("django.conf.settings.LIVE_URL", "http://127.0.0.1:1/live/")
    yield


def test_the_pages_lead_on_and_lend_camera_only_where_it_is_needed(
    cast: House, group: Session, with_video: None
) -> None:
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org", password=PASSWORD)
    browser, seat = cast.browser("jordan"), seat_of(group, cast.jordan)
    check = browser.get(f"/virtual/in/{seat.pk}/")
    assert "camera=(self)" in check["Permissions-Policy"]
    assert browser.get(f"/virtual/in/{seat.pk}/room").url == f"/virtual/in/{seat.pk}/where"
    where = browser.get(f"/virtual/in/{seat.pk}/where")
    assert "camera=()" in where["Permissions-Policy"]
    wrong = browser.post(f"/virtual/in/{seat.pk}/where", {"place": "Pier 1"})
    assert wrong.status_code == 422 and b"Pier 1" in wrong.content
    said = SAID | {"state": "MA", "at_home": "home", "is_private": "private", "way": "video"}
    assert browser.post(f"/virtual/in/{seat.pk}/where", said).url == f"/virtual/in/{seat.pk}/promise"
    told = {"name": "Swan", "agrees": "on"}
    assert browser.post(f"/virtual/in/{seat.pk}/promise", told).url == f"/virtual/in/{seat.pk}/room"
    room = browser.get(f"/virtual/in/{seat.pk}/room").content.decode()
    assert "Swan" in room and "ws://127.0.0.1:1/live/room" in room
    assert "ticket" in browser.post(f"/virtual/in/{seat.pk}/ticket").json()
    host = cast.browser("dana").get(f"/virtual/{group.pk}/").content.decode()
    assert "Jordan Avery" in host and "Swan" in host and "Pier 1" in host


def test_without_a_router_a_session_by_video_says_so(cast: House, group: Session, settings: Any) -> None:
    settings.LIVE_URL = ""
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org", password=PASSWORD)
    seat = seat_of(group, cast.jordan)
    assert b"Video is not installed here" in cast.browser("jordan").get(f"/virtual/in/{seat.pk}/").content
    assert b"Video is not installed here" in cast.browser("dana").get(f"/virtual/{group.pk}/").content


def test_a_closed_room_is_opened_again_only_on_purpose(cast: House, group: Session, with_video: None) -> None:
    """A page left open somewhere asks for another ticket by itself; that opens nothing."""
    browser = cast.browser("dana")
    assert "ticket" in browser.post(f"/virtual/{group.pk}/ticket").json()
    virtual.close_room(by=cast.dana, session=group)
    stale = browser.post(f"/virtual/{group.pk}/ticket")
    assert stale.status_code == 409 and stale.json()["code"] == "ended"
    assert not VideoRoom.objects.get(session=group).is_open
    page = browser.get(f"/virtual/{group.pk}/").content
    assert b"This room was closed" in page and b"data-room " not in page
    assert browser.get(f"/virtual/{group.pk}/open").status_code == 405  # a link opens nothing
    assert b"data-room " in browser.post(f"/virtual/{group.pk}/open", follow=True).content
    assert "ticket" in browser.post(f"/virtual/{group.pk}/ticket").json()
