"""A week is asked for, worked out by a job, and kept as it was."""

import json
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from openiop.base.audit.models import Event
from openiop.care.schedule import actions as schedule
from openiop.care.schedule import tasks
from openiop.care.schedule.problem import house_week
from openiop.care.schedule.proposals import Proposal
from openiop.care.schedule.tasks import begun_with
from openiop.care.schedule.tests.week import furnish, next_week
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.reading import plan_of_json, problem_of
from openiop.engines.scheduler.score import score
from openiop.engines.scheduler.verify import verify
from tests.cast import House, make_house


@pytest.fixture
def asked(cast: House) -> Proposal:
    furnish(cast)
    return schedule.ask_proposal(by=cast.priya, program=cast.program, first_day=next_week(cast), effort=3)


def work(proposal: Proposal) -> str:
    return tasks.propose(proposal_id=str(proposal.pk), organisation_id=str(proposal.organisation_id))


def test_a_proposal_is_worked_out_and_kept(cast, asked):
    assert work(asked) == "ready"
    asked.refresh_from_db()
    problem, plan = problem_of(asked.problem), plan_of_json(asked.plan)
    assert verify(problem, plan) == []
    assert convert.digest(problem) == asked.problem_digest
    assert [tier["name"] for tier in asked.tiers] == ["unmet", "invalid_days", "changes", "rest"]
    assert "Jordan" not in json.dumps([asked.problem, asked.plan])


def test_it_becomes_the_calendar(cast, asked):
    work(asked)
    asked.refresh_from_db()
    made = schedule.publish(
        by=cast.priya, program=cast.program, plan=plan_of_json(asked.plan), base_digest=asked.base_digest,
        proposal=asked,
    )  # fmt: skip
    asked.refresh_from_db()
    assert asked.state == Proposal.State.USED
    assert made.proposal == asked


def test_run_twice_it_is_worked_out_once(cast, asked):
    work(asked)
    first = Proposal.objects.get(pk=asked.pk)
    assert work(asked) == "nothing to do"
    assert Proposal.objects.get(pk=asked.pk).ended_at == first.ended_at


def test_one_works_at_a_time_and_who_asks_again_gets_that_one(cast, asked):
    again = schedule.ask_proposal(by=cast.priya, program=cast.program, first_day=next_week(cast))
    assert again == asked


def test_the_job_waits_until_the_asking_is_committed(cast, django_capture_on_commit_callbacks):
    furnish(cast)
    with django_capture_on_commit_callbacks(execute=True):
        made = schedule.ask_proposal(by=cast.priya, program=cast.program, first_day=next_week(cast))
        assert not ProcrastinateJob.objects.filter(task_name="schedule.propose").exists()
    (job,) = ProcrastinateJob.objects.filter(task_name="schedule.propose")
    assert job.args["proposal_id"] == str(made.pk)


def test_cancelled_while_it_works_it_stops_and_stays_cancelled(cast, asked, monkeypatch):
    monkeypatch.setattr(tasks, "BEAT", 0)
    keep = tasks._keep_problem

    def then_somebody_cancels(*args):
        keep(*args)
        schedule.cancel_proposal(by=cast.priya, proposal=asked)

    monkeypatch.setattr(tasks, "_keep_problem", then_somebody_cancels)
    assert work(asked) == "cancelled"
    asked.refresh_from_db()
    assert asked.plan is None
    schedule.ask_proposal(by=cast.priya, program=cast.program, first_day=next_week(cast))


def test_progress_is_read_while_it_works(cast, asked, monkeypatch):
    monkeypatch.setattr(tasks, "BEAT", 0)
    work(asked)
    progress = Proposal.objects.get(pk=asked.pk).progress
    assert progress == {} or {tier["name"] for tier in progress["tiers"]} == {
        "unmet", "invalid_days", "changes", "rest"
    }  # fmt: skip


