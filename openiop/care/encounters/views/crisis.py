"""Writing down a crisis contact: nobody planned it, so the session is made with it."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.encounters import actions
from openiop.care.encounters.forms import CrisisForm
from openiop.care.encounters.views.attendance import words_of

LENGTH = 30  # minutes, until somebody says otherwise


@require_http_methods(["GET", "POST"])
def crisis(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """When it was, then its note."""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_NOTES)
    gate.require(P.WRITE_NOTES)
    now = gate.program.local(timezone.now() - timedelta(minutes=LENGTH))
    form = CrisisForm(
        request.POST or None, initial={"day": now.date(), "start": now.time().replace(second=0), "minutes": LENGTH}
    )
    if request.method == "POST" and form.is_valid():
        try:
            note = actions.write_crisis(by=gate.staff, client=client, program=gate.program, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("encounters:write", note.session_id)
    context = {"client": client, "form": form, "program": gate.program}
    return render(request, "encounters/note_crisis.html", context, status=422 if form.errors else 200)
