"""The plan in one's own words, and signing it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.care.aftercare.queries import care_of, texts_of
from openiop.care.plan import actions
from openiop.care.plan.models import Plan, Signature
from openiop.care.plan.queries import plans_of, to_sign_by_client, whole
from openiop.doors.portal import queries, show
from openiop.doors.portal.context import around
from openiop.doors.portal.forms import SignForm


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """What did we agree on, in my words?"""
    gate = request.gate
    me = queries.standing(gate)
    if me.program is None or me.episode is None:
        return redirect("portal:today")
    held = plans_of(gate, me.client.pk, P.SEE_OWN).filter(episode=me.episode, state=Plan.State.ACTIVE).first()
    care = care_of(gate, me.episode, P.SEE_OWN)
    page = around(me, "plan") | {
        "plan": whole(held) if held else None,
        "to_sign": to_sign_by_client(me.client.pk) if me.state == "here" else None,
        "care": care,
        "parts": texts_of(care, mine=True),
    }
    if page["plan"]:
        page["dose_lines"] = show.dose_lines(list(page["plan"].doses.all()), me.program.today())
    return render(request, "portal/plan.html", page)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Read it, then type your name."""
    gate = request.gate
    me = queries.standing(gate)
    draft = gate.fetch(Plan, plan_id, P.SEE_OWN, related=("episode__program",))
    signed = Signature.Kind.CLIENT in {each.kind for each in draft.signatures.all()}
    if signed or me.state != "here" or draft.state != Plan.State.DRAFT:
        messages.info(
            request, _("You have signed this plan already.") if signed else _("This plan is not open to sign.")
        )
        return redirect("portal:plan")
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_as_client(by=me.client, plan=draft, name=form.cleaned_data["name"])
        except ValidationError as error:
            form.add_error(None, error if not hasattr(error, "error_dict") else error.messages)
        else:
            messages.success(request, _("Signed. This is your plan now."))
            return redirect("portal:plan")
    read = whole(draft)
    page = around(me, "plan") | {
        "plan": read,
        "form": form,
        "dose_lines": show.dose_lines(list(read.doses.all()), me.program.today()),
    }
    return render(request, "portal/sign.html", page, status=422 if form.errors else 200)
