"""Reading plans. Functions that take a gate answer what its actor may see; the others take identifiers that came
through the gate already, and answer for many people in one query."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.base.reads import Read
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, PrescribedDose, Problem, Review, Signature
from openiop.care.plan.rules import DoseStep
from openiop.rulebook.dose import Week

IN_FORCE = (Plan.State.ACTIVE, Plan.State.REPLACED)
DONE = (Goal.Status.REACHED, Goal.Status.SET_ASIDE)


# One person's plan


def plans_of(gate: Gate, client_id: UUID, permission: Permission = Permission.SEE_CHART) -> QuerySet[Plan]:
    """Every version of this client's plans, newest first. A client reads their own with SEE_OWN."""
    return (
        gate.rows(Plan, permission)
        .filter(client_id=client_id)
        .select_related("episode__client", "episode__program__organisation", "episode__therapist", "written_by")
        .prefetch_related(Prefetch("signatures", Signature.objects.select_related("staff", "witnessed_by")))
        .order_by("-episode__opened_on", "-version")
    )


def whole(plan: Plan) -> Plan:
    """The same plan with all its parts and hours at hand, in five queries however long it is."""
    return with_parts(Plan.objects.filter(pk=plan.pk)).get()


def with_parts(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    interventions = Intervention.objects.select_related("owner").order_by("id")
    objectives = Objective.objects.prefetch_related(Prefetch("interventions", interventions))
    goals = Goal.objects.prefetch_related(Prefetch("objectives", objectives))
    problems = Problem.objects.select_related("diagnosis").prefetch_related(Prefetch("goals", goals))
    return plans.select_related(
        "episode__client", "episode__program", "episode__therapist", "written_by"
    ).prefetch_related(
        Prefetch("problems", problems),
        "doses",
        Prefetch("signatures", Signature.objects.select_related("staff", "witnessed_by")),
    )


def snapshot(plan: Plan) -> dict[str, Any]:
    """Exactly what is signed: every word of the plan and its hours, as JSON-ready values."""
    plan = whole(plan)
    return {
        "plan": str(plan.pk),
        "version": plan.version,
        "client": plan.episode.client.legal_name,
        "problems": [problem_content(each) for each in plan.problems.all()],
        "doses": [dose_content(each) for each in plan.doses.all()],
    }


def problem_content(problem: Problem) -> dict[str, Any]:
    return {
        "id": str(problem.pk),
        "text": problem.text,
        "diagnosis": problem.diagnosis.code if problem.diagnosis else "",
        "goals": [
            {
                "id": str(goal.pk),
                "title": goal.title,
                "own_words": goal.own_words,
                "objectives": [objective_content(each) for each in goal.objectives.all()],
            }
            for goal in problem.goals.all()
        ],
    }


def objective_content(objective: Objective) -> dict[str, Any]:
    return {
        "id": str(objective.pk),
        "text": objective.text,
        "owner": objective.owner,
        "target_date": objective.target_date.isoformat(),
        "interventions": [
            {
                "id": str(each.pk),
                "text": each.text,
                "modality": each.modality,
                "frequency": each.frequency,
                "owner": each.owner.actor_name,
                "target_date": each.target_date.isoformat(),
            }
            for each in objective.interventions.all()
        ],
    }


def dose_content(row: PrescribedDose) -> dict[str, Any]:
    return {
        "first_day": row.during.lower.isoformat(),
        "last_day": (row.during.upper - timedelta(days=1)).isoformat() if row.during.upper else "",
        "weekly_minutes": row.weekly_minutes,
        "days": row.days,
        "day_minutes": row.day_minutes,
        "by_modality": row.by_modality,
        "is_taper": row.is_taper,
    }


def steps_of(plan: Plan) -> list[DoseStep]:
    """The prescribed hours of a plan as the rules take them; an open end is the last day there is."""
    return [as_step(each) for each in sorted(plan.doses.all(), key=lambda each: each.during.lower)]


def as_step(row: PrescribedDose) -> DoseStep:
    end = row.during.upper - timedelta(days=1) if row.during.upper else date.max
    return DoseStep(row.during.lower, end, row.weekly_minutes, row.days, row.day_minutes, row.by_modality, row.is_taper)


# Many people at once


def doses_for_week(program: Program, week: Week) -> dict[UUID, PrescribedDose]:
    """What is prescribed to whom in this week: client id to dose, in one query.

    The newest version that was in force by the week's end speaks alone; where its hours change inside the week, the
    hours of the week's first days do. Clients without a signed plan for the week are not in it.
    """
    return {row.client_id: row for row in dose_rows(program, week).select_related("plan__episode")}


def dose_rows(program: Program, week: Week) -> QuerySet[PrescribedDose]:
    """The rows behind `doses_for_week`."""
    days = DateRange(week.first, week.last + timedelta(days=1))
    return in_force(PrescribedDose.objects.all(), program.pk, week.first, week.last, days)


def in_force(
    rows: QuerySet[PrescribedDose], program: UUID, first: date, last: date, days: DateRange
) -> QuerySet[PrescribedDose]:
    """The same of `rows`, for boards that ask a few columns of many people: first and last day of the week, and both
    as a range."""
    newer = Plan.objects.filter(
        episode=OuterRef("plan__episode"),
        version__gt=OuterRef("plan__version"),
        state__in=IN_FORCE,
        active_from__lte=last,
    )
    return (
        rows.filter(
            plan__episode__program=program,
            plan__state__in=IN_FORCE,
            plan__active_from__lte=last,
            during__overlap=days,
        )
        .filter(Q(plan__episode__closed_on=None) | Q(plan__episode__closed_on__gte=first))
        .exclude(Exists(newer))
        .order_by("client_id", "-plan__episode__opened_on", "during")
        .distinct("client_id")
    )


def active_dose(program: Program, on: date) -> dict[UUID, PrescribedDose]:
    """What is prescribed to whom on a day: client id to dose, in one query."""
    rows = PrescribedDose.objects.filter(
        plan__episode__program=program,
        plan__episode__closed_on=None,
        plan__state=Plan.State.ACTIVE,
        during__contains=on,
    ).select_related("plan__episode")
    return {row.client_id: row for row in rows}


def doses_by_week(client_id: UUID, weeks: Iterable[Week]) -> dict[Week, PrescribedDose]:
    """What was and is prescribed to one client, week by week, in one query; the rule is that of `doses_for_week`."""
    rows = list(
        PrescribedDose.objects.filter(client_id=client_id, plan__state__in=IN_FORCE)
        .select_related("plan__episode")
        .order_by("-plan__episode__opened_on", "-plan__version", "during")
    )
    found = {week: dose_among(rows, week) for week in weeks}
    return {week: row for week, row in found.items() if row}


def dose_among(rows: list[PrescribedDose], week: Week) -> PrescribedDose | None:
    """The row that speaks for a week; `rows` are newest stay and version first, each version's by date."""
    known = [
        row
        for row in rows
        if row.plan.active_from <= week.last
        and (row.plan.episode.closed_on is None or week.first <= row.plan.episode.closed_on)
    ]
    newest = known[0].plan_id if known else None
    for row in known:
        ends = row.during.upper or date.max
        if row.plan_id == newest and row.during.lower <= week.last and week.first < ends:
            return row
    return None


def open_objectives(client_ids: Iterable[UUID]) -> dict[UUID, list[Objective]]:
    """The objectives still worked on, of each client's active plan, with their goals, in one query."""
    rows = (
        Objective.objects.filter(goal__problem__plan__state=Plan.State.ACTIVE, client_id__in=list(client_ids))
        .exclude(status__in=DONE)
        .exclude(goal__status__in=DONE)
        .select_related("goal__problem__plan")
        .order_by("goal__problem__order", "goal__problem_id", "goal__order", "goal_id", "order", "id")
    )
    found: dict[UUID, list[Objective]] = {}
    for row in rows:
        found.setdefault(row.client_id, []).append(row)
    return found


def active_goals(client_ids: Iterable[UUID]) -> dict[UUID, list[Goal]]:
    """The goals of each client's active plan, whatever their status, in one query."""
    rows = (
        Goal.objects.filter(problem__plan__state=Plan.State.ACTIVE, client_id__in=list(client_ids))
        .select_related("problem__plan")
        .order_by("problem__order", "problem_id", "order", "id")
    )
    found: dict[UUID, list[Goal]] = {}
    for row in rows:
        found.setdefault(row.client_id, []).append(row)
    return found


GOALS = Read(
    Goal,
    lambda rows, client: rows.filter(problem__plan__state=Plan.State.ACTIVE, client=client).order_by(
        "problem__order", "problem_id", "order", "id"
    ),
    client=UUID,
)


def goals_of(client_id: UUID) -> list[Goal]:
    """The goals of one client's active plan, whatever their status. The client came through the gate."""
    return GOALS.rows(client=client_id)


# What waits


def to_sign(program: Program, staff: Staff) -> QuerySet[Plan]:
    """Drafts of this therapist's clients that the clinician has not signed, oldest first."""
    return (
        Plan.objects.filter(
            episode__program=program, episode__closed_on=None, episode__therapist=staff, state=Plan.State.DRAFT
        )
        .exclude(signatures__kind=Signature.Kind.CLINICIAN)
        .select_related("episode__client")
        .order_by("created_at")
    )


def to_sign_by_client(client_id: UUID) -> Plan | None:
    """The draft that waits for the client's own name: the clinician has signed, the client has not."""
    return (
        Plan.objects.filter(client_id=client_id, state=Plan.State.DRAFT)
        .filter(signatures__kind=Signature.Kind.CLINICIAN)
        .exclude(signatures__kind=Signature.Kind.CLIENT)
        .first()
    )


def safety_plan_reviewed_on(client_id: UUID) -> date | None:
    """When the safety plan was last gone through with this client; None where no review says so."""
    return (
        Review.objects.filter(plan__episode__client_id=client_id, safety_plan_reviewed=True)
        .order_by("-reviewed_on")
        .values_list("reviewed_on", flat=True)
        .first()
    )


def reviews_due(program: Program, through: date) -> QuerySet[Plan]:
    """Active plans whose review is due by `through`, most urgent first."""
    return (
        Plan.objects.filter(
            episode__program=program, episode__closed_on=None, state=Plan.State.ACTIVE, review_due__lte=through
        )
        .select_related("episode__client", "episode__therapist")
        .order_by("review_due")
    )
