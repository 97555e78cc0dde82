"""What goes on after signing: how far a goal has come, and the plan read again together."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_day
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.care.placement.rules import pack_for
from openiop.care.plan.actions.agreeing import ask_for_review
from openiop.care.plan.models import Goal, Objective, Plan, Review
from openiop.rulebook import timers


@transaction.atomic
def set_goal_status(*, by: Staff, goal: Goal, status: str, why: str = "") -> Goal:
    """How far a goal has come. The words stay as signed; the steps along the way are in the audit."""
    require(by, Permission.WRITE_PLAN)
    if status not in Goal.Status.values:
        raise ValidationError({"status": _("Choose how far this has come.")})
    goal = Goal.objects.select_for_update(of=("self",)).select_related("problem__plan__episode").get(pk=goal.pk)
    before, goal.status = goal.status, status
    if before != status:
        goal.save(update_fields=["status"])
        client_id = goal.problem.plan.episode.client_id
        record("plan.goal.moved", goal, by=by, client_id=client_id, why=why, before=before, after=status)
    return goal


@transaction.atomic
def set_objective_status(*, by: Staff, objective: Objective, status: str, why: str = "") -> Objective:
    """How far an objective has come."""
    require(by, Permission.WRITE_PLAN)
    if status not in Goal.Status.values:
        raise ValidationError({"status": _("Choose how far this has come.")})
    objective = (
        Objective.objects.select_for_update(of=("self",))
        .select_related("goal__problem__plan__episode")
        .get(pk=objective.pk)
    )
    before, objective.status = objective.status, status
    if before != status:
        objective.save(update_fields=["status"])
        client_id = objective.goal.problem.plan.episode.client_id
        record("plan.objective.moved", objective, by=by, client_id=client_id, why=why, before=before, after=status)
    return objective


@transaction.atomic
def review(
    *,
    by: Staff,
    plan: Plan,
    findings: str,
    reviewed_on: date | None = None,
    next_due: date | None = None,
    safety_plan_reviewed: bool = False,
) -> Review:
    """The plan read again with the client. `next_due` is at most the pack's interval away, and that by default;
    `safety_plan_reviewed` says that the safety plan was gone through too."""
    require(by, Permission.WRITE_PLAN)
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("episode__client", "episode__program", "episode__therapist")
        .get(pk=plan.pk)
    )
    episode = plan.episode
    if plan.state != Plan.State.ACTIVE or episode.closed_on:
        raise ValidationError(_("Only the plan that holds is reviewed."))
    today = episode.program.today()
    reviewed_on = reviewed_on or today
    latest = timers.plan_review(reviewed_on, pack_for(episode.program.pack, episode.client.birth_date, reviewed_on))
    next_due = next_due or latest.on
    problems = {}
    if not findings.strip():
        problems["findings"] = _("Write what came of it.")
    if not plan.active_from <= reviewed_on <= today:
        problems["reviewed_on"] = _("Choose a day from %(first)s to today.") % {"first": local_day(plan.active_from)}
    if not reviewed_on < next_due <= latest.on:
        problems["next_due"] = _("The next review is due by %(day)s (%(rule)s).") % {
            "day": local_day(latest.on),
            "rule": latest.explanation.translated(_),
        }
    if problems:
        raise ValidationError(problems)
    row = Review.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        reviewed_on=reviewed_on,
        reviewed_by=by,
        findings=findings.strip(),
        safety_plan_reviewed=safety_plan_reviewed,
        next_due=next_due,
    )
    plan.review_due = next_due
    plan.save(update_fields=["review_due"])
    ask_for_review(by, plan)
    record("plan.plan.reviewed", row, by=by, client_id=episode.client_id, seals=row)
    return row
