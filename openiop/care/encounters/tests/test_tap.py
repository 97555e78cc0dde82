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
from openiop.care.encounters.tickets import read_ticket


@pytest.fixture
def group(cast):
    """A session that began forty minutes ago."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=40)
    return hold_session(cast, start=start, breaks=())


def whole_hours_ago(hours):
    return timezone.now().replace(second=0, microsecond=0) - timedelta(hours=hours)


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
    sent = [
        tap("attendance", "arrived", into(group, 1), cast.jordan),
        tap("affect", "calm", into(group, 9), cast.jordan),
    ]
    for _n in range(3):
        assert sorted(send(cast.browser("dana"), group, *sent).json()["kept"]) == sorted(each["key"] for each in sent)
    assert Tap.objects.count() == 2
    assert Presence.objects.count() == 1


def person(answer, client):
    return answer["state"]["people"].get(str(client.pk))


def refusal(browser, session, *taps, **more):
    """Why the last of these taps is refused; the others are kept."""
    answer = send(browser, session, *taps, **more).json()
    assert len(answer["refused"]) == 1, answer["refused"]
    assert answer["refused"][0]["key"] == taps[-1]["key"]
    assert len(answer["kept"]) == len(taps) - 1
    return answer["refused"][0]["why"]


def test_late_left_and_back_are_stretches(cast, group):
    dana, ana = cast.browser("dana"), cast.ana
    taps = [tap("attendance", what, into(group, at), ana) for what, at in (("late", 12), ("left", 20), ("back", 30))]
    send(dana, group, *taps[:1])
    assert ledger(group, ana) == [("late", (12, 180))]
    send(dana, group, taps[1])
    assert ledger(group, ana) == [("left_early", (12, 20))]
    answer = send(dana, group, taps[2]).json()
    assert ledger(group, ana) == [("left_early", (12, 20)), ("present", (30, 180))]
    assert person(answer, ana)["attendance"] == "back"
    undone = send(dana, group, tap("undo", taps[1]["key"], into(group, 31), ana)).json()
    assert ledger(group, ana) == [("late", (12, 180))]  # they had never left
    assert person(undone, ana)["attendance"] == "late"


def test_taps_that_come_late_find_their_place_in_time(cast, group):
    """Marcus was without a network: what he tapped first arrives last."""
    jordan = cast.jordan
    send(cast.browser("dana"), group, tap("attendance", "back", into(group, 30), jordan))
    assert ledger(group, jordan) == [("late", (30, 180))]
    late = [tap("attendance", "arrived", into(group, 2), jordan), tap("attendance", "left", into(group, 15), jordan)]
    send(cast.browser("marcus"), group, *late)
    assert ledger(group, jordan) == [("left_early", (0, 15)), ("present", (30, 180))]


def test_a_correction_by_hand_stands_over_the_taps_before_it(cast, group):
    jordan, dana = cast.jordan, cast.browser("dana")
    send(dana, group, tap("attendance", "late", into(group, 20), jordan))
    row = Presence.objects.get(client=jordan)
    encounters.correct(by=cast.dana, presence=row, reason="Was in the hall", during=(into(group, 10), into(group, 180)))
    send(cast.browser("marcus"), group, tap("attendance", "left", into(group, 25), jordan))  # tapped before
    assert ledger(group, jordan) == [("late", (10, 180))]
    now = datetime.now(UTC)
    answer = send(dana, group, tap("attendance", "left", now, jordan)).json()  # tapped after
    left = int((now - group.during.lower).total_seconds() // 60)
    assert ledger(group, jordan) == [("left_early", (10, left))]
    assert answer["hand"][0]["client"] == str(jordan.pk)


def test_what_is_taken_back_leaves_nothing(cast, group):
    wrong = tap("attendance", "no_show", into(group, 5), cast.luis)
    dana = cast.browser("dana")
    send(dana, group, wrong)
    assert ledger(group, cast.luis) == [("no_show", None)]
    undo = tap("undo", wrong["key"], into(group, 6))
    send(dana, group, undo)
    assert ledger(group, cast.luis) == []
    assert not Note.objects.filter(session=group, client=cast.luis).exists()
    assert "once more instead" in refusal(dana, group, tap("undo", undo["key"], into(group, 7)))
    assert "not known here" in refusal(dana, group, tap("undo", str(uuid.uuid4()), into(group, 7)))


def test_one_refused_tap_stops_none_of_the_others(cast, group):
    dana, good = cast.browser("dana"), tap("affect", "calm", into(group, 5), cast.ana)
    stranger = cast.jordan
    group.seats.filter(client=stranger).update(is_live=False)
    assert "no seat in this session" in refusal(dana, group, good, tap("affect", "low", into(group, 6), stranger))
    for kind, value, words in [
        ("mood", "low", "kind of tap"),
        ("affect", "thrilled", "that value"),
        ("participation", 5, "that value"),
        ("participation", True, "that value"),
        ("quote", "x" * 501, "at most 500"),
        ("objective", {"id": str(uuid.uuid4()), "on": True}, "own plan"),
        ("safety", {"protocol": "<script>"}, "that value"),
        ("attendance", None, "that value"),
    ]:
        assert words in refusal(dana, group, good, tap(kind, value, into(group, 7), cast.ana)), kind
    assert "names a person" in refusal(dana, group, good, tap("affect", "low", into(group, 7)))
    assert "with its zone" in refusal(dana, group, good, good | {"key": str(uuid.uuid4()), "at": "2026-11-18 19:00"})
    assert "by their id" in refusal(dana, group, good, good | {"key": "1"})
    assert send(dana, group, [], "text", 7).json()["refused"][0]["why"]
    assert Tap.objects.count() == 1


@pytest.mark.parametrize(
    "body", ["[]", "nonsense", '{"taps": 1}', '{"since": "x"}', '{"clock": "noon"}', '{"since": -1}']
)
def test_what_cannot_be_read_is_an_error_in_words(cast, group, body):
    url = reverse("encounters:taps", args=[group.pk])
    answer = cast.browser("dana").post(url, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_wrong_clock_is_put_right_and_said(cast, group):
    """The tablet is twenty minutes slow; what it says is five minutes ago was five minutes ago."""
    slow = timedelta(minutes=20)
    now = datetime.now(UTC)
    said = tap("attendance", "late", now - timedelta(minutes=5) - slow, cast.jordan)
    answer = send(cast.browser("dana"), group, said, clock=now - slow).json()
    assert "clock shows" in answer["clock"]
    kept = Tap.objects.get()
    assert abs(kept.at - (now - timedelta(minutes=5))) < timedelta(seconds=20)
    assert answer["adjusted"] == []


@pytest.mark.parametrize("off", [timedelta(hours=3), -timedelta(hours=5)], ids=["to come", "long ago"])
def test_a_time_that_cannot_have_been_counts_as_now(cast, group, off):
    said = tap("attendance", "late", datetime.now(UTC) + off, cast.jordan)
    answer = send(cast.browser("dana"), group, said).json()
    assert answer["kept"] == [said["key"]]
    assert "cannot have been" in answer["adjusted"][0]["why"]
    assert abs(Tap.objects.get().at - datetime.now(UTC)) < timedelta(seconds=20)


def test_taps_long_after_the_end_are_refused(cast):
    ended = hold_session(cast, start=whole_hours_ago(3), minutes=60, breaks=())
    dana, now = cast.browser("dana"), timezone.now()
    within = tap("attendance", "arrived", ended.during.upper + timedelta(minutes=50), cast.jordan)
    assert "before this tap" in refusal(dana, ended, within, tap("affect", "low", now, cast.jordan))
    assert "time of arrival" in refusal(dana, ended, tap("attendance", "late", ended.during.upper, cast.ana))
    assert ledger(ended, cast.jordan) == [("present", (0, 60))]


def test_note_1_a_signed_note_takes_no_more_taps(cast):
    ended = hold_session(cast, start=timezone.now() - timedelta(minutes=70), minutes=60, breaks=())
    dana = cast.browser("dana")
    send(dana, ended, tap("attendance", "arrived", into(ended, 1), cast.jordan))
    note = Note.objects.get(client=cast.jordan)
    Note.objects.filter(pk=note.pk).update(signed_by=cast.dana, signed_at=timezone.now(), signed_content={})
    assert "addendum" in refusal(dana, ended, tap("affect", "low", into(ended, 30), cast.jordan))
    for who in ("dana", "walt"):
        left = tap("attendance", "left", into(ended, 30), cast.jordan)
        assert "addendum" in refusal(cast.browser(who), ended, left)


def test_a_cancelled_session_takes_no_taps(cast, group):
    type(group).objects.filter(pk=group.pk).update(state="cancelled", cancelled_why="Snow")
    assert "cancelled" in refusal(cast.browser("dana"), group, tap("attendance", "arrived", into(group, 1), cast.ana))


def test_too_early_is_refused(cast):
    tomorrow = hold_session(cast, start=timezone.now() + timedelta(hours=20), breaks=())
    said = tap("attendance", "excused", timezone.now(), cast.ana)
    assert "opens an hour before" in refusal(cast.browser("dana"), tomorrow, said)


def test_a_guest_gets_a_seat_from_whoever_may_give_one(cast, group):
    group.seats.filter(client=cast.luis).update(is_live=False)
    arrived = tap("attendance", "late", into(group, 9), cast.luis)
    assert "no seat" in refusal(cast.browser("marcus"), group, arrived)  # a facilitator gives no seats
    answer = send(cast.browser("dana"), group, arrived).json()
    assert answer["kept"] == [arrived["key"]]
    assert group.seats.filter(client=cast.luis, is_live=True).exists()
    assert ledger(group, cast.luis) == [("late", (9, 180))]


def test_a_full_session_has_no_seat_for_a_guest(cast, group):
    group.seats.filter(client=cast.luis).update(is_live=False)
    type(group).objects.filter(pk=group.pk).update(capacity=2)
    said = tap("attendance", "late", into(group, 9), cast.luis)
    assert "is full" in refusal(cast.browser("dana"), group, said)


def test_whoever_reads_no_notes_takes_attendance_and_sees_no_more(cast, group):
    walt = cast.browser("walt")
    send(cast.browser("dana"), group, tap("quote", "I slept", into(group, 3), cast.ana))
    answer = send(walt, group, tap("attendance", "arrived", into(group, 4), cast.ana)).json()
    assert ledger(group, cast.ana) == [("present", (0, 180))]
    assert [each["kind"] for each in answer["taps"]] == ["attendance"]
    assert "I slept" not in json.dumps(answer)
    flag = tap("safety", {"protocol": "medical"}, into(group, 6), cast.ana)
    for _n in range(2):
        assert send(walt, group, flag).json()["kept"] == [flag["key"]]
    assert "takes attendance" in refusal(walt, group, tap("quote", "Words", into(group, 5), cast.ana))


def test_whom_one_does_not_care_for_one_does_not_tap(cast, group):
    """Marcus leads no more: without a lead he reaches nobody here."""
    from openiop.base.privacy.models import Reach

    group.leads.filter(staff=cast.marcus).update(is_live=False)
    Reach.objects.filter(holder_id=cast.marcus.pk).delete()
    answer = send(cast.browser("marcus"), group, tap("attendance", "arrived", into(group, 4), cast.ana)).json()
    assert "no seat" in answer["refused"][0]["why"]
    assert answer["state"]["people"] == {}


@pytest.mark.parametrize("who", ["elena", "bea", "pat"])
def test_other_roles_have_no_board(cast, group, who):
    assert send(cast.browser(who), group).status_code == 403


def test_whoever_works_here_no_more_gets_no_further_ticket(cast, group):
    """Their stream ends with the one they have, within a minute (openiop/doors/live)."""
    dana = cast.browser("dana")
    session, seconds = read_ticket(send(dana, group).json()["ticket"])
    assert session == str(group.pk)
    assert 0 < seconds <= 60
    cast.dana.ended_on = timezone.now().date() - timedelta(days=2)
    cast.dana.save()
    assert send(dana, group).status_code == 302


def test_another_house_has_no_such_session(cast, elsewhere, group):
    assert send(elsewhere.browser("dana"), group).status_code == 404


def test_a_key_of_another_session_is_refused(cast, group):
    other = hold_session(cast, start=timezone.now() - timedelta(hours=5), minutes=60, breaks=(), clients=("ana",))
    said = tap("affect", "low", into(other, 5), cast.ana)
    send(cast.browser("dana"), other, said)
    said["at"] = written(into(group, 5))
    assert "another session" in refusal(cast.browser("dana"), group, said)


def test_what_was_worked_on_names_an_objective_of_the_person(cast, group):
    objective = plan_for(cast, "jordan")
    dana = cast.browser("dana")
    value = {"id": str(objective.pk), "on": True}
    answer = send(dana, group, tap("objective", value, into(group, 5), cast.jordan)).json()
    assert person(answer, cast.jordan)["objectives"] == [str(objective.pk)]
    assert "own plan" in refusal(dana, group, tap("objective", value, into(group, 5), cast.ana))
    answer = send(dana, group, tap("objective", value | {"on": False}, into(group, 6), cast.jordan)).json()
    assert person(answer, cast.jordan)["objectives"] == []


def test_taps_are_never_edited(cast, group):
    from django.db import DatabaseError, transaction

    send(cast.browser("dana"), group, tap("affect", "low", into(group, 5), cast.ana))
    with pytest.raises(DatabaseError), transaction.atomic():
        Tap.objects.update(value="calm")
    with pytest.raises(DatabaseError), transaction.atomic():
        Tap.objects.all().delete()


def test_a_sync_asks_little_however_much_was_tapped(cast, group, django_assert_max_num_queries):
    dana = cast.browser("dana")
    send(dana, group, *[tap("participation", n % 5, into(group, n // 10), cast.ana) for n in range(200)])
    with django_assert_max_num_queries(10):
        assert len(send(dana, group).json()["taps"]) == 200
    said = tap("participation", 2, into(group, 30), cast.jordan)
    with django_assert_max_num_queries(24):
        assert send(dana, group, said, since=10**9).json()["kept"] == [said["key"]]


def test_the_first_paint_has_roster_aims_and_what_stands(cast, group, django_assert_max_num_queries):
    from openiop.base.privacy.gate import Gate
    from openiop.care.encounters.queries.board import board_of

    objective = plan_for(cast, "jordan")
    send(cast.browser("dana"), group, tap("attendance", "late", into(group, 9), cast.jordan))
    with context.standing(cast.dana.standing), django_assert_max_num_queries(10):
        board = board_of(Gate.of(cast.dana), group)
        assert [each.initials for each in board.members] == ["JA", "AO", "LO"]
        jordan = board.members[0]
        assert [(aim.id, aim.short) for aim in jordan.aims] == [(str(objective.pk), "Call somebody before 9 pm")]
        assert jordan.state["attendance"] == "late"
        assert jordan.attendance.code == "late"
        assert [lead.staff for lead in board.leads] == [cast.dana, cast.marcus]
        assert board.minutes_left in (139, 140)
