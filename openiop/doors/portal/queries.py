"""What a client reads of their own. Everything goes through the gate as SEE_OWN."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from openiop.base.people.models import Client, Contact
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Lead, Seat, Session
from openiop.care.intake.models import Referral
from openiop.care.placement.models import Episode
from openiop.rulebook import dose

WAITING = (Referral.State.NEW, Referral.State.SCREENED, Referral.State.EVALUATED)


@dataclass(frozen=True)
class Standing:
    """Where somebody is on their way. state: "before" admission, "here", or "after" the last day."""

    client: Client
    state: str
    program: Program | None
    episode: Episode | None
    referral: Referral | None  # an open one: the first way in, or the way back


def standing(gate: Gate) -> Standing:
    """The client who asks, and where they are; two queries."""
    client = gate.client
    stays = gate.rows(Episode, P.SEE_OWN).select_related("program__organisation", "program__site", "therapist")
    stay = max(stays, key=lambda each: (each.closed_on is None, each.opened_on), default=None)
    if stay and stay.closed_on is None:
        return Standing(client, "here", stay.program, stay, None)
    referrals = gate.rows(Referral, P.SEE_OWN).select_related("program__organisation", "program__site")
    newest = referrals.order_by("-received_at").first()
    waiting = newest if newest and newest.state in WAITING else None
    if stay:
        return Standing(client, "after", stay.program, stay, waiting)
    return Standing(client, "before", newest.program if newest else None, None, waiting)


def seats_between(gate: Gate, start: datetime, end: datetime) -> list[Seat]:
    """The client's own seats in [start, end), cancelled sessions included, with who leads (`session.leading`)."""
    leads = Prefetch("session__leads", Lead.objects.filter(is_live=True).select_related("staff"), to_attr="leading")
    rows = gate.rows(Seat, P.SEE_OWN).filter(during__overlap=(start, end))
    rows = rows.exclude(is_live=False, session__state__in=[Session.State.PLANNED, Session.State.HELD])
    return list(
        rows.select_related("session__room", "session__topic", "session__group")
        .prefetch_related(leads)
        .order_by("during")[:80]
    )


def days_of(gate: Gate, program: Program, weeks: int = 2) -> list[dict[str, Any]]:
    """This treatment week and the next, day by day, those with a session only: dict(date, seats)."""
    first = program.week_of(program.today()).first
    start = dose.day_span(first, program.zone).start
    end = dose.day_span(first + timedelta(days=7 * weeks - 1), program.zone).end
    days: dict[Any, list[Seat]] = {}
    for seat in seats_between(gate, start, end):
        days.setdefault(program.local(seat.during.lower).date(), []).append(seat)
    return [{"date": day, "seats": seats} for day, seats in sorted(days.items())]


def seat_by_video(gate: Gate, session: Session, now: datetime) -> Seat | None:
    """The client's seat in a session by video that begins within a day; None where they go there."""
    if not session.is_virtual or session.during.lower > now + timedelta(days=1):
        return None
    return gate.rows(Seat, P.SEE_OWN).filter(session=session, is_live=True).first()


def people_who_know(gate: Gate) -> list[Contact]:
    """Whom the client may call: people around them who know, and have a number."""
    rows = gate.rows(Contact, P.SEE_OWN).filter(knows=True).exclude(phone="")
    return list(rows.order_by("-is_emergency", "name")[:4])
