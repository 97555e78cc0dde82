"""What the privacy officer looks at, one at a time: a broken glass."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from openiop.base.audit.models import Event
from openiop.base.people.roles import Permission as P
from openiop.base.people.views import add_errors
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass, GlassReview
from openiop.doors.desk import breaking
from openiop.doors.desk.audit import lines

A_PAGE = 50


class ReviewForm(forms.Form):
    """What was found about a broken glass."""

    finding = forms.ChoiceField(
        label=gettext_lazy("What you found"),
        choices=GlassReview.Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you found.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("Whom you asked, what they said, what follows."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": gettext_lazy("Write why; the next reader has only this.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


@require_http_methods(["GET", "POST"])
def review_glass(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Was it an emergency?"""
    gate = request.gate
    glass = gate.fetch(Glass, glass_id, P.REVIEW_PRIVACY, related=("client", "staff", "review__by", "closing"))
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and request.POST.get("do") == "close":
        breaking.close_glass(by=gate.staff, glass=glass)
        messages.success(request, _("Closed. %(name)s sees the record no more.") % {"name": glass.staff.name})
        return redirect("desk:review-glass", glass_id=glass.pk)
    if request.method == "POST" and form.is_valid():
        try:
            breaking.review_glass(by=gate.staff, glass=glass, **form.cleaned_data)
            messages.success(request, _("Reviewed. It stays in the audit and in the client’s own list."))
            return redirect("desk:privacy")
        except ValidationError as error:
            add_errors(form, error)
    closing = getattr(glass, "closing", None)
    looked, page = seen_in(gate, glass, request.GET.get("page"))
    words = {
        "glass": glass,
        "client": glass.client,
        "review": getattr(glass, "review", None),
        "ended": min(closing.at, glass.until) if closing else glass.until,
        "is_open": closing is None and glass.until > timezone.now(),
        "told": told_in(gate, glass),
        "looked": looked,
        "page": page,
        "form": form,
        "may_audit": gate.may(P.SEE_AUDIT),
    }
    return render(request, "desk/review_glass.html", words, status=422 if form.errors else 200)


def told_in(gate: Gate, glass: Glass) -> Any:
    """What medical personnel were told while it was open."""
    rows = gate.rows(Disclosure, P.REVIEW_PRIVACY).filter(client=glass.client, basis="emergency", by_id=glass.staff_id)
    return rows.filter(at__range=(glass.at, glass.until)).order_by("at")


def seen_in(gate: Gate, glass: Glass, number: Any) -> tuple[Any, Any]:
    """What they looked at and did in the record while it was open, as the audit has it: a page of it, in words."""
    if not gate.may(P.SEE_AUDIT):
        return [], None
    rows = gate.rows(Event, P.SEE_AUDIT).filter(client_id=glass.client_id, actor_id=glass.staff_id)
    page = Paginator(rows.filter(at__gte=glass.at, at__lte=glass.until).order_by("at", "id"), A_PAGE).get_page(number)
    return lines(gate, list(page)), page
