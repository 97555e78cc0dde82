"""Promised calls: asked for once, recorded once, ended when somebody asks for that."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare import actions, tasks
from openiop.care.aftercare.models import Alumni, FollowUp
from openiop.care.aftercare.tests.people import gone, here


def call(day=30):
    return FollowUp.objects.get(day=day)


def asked():
    return WorkItem.objects.filter(kind="aftercare.follow_up", done_at=None)


def test_the_nightly_job_asks_for_the_calls_of_the_coming_week_once(cast):
    gone(cast, on=cast.program.today() - timedelta(days=84))  # day 90 is six days away
    asked().delete()
    tasks.ask_all.func(0)
    tasks.ask_all.func(0)
    assert sorted(asked().values_list("title", flat=True)) == [
        "Call Jordan Avery, day 30 after the last day",
        "Call Jordan Avery, day 90 after the last day",
    ]


def test_the_job_of_one_organisation_leaves_the_other_alone(cast, elsewhere):
    for house in (cast, elsewhere):
        gone(house, on=house.program.today() - timedelta(days=28))
    asked().delete()
    assert actions.ask_for_due_calls(by=cast.system, program=cast.program) == 1
    assert asked().get().organisation == cast.organisation


def test_somebody_who_is_here_again_is_not_called(cast):
    gone(cast, on=cast.program.today() - timedelta(days=28))
    asked().delete()
    here(cast, weeks=1)
    assert actions.ask_for_due_calls(by=cast.system, program=cast.program) == 0


def test_a_recorded_call_leaves_the_list_and_begins_the_silence_anew(cast):
    gone(cast)
    Alumni.objects.update(last_heard_at=timezone.now() - timedelta(days=90))
    actions.record_call(by=cast.casey, follow_up=call(), outcome="reached", notes="Working again.")
    assert not asked().exists()
    assert (call().outcome, call().done_by, call().notes) == ("reached", cast.casey, "Working again.")
    assert timezone.now() - Alumni.objects.get().last_heard_at < timedelta(minutes=1)


def test_no_answer_may_be_followed_by_an_answer_but_an_answer_stays(cast):
    gone(cast)
    actions.record_call(by=cast.casey, follow_up=call(), outcome="no_answer")
    actions.record_call(by=cast.casey, follow_up=call(), outcome="reached")
    with pytest.raises(ValidationError, match="already"):
        actions.record_call(by=cast.casey, follow_up=call(), outcome="no_answer")


def test_asking_not_to_be_called_ends_every_call(cast):
    gone(cast)
    actions.record_call(by=cast.casey, follow_up=call(), outcome="declined")
    assert set(FollowUp.objects.values_list("outcome", flat=True)) == {"declined"}
    assert not Alumni.objects.get().wants_contact and not asked().exists()


def test_an_unknown_outcome_is_refused(cast):
    gone(cast)
    with pytest.raises(ValidationError) as error:
        actions.record_call(by=cast.casey, follow_up=call(), outcome="fine")
    assert "outcome" in error.value.message_dict


@pytest.mark.parametrize("who", ["bea", "elena", "marcus", "chioma"])
def test_other_roles_do_not_record_calls(cast, who):
    gone(cast)
    with pytest.raises(Refused):
        actions.record_call(by=getattr(cast, who), follow_up=call(), outcome="reached")
