"""Who is here? One tap a person, for two facilitators at once."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.reads import Read
from openiop.care.calendar.actions import Clash
from openiop.care.calendar.models import Kind, Lead, Session
from openiop.care.encounters import actions, rules
from openiop.care.encounters.forms import BreaksForm, TimesForm
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries import Attendance, attendance_of, roster
from openiop.care.intake.models import Referral

Code = Presence.Code
# value, words, look, key: the letter that presses it from anywhere in the row
TAPS = [
    (Code.PRESENT, Code.PRESENT.label, "is-in", "h"),
    (Code.LATE, Code.LATE.label, "is-late", "l"),
    (Code.LEFT_EARLY, gettext_lazy("Left"), "is-left", "e"),
    (Code.EXCUSED, Code.EXCUSED.label, "is-out", "x"),
    (Code.NO_SHOW, Code.NO_SHOW.label, "is-out", "n"),
]
LEADS = Read(
    Lead,
    lambda rows, session: rows.filter(session=session, is_live=True).select_related("staff"),
    session=uuid.UUID,
)
TAP_CODES = {str(tap[0]) for tap in TAPS}


def fetch(request: HttpRequest, session_id: uuid.UUID, permission: P = P.SEE_HOURS) -> Session:
    """The session with what its pages show."""
    related = ("program__organisation", "group", "topic", "room")
    return request.gate.fetch(Session, session_id, permission, related=related)


@require_GET
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The roster."""
    return page(request, fetch(request, session_id))


def page(
    request: HttpRequest, session: Session, faulty: dict[uuid.UUID, dict[str, Any]] | None = None, status: int = 200
) -> HttpResponse:
    """The whole page; `faulty`: what to say about one person's row, after a tap that was refused."""
    gate = request.gate
    people = roster(gate, session)
    here = sum(each.attended and not each.may_come_back for each in people)
    context = rights(request, session) | {
        "session": session,
        "program": session.program,
        "leads": LEADS.rows(session=session.pk),
        "rows": [row(each, (faulty or {}).get(each.client.pk)) for each in people],
        "here": here,
        "unmarked": sum(not each.rows for each in people),
        "is_over": bool(people) and people[0].is_over,
        "is_running": bool(people) and people[0].is_running,
        "breaks": rules.breaks_of(session.breaks),
        "key": uuid.uuid4().hex,
        "unsigned": sum(bool(each.note) and not each.note.is_signed for each in people),
        "to_draft": to_draft(session, people),
        "owes_notes": session.kind != Kind.EVALUATION,
        "referral_url": referral_url(gate, session, people),
        "heading": heading(session, people, here),
    }
    return render(request, "encounters/session.html", context, status=status)


def to_draft(session: Session, people: list[Attendance]) -> int:
    """For how many people ending the group would still write a draft; none before it began."""
    if session.is_cancelled or session.kind == Kind.EVALUATION or timezone.now() < session.during.lower:
        return 0
    return sum(each.note is None or not (each.note.is_signed or each.note.drafted) for each in people)


def referral_url(gate: Any, session: Session, people: list[Attendance]) -> str:
    """Of an evaluation: the referral it belongs to, for whoever works there."""
    if session.kind != Kind.EVALUATION or not people or not gate.may(P.WORK_REFERRALS):
        return ""
    rows = gate.rows(Referral, P.WORK_REFERRALS).filter(program=session.program, client=people[0].client)
    found = rows.order_by("-received_at").first()
    return reverse("intake:referral", args=[found.pk]) if found else ""


def heading(session: Session, people: list[Attendance], here: int) -> str:
    """The answer of the page."""
    if session.is_cancelled:
        return _("%(title)s was cancelled") % {"title": session.title}
    if not people:
        return _("%(title)s: nobody has a seat yet") % {"title": session.title}
    unmarked = sum(not each.rows for each in people)
    if unmarked == len(people):
        return _("%(title)s: who is here?") % {"title": session.title}
    if people[0].is_over:
        came = sum(each.attended for each in people)
        return ngettext("%(came)d of %(all)d person was here", "%(came)d of %(all)d people were here", len(people)) % {
            "came": came,
            "all": len(people),
        }
    return ngettext("%(here)d of %(all)d person is here", "%(here)d of %(all)d people are here", len(people)) % {
        "here": here,
        "all": len(people),
    }


def rights(request: HttpRequest, session: Session) -> dict[str, bool]:
    may = request.gate.may
    return {
        "may_mark": may(P.TAKE_ATTENDANCE) and not session.is_cancelled,
        "may_correct": may(P.CORRECT_LEDGER),
        "may_write": may(P.WRITE_NOTES) and not session.is_cancelled,
        "may_see_notes": may(P.SEE_NOTES),
    }


def row(each: Attendance, fault: dict[str, Any] | None = None) -> dict[str, Any]:
    """One person of the roster as its fragment wants it."""
    fault = fault or {}
    return {
        "each": each,
        "taps": [(code, words, look, key, each.code == code) for code, words, look, key in TAPS],
        "key": uuid.uuid4().hex,
        "error": fault.get("error"),
        "form": fault.get("form") or TimesForm(each.session, initial=times_of(each), auto_id=f"t{each.client.pk}_%s"),
        "is_open": "form" in fault,
        "wants_reason": bool(each.stretches) and each.is_over,
    }


