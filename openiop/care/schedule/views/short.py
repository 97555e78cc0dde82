"""Why does this person fall short, and what would help?"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.schedule import actions
from openiop.care.schedule.shortfall import remedy_change, why_short
from openiop.care.schedule.sketch import sketch
from openiop.care.schedule.views.planning import asked_week, done, nothing_prescribed, planner, version


@require_http_methods(["GET", "POST"])
def short(request: HttpRequest, day: str, client_id: UUID) -> HttpResponse:
    """The reasons in a chain and the remedies; a posted remedy goes into the draft."""
    gate = planner(request)
    client = gate.fetch(Client, client_id, P.SCHEDULE)
    live = asked_week(gate, day)
    key = str(client.pk)
    if key not in live.problem.client:
        return nothing_prescribed(request, day)
    if request.method == "POST":
        change = remedy_change(live.problem, key, request.POST.get("fix", ""))
        return done(
            request,
            day,
            lambda: actions.draw(
                by=gate.staff, program=gate.program, week=live, version=version(request), change=change
            ),
            status=_("It is in the draft. Nothing is published yet."),
        )
    found = sketch(gate, gate.program, live)
    context = {
        "person": client,
        "why": why_short(found.names, found.plan, key),
        "standing": next(each for each in found.then.standing if each.client == key),
        "prescribed": live.problem.client[key].dose.minutes,
        "sketch": found,
        "day": day,
    }
    is_part = request.htmx  # type: ignore[attr-defined]  # opened in the list of the week
    return render(request, "schedule/_short.html" if is_part else "schedule/week_short.html", context)
