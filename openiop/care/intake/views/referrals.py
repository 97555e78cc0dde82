"""Who waits at the door, and what happens next for each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.look.searching import ask, asked
from openiop.base.people.actions import update_client
from openiop.base.people.known import recognise
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.intake import actions, queries, show
from openiop.care.intake.actions.referrals import another_person, as_person
from openiop.care.intake.forms import CloseForm, HandOverForm, NewReferralForm, ReferralFields
from openiop.care.intake.imports.matches import reviews
from openiop.care.intake.models import Referral
from openiop.rulebook import matching
from openiop.rulebook.crisis import CRISIS_TEXT


@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits, and for how long?"""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    if request.method == "POST":
        return ask(request, "show")
    chosen, text = request.GET.get("show", "waiting"), asked(request)
    page = Paginator(queries.referrals(gate, show=chosen, text=text), 25).get_page(request.GET.get("page"))
    counts = queries.counts(gate)
    longest = queries.referrals(gate).first()
    context = {
        "may_schedule": gate.may(P.SCHEDULE),
        "heading": show.queue_heading(counts["waiting"], longest),
        "month": queries.last_month(gate),
        "page": page,
        "rows": [show.row(each) for each in page],
        "filters": show.filters(counts, chosen),
        "chosen": chosen,
        "text": text,
        "nobody": not sum(counts[state] for state in Referral.State.values),
        "doubts": reviews(gate).filter(program=gate.program)[:5],
    }
    return render(request, "intake/queue.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Writes down a call: for somebody new, or (with ?client=) for somebody we know."""
    gate = request.gate
    gate.require(P.WORK_REFERRALS)
    if wanted := request.POST.get("client") or request.GET.get("client"):
        return refer_again(request, gate.fetch(Client, as_uuid(wanted), P.WORK_REFERRALS))
    form = NewReferralForm(request.POST or None)
    match = None
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_referral(
                by=gate.staff,
                program=gate.program,
                person=form.person(),
                surely_new=bool(request.POST.get("surely_new")),
                key=form.cleaned_data["key"],
                **form.referral(),
            )
            return taken_in(request, taken)
        except actions.MaybeKnown as doubt:
            match = doubt.match
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "match": match, "candidates": candidates(request, match)}
    return render(request, "intake/new.html", context, status=422 if form.is_bound else 200)


def refer_again(request: HttpRequest, client: Client) -> HttpResponse:
    """A referral for somebody who has a row already. What was typed for a new person comes along."""
    gate = request.gate
    typed = NewReferralForm(request.POST) if "legal_first" in request.POST else None
    form = ReferralFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taken = actions.take_referral(
                by=gate.staff, program=gate.program, client=client, key=form.cleaned_data["key"], **form.referral()
            )
            fill_blanks(gate.staff, client, typed)
            return taken_in(request, taken)
        except ValidationError as error:
            add_errors(form, error)
    open_one = queries.referrals(gate).filter(client=client).first()
    context = {"form": form, "client": client, "open_one": open_one}
    return render(request, "intake/again.html", context, status=422 if form.is_bound else 200)


def fill_blanks(by: Any, client: Client, typed: NewReferralForm | None) -> None:
    """What the caller told and we did not know yet; what we know is not overwritten."""
    if typed is None or not typed.is_valid():
        return
    told = {name: value for name, value in typed.person().items() if value and not getattr(client, name)}
    if told:
        update_client(by=by, client=client, **told)


def taken_in(request: HttpRequest, taken: Referral) -> HttpResponse:
    messages.success(request, _("Referral for %(name)s is in.") % {"name": taken.client})
    return redirect("intake:referral", referral_id=taken.pk)


def candidates(request: HttpRequest, match: matching.Match | None) -> list[dict[str, Any]]:
    """The people it may be, the likeliest first, each with what speaks for and against it."""
    if match is None:
        return []
    likely = match.candidates[:6]
    people = request.gate.rows(Client, P.WORK_REFERRALS).in_bulk([UUID(each.key) for each in likely])
    return [
        {
            "client": people[UUID(each.key)],
            "reasons": [reason.translated(_) for reason in each.reasons],
        }
        for each in likely
        if UUID(each.key) in people
    ]


