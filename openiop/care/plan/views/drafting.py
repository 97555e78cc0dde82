"""The draft: its words and its hours. One page; a form opens in place, with or without scripts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.placement.forms import blame
from openiop.care.placement.queries import episode_of
from openiop.care.plan import actions, queries
from openiop.care.plan.actions.writing import plan_of
from openiop.care.plan.forms import PART_FORMS, FirstDayForm, StepFormSet, as_rows
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, Problem
from openiop.care.plan.rules import DoseStep, dose_problems
from openiop.care.plan.views.common import client_of, draft_of, head, hours_of, remarks_on, versions_of

MODELS: dict[str, Any] = {
    "problem": Problem,
    "goal": Goal,
    "objective": Objective,
    "intervention": Intervention,
}
PARENTS: dict[str, Any] = {"goal": Problem, "objective": Goal, "intervention": Objective}
ADD: dict[str, Any] = {
    "problem": actions.add_problem,
    "goal": actions.add_goal,
    "objective": actions.add_objective,
    "intervention": actions.add_intervention,
}


@require_POST
def start(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begins a draft: empty at first, then a copy of the version that holds."""
    gate = request.gate
    person = client_of(request, client_id)
    gate.require(P.WRITE_PLAN)
    stay = episode_of(person.pk)
    if stay is None or stay.closed_on:
        messages.error(request, _("A plan belongs to an open stay. Admit this person first."))
        return redirect("plan:client", client_id=person.pk)
    active = next((p for p in versions_of(gate, person) if p.state == Plan.State.ACTIVE), None)
    if active:
        actions.new_version(by=gate.staff, plan=active)
    else:
        actions.start_plan(by=gate.staff, episode=stay)
    return redirect("plan:draft", client_id=person.pk)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What do we write down together? `?add=goal&to=…` or `?edit=goal&part=…` opens a form in its place."""
    gate = request.gate
    person = client_of(request, client_id)
    gate.require(P.WRITE_PLAN)
    plan = draft_of(gate, person)
    form, slot = open_form(request, plan)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            part = write(request, plan, form)
        except ValidationError as error:
            blame(form, error)
        else:
            if not request.htmx:
                return redirect(f"{reverse('plan:draft', kwargs={'client_id': person.pk})}#{slot_of(part)}")
            plan, form, slot = queries.whole(plan), None, ""
    return show_draft(request, person, plan, form, slot)


def show_draft(request: HttpRequest, person: Client, plan: Plan, form: Any = None, slot: str = "") -> HttpResponse:
    """The whole page, or what changes of it for htmx."""
    template = "plan/_draft.html" if request.htmx else "plan/draft.html"
    context = {
        "plan": plan,
        "client": person,
        "form": form,
        "slot": slot,
        "remarks": (remarks := remarks_on(plan)),
        "ready": not any(each["severity"] == "block" for each in remarks),
        "signatures": plan.signatures.all(),
        "hours": hours_of(plan),
    }
    failed = form is not None and form.is_bound and not request.htmx
    return render(request, template, context if request.htmx else context | head(person), status=400 if failed else 200)


def open_form(request: HttpRequest, plan: Plan) -> tuple[Any, str]:
    """The form that the address asks for, and where on the page it stands; (None, "") for none."""
    kind = request.GET.get("add") or request.GET.get("edit")
    if kind not in PART_FORMS:
        return None, ""
    data = request.POST if request.method == "POST" else None
    if "edit" in request.GET:
        part = part_in(request, plan, MODELS[kind], request.GET.get("part", ""))
        return focused(PART_FORMS[kind](data, instance=part, plan=plan)), f"edit-{part.pk}"
    if kind == "problem":
        return focused(PART_FORMS[kind](data, plan=plan)), "add-problem"
    parent = part_in(request, plan, PARENTS[kind], request.GET.get("to", ""))
    return focused(PART_FORMS[kind](data, plan=plan)), f"add-{kind}-{parent.pk}"


def focused(form: Any) -> Any:
    """The form with the cursor in its first field, where the eye already is."""
    next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    return form


def part_in(request: HttpRequest, plan: Plan, model: Any, pk: str) -> Any:
    """A part of this draft, through the gate."""
    try:
        part = request.gate.fetch(model, UUID(pk), P.SEE_CHART)
    except ValueError as error:
        raise Http404 from error
    if plan_of(part).pk != plan.pk:
        raise Http404
    return part


def write(request: HttpRequest, plan: Plan, form: Any) -> Any:
    """Adds or edits the part that the form is about."""
    kind, by = request.GET.get("add") or request.GET["edit"], request.gate.staff
    if "edit" in request.GET:
        return actions.edit_part(by=by, part=MODELS[kind].objects.get(pk=form.instance.pk), **form.cleaned_data)
    if kind == "problem":
        return actions.add_problem(by=by, plan=plan, **form.cleaned_data)
    parent = part_in(request, plan, PARENTS[kind], request.GET["to"])
    return ADD[kind](by=by, **{PARENTS[kind]._meta.model_name: parent}, **form.cleaned_data)


def slot_of(part: Any) -> str:
    return f"{part._meta.model_name}-{part.pk}"


@require_POST
def change(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Moves a part up or down, or takes it out."""
    gate = request.gate
    person = client_of(request, client_id)
    gate.require(P.WRITE_PLAN)
    plan = draft_of(gate, person)
    kind, do = request.POST.get("kind", ""), request.POST.get("do", "")
    if kind not in MODELS:
        raise Http404
    part = part_in(request, plan, MODELS[kind], request.POST.get("part", ""))
    try:
        if do == "remove":
            actions.remove_part(by=gate.staff, part=part)
        else:
            actions.move_part(by=gate.staff, part=part, up=do == "up")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("plan:draft", client_id=person.pk)
    if request.htmx:
        return show_draft(request, person, queries.whole(plan))
    anchor = "" if do == "remove" else f"#{slot_of(part)}"
    return redirect(reverse("plan:draft", kwargs={"client_id": person.pk}) + anchor)


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """How many hours, on how many days, and how do they end? "Check" draws without saving."""
    gate = request.gate
    person = client_of(request, client_id)
    gate.require(P.WRITE_PLAN)
    plan = draft_of(gate, person)
    if plan.signatures.all():
        messages.info(request, _("One side has signed these hours. Set the draft aside to change them."))
        return redirect("plan:sign", client_id=person.pk)
    steps = queries.steps_of(plan)
    posted = request.POST or None
    first = FirstDayForm(posted, initial=first_values(plan, steps))
    rows = StepFormSet(posted, initial=as_rows(steps or usual(plan)), prefix="step")
    drawn = steps
    if posted is not None:
        drawn = []
        if first.is_valid() and rows.is_valid():
            drawn = rows.steps(first.cleaned_data["first_day"], first.modalities())
            if request.POST.get("do") == "save" and save(request, plan, drawn, first, rows):
                messages.success(request, _("The hours are in the draft."))
                return redirect(f"{reverse('plan:draft', kwargs={'client_id': person.pk})}#dose")
            if request.POST.get("do") != "save":
                complain(rows, drawn)
    context = {"first": first, "rows": rows, "hours": hours_of(plan, drawn), "plan": plan}
    if request.htmx:
        return render(request, "plan/_hours.html", context)
    failed = posted is not None and not (first.is_valid() and rows.is_valid())
    return render(request, "plan/hours.html", context | head(person), status=400 if failed else 200)


