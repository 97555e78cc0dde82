"""One session: book it, move it, cancel it, have somebody stand in, give and free seats."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.care.calendar import actions
from openiop.care.calendar.forms import BookForm, CancelForm, MoveForm, SeatForm, StandInForm, WhyForm
from openiop.care.calendar.models import Kind, Seat, Session
from openiop.care.calendar.views.groups import told

P = Permission
EVALUATION_MINUTES = 90
RELATED = ("group", "room", "topic", "program")


def book(request: HttpRequest) -> HttpResponse:
    """An individual or family session, or the evaluation of somebody who was referred."""
    gate = request.gate  # type: ignore[attr-defined]
    gate.require(P.SCHEDULE)
    start = {"day": request.GET.get("day") or gate.program.today(), "client": request.GET.get("client")}
    if request.GET.get("kind") == Kind.EVALUATION:
        start |= {"kind": Kind.EVALUATION, "minutes": EVALUATION_MINUTES}
    form = BookForm(request.POST or None, gate=gate, initial=start | {"staff": gate.actor.pk})
    if form.is_valid():
        data = form.cleaned_data
        try:
            session = actions.book_session(
                by=gate.actor,
                program=gate.program,
                kind=data["kind"],
                clients=[data["client"]],
                staff=data["staff"],
                start=form.start,
                minutes=data["minutes"],
                room=data["room"],
                virtual=data["virtual"],
                title=data["title"],
            )
        except (actions.Clash, ValidationError) as error:
            told(form, error)
        else:
            messages.success(request, _("Booked for {name}.").format(name=data["client"].first_name))
            return redirect(week_of(gate, session))
    return render(request, "calendar/book.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def change(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """What should be different about this session?"""
    gate = request.gate  # type: ignore[attr-defined]
    return show(request, gate.fetch(Session, session_id, P.SCHEDULE, related=RELATED))


@require_POST
def move(request: HttpRequest, session_id: UUID) -> HttpResponse:
    gate, session = asked(request, session_id)
    form = MoveForm(request.POST, gate=gate, prefix="move")
    if form.is_valid():
        data = form.cleaned_data
        try:
            session = actions.move_session(
                by=gate.actor, session=session, start=form.start, minutes=data["minutes"], room=data["room"],
                why=data["why"],
            )  # fmt: skip
        except (actions.Clash, ValidationError) as error:
            told(form, error)
        else:
            messages.success(request, _("Moved, with everyone in it."))
            return redirect(week_of(gate, session))
    return show(request, session, move=form)


@require_POST
def cancel(request: HttpRequest, session_id: UUID) -> HttpResponse:
    gate, session = asked(request, session_id)
    form = CancelForm(request.POST, prefix="cancel")
    if form.is_valid():
        try:
            actions.cancel_session(by=gate.actor, session=session, why=form.cleaned_data["why"])
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(request, _("Cancelled. Seats and clinicians are free again."))
            return redirect(week_of(gate, session))
    return show(request, session, cancel=form)


@require_POST
def stand_in(request: HttpRequest, session_id: UUID) -> HttpResponse:
    gate, session = asked(request, session_id)
    form = StandInForm(request.POST, gate=gate, prefix="stand")
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.stand_in(by=gate.actor, session=session, **data)
        except (actions.Clash, ValidationError) as error:
            told(form, error)
        else:
            messages.success(request, _("{name} leads this session.").format(name=data["staff"]))
            return redirect(session.change_url)
    return show(request, session, stand=form)


@require_POST
def give_seat(request: HttpRequest, session_id: UUID) -> HttpResponse:
    gate, session = asked(request, session_id)
    form = SeatForm(request.POST, gate=gate, prefix="seat")
    if form.is_valid():
        client = form.cleaned_data["client"]
        try:
            actions.give_seat(by=gate.actor, session=session, client=client)
        except (actions.Clash, ValidationError) as error:
            told(form, error)
        else:
            messages.success(request, _("{name} has a seat.").format(name=client.first_name))
            return redirect(session.change_url)
    return show(request, session, seat=form)


@require_POST
def give_up_seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    gate = request.gate  # type: ignore[attr-defined]
    related = ("client", *(f"session__{name}" for name in RELATED))
    seat = gate.fetch(Seat, seat_id, P.SCHEDULE, related=related)
    form = WhyForm(request.POST)
    if form.is_valid():
        actions.give_up_seat(by=gate.actor, seat=seat, why=form.cleaned_data["why"])
        messages.success(request, _("{name}’s seat is free.").format(name=seat.client.first_name))
        return redirect(seat.session.change_url)
    return show(request, seat.session, why=form, faulty_seat=seat.pk)


def asked(request: HttpRequest, session_id: UUID) -> tuple[Gate, Session]:
    gate = request.gate  # type: ignore[attr-defined]
    return gate, gate.fetch(Session, session_id, P.SCHEDULE, related=RELATED)


def show(request: HttpRequest, session: Session, **bound: Any) -> HttpResponse:
    """The page with every form; the bound one keeps what was typed."""
    gate = request.gate  # type: ignore[attr-defined]
    seats = gate.rows(Seat, P.SEE_CLIENTS).filter(session=session, is_live=True).select_related("client")
    context = {
        "session": session,
        "leads": session.leads.filter(is_live=True).select_related("staff"),
        "seats": list(seats.order_by("client__legal_last", "client__legal_first")),
        "is_planned": session.state == Session.State.PLANNED,
        "move": MoveForm.of(session, gate),
        "cancel": CancelForm(prefix="cancel"),
        "stand": StandInForm(gate=gate, prefix="stand"),
        "seat": SeatForm(gate=gate, prefix="seat"),
        "why": WhyForm(),
        **bound,
    }
    faulty = any(getattr(form, "errors", None) for form in bound.values())
    return render(request, "calendar/change_session.html", context, status=422 if faulty else 200)


def week_of(gate: Gate, session: Session) -> str:
    """The calendar in the week of this session."""
    day = gate.program.local(session.during.lower).date()
    return f"{reverse('calendar:week')}?week={day.isoformat()}"
