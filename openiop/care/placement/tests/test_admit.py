"""Admission: the decision, who may take it, and one stay at a time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction

from openiop.base.audit.models import Event
from openiop.base.people import actions as people
from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.base.worklist.actions import ask
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.actions.evaluations import PLACE_WORK
from openiop.care.intake.models import Referral
from openiop.care.placement import actions, queries
from openiop.care.placement.models import Decision, Episode, LevelPeriod
from openiop.care.placement.words import in_words
from openiop.rulebook.text import explain
from tests.cast import make_house

from .people import admitted, asked, evaluated


def test_admission_opens_the_stay_with_its_level_reasons_and_audit(cast):
    evaluation = evaluated(cast)
    episode = actions.admit(**asked(cast, evaluation))
    decision = episode.decisions.get()
    assert (decision.recommended_level, decision.actual_level, decision.decided_by) == ("2.1", "2.1", cast.noor)
    assert any("2.1" in str(reason["params"]) for reason in decision.evidence)
    period = episode.levels.get()
    assert (period.level, period.state, period.during.upper) == ("2.1", LevelPeriod.State.FULL, None)
    evaluation.referral.refresh_from_db()
    assert evaluation.referral.state == Referral.State.ADMITTED
    assert Event.objects.filter(
        verb="placement.episode.opened", subject_id=episode.pk, client_id=cast.jordan.pk
    ).exists()


def test_admission_answers_the_question_where_the_person_starts(cast):
    evaluation = evaluated(cast)
    item = ask(
        by=cast.noor, program=cast.program, kind=PLACE_WORK, source=str(evaluation.pk), title="Decide", to=cast.noor
    )
    actions.admit(**asked(cast, evaluation))
    item.refresh_from_db()
    assert item.done_by == cast.noor


def test_admission_starts_the_timers_as_work_of_the_therapist(cast):
    episode = actions.admit(**asked(cast, evaluated(cast)))
    due = {item.kind: item for item in WorkItem.objects.filter(client=cast.jordan, done_at=None)}
    assert set(due) == {"plan.initial_plan", "plan.master_plan", "placement.continued_stay"}
    assert all(item.assigned_to == cast.dana for item in due.values())
    local = cast.program.local(due["plan.master_plan"].due_at).date()
    assert local == episode.opened_on + timedelta(days=7)


@pytest.mark.parametrize("missing", ["difference", "why"])
def test_rule_1_3_another_level_needs_its_reason_and_words(cast, missing):
    given = {"actual_level": "2.5", "difference": "client_choice", "why": "Ana asks for more hours at first."}
    with pytest.raises(ValidationError) as refused:
        actions.admit(**asked(cast, evaluated(cast)) | given | {missing: ""})
    assert missing in refused.value.message_dict
    assert not Episode.objects.exists()


def test_rule_1_3_another_level_is_kept_with_reason_words_and_author(cast):
    episode = admitted(cast, actual_level="2.5", difference="client_choice", why="More hours at first.")
    decision = episode.decisions.get()
    assert (decision.recommended_level, decision.actual_level) == ("2.1", "2.5")
    assert (decision.difference, decision.why, decision.decided_by) == (
        "client_choice",
        "More hours at first.",
        cast.noor,
    )


def test_the_database_refuses_a_difference_without_a_reason(cast):
    episode = admitted(cast)
    with pytest.raises(IntegrityError, match="decision_difference_has_a_reason"), transaction.atomic():
        Decision.objects.create(
            organisation=cast.organisation, episode=episode, kind="continue", recommended_level="1.5",
            actual_level="2.1", decided_by=cast.dana,
        )  # fmt: skip


def test_an_unsigned_evaluation_admits_nobody(cast):
    with pytest.raises(ValidationError, match="Sign the evaluation first"):
        actions.admit(**asked(cast, evaluated(cast, signed=False)))


def test_a_level_that_is_not_given_here_is_refused(cast):
    with pytest.raises(ValidationError) as refused:
        actions.admit(**asked(cast, evaluated(cast)) | {"actual_level": "3.5"})
    assert "actual_level" in refused.value.message_dict


def test_tel_1_a_therapist_without_a_licence_in_the_clients_state_is_refused(cast):
    cast.jordan.state = "NH"
    cast.jordan.save(update_fields=["state"])
    with pytest.raises(ValidationError) as refused:
        actions.admit(**asked(cast, evaluated(cast)))
    assert "no licence in NH" in refused.value.message_dict["therapist"][0]


def test_tel_1_the_licence_must_hold_on_the_day_of_admission(cast):
    today = cast.program.today()
    people.add_licence(by=cast.system, staff=cast.dana, state="NH", kind="LMFT", number="N1", start=today, end=None)
    cast.jordan.state = "NH"
    cast.jordan.save(update_fields=["state"])
    evaluation = evaluated(cast)
    with pytest.raises(ValidationError):
        actions.admit(**asked(cast, evaluation, days_ago=1))
    assert actions.admit(**asked(cast, evaluation)).therapist == cast.dana


def test_pairing_lists_the_licensed_first_and_says_why(cast):
    people.employ(by=cast.system, program=cast.program, name="Ira Stone", roles=["therapist"], languages=["es"])
    ranked = queries.therapists_for(cast.program, cast.ana, cast.program.today())
    assert [(each.therapist.name.split(",")[0], each.eligible) for each in ranked] == [
        ("Dana Whitfield", True),
        ("Ira Stone", False),
    ]
    assert "Licensed in MA" in [reason.en() for reason in ranked[0].reasons]
    assert "An interpreter is needed for Spanish" in [reason.en() for reason in ranked[0].reasons]
    assert "No licence for MA" in [reason.en() for reason in ranked[1].reasons]


def test_who_may_not_place_is_refused(cast):
    evaluation = evaluated(cast)
    for person in ("elena", "marcus", "walt", "bea", "pat", "chioma"):
        with pytest.raises(Refused):
            actions.admit(**asked(cast, evaluation) | {"by": getattr(cast, person)})


def test_a_second_admission_says_that_the_person_is_here_already(cast):
    admitted(cast)
    with pytest.raises(ValidationError, match="already admitted"):
        admitted(cast)
    assert Episode.objects.count() == 1


def test_admitted_twice_at_once_opens_one_stay(committed_db):
    house = make_house("harbor", "Harbor Street")
    evaluation = evaluated(house)
    together = Barrier(2)

    def admit_now(_turn: int) -> str:
        try:
            together.wait(timeout=20)
            actions.admit(**asked(house, evaluation))
            return "admitted"
        except ValidationError as error:
            return error.messages[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(admit_now, range(2)))
    assert said == [
        "Jordan is already admitted to Harbor Street IOP. Open the stay instead of admitting again.",
        "admitted",
    ]
    assert Episode.objects.count() == 1


def test_the_database_keeps_one_open_stay_per_program(cast):
    episode = admitted(cast)
    with pytest.raises(IntegrityError, match="one_open_episode_per_program"), transaction.atomic():
        Episode.objects.create(
            organisation=cast.organisation, client=cast.jordan, program=cast.program, track=cast.track,
            therapist=cast.dana, opened_on=episode.opened_on,
        )  # fmt: skip


def test_someone_who_needs_another_level_is_handed_on_with_a_task(cast):
    evaluation = evaluated(cast, level="3.5")
    item = actions.refer_elsewhere(
        by=cast.noor, evaluation=evaluation, level="3.5", to="Cedar House", why="Nights are not safe at home."
    )
    evaluation.referral.refresh_from_db()
    assert evaluation.referral.state == Referral.State.HANDED_OFF
    assert "Cedar House" in evaluation.referral.closed_reason
    assert (item.role, item.client) == ("case_manager", cast.jordan)
    assert cast.program.local(item.due_at).date() == cast.program.today() + timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        actions.refer_elsewhere(by=cast.noor, evaluation=evaluation, level="3.5", to=" ")
    assert "to" in refused.value.message_dict


def test_a_change_of_therapist_needs_a_reason_a_licence_and_moves_the_work(cast):
    episode = admitted(cast)
    ira = people.employ(by=cast.system, program=cast.program, name="Ira Stone", roles=["therapist"], languages=["en"])
    with pytest.raises(ValidationError, match="no licence"):
        actions.change_therapist(by=cast.priya, episode=episode, therapist=ira, why="Jordan asked.")
    people.add_licence(
        by=cast.system, staff=ira, state="MA", kind="LCSW", number="1", start=episode.opened_on, end=None
    )
    with pytest.raises(ValidationError) as refused:
        actions.change_therapist(by=cast.priya, episode=episode, therapist=ira, why=" ")
    assert "why" in refused.value.message_dict
    actions.change_therapist(by=cast.priya, episode=episode, therapist=ira, why="Jordan asked.")
    episode.refresh_from_db()
    assert episode.therapist == ira
    assert set(WorkItem.objects.filter(client=cast.jordan).values_list("assigned_to", flat=True)) == {ira.pk}
    assert Event.objects.get(verb="placement.therapist.changed").why == "Jordan asked."


def test_who_waits_for_a_decision(cast):
    gate = Gate.of(cast.noor, cast.program)
    admitted(cast, days_ago=40)
    waiting, gone = evaluated(cast, "ana"), evaluated(cast, "luis", level="3.5")
    evaluated(cast, "jordan")  # signed during the stay: it belongs to the stay
    actions.refer_elsewhere(by=cast.noor, evaluation=gone, level="3.5", to="Cedar House")
    assert list(queries.ready_to_place(gate, cast.program)) == [waiting]


def test_someone_who_comes_back_waits_again(cast):
    gate, today = Gate.of(cast.noor, cast.program), cast.program.today()
    stay = admitted(cast, days_ago=40)
    ended = today - timedelta(days=10)
    actions.discharge(by=cast.dana, episode=stay, reason="01", last_contact=ended, discharged_on=ended)
    again = evaluated(cast)
    assert list(queries.ready_to_place(gate, cast.program)) == [again]
    second = actions.admit(**asked(cast, again) | {"entry_route": "return"})
    assert queries.episode_of(cast.jordan.pk) == second


def test_a_reason_tells_days_as_people_write_them(cast):
    reason = explain("x", "Licensed until %(until)s", until=f"{cast.program.today().year}-03-05")
    assert in_words(reason) == in_words(reason.as_dict()) == "Licensed until Mar 5"
