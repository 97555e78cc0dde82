"""A record that one has no relationship to: what one may do, the glass while it is open, and access asked for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from django.views.defaults import permission_denied

from openiop.base import context
from openiop.base.items import ITEM_NAMES, Item
from openiop.base.people import stepup
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.views import add_errors
from openiop.base.privacy.gate import Gate, OutOfReach
from openiop.base.privacy.glass import HOURS, Glass
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.worklist.models import WorkItem
from openiop.care.placement.models import Episode
from openiop.doors.desk import breaking

TELLABLE = [Item.MEDICAL, Item.EVALUATION, Item.PLAN, Item.MEASURES, Item.NOTES, Item.HOURS, Item.IDENTITY]


class GlassForm(forms.Form):
    """What the emergency is, and why the record is needed now."""

    nature = forms.CharField(
        label=gettext_lazy("Nature of the emergency"),
        help_text=gettext_lazy("What is happening, in a line."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what the emergency is; the privacy officer reads it.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why you need the record now"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Say what you need to know, and for what.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class ToldForm(forms.Form):
    """What was told to medical personnel outside (2.51(c)); who told, and when, the record knows."""

    recipient = forms.CharField(label=gettext_lazy("Name of the medical personnel"), max_length=250)
    facility = forms.CharField(label=gettext_lazy("Their facility"), max_length=200)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What it was about"),
        choices=[(item.value, ITEM_NAMES[item]) for item in TELLABLE],
        widget=forms.CheckboxSelectMultiple,
    )
    description = forms.CharField(label=gettext_lazy("What you told them, in short"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what is not open (403). Whoever lacks only a relationship learns what they can do about it."""
    if not isinstance(exception, OutOfReach):
        return permission_denied(request, exception)
    gate: Gate = request.gate  # type: ignore[attr-defined]
    with context.standing(gate.actor.standing):
        return closed_page(request, exception.client, status=403)


def closed_page(
    request: HttpRequest, client: Client, form: GlassForm | None = None, why: str = "", status: int = 200
) -> HttpResponse:
    """Who this is, that one has no relationship to them, and the two ways on."""
    gate: Gate = request.gate  # type: ignore[attr-defined]
    words = {
        "client": client,
        "therapist": therapist_of(gate, client),
        "form": form or GlassForm(),
        "why": why,
        "hours": HOURS,
        "asked": WorkItem.objects.filter(
            kind=breaking.ACCESS, source=f"{client.pk}:{gate.staff.pk}", done_at=None
        ).exists(),
    }
    by_htmx = request.headers.get("HX-Request") == "true"
    template = "desk/_closed.html" if by_htmx else "desk/closed.html"
    response = render(request, template, words, status=status)
    if by_htmx:  # the part of a page has no room for it: the whole page comes
        response["HX-Redirect"] = f"/clients/{client.pk}/glass"
    response["Cache-Control"] = "no-store"
    return response


def therapist_of(gate: Gate, client: Client) -> Staff | None:
    """Whose caseload they are on now."""
    rows = gate.rows(Episode, P.SEE_CLIENTS).filter(client=client, closed_on=None).select_related("therapist__user")
    episode = rows.order_by("-opened_on").first()
    return episode.therapist if episode else None


def somebody_here(gate: Gate, client_id: UUID) -> Client:
    """A client of one's own program, known by name only. Raises Http404; nothing of the record is looked at."""
    gate.require(P.SEE_CHART)
    client = gate.rows(Client, P.SEE_CLIENTS).filter(pk=client_id).first()
    if client is None:
        raise Http404
    return client


def is_open_to(gate: Gate, client: Client) -> bool:
    return gate.rows(Client, P.SEE_CHART).filter(pk=client.pk).exists()