@require_GET
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Where does this one stand, and what comes next?"""
    return referral_page(request, fetch(request, referral_id))


def fetch(request: HttpRequest, referral_id: UUID) -> Referral:
    related = ("client", "program")
    return request.gate.fetch(Referral, referral_id, P.WORK_REFERRALS, related=related)


def referral_page(
    request: HttpRequest, found: Referral, close_form: CloseForm | None = None, hand_form: HandOverForm | None = None
) -> HttpResponse:
    gate = request.gate
    screenings = list(found.screenings.select_related("screened_by"))
    evaluation = queries.evaluation_of(found)
    last = screenings[0] if screenings else None
    appointment = queries.appointment_of(gate, found.client)
    context = {
        "referral": found,
        "client": found.client,
        "heading": show.referral_heading(found),
        "steps": show.steps(found, evaluation),
        "screenings": [show.screening(each) for each in screenings],
        "last": last,
        "evaluation": evaluation,
        "tasks": actions.screenings.tasks_of(found).order_by("due_at")[:8],
        "close_form": close_form or CloseForm(label_suffix=""),
        "hand_form": hand_form or HandOverForm(label_suffix=""),
        "crisis": CRISIS_TEXT.translated(_) if last and last.is_hand_off else "",
        "candidates": doubt(request, found),
        "may_evaluate": gate.may(P.EVALUATE),
        "may_see_chart": gate.may(P.SEE_CHART),
        "may_place": gate.may(P.PLACE),
        "place_url": show.place_url(evaluation) if evaluation else "",
        "may_schedule": gate.may(P.SCHEDULE),
        "appointment": appointment,
        "is_still_booked": show.is_still_booked(found, appointment),
        "book_url": show.book_url(found.client),
        "book_kind": "" if gate.may(P.EVALUATE) else "go",  # whoever evaluates has another first step
        "may_open": gate.may(P.TAKE_ATTENDANCE),
        "chart_url": show.chart_url(found.client),
    }
    return render(request, "intake/referral.html", context, status=422 if close_form or hand_form else 200)


def doubt(request: HttpRequest, found: Referral) -> list[dict[str, Any]]:
    """People whom a referral from the public page may mean; only while nobody has decided."""
    if not queries.is_in_doubt(found):
        return []
    client = found.client
    fields = {name: getattr(client, name) for name in (*NewReferralForm.PERSON, "sex", "postal_code")}
    return [
        each
        for each in candidates(request, recognise(client.organisation_id, as_person(fields)))
        if each["client"].pk != client.pk
    ]


@require_POST
def same(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Settles whether this is somebody we knew."""
    found = fetch(request, referral_id)
    if chosen := request.POST.get("client"):
        client = request.gate.fetch(Client, as_uuid(chosen), P.WORK_REFERRALS)
        try:
            actions.same_person(by=request.gate.staff, referral=found, client=client)
            messages.success(request, _("The referral now stands with %(name)s.") % {"name": client})
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        another_person(by=request.gate.staff, referral=found)
        messages.success(request, _("%(name)s is someone new.") % {"name": found.client})
    return redirect("intake:referral", referral_id=found.pk)


@require_POST
def close(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Ends a referral without a place."""
    found = fetch(request, referral_id)
    form = CloseForm(request.POST, label_suffix="")
    if form.is_valid():
        try:
            actions.close_referral(by=request.gate.staff, referral=found, reason=form.cleaned_data["reason"])
            messages.success(request, _("Closed. You can open it again from this page."))
            return redirect("intake:referral", referral_id=found.pk)
        except ValidationError as error:
            add_errors(form, error)
    return referral_page(request, found, close_form=form)


@require_POST
def reopen(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Takes a closing or a hand-off back."""
    found = fetch(request, referral_id)
    try:
        actions.reopen_referral(by=request.gate.staff, referral=found)
        messages.success(request, _("Open again, where it was left."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("intake:referral", referral_id=found.pk)


def add_errors(form: Any, error: ValidationError) -> None:
    """Puts an action's errors beside the fields they name; the others on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        form.add_error(name if name in form.fields else None, problems)


def as_uuid(text: str) -> UUID:
    """The id in `text`; something else finds nobody."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
