"""The sign-in link: staff send it, the client opens it."""

from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.middleware import open_door
from openiop.doors.portal import actions
from openiop.doors.portal.forms import SendLinkForm


@require_http_methods(["GET", "POST"])
def send_link(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Staff send a client their way in."""
    gate = request.gate
    gate.require(P.SCHEDULE)
    client = gate.fetch(Client, client_id, P.SEE_CLIENTS, related=("user",))
    address = client.user.email if client.user else client.email
    form = SendLinkForm(request.POST or None, initial={"email": address})
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_link(
                by=gate.staff,
                client=client,
                program=gate.program,
                email=form.cleaned_data["email"],
                address_of=lambda token: request.build_absolute_uri(reverse("portal:enter", args=[token])),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The link is on its way to %(name)s.") % {"name": client.first_name})
            return redirect("desk:chart", client_id=client.pk)
    return render(
        request, "portal/send_link.html", {"client": client, "form": form}, status=422 if form.errors else 200
    )


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button; pressing it signs in. So a scanner that opens every link uses nothing up."""
    if request.method == "GET":
        if actions.works(token):
            return render(request, "portal/enter.html", {"token": token})
        return render(request, "portal/too_late.html", status=410)
    client = actions.use_link(token=token)
    if client is None:
        return render(request, "portal/too_late.html", status=410)
    return perform_login(request, client.user, redirect_url=reverse("portal:today"))