def test_what_fails_says_so_in_words(cast, asked, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError("a defect")

    monkeypatch.setattr(tasks, "solve", breaks)
    assert work(asked) == "failed"
    asked.refresh_from_db()
    assert "could not be worked out" in asked.error


def test_a_job_that_went_silent_gives_way(cast, asked):
    Proposal.objects.filter(pk=asked.pk).update(state="working", beat_at=timezone.now() - timedelta(hours=1))
    again = schedule.ask_proposal(by=cast.priya, program=cast.program, first_day=next_week(cast))
    assert again != asked
    asked.refresh_from_db()
    assert asked.state == "failed"


def test_what_is_ready_is_never_changed(cast, asked):
    work(asked)
    row = Proposal.objects.filter(pk=asked.pk)
    for change in ({"plan": {}}, {"problem": {}}, {"seed": 9}, {"state": "working"}):
        with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
            row.update(**change)
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        row.delete()
    schedule.set_aside(by=cast.priya, proposal=asked)


def test_every_program_with_people_is_asked_once_a_week(cast, elsewhere):
    furnish(cast)
    assert tasks.propose_all(timestamp=0) == 1
    assert tasks.propose_all(timestamp=0) == 0
    made = Proposal.objects.get()
    assert (made.week, made.asked_by) == (next_week(cast), None)


def silent(proposal: Proposal, seconds: int) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        state="working", beat_at=timezone.now() - timedelta(seconds=seconds), started_at=timezone.now()
    )


def test_whoever_looks_at_a_proposal_whose_server_was_stopped_sees_so_and_may_ask_again(cast, asked):
    page = f"/hours/week/{asked.week.isoformat()}/proposals/{asked.pk}/progress"
    browser = cast.browser("priya")
    silent(asked, 20)
    assert "HX-Refresh" not in browser.get(page).headers
    silent(asked, 31)
    assert browser.get(page).headers["HX-Refresh"] == "true"
    asked.refresh_from_db()
    assert (asked.state, asked.error) == ("failed", "It was interrupted. Ask again.")
    assert Event.objects.filter(verb="schedule.proposal.failed", subject_id=asked.pk).count() == 1
    assert "Ask again" in browser.get(f"/hours/week/{asked.week.isoformat()}/").content.decode()
    assert schedule.ask_proposal(by=cast.priya, program=cast.program, first_day=next_week(cast)) != asked


def test_the_minute_job_notes_what_was_lost_and_asks_again_for_the_nights(cast):
    furnish(cast)
    assert tasks.propose_all(timestamp=0) == 1
    for lost in (1, 2, 3):
        silent(Proposal.objects.get(state="waiting"), 31)
        assert tasks.look_after(timestamp=0) == 1
        assert Proposal.objects.filter(state="failed", asked_by=None).count() == lost
    assert not Proposal.objects.filter(state__in=Proposal.OPEN).exists()  # three lost are enough
    assert tasks.look_after(timestamp=0) == 0


def test_a_job_beats_by_itself_while_a_step_takes_long(committed_db, django_db_blocker, monkeypatch):
    monkeypatch.setattr(tasks, "PULSE", 0.05)
    with django_db_blocker.unblock():
        house = make_house("harbor", "Harbor Street")
        furnish(house)
        made = schedule.ask_proposal(by=house.priya, program=house.program, first_day=next_week(house), effort=1)
        seen: list[bool] = []

        def slow(*args, **kwargs):
            before = Proposal.objects.get(pk=made.pk).beat_at
            end = time.monotonic() + 20
            while time.monotonic() < end and Proposal.objects.get(pk=made.pk).beat_at == before:
                time.sleep(0.02)
            seen.append(Proposal.objects.get(pk=made.pk).beat_at > before)
            raise RuntimeError("enough")

        monkeypatch.setattr(tasks, "solve", slow)
        assert work(made) == "failed"
        assert seen == [True]


def test_a_proposal_mends_the_calendar_and_leaves_alone_whom_it_need_not_move(cast, asked):
    work(asked)
    asked.refresh_from_db()
    changes = next(tier for tier in asked.tiers if tier["name"] == "changes")
    week = house_week(cast.program, asked.week)
    assert asked.tiers[0]["value"] <= score(week.problem, week.plan.sessions, week.plan.slots).unmet
    assert changes["value"] <= 4  # three clients and whoever leads: not one of them twice
    assert begun_with(week) is not None


def test_a_week_without_seats_is_made_from_nothing(cast):
    furnish(cast)
    week = house_week(cast.program, next_week(cast))
    nobody = replace(week.plan, sessions=(), slots=())
    assert begun_with(replace(week, plan=nobody)) is None
