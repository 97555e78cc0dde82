"""Who has a seat: standing seats in groups, and a place in one session."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_day
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.care.calendar import rules
from openiop.care.calendar.actions.apart import check_apart
from openiop.care.calendar.actions.clashes import (
    Clash,
    Clashes,
    belongs,
    clashes_in_words,
    client_busy,
    full,
    hold,
    looked_after,
)
from openiop.care.calendar.models import Group, Kind, Membership, Seat, Session
from openiop.care.intake.actions import appointment_off


@transaction.atomic
def place(
    *, by: Any, client: Client, groups: Iterable[Group], first_day: date, last_day: date | None = None
) -> list[Membership]:
    """Gives the client a standing seat in each group from `first_day` (local), and a seat in each planned session.

    All or nothing. Raises Clashes with every reason in words: a group that is over or full, membership already held,
    a seat elsewhere at the same time, a session without a free seat.
    """
    require(by, Permission.SCHEDULE)
    groups = sorted(groups, key=lambda group: group.pk)
    for group in groups:
        belongs(group.program, client=client, group=group)
    hold(clients=[client])
    sessions = _sessions_for(groups, first_day, last_day)
    found = [*_standing_clashes(client, groups, first_day), *_session_clashes(client, sessions)]
    if clash := check_apart(client=client, groups=groups, first_day=first_day):
        found.append(clash)
    if found:
        raise Clashes(found)
    made = [
        Membership(
            organisation_id=client.organisation_id, group=group, client=client, first_day=first_day, last_day=last_day
        )
        for group in groups
    ]
    seats = [session.seat_for(client) for session in sessions]
    with clashes_in_words(*seats):
        Membership.objects.bulk_create(made)
        Seat.objects.bulk_create(seats)
    for membership in made:
        record(
            "calendar.client.placed",
            membership,
            by=by,
            client_id=client.pk,
            group=str(membership.group_id),
            first_day=first_day.isoformat(),
        )
    return made


@transaction.atomic
def give_seat(*, by: Any, session: Session, client: Client) -> Seat:
    """A seat in this one session (a make-up, a guest). Raises Clash where it is full or the client is elsewhere."""
    require(by, Permission.SCHEDULE)
    belongs(session.program, client=client)
    hold(clients=[client])
    session = Session.objects.select_for_update(of=("self",)).select_related("program").get(pk=session.pk)
    if session.is_cancelled:
        raise ValidationError(_("This session is cancelled already."))
    if clash := check_apart(
        client=client, session=session, first_day=session.program.local(session.during.lower).date()
    ):
        raise clash
    seat = session.seat_for(client)
    if session.seats_taken >= session.capacity:
        raise full(session)
    with clashes_in_words(seat):
        seat.save()
    looked_after(by=by, session=session, what="client", client=client)
    record("calendar.seat.given", seat, by=by, session=str(session.pk))
    return seat


@transaction.atomic
def give_up_seat(*, by: Any, seat: Seat, why: str) -> bool:
    """Frees one seat, with its reason; the standing seat in the group stays. False where it was free already."""
    require(by, Permission.SCHEDULE)
    if not why.strip():
        raise ValidationError({"why": _("Say why this seat is given up.")})
    freed = Seat.objects.filter(pk=seat.pk, is_live=True).update(is_live=False, released_why=why)
    if freed:
        seat.is_live, seat.released_why = False, why
        record("calendar.seat.given_up", seat, by=by, why=why, session=str(seat.session_id))
        if seat.session.kind == Kind.EVALUATION:
            appointment_off(by=by, client=seat.client, program=seat.session.program)
    return bool(freed)


@transaction.atomic
def end_membership(*, by: Any, membership: Membership, last_day: date, why: str) -> int:
    """The client's standing seat ends after `last_day` (local); seats in later sessions are freed. Returns how many.

    With `last_day` before the first day the person never comes: the membership ends on its first day, without seats.
    """
    require(by, Permission.SCHEDULE)
    if not why.strip():
        raise ValidationError({"why": _("Say why this person leaves the group.")})
    membership.last_day = max(last_day, membership.first_day)
    membership.save(update_fields=["last_day"])
    seats = Seat.objects.filter(
        Q(session__group_day__gt=last_day) | Q(session__group_day=None, during__startswith__gt=timezone.now()),
        client_id=membership.client_id,
        session__group_id=membership.group_id,
        session__state=Session.State.PLANNED,
        is_live=True,
    )
    freed = Seat.objects.filter(pk__in=list(seats.values_list("pk", flat=True))).update(is_live=False, released_why=why)
    record(
        "calendar.membership.ended", membership, by=by, why=why, last_day=membership.last_day.isoformat(), freed=freed
    )
    return freed


def _sessions_for(groups: list[Group], first_day: date, last_day: date | None) -> list[Session]:
    """The planned sessions a new member gets a seat in, locked in one order."""
    sessions = Session.objects.select_for_update(of=("self",)).filter(
        group__in=groups, state=Session.State.PLANNED, group_day__gte=first_day
    )
    if last_day:
        sessions = sessions.filter(group_day__lte=last_day)
    return list(sessions.select_related("program").order_by("pk"))


def _standing_clashes(client: Client, groups: list[Group], first_day: date) -> list[Clash]:
    found = [
        Clash("client", _("{one} and {other} overlap.").format(one=one.name, other=other.name))
        for one, other in combinations(groups, 2)
        if rules.weekly_overlap(one.weekly, other.weekly)
    ]
    for group in groups:
        standing = group.memberships.filter(Q(last_day=None) | Q(last_day__gte=first_day))
        if not group.runs_on(first_day):
            words = _("{group} met for the last time on {day}.").format(group=group.name, day=local_day(group.last_day))
            found.append(Clash("group", words))
        elif standing.filter(client=client).exists():
            found.append(Clash("client", _("{name} is in {group} already.").format(name=client.name, group=group.name)))
        elif standing.values("client").distinct().count() >= group.capacity:
            words = _("{group} is full: all {seats} seats are taken.").format(group=group.name, seats=group.capacity)
            found.append(Clash("seats", words))
    return found


def _session_clashes(client: Client, sessions: list[Session]) -> list[Clash]:
    found = [full(session) for session in sessions if session.seats_taken >= session.capacity]
    if not sessions:
        return found
    begin, end = min(s.during.lower for s in sessions), max(s.during.upper for s in sessions)
    busy = Seat.objects.filter(client=client, is_live=True, during__overlap=(begin, end)).only("pk", "during")
    for session in sessions:
        for seat in busy:
            if seat.during.lower < session.during.upper and session.during.lower < seat.during.upper:
                found.append(client_busy(Seat.objects.filter(pk=seat.pk)))
    return found
