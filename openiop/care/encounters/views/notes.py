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
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Role
from openiop.care.calendar.models import Session
from openiop.care.encounters import actions
from openiop.care.encounters.actions.signing import may_sign
from openiop.care.encounters.forms import AddendumForm, NoteForm, SharedForm, digest
from openiop.care.encounters.models import Note, SharedNote
from openiop.care.encounters.queries import attendance_of, desk_of, notes_of_session
from openiop.care.encounters.queries.notes import Written, how_many, signed_lately
from openiop.care.encounters.views.attendance import fetch, words_of
from openiop.care.plan.queries import open_objectives
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
def write(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Every note of one session on one page. What is typed is saved first, whatever else is asked for."""
    gate = request.gate
    session = fetch(request, session_id, P.SEE_NOTES)
    if request.method == "GET":
        return notes_page(request, session)
    gate.require(P.WRITE_NOTES)
    actions.open_notes(by=gate.staff, session=session)
    bound = bind(session, request.POST)
    saved = save(request, session, bound)
    if saved is None:
        return notes_page(request, session, bound, status=422)
    return obey(request, session, request.POST.get("do", "save"), saved)


def bind(session: Session, data: Any = None) -> dict[Any, Any]:
    """The forms of the page: {"shared": form, note id: form}."""
    shared = SharedNote.objects.filter(session=session).first()
    now_stored = SharedForm.stored(session, shared)
    bound: dict[Any, Any] = {
        "shared": SharedForm(data, prefix="shared", initial=now_stored | {"was": digest(now_stored.values())})
    }
    notes = list(Note.objects.filter(session=session, signed_at=None).select_related("client", "objective__goal"))
    objectives = open_objectives([note.client_id for note in notes])
    for note in notes:
        offered = objectives.get(note.client_id, [])
        if note.objective and note.objective not in offered:
            offered = [note.objective, *offered]
        stored = NoteForm.stored(note)
        form = NoteForm(
            data,
            prefix=note.pk.hex,
            initial=stored | {"was": digest(stored.values())},
            objectives=offered,
        )
        form.note = note
        bound[note.pk] = form
    return bound


def save(request: HttpRequest, session: Session, bound: dict[Any, Any]) -> int | None:
    """Saves what was touched and returns how many; None where something could not be, with the error in its form."""
    staff, saved, stopped = request.gate.staff, 0, False
    for key, form in bound.items():
        if f"{form.prefix}-was" not in request.POST:  # begun by somebody else since this page was drawn
            continue
        if not form.is_valid():
            stopped = True
            continue
        if not form.is_touched:
            continue
        if form.cleaned_data["was"] != form.initial["was"] and digest(form.typed().values()) != form.initial["was"]:
            conflict(form)
            stopped = True
            continue
        try:
            if key == "shared":
                actions.write_shared(by=staff, session=session, **form.typed())
            else:
                actions.write_note(by=staff, note=form.note, **form.values())
            saved += 1
        except ValidationError as error:
            form.add_error(None, words_of(error))
            stopped = True
    return None if stopped else saved


def conflict(form: Any) -> None:
    """Somebody else wrote here meanwhile: theirs stays, ours stays on the page, the next save puts it in place."""
    theirs = form.initial.get("response", form.initial.get("intervention")) or _("nothing")
    form.add_error(
        None,
        _("Somebody else changed this meanwhile, to: “%(text)s”. Save again to put yours in its place.")
        % {"text": theirs},
    )
    form.data = form.data.copy()
    form.data[f"{form.prefix}-was"] = form.initial["was"]


def obey(request: HttpRequest, session: Session, do: str, saved: int) -> HttpResponse:
    """What was asked for beside saving: sign one, sign all that are ready, keep words that were asked about."""
    here = reverse("encounters:write", args=[session.pk])
    verb, _colon, what = do.partition(":")
    if verb == "sign_ready":
        signed = actions.sign_ready(by=request.gate.staff, session=session)
        left = Note.objects.filter(session=session, signed_at=None).count()
        words = ngettext("%(n)d note is signed.", "%(n)d notes are signed.", len(signed)) % {"n": len(signed)}
        if left:
            more = ngettext("%(n)d needs a second look.", "%(n)d need a second look.", left) % {"n": left}
            words = f"{words} {more}"
        messages.success(request, words)
    elif verb in ("sign", "keep"):
        note_id, _colon, code = what.partition(":")
        note = request.gate.fetch(Note, note_id, P.WRITE_NOTES, related=("session__program", "client"))
        here += f"#n-{note.pk}"
        try:
            if verb == "keep":
                actions.acknowledge(by=request.gate.staff, note=note, codes=[code])
            else:
                actions.sign(by=request.gate.staff, note=note)
                messages.success(request, _("%(name)s’s note is signed.") % {"name": note.client.first_name})
        except ValidationError as error:
            messages.error(request, f"{note.client.first_name}: {words_of(error)}")
    else:
        words = ngettext("%(n)d draft saved.", "%(n)d drafts saved.", saved) % {"n": saved}
        messages.success(request, words if saved else _("Nothing had changed."))
    return redirect(here)


def notes_page(
    request: HttpRequest, session: Session, bound: dict[Any, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `bound` are forms that could not be saved, with every word that was typed."""
    gate = request.gate
    written = notes_of_session(session)
    bound = bound or bind(session)
    counts = {state: sum(each.state == state for each in written) for state in ("ready", "absent", "fix", "todo")}
    leads = session.leads.filter(is_live=True).select_related("staff")
    context = {
        "session": session,
        "program": session.program,
        "leads": leads,
        "shared": bound["shared"],
        "entries": [{"w": each, "form": bound.get(each.note.pk)} for each in written],
        "counts": counts,
        "to_sign": sum(
            each.state in ("ready", "absent") and may_sign(gate.actor, each.note, session) for each in written
        ),
        "heading": notes_heading(written, counts),
        "may_write": gate.may(P.WRITE_NOTES),
        "may_counsel": any(lead.staff_id == gate.staff.pk for lead in leads),
        "may_sign": gate.may(P.SIGN_NOTES),
    }
    return render(request, "encounters/write.html", context, status=status)


def notes_heading(written: list[Written], counts: dict[str, int]) -> str:
    """The answer of the page."""
    if not written:
        return _("Notes begin with the attendance")
    unsigned = sum(counts.values())
    if not unsigned:
        return _("Every note is signed")
    ready = counts["ready"] + counts["absent"]
    if not ready:
        return ngettext("%(n)d note needs your words", "%(n)d notes need your words", unsigned) % {"n": unsigned}
    first = ngettext("%(n)d note is ready.", "%(n)d notes are ready.", ready) % {"n": ready}
    if unsigned == ready:
        return first
    rest = unsigned - ready
    return f"{first} " + ngettext("%(n)d needs your words.", "%(n)d need your words.", rest) % {"n": rest}


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
