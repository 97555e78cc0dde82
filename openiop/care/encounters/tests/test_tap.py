"""The live board: taps are kept once, refused in words, and the ledger follows."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from openiop.base import context
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Note, Presence, Tap
from openiop.care.encounters.tap_rules import written
from openiop.care.encounters.tests.people import hold_session, plan_for


@pytest.fixture
def group(cast):
    """A session that began forty minutes ago."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=40)
    return hold_session(cast, start=start, breaks=())


def into(session, minutes, seconds=0):
    """The instant so many minutes into the session."""
    return session.during.lower + timedelta(minutes=minutes, seconds=seconds)


def tap(kind, value, at, client=None, key=None):
    person = str(client.pk) if client else None
    return {"key": str(key or uuid.uuid4()), "client": person, "kind": kind, "value": value, "at": written(at)}


def send(browser, session, *taps, since=0, clock=None):
    body = {"taps": list(taps), "since": since, "clock": written(clock or datetime.now(UTC))}
    url = reverse("encounters:taps", args=[session.pk])
    return browser.post(url, json.dumps(body), content_type="application/json")


def ledger(session, client):
    rows = Presence.objects.filter(session=session, client=client, replaced_by=None).exclude(code="void")
    minutes = lambda at: round((at - session.during.lower).total_seconds() / 60)  # noqa: E731
    return [
        (row.code, row.during and (minutes(row.during.lower), minutes(row.during.upper)))
        for row in rows.order_by("during")
    ]


def test_what_one_taps_the_other_hears_and_the_ledger_follows(cast, group):
    jordan, first = cast.jordan, tap("attendance", "arrived", into(group, 1), cast.jordan)
    said = send(cast.browser("dana"), group, first, tap("participation", 3, into(group, 20), jordan)).json()
    assert said["kept"][0] == first["key"]
    assert len(said["kept"]) == 2
    assert said["refused"] == []
    assert ledger(group, jordan) == [("present", (0, 180))]
    assert Note.objects.filter(session=group, client=jordan).exists()
    heard = send(cast.browser("marcus"), group).json()
    assert [each["kind"] for each in heard["taps"]] == ["attendance", "participation"]
    assert heard["people"] == {str(cast.dana.pk): "Dana Whitfield"}
    assert heard["state"]["people"][str(jordan.pk)]["attendance"] == "here"
    assert heard["state"]["people"][str(jordan.pk)]["participation"] == 3
    again = send(cast.browser("marcus"), group, since=heard["cursor"]).json()
    assert again["taps"] == []
    assert again["state"] == heard["state"]


def test_the_same_tap_sent_again_is_kept_once(cast, group):
    sent = [tap("attendance", "arrived", into(group, 1), cast.jordan), tap("affect", "calm", into(group, 9), cast.jordan)]
    for _n in range(3):
        assert sorted(send(cast.browser("dana"), group, *sent).json()["kept"]) == sorted(each["key"] for each in sent)
    assert Tap.objects.count() == 2
    assert Presence.objects.count() == 1
