"""The register of qualified service organizations on the privacy officer's desk (42 CFR 2.11, 2.12(c)(4))."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.look.moments import local_day
from openiop.base.people.forms import day_field
from openiop.base.people.roles import Permission as P
from openiop.base.privacy import actions
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.duties import Qsoa
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.refusals import ConsentRefused
from openiop.doors.desk.duties import item_page, kept_error, new_page
from openiop.doors.desk.duty_forms import Plain, long_text

WARN = timedelta(days=60)  # so long before its last day an agreement is asked to be renewed
A_PAGE, SHOWN = 30, 50


class AgreementForm(Plain):
    """What an agreement says, as it reads."""

    name = forms.CharField(label=gettext_lazy("Organization"), max_length=200)
    service = forms.ChoiceField(label=gettext_lazy("Which service"), choices=Qsoa.Service)
    words = long_text(gettext_lazy("What they do for the program"), 2)
    signed_on = day_field(gettext_lazy("Signed on"), past=True)
    expires_on = day_field(
        gettext_lazy("Its last day, as written"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )
    document = forms.CharField(
        label=gettext_lazy("Where the signed agreement is kept"),
        help_text=gettext_lazy("A folder, a drawer, a number: so that whoever asks for it finds it."),
        max_length=200,
    )
    is_bound = forms.BooleanField(
        label=gettext_lazy("It says that they are fully bound by 42 CFR part 2"), required=False
    )
    resists = forms.BooleanField(
        label=gettext_lazy("It says that they will resist, in court if need be, efforts to obtain records"),
        required=False,
    )
    is_associate = forms.BooleanField(label=gettext_lazy("It is a business associate agreement, too"), required=False)
    treats = forms.BooleanField(
        label=gettext_lazy("They treat our clients"),
        help_text=gettext_lazy("Then it takes the client’s consent: an agreement is no way around it."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("expires_on") and said.get("signed_on") and said["expires_on"] < said["signed_on"]:
            self.add_error("expires_on", _("It cannot end before it was signed."))
        return said


class EndForm(Plain):
    """An agreement ends before its day."""

    on = day_field(gettext_lazy("Ends on"))

    def __init__(self, found: Qsoa, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.found = found

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.found.signed_on:
            raise ValidationError(_("It cannot end before it was signed."))
        return day


def last_day(found: Qsoa) -> date | None:
    """When it ends by itself or was ended, whichever comes first."""
    return min((day for day in (found.ended_on, found.expires_on) if day), default=None)


def state_of(found: Qsoa, today: date) -> tuple[str, str, str]:
    """Words, tone and icon of how it stands today."""
    end = last_day(found)
    if not found.holds_on(today):
        return (_("Ended"), "danger", "clock-alert") if end and end < today else (_("Ahead"), "action", "")
    if end and end <= today + WARN:
        return _("Until %(day)s") % {"day": date_format(end)}, "caution", "clock"
    return _("In force"), "good", "check"


def ending(gate: Gate) -> list[Qsoa]:
    """Agreements whose written last day is near, or over and nobody has ended or renewed them; the first first."""
    today = gate.program.today()
    rows = gate.rows(Qsoa, P.REVIEW_PRIVACY).filter(expires_on__lte=today + WARN, ended_on=None)
    current = gate.rows(Qsoa, P.REVIEW_PRIVACY).filter(signed_on__lte=today, ended_on=None)
    renewed = {
        (each.name.casefold(), each.service)
        for each in current
        if each.expires_on is None or each.expires_on > today + WARN
    }
    return [each for each in rows.order_by("expires_on") if (each.name.casefold(), each.service) not in renewed]


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """Who serves us with records, and are they bound?"""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    today = gate.program.today()
    rows = gate.rows(Qsoa, P.REVIEW_PRIVACY).order_by("name", "-signed_on")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    left = gate.rows(Disclosure, P.REVIEW_PRIVACY).filter(qsoa__in=list(page)).order_by().values("qsoa")
    under = {row["qsoa"]: row for row in left.annotate(times=Count("pk"), last=Max("at"))}
    near = len(ending(gate))
    if near:
        heading = ngettext("%(n)d agreement wants renewing", "%(n)d agreements want renewing", near) % {"n": near}
    elif page.paginator.count:
        heading = _("Everyone who serves us is bound")
    else:
        heading = _("No agreement is written down yet")
    lines = [{"found": each, "state": state_of(each, today), "under": under.get(each.pk)} for each in page]
    return render(request, "desk/agreements.html", {"heading": heading, "page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
def new_agreement(request: HttpRequest) -> HttpResponse:
    """Somebody new serves us, or an agreement was renewed."""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    form = AgreementForm(request.POST or None, initial={"signed_on": gate.program.today()})
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.record_qsoa(by=gate.staff, **form.cleaned_data)
            messages.success(request, _("Recorded. What they need for this service may go to them."))
            return redirect("desk:agreement", agreement_id=found.pk)
        except ConsentRefused as error:
            for problem, words in zip(error.problems, error.words, strict=True):
                form.add_error(problem.field if problem.field in form.fields else None, words)
    sub = _("A written agreement under 42 CFR 2.11. Only what they need for their service may go to them (2.12(c)(4)).")
    return new_page(request, form, _("Who serves us with records?"), sub, "agreement")


@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Is it in force, and what went out under it?"""
    gate = request.gate
    found = gate.fetch(Qsoa, agreement_id, P.REVIEW_PRIVACY, related=("recorded_by",))
    today = gate.program.today()
    form = EndForm(found, request.POST or None, initial={"on": today})
    if request.method == "POST" and found.ended_on is None and form.is_valid():
        try:
            actions.end_qsoa(by=gate.staff, qsoa=found, ended_on=form.cleaned_data["on"])
            messages.success(request, _("It ends on that day; nothing leaves under it afterwards."))
            return redirect("desk:agreement", agreement_id=found.pk)
        except ConsentRefused as error:
            kept_error(form, error)
    words, _tone, _icon = state_of(found, today)
    left = gate.rows(Disclosure, P.REVIEW_PRIVACY).filter(qsoa=found).select_related("client").order_by("-at")
    shown = list(left[:SHOWN])
    return item_page(
        request,
        {
            "heading": found.name,
            "sub": words,
            "back": "desk:agreements",
            "back_words": _("Back to the agreements"),
            "facts": facts_of(found),
            "columns": [_("Date"), _("About"), _("What"), _("Purpose")],
            "rows": [
                [local_day(each.at, gate.program), each.client.name, each.description, each.purpose] for each in shown
            ],
            "rows_sub": _("The newest %(shown)d of %(all)d") % {"shown": len(shown), "all": left.count()}
            if len(shown) == SHOWN
            else "",
            "has_rows": True,
            "nothing": _("Nothing has gone out under this agreement."),
            "form": form if found.ended_on is None else None,
            "buttons": [("end", _("End it"), "")],
            "keep": f"agreement-{found.pk}",
        },
        422 if form.errors else 200,
    )


def facts_of(found: Qsoa) -> list[tuple[str, str]]:
    said = _("Fully bound by 42 CFR part 2; resists efforts to obtain records")
    lines = [
        (_("Which service"), str(found.get_service_display())),
        (_("What they do for the program"), found.words),
        (_("Signed on"), date_format(found.signed_on)),
        (_("Its last day, as written"), date_format(found.expires_on) if found.expires_on else _("None")),
        (_("Ended on"), date_format(found.ended_on) if found.ended_on else ""),
        (_("It says"), said + (_("; business associate") if found.is_associate else "")),
        (_("Where the signed agreement is kept"), found.document),
        (_("Written down by"), str(found.recorded_by or "")),
    ]
    return [(label, words) for label, words in lines if words]
