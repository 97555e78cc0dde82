"""Neutral messages: once, by day, and only after commit."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from openiop.base import context
from openiop.base.messages.actions import hand_over, send
from openiop.base.messages.models import Message
from openiop.base.messages.rules import next_allowed

NEW_YORK = ZoneInfo("America/New_York")


def queue(cast, **more):
    words = {"subject": "A note for you", "body": "Open your page.", "key": "note-1", "address": "jordan@mail.example"}
    return send(by=cast.system, program=cast.program, to=cast.jordan, **(words | more))


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        ("2026-11-18T15:00-05:00", "2026-11-18T15:00-05:00"),
        ("2026-11-18T07:59-05:00", "2026-11-18T08:00-05:00"),
        ("2026-11-18T21:00-05:00", "2026-11-19T08:00-05:00"),
        ("2026-10-31T23:30-04:00", "2026-11-01T08:00-05:00"),  # the night the clocks go back
    ],
)
def test_nothing_leaves_in_the_quiet_hours_of_the_program(asked, leaves):
    assert next_allowed(datetime.fromisoformat(asked), NEW_YORK) == datetime.fromisoformat(leaves)


def test_the_same_message_is_queued_once(cast):
    assert queue(cast) == queue(cast)
    assert Message.objects.count() == 1


def test_a_message_is_handed_over_once_however_often_the_job_runs(cast):
    message = queue(cast)
    assert hand_over(str(message.pk)) is True
    assert hand_over(str(message.pk)) is False
    assert [sent.to for sent in mail.outbox] == [["jordan@mail.example"]]


def test_the_job_is_asked_for_only_once_the_transaction_has_committed(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        queue(cast, asked_for=True, not_before=datetime(2026, 11, 18, 3, tzinfo=UTC))
    assert len(callbacks) == 1


def test_whoever_has_a_message_sent_need_not_be_one_who_reads_them(cast):
    with context.standing(cast.marcus.standing):  # knows that Jordan is here, has no relationship to them
        for _again in range(2):
            send(
                by=cast.marcus, program=cast.program, to=cast.jordan, address="jordan@mail.example", subject="A note",
                body="Please call us.", key="once",
            )  # fmt: skip
        assert not Message.objects.exists()
    assert Message.objects.get().to_client == cast.jordan
