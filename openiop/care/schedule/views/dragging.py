"""The week in the hand: what the page needs to judge a move while a session is held, and letting it go."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.look.moments import local_date
from openiop.care.schedule import actions, drawing
from openiop.care.schedule.forms import PAST_MIDNIGHT, HeldForm, clock_words, fits_day
from openiop.care.schedule.naming import BROKEN, OTHERWISE
from openiop.care.schedule.sketch import Sketch, sketch
from openiop.care.schedule.views.planning import asked_week, done, planner
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.plan import Plan, Slot
from openiop.engines.scheduler.problem import Problem


@require_GET
def facts(request: HttpRequest, day: str) -> HttpResponse:
    """The week as the engine reads it, and the names and words to say it with. For whoever plans it."""
    gate = planner(request)
    live = asked_week(gate, day)
    answer = JsonResponse(told(sketch(gate, gate.program, live)))
    answer["Cache-Control"] = "no-store"
    return answer


def told(found: Sketch) -> dict[str, Any]:
    """problem and plan: the engine's JSON. names: of everything in them. words: what a broken rule means, and what is
    said of somebody's missing minutes. days, clock: the week's days and half-hours in words."""
    problem, names = found.week.problem, found.names
    return {
        "problem": convert.problem_to_json(problem),
        "plan": convert.plan_to_json(found.plan),
        "names": {
            **{each.id: names.client(each.id) for each in problem.clients},
            **{each.id: names.lead(each.id) for each in problem.clinicians},
            **{each.id: names.room(each.id) for each in problem.rooms},
            **{drawing.key_of(each): names.of(each) for each in (*found.plan.sessions, *found.plan.slots)},
        },
        "words": {**{code: str(words) for code, words in BROKEN.items()}, **spoken()},
        "days": [local_date(problem.date(day)) for day in range(7)],
        "clock": [clock_words(problem.first_day, at) for at in range(48)],
    }


def spoken() -> dict[str, str]:
    """What is said while a session is held."""
    return {
        "otherwise": str(OTHERWISE),
        "fits": _("Fits"),
        "in": _("{when}, in {room}"),
        "led": _("{when}, led by {who}"),
        "leave": _("Drag onto this line to put it back."),
        "held": _("{what} is in your hand. Arrow keys choose a place, Enter puts it there, Escape puts it back."),
        "lifted": _("{what} is in your hand."),
        "more": _("And {n} more."),
        "none": _("Nothing that way fits."),
        "back": _("{what} stays where it was."),
        "person": _("{who}: {before} missing, then {after}"),
        "nothing": _("nothing"),
    }


@require_POST
def let_go(request: HttpRequest, day: str) -> HttpResponse:
    """A session or an hour one to one put elsewhere, or somebody put into a session. What does not fit is kept and
    said, as in every draft."""
    gate = planner(request)
    live = asked_week(gate, day)
    found = sketch(gate, gate.program, live)
    form = HeldForm(request.POST, names=found.names)

    def draw() -> None:
        if not form.is_valid():  # no page offers that
            raise ValidationError(_("That is no place in this week. Open the session to move it by its form."))
        how = {"by": gate.staff, "program": gate.program, "week": live, "version": form.cleaned_data["version"]}
        actions.draw(**how, change=lambda plan: placed(plan, live.problem, form))

    return done(request, day, draw)


def placed(plan: Plan, problem: Problem, form: HeldForm) -> Plan:
    """Raises NotThere for what is gone, or fixed; ValidationError for a place past midnight."""
    asked = form.cleaned_data
    things = (each for each in (*plan.sessions, *plan.slots) if not each.frozen)
    one = next((each for each in things if drawing.key_of(each) == asked["key"]), None)
    if one is None or (asked["client"] and isinstance(one, Slot)):
        raise drawing.NotThere(asked["key"])
    if asked["client"]:
        return drawing.seat(plan, one.id, [*one.members, asked["client"]])
    if not fits_day(asked["at"], one.minutes):
        raise ValidationError(PAST_MIDNIGHT)
    if isinstance(one, Slot):
        return drawing.put_hour(plan, problem, asked["key"], **form.spot)
    return drawing.move(plan, one.id, clinician=asked["clinician"] or one.clinician, **form.spot)
