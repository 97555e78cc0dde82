"""Every note of one session on one page: read, mend, sign. What is typed is saved as it is typed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.encounters import actions
from openiop.care.encounters.actions.signing import may_sign
from openiop.care.encounters.forms import NoteForm, SharedForm, digest
from openiop.care.encounters.models import Note, SharedNote
from openiop.care.encounters.queries import notes_of_session
from openiop.care.encounters.queries.notes import Written
from openiop.care.encounters.views.attendance import fetch, words_of
from openiop.care.encounters.views.saving import save, was_for
from openiop.care.plan.queries import open_objectives

STATES = ("ready", "absent", "waits", "fix", "todo")


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The page. What is typed is saved first, whatever else is asked for; with htmx only what changed is answered."""
    gate = request.gate
    session = fetch(request, session_id, P.SEE_NOTES)
    if request.method == "GET":
        return notes_page(request, session)
    gate.require(P.WRITE_NOTES)
    actions.open_notes(by=gate.staff, session=session)
    bound = bind(gate, session, request.POST)
    do = request.POST.get("do", "auto" if request.htmx else "save")
    saved = save(request, session, bound, do)
    if request.htmx:
        return fragments(request, session, bound, do, saved)
    if saved is None:
        return notes_page(request, session, bound, status=422)
    return obey(request, session, do, saved)


