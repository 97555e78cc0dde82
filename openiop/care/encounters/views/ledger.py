"""The rows behind every number, and a client's sessions."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.encounters import actions
from openiop.care.encounters.forms import CorrectionForm
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries import attendance_of, ledger_of, sessions_of
from openiop.care.encounters.queries.attendance import attendances
from openiop.care.encounters.views.attendance import fetch, key_of

A_PAGE = 15


@require_GET
def session_ledger(request: HttpRequest, session_id: UUID, client_id: UUID) -> HttpResponse:
    """Where do these minutes come from?"""
    return ledger_page(request, session_id, client_id)


def ledger_page(
    request: HttpRequest, session_id: UUID, client_id: UUID, faulty: CorrectionForm | None = None, row_id: Any = None
) -> HttpResponse:
    session = fetch(request, session_id)
    client = request.gate.fetch(Client, client_id, P.SEE_HOURS)
    rows = ledger_of(request.gate, session, client)
    found = attendance_of(session, client)
    if not rows and not found.has_seat:
        raise Http404
    context = {
        "session": session,
        "program": session.program,
        "client": client,
        "attendance": found,
        "day": session.program.local(session.during.lower).date() if found.rows else None,
        "rows": [entry(row, faulty if row.pk == row_id else None) for row in rows],
        "may_correct": request.gate.may(P.CORRECT_LEDGER),
    }
    return render(request, "encounters/ledger.html", context, status=422 if faulty else 200)


def entry(row: Presence, faulty: CorrectionForm | None) -> dict[str, Any]:
    """One row, whether it stands, and the form that would mend it."""
    stands = not hasattr(row, "replaced_by") and row.code != Presence.Code.VOID
    zone = row.session.program.zone
    initial: dict[str, Any] = {"code": row.code if row.code in ("excused", "no_show") else "present"}
    if row.during:
        initial |= {
            "arrived": row.during.lower.astimezone(zone).time(),
            "left": row.during.upper.astimezone(zone).time(),
        }
    form = faulty or CorrectionForm(row.session, initial=initial, auto_id=f"c{row.pk}_%s")
    return {"row": row, "stands": stands, "form": form, "is_open": faulty is not None, "key": uuid4().hex}


@require_POST
def correct(request: HttpRequest, session_id: UUID, client_id: UUID, presence_id: UUID) -> HttpResponse:
    """Mends one row, with a reason."""
    row = request.gate.fetch(Presence, presence_id, P.CORRECT_LEDGER, related=("session__program__organisation",))
    if (row.session_id, row.client_id) != (session_id, client_id):
        raise Http404
    form = CorrectionForm(row.session, request.POST, auto_id=f"c{row.pk}_%s")
    if form.is_valid():
        code = form.cleaned_data["code"]
        came, left = form.instant("arrived"), form.instant("left") or row.session.during.upper
        try:
            actions.correct(
                by=request.gate.staff,
                presence=row,
                reason=form.cleaned_data["reason"],
                code=None if code == "present" else code,
                during=(came, left) if code == "present" else None,
                key=key_of(request),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Corrected. The row that stood before stays to be seen."))
            return redirect("encounters:ledger", session_id, client_id)
    return ledger_page(request, session_id, client_id, form, row.pk)


@require_GET
def of_client(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """A client's sessions: attended, counted, written."""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_NOTES)
    page = Paginator(sessions_of(gate, client), A_PAGE).get_page(request.GET.get("page"))
    context = {"client": client, "page": page, "sessions": attendances(client, page.object_list)}
    context["may_write"] = gate.may(P.WRITE_NOTES)
    return render(request, "encounters/client.html", context)