def save(request: HttpRequest, plan: Plan, steps: list[DoseStep], first: FirstDayForm, rows: Any) -> bool:
    """Writes the hours; what the action refuses stands beside the first row it is about."""
    complain(rows, steps)
    if not rows.is_valid():
        return False
    try:
        actions.set_dose(by=request.gate.staff, plan=plan, steps=steps)
    except ValidationError as error:
        blame(first, error)
        return False
    return True


def complain(rows: Any, steps: list[DoseStep]) -> None:
    """Puts what cannot be into the row it is about."""
    filled = [form for form in rows.forms if form.filled()]
    for form, step in zip(filled, steps, strict=False):
        for name, reason in dose_problems(step):
            form.add_error(name if name in form.fields else None, reason.translated(_))


def first_values(plan: Plan, steps: list[DoseStep]) -> dict[str, Any]:
    """The first day and the services of the first stretch."""
    stay = plan.episode
    if not steps:
        return {"first_day": max(stay.opened_on, stay.program.today())}
    return {"first_day": steps[0].start} | {f"of_{key}": minutes for key, minutes in steps[0].by_modality.items()}


def usual(plan: Plan) -> list[DoseStep]:
    """What a new plan begins with: the track's hours over three days or more, for eight weeks, as a proposal."""
    stay = plan.episode
    start = max(stay.opened_on, stay.program.today())
    minutes = stay.track.weekly_hours * 60
    days = max(3, min(5, -(-minutes // 240)))
    return [DoseStep(start, start.fromordinal(start.toordinal() + 55), minutes, days, minutes // days, {})]