@require_POST
def end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The group is over: every note is drafted from what was tapped."""
    session = fetch(request, session_id, P.SEE_NOTES)
    request.gate.require(P.WRITE_NOTES)
    try:
        drafted = actions.end_group(by=request.gate.staff, session=session, early="early" in request.POST)
    except ValidationError as error:
        messages.error(request, words_of(error))
        return redirect("encounters:session", session.pk)
    if drafted:
        words = ngettext("%(n)d note is drafted.", "%(n)d notes are drafted.", len(drafted)) % {"n": len(drafted)}
        messages.success(request, words)
    return redirect("encounters:write", session.pk)


def bind(gate: Gate, session: Session, data: Any = None) -> dict[Any, Any]:
    """The forms of the page: {"shared": form, note id: form}."""
    shared = gate.rows(SharedNote, P.SEE_NOTES).filter(session=session).first()
    stored = SharedForm.stored(session, shared)
    bound: dict[Any, Any] = {
        "shared": SharedForm(data, prefix="shared", initial=stored | {"was": digest(stored.values())})
    }
    bound["shared"].last = shared
    mine = gate.rows(Note, P.SEE_NOTES).filter(session=session, signed_at=None)
    notes = list(mine.select_related("client", "objective__goal", "written_by"))
    objectives = open_objectives([note.client_id for note in notes])
    for note in notes:
        offered = objectives.get(note.client_id, [])
        if note.objective and note.objective not in offered:
            offered = [note.objective, *offered]
        stored = NoteForm.stored(note, session.kind)
        form = NoteForm(
            data,
            prefix=note.pk.hex,
            initial=stored | {"was": digest(stored.values())},
            objectives=offered,
            kind=session.kind,
        )
        form.note = form.last = note
        bound[note.pk] = form
    return bound


def fragments(
    request: HttpRequest, session: Session, bound: dict[Any, Any], do: str, saved: int | None
) -> HttpResponse:
    """After htmx: what the guard finds now, in every note; the whole note where a mend changed its fields.

    422 where something could not be saved: then the tab keeps what was typed.
    """
    gate = request.gate
    whole: set[Any] = set()
    if saved is not None:
        try:
            whole |= mend(request, do)
        except ValidationError as error:
            messages.error(request, words_of(error))
    verb, _colon, what = do.partition(":")
    if verb == "theirs" or (verb == "mine" and what.startswith("shared")):
        whole.add(what.partition(":")[0])
    fresh = bind(gate, session)
    context = page_context(request, session, fresh)
    for entry in context["entries"]:
        key = entry["note"].pk
        sent = bound.get(key)
        entry["is_shown"] = f"{key.hex}-was" in request.POST  # not begun since the page was drawn
        entry["whole"] = str(key) in whole or entry["note"].is_signed  # somebody else signed it meanwhile
        entry["faulty"] = sent if sent is not None and sent.errors else None
        entry["was"] = was_for(sent, entry["form"])
        if entry["whole"] and entry["faulty"] and entry["form"]:  # the rest of what was typed is not settled yet
            entry["form"] = sent
    shared = bound["shared"]
    context |= {"shared_faulty": shared if shared.errors else None, "shared_was": was_for(shared, fresh["shared"])}
    if shared.errors:
        context["shared"] = shared
    context["now"] = timezone.now()
    context["has_faults"] = saved is None
    context["shared_whole"] = "shared" in whole
    return render(request, "encounters/_saved.html", context, status=422 if saved is None else 200)


def mend(request: HttpRequest, do: str) -> set[str]:
    """One-tap mends: keep words that were asked about, choose a goal, put "a peer" for a name. Returns the notes whose
    fields changed by it."""
    verb, _colon, what = do.partition(":")
    if verb not in ("keep", "goal", "peer"):
        return set()
    note_id, _colon, value = what.partition(":")
    staff = request.gate.staff
    note = request.gate.fetch(Note, note_id, P.WRITE_NOTES, related=("session__program", "client"))
    if verb == "keep":
        actions.acknowledge(by=staff, note=note, codes=[value[:120]])
    elif verb == "goal":
        offered = {str(each.pk): each for each in open_objectives([note.client_id]).get(note.client_id, [])}
        if value not in offered:
            raise ValidationError(_("Choose an objective of this person's own plan."))
        actions.write_note(by=staff, note=note, objective=offered[value])
    else:
        actions.name_nobody(by=staff, note=note, key=value)
    return {str(note.pk)} if verb != "keep" else set()


def obey(request: HttpRequest, session: Session, do: str, saved: int) -> HttpResponse:
    """What was asked for beside saving, without htmx: sign one, sign all that are ready, mend."""
    here = reverse("encounters:write", args=[session.pk])
    verb, _colon, what = do.partition(":")
    if verb == "sign_ready":
        signed = actions.sign_ready(by=request.gate.staff, session=session)
        messages.success(request, signed_words(session, signed))
    elif verb == "sign":
        note = request.gate.fetch(Note, what, P.WRITE_NOTES, related=("session__program", "client"))
        one = "?one=1" if request.GET.get("one") else ""
        try:
            actions.sign(by=request.gate.staff, note=note)
            messages.success(request, _("%(name)s’s note is signed.") % {"name": note.client.first_name})
            here += one + after(request, session, note)
        except ValidationError as error:
            messages.error(request, f"{note.client.first_name}: {words_of(error)}")
            here += f"{one}#n-{note.pk}"
    elif verb in ("keep", "goal", "peer"):
        try:
            mend(request, do)
        except ValidationError as error:
            messages.error(request, words_of(error))
        here += f"#n-{what.partition(':')[0]}"
    else:
        words = ngettext("%(n)d draft saved.", "%(n)d drafts saved.", saved) % {"n": saved}
        messages.success(request, words if saved else _("Nothing had changed."))
    return redirect(here)


def signed_words(session: Session, signed: list[Note]) -> str:
    left = Note.objects.filter(session=session, signed_at=None).count()
    words = ngettext("%(n)d note is signed.", "%(n)d notes are signed.", len(signed)) % {"n": len(signed)}
    if any(note.cosigner_id for note in signed):
        words += " " + _("Your supervisor is asked to co-sign.")
    if left:
        more = ngettext("%(n)d needs a second look.", "%(n)d need a second look.", left) % {"n": left}
        words = f"{words} {more}"
    return words


def after(request: HttpRequest, session: Session, note: Note) -> str:
    """The anchor of the next note that is not signed, from this one on."""
    written = notes_of_session(session, gate=request.gate)
    at = next((i for i, each in enumerate(written) if each.note.pk == note.pk), 0)
    rest = [each for each in written[at:] + written[:at] if not each.note.is_signed]
    return f"#n-{rest[0].note.pk}" if rest else ""


def notes_page(
    request: HttpRequest, session: Session, bound: dict[Any, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `bound` are forms that could not be saved, with every word that was typed."""
    context = page_context(request, session, bound or bind(request.gate, session))
    return render(request, "encounters/write.html", context, status=status)


