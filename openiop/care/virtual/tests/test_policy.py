"""What a program allows in its video rooms, and who decides."""

import pytest
from django.core.exceptions import ValidationError

from openiop.base.people.roles import Refused
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.asides import Written
from openiop.care.virtual.models import VideoRoom
from openiop.care.virtual.policies import policy_of
from openiop.care.virtual.queries.state import look
from openiop.care.virtual.tests.people import all_in, group_by_video
from tests.cast import House

ALL = {"chat": "kept", "cameras": "off", "captions": True, "unsealed": True}


def test_without_a_decision_nothing_is_kept_and_nothing_goes_unencrypted(cast: House) -> None:
    assert policy_of(cast.program).told == {
        "chat": "during", "cameras": "choose", "captions": False, "unsealed": False
    }  # fmt: skip


def test_the_director_decides_and_nobody_else(cast: House) -> None:
    browser = cast.browser("priya")
    assert "No chat" in browser.get("/virtual/policy").content.decode()
    told = {"chat": "off", "cameras": "off"}
    assert browser.post("/virtual/policy", told).status_code == 302
    assert policy_of(cast.program).told == {"chat": "off", "cameras": "off", "captions": False, "unsealed": False}
    assert browser.post("/virtual/policy", {"chat": "loud"}).status_code == 422
    for who in (cast.dana, cast.jordan):
        with pytest.raises(Refused):
            virtual.decide(by=who, program=cast.program, **ALL)
    assert cast.browser("dana").get("/virtual/policy").status_code == 403
    with pytest.raises(ValidationError):
        virtual.decide(by=cast.priya, program=cast.program, **ALL | {"cameras": "on"})


def test_the_gateway_is_told_at_its_next_look(cast: House) -> None:
    group = group_by_video(cast)
    all_in(cast, group)
    virtual.decide(by=cast.priya, program=cast.program, **ALL)
    room = VideoRoom.objects.get(session=group)
    assert look(room.organisation_id, [room.pk])[room.pk].policy == ALL


def test_a_kept_chat_stands_on_the_chart_of_whoever_wrote(cast: House) -> None:
    group = group_by_video(cast)
    people = all_in(cast, group)
    virtual.keep_chat(by=cast.jordan, admission=people["jordan"], words="Good evening")
    with pytest.raises(ValidationError):
        virtual.keep_chat(by=cast.ana, admission=people["jordan"], words="Not mine")
    kept = Written.objects.get()
    assert (kept.client, kept.to, kept.words) == (cast.jordan, "group", "Good evening")
