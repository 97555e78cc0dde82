"""The end of a group: every note is drafted from what was tapped, and words that somebody typed are never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models.deletion import ProtectedError
from django.db.utils import DatabaseError
from django.utils import timezone

from openiop.base.people.roles import Refused
from openiop.base.rows import uuid7
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.actions import Clash
from openiop.care.calendar.models import Topic
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Note, SharedNote, Tap
from openiop.care.encounters.queries import notes_of_session
from openiop.care.encounters.tests.people import at, hold_session, plan_for

BELL = at("17:00")


def tap(session, client, kind, value, clock="15:00"):
    number = Tap.objects.filter(session=session).count() + 1
    return Tap.objects.create(
        organisation=session.organisation, session=session, client=client, kind=kind, value=value, at=at(clock),
        key=uuid7(), number=number,
    )  # fmt: skip


@pytest.fixture
def group(cast):
    """Jordan and Ana are here, Luis was never marked. Jordan worked on their objective."""
    topic = Topic.objects.create(
        organisation=cast.organisation, program=cast.program, module="cbt", title="Craving waves",
        about="Members told the first ten minutes of a craving apart from what follows.",
    )  # fmt: skip
    session = hold_session(cast, topic=topic)
    session.objective = plan_for(cast)
    for client in (cast.jordan, cast.ana):
        encounters.mark(by=cast.dana, session=session, client=client, code="present", now=at("14:02"))
    tap(session, cast.jordan, "participation", 3)
    tap(session, cast.jordan, "affect", "calm")
    tap(session, cast.jordan, "response", "practised")
    tap(session, cast.jordan, "quote", "It passes when I say it out loud")
    tap(session, cast.jordan, "objective", {"id": str(session.objective.pk), "on": True})
    tap(session, cast.ana, "participation", 1)
    return session


def note_of(session, client):
    return Note.objects.get(session=session, client=client)


def end(cast, session, now=BELL, **how):
    return encounters.end_group(by=cast.dana, session=session, now=now, **how)


def test_every_member_gets_a_note_from_their_taps(cast, group):
    assert len(end(cast, group)) == 3
    jordan, ana, luis = (note_of(group, each) for each in (cast.jordan, cast.ana, cast.luis))
    assert "It passes when I say it out loud" in jordan.response
    assert (jordan.objective, jordan.participation, jordan.affect) == (group.objective, 3, "calm")
    assert jordan.reaction == "practised"
    assert jordan.response != ana.response
    assert (ana.participation, ana.objective) == (1, None)
    assert luis.response
    assert luis.participation is None
    shared = SharedNote.objects.get(session=group)
    assert (shared.topic, "ten minutes" in shared.intervention) == ("Craving waves", True)


def test_who_was_never_marked_did_not_come_and_is_called_the_same_day(cast, group):
    end(cast, group)
    assert group.presence.get(client=cast.luis).code == "no_show"
    item = WorkItem.objects.get(kind="encounters.absence_call")
    assert item.client == cast.luis
    assert item.role == "case_manager"  # nobody is their therapist
    end(cast, group)
    assert WorkItem.objects.filter(kind="encounters.absence_call").count() == 1


def test_ending_it_again_changes_nothing(cast, group):
    end(cast, group)
    before = list(Note.objects.filter(session=group).order_by("pk").values())
    assert end(cast, group, BELL + timedelta(minutes=5)) == []
    assert list(Note.objects.filter(session=group).order_by("pk").values()) == before


def test_a_later_tap_is_drafted_anew_where_nobody_wrote(cast, group):
    end(cast, group)
    tap(group, cast.ana, "quote", "Only listening today", "16:59")
    assert end(cast, group) == [note_of(group, cast.ana)]
    assert "Only listening today" in note_of(group, cast.ana).response


def test_typed_words_are_never_overwritten(cast, group):
    end(cast, group)
    encounters.write_note(by=cast.marcus, note=note_of(group, cast.ana), response="She told of her son.")
    tap(group, cast.ana, "quote", "Only listening today", "16:59")
    end(cast, group)
    ana = note_of(group, cast.ana)
    assert (ana.response, ana.quote, ana.written_by) == ("She told of her son.", "Only listening today", cast.marcus)


def test_a_goal_that_somebody_chose_stays(cast, group):
    objective = plan_for(cast, "ana")
    end(cast, group)
    encounters.write_note(by=cast.dana, note=note_of(group, cast.ana), objective=objective)
    end(cast, group)
    assert note_of(group, cast.ana).objective == objective


def test_a_signed_note_is_not_drafted_again(cast, group):
    end(cast, group)
    encounters.sign(by=cast.dana, note=note_of(group, cast.jordan), now=BELL)
    said = note_of(group, cast.jordan).signed_content
    assert said["quote"] == "It passes when I say it out loud"
    assert said["observed"] == ["Appeared calm", "Practiced the skill"]
    tap(group, cast.jordan, "quote", "Something else", "16:59")
    end(cast, group)
    assert note_of(group, cast.jordan).quote == "It passes when I say it out loud"


def test_note_4_drafts_may_be_there_before_the_bell_but_are_not_signed(cast, group):
    end(cast, group, at("16:50"))
    with pytest.raises(ValidationError, match="not ended"):
        encounters.sign(by=cast.dana, note=note_of(group, cast.jordan), now=at("16:55"))


def test_eight_equal_taps_give_eight_notes_that_can_be_signed_at_once(cast):
    from openiop.care.encounters.tests.people import crowd

    session = hold_session(cast, clients=())
    people = crowd(cast, 8)
    for person in people:
        cast.clients[person.legal_last] = person
        objective = plan_for(cast, person.legal_last)
        session.seat_for(person).save()
        encounters.mark(by=cast.dana, session=session, client=person, code="present", now=at("14:02"))
        tap(session, person, "participation", 2)
        tap(session, person, "objective", {"id": str(objective.pk), "on": True})
    end(cast, session)
    assert len(encounters.sign_ready(by=cast.dana, session=session, now=BELL)) == 8
    assert len({each.note.response for each in notes_of_session(session, BELL)}) == 8


@pytest.mark.parametrize("who", ["bea", "elena", "walt", "pat"])
def test_only_whoever_writes_notes_ends_a_group(cast, group, who):
    with pytest.raises(Refused):
        encounters.end_group(by=getattr(cast, who), session=group, now=BELL)
    assert cast.browser(who).post(f"/sessions/{group.pk}/end").status_code == 403


def test_another_organisation_ends_nothing(cast, elsewhere, group):
    assert elsewhere.browser("dana").post(f"/sessions/{group.pk}/end").status_code == 404
    assert not Note.objects.filter(session=group).exclude(response="").exists()


def test_the_button_leads_to_the_notes(cast, group):
    answer = cast.browser("dana").post(f"/sessions/{group.pk}/end", follow=True)
    assert "3 notes are drafted" in answer.text
    assert "It passes when I say it out loud" in answer.text


def test_deleting_a_session_never_loses_a_note(cast, group):
    end(cast, group)
    with pytest.raises(ProtectedError):
        group.delete()
    cursor = connection.cursor()
    with pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("DELETE FROM calendar_session WHERE id = %s", [group.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Note.objects.filter(session=group).count() == 3


def test_a_session_with_notes_is_not_cancelled(cast, group):
    from openiop.care.calendar.actions import cancel_session

    end(cast, group)
    group.refresh_from_db()
    with pytest.raises(ValidationError):
        cancel_session(by=cast.priya, session=group, why="Snow")
    assert Note.objects.filter(session=group).count() == 3


def test_before_the_bell_the_page_says_from_when_on_the_drafts_can_be_signed(cast):
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=80)
    session = hold_session(cast, start=start, minutes=90, breaks=(), clients=("jordan",))
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="present")
    tap(session, cast.jordan, "participation", 3)
    tap(session, cast.jordan, "objective", {"id": str(plan_for(cast).pk), "on": True})
    page = cast.browser("dana").post(f"/sessions/{session.pk}/end", follow=True).text
    assert "1 note is drafted." in page
    assert "second look" not in page
    assert "Notes can be signed from" in page
    assert "data-sign-all" not in page


def test_ended_early_the_minutes_end_then_and_the_notes_say_so(cast, group):
    """Jordan and Ana were there to the real end; who left before it had left before."""
    encounters.leave(by=cast.dana, session=group, client=cast.ana, at=at("15:00"), now=at("15:00"))
    end(cast, group, at("16:20"), early=True)
    group.refresh_from_db()
    assert group.during.upper == at("16:20")
    rows = group.presence.filter(replaced_by=None)
    jordan, ana = rows.get(client=cast.jordan), rows.get(client=cast.ana)
    assert (jordan.code, jordan.during.upper, jordan.reason) == ("present", at("16:20"), "The session ended early")
    assert (ana.code, ana.during.upper) == ("left_early", at("15:00"))
    assert "left" not in note_of(group, cast.jordan).response.lower()
    written = {each.note.client_id: each for each in notes_of_session(group, at("16:21"))}
    assert written[cast.jordan.pk].attendance.dose.minutes == 125  # 14:00 to 16:20 without the break
    signed = encounters.sign(by=cast.dana, note=note_of(group, cast.jordan), now=at("16:21")).signed_content
    assert (signed["session"]["end"], signed["minutes"]) == (at("16:20").isoformat(), 125)
    assert signed["presence"][0]["left"] == at("16:20").isoformat()


def test_drafting_before_the_end_lets_the_group_go_on(cast, group):
    end(cast, group, at("16:20"))
    group.refresh_from_db()
    assert group.during.upper == BELL
    assert not group.presence.filter(client=cast.luis).exists()  # he may still come


def test_a_break_that_never_came_falls_away_with_an_early_end(cast, group):
    end(cast, group, at("15:35"), early=True)
    group.refresh_from_db()
    assert group.breaks == [[at("15:30").isoformat(), at("15:35").isoformat()]]
    encounters.end_early(by=cast.dana, session=group, now=at("15:50"))
    group.refresh_from_db()
    assert group.during.upper == at("15:35")  # it was over already


def test_a_wrong_end_is_put_right_with_a_reason_and_everyone_follows(cast, group):
    end(cast, group, at("16:20"), early=True)
    with pytest.raises(ValidationError, match="Say why"):
        encounters.set_end(by=cast.dana, session=group, at=at("16:40"), reason=" ", now=BELL)
    with pytest.raises(ValidationError, match="still to come"):
        encounters.set_end(by=cast.dana, session=group, at=at("17:30"), reason="x", now=BELL)
    with pytest.raises(Refused):
        encounters.set_end(by=cast.bea, session=group, at=at("16:40"), reason="x", now=BELL)
    encounters.set_end(by=cast.dana, session=group, at=at("16:40"), reason="Tapped by mistake", now=BELL)
    row = group.presence.get(client=cast.jordan, replaced_by=None)
    assert (row.during.upper, row.code) == (at("16:40"), "present")
    page = cast.browser("dana").get(f"/sessions/{group.pk}/breaks").text
    assert 'value="16:40"' in page
    fields = {"ended": "16:50", "start0": "15:30", "end0": "15:45", "reason": "The clock was wrong"}
    assert cast.browser("dana").post(f"/sessions/{group.pk}/breaks", fields).status_code == 302
    row = group.presence.get(client=cast.jordan, replaced_by=None)
    assert (row.during.upper, row.reason) == (at("16:50"), "The clock was wrong")


def test_the_end_cannot_move_into_somebody_elses_hour(cast, group):
    end(cast, group, at("16:20"), early=True)
    hold_session(cast, at("16:30"), 30, clients=("jordan",))
    with pytest.raises(Clash):
        encounters.set_end(by=cast.dana, session=group, at=at("16:40"), reason="x", now=BELL)


def test_the_topic_that_was_tapped_is_the_one_the_session_took(cast, group):
    other = Topic.objects.create(
        organisation=cast.organisation, program=cast.program, module="cbt", title="Thought records"
    )
    planned = group.topic_id
    tap(group, None, "topic", str(other.pk))
    end(cast, group)
    group.refresh_from_db()
    assert (group.topic_id, SharedNote.objects.get(session=group).topic) == (other.pk, "Thought records")
    assert planned != other.pk
