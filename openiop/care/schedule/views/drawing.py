"""The week is drawn by hand: a session moved, opened or closed, a step taken back."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openiop.care.schedule import actions, drawing
from openiop.care.schedule.forms import VIDEO, OpenForm, SessionForm
from openiop.care.schedule.other_times import other_times
from openiop.care.schedule.problem import LiveWeek
from openiop.care.schedule.sketch import sketch
from openiop.care.schedule.views.planning import asked_week, done, planner, version
from openiop.engines.scheduler.plan import Plan


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, day: str, key: str) -> HttpResponse:
    """Move one session, change who leads it and who is in it."""
    gate = planner(request)
    live = asked_week(gate, day)
    found = sketch(gate, gate.program, live)
    one = next((each for each in found.plan.sessions if each.id == key), None)
    if one is None:
        raise Http404
    initial = {"day": one.day, "at": one.at, "clinician": one.clinician, "room": one.room or VIDEO}
    form = SessionForm(
        _with_place(request.POST) if request.POST else None,
        names=found.names,
        kind=one.type,
        members=one.members,
        initial=initial,
    )
    if form.is_valid() and not one.frozen:
        spot = form.spot
        members = spot.pop("members")

        def change(plan: Plan) -> Plan:
            return drawing.seat(drawing.move(plan, key, **spot), key, members)

        answer = _unless_drawn(request, day, form, lambda: _draw(gate, live, request, change))
        if answer is not None:
            return answer
    context = {
        "form": form,
        "one": one,
        "sketch": found,
        "what": found.names.of(one),
        "when": found.names.when(one),
        "day": day,
        "conflicts": [each for each in found.conflicts if each.key == key],
        "times": [] if one.frozen else other_times(found.names, found.plan, one),
    }
    return render(request, "schedule/week_session.html", context, status=422 if form.errors else 200)


def _with_place(posted: QueryDict) -> QueryDict:
    """What was posted; a time that was offered says when and where in one."""
    parts = posted.get("place", "").split("|")
    if len(parts) != 3:
        return posted
    data = posted.copy()
    for name, value in zip(("day", "at", "room"), parts, strict=True):
        data[name] = value
    return data


def _unless_drawn(request: HttpRequest, day: str, form: Form, do: Callable[[], None]) -> HttpResponse | None:
    """Does it, and back to the week. Where somebody else drew meanwhile: None, and the form says so. What was chosen
    stays in it, and the page that shows it knows the draft as it is now."""

    def attempt() -> None:
        try:
            do()
        except actions.DrawnMeanwhile as meanwhile:
            form.add_error(None, str(meanwhile))
            form.add_error(None, _("What you chose is still here. Sent again, it goes on top of that."))

    answer = done(request, day, attempt)
    return answer if form.is_valid() else None


def _draw(gate: Any, live: LiveWeek, request: HttpRequest, change: Callable[[Plan], Plan]) -> None:
    actions.draw(by=gate.staff, program=gate.program, week=live, version=version(request), change=change)


@require_http_methods(["GET", "POST"])
def open_session(request: HttpRequest, day: str) -> HttpResponse:
    """One more session."""
    gate = planner(request)
    live = asked_week(gate, day)
    found = sketch(gate, gate.program, live)
    form = OpenForm(request.POST or None, names=found.names)
    if form.is_valid():
        spot = form.spot
        kind = spot.pop("kind")

        def opened(plan: Plan) -> Plan:
            return drawing.open_session(plan, live.problem, kind, **spot)

        answer = _unless_drawn(request, day, form, lambda: _draw(gate, live, request, opened))
        if answer is not None:
            return answer
    context = {"form": form, "sketch": found, "day": day, "kinds": live.problem.group_types}
    return render(request, "schedule/week_open.html", context, status=422 if form.errors else 200)


@require_POST
def close_session(request: HttpRequest, day: str, key: str) -> HttpResponse:
    """Without this session."""
    gate = planner(request)
    live = asked_week(gate, day)
    return done(request, day, lambda: _draw(gate, live, request, lambda plan: drawing.close(plan, key)))


@require_POST
def step(request: HttpRequest, day: str) -> HttpResponse:
    """One step back or forth; the draft given up; the draft brought up to the calendar as it is."""
    gate = planner(request)
    live = asked_week(gate, day)
    how = {"by": gate.staff, "program": gate.program, "week": live, "version": version(request)}
    wanted = request.POST.get("do", "")
    if wanted == "away":
        return done(
            request, day, lambda: actions.throw_away(**how), status=_("The draft is gone. This is the calendar.")
        )
    if wanted == "catch-up":
        return done(request, day, lambda: actions.catch_up(**how))
    return done(request, day, lambda: actions.step(**how, back=wanted != "again"))
