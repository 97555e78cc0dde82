"""What every page of a planned week begins and ends with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from openiop.base.people.roles import Permission as P
from openiop.care.schedule import actions, drawing
from openiop.care.schedule.problem import LiveWeek, week_problem
from openiop.care.schedule.proposals import Proposal, Publication


def planner(request: HttpRequest) -> Any:
    gate = request.gate  # type: ignore[attr-defined]
    gate.require(P.SCHEDULE)
    gate.require(P.MANAGE_PROGRAM)
    return gate


def asked_week(gate: Any, text: str) -> LiveWeek:
    """The week that the address names. Http404 for what is no day, or a day nobody plans."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    today = gate.program.today()
    if day is None or abs(day - today) > timedelta(days=370):
        raise Http404
    return week_problem(gate, gate.program, day)


def of_this_program[T: (Proposal, Publication)](gate: Any, model: type[T], pk: UUID) -> T:
    """One proposed or published week. Http404 for another program's."""
    found: T = gate.fetch(model, pk, P.SCHEDULE)
    if found.program_id != gate.program.pk:
        raise Http404
    return found


def done(request: HttpRequest, day: str, do: Callable[[], Any], then: str = "", status: str = "") -> HttpResponse:
    """Does it, or says why not; and back to the week."""
    try:
        do()
    except (actions.DrawnMeanwhile, actions.WeekChanged, actions.TooLate, actions.Clash) as problem:
        messages.error(request, str(problem))
    except drawing.NotThere:
        messages.error(request, _("That is no longer in this week. Here is the week as it is now."))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        if status:
            messages.success(request, status)
    return redirect(then or as_shown(request, day))


def as_shown(request: HttpRequest, day: str) -> str:
    """The week, by what it was shown when the form was sent."""
    shown = {name: request.POST[name] for name in ("by", "who") if request.POST.get(name)}
    return reverse("schedule:week", args=[day]) + (f"?{urlencode(shown)}" if shown else "")


def version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def nothing_prescribed(request: HttpRequest, day: str) -> HttpResponse:
    """Of somebody who has left, or has not begun: nothing of the week is theirs, and the week says so."""
    messages.error(request, _("Nothing is prescribed to them in this week. Here is the week as it is."))
    return redirect("schedule:week", day=day)
