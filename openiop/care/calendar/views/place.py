"""A client placed by hand, with the hours moving as groups are ticked."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.care.calendar import actions
from openiop.care.calendar.forms import PlaceForm
from openiop.care.calendar.models import Group
from openiop.care.calendar.placing import picture
from openiop.care.calendar.views.groups import told


def place(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Which groups give this person their hours?

    Posting `do=save` places; anything else shows the picture again with what is ticked: the whole page, or for htmx
    the hours alone.
    """
    gate = request.gate  # type: ignore[attr-defined]
    client = gate.fetch(Client, client_id, Permission.SCHEDULE)
    form = PlaceForm(request.POST or None, gate=gate, initial={"first_day": gate.program.today()})
    wanted: list[Group] = []
    first_day: date = gate.program.today()
    if request.method == "POST" and form.is_valid():
        wanted, first_day = list(form.cleaned_data["groups"]), form.cleaned_data["first_day"]
        if request.POST.get("do") == "save":
            if not wanted:
                form.add_error(None, _("Tick at least one group."))
            elif saved(request, form, client, wanted, first_day):
                return redirect("calendar:place", client.pk)
    context = {"client": client, "form": form, "placing": picture(gate, client, first_day, wanted)}
    whole = not request.htmx or request.POST.get("do") == "save"  # type: ignore[attr-defined]
    status = 422 if form.errors and whole else 200
    return render(request, "calendar/place.html" if whole else "calendar/_hours.html", context, status=status)


def saved(request: HttpRequest, form: PlaceForm, client: Client, groups: list[Group], first_day: date) -> bool:
    """Whether everything ticked could be kept; what could not is told above the form."""
    gate = request.gate  # type: ignore[attr-defined]
    try:
        actions.place(by=gate.actor, client=client, groups=groups, first_day=first_day)
    except actions.Clash as error:
        told(form, error)
        return False
    names = ", ".join(group.name for group in groups)
    messages.success(request, _("{name} has a seat in {groups}.").format(name=client.first_name, groups=names))
    return True
