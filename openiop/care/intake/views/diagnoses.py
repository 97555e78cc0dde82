"""Finding a diagnosis, naming it, and marking what no longer holds."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.intake import actions, queries
from openiop.care.intake.forms import DiagnosisForm
from openiop.care.intake.models import Diagnosis
from openiop.care.intake.views.evaluations import fetch, is_closed, section
from openiop.care.intake.views.referrals import add_errors, as_uuid
from openiop.rulebook import codes


@require_http_methods(["GET", "POST"])
def diagnoses(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """What is it, in codes? Search the short list, or write any code."""
    evaluation = fetch(request, evaluation_id)
    if closed := is_closed(request, evaluation):
        return closed
    looks = "q" in request.POST  # a search posts, so that what somebody is treated for is in no address
    form = DiagnosisForm(None if looks else request.POST or None, label_suffix="")
    if not looks and request.method == "POST" and form.is_valid():
        try:
            added = actions.add_diagnosis(
                by=request.gate.staff, client=evaluation.client, evaluation=evaluation, **form.cleaned_data
            )
            messages.success(request, _("Added: %(what)s") % {"what": added})
            return redirect("intake:diagnoses", evaluation_id=evaluation.pk)
        except ValidationError as error:
            add_errors(form, error)
    text = request.POST.get("q", "").strip()[:80]
    known = list(queries.diagnoses_of(evaluation.client))
    context = {"form": form, "known": known, "q": text, "found": search(text, known)}
    return section(request, evaluation, "diagnoses", context)


@require_POST
def found(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """The rows of the short list that hold the words, as a fragment."""
    evaluation = fetch(request, evaluation_id, P.EVALUATE)
    text = request.POST.get("q", "").strip()[:80]
    rows = search(text, list(queries.diagnoses_of(evaluation.client)))
    return render(request, "intake/_found.html", {"evaluation": evaluation, "found": rows, "q": text})


def search(text: str, known: list[Diagnosis]) -> list[dict[str, object]]:
    """Diagnoses of the short list, each with whether the person has it already."""
    active = {each.code for each in known if each.status == Diagnosis.Status.ACTIVE}
    return [{"code": d.code, "label": _(d.label), "has": d.code in active} for d in codes.search_diagnoses(text, 8)]


@require_POST
def change(request: HttpRequest, diagnosis_id: UUID) -> HttpResponse:
    """Makes one the primary one, or says that it no longer holds."""
    diagnosis = request.gate.fetch(Diagnosis, diagnosis_id, P.EVALUATE)
    try:
        if request.POST.get("do") == "primary":
            actions.make_primary(by=request.gate.staff, diagnosis=diagnosis)
        else:
            status = request.POST.get("status", "")
            actions.set_diagnosis_status(by=request.gate.staff, diagnosis=diagnosis, status=status)
        messages.success(request, _("Changed: %(what)s") % {"what": diagnosis})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    evaluation = fetch(request, as_uuid(request.POST.get("evaluation", "")))
    return redirect("intake:diagnoses", evaluation_id=evaluation.pk)
