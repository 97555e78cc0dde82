"""Who works here, what they may do, and where they are licensed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people import signins, staffing, stepup
from openiop.base.people.forms import EmployForm, LastDayForm, LeaveForm, LicenceForm, StaffForm
from openiop.base.people.identity import SignedIn
from openiop.base.people.models import Licence, Staff
from openiop.base.people.roles import ROLE_NAMES, Role
from openiop.base.people.roles import Permission as P
from openiop.base.people.show import licence_words
from openiop.base.people.views import add_errors


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """Who works here?"""
    gate = request.gate
    role, text = request.GET.get("role", ""), request.GET.get("q", "").strip()[:80]
    today = gate.program.today()
    rows = gate.rows(Staff, P.SEE_STAFF).filter(programs=gate.program)
    here = rows.filter(Q(ended_on=None) | Q(ended_on__gte=today))
    shown = rows.filter(ended_on__lt=today) if role == "gone" else here
    if role in ROLE_NAMES:
        shown = shown.filter(roles__contains=[role])
    for word in text.split():
        shown = shown.filter(Q(name__icontains=word) | Q(credential__icontains=word))
    page = Paginator(shown.prefetch_related("licences"), 30).get_page(request.GET.get("page"))
    count = here.count()
    context = {
        "heading": ngettext("%(n)d person works here", "%(n)d people work here", count) % {"n": count},
        "page": page,
        "rows": [{"staff": each, "licences": [licence_words(x, today) for x in each.licences.all()]} for each in page],
        "roles": [(r.value, ROLE_NAMES[r]) for r in Role],
        "role": role,
        "text": text,
        "may_manage": gate.may(P.MANAGE_STAFF),
    }
    return render(request, "people/staff.html", context)


@require_GET
def member(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """One colleague."""
    return member_page(request, fetch(request, staff_id))


def fetch(request: HttpRequest, staff_id: UUID) -> Staff:
    return request.gate.fetch(Staff, staff_id, P.SEE_STAFF, related=("home_program", "user", "supervisor"))


def member_page(request: HttpRequest, found: Staff, leave: LeaveForm | None = None) -> HttpResponse:
    today = request.gate.program.today()
    context = {
        "member": found,
        "works": found.works_on(today),
        "licences": [licence_words(each, today) for each in found.licences.order_by("-valid")],
        "programs": found.programs.all()[:20],
        "may_manage": request.gate.may(P.MANAGE_STAFF),
        "leave": leave or LeaveForm(),
        "signed_in": SignedIn.objects.filter(user=found.user, expire_date__gt=timezone.now()).count()
        if found.user
        else 0,
    }
    return render(request, "people/member.html", context, status=422 if leave else 200)


@require_http_methods(["GET", "POST"])
def employ(request: HttpRequest) -> HttpResponse:
    """A new colleague."""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    form = EmployForm(request.POST or None, initial={"started_on": gate.program.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = staffing.hire(by=gate.staff, program=gate.program, **form.cleaned_data)
            messages.success(request, _("%(name)s can sign in from their first day.") % {"name": made})
            return redirect("people:member", staff_id=made.pk)
        except ValidationError as error:
            add_errors(form, error)
    return edit_page(request, form, {})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Changes roles, skills and the rest."""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    found = fetch(request, staff_id)
    initial = {name: getattr(found, name) for name in StaffForm.base_fields}
    initial["skills"] = ", ".join(found.skills)
    colleagues = gate.rows(Staff, P.MANAGE_STAFF).filter(ended_on=None).exclude(pk=found.pk).order_by("name")
    form = StaffForm(request.POST or None, initial=initial, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            staffing.update_staff(by=gate.staff, staff=found, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("people:member", staff_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
    return edit_page(request, form, {"member": found})


def edit_page(request: HttpRequest, form: StaffForm, context: dict[str, Any]) -> HttpResponse:
    return render(request, "people/edit_staff.html", {"form": form, **context}, status=422 if form.is_bound else 200)


@require_POST
def sign_in(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """Puts somebody out, now: their sessions, their keys, or their way in altogether."""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    found = fetch(request, staff_id)
    acts = {
        "end": signins.end_everywhere,
        "close": signins.close,
        "reopen": signins.reopen,
        "keys": signins.forget_keys,
    }
    if not stepup.recently(request):
        return stepup.ask(request)
    if (act := acts.get(request.POST.get("do", ""))) is None:
        raise Http404
    try:
        act(by=gate.staff, staff=found)
        messages.success(request, _("Done, and written down."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("people:member", staff_id=found.pk)


@require_POST
def leave(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """The last day; or, with do=stay, they stay after all."""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    found = fetch(request, staff_id)
    if request.POST.get("do") == "stay":
        staffing.end_work(by=gate.staff, staff=found, ended_on=None)
        messages.success(request, _("%(name)s stays.") % {"name": found})
        return redirect("people:member", staff_id=found.pk)
    form = LeaveForm(request.POST)
    if form.is_valid():
        try:
            staffing.end_work(by=gate.staff, staff=found, ended_on=form.cleaned_data["ended_on"])
            messages.success(request, _("Kept. %(name)s can sign in until that day.") % {"name": found})
            return redirect("people:member", staff_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
    return member_page(request, found, form)


@require_http_methods(["GET", "POST"])
def new_licence(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """A licence in a state."""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    found = fetch(request, staff_id)
    form = LicenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        already = found.licences.filter(
            state=said["state"], kind=said["kind"], number=said["number"], valid__startswith=said["start"]
        )
        try:
            if not already.exists():  # the same form sent twice is one licence
                staffing.license_staff(by=gate.staff, staff=found, **said)
            messages.success(request, _("The licence is kept. Clients in that state can be seen while it holds."))
            return redirect("people:member", staff_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "member": found}
    return render(request, "people/edit_licence.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def licence(request: HttpRequest, licence_id: UUID) -> HttpResponse:
    """The last day of a licence: renewed, ended, or not known."""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    found = gate.fetch(Licence, licence_id, P.SEE_STAFF, related=("staff",))
    words = licence_words(found, gate.program.today())
    form = LastDayForm(request.POST or None, initial={"last": words["last"]})
    if request.method == "POST" and form.is_valid():
        try:
            staffing.end_licence(by=gate.staff, licence=found, last=form.cleaned_data["last"])
            messages.success(request, _("Saved."))
            return redirect("people:member", staff_id=found.staff_id)
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "member": found.staff, "licence": found}
    return render(request, "people/edit_licence.html", context, status=422 if form.is_bound else 200)
