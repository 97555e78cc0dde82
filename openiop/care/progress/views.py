"""How is it going, and are we ready for less?"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.look.moments import local_day
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.measures import queries as measures
from openiop.care.measures import show
from openiop.care.placement.forms import blame
from openiop.care.placement.models import Episode, LevelPeriod
from openiop.care.placement.queries import level_on
from openiop.care.placement.rules import week_number
from openiop.care.placement.words import facts_of, in_words, level_name
from openiop.care.plan import queries as plans
from openiop.care.progress import actions, queries
from openiop.care.progress.forms import DecisionForm
from openiop.care.progress.rules import needle, sentence
from openiop.rulebook import compass

ZOOMS = ("six", "stay", "all")
SIX_WEEKS = timedelta(weeks=5)
TONES = {"starting": "", "practicing": "action", "holding": "good", "reached": "good", "set_aside": "open"}
# Where each sign was read, and what one can do about it: (URL name of the record, URL name of the act, words).
SIGNS: dict[str, tuple[Any, ...]] = {
    "hours": ("schedule:client", gettext_lazy("Hours"), "schedule:options", gettext_lazy("Find a place")),
    "goals": ("plan:client", gettext_lazy("Plan"), "plan:review", gettext_lazy("Review the plan")),
    "measure": ("measures:client", gettext_lazy("Scores"), "measures:client", gettext_lazy("Ask again")),
    "urge": ("measures:client", gettext_lazy("Check-ins"), "measures:client", gettext_lazy("Ask the check-in")),
    "tests": ("medical:client", gettext_lazy("Results"), "medical:client", gettext_lazy("Add a result")),
    "safety": ("plan:review", gettext_lazy("Safety plan"), "plan:review", gettext_lazy("Go through it together")),
    "place": ("calendar:place", gettext_lazy("Schedule"), "schedule:options", gettext_lazy("Hold a place")),
}


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """How is this person doing, week by week?"""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CHART)
    program, now = gate.program, timezone.now()
    stays = queries.stays_of(gate, person)
    zoom = request.GET.get("zoom") if request.GET.get("zoom") in ZOOMS else "six"
    facts = facts_of(stays[-1]) if stays else []
    context: dict[str, Any] = {"client": person, "client_facts": facts, "stays": stays, "zoom": zoom}
    if stays:
        context |= timeline(gate, person, stays, zoom, now)
    else:
        context |= {"charts": show.charts(measures.trends(gate, person), program)}
    return render(request, "progress/client.html", context)


def timeline(gate: Gate, person: Client, stays: list[Episode], zoom: str, now: Any) -> dict[str, Any]:
    """Hours, measures, tests and goals over the weeks that the zoom shows."""
    program = gate.program
    stay, today = stays[-1], program.local(now).date()
    last = min(stay.closed_on or today, today)
    first = {"six": max(stay.opened_on, last - SIX_WEEKS), "stay": stay.opened_on, "all": stays[0].opened_on}[zoom]
    rows = queries.hours_by_week(person, program, queries.weeks_between(program, first, last), now)
    done = [row for row in rows if row.prescribed and not row.is_now]
    attended, prescribed = sum(r.attended for r in done), sum(r.prescribed or 0 for r in done)
    trends = measures.trends(gate, person)
    intake = stay.opened_on - timedelta(days=queries.BASELINE_DAYS)
    seen_from = program.week_of(first).first if zoom == "six" else intake
    shown = trends if zoom == "all" else queries.since(trends, program, seen_from, baseline=intake)
    return {
        "stay": stay,
        "week": week_number(stay.opened_on, last),
        "rows": rows,
        "bars": [
            {"label": bar_label(row, stay, program, zoom), "value": row.attended, "now": row.is_now} for row in rows
        ],
        "aim": next((row.prescribed for row in reversed(rows) if row.prescribed), 0),
        "attended": attended,
        "prescribed": prescribed,
        "percent": attended * 100 // prescribed if prescribed else None,
        "charts": [each for each in show.charts(shown, program) if each["instrument"].trend],  # INS-4
        "answer": show.in_short(shown, person),
        "tests": queries.tests_of(gate, person, first),
        "tapers": queries.tapers_of(stays),
        "goals": [
            {"goal": goal, "tone": TONES[goal.status]} for goal in plans.active_goals([person.pk]).get(person.pk, [])
        ],
    }


def bar_label(row: queries.WeekRow, stay: Episode, program: Program, zoom: str) -> str:
    """Inside one stay weeks are numbered; across stays they are dates."""
    if zoom == "all":
        return local_day(row.week.first, program)
    return str(max(1, (row.week.first - program.week_of(stay.opened_on).first).days // 7 + 1))


@require_http_methods(["GET", "POST"])
def step_down(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Are we ready for less? The same page for both; the decision is the clinician's."""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CHART)
    if request.method == "POST":
        gate.require(P.PLACE)
    stays = [stay for stay in queries.stays_of(gate, person) if stay.closed_on is None]
    if not stays:
        messages.info(request, _("%(name)s has no open stay to review.") % {"name": person.first_name})
        return redirect("progress:client", client_id=person.pk)
    stay = stays[-1]
    rules = compass.StepDownRules()
    read = compass.step_down(queries.evidence(gate, person, stay, rules), rules)
    today = stay.program.today()
    period = level_on(stay, today) or stay.levels.first()
    together = request.GET.get("show") == "together"
    form = DecisionForm(
        request.POST or None,
        compass=read,
        level=period.level,
        edition=stay.program.edition,
        today=today,
        tapering=period.state == LevelPeriod.State.TAPER,
    )
    if request.method == "POST" and form.is_valid() and try_to_decide(request, stay, read, form):
        return redirect("progress:client", client_id=person.pk)
    template = "progress/together.html" if together else "progress/step_down.html"
    context = {
        "client": person,
        "stay": stay,
        "period": period,
        "level_name": level_name(period.level, stay.program.edition),
        "taper_ends": period.during.upper - timedelta(days=1) if period.state == LevelPeriod.State.TAPER else None,
        "week": week_number(stay.opened_on, today),
        "compass": read,
        "needle": needle(read),
        "sentence": in_words(sentence(read)),
        "reasons": [in_words(reason) for reason in read.reasons],
        "signs": [sign_words(each) for each in read.signs],
        "may_decide": gate.may(P.PLACE),
        "form": form,
        "goals": plans.active_goals([person.pk]).get(person.pk, []),
    }
    if together:
        context["thumbs"] = []  # the screen is in the client's hands
    return render(request, template, context, status=400 if request.method == "POST" else 200)


def try_to_decide(request: HttpRequest, stay: Episode, read: compass.Compass, form: DecisionForm) -> bool:
    """Signs the decision; what is missing stands beside its field."""
    said = form.cleaned_data
    try:
        decision = actions.decide(
            by=request.gate.staff,
            episode=stay,
            compass=read,
            choice=said["choice"],
            why=said["why"],
            difference=said["difference"],
            on=said["on"],
            taper=form.taper(),
        )
    except ValidationError as error:
        blame(form, error)
        return False
    messages.success(request, _("Signed: %(decision)s.") % {"decision": decision.get_kind_display()})
    if said["choice"] == "taper" and stay.plans.filter(state="draft").exists():
        messages.info(request, _("The taper’s hours stand in a new draft of the plan. Both sign it."))
    return True


def sign_words(sign: compass.Sign) -> dict[str, Any]:
    """A sign as the page shows it, with the way to its record."""
    record, record_words, act, act_words = SIGNS[sign.key]
    return {
        "key": sign.key,
        "title": in_words(sign.title),
        "words": in_words(sign.words),
        "status": sign.status,
        "need": in_words(sign.to_be_true) if sign.to_be_true else "",
        "record": record,
        "record_words": record_words,
        "act": act,
        "act_words": act_words,
    }