def times_of(each: Attendance) -> dict[str, Any]:
    """What the clock fields begin with."""
    zone = each.session.program.zone
    if not each.stretches:
        return {"arrived": each.session.during.lower.astimezone(zone).time()}
    came, left = each.stretches[0].during.lower, each.stretches[-1].during.upper
    return {"arrived": came.astimezone(zone).time(), "left": left.astimezone(zone).time()}


def answer(request: HttpRequest, session: Session, client: Client, fault: dict[str, Any] | None = None) -> HttpResponse:
    """After a tap: the row again for htmx, else the page."""
    if not request.htmx:
        if fault:
            return page(request, session, {client.pk: fault}, status=422)
        return redirect(reverse("encounters:session", args=[session.pk]) + f"#p-{client.pk}")
    session.refresh_from_db(fields=["state"])
    context = rights(request, session) | row(attendance_of(session, client), fault)
    context |= {"session": session, "program": session.program}
    return render(request, "encounters/_person.html", context, status=422 if fault else 200)


def person(request: HttpRequest, session: Session, client_id: uuid.UUID) -> Client:
    """Somebody of this session: with a seat, or in its ledger already."""
    client = request.gate.fetch(Client, client_id, P.SEE_HOURS)
    found = attendance_of(session, client)
    if not (found.has_seat or found.rows):
        raise Http404
    return client


def words_of(error: ValidationError) -> str:
    return " ".join(error.messages)


@require_POST
def mark(request: HttpRequest, session_id: uuid.UUID, client_id: uuid.UUID) -> HttpResponse:
    """One tap."""
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    client = person(request, session, client_id)
    code = request.POST.get("code", "")
    if code not in TAP_CODES:
        raise Http404
    try:
        actions.mark(
            by=request.gate.staff,
            session=session,
            client=client,
            code=code,
            seen=request.POST.get("seen"),
            key=key_of(request),
        )
    except ValidationError as error:
        fault: dict[str, Any] = {"error": words_of(error)}
        if set(getattr(error, "error_dict", {})) & {"arrived", "left"}:  # it asks for a time: open the clock
            each = attendance_of(session, client)
            fault["form"] = TimesForm(session, initial=times_of(each), auto_id=f"t{client.pk}_%s")
        return answer(request, session, client, fault)
    return answer(request, session, client)


@require_POST
def times(request: HttpRequest, session_id: uuid.UUID, client_id: uuid.UUID) -> HttpResponse:
    """When somebody came and left, by the clock."""
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    client = person(request, session, client_id)
    form = TimesForm(session, request.POST, auto_id=f"t{client.pk}_%s")
    if form.is_valid():
        try:
            actions.set_times(
                by=request.gate.staff,
                session=session,
                client=client,
                came=form.instant("arrived"),
                left=form.instant("left"),
                reason=form.cleaned_data["reason"],
                key=key_of(request),
            )
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return answer(request, session, client, {"form": form})
    return answer(request, session, client)


@require_POST
def back(request: HttpRequest, session_id: uuid.UUID, client_id: uuid.UUID) -> HttpResponse:
    """Out and back again."""
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    client = person(request, session, client_id)
    try:
        actions.come_back(by=request.gate.staff, session=session, client=client, key=key_of(request))
    except ValidationError as error:
        return answer(request, session, client, {"error": words_of(error)})
    return answer(request, session, client)


@require_POST
def undo(request: HttpRequest, session_id: uuid.UUID, client_id: uuid.UUID) -> HttpResponse:
    """The last tap taken back."""
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    client = person(request, session, client_id)
    row = request.gate.fetch(Presence, request.POST.get("row") or uuid.uuid4(), P.SEE_HOURS)
    if (row.session_id, row.client_id) != (session.pk, client.pk):
        raise Http404
    try:
        actions.take_back(by=request.gate.staff, presence=row, key=key_of(request))
    except ValidationError as error:
        return answer(request, session, client, {"error": words_of(error)})
    return answer(request, session, client)


@require_POST
def everyone(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Everyone not marked yet is here."""
    session = fetch(request, session_id, P.TAKE_ATTENDANCE)
    try:
        made = actions.mark_all_here(by=request.gate.staff, session=session, key=key_of(request)[:36])
    except ValidationError as error:
        messages.error(request, words_of(error))
    else:
        words = ngettext("%(n)d person is marked as here.", "%(n)d people are marked as here.", len(made))
        messages.success(request, words % {"n": len(made)})
    return redirect("encounters:session", session.pk)


@require_http_methods(["GET", "POST"])
def breaks(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The breaks and the end as they were."""
    session = fetch(request, session_id, P.CORRECT_LEDGER)
    form = BreaksForm(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                why = {"by": request.gate.staff, "session": session, "reason": form.cleaned_data["reason"]}
                if ended := form.instant("ended"):
                    actions.set_end(**why, at=ended)
                actions.set_breaks(**why, breaks=form.breaks())
        except (ValidationError, Clash) as error:
            form.add_error(None, words_of(error) if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, _("The times are changed. Everyone’s minutes follow."))
            return redirect("encounters:session", session.pk)
    context = {"session": session, "program": session.program, "form": form}
    return render(request, "encounters/breaks.html", context, status=422 if form.errors else 200)


def key_of(request: HttpRequest) -> str:
    """The name of this sending, so that a tap that arrives twice is one row."""
    return request.POST.get("key", "")[:40]
