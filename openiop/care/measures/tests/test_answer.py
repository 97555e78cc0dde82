"""Answers, their scores, and the alarm in the same transaction."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from openiop.base.audit.models import Event
from openiop.base.messages.models import Message
from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.base.worklist.models import WorkItem
from openiop.care.measures import actions, queries
from openiop.care.measures.models import Response, SafetyAlert

PHQ = {f"phq9_{n}": 1 for n in range(1, 9)} | {"phq9_9": 0}


def phq(cast, by=None, **changes):
    return actions.answer(
        by=by or cast.dana,
        client=cast.jordan,
        program=cast.program,
        instrument="PHQ-9",
        answers=PHQ | changes.pop("answers", {}),
        **changes,
    )


def test_a_complete_form_is_kept_with_its_score(cast):
    given = phq(cast)
    assert (given.total, given.band, given.version) == (8, "mild", "1999")
    assert given.recorded_by == cast.dana
    assert Event.objects.filter(verb="measures.response.given", client_id=cast.jordan.pk).count() == 1


def test_ins_1_an_incomplete_form_is_kept_without_a_score_and_has_no_point_on_the_trend(cast):
    given = phq(cast, answers={"phq9_3": None})
    assert given.total is None and given.band == ""
    [trend] = queries.trends(Gate.of(cast.dana, cast.program), cast.jordan)["PHQ-9"]
    assert trend.points == ()


def test_ins_2_item_9_raises_an_alert_an_item_for_the_therapist_and_a_message_without_a_clinical_word(cast):
    phq(cast, answers={"phq9_9": 1}, to=cast.dana)
    alert = SafetyAlert.objects.get()
    assert (alert.item, alert.value, alert.client) == ("phq9_9", 1, cast.jordan)
    item = WorkItem.objects.get(kind="measures.safety_alert")
    assert (item.assigned_to, item.severity, item.link) == (cast.dana, "now", "/measures/alerts")
    message = Message.objects.get()
    assert message.to_staff == cast.dana
    said = f"{message.subject} {message.body}".lower()
    assert not any(word in said for word in ("jordan", "phq", "harm", "treatment", "suicid", "dead"))


def test_ins_2_without_a_named_therapist_every_primary_therapist_is_told(cast):
    phq(cast, answers={"phq9_9": 2})
    assert WorkItem.objects.get(kind="measures.safety_alert").role == "therapist"
    assert [m.to_staff for m in Message.objects.all()] == [cast.dana]


def test_ins_2_the_alert_does_not_wait_for_a_complete_form(cast):
    actions.answer(
        by=cast.jordan,
        client=cast.jordan,
        program=cast.program,
        instrument="WEEKLY-CHECKIN",
        answers={"phq9_9": 3},
        source="portal",
    )
    assert SafetyAlert.objects.filter(item="phq9_9", value=3).exists()


def test_ins_2_answer_and_alert_stand_or_fall_together(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        phq(cast, answers={"phq9_9": 3})
        raise ZeroDivisionError
    assert not Response.objects.exists() and not SafetyAlert.objects.exists()
    assert not WorkItem.objects.exists() and not Message.objects.exists()


def test_ins_2_staff_words_stay_in_staff_language_when_a_client_answers_in_spanish(cast):
    from django.utils.translation import override

    with override("es"):
        phq(cast, by=cast.jordan, answers={"phq9_9": 1})
    assert WorkItem.objects.get().title.startswith("See Jordan Avery now")


def test_the_same_form_sent_twice_is_one_answer_and_one_alert(cast):
    first = phq(cast, answers={"phq9_9": 1}, key="abc")
    again = phq(cast, answers={"phq9_9": 1}, key="abc")
    assert again == first
    assert Response.objects.count() == SafetyAlert.objects.count() == 1


def test_a_key_of_somebody_else_never_shows_their_answer(cast):
    phq(cast, key="abc")
    with pytest.raises(ValidationError):
        actions.answer(by=cast.ana, client=cast.ana, program=cast.program, instrument="GAD-7", answers={}, key="abc")


def test_an_unknown_instrument_item_or_answer_is_refused_by_name(cast):
    with pytest.raises(ValidationError, match="PHQ-9"):
        actions.answer(by=cast.dana, client=cast.jordan, program=cast.program, instrument="MOOD-1", answers={})
    with pytest.raises(ValidationError, match="phq9_3"):
        phq(cast, answers={"phq9_3": 7})
    assert not Response.objects.exists()


def test_a_client_answers_for_themselves_only_and_a_biller_for_nobody(cast):
    assert phq(cast, by=cast.jordan, source="portal").recorded_by is None
    for other in (cast.ana, cast.bea, cast.elena):
        with pytest.raises(Refused):
            phq(cast, by=other)


def test_a_correction_is_a_new_row_that_replaces_the_old_one(cast):
    old = phq(cast)
    new = actions.correct(
        by=cast.dana, response=old, program=cast.program, answers=PHQ | {"phq9_1": 3}, why="typing mistake"
    )
    assert (new.total, new.replaces, new.answered_at) == (10, old, old.answered_at)
    assert list(queries.answered(Gate.of(cast.dana, cast.program), cast.jordan)) == [new]
    assert Event.objects.get(subject_id=new.pk).why == "typing mistake"
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.correct(by=cast.dana, response=old, program=cast.program, answers=PHQ, why="again")
    with pytest.raises(ValidationError, match="why"):
        actions.correct(by=cast.dana, response=new, program=cast.program, answers=PHQ, why="  ")


def test_the_database_refuses_to_change_an_answer(cast):
    given = phq(cast)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Response.objects.filter(pk=given.pk).update(total=0)


def test_closing_an_alert_needs_words_and_a_person_and_happens_once(cast):
    phq(cast, answers={"phq9_9": 1})
    alert = SafetyAlert.objects.get()
    with pytest.raises(ValidationError):
        actions.close_alert(by=cast.dana, alert=alert, action_taken=" ")
    for refused in (cast.elena, cast.jordan):
        with pytest.raises(Refused):
            actions.close_alert(by=refused, alert=alert, action_taken="Called")
    assert actions.close_alert(by=cast.dana, alert=alert, action_taken="Called; safe tonight; we meet at 9.")
    assert not actions.close_alert(by=cast.noor, alert=alert, action_taken="Me too")
    alert.refresh_from_db()
    assert (alert.answered_by, alert.action_taken) == (cast.dana, "Called; safe tonight; we meet at 9.")
    assert WorkItem.objects.get().done_at is not None


def test_a_trend_says_whether_it_moved_by_more_than_chance(cast):
    from datetime import timedelta

    from django.utils import timezone

    for week, answer in enumerate((2, 2, 1)):
        phq(
            cast,
            answers={f"phq9_{n}": answer for n in range(1, 9)},
            answered_at=timezone.now() - timedelta(days=7 * (3 - week)),
        )
    [trend] = queries.trends(Gate.of(cast.dana, cast.program), cast.jordan)["PHQ-9"]
    assert [point.value for point in trend.points] == [16, 16, 8]
    assert trend.change.direction == "better"


def test_nothing_of_another_organisation_is_read(cast, elsewhere):
    phq(cast, answers={"phq9_9": 1})
    gate = Gate.of(elsewhere.dana, elsewhere.program)
    assert not queries.open_alerts(gate).exists()
    assert not queries.answered(gate, cast.jordan).exists()
