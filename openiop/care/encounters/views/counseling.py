"""My counseling notes: what was said, kept apart from the record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.calendar.models import Seat, Session
from openiop.care.encounters import actions
from openiop.care.encounters.models import CounselingNote
from openiop.care.encounters.queries.counseling import counseling_of
from openiop.care.encounters.views.attendance import fetch, words_of

AT_MOST = 40  # people in a session


@require_http_methods(["GET", "POST"])
def counseling(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What was said in this session, for me alone. A supervisor reads what their supervisees wrote."""
    gate = request.gate
    gate.require(P.WRITE_NOTES)
    session = fetch(request, session_id, P.SEE_NOTES)
    if request.method == "POST":
        return save(request, session)
    found = list(counseling_of(gate, session)[: AT_MOST * 3])
    trained = [note for note in found if note.author_id != gate.staff.pk]
    for note in trained:
        record("encounters.counseling.read", note, by=gate.staff, why="42 CFR 2.31(b)(1)(ii)")
    return page(request, session, found)


def save(request: HttpRequest, session: Session) -> HttpResponse:
    gate = request.gate
    client = gate.rows(Client, P.SEE_NOTES).filter(pk=as_id(request.POST.get("client", ""))).first()
    if client is None:
        raise Http404
    text, sign = request.POST.get("text", ""), request.POST.get("do") == "sign"
    try:
        kept = actions.write_counseling(by=gate.staff, session=session, client=client, text=text, sign=sign)
    except ValidationError as error:
        wrong = {"client": client.pk, "text": text, "words": words_of(error)}
        return page(request, session, list(counseling_of(gate, session)), wrong, status=422)
    if kept is None:
        messages.info(request, _("Nothing was written, so nothing is kept."))
    else:
        messages.success(request, _("Signed, and kept apart from the record.") if sign else _("Kept, for you alone."))
    return redirect("encounters:counseling", session.pk)


def as_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def page(
    request: HttpRequest,
    session: Session,
    found: list[CounselingNote],
    wrong: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`wrong` keeps what could not be saved, with its reason."""
    gate = request.gate
    leads = session.leads.filter(staff=gate.staff, is_live=True).exists()
    mine = {note.client_id: note for note in found if note.author_id == gate.staff.pk}
    seats = gate.rows(Seat, P.SEE_NOTES).filter(session=session).select_related("client") if leads else []
    entries = []
    for seat in seats[:AT_MOST]:
        note, faulty = mine.get(seat.client_id), wrong and wrong["client"] == seat.client_id
        text = wrong["text"] if wrong and faulty else (note.text if note else "")
        entries.append({"client": seat.client, "note": note, "text": text, "words": wrong["words"] if faulty else ""})
    context = {
        "session": session,
        "program": session.program,
        "leads": leads,
        "entries": entries,
        "trained": [note for note in found if note.author_id != gate.staff.pk],
        "supervisor": gate.staff.supervisor,
    }
    return render(request, "encounters/counseling.html", context, status=status)
