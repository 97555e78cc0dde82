"""The golden thread: every session that touched an objective, and what came of it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission as P
from openiop.care.encounters.queries.thread import same_objectives, strands_of, touching
from openiop.care.plan.models import Objective

PAGE = 30


@require_GET
def thread(request: HttpRequest, objective_id: UUID) -> HttpResponse:
    """From one objective to its sessions, newest first."""
    gate = request.gate
    related = ("goal__problem__plan__episode__client", "goal__problem__plan__episode__program")
    objective = gate.fetch(Objective, objective_id, P.SEE_CHART, related=related)
    gate.require(P.SEE_NOTES)
    client = objective.goal.problem.plan.episode.client
    page = Paginator(touching(gate, objective), PAGE).get_page(request.GET.get("page"))
    context = {
        "objective": objective,
        "goal": objective.goal,
        "client": client,
        "program": objective.goal.problem.plan.episode.program,
        "page": page,
        "notes": list(page),
        "same": same_objectives(objective),
        "strand": strands_of(gate, client.pk).get(objective.pk),
    }
    return render(request, "encounters/thread.html", context)
