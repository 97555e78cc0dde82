"""One client's hour with their therapist, or their family's, put into the drawn week by hand."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.schedule import actions, drawing
from openiop.care.schedule.forms import VIDEO, HourForm
from openiop.care.schedule.other_times import meeting_times
from openiop.care.schedule.problem import LiveWeek
from openiop.care.schedule.sketch import Sketch, sketch
from openiop.care.schedule.views.planning import asked_week, done, nothing_prescribed, planner, version
from openiop.engines.scheduler.plan import Kind, Plan, Slot

ADD = {
    "individual": gettext_lazy("An individual hour for {name}"),
    "family": gettext_lazy("A family session for {name}"),
}


@dataclass(frozen=True)
class Asked:
    """Whose hours of which kind, in which week."""

    gate: Any
    live: LiveWeek
    day: str
    client: Client
    kind: Kind

    @property
    def key(self) -> str:
        return str(self.client.pk)

    @property
    def is_in_week(self) -> bool:
        """Whether anything is prescribed to them in it: they have begun, and have not left."""
        return self.key in self.live.problem.client

    @property
    def has_right(self) -> bool:
        """Whether such hours are prescribed, and there is somebody to have them with."""
        person = self.live.problem.client[self.key]
        return bool(person.primary and (person.individual if self.kind == "individual" else person.family))

    @property
    def minutes(self) -> int:
        """How long such an hour is for them; 0 where none is prescribed."""
        person = self.live.problem.client[self.key]
        wanted = person.individual if self.kind == "individual" else person.family
        return wanted.minutes if wanted is not None else 0

    def sketch(self) -> Sketch:
        return sketch(self.gate, self.gate.program, self.live)

    def held(self, plan: Plan) -> list[Slot]:
        return drawing.hours_of(plan, self.key, self.kind)


def _asked(request: HttpRequest, day: str, client_id: UUID, hour: str) -> Asked:
    gate = planner(request)
    client = gate.fetch(Client, client_id, P.SCHEDULE)
    live = asked_week(gate, day)
    kind = next((each for each in drawing.KINDS if each == hour), None)
    if kind is None:
        raise Http404
    return Asked(gate, live, day, client, kind)


def _nth(asked: Asked, plan: Plan, number: int) -> Slot:
    held = asked.held(plan)
    if not 0 < number <= len(held):
        raise Http404
    return held[number - 1]


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, day: str, client_id: UUID, hour: str) -> HttpResponse:
    """One more of the hours that are prescribed."""
    asked = _asked(request, day, client_id, hour)
    if not asked.is_in_week:
        return nothing_prescribed(request, day)
    return _page(request, asked, asked.sketch(), None)


@require_http_methods(["GET", "POST"])
def hour(request: HttpRequest, day: str, client_id: UUID, hour: str, number: int) -> HttpResponse:
    """One hour: another time, another room, or by video."""
    asked = _asked(request, day, client_id, hour)
    found = asked.sketch()
    return _page(request, asked, found, _nth(asked, found.plan, number))


@require_POST
def give_up(request: HttpRequest, day: str, client_id: UUID, hour: str, number: int) -> HttpResponse:
    """Without this hour."""
    asked = _asked(request, day, client_id, hour)
    one = _nth(asked, asked.sketch().plan, number)
    if one.frozen:
        messages.error(request, _("This one stays as it is"))
        return redirect(_back(request, asked))

    def change(plan: Plan) -> Plan:
        return drawing.give_up_hour(plan, asked.key, asked.kind, _place(asked, plan, request.POST.get("was", "")))

    return done(request, day, lambda: _draw(request, asked, change), then=_back(request, asked))


def _draw(request: HttpRequest, asked: Asked, change: Any) -> None:
    gate = asked.gate
    actions.draw(by=gate.staff, program=gate.program, week=asked.live, version=version(request), change=change)


def _place(asked: Asked, plan: Plan, was: object) -> int:
    """Which of the hours is the one that the page showed. Raises NotThere."""
    starts = [str(each.start) for each in asked.held(plan)]
    if str(was) not in starts:
        raise drawing.NotThere(asked.kind)
    return starts.index(str(was))


def _back(request: HttpRequest, asked: Asked) -> str:
    """The week as it was shown: of the clinician, or else of the client."""
    by = "clinician" if request.GET.get("by") == "clinician" else "client"
    person = asked.live.problem.client[asked.key]
    who = person.primary if by == "clinician" and person.primary else asked.key
    return reverse("schedule:week", args=[asked.day]) + "?" + urlencode({"by": by, "who": who})


def _page(request: HttpRequest, asked: Asked, found: Sketch, one: Slot | None) -> HttpResponse:
    """The form, with what was typed in it where something came between; or back to the week with the hour drawn."""
    form = HourForm(request.POST or None, names=found.names, minutes=asked.minutes, initial=_initial(asked, found, one))
    status = 200
    if request.method == "POST" and asked.has_right and not (one and one.frozen):
        status = 422
        if form.is_valid():
            try:
                _draw(request, asked, lambda plan: _drawn(asked, plan, one is not None, form))
            except actions.DrawnMeanwhile as told:
                form.add_error(None, str(told))
                found, status = asked.sketch(), 409
            except drawing.NotThere:
                form.add_error(None, _("That hour is no longer in this week. Put it in anew, or go back."))
                found, one, status = asked.sketch(), None, 409
            else:
                messages.success(request, _("It is in the draft. Nothing is published yet."))
                return redirect(_back(request, asked))
    context = _shown(asked, found, one, form, _back(request, asked))
    query = request.GET.urlencode()
    context["here"] = _address(asked, context["number"]) + (f"?{query}" if query else "")
    return render(request, "schedule/week_hour.html", context, status=status)


def _address(asked: Asked, number: int) -> str:
    """Of the client's nth hour; of a new one for 0."""
    if not number:
        return reverse("schedule:add_hour", args=[asked.day, asked.client.pk, asked.kind])
    return reverse("schedule:hour", args=[asked.day, asked.client.pk, asked.kind, number])


