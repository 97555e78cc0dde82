"""What fits one person best?"""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.programs.models import Track
from openiop.care.calendar.actions import Clash
from openiop.care.schedule import actions
from openiop.care.schedule.options import ways_for
from openiop.care.schedule.views.hours import asked_week, no_such_week


@require_http_methods(["GET", "POST"])
def options(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Who can start when, and how: the ways in which nobody else is moved, best first."""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SCHEDULE)
    program = gate.program
    week = asked_week(request) if request.GET.get("week") else program.week_of(coming(program))
    if week is None:
        return no_such_week(request, request.path)
    tracks = list(gate.rows(Track, P.SEE_PROGRAM).filter(program=program).order_by("name"))
    track = next((each for each in tracks if str(each.pk) == request.GET.get("track")), tracks[0] if tracks else None)
    if request.method == "POST":
        try:
            actions.seat(
                by=gate.staff, program=program, client=client, first_day=week.first, key=request.POST.get("way", "")
            )
        except (Clash, actions.WeekChanged, actions.TooLate) as problem:
            messages.error(request, str(problem))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("%(name)s has these seats.") % {"name": client.first_name})
            return redirect("calendar:place", client_id=client.pk)
    ways = ways_for(program, client, week.first, track=track, may_open=actions.plans_weeks(gate.staff))
    context = {
        "client": client,
        "ways": ways,
        "week": week,
        "before": (week.first - timedelta(days=7)).isoformat() if week.first > program.today() else "",
        "after": (week.first + timedelta(days=7)).isoformat(),
        "tracks": [] if ways.is_here else tracks,
        "track": track,
    }
    return render(request, "schedule/options.html", context)


def coming(program: object) -> date:
    """A day of the treatment week after this one."""
    today: date = program.today()  # type: ignore[attr-defined]
    return program.week_of(today).last + timedelta(days=1)  # type: ignore[attr-defined, no-any-return]
