"""What waits for my co-signature: notes of those whom I supervise."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.encounters import actions
from openiop.care.encounters.forms import SendBackForm
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries.cosigning import to_cosign
from openiop.care.encounters.views.attendance import words_of

PAGE = 20


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Read, then co-sign or send back."""
    return page(request)


def page(request: HttpRequest, wrong: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    gate = request.gate
    gate.require(P.SIGN_NOTES)
    shown = Paginator(to_cosign(gate), PAGE).get_page(request.GET.get("page"))
    entries = [
        {
            "note": note,
            "said": note.signed_content,
            "form": (wrong or {}).get(note.pk) or SendBackForm(auto_id=f"c{note.pk.hex}_%s"),
            "is_open": note.pk in (wrong or {}),
        }
        for note in shown
    ]
    context = {
        "entries": entries,
        "page": shown,
        "count": shown.paginator.count,
        "supervises": bool(gate.staff.supervisees),
        "program": gate.program,
    }
    return render(request, "encounters/cosign.html", context, status=status)


@require_POST
def cosign(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """One note co-signed, or sent back with words."""
    gate = request.gate
    note = gate.fetch(Note, note_id, P.SEE_NOTES, related=("session__program", "client", "signed_by"))
    gate.require(P.SIGN_NOTES)
    try:
        if request.POST.get("do") == "back":
            actions.send_back(by=gate.staff, note=note, words=request.POST.get("words", ""))
            messages.success(request, _("Sent back. %(name)s is asked to add to it.") % {"name": note.signed_by.name})
        else:
            actions.cosign(by=gate.staff, note=note)
            messages.success(request, _("Co-signed: %(name)s’s note is final.") % {"name": note.client.first_name})
    except ValidationError as error:
        if "words" in getattr(error, "error_dict", {}):
            form = SendBackForm(request.POST, auto_id=f"c{note.pk.hex}_%s")
            form.add_error("words", error.message_dict["words"][0])
            return page(request, {note.pk: form}, status=422)
        messages.error(request, words_of(error))
    return redirect("encounters:to-cosign")
