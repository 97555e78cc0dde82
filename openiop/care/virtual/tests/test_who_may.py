"""The same rooms for other sessions: individual, family, hybrid, aftercare; and whom a discharge shuts out."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from openiop.base.people.actions import let_in
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Presence
from openiop.care.encounters.tests.people import hold_session
from openiop.care.placement import actions as placement
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission, VideoRoom
from openiop.care.virtual.queries.state import look, seated
from openiop.care.virtual.tests.people import SAID, come, group_by_video, seat_of
from openiop.care.virtual.tests.test_confirm import answers, over
from tests.cast import PASSWORD, House, admit


@pytest.fixture
def with_video(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("client", "host"):
        monkeypatch.setattr(f"openiop.care.virtual.views.{module}.has_video", lambda: True)
    monkeypatch.setattr("django.conf.settings.LIVE_URL", "http://127.0.0.1:1/live/")


def known(session: Session) -> dict[str, Any]:
    room = VideoRoom.objects.get(session=session)
    return {each.alias: each for each in look(room.organisation_id, [room.pk])[room.pk].people.values()}


@pytest.mark.parametrize("kind", ["individual", "family", "medical"])
def test_an_hour_alone_asks_where_one_is_and_for_no_alias(cast: House, with_video: None, kind: str) -> None:
    session = group_by_video(cast, ("jordan",))
    Session.objects.filter(pk=session.pk).update(kind=kind, room=None)
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org", password=PASSWORD)
    browser, seat = cast.browser("jordan"), seat_of(session, cast.jordan)
    assert browser.get(f"/virtual/in/{seat.pk}/room").url == f"/virtual/in/{seat.pk}/where"  # TEL-1 holds here, too
    said = SAID | {"state": "MA", "at_home": "home", "is_private": "private", "way": "video"}
    browser.post(f"/virtual/in/{seat.pk}/where", said)
    assert browser.get(f"/virtual/in/{seat.pk}/promise").url == f"/virtual/in/{seat.pk}/room"
    assert browser.get(f"/virtual/in/{seat.pk}/room").status_code == 200
    assert "ticket" in browser.post(f"/virtual/in/{seat.pk}/ticket").json()
    assert "ticket" in cast.browser("dana").post(f"/virtual/{session.pk}/ticket").json()
    assert set(known(session)) == {"Client", "Dana W."}
    with pytest.raises(Seat.DoesNotExist):
        seat_of(session, cast.ana)  # nobody else has a way in


def test_a_discharge_ends_the_seats_before_it_and_no_seat_that_comes_later(cast: House) -> None:
    today = cast.program.today()
    episode = admit(cast, "jordan", today - timedelta(days=20))
    now = timezone.now().replace(second=0, microsecond=0)
    session = hold_session(cast, now - timedelta(minutes=40), 60, (), ("jordan", "ana"), is_virtual=True)
    there = come(session, cast.jordan, "Swan")
    virtual.enter_as_staff(by=cast.dana, session=session)
    virtual.admit(by=cast.dana, session=session, seat=there.seat)
    placement.discharge(
        by=cast.noor, episode=episode, reason="01", last_contact=today, discharged_on=today, summary="Done"
    )
    assert seated([session.pk]) == {(cast.ana.pk, session.pk)}  # the gateway puts the others out
    with pytest.raises(ValidationError, match="no seat"):
        come(session, cast.jordan, "Swan")
    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org", password=PASSWORD)
    here, told = f"/virtual/in/{seat_of(session, cast.jordan).pk}/help", {"Accept": "application/json"}
    late = cast.browser("jordan").post(here, headers=told)
    assert late.status_code == 422 and "988" in late.json()["words"]  # never an error page to whoever calls for help
    aftercare = hold_session(cast, now + timedelta(minutes=25), 60, (), ("jordan",), is_virtual=True)
    assert come(aftercare, cast.jordan, "Heron").state == "waiting"
    assert seated([aftercare.pk]) == {(cast.jordan.pk, aftercare.pk)}


def test_the_screen_at_the_site_is_one_seat_and_counts_for_nobody(
    cast: House, tmp_path: Path, settings: Any, with_video: None
) -> None:
    """Ana sits before it and is marked on the board; Jordan is at home. Both are counted once."""
    settings.ROOT_KEY_FILE = tmp_path / "root_key"
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=50)
    session = hold_session(cast, start, 60, (), ("jordan", "ana"), is_virtual=True)
    browser = cast.browser("dana")
    early = browser.post(f"/virtual/{session.pk}/wall/ticket")
    assert early.status_code == 409 and "not open" in early.json()["error"]
    swan = come(session, cast.jordan, "Swan")
    lantern = come(session, cast.ana, "Lantern")  # on a telephone of her own, before the screen
    virtual.enter_as_staff(by=cast.dana, session=session)
    virtual.admit_all(by=cast.dana, session=session)
    page = browser.get(f"/virtual/{session.pk}/wall").content.decode()
    assert 'data-role="wall"' in page
    for name in ("Jordan", "Avery", "Brien"):
        assert name not in page
    for _n in range(2):
        assert "ticket" in browser.post(f"/virtual/{session.pk}/wall/ticket").json()
    [wall] = Admission.objects.filter(is_wall=True)
    assert known(session)[wall.alias].role == "wall"
    for there in (swan, lantern, wall):
        answers(tmp_path, there, start, 40)
    encounters.arrive(by=cast.dana, session=session, client=cast.ana, at=start)
    virtual.confirm(by=cast.dana, session=session, now=over(session))
    rows = Presence.objects.filter(session=session).order_by("source")
    assert [(row.client, row.source) for row in rows] == [(cast.ana, "facilitator"), (cast.jordan, "video")]
    Session.objects.filter(pk=session.pk).update(room=None)
    session.refresh_from_db()
    with pytest.raises(ValidationError, match="no room at the site"):
        virtual.enter_as_wall(by=cast.dana, session=session)
