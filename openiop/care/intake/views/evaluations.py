"""The evaluation, one section a page, so that nobody works through a form of forty fields and nothing is lost."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.intake import actions, queries, show
from openiop.care.intake.forms import DimensionsForm, StoryForm, Substances
from openiop.care.intake.models import Evaluation, Referral
from openiop.care.intake.views.referrals import add_errors

RELATED = ("client", "program", "referral", "signed_by", "started_by")


def fetch(request: HttpRequest, evaluation_id: UUID, permission: P = P.SEE_CHART) -> Evaluation:
    return request.gate.fetch(Evaluation, evaluation_id, permission, related=RELATED)


def section(request: HttpRequest, evaluation: Evaluation, name: str, context: dict[str, Any]) -> HttpResponse:
    """One section's page, with the way to the others and what each still needs."""
    gaps = queries.gaps(evaluation)
    context = {
        "evaluation": evaluation,
        "client": evaluation.client,
        "section": name,
        "sections": show.sections(evaluation, name, gaps),
        "gaps": [gap.explanation.translated(_) for gap in gaps if gap.section == name],
        **context,
    }
    failed = any(getattr(each, "errors", None) for each in context.values())
    return render(request, f"intake/{name}.html", context, status=422 if failed else 200)


def saved(request: HttpRequest, evaluation: Evaluation, name: str) -> HttpResponse:
    """On to the next section, or back to the same one."""
    messages.success(request, _("Saved. Nothing is signed yet."))
    following = show.after(name) if request.POST.get("then") == "next" else name
    return redirect(f"intake:{following}", evaluation_id=evaluation.pk)


def is_closed(request: HttpRequest, evaluation: Evaluation) -> HttpResponse | None:
    """Signed evaluations have no forms: their sections lead to the whole."""
    if evaluation.signed_at is None:
        request.gate.require(P.EVALUATE)
        return None
    if request.method == "POST":
        messages.error(request, _("This evaluation is signed and stays as it is. Start a new one to add to it."))
    return redirect("intake:evaluation", evaluation_id=evaluation.pk)


@require_POST
def start(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Opens the evaluation of a referral, or goes on with it."""
    request.gate.require(P.EVALUATE)
    referral = request.gate.fetch(Referral, referral_id, P.EVALUATE, related=("client", "program"))
    begun = actions.start_evaluation(
        by=request.gate.staff, client=referral.client, program=referral.program, referral=referral
    )
    return redirect("intake:story", evaluation_id=begun.pk)


@require_http_methods(["GET", "POST"])
def story(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """What they want, and how they came here."""
    evaluation = fetch(request, evaluation_id)
    if closed := is_closed(request, evaluation):
        return closed
    form = StoryForm(request.POST or None, instance=Evaluation(**show.story_of(evaluation)))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_story(by=request.gate.staff, evaluation=evaluation, **form.cleaned_data)
            return saved(request, evaluation, "story")
        except ValidationError as error:
            add_errors(form, error)
    background = queries.background(request.gate, evaluation.client)
    return section(request, evaluation, "story", {"form": form, "background": background})


@require_http_methods(["GET", "POST"])
def substances(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """What was used, how, how often, and when last."""
    evaluation = fetch(request, evaluation_id)
    if closed := is_closed(request, evaluation):
        return closed
    fields = ("substance", "route", "frequency", "last_use", "age_first_use")
    rows = list(evaluation.substances.values(*fields))
    three = Substances(request.POST if request.method == "POST" else None, rows, evaluation.client.age)
    if request.method == "POST" and three.is_valid():
        try:
            actions.list_substances(by=request.gate.staff, evaluation=evaluation, substances=three.values())
            return saved(request, evaluation, "substances")
        except ValidationError as error:
            three.refuse(error)
    failed = request.method == "POST"
    response = section(request, evaluation, "substances", {"forms": three.forms})
    response.status_code = 422 if failed else 200
    return response


@require_http_methods(["GET", "POST"])
def dimensions(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """How serious is it, side by side, and what speaks for it?"""
    evaluation = fetch(request, evaluation_id)
    if closed := is_closed(request, evaluation):
        return closed
    form = DimensionsForm(evaluation.edition, request.POST or None, initial=show.ratings_of(evaluation))
    if request.method == "POST" and form.is_valid():
        try:
            actions.rate_dimensions(by=request.gate.staff, evaluation=evaluation, ratings=form.ratings())
            return saved(request, evaluation, "dimensions")
        except ValidationError as error:
            add_errors(form, error)
    return section(request, evaluation, "dimensions", {"form": form})


@require_POST
def edition(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Rates by the other edition from now on."""
    evaluation = fetch(request, evaluation_id, P.EVALUATE)
    try:
        actions.set_edition(by=request.gate.staff, evaluation=evaluation, edition=request.POST.get("edition", ""))
        messages.success(request, _("The words you wrote are kept; rate each dimension anew."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("intake:dimensions", evaluation_id=evaluation.pk)


@require_GET
def measures(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """PHQ-9, GAD-7 and AUDIT-C: asked from here, shown with their scores."""
    evaluation = fetch(request, evaluation_id)
    if closed := is_closed(request, evaluation):
        return closed
    return section(request, evaluation, "measures", {"scores": show.scores(evaluation.client)})


@require_GET
def read(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """The whole evaluation as it will stand, what is missing, and the signature."""
    evaluation = fetch(request, evaluation_id)
    gaps = () if evaluation.signed_at else queries.gaps(evaluation)
    context = {
        "evaluation": evaluation,
        "client": evaluation.client,
        "sections": show.sections(evaluation, "evaluation", gaps),
        "whole": show.whole(evaluation),
        "required": [show.gap(evaluation, gap) for gap in gaps if gap.required],
        "advised": [show.gap(evaluation, gap) for gap in gaps if not gap.required],
        "may_sign": request.gate.may(P.EVALUATE),
        "may_place": request.gate.may(P.PLACE),
        "place_url": show.place_url(evaluation),
    }
    return render(request, "intake/evaluation.html", context)


@require_POST
def sign(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Signs it; afterwards nobody can change it."""
    evaluation = fetch(request, evaluation_id, P.EVALUATE)
    try:
        actions.sign_evaluation(by=request.gate.staff, evaluation=evaluation)
        messages.success(request, _("Signed. It stands as it is from now on."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("intake:evaluation", evaluation_id=evaluation.pk)


@require_GET
def print_out(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """The evaluation on paper."""
    evaluation = fetch(request, evaluation_id)
    context = {"evaluation": evaluation, "client": evaluation.client, "whole": show.whole(evaluation)}
    return render(request, "intake/print.html", context)
