"""What does this person take, and what did tests show?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.medical import actions, queries
from openiop.care.medical.forms import CorrectTestForm, MedicationForm, StopForm, TestForm, WrongForm
from openiop.care.medical.models import Medication, ToxicologyTest

TONE = {"expected": "good", "unexpected": "caution", "declined": "open", "pending": "info"}
ICON = {"expected": "check", "unexpected": "triangle-alert", "declined": "minus", "pending": "hourglass"}


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The medical tab of a chart."""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CHART)
    tests = Paginator(queries.tests(gate, person), 15).get_page(request.GET.get("page"))
    taking = list(queries.taking(gate, person)[:60])
    page = {
        "client": person,
        "taking": taking,
        "heading": heading(taking),
        "before": queries.before(gate, person)[:30],
        "page": tests,
        "tests": [(test, TONE[test.result], ICON[test.result]) for test in tests],
        "may_write": gate.may(P.WORK_MEDICAL),
    }
    return render(request, "medical/client.html", page)


def heading(taking: list[Medication]) -> str:
    """The answer: what helps against opioids or alcohol, by name, or how much there is."""
    moud = [each.name for each in taking if each.is_moud]
    if moud:
        return _("Takes %(names)s") % {"names": ", ".join(moud[:3])}
    if taking:
        return ngettext("Takes %(n)d medication", "Takes %(n)d medications", len(taking)) % {"n": len(taking)}
    return _("No medication is known")


def written(request: HttpRequest, person: Client, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    """The page of one form of this room."""
    page = {"client": person, "form": form, "title": title, "button": button, **more}
    return render(request, "medical/form.html", page, status=422 if form.errors else 200)


def may_write(gate: Gate) -> None:
    gate.require(P.WORK_MEDICAL)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Something they take."""
    gate = request.gate
    may_write(gate)
    person = gate.fetch(Client, client_id, P.SEE_CHART)
    form = MedicationForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_medication(by=gate.staff, client=person, **form.cleaned_data)
            return done(request, person, _("The medication is kept."))
        except ValidationError as error:
            form.add_error(None, error)
    return written(request, person, form, _("Add a medication"), _("Keep the medication"))


@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, medication_id: UUID) -> HttpResponse:
    """They do not take it any more."""
    gate = request.gate
    may_write(gate)
    medication = gate.fetch(Medication, medication_id, P.SEE_CHART, related=("client",))
    form = StopForm(request.POST or None, initial={"stopped_on": gate.program.today()}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_medication(by=gate.staff, medication=medication, on=form.cleaned_data["stopped_on"])
            return done(request, medication.client, _("%(name)s is marked as stopped.") % {"name": medication})
        except ValidationError as error:
            form.add_error(None, error)
    title = _("Stopped: %(name)s") % {"name": medication}
    return written(request, medication.client, form, title, _("Mark as stopped"))


@require_http_methods(["GET", "POST"])
def wrong(request: HttpRequest, medication_id: UUID) -> HttpResponse:
    """It was entered by mistake."""
    gate = request.gate
    may_write(gate)
    medication = gate.fetch(Medication, medication_id, P.SEE_CHART, related=("client",))
    form = WrongForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_wrong(by=gate.staff, medication=medication, why=form.cleaned_data["why"])
            return done(request, medication.client, _("%(name)s is marked as an error.") % {"name": medication})
        except ValidationError as error:
            form.add_error(None, error)
    title = _("Entered by mistake: %(name)s") % {"name": medication}
    return written(request, medication.client, form, title, _("Mark as an error"))


@require_http_methods(["GET", "POST"])
def test(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A test and what it showed."""
    gate = request.gate
    may_write(gate)
    person = gate.fetch(Client, client_id, P.SEE_CHART)
    now = gate.program.local(timezone.now())
    said = {"day": now.date(), "time": now.time().replace(second=0, microsecond=0)}
    form = TestForm(gate.program, request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_test(by=gate.staff, client=person, **form.said())
            return done(request, person, _("The test is kept."))
        except ValidationError as error:
            add_errors(form, error)
    return written(request, person, form, _("Record a test"), _("Keep the test"))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """A correction takes the place of the first entry, which stays readable."""
    gate = request.gate
    may_write(gate)
    old = gate.fetch(ToxicologyTest, test_id, P.SEE_CHART, related=("client", "replaced_by"))
    if hasattr(old, "replaced_by"):
        return done(request, old.client, _("This test was corrected already."))
    at = gate.program.local(old.collected_at)
    said = {
        "panel": old.panel,
        "day": at.date(),
        "time": at.time().replace(second=0),
        "result": old.result,
        "detail": old.detail,
    }
    form = CorrectTestForm(gate.program, request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_test(by=gate.staff, test=old, why=form.cleaned_data["why"], **form.said())
            return done(request, old.client, _("The correction is kept."))
        except ValidationError as error:
            add_errors(form, error)
    return written(request, old.client, form, _("Correct a test"), _("Keep the correction"))


def add_errors(form: TestForm, error: ValidationError) -> None:
    """The moment is typed as a day and a time; what is wrong with it stands at the day."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, words in error.message_dict.items():
        form.add_error("day" if name == "collected_at" else name if name in form.fields else None, words)


def done(request: HttpRequest, person: Client, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("medical:client", client_id=person.pk)
