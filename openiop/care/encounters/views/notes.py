"""Which notes can I sign safely?"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Role
from openiop.care.encounters import actions
from openiop.care.encounters.forms import AddendumForm
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries import attendance_of, desk_of
from openiop.care.encounters.queries.notes import how_many, signed_lately
from openiop.care.encounters.views.attendance import words_of
from openiop.rulebook.text import Explanation


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for my signature."""
    gate = request.gate
    gate.require(P.WRITE_NOTES)
    sees_all = Role.DIRECTOR in gate.staff.roles
    everyone = sees_all and request.GET.get("who") == "all"
    whose = None if everyone else gate.staff
    count, late = how_many(gate, whose)
    context = {
        "waiting": desk_of(gate, whose),
        "count": count,
        "late": late,
        "signed": signed_lately(gate, whose),
        "sees_all": sees_all,
        "everyone": everyone,
    }
    return render(request, "encounters/notes.html", context)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """One signed note, and what was added to it. A draft leads to where it is written."""
    gate = request.gate
    found = gate.fetch(Note, note_id, P.SEE_NOTES, related=NOTE)
    if not found.is_signed:
        return redirect(reverse("encounters:write", args=[found.session_id]) + f"#n-{found.pk}")
    form = AddendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gate.require(P.WRITE_NOTES)
        try:
            actions.add_to(by=gate.staff, note=found, text=form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("Added. The signed words stay as they were."))
            return redirect("encounters:note", found.pk)
    context = signed_context(found) | {"form": form, "may_add": gate.may(P.WRITE_NOTES)}
    return render(request, "encounters/note.html", context, status=422 if form.errors else 200)


@require_GET
def printed(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """The signed note on paper."""
    found = request.gate.fetch(Note, note_id, P.SEE_NOTES, related=NOTE)
    if not found.is_signed:
        return redirect("encounters:write", found.session_id)
    return render(request, "encounters/note_print.html", signed_context(found))


NOTE = ("client", "signed_by", "session__program__organisation")


def signed_context(found: Note) -> dict[str, Any]:
    """A signed note as it was signed, and whether the ledger says something else by now."""
    now_counted = attendance_of(found.session, found.client)
    minutes = now_counted.dose.minutes if now_counted.attended else 0
    return {
        "note": found,
        "client": found.client,
        "said": found.signed_content,
        "start": datetime.fromisoformat(found.signed_content["session"]["start"]),
        "end": datetime.fromisoformat(found.signed_content["session"]["end"]),
        "came": [
            (datetime.fromisoformat(each["arrived"]), datetime.fromisoformat(each["left"]))
            for each in found.signed_content["presence"]
        ],
        "reasons": [Explanation.from_dict(each).translated(_) for each in found.signed_content["explanation"]],
        "program": found.session.program,
        "session": found.session,
        "addenda": found.addenda.select_related("written_by"),
        "minutes_now": minutes if minutes != found.signed_content["minutes"] else None,
    }
