"""The patient notice with one client: whether they have it, and giving it at admission (42 CFR 2.22)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.models import LANGUAGES, Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy import actions, telling
from openiop.base.privacy.duties import NoticeGiven
from openiop.base.programs.models import Program


class GivenForm(forms.Form):
    """How somebody was given the notice."""

    how = forms.ChoiceField(label=gettext_lazy("How it was given"), choices=NoticeGiven.How, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("In which language"), choices=LANGUAGES)
    acknowledged = forms.BooleanField(label=gettext_lazy("They confirmed it in writing"), required=False)
    why_not = forms.CharField(
        label=gettext_lazy("Why there is no confirmation"),
        help_text=gettext_lazy("For example: did not want to sign, or an emergency."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("acknowledged") and not said.get("why_not", "").strip():
            self.add_error("why_not", _("Tick that they confirmed it, or say why not."))
        return said


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Does this client have the notice that holds now?"""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    rows = gate.rows(NoticeGiven, P.SEE_CONSENT).filter(client=person)
    held, may_give = telling.in_force(gate.program), gate.may(P.MANAGE_CONSENT)
    form = GivenForm(request.POST or None, initial={"how": "paper", "language": person.language})
    if request.method == "POST":
        gate.require(P.MANAGE_CONSENT)
        if held and form.is_valid():
            actions.give_notice(by=gate.staff, client=person, notice=held, **form.cleaned_data)
            messages.success(request, _("Written down: %(name)s has the notice.") % {"name": person.first_name})
            return redirect("sharing:notice", client_id=person.pk)
    context = {
        "client": person,
        "held": held,
        "lacks": held is not None and telling.lacks(gate.program, person, rows),
        "given": rows.select_related("given_by").order_by("-at")[:20],
        "form": form if held and may_give else None,
    }
    return render(request, "sharing/notice.html", context, status=422 if form.errors else 200)


@require_GET
def print_notice(request: HttpRequest) -> HttpResponse:
    """The edition that holds, on paper: to give away, and to hang up."""
    gate = request.gate
    gate.require(P.SEE_CONSENT)
    return on_paper(request, gate.program, for_client=True)


def on_paper(request: HttpRequest, program: Program | None, *, for_client: bool = False) -> HttpResponse:
    """The edition that holds, to print, in the language of `?lang=` or of the reader; or that there is none yet."""
    held = telling.in_force(program) if program else None
    language = request.GET.get("lang") or get_language() or "en"
    words = {
        "words": telling.shown(held, language) if held else None,
        "languages": [("en", "English"), ("es", "Español")],
        "program": program,
        "house": {"name": program.name if program else ""},
        "for_client": for_client,
    }
    return render(request, "privacy/notice_print.html", words)
