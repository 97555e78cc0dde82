"""Notes: drafts lose nothing, signing asks for what is missing, signed words never change."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.encounters import actions as encounters
from openiop.care.encounters import tasks
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries import notes_of_session
from openiop.care.encounters.tests.people import at, hold_session, plan_for

AFTER = at("17:30")


@pytest.fixture
def held(cast):
    """Jordan late, Ana here, Luis excused; Jordan has a plan."""
    session = hold_session(cast)
    objective = plan_for(cast)
    common = {"by": cast.dana, "session": session}
    encounters.mark(client=cast.jordan, code="late", now=at("14:12"), **common)
    encounters.mark(client=cast.ana, code="present", now=at("14:12"), **common)
    encounters.mark(client=cast.luis, code="excused", now=at("14:12"), **common)
    return session, objective


def note_of(session, client):
    return Note.objects.get(session=session, client=client)


def write(cast, held, text="Mapped the first ten minutes of a craving and chose two moves to try."):
    session, objective = held
    return encounters.write_note(
        by=cast.dana, note=note_of(session, cast.jordan), objective=objective, participation=3, response=text,
        next_step="Try it on Friday",
    )  # fmt: skip


def problems(session, client, now=AFTER):
    written = next(each for each in notes_of_session(session, now) if each.note.client == client)
    return [found.code for found in written.guarded.stops]


def test_what_is_missing_is_said_in_words(cast, held):
    session, _objective = held
    with pytest.raises(ValidationError) as refused:
        encounters.sign(by=cast.dana, note=note_of(session, cast.jordan), now=AFTER)
    assert "No objective is linked: choose the plan objective that was worked on" in refused.value.messages
    assert "Say how the person responded, in a sentence of their own" in refused.value.messages


def test_note_4_nothing_is_signed_before_the_session_ends(cast, held):
    note = write(cast, held)
    with pytest.raises(ValidationError, match="not ended yet"):
        encounters.sign(by=cast.dana, note=note, now=at("16:59"))
    assert encounters.sign(by=cast.dana, note=note, now=at("17:00")).is_signed


def test_a_signed_note_holds_everything_it_said(cast, held):
    session, objective = held
    encounters.write_shared(by=cast.marcus, session=session, topic="Craving", intervention="Two moves each.")
    encounters.sign(by=cast.dana, note=write(cast, held), now=AFTER)
    said = note_of(session, cast.jordan).signed_content
    assert (said["minutes"], said["session_minutes"], said["number_present"]) == (153, 165, 2)
    assert said["presence"] == [
        {"arrived": at("14:12").isoformat(), "left": at("17:00").isoformat(), "source": "facilitator"}
    ]
    assert said["objective"]["text"] == objective.text
    assert said["objective"]["goal"] == "Evenings without using"
    assert (said["topic"], said["intervention"]) == ("Craving", "Two moves each.")
    assert said["leads"] == ["Dana Whitfield, LMFT", "Marcus Bell, CADC"]
    assert said["signed_by"] == "Dana Whitfield, LMFT"
    assert "Ana" not in str(said)  # no other member is named (rules.md 3.5)
    assert Event.objects.filter(verb="encounters.note.signed", client_id=cast.jordan.pk).exists()


def test_note_1_a_signed_note_is_immutable_and_only_added_to(cast, held):
    note = encounters.sign(by=cast.dana, note=write(cast, held), now=AFTER)
    with pytest.raises(ValidationError, match="signed"):
        encounters.write_note(by=cast.dana, note=note, response="Other words")
    for statement in ("UPDATE encounters_note SET response = 'x'", "DELETE FROM encounters_note"):
        cursor = connection.cursor()
        with pytest.raises(DatabaseError, match="never edited or deleted"), transaction.atomic():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"{statement} WHERE id = %s", [note.pk])
    encounters.add_to(by=cast.marcus, note=note, text="They called on Friday.", now=AFTER + timedelta(days=2))
    addendum = note.addenda.get()
    assert (addendum.text, addendum.written_by) == ("They called on Friday.", cast.marcus)
    again = encounters.sign(by=cast.dana, note=note, now=AFTER + timedelta(hours=1))
    assert again.signed_at == AFTER


def test_note_1_a_draft_takes_no_addendum(cast, held):
    with pytest.raises(ValidationError, match="not signed yet"):
        encounters.add_to(by=cast.dana, note=note_of(held[0], cast.jordan), text="More")


SAME = "Shared how payday is the steepest hour and moved the deposit to savings."


def test_note_2_half_of_another_note_is_asked_about_and_may_be_kept(cast, held):
    session, _objective = held
    encounters.write_note(by=cast.dana, note=note_of(session, cast.ana), response=f"{SAME} Wept when her son called.")
    write(cast, held, f"Drew a map of the week and kept it. {SAME}")
    assert problems(session, cast.jordan) == ["cloned-sibling"]
    with pytest.raises(ValidationError, match="repeats another member"):
        encounters.sign(by=cast.dana, note=note_of(session, cast.jordan), now=AFTER)
    encounters.acknowledge(by=cast.dana, note=note_of(session, cast.jordan), codes=["cloned-sibling"])
    assert problems(session, cast.jordan) == []
    encounters.sign(by=cast.dana, note=note_of(session, cast.jordan), now=AFTER)
    assert note_of(session, cast.jordan).signed_content["acknowledged"] == ["cloned-sibling"]


def test_note_2_new_words_are_asked_about_again(cast, held):
    session, _objective = held
    encounters.write_note(by=cast.dana, note=note_of(session, cast.ana), response=f"{SAME} Wept when her son called.")
    write(cast, held, f"Listened to the others, then drew a map of the week. {SAME}")
    encounters.acknowledge(by=cast.dana, note=note_of(session, cast.jordan), codes=["cloned-sibling"])
    write(cast, held, f"Drew a map while listening. {SAME}")
    assert problems(session, cast.jordan) == ["cloned-sibling"]


def test_note_2_a_copied_note_is_refused(cast, held):
    session, _objective = held
    encounters.write_note(by=cast.dana, note=note_of(session, cast.ana), response=f"{SAME} Wept when her son called.")
    write(cast, held, f"{SAME} Wept when their son called.")
    encounters.acknowledge(by=cast.dana, note=note_of(session, cast.jordan), codes=["cloned-sibling"])
    with pytest.raises(ValidationError, match="alike with another member"):
        encounters.sign(by=cast.dana, note=note_of(session, cast.jordan), now=AFTER)


def test_minutes_in_the_words_agree_with_the_ledger(cast, held):
    session, _objective = held
    write(cast, held, "Chose two moves to try. Attended 165 of 165 minutes.")
    assert problems(session, cast.jordan) == ["minutes-mismatch"]
    write(cast, held, "Chose two moves to try. Attended 153 of 165 minutes.")
    assert problems(session, cast.jordan) == []


def test_another_member_is_not_named_unless_it_is_somebody_else(cast, held):
    session, _objective = held
    note = write(cast, held, "Wrote down one person to call together with Ana after the exercise.")
    assert problems(session, cast.jordan) == ["other-client-named"]
    encounters.acknowledge(by=cast.dana, note=note, codes=["other-client-named:ana"])
    assert problems(session, cast.jordan) == []


def test_a_peer_stands_in_for_the_name(cast, held):
    session, _objective = held
    note = write(cast, held, "Ana told of the pier. They wrote down one person to call, together with Ana.")
    encounters.name_nobody(by=cast.dana, note=note, key="other-client-named:ana")
    text = note_of(session, cast.jordan).response
    assert text == "A peer told of the pier. They wrote down one person to call, together with a peer."
    assert problems(session, cast.jordan) == []


def test_a_name_in_what_the_whole_group_did_is_found_in_every_note(cast, held):
    session, _objective = held
    write(cast, held)
    encounters.write_shared(by=cast.dana, session=session, topic="Craving", intervention="Ana told of the pier.")
    assert problems(session, cast.jordan) == ["other-client-named"]


@pytest.mark.parametrize(("hours", "late"), [(71, False), (73, True)])
def test_note_3_a_late_entry_is_flagged(cast, held, hours, late):
    note = encounters.sign(by=cast.dana, note=write(cast, held), now=at("17:00") + timedelta(hours=hours))
    assert note.is_late_entry is late
    assert note.signed_content["is_late_entry"] is late


def test_signing_all_takes_the_ready_and_leaves_the_others(cast, held):
    session, _objective = held
    write(cast, held)
    signed = encounters.sign_ready(by=cast.dana, session=session, now=AFTER)
    assert {note.client for note in signed} == {cast.jordan, cast.luis}  # an absence needs no goal
    assert not note_of(session, cast.ana).is_signed


def test_an_objective_of_somebody_else_is_refused(cast, held):
    session, objective = held
    with pytest.raises(ValidationError, match="own plan"):
        encounters.write_note(by=cast.dana, note=note_of(session, cast.ana), objective=objective)


def test_who_may_write_and_sign(cast, held):
    session, _objective = held
    note = write(cast, held)
    for who in (cast.bea, cast.walt, cast.elena, cast.jordan, cast.system):
        with pytest.raises(Refused):
            encounters.write_note(by=who, note=note, response="x")
    with pytest.raises(ValidationError, match="led the session"):  # a right, but neither author nor leader
        encounters.sign(by=cast.casey, note=note, now=AFTER)
    assert encounters.sign_ready(by=cast.casey, session=session, now=AFTER) == []
    assert encounters.sign(by=cast.marcus, note=note, now=AFTER).signed_by == cast.marcus


def test_a_correction_after_signing_leaves_the_note_and_is_seen(cast, held):
    session, _objective = held
    note = encounters.sign(by=cast.dana, note=write(cast, held), now=AFTER)
    row = session.presence.get(client=cast.jordan)
    encounters.correct(by=cast.dana, presence=row, during=(at("14:30"), at("17:00")), reason="Door log", now=AFTER)
    page = cast.browser("dana").get(f"/sessions/notes/{note.pk}").text
    assert "135 minutes now, 153 in this note" in page


def test_the_reminder_is_asked_once_and_closed_by_the_last_signature(cast, held):
    session, objective = held
    later = at("17:00") + timedelta(hours=25)
    assert tasks.remind(cast.organisation.pk, later - timedelta(hours=2)) == 0
    assert tasks.remind(cast.organisation.pk, later) == tasks.remind(cast.organisation.pk, later) == 1
    item = WorkItem.objects.get(kind="encounters.notes_late")
    assert item.title == "Sign 3 notes of Steady Ground"
    assert item.assigned_to == cast.dana
    write(cast, held)
    encounters.sign_ready(by=cast.dana, session=session, now=later)
    item.refresh_from_db()
    assert item.done_at is None
    plan = plan_for(cast, "ana")
    encounters.write_note(by=cast.dana, note=note_of(session, cast.ana), objective=plan, response="Spoke of her son.")
    encounters.sign(by=cast.dana, note=note_of(session, cast.ana), now=later)
    item.refresh_from_db()
    assert item.done_at is not None
    assert objective
