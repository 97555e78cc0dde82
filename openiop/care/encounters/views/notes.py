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
from openiop.care.encounters.actions.cosigning import may_cosign
from openiop.care.encounters.forms import AddendumForm
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries import attendance_of, desk_of
from openiop.care.encounters.queries.cosigning import standing_of, to_cosign, unfinal_of
from openiop.care.encounters.queries.notes import how_many, signed_lately
from openiop.care.encounters.views.attendance import words_of
from openiop.rulebook.text import Explanation


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for my signature."""
    gate = request.gate
    gate.require(P.WRITE_NOTES)
    staff = gate.staff
    choices = {"mine": _("Mine")}
    if staff.supervisees:
        choices["supervised"] = _("Of those I supervise")
    if Role.DIRECTOR in staff.roles:
        choices["all"] = _("Everyone’s")
    who = request.GET.get("who", "mine")
    who = who if who in choices else "mine"
    author, supervisor = staff if who == "mine" else None, staff if who == "supervised" else None
    count, late = how_many(gate, author, supervisor=supervisor)
    context = {
        "waiting": desk_of(gate, author, supervisor=supervisor),
        "count": count,
        "late": late,
        "signed": signed_lately(gate, author, supervisor=supervisor),
        "choices": [
            {"url": "?" if key == "mine" else f"?who={key}", "label": words, "current": key == who}
            for key, words in choices.items()
        ]
        if len(choices) > 1
        else [],
        "who": who,
        "to_cosign": to_cosign(gate).count() if staff.supervisees and gate.may(P.SIGN_NOTES) else 0,
        "unfinal": unfinal_of(gate) if staff.supervisor_id else [],
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
    context |= {"may_cosign": may_cosign(gate.actor, found), "thread": gate.may(P.SEE_CHART)}
    return render(request, "encounters/note.html", context, status=422 if form.errors else 200)


@require_GET
def printed(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """The signed note on paper."""
    found = request.gate.fetch(Note, note_id, P.SEE_NOTES, related=NOTE)
    if not found.is_signed:
        return redirect("encounters:write", found.session_id)
    return render(request, "encounters/note_print.html", signed_context(found))


NOTE = ("client", "signed_by", "cosigner", "session__program__organisation")


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
        "cosignatures": found.cosignatures.select_related("by"),
        "standing": standing_of(found),
        "minutes_now": minutes if minutes != found.signed_content["minutes"] else None,
    }
