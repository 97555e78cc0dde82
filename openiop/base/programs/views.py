"""The program's settings, on one page with a form for each thing in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Prefetch
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.programs import actions
from openiop.base.programs.forms import LicenceForm, ProgramForm, RoomForm, SiteForm, TrackForm
from openiop.base.programs.models import Program, ProgramLicence, Room, Site, Track
from openiop.rulebook import packs

KINDS: dict[str, tuple[type[Model], type[BaseForm], Any, Any]] = {
    "site": (Site, SiteForm, gettext_lazy("Add a site"), gettext_lazy("Change the site")),
    "room": (Room, RoomForm, gettext_lazy("Add a room"), gettext_lazy("Change the room")),
    "track": (Track, TrackForm, gettext_lazy("Add a track"), gettext_lazy("Change the track")),
}


def settings(request: HttpRequest) -> HttpResponse:
    """How is this program set up?"""
    gate = manager(request)
    program = gate.program
    # The form writes what was typed onto its instance: the page around it keeps the program as it is.
    form = ProgramForm(request.POST or None, instance=gate.fetch(Program, program.pk, actions.MANAGE))
    if form.is_valid():
        actions.change(by=gate.actor, row=program, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("programs:settings")
    sites = gate.rows(Site, actions.MANAGE).order_by("name")
    context = {
        "form": form,
        "sites": sites.prefetch_related(Prefetch("rooms", Room.objects.order_by("name"), to_attr="rooms_by_name")),
        "tracks": gate.rows(Track, actions.MANAGE).filter(program=program).order_by("name"),
        "licences": gate.rows(ProgramLicence, actions.MANAGE).filter(program=program).order_by("state", "-valid"),
        "today": program.today(),
        "pack": next((pack for pack in packs.everything() if pack.key == program.pack), None),
    }
    return render(request, "programs/settings.html", context, status=422 if form.errors else 200)


def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A new site, room (of `?site=`) or track."""
    gate = manager(request)
    _model, form_class, title, _change = KINDS[kind]
    form = form_class(request.POST or None)
    owner: dict[str, Any] = {"program": gate.program}
    if kind == "room":
        owner = {"site": gate.fetch(Site, uuid_or_404(request.GET.get("site", "")), actions.MANAGE)}
    if form.is_valid():
        act = {"site": actions.add_site, "room": actions.add_room, "track": actions.add_track}[kind]
        try:
            act(by=gate.actor, **owner, **form.cleaned_data)  # type: ignore[operator]
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(request, _("Added."))
            return redirect("programs:settings")
    return one(request, form, title, owner.get("site"))


def change(request: HttpRequest, kind: str, row_id: UUID) -> HttpResponse:
    """A site, room or track as it should be."""
    gate = manager(request)
    model, form_class, _add, title = KINDS[kind]
    row = gate.fetch(model, row_id, actions.MANAGE)  # type: ignore[type-var]
    form = form_class(request.POST or None, instance=row)  # type: ignore[call-arg]
    if form.is_valid():
        fresh = gate.fetch(model, row_id, actions.MANAGE)  # type: ignore[type-var]
        try:
            actions.change(by=gate.actor, row=fresh, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("programs:settings")
    return one(request, form, title, getattr(row, "site", None))


def add_licence(request: HttpRequest) -> HttpResponse:
    gate = manager(request)
    form = LicenceForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_licence(by=gate.actor, program=gate.program, **form.cleaned_data)
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(request, _("Added."))
            return redirect("programs:settings")
    return one(request, form, _("Add a licence"))


def one(request: HttpRequest, form: BaseForm, title: Any, site: Site | None = None) -> HttpResponse:
    context = {"form": form, "title": title, "site": site}
    return render(request, "programs/one.html", context, status=422 if form.errors else 200)


def manager(request: HttpRequest) -> Any:
    """The gate of somebody who may manage the program."""
    gate = request.gate  # type: ignore[attr-defined]
    if not gate.may(actions.MANAGE):
        raise PermissionDenied(actions.MANAGE)
    return gate


def told(form: BaseForm, error: ValidationError) -> None:
    """Puts what an action refused at its field, else above the form."""
    for name, errors in getattr(error, "error_dict", {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, errors)  # type: ignore[attr-defined]


def uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
