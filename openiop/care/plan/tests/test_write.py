"""Writing a draft, and reading it again at a review."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.plan import actions
from openiop.care.plan.models import Goal, Intervention, Objective, Review
from tests.cast import admit

from .people import drafted, signed


@pytest.fixture
def plan(cast):
    return drafted(cast, admit(cast))


def test_there_is_one_draft_at_a_time(cast, plan):
    assert actions.start_plan(by=cast.noor, episode=plan.episode) == plan


def test_parts_change_places_and_stop_at_the_end(cast, plan):
    problem = plan.problems.get()
    for text in ("Sleep", "Work"):
        actions.add_problem(by=cast.dana, plan=plan, text=text)
    last = plan.problems.get(text="Work")
    actions.move_part(by=cast.dana, part=last, up=True)
    actions.move_part(by=cast.dana, part=problem, up=True)
    assert [p.text for p in plan.problems.all()] == [problem.text, "Work", "Sleep"]


def test_a_part_goes_with_everything_below_it_and_the_audit_keeps_its_words(cast, plan):
    actions.remove_part(by=cast.dana, part=plan.problems.get())
    assert not (Goal.objects.exists() or Objective.objects.exists() or Intervention.objects.exists())
    assert Event.objects.get(verb="plan.problem.removed").detail["words"] == "Evenings are when I use"


def test_an_edit_keeps_the_old_words_in_the_audit(cast, plan):
    goal = Goal.objects.get()
    actions.edit_part(by=cast.dana, part=goal, title="Calm evenings")
    assert Event.objects.get(verb="plan.goal.edited").detail["before"] == {"title": "Evenings without using"}


def test_an_empty_text_is_refused_by_name(cast, plan):
    with pytest.raises(ValidationError) as refused:
        actions.add_problem(by=cast.dana, plan=plan, text="")
    assert "text" in refused.value.message_dict


def test_a_diagnosis_of_another_person_is_refused(cast, plan):
    from openiop.care.intake.models import Diagnosis

    other = Diagnosis.objects.create(organisation=cast.organisation, client=cast.ana, code="F10.20", label="x")
    with pytest.raises(ValidationError) as refused:
        actions.add_problem(by=cast.dana, plan=plan, text="Sleep", diagnosis=other)
    assert "diagnosis" in refused.value.message_dict


@pytest.mark.parametrize("person", ["marcus", "elena", "casey", "walt", "bea"])
def test_who_may_not_write_plans_is_refused(cast, plan, person):
    with pytest.raises(Refused):
        actions.add_problem(by=getattr(cast, person), plan=plan, text="Sleep")


def test_a_review_sets_the_next_day_by_the_pack_and_moves_the_work(cast):
    plan = signed(cast, admit(cast))
    today = cast.program.today()
    row = actions.review(by=cast.dana, plan=plan, findings="Evenings are calmer.")
    plan.refresh_from_db()
    assert row.next_due == plan.review_due == today + timedelta(days=30)
    assert WorkItem.objects.filter(kind="plan.review_due", done_at=None).count() == 1
    assert WorkItem.objects.filter(kind="plan.review_due", done_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"findings": " "}, "findings"),
        ({"next_due": 31}, "next_due"),
        ({"next_due": 0}, "next_due"),
        ({"reviewed_on": 1}, "reviewed_on"),
    ],
)
def test_rule_4_1_a_review_within_the_packs_limit(cast, changes, field):
    plan = signed(cast, admit(cast))
    today = cast.program.today()
    given = {
        name: today + timedelta(days=value) if isinstance(value, int) else value for name, value in changes.items()
    }
    with pytest.raises(ValidationError) as refused:
        actions.review(by=cast.dana, plan=plan, **{"findings": "Calmer."} | given)
    assert field in refused.value.message_dict
    assert not Review.objects.exists()
