"""What the video saw becomes the ledger's, once a facilitator says so."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from openiop.base.audit.models import Event
from openiop.care.calendar.models import Session
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Note, Presence
from openiop.care.encounters.tests.people import hold_session, plan_for
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission, Evidence
from openiop.care.virtual.queries.presence import intervals_of
from openiop.care.virtual.tests.test_come_in import come
from openiop.engines import sfu
from tests.cast import House


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: Any) -> None:
    settings.ROOT_KEY_FILE = tmp_path / "root_key"


def answers(home: Path, there: Admission, begins: datetime, minutes: float) -> None:
    """Their page answers every five seconds for so long."""
    room = str(there.room_id)
    facts = [
        sfu.Fact(
            "heard",
            begins + timedelta(seconds=5 * n),
            "gateway-1",
            f"gateway/{there.seat}{begins:%M}",
            room,
            there.seat,
        )
        for n in range(int(minutes * 12) + 1)
    ]
    sfu.Journal(home).add(facts)


def over(session: Session) -> datetime:
    return session.during.upper + timedelta(minutes=1)


def test_bil_4_minutes_by_video_are_what_the_page_answered(cast: House, tmp_path: Path) -> None:
    """Ten minutes, six away, twenty more: two rows, each with what it rests on, where they were, and by whom."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=50)
    session = hold_session(cast, start, 60, (), ("jordan", "ana"), is_virtual=True)
    there = come(session, cast.jordan, "Swan")
    answers(tmp_path, there, start + timedelta(minutes=2), 10)
    answers(tmp_path, there, start + timedelta(minutes=18), 20)
    with pytest.raises(ValidationError, match="still runs"):
        virtual.confirm(by=cast.dana, session=session)
    made = virtual.confirm(by=cast.dana, session=session, now=over(session))
    assert [(row.code, row.source, row.state, row.place_of_service) for row in made] == [
        ("left_early", "video", "MA", "02"), ("left_early", "video", "MA", "02"),
    ]  # fmt: skip
    assert [round((row.during.upper - row.during.lower).total_seconds() / 60) for row in made] == [10, 20]
    proof = Evidence.objects.filter(client=cast.jordan).order_by("first_sign")
    assert [each.signs for each in proof] == [121, 241]
    assert Event.objects.filter(verb="virtual.evidence.kept").count() == 2
    assert virtual.confirm(by=cast.dana, session=session, now=over(session)) == []  # once
    assert not Presence.objects.filter(client=cast.ana).exists()  # who was not seen is marked by hand


def test_what_was_recorded_by_hand_stays(cast: House, tmp_path: Path) -> None:
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=50)
    session = hold_session(cast, start, 60, (), ("jordan",), is_virtual=True)
    there = come(session, cast.jordan, "Swan")
    answers(tmp_path, there, start, 30)
    encounters.arrive(by=cast.dana, session=session, client=cast.jordan, at=start)
    assert virtual.confirm(by=cast.dana, session=session, now=over(session)) == []
    assert Presence.objects.get(client=cast.jordan).source == "facilitator"


def test_the_note_says_by_video_from_where(cast: House, tmp_path: Path) -> None:
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=50)
    session = hold_session(cast, start, 60, (), ("jordan",), is_virtual=True)
    objective = plan_for(cast)
    answers(tmp_path, come(session, cast.jordan, "Swan"), start, 60)
    virtual.confirm(by=cast.dana, session=session, now=over(session))
    note = Note.objects.get(session=session, client=cast.jordan)
    note.objective, note.response, note.participation = objective, "Said what helps on Sundays.", 2
    note.save()
    said = encounters.sign(by=cast.dana, note=note, now=over(session)).signed_content
    assert said["session"]["modality"] == "video"
    assert [(each["source"], each["place_of_service"], each["state"]) for each in said["presence"]] == [
        ("video", "02", "MA")
    ]


def test_another_rooms_facts_are_nobodys_here(cast: House, tmp_path: Path) -> None:
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=50)
    session = hold_session(cast, start, 60, (), ("jordan",), is_virtual=True)
    there = come(session, cast.jordan, "Swan")
    fact = sfu.Fact("heard", start, "gateway-1", "gateway/1", "another-room", there.seat)
    sfu.Journal(tmp_path).add(
        [fact, sfu.Fact("heard", start + timedelta(seconds=5), "gateway-1", "gateway/1", "another-room", there.seat)]
    )
    assert intervals_of(session, over(session)) == {}
