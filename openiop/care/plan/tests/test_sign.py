"""Both sign the same words; then the words are fixed, here and in the database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.db.utils import DatabaseError

from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.placement.actions.admission import ask_for_documents
from openiop.care.plan import actions
from openiop.care.plan.models import Goal, Plan, PrescribedDose, Problem, Signature
from openiop.care.plan.queries import snapshot
from openiop.care.plan.rules import fingerprint
from tests.cast import admit, make_house

from .people import drafted, signed


@pytest.fixture
def plan(cast):
    return drafted(cast, admit(cast))


def test_a_plan_holds_once_both_have_signed(cast, plan):
    actions.sign_as_clinician(by=cast.dana, plan=plan)
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT
    actions.sign_as_client(by=cast.jordan, plan=plan, name="Jordan Avery")
    plan.refresh_from_db()
    today = cast.program.today()
    assert (plan.state, plan.active_from, plan.review_due) == ("active", today, today + timedelta(days=30))


def test_signing_closes_the_timers_and_asks_for_the_review(cast):
    episode = admit(cast)
    ask_for_documents(cast.noor, episode)
    signed(cast, episode)
    waiting = WorkItem.objects.get(client=cast.jordan, done_at=None)
    assert (waiting.kind, waiting.assigned_to) == ("plan.review_due", cast.dana)


def test_a_signature_keeps_the_words_and_their_fingerprint(cast, plan):
    first = actions.sign_as_clinician(by=cast.dana, plan=plan)
    second = actions.sign_with_client(by=cast.dana, plan=plan, name="Jordan Avery")
    assert first.content == snapshot(plan)
    assert first.content_hash == second.content_hash == fingerprint(first.content)
    assert first.content["problems"][0]["goals"][0]["own_words"] == "My Fridays back."
    assert (second.client, second.witnessed_by, second.staff) == (cast.jordan, cast.dana, None)


def test_the_fingerprint_follows_every_word(cast, plan):
    before = fingerprint(snapshot(plan))
    goal = Goal.objects.get(problem__plan=plan)
    actions.edit_part(by=cast.dana, part=goal, own_words="My Saturdays back.")
    assert fingerprint(snapshot(plan)) != before


def test_a_plan_that_lacks_something_is_not_signed(cast):
    plan = actions.start_plan(by=cast.dana, episode=admit(cast))
    problem = actions.add_problem(by=cast.dana, plan=plan, text="Sleep")
    with pytest.raises(ValidationError) as refused:
        actions.sign_as_clinician(by=cast.dana, plan=plan)
    assert refused.value.messages == ["No goal yet for: Sleep", "Prescribe the hours that hold from today"]
    actions.add_goal(by=cast.dana, problem=problem, title="Sleep six hours")
    with pytest.raises(ValidationError, match="No objective yet for: Sleep six hours"):
        actions.sign_as_clinician(by=cast.dana, plan=plan)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("person", ["noor", "marcus", "casey", "elena", "bea", "pat"])
def test_who_may_not_sign_is_refused(cast, plan, person):
    with pytest.raises(Refused):
        actions.sign_as_clinician(by=getattr(cast, person), plan=plan)


def test_nobody_signs_for_another_client(cast, plan):
    with pytest.raises(ValidationError, match="not your plan"):
        actions.sign_as_client(by=cast.ana, plan=plan, name="Ana")
    with pytest.raises(Refused):
        actions.sign_as_client(by=cast.bea, plan=plan, name="Jordan Avery")


def test_an_empty_name_signs_nothing(cast, plan):
    with pytest.raises(ValidationError) as refused:
        actions.sign_with_client(by=cast.dana, plan=plan, name="  ")
    assert "name" in refused.value.message_dict


def test_half_signed_words_are_not_changed_but_set_aside(cast, plan):
    actions.sign_as_clinician(by=cast.dana, plan=plan)
    goal = Goal.objects.get(problem__plan=plan)
    with pytest.raises(ValidationError, match="One side has signed"):
        actions.edit_part(by=cast.dana, part=goal, title="Another goal")
    draft = actions.reopen(by=cast.dana, plan=plan, why="Jordan wants other words.")
    plan.refresh_from_db()
    assert (plan.state, plan.signatures.count()) == (Plan.State.WITHDRAWN, 1)
    assert (draft.version, draft.signatures.count()) == (2, 0)
    assert snapshot(draft)["problems"][0]["text"] == snapshot(plan)["problems"][0]["text"]


@pytest.mark.parametrize("half", [True, False])
def test_the_database_refuses_to_edit_signed_words(cast, plan, half):
    actions.sign_as_clinician(by=cast.dana, plan=plan)
    if not half:
        actions.sign_as_client(by=cast.jordan, plan=plan, name="Jordan")
    for change in (
        lambda: Problem.objects.filter(plan=plan).update(text="x"),
        lambda: Goal.objects.filter(problem__plan=plan).update(own_words="x"),
        lambda: PrescribedDose.objects.filter(plan=plan).update(weekly_minutes=600),
        lambda: PrescribedDose.objects.filter(plan=plan).delete(),
        lambda: Problem.objects.create(organisation=cast.organisation, plan=plan, text="x"),
    ):
        with pytest.raises(DatabaseError, match="signed plan is never edited"), transaction.atomic():
            change()
    with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
        Signature.objects.filter(plan=plan).update(name="x")


def test_progress_goes_on_after_signing(cast):
    plan = signed(cast, admit(cast))
    goal = Goal.objects.get(problem__plan=plan)
    actions.set_goal_status(by=cast.dana, goal=goal, status="practicing")
    actions.set_objective_status(by=cast.dana, objective=goal.objectives.get(), status="holding")
    goal.refresh_from_db()
    assert (goal.status, goal.objectives.get().status) == ("practicing", "holding")


def test_a_new_version_replaces_the_old_one_when_both_sign(cast):
    first = signed(cast, admit(cast))
    second = actions.new_version(by=cast.dana, plan=first)
    assert actions.new_version(by=cast.dana, plan=first) == second
    ours, theirs = snapshot(second)["problems"], snapshot(first)["problems"]
    assert [p["text"] for p in ours] == [p["text"] for p in theirs]
    assert ours[0]["id"] != theirs[0]["id"]
    actions.sign_as_clinician(by=cast.dana, plan=second)
    first.refresh_from_db()
    assert first.state == Plan.State.ACTIVE
    actions.sign_as_client(by=cast.jordan, plan=second, name="Jordan")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (Plan.State.REPLACED, Plan.State.ACTIVE)


def test_signed_twice_at_once_is_one_signature(committed_db):
    house = make_house("harbor", "Harbor Street")
    plan = drafted(house, admit(house))
    together = Barrier(2)

    def sign_now(_turn: int) -> str:
        try:
            together.wait(timeout=20)
            actions.sign_as_clinician(by=house.dana, plan=plan)
            return "signed"
        except ValidationError as error:
            return error.messages[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(sign_now, range(2))) == ["This signature is already there.", "signed"]
