"""One meeting at a time: book, move, cancel, stand in. Nothing is ever deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program, Room
from openiop.care.calendar import rules
from openiop.care.calendar.actions.apart import check_together
from openiop.care.calendar.actions.clashes import belongs, clashes_in_words, hold, looked_after
from openiop.care.calendar.actions.curriculum import deal_topics, one_dealer_at_a_time
from openiop.care.calendar.models import Kind, Lead, Seat, Session, Topic
from openiop.care.intake.actions import appointment_made, appointment_off

SAME: Any = object()
LONGEST = 8 * 60


@transaction.atomic
def book_session(
    *,
    by: Any,
    program: Program,
    kind: str,
    clients: Iterable[Client],
    staff: Staff | Iterable[Staff],
    start: datetime,
    minutes: int,
    room: Room | None = None,
    virtual: bool = False,
    title: str = "",
) -> Session:
    """An individual or family session, case management, a medication visit or an evaluation, outside any weekly group.

    `start` is an aware instant; `staff` one person or two (the second is co-facilitator). Raises Clash naming who or
    what is booked already, ValidationError naming the field.
    """
    require(by, Permission.SCHEDULE)
    clients, people = list(clients), [staff] if isinstance(staff, Staff) else list(staff)
    _check(clients, people, minutes, room, virtual)
    _check_evaluates(kind, people)
    belongs(program, room=room, **{f"staff {n}": s for n, s in enumerate(people)})
    belongs(program, **{f"client {n}": c for n, c in enumerate(clients)})
    hold(staff=people, rooms=[room], clients=clients)
    if (refused := check_together(clients, title or Kind(kind).label, program.local(start).date())) is not None:
        raise refused
    session = Session(
        organisation_id=program.organisation_id,
        program=program,
        kind=kind,
        title=title or plain_title(kind),
        during=DateTimeTZRange(start, start + timedelta(minutes=minutes)),
        room=room,
        is_virtual=virtual,
        capacity=len(clients),
    )
    leads = [session.lead_by(person, part) for part, person in zip(Lead.Part, people, strict=False)]
    seats = [session.seat_for(client) for client in clients]
    with clashes_in_words(session, *leads, *seats):
        session.save()
        for lead in leads:
            lead.save()
        Seat.objects.bulk_create(seats)
    session.refresh_from_db(fields=["seats_taken"])
    for client in clients:
        record("calendar.session.booked", session, by=by, client_id=client.pk, start=start.isoformat(), kind=kind)
        if kind == Kind.EVALUATION:
            appointment_made(by=by, client=client, program=program)
    return session


@transaction.atomic
def move_session(
    *, by: Any, session: Session, start: datetime, minutes: int | None = None, room: Room | None = SAME, why: str = ""
) -> Session:
    """Moves a planned session with everyone in it. Without `room` it stays where it is.

    Raises Clash where a client, a clinician or the room is taken then: nothing has moved. ValidationError where the
    session was held or cancelled.
    """
    require(by, Permission.SCHEDULE)
    session = _planned(session)
    room = session.room if room is SAME else room
    belongs(session.program, room=room)
    if room is None and not session.is_virtual:
        raise ValidationError({"room": _("Choose a room.")})
    minutes = session.minutes if minutes is None else minutes
    _check_minutes(minutes)
    live = {"is_live": True}
    hold(
        staff=session.leads.filter(**live).values_list("staff_id", flat=True),
        rooms=[room],
        clients=session.seats.filter(**live).values_list("client_id", flat=True),
    )
    before = session.during
    session.breaks = rules.shift_breaks(session.breaks, start - before.lower)
    session.during = DateTimeTZRange(start, start + timedelta(minutes=minutes))
    session.room = room
    with clashes_in_words(session):
        session.save(update_fields=["during", "breaks", "room"])  # seats and leads follow by foreign key
    if room is not None:
        looked_after(by=by, session=session, what="room")
    record("calendar.session.moved", session, by=by, why=why, before=before.lower.isoformat(), after=start.isoformat())
    return session


@transaction.atomic
def cancel_session(*, by: Any, session: Session, why: str) -> Session:
    """Cancels a planned session: seats and clinicians are free again, the session stays to be seen with its reason."""
    require(by, Permission.SCHEDULE)
    one_dealer_at_a_time(session.program_id)
    session = _planned(session)
    if not why.strip():
        raise ValidationError({"why": _("Say why: everyone who had a seat can read it.")})
    evaluated = session.kind == Kind.EVALUATION
    freed = list(Client.objects.filter(seats__session=session, seats__is_live=True)) if evaluated else []
    session.seats.filter(is_live=True).update(is_live=False, released_why=why)
    session.leads.filter(is_live=True).update(is_live=False)
    session.refresh_from_db(fields=["seats_taken"])
    session.state, session.cancelled_why = Session.State.CANCELLED, why
    session.save(update_fields=["state", "cancelled_why"])
    for what in ("room", "clinician"):
        looked_after(by=by, session=session, what=what)
    if session.group is not None and session.topic_id:  # its topic is not lost: the next meeting takes it
        deal_topics(program=session.program, groups=[session.group])
    record("calendar.session.cancelled", session, by=by, why=why)
    for client in freed:
        appointment_off(by=by, client=client, program=session.program)
    return session


@transaction.atomic
def stand_in(*, by: Any, session: Session, staff: Staff, why: str, part: str = Lead.Part.LEAD) -> Lead:
    """`staff` leads this one session in place of whoever was to. Raises Clash where they lead another one then."""
    require(by, Permission.SCHEDULE)
    session = _planned(session)
    belongs(session.program, staff=staff)
    if not why.strip():
        raise ValidationError({"why": _("Say why somebody else leads this session.")})
    _check_evaluates(session.kind, [staff])
    hold(staff=[staff])
    before = session.leads.filter(part=part, is_live=True).select_related("staff").first()
    lead = lead_with(session=session, part=part, staff=staff)
    looked_after(by=by, session=session, what="clinician")
    record("calendar.session.stood_in", session, by=by, why=why, before=str(before or ""), now=str(lead))
    return lead  # type: ignore[return-value]


@transaction.atomic
def mark_held(*, by: Any, session: Session) -> bool:
    """The session took place; False where it was marked before. Whoever takes attendance may."""
    require(by, Permission.TAKE_ATTENDANCE)
    held = Session.objects.filter(pk=session.pk, state=Session.State.PLANNED).update(state=Session.State.HELD)
    if held:
        session.state = Session.State.HELD
        record("calendar.session.held", session, by=by)
    return bool(held)


@transaction.atomic
def set_end(*, by: Any, session: Session, at: datetime, why: str) -> Session:
    """The session ended at `at` (aware), whenever it was planned to: seats and clinicians' hours follow, breaks that
    never came fall away. Raises Clash where the time was somebody else's. Whoever takes attendance may."""
    require(by, Permission.TAKE_ATTENDANCE)
    before = session.during
    if at <= before.lower:
        raise ValidationError(_("A session ends after it has begun."))
    session.during = DateTimeTZRange(before.lower, at)
    session.breaks = rules.breaks_until(session.breaks, at)
    with clashes_in_words(session):
        session.save(update_fields=["during", "breaks"])  # seats and leads follow by foreign key
    record("calendar.session.ended", session, by=by, why=why, before=before.upper.isoformat(), after=at.isoformat())
    return session


