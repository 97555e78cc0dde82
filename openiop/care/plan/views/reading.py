"""The plan that holds, its versions, how far it has come, and the copy to take home."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.look.moments import local_day
from openiop.base.people.roles import Permission as P
from openiop.care.placement.forms import blame
from openiop.care.placement.rules import pack_for
from openiop.care.plan import actions, queries
from openiop.care.plan.forms import ReviewForm
from openiop.care.plan.models import Goal, Objective, Plan
from openiop.care.plan.views.common import client_of, head, hours_of, versions_of
from openiop.rulebook import timers

TONES = {"starting": "", "practicing": "action", "holding": "good", "reached": "good", "set_aside": "open"}


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What is this person's plan, and how far has it come?"""
    gate = request.gate
    person = client_of(request, client_id)
    versions = versions_of(gate, person)
    active = next((each for each in versions if each.state == Plan.State.ACTIVE), None)
    draft = next((each for each in versions if each.state == Plan.State.DRAFT), None)
    plan = queries.whole(active) if active else None
    return render(
        request,
        "plan/client.html",
        {
            **head(person),
            "plan": plan,
            "draft": draft,
            "draft_signed": [each.kind for each in draft.signatures.all()] if draft else [],
            "versions": versions,
            "hours": hours_of(plan) if plan else [],
            "statuses": Goal.Status.choices,
            "tones": TONES,
            "reviews": plan.reviews.select_related("reviewed_by")[:6] if plan else [],
            "may_write": gate.may(P.WRITE_PLAN),
        },
    )


@require_GET
def version(request: HttpRequest, client_id: UUID, number: int) -> HttpResponse:
    """What did this version say?"""
    person = client_of(request, client_id)
    plan = next((each for each in versions_of(request.gate, person) if each.version == number), None)
    if plan is None:
        raise Http404
    plan = queries.whole(plan)
    return render(request, "plan/version.html", {**head(person), "plan": plan, "hours": hours_of(plan)})


@require_GET
def take_home(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The plan on paper, in the person's own words."""
    person = client_of(request, client_id)
    versions = versions_of(request.gate, person)
    plan = next((each for each in versions if each.state == Plan.State.ACTIVE), versions[0] if versions else None)
    if plan is None:
        raise Http404
    plan = queries.whole(plan)
    return render(request, "plan/take_home.html", {"client": person, "plan": plan, "hours": hours_of(plan)})


@require_POST
def goal_status(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """One goal has come this far."""
    goal = request.gate.fetch(Goal, goal_id, P.SEE_CHART, related=("problem__plan__episode",))
    return moved(request, goal, actions.set_goal_status, "goal", goal.problem.plan)


@require_POST
def objective_status(request: HttpRequest, objective_id: UUID) -> HttpResponse:
    """One objective has come this far."""
    related = ("goal__problem__plan__episode",)
    objective = request.gate.fetch(Objective, objective_id, P.SEE_CHART, related=related)
    return moved(request, objective, actions.set_objective_status, "objective", objective.goal.problem.plan)


def moved(request: HttpRequest, part: Goal | Objective, act: object, kind: str, plan: Plan) -> HttpResponse:
    """Writes the status and answers with the fragment, or with the page for those without scripts."""
    try:
        part = act(by=request.gate.staff, status=request.POST.get("status", ""), **{kind: part})  # type: ignore[operator]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    if request.htmx:
        context = {"part": part, "kind": kind, "statuses": Goal.Status.choices, "tones": TONES, "saved": True}
        return render(request, "plan/_status.html", context | {"may_write": True})
    return redirect("plan:client", client_id=plan.episode.client_id)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What came of reading the plan together?"""
    gate = request.gate
    person = client_of(request, client_id)
    gate.require(P.WRITE_PLAN)
    plan = next((p for p in versions_of(gate, person) if p.state == Plan.State.ACTIVE), None)
    if plan is None:
        messages.info(request, _("There is no signed plan to review yet."))
        return redirect("plan:client", client_id=person.pk)
    program = plan.episode.program
    today = program.today()
    due = timers.plan_review(today, pack_for(program.pack, person.birth_date, today))
    form = ReviewForm(request.POST or None, initial={"reviewed_on": today, "next_due": due.on})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.review(by=gate.staff, plan=plan, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Reviewed. The next one is due by %(day)s.") % {"day": local_day(row.next_due)})
            return redirect("plan:client", client_id=person.pk)
    return render(
        request,
        "plan/review.html",
        {
            **head(person),
            "plan": queries.whole(plan),
            "form": form,
            "limit": due.explanation.translated(_),
            "tones": TONES,
            "earlier": plan.reviews.select_related("reviewed_by")[:6],
        },
        status=400 if request.method == "POST" else 200,
    )