def page_context(request: HttpRequest, session: Session, bound: dict[Any, Any]) -> dict[str, Any]:
    gate = request.gate
    written = notes_of_session(session, gate=gate)
    counts = {state: sum(each.state == state for each in written) for state in STATES}
    leads = list(session.leads.filter(is_live=True).select_related("staff"))
    session._prefetched_objects_cache = {"leads": leads}  # who may sign each note is asked of them, without a query
    entries = [entry(gate, session, each, bound.get(each.note.pk)) for each in written]
    drafted = [each.note.drafted["at"] for each in written if each.note.drafted and each.note.drafted.get("at")]
    return {
        "session": session,
        "program": session.program,
        "leads": leads,
        "shared": bound["shared"],
        "entries": entries,
        "counts": counts,
        "to_sign": sum(each["may_sign"] and each["w"].state in ("ready", "absent") for each in entries),
        "first_ready": next((e["w"].note.pk for e in entries if e["may_sign"] and e["w"].guarded.ready), None),
        "heading": notes_heading(written, counts),
        "drafted_at": datetime.fromisoformat(max(drafted)) if drafted else None,
        "is_over": timezone.now() >= session.during.upper,
        "one_by_one": bool(request.GET.get("one")),
        "may_write": gate.may(P.WRITE_NOTES),
        "may_counsel": any(lead.staff_id == gate.staff.pk for lead in leads),
        "may_sign": gate.may(P.SIGN_NOTES),
        "to_fix": counts["fix"] + counts["todo"],
        "is_group": session.is_group,
        "has_supervisor": gate.staff.supervisor_id is not None,
    }


def entry(gate: Gate, session: Session, each: Written, form: Any) -> dict[str, Any]:
    """One note as the page draws it."""
    return {
        "w": each,
        "note": each.note,
        "form": form,
        "may_sign": not each.note.is_signed and may_sign(gate.actor, each.note, session),
        "is_grave": any(found.is_grave for found in each.guarded.stops),
        "stops": [found for found in each.guarded.stops if found.code != "not-ended"],
    }


def notes_heading(written: list[Written], counts: dict[str, int]) -> str:
    """The answer of the page."""
    if not written:
        return _("Notes begin with the attendance")
    unsigned = sum(counts.values())
    if not unsigned:
        return _("Every note is signed")
    ready = counts["ready"] + counts["absent"]
    drafted = sum(bool(each.note.drafted) for each in written if not each.note.is_signed)
    if drafted == unsigned and unsigned == len(written):
        first = ngettext("%(n)d note is drafted.", "%(n)d notes are drafted.", drafted) % {"n": drafted}
        rest = counts["fix"] + counts["todo"]
        more = ngettext("%(n)d needs a second look.", "%(n)d need a second look.", rest) % {"n": rest}
        return f"{first} {more}" if rest else first
    if not ready:
        return ngettext("%(n)d note needs your words", "%(n)d notes need your words", unsigned) % {"n": unsigned}
    first = ngettext("%(n)d note is ready.", "%(n)d notes are ready.", ready) % {"n": ready}
    if unsigned == ready:
        return first
    rest = unsigned - ready
    return f"{first} " + ngettext("%(n)d needs your words.", "%(n)d need your words.", rest) % {"n": rest}
