"""The parts of a draft: problems, goals, objectives and interventions. A part belongs to a draft that nobody has
signed; the row of the plan is locked, so that a signature and an edit follow one another."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.care.intake.models import Diagnosis
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, Problem

Part = Problem | Goal | Objective | Intervention


def plan_of(part: Part) -> Plan:
    """The plan that a part belongs to."""
    if isinstance(part, Problem):
        return part.plan
    if isinstance(part, Goal):
        return part.problem.plan
    if isinstance(part, Objective):
        return part.goal.problem.plan
    return part.objective.goal.problem.plan


def lock_draft(by: Any, plan: Plan) -> Plan:
    """The plan, locked and still open for words. Raises Refused, or ValidationError saying how to go on."""
    require(by, Permission.WRITE_PLAN)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("episode").get(pk=plan.pk)
    if plan.state != Plan.State.DRAFT:
        raise ValidationError(_("This version is signed. Write a new version to change it."))
    if plan.signatures.exists():
        raise ValidationError(_("One side has signed these words. Set this draft aside to change them."))
    return plan


@transaction.atomic
def add_problem(*, by: Staff, plan: Plan, text: str, diagnosis: Diagnosis | None = None) -> Problem:
    """What is in the way, last in line."""
    plan = lock_draft(by, plan)
    if diagnosis and diagnosis.client_id != plan.episode.client_id:
        raise ValidationError({"diagnosis": _("Choose a diagnosis of this person.")})
    return add(by, plan, Problem(plan=plan, text=text, diagnosis=diagnosis), plan.problems)


@transaction.atomic
def add_goal(*, by: Staff, problem: Problem, title: str, own_words: str = "") -> Goal:
    """Where the person wants to get, with their own words."""
    plan = lock_draft(by, problem.plan)
    return add(by, plan, Goal(problem=problem, title=title, own_words=own_words), problem.goals)


@transaction.atomic
def add_objective(*, by: Staff, goal: Goal, text: str, owner: str, target_date: date) -> Objective:
    """A step that can be seen to be done, who does it, and by when."""
    plan = lock_draft(by, goal.problem.plan)
    return add(by, plan, Objective(goal=goal, text=text, owner=owner, target_date=target_date), goal.objectives)


@transaction.atomic
def add_intervention(
    *,
    by: Staff,
    objective: Objective,
    text: str,
    modality: str,
    owner: Staff,
    target_date: date,
    frequency: str = "",
) -> Intervention:
    """What the program does toward an objective. `modality` is a service of the calendar (group, individual …)."""
    plan = lock_draft(by, objective.goal.problem.plan)
    check_owner(plan, owner)
    row = Intervention(
        objective=objective,
        text=text,
        modality=modality,
        frequency=frequency,
        owner=owner,
        target_date=target_date,
    )
    return add(by, plan, row, None)


def add(by: Staff, plan: Plan, part: Any, siblings: Any) -> Any:
    """Writes a new part after its siblings."""
    part.organisation_id = plan.organisation_id
    if siblings is not None:
        highest = siblings.aggregate(n=Max("order"))["n"]
        part.order = 0 if highest is None else highest + 1
    part.full_clean()
    part.save()
    record(f"plan.{part._meta.model_name}.added", part, by=by, client_id=plan.episode.client_id, plan=str(plan.pk))
    return part


def check_owner(plan: Plan, owner: Staff) -> None:
    if owner.organisation_id != plan.organisation_id:
        raise ValidationError({"owner": _("Choose someone who works here.")})


@transaction.atomic
def edit_part(*, by: Staff, part: Part, **fields: Any) -> Part:
    """Other words for a part of an unsigned draft."""
    plan = lock_draft(by, plan_of(part))
    if isinstance(part, Intervention) and "owner" in fields:
        check_owner(plan, fields["owner"])
    before = {name: str(getattr(part, name)) for name in fields}
    for name, value in fields.items():
        setattr(part, name, value)
    part.full_clean()
    part.save(update_fields=list(fields))
    changed = {name: old for name, old in before.items() if old != str(getattr(part, name))}
    if changed:
        record(f"plan.{part._meta.model_name}.edited", part, by=by, client_id=plan.episode.client_id, before=changed)
    return part


@transaction.atomic
def remove_part(*, by: Staff, part: Part) -> None:
    """Takes a part out of an unsigned draft, with everything below it."""
    plan = lock_draft(by, plan_of(part))
    record(
        f"plan.{part._meta.model_name}.removed", part, by=by, client_id=plan.episode.client_id, words=str(part)[:300]
    )
    if isinstance(part, Problem):
        below: dict[str, Any] = {"problem": part}
        Intervention.objects.filter(objective__goal__problem=part).delete()
        Objective.objects.filter(goal__problem=part).delete()
        Goal.objects.filter(**below).delete()
    elif isinstance(part, Goal):
        Intervention.objects.filter(objective__goal=part).delete()
        Objective.objects.filter(goal=part).delete()
    elif isinstance(part, Objective):
        Intervention.objects.filter(objective=part).delete()
    part.delete()


@transaction.atomic
def move_part(*, by: Staff, part: Problem | Goal | Objective, up: bool) -> None:
    """Changes places with the part before or after it; at the end of the line nothing happens."""
    lock_draft(by, plan_of(part))
    if isinstance(part, Problem):
        line: list[Any] = list(part.plan.problems.all())
    elif isinstance(part, Goal):
        line = list(part.problem.goals.all())
    else:
        line = list(part.goal.objectives.all())
    at = next(place for place, each in enumerate(line) if each.pk == part.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(line):
        return
    line[at], line[to] = line[to], line[at]
    for place, each in enumerate(line):
        each.order = place
    type(part).objects.bulk_update(line, ["order"])