def _initial(asked: Asked, found: Sketch, one: Slot | None) -> dict[str, Any]:
    """Where the hour is; a new one is first thought of where it fits best."""
    if one is not None:
        return {"day": one.day, "at": one.at, "room": one.room or VIDEO, "was": one.start}
    best = next(iter(meeting_times(found.names, found.plan, asked.key, asked.kind)), None)
    return {"day": best.day, "at": best.at, "room": best.room} if best else {}


def _drawn(asked: Asked, plan: Plan, is_there: bool, form: HourForm) -> Plan:
    instead = _place(asked, plan, form.cleaned_data["was"]) if is_there else None
    return drawing.hold_hour(plan, asked.live.problem, asked.key, asked.kind, **form.hour, instead=instead)


def _shown(asked: Asked, found: Sketch, one: Slot | None, form: HourForm, back: str) -> dict[str, Any]:
    names, problem = found.names, asked.live.problem
    person = problem.client[asked.key]
    which = drawing.hour_of(found.plan, one) if one else None
    return {
        "form": form,
        "one": one,
        "number": which.number if which else 0,
        "person": asked.client,
        "kind": asked.kind,
        "sketch": found,
        "day": asked.day,
        "first": problem.first_day,
        "back": back,
        "what": names.of(one) if one else str(ADD[asked.kind]).format(name=asked.client.name),
        "when": names.when(one) if one else "",
        "lead": names.lead(person.primary) if person.primary else "",
        "minutes": asked.minutes,
        "has_right": asked.has_right,
        "is_owed": asked.kind in drawing.owed(found.plan, problem, asked.key),
        "standing": next(each for each in found.then.standing if each.client == asked.key),
        "prescribed": person.dose.minutes,
        "conflicts": [each for each in found.conflicts if which and each.hour == which],
        "times": [] if not asked.has_right else meeting_times(names, found.plan, asked.key, asked.kind, one),
        "grid": found.grid("client", asked.key),
    }
