"""The database refuses to book anyone or anything twice; here its refusal becomes words that name who and when."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Model, Q
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_day, local_range
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Role
from openiop.base.programs.models import Program, Room
from openiop.base.worklist.actions import ask, close_source
from openiop.care.calendar.models import Lead, Seat, Session

NEEDS_A_LOOK = "calendar.clash"


class Clash(Exception):
    """Somebody or something would be booked twice, or a session would hold more people than it has seats.

    `what`: "client", "clinician", "room", "seats", "group" or "apart". `session`: the one that is in the way, where
    known. The text says who, what and when, for a person to read.
    """

    def __init__(self, what: str, words: str, session: Session | None = None):
        super().__init__(words)
        self.what = what
        self.session = session


class Clashes(Clash):
    """Several at once, so that a person reads all of them before trying again."""

    def __init__(self, clashes: list[Clash]):
        super().__init__(clashes[0].what, " ".join(str(clash) for clash in clashes), clashes[0].session)
        self.clashes = clashes


@contextmanager
def clashes_in_words(*rows: Session | Lead | Seat) -> Iterator[None]:
    """A savepoint around writes of these sessions, leads and seats: what the constraints refuse is raised as Clash, and
    nothing of the block is kept."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        clash = understand(error, rows)
        if clash is None:
            raise
        raise clash from error


def hold(*, staff: Iterable[Any] = (), rooms: Iterable[Any] = (), clients: Iterable[Any] = ()) -> None:
    """Waits for anyone else who is booking the same people or rooms, always in the same order: two bookings of one
    hour then meet a clear refusal, never a deadlock. Holds until the transaction ends."""
    for model, keys in ((Staff, staff), (Room, rooms), (Client, clients)):
        wanted = {getattr(key, "pk", key) for key in keys} - {None}
        if wanted:
            list(
                model._default_manager.select_for_update(no_key=True)  # type: ignore[attr-defined]
                .filter(pk__in=wanted)
                .order_by("pk")
                .values_list("pk")
            )


def understand(error: IntegrityError, rows: Iterable[Session | Lead | Seat]) -> Clash | None:
    """The clash behind a refusal of the database, or None where it refused something else.

    The database names the constraint and not the rows (of tables behind a policy it never does), so what stands in the
    way is looked for among those that whoever books may see.
    """
    constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    if constraint in {"group_meets_once_at_a_time", "group_meets_once_a_week_day"}:
        return Clash("group", _("This group meets at that time already."))
    if constraint == "client_booked_once":
        return client_busy(Seat.objects.filter(_in_the_way(rows, Seat, "client"), is_live=True))
    if constraint == "clinician_booked_once":
        return clinician_busy(Lead.objects.filter(_in_the_way(rows, Lead, "staff"), is_live=True))
    if constraint == "room_booked_once":
        found = Session.objects.exclude(state=Session.State.CANCELLED)
        return room_taken(found.filter(_rooms_taken(rows)))
    if constraint == "session_not_overbooked":
        booked = {row.pk if isinstance(row, Session) else row.session_id for row in rows}
        fullest = Session.objects.filter(pk__in=booked).order_by(F("capacity") - F("seats_taken"), "pk")
        session = fullest.select_related("program").first()
        return full(session) if session else Clash("seats", _("This session has no seat left."))
    return None


def _in_the_way(rows: Iterable[Session | Lead | Seat], model: type[Lead] | type[Seat], who: str) -> Q:
    """Other hours of the people whom these rows book, or whom the sessions among them had booked before."""
    found = Q(pk__in=())
    for row in rows:
        session_id = row.pk if isinstance(row, Session) else row.session_id
        if isinstance(row, model):
            people = [getattr(row, f"{who}_id")]
        elif isinstance(row, Session):
            mine = model._default_manager.filter(session=row, is_live=True)
            people = list(mine.values_list(f"{who}_id", flat=True))
        else:
            continue
        found |= Q(**{f"{who}__in": people}, during__overlap=row.during) & ~Q(session=session_id)
    return found


def _rooms_taken(rows: Iterable[Session | Lead | Seat]) -> Q:
    found = Q(pk__in=())
    for row in rows:
        if isinstance(row, Session) and row.room_id:
            found |= Q(room=row.room_id, during__overlap=row.during) & ~Q(pk=row.pk)
    return found


def client_busy(seats: Any) -> Clash:
    """`seats`: rows whose first stands in the way of this client."""
    seat = seats.select_related("client", "session__program").first()
    if seat is None:
        return Clash("client", _("This client is booked at that time already."))
    words = _("{name} has {session} then.").format(name=seat.client.name, session=in_words(seat.session))
    return Clash("client", words, seat.session)


def clinician_busy(leads: Any) -> Clash:
    lead = leads.select_related("staff", "session__program").first()
    if lead is None:
        return Clash("clinician", _("This clinician is booked at that time already."))
    words = _("{name} leads {session} then.").format(name=lead.staff.name, session=in_words(lead.session))
    return Clash("clinician", words, lead.session)


def room_taken(sessions: Any) -> Clash:
    session = sessions.select_related("program", "room").first()
    if session is None:
        return Clash("room", _("This room is taken at that time already."))
    words = _("{room} is taken by {session}.").format(room=session.room.name, session=in_words(session))
    return Clash("room", words, session)


def ask_to_look(*, by: Any, session: Session, program: Program, clash: Clash, client: Client | None = None) -> None:
    """Asks the director to look at a planned session that lacks somebody or something; asked once for each."""
    ask(
        by=by,
        program=program,
        kind=NEEDS_A_LOOK,
        source=_need(session, clash.what, client),
        title=_("{session} needs a look").format(session=in_words(session, program)),
        detail=str(clash),
        client=client,
        role=Role.DIRECTOR,
        due_at=session.during.lower,
        link=session.change_url,
    )


def looked_after(*, by: Any, session: Session, what: str, client: Client | None = None) -> None:
    """What the session lacked has been seen to: the question, where there was one, is closed."""
    close_source(
        by=by,
        organisation_id=session.organisation_id,
        kind=NEEDS_A_LOOK,
        source=_need(session, what, client),
        outcome=_("Seen to in the calendar"),
    )


def _need(session: Session, what: str, client: Client | None) -> str:
    return f"{session.pk}:{what}:{client.pk if client else ''}"


def full(session: Session) -> Clash:
    words = _("{session} is full: all {seats} seats are taken.").format(
        session=in_words(session), seats=session.capacity
    )
    return Clash("seats", words, session)


def in_words(session: Session, program: Program | None = None) -> str:
    """“Skills Lab (Nov 16, 2:00 to 3:30 pm)”, on its program's clock."""
    program = program or session.program
    return _("{title} ({day}, {time})").format(
        title=session.title,
        day=local_day(session.during.lower, program),
        time=local_range(session.during, program),
    )


def belongs(program: Program, **rows: Model | None) -> None:
    """Nothing of another organisation is ever booked. Raises ValueError: no form can offer it."""
    for name, row in rows.items():
        if row is not None and row.organisation_id != program.organisation_id:  # type: ignore[attr-defined]
            raise ValueError(f"{name}: {row.pk} is not of this program's organisation")
