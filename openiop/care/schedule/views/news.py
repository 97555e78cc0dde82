"""Has somebody else drawn on this week since the page was opened?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission as P
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.views.planning import planner

NOTHING = 204  # htmx leaves the page as it is
THAT_IS_ALL = 286  # htmx shows it and asks no more


@require_GET
def news(request: HttpRequest, day: str, version: int) -> HttpResponse:
    """Nothing while the draft is the one that the page shows; else who changed it and when. The page asks by itself."""
    gate = planner(request)
    try:
        asked = parse_date(day)
    except ValueError:
        asked = None
    if asked is None:
        raise Http404
    first = gate.program.week_of(asked).first
    rows = gate.rows(Draft, P.SCHEDULE).filter(program=gate.program, week=first)
    draft = rows.select_related("touched_by").defer("base", "plan", "steps").first()
    if (draft.version if draft is not None else 0) == version:
        return HttpResponse(status=NOTHING)
    return render(request, "schedule/_news.html", {"draft": draft}, status=THAT_IS_ALL)
