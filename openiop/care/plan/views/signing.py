"""Both sign the same words, on one page."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.look.moments import local_day
from openiop.base.people.roles import Permission as P
from openiop.care.placement.forms import blame
from openiop.care.plan import actions
from openiop.care.plan.forms import ClientSignatureForm, ReopenForm
from openiop.care.plan.models import Plan, Signature
from openiop.care.plan.views.common import client_of, draft_of, head, hours_of, remarks_on


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Is this what we agree on?"""
    gate = request.gate
    person = client_of(request, client_id)
    try:
        plan = draft_of(gate, person)
    except Http404:
        return redirect("plan:client", client_id=person.pk)
    do = request.POST.get("do", "")
    client_form = ClientSignatureForm(request.POST if do == "client" else None, first_name=person.first_name)
    reopen_form = ReopenForm(request.POST if do == "reopen" else None)
    problems: list[str] = []
    if do == "clinician" or (do == "client" and client_form.is_valid()):
        try:
            if do == "clinician":
                actions.sign_as_clinician(by=gate.staff, plan=plan)
            else:
                actions.sign_with_client(by=gate.staff, plan=plan, name=client_form.cleaned_data["name"])
        except ValidationError as error:
            problems = error.messages
        else:
            return signed(request, plan)
    if do == "reopen" and reopen_form.is_valid():
        try:
            actions.reopen(by=gate.staff, plan=plan, why=reopen_form.cleaned_data["why"])
        except ValidationError as error:
            blame(reopen_form, error)
        else:
            messages.info(request, _("Set aside. This is a copy you can change."))
            return redirect("plan:draft", client_id=person.pk)
    by_kind = {each.kind: each for each in plan.signatures.all()}
    remarks = remarks_on(plan)
    return render(
        request,
        "plan/sign.html",
        {
            **head(person),
            "plan": plan,
            "hours": hours_of(plan),
            "remarks": remarks,
            "ready": not any(each["severity"] == "block" for each in remarks),
            "by_clinician": by_kind.get(Signature.Kind.CLINICIAN),
            "by_client": by_kind.get(Signature.Kind.CLIENT),
            "may_sign": gate.may(P.SIGN_PLAN),
            "may_write": gate.may(P.WRITE_PLAN),
            "client_form": client_form,
            "reopen_form": reopen_form,
            "problems": problems,
        },
        status=400 if request.method == "POST" else 200,
    )


def signed(request: HttpRequest, plan: Plan) -> HttpResponse:
    """On to the plan once both have signed, else back to the page for the other."""
    plan.refresh_from_db(fields=["state", "review_due"])
    if plan.state == Plan.State.ACTIVE:
        messages.success(
            request, _("The plan holds from today. Review it by %(day)s.") % {"day": local_day(plan.review_due)}
        )
        return redirect("plan:client", client_id=plan.episode.client_id)
    messages.success(request, _("Signed. One signature is still missing."))
    return redirect("plan:sign", client_id=plan.episode.client_id)