@transaction.atomic
def teach(*, by: Any, session: Session, topic: Topic) -> bool:
    """The session took this topic, whichever was planned: what was planned comes next in its line. False where it was
    the one. Whoever writes its notes may."""
    require(by, Permission.WRITE_NOTES)
    belongs(session.program, topic=topic)
    if session.topic_id == topic.pk:
        return False
    before, session.topic = session.topic_id, topic
    session.save(update_fields=["topic"])
    record("calendar.session.taught", session, by=by, before=str(before or ""), after=str(topic.pk))
    if session.group is not None:
        deal_topics(program=session.program, groups=[session.group])
    return True


def lead_with(*, session: Session, part: str, staff: Staff | None) -> Lead | None:
    """Puts `staff` into this part of the session; whoever had it is free again. For the actions of this room."""
    lead = session.lead_by(staff, part) if staff else None
    with clashes_in_words(*([lead] if lead else [])):
        if lead is not None:  # somebody who changes parts has one hour, not two
            session.leads.filter(staff=staff, is_live=True).update(is_live=False)
        session.leads.filter(part=part, is_live=True).update(is_live=False)
        if lead is not None:
            lead.save()
    return lead


def plain_title(kind: str) -> str:
    """What a session without a name of its own is called, in the language it is kept in."""
    with override("en"):
        return str(Kind(kind).label)


def _planned(session: Session) -> Session:
    """The session, locked, if it is still only planned."""
    session = (
        Session.objects.select_for_update(of=("self",), no_key=False)
        .select_related("program", "room", "group")
        .get(pk=session.pk)
    )
    if session.state == Session.State.CANCELLED:
        raise ValidationError(_("This session is cancelled already."))
    if session.state == Session.State.HELD:
        raise ValidationError(_("This session was held. What happened is corrected in the session itself."))
    return session


def _check(clients: list[Client], people: list[Staff], minutes: int, room: Room | None, virtual: bool) -> None:
    if not clients:
        raise ValidationError({"clients": _("Choose at least one client.")})
    if not 1 <= len(people) <= len(Lead.Part):
        raise ValidationError({"staff": _("Choose one clinician, or two.")})
    if room is None and not virtual:
        raise ValidationError({"room": _("Choose a room, or mark the session as by video.")})
    _check_minutes(minutes)


def _check_evaluates(kind: str, people: list[Staff]) -> None:
    if kind == Kind.EVALUATION and not any(each.may(Permission.EVALUATE) for each in people):
        raise ValidationError({"staff": _("An evaluation needs somebody who may evaluate.")})


def _check_minutes(minutes: int) -> None:
    if not 5 <= minutes <= LONGEST:
        raise ValidationError({"minutes": _("Give between 5 and 480 minutes.")})