@require_http_methods(["GET", "POST"])
def glass(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What can I do? A POST breaks the glass, by somebody who has just shown who they are."""
    client = somebody_here(request.gate, client_id)
    if is_open_to(request.gate, client):
        return redirect("desk:chart", client_id=client.pk)
    return break_it(request, client) if request.method == "POST" else closed_page(request, client)


@stepup.required()
def break_it(request: HttpRequest, client: Client) -> HttpResponse:
    form = GlassForm(request.POST)
    if not form.is_valid():
        return closed_page(request, client, form, status=422)
    gate = request.gate
    try:
        breaking.break_glass(by=gate.staff, client=client, program=gate.program, **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return closed_page(request, client, form, status=422)
    messages.warning(request, _("The record is open to you for four hours. The privacy officer knows."))
    return redirect("desk:chart", client_id=client.pk)


@require_POST
def ask_access(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Asks whoever answers for this person to open the record."""
    gate = request.gate
    client = somebody_here(gate, client_id)
    to, why = therapist_of(gate, client), request.POST.get("why", "")
    try:
        breaking.ask_for_access(by=gate.staff, client=client, program=gate.program, to=to, why=why)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return closed_page(request, client, why=why, status=422)
    name = to.name if to else _("The director")
    messages.success(request, _("%(name)s is asked. You find the answer on your list.") % {"name": name})
    return redirect("desk:work")


@require_http_methods(["GET", "POST"])
def access(request: HttpRequest, client_id: UUID, staff_id: UUID) -> HttpResponse:
    """A colleague asks to see a record: shall they?"""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_CHART)
    staff = gate.fetch(Staff, staff_id, P.SEE_STAFF)
    source = f"{client.pk}:{staff.pk}"
    rows = gate.rows(WorkItem, P.SEE_PROGRAM).select_related("client", "program").filter(kind=breaking.ACCESS)
    item = rows.filter(source=source).order_by("done_at").last()
    if item and not (item.assigned_to_id == gate.staff.pk or item.role in gate.staff.roles):
        item = None
    if request.method == "POST" and (item is None or item.done_at):
        raise Http404
    if request.method == "POST":
        give = request.POST.get("do") == "give"
        breaking.answer_access(by=gate.staff, item=item, staff=staff, give=give)
        said = _("%(name)s can see the record of %(client)s now.") if give else _("Declined. Tell %(name)s why.")
        messages.success(request, said % {"name": staff.name, "client": client.name})
        return redirect("desk:work")
    return render(request, "desk/access.html", {"client": client, "asking": staff, "item": item})


def own_glass(request: HttpRequest, glass_id: UUID) -> Glass:
    """A glass of one's own that is still open."""
    gate = request.gate
    found = breaking.open_glasses(gate.staff, timezone.now()).select_related("client", "staff").filter(pk=glass_id)
    if not found:
        raise Http404
    return found[0]


@require_POST
def close(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """I need it no longer."""
    gate = request.gate
    if gate.may(P.REVIEW_PRIVACY):
        found = gate.fetch(Glass, glass_id, P.REVIEW_PRIVACY, related=("client", "staff"))
    else:
        found = own_glass(request, glass_id)
    breaking.close_glass(by=gate.staff, glass=found)
    messages.success(request, _("The record of %(name)s is closed again.") % {"name": found.client.name})
    return redirect("desk:today")


@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Documents what medical personnel elsewhere were told."""
    gate = request.gate
    if gate.may(P.REVIEW_PRIVACY) and gate.fetch(Glass, glass_id, P.REVIEW_PRIVACY).staff_id != gate.staff.pk:
        return redirect("desk:review-glass", glass_id=glass_id)
    found = own_glass(request, glass_id)
    form = ToldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            breaking.tell_outside(by=request.gate.staff, glass=found, **form.cleaned_data)
            messages.success(request, _("It is documented, with your name and the time."))
            return redirect("desk:chart", client_id=found.client_id)
        except ConsentRefused as error:
            for words in error.words:
                form.add_error(None, words)
    words = {"glass": found, "form": form}
    return render(request, "desk/told.html", words, status=422 if form.errors else 200)


def bars(request: HttpRequest, staff: Staff, now: datetime) -> SafeString | str:
    """What stands above every page while a glass is open: whose record, how long still, and the way to close it."""
    found = list(breaking.open_glasses(staff, now).select_related("client")[:5])
    if not found:
        return ""
    shown = [{"glass": each, "minutes": max(1, int((each.until - now).total_seconds() // 60))} for each in found]
    return render_to_string("desk/_glasses.html", {"glasses": shown, "csrf_token": get_token(request)})
