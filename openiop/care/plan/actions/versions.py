"""Drafts and versions: the first, the next as a copy, and the one set aside before both had signed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.care.placement.models import Episode
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, PrescribedDose, Problem
from openiop.care.plan.queries import whole


@transaction.atomic
def start_plan(*, by: Staff, episode: Episode) -> Plan:
    """The draft of this stay: the one there is, else an empty new version."""
    require(by, Permission.WRITE_PLAN)
    episode = Episode.objects.select_for_update().get(pk=episode.pk)
    if episode.closed_on:
        raise ValidationError(_("This stay has ended; its plan is closed with it."))
    if draft := episode.plans.filter(state=Plan.State.DRAFT).first():
        return draft
    return make_draft(by, episode)


@transaction.atomic
def new_version(*, by: Staff, plan: Plan) -> Plan:
    """A draft with copies of every part of `plan`; the draft there is, where there is one."""
    require(by, Permission.WRITE_PLAN)
    episode = Episode.objects.select_for_update().get(pk=plan.episode_id)
    if episode.closed_on:
        raise ValidationError(_("This stay has ended; its plan is closed with it."))
    if draft := episode.plans.filter(state=Plan.State.DRAFT).first():
        return draft
    draft = make_draft(by, episode, replaces=plan.version)
    copy_parts(whole(plan), draft)
    return draft


@transaction.atomic
def reopen(*, by: Staff, plan: Plan, why: str) -> Plan:
    """Sets a half-signed draft aside and copies it into a new one, because one side wants other words. The signature
    stays with the words it was given for."""
    require(by, Permission.WRITE_PLAN)
    if not why.strip():
        raise ValidationError({"why": _("Say what should change.")})
    episode = Episode.objects.select_for_update().get(pk=plan.episode_id)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.state != Plan.State.DRAFT or not plan.signatures.exists():
        raise ValidationError(_("Only a draft that one side has signed is set aside."))
    plan.state = Plan.State.WITHDRAWN
    plan.save(update_fields=["state"])
    record("plan.plan.set_aside", plan, by=by, client_id=episode.client_id, why=why)
    draft = make_draft(by, episode, replaces=plan.version)
    copy_parts(whole(plan), draft)
    return draft


def make_draft(by: Staff, episode: Episode, replaces: int | None = None) -> Plan:
    last = episode.plans.order_by("-version").first()
    draft = Plan.objects.create(
        organisation_id=episode.organisation_id,
        episode=episode,
        version=last.version + 1 if last else 1,
        written_by=by,
    )
    record("plan.plan.drafted", draft, by=by, client_id=episode.client_id, version=draft.version, copied_from=replaces)
    return draft


def copy_parts(source: Plan, draft: Plan) -> None:
    """Copies every part, with statuses, in one insert for each kind."""
    problems: list[Problem] = []
    goals: list[Goal] = []
    objectives: list[Objective] = []
    interventions: list[Intervention] = []
    for problem in source.problems.all():
        problems.append(copy_of(problem, plan=draft))
        for goal in problem.goals.all():
            goals.append(copy_of(goal, problem=problems[-1]))
            for objective in goal.objectives.all():
                objectives.append(copy_of(objective, goal=goals[-1]))
                interventions.extend(copy_of(each, objective=objectives[-1]) for each in objective.interventions.all())
    Problem.objects.bulk_create(problems)
    Goal.objects.bulk_create(goals)
    Objective.objects.bulk_create(objectives)
    Intervention.objects.bulk_create(interventions)
    PrescribedDose.objects.bulk_create([copy_of(each, plan=draft) for each in source.doses.all()])


def copy_of(part: Any, **parent: Any) -> Any:
    """A new, unsaved row with the same words under another parent."""
    kept = {
        field.attname: getattr(part, field.attname)
        for field in part._meta.concrete_fields
        if field.name not in {"id", "created_at", *parent}
    }
    return type(part)(**kept, **parent)
