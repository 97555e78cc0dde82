"""The people: a client with those around them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people import actions
from openiop.base.people.forms import ClientForm, ContactForm, InviteForm
from openiop.base.people.known import recognise
from openiop.base.people.models import Client, Contact
from openiop.base.people.roles import Permission as P


@require_GET
def client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Who is this, whom do we call, and how do they come in?"""
    return client_page(request, request.gate.fetch(Client, client_id, P.SEE_CLIENTS, related=("user",)))


def client_page(request: HttpRequest, found: Client, invite: InviteForm | None = None) -> HttpResponse:
    gate = request.gate
    context = {
        "client": found,
        "contacts": gate.rows(Contact, P.SEE_CLIENTS).filter(client=found)[:50],
        "numbers": found.identifiers.all()[:20],
        "may_edit": gate.may(P.WORK_REFERRALS),
        "may_send_link": gate.may(P.SCHEDULE),
        "invite": invite or InviteForm(initial={"email": found.email}),
    }
    return render(request, "people/client.html", context, status=422 if invite else 200)


@require_http_methods(["GET", "POST"])
def new_client(request: HttpRequest) -> HttpResponse:
    """Registers a person; asks first whether it is one of those we know."""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    form = ClientForm(request.POST or None)
    candidates: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        candidates = [] if request.POST.get("surely_new") else who_it_may_be(request, form)
        if not candidates:
            try:
                made = sent_before(request, form) or actions.register_client(
                    by=gate.staff, organisation=gate.program.organisation, **form.cleaned_data
                )
                messages.success(request, _("%(name)s is registered.") % {"name": made})
                return redirect("people:client", client_id=made.pk)
            except ValidationError as error:
                add_errors(form, error)
    context = {"form": form, "candidates": candidates}
    return render(request, "people/edit_client.html", context, status=422 if form.is_bound else 200)


def sent_before(request: HttpRequest, form: ClientForm) -> Client | None:
    """Somebody registered a moment ago with exactly these words: the same form, sent twice."""
    rows = request.gate.rows(Client, P.WORK_REFERRALS).filter(**form.cleaned_data)
    return rows.filter(created_at__gte=timezone.now() - timedelta(minutes=5)).first()


def who_it_may_be(request: HttpRequest, form: ClientForm) -> list[dict[str, Any]]:
    """People here who may be the one in the form, with the reasons in words."""
    organisation_id = request.gate.program.organisation_id
    match = recognise(organisation_id, form.as_person())
    people = request.gate.rows(Client, P.WORK_REFERRALS).in_bulk([UUID(each.key) for each in match.candidates[:6]])
    return [
        {"client": people[UUID(each.key)], "reasons": [reason.translated(_) for reason in each.reasons]}
        for each in match.candidates[:6]
        if UUID(each.key) in people
    ]


@require_http_methods(["GET", "POST"])
def edit_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Corrects what is known of a person."""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    found = gate.fetch(Client, client_id, P.SEE_CLIENTS)
    before = {name: getattr(found, name) for name in ClientForm.Meta.fields}
    form = ClientForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.update_client(by=gate.staff, client=found, **form.cleaned_data)
            messages.success(request, _("Saved.") if changed else _("Nothing was different."))
            return redirect("people:client", client_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
    context = {"form": form, "client": found}
    return render(request, "people/edit_client.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def new_contact(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Somebody around the client."""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    found = gate.fetch(Client, client_id, P.SEE_CLIENTS)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        same = gate.rows(Contact, P.SEE_CLIENTS).filter(client=found, **form.cleaned_data)
        if not same.exists():  # the same form sent twice is one contact
            actions.add_contact(by=gate.staff, client=found, **form.cleaned_data)
        messages.success(request, _("%(name)s is on the list.") % {"name": form.cleaned_data["name"]})
        return redirect("people:client", client_id=found.pk)
    context = {"form": form, "client": found}
    return render(request, "people/edit_contact.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, client_id: UUID, contact_id: UUID) -> HttpResponse:
    """Corrects a contact, or takes them off the list."""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    found = gate.fetch(Contact, contact_id, P.SEE_CLIENTS, related=("client",))
    if found.client_id != client_id:
        raise Http404
    if request.POST.get("do") == "remove":
        actions.remove_contact(by=gate.staff, contact=found)
        messages.success(request, _("%(name)s is off the list.") % {"name": found.name})
        return redirect("people:client", client_id=found.client_id)
    before = {name: getattr(found, name) for name in ContactForm.Meta.fields}
    form = ContactForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        actions.update_contact(by=gate.staff, contact=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:client", client_id=found.client_id)
    context = {"form": form, "client": found.client, "contact": found}
    return render(request, "people/edit_contact.html", context, status=422 if form.is_bound else 200)


@require_POST
def invite(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Gives a client a way in: they ask for a sign-in code with this address."""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    found = gate.fetch(Client, client_id, P.SEE_CLIENTS, related=("user",))
    form = InviteForm(request.POST)
    if form.is_valid() and found.user is None:
        try:
            actions.let_in(by=gate.staff, client=found, email=form.cleaned_data["email"])
            messages.success(
                request, _("%(name)s can sign in with a code sent to that address.") % {"name": found.first_name}
            )
            return redirect("people:client", client_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
    elif found.user:
        return redirect("people:client", client_id=found.pk)
    return client_page(request, found, form)


def add_errors(form: Any, error: ValidationError) -> None:
    """Puts an action's errors beside the fields they name; the others on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        form.add_error(name if name in form.fields else None, problems)
