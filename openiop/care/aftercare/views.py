"""Who waits for a call, and one person's plan, last day and calls."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.aftercare import actions, queries
from openiop.care.aftercare.forms import AgreeForm, CallForm, LeaveForm, PlanForm, SummaryForm
from openiop.care.aftercare.models import FollowUp
from openiop.care.placement.models import Episode

SOON = timedelta(days=14)


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Who waits for a call, and who has gone quiet?"""
    gate = request.gate
    today = gate.program.today()
    calls = Paginator(queries.calls_due(gate, today + SOON), 20).get_page(request.GET.get("page"))
    late = queries.calls_due(gate, today).count()
    quiet = Paginator(queries.silent(gate), 12).get_page(request.GET.get("quiet"))
    page = {
        "heading": ngettext("%(n)d call is due", "%(n)d calls are due", late) % {"n": late}
        if late
        else _("No call is due today"),
        "calls": calls,
        "quiet": quiet,
        "now": timezone.now(),
        "leaving": queries.leaving_without_plan(gate, today)[:12],
        "today": today,
    }
    return render(request, "aftercare/list.html", page)


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What happens after the last day?"""
    return client_page(request, client_id)


def client_page(
    request: HttpRequest,
    client_id: UUID,
    agree: Form | None = None,
    call: tuple[FollowUp, Form] | None = None,
    summary: Form | None = None,
) -> HttpResponse:
    """The tab; `agree`, `call` or `summary` is a form that could not be kept, with what was typed."""
    gate = request.gate
    person, stay = found(gate, client_id)
    page: dict[str, Any] = {"client": person, "stay": stay, "today": gate.program.today()}
    if stay:
        care = queries.care_of(gate, stay)
        page |= {
            "care": care,
            "parts": queries.texts_of(care),
            "agree": agree or AgreeForm(label_suffix=""),
            "discharge": getattr(stay, "discharge", None),
            "summary": summary or SummaryForm(label_suffix=""),
            "alumni": queries.alumni_of(gate, person),
            "calls": [(each, form_for(each, call)) for each in queries.calls_of(gate, stay)],
            "may_discharge": gate.may(P.PLACE) and gate.may(P.SCHEDULE),
            "may_read": gate.may(P.SEE_CHART),
            "summaries": queries.summaries_of(gate, stay) if gate.may(P.SEE_CHART) else [],
        }
    return render(request, "aftercare/client.html", page, status=422 if agree or call or summary else 200)


def found(gate: Gate, client_id: UUID) -> tuple[Client, Episode | None]:
    gate.require(P.WORK_AFTERCARE)
    person = gate.fetch(Client, client_id, P.WORK_AFTERCARE)
    return person, queries.stay_of(gate, person)


def stay_or_404(gate: Gate, client_id: UUID) -> tuple[Client, Episode]:
    person, stay = found(gate, client_id)
    if stay is None:
        raise Http404
    return person, stay


def form_for(call: FollowUp, failed: tuple[FollowUp, Form] | None) -> Form | None:
    """The form of a call that can still be recorded; the one that failed keeps what was typed."""
    if failed and failed[0].pk == call.pk:
        return failed[1]
    if call.outcome in ("", FollowUp.Outcome.NO_ANSWER):
        return CallForm(prefix=call.pk.hex, label_suffix="")
    return None


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Writing the continuing-care plan together."""
    gate = request.gate
    person, stay = stay_or_404(gate, client_id)
    care = queries.care_of(gate, stay)
    form = PlanForm(care, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_plan(by=gate.staff, episode=stay, **form.cleaned_data)
        messages.success(request, _("The plan is kept."))
        return redirect("aftercare:client", client_id=person.pk)
    page = {"client": person, "stay": stay, "care": care, "form": form}
    return render(request, "aftercare/plan.html", page, status=422 if form.errors else 200)


@require_POST
def agree(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The client says yes, on this screen."""
    gate = request.gate
    _person, stay = stay_or_404(gate, client_id)
    care = queries.care_of(gate, stay)
    if care is None:
        raise Http404
    form = AgreeForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            actions.agree(by=gate.staff, care=care, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Agreed. Print it for them, or show them where it stands on their page."))
            return redirect("aftercare:client", client_id=client_id)
    return client_page(request, client_id, agree=form)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The last day."""
    gate = request.gate
    for right in (P.PLACE, P.SCHEDULE):
        gate.require(right)
    person, stay = stay_or_404(gate, client_id)
    if stay.closed_on:
        messages.info(request, _("This stay has ended already."))
        return redirect("aftercare:client", client_id=person.pk)
    today = gate.program.today()
    care = queries.care_of(gate, stay)
    said = {"discharged_on": today, "last_contact": today, "wants_alumni": care.wants_alumni if care else True}
    form = LeaveForm(request.POST or None, initial=said, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave(by=gate.staff, episode=stay, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s has left. Their record and the way back stay.") % {"name": person})
            return redirect("aftercare:client", client_id=person.pk)
    page = {"client": person, "stay": stay, "care": care, "form": form}
    return render(request, "aftercare/leave.html", page, status=422 if form.errors else 200)


@require_POST
def summary(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The discharge summary, where it is still missing, or an addition."""
    gate = request.gate
    _person, stay = stay_or_404(gate, client_id)
    discharge = getattr(stay, "discharge", None)
    if discharge is None:
        raise Http404
    form = SummaryForm(request.POST, label_suffix="")
    if not form.is_valid():
        return client_page(request, client_id, summary=form)
    actions.write_summary(by=gate.staff, discharge=discharge, summary=form.cleaned_data["summary"])
    messages.success(request, _("The summary is kept."))
    return redirect("aftercare:client", client_id=client_id)


@require_POST
def call(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """What came of a promised call."""
    gate = request.gate
    follow_up = gate.fetch(FollowUp, follow_up_id, P.WORK_AFTERCARE, related=("episode",))
    form = CallForm(request.POST, prefix=follow_up.pk.hex, label_suffix="")
    client_id = follow_up.episode.client_id
    if not form.is_valid():
        return client_page(request, client_id, call=(follow_up, form))
    try:
        actions.record_call(by=gate.staff, follow_up=follow_up, **form.cleaned_data)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, _("The call is kept."))
    return redirect("aftercare:client", client_id=client_id)


@require_POST
def contact(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Whether they like to hear from us."""
    gate = request.gate
    person, _stay = found(gate, client_id)
    alumni = queries.alumni_of(gate, person)
    if alumni is None:
        raise Http404
    actions.set_contact(by=gate.staff, alumni=alumni, wants=bool(request.POST.get("wants")))
    return redirect("aftercare:client", client_id=person.pk)


@require_GET
def printed(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The plan on paper, for the client's own pocket."""
    gate = request.gate
    person, stay = stay_or_404(gate, client_id)
    care = queries.care_of(gate, stay)
    if care is None:
        raise Http404
    page = {"client": person, "care": care, "parts": queries.texts_of(care, mine=True)}
    return render(request, "aftercare/print.html", page)
