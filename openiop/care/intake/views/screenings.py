"""Is an IOP right, and is it safe?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.intake import actions, show
from openiop.care.intake.forms import HandOverForm, ScreeningForm
from openiop.care.intake.models import Screening
from openiop.care.intake.views.referrals import add_errors, fetch, referral_page
from openiop.rulebook.crisis import CRISIS_TEXT


@require_http_methods(["GET", "POST"])
def screening(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The questions, safety first; the outcome comes with its reasons on the referral's page."""
    found = fetch(request, referral_id)
    last = found.screenings.first()
    form = ScreeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.screen(
                by=request.gate.staff,
                referral=found,
                answers=form.answers(),
                notes=form.cleaned_data["notes"],
                handed_to=form.cleaned_data["handed_to"],
                key=form.cleaned_data["key"],
            )
            if made.is_hand_off:
                messages.warning(request, _("Screened: %(what)s. Do not leave it here.") % {"what": made})
            else:
                messages.success(request, _("Screened: %(what)s.") % {"what": made})
            return redirect("intake:referral", referral_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
    context = {
        "referral": found,
        "client": found.client,
        "form": form,
        "last": show.screening(last) if last else None,
        "crisis": CRISIS_TEXT.translated(_),
    }
    return render(request, "intake/screening.html", context, status=422 if form.is_bound else 200)


@require_POST
def handed(request: HttpRequest, screening_id: UUID) -> HttpResponse:
    """Who took over."""
    made = request.gate.fetch(Screening, screening_id, P.WORK_REFERRALS, related=("referral",))
    form = HandOverForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            actions.hand_over(by=request.gate.staff, screening=made, handed_to=form.cleaned_data["handed_to"])
            messages.success(request, _("Kept. One question stays on your list: did they arrive?"))
            return redirect("intake:referral", referral_id=made.referral_id)
        except ValidationError as error:
            add_errors(form, error)
    return referral_page(request, fetch(request, made.referral_id), hand_form=form)
