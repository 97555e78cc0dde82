"""What happens while one looks: a group in the middle of its hour, notes that wait for a second signature, and a seat
offered to somebody whose week falls short."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openiop.base.audit.actions import System
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Kind, Lead, Session, Topic
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.actions.cosigning import ask_to_cosign
from openiop.care.encounters.models import Note
from openiop.care.encounters.tap_rules import written
from openiop.care.placement.models import Episode
from openiop.care.plan.queries import open_objectives
from openiop.care.schedule import actions as schedule
from openiop.care.schedule.makeups import seats_for

BEGAN, LENGTH, LEAST = timedelta(minutes=25), timedelta(minutes=90), timedelta(minutes=40)
MEMBERS = 8
QUOTE = "It passes when I say it out loud."
OFFERS = 2


def happen_now(organisation: UUID, now: datetime) -> None:
    """All three, by the people who would do it."""
    program = Program.objects.select_related("organisation").get(organisation=organisation)
    dana = Staff.objects.get(organisation=organisation, user__email__startswith="dana@")
    if group := group_on_now(program, dana, now):
        tap_some(group, dana, now)
    ask_for_second_signatures(organisation)
    offer_seats(program, dana, now)


def group_on_now(program: Program, dana: Staff, now: datetime) -> Session | None:
    """Dana's group that is on; where none is, one that began twenty-five minutes ago. None where there is no time for
    it between her other groups."""
    hers = Session.objects.filter(leads__staff=dana, leads__is_live=True).exclude(state=Session.State.CANCELLED)
    if on := hers.filter(during__contains=now, group__isnull=False).first():
        return on
    start = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) - BEGAN
    end = start + LENGTH
    for other in hers.filter(during__overlap=(start, end)).order_by("during"):
        if other.during.upper <= now:
            start = max(start, other.during.upper)
        elif other.group_id:
            end = min(end, other.during.lower)
        else:
            calendar.cancel_session(by=dana, session=other, why="Steady Ground meets at this hour today")
    if end - start < LEAST:
        return None
    return meet_now(program, dana, DateTimeTZRange(start, end))


def meet_now(program: Program, dana: Staff, during: Any) -> Session:
    """A group with whoever is free: a room, a second facilitator, eight people."""
    taken = Session.objects.filter(during__overlap=during).exclude(state=Session.State.CANCELLED)
    room = (
        program.site.rooms.exclude(pk__in=taken.filter(room__isnull=False).values("room")).order_by("-capacity").first()
    )
    topics = Topic.objects.filter(program=program, module="Relapse prevention").exclude(outline=[])
    session = Session.objects.create(
        organisation=program.organisation,
        program=program,
        kind=Kind.GROUP,
        title="Steady Ground",
        topic=topics.order_by("order").first(),
        during=during,
        room=room,
        is_virtual=True,  # some are in the room, some on the wall: whoever signs in as a client can join
    )
    session.lead_by(dana, Lead.Part.LEAD).save()
    busy = Lead.objects.filter(is_live=True, during__overlap=during).values("staff")
    others = [each for each in program.staff.exclude(pk__in=busy).order_by("name") if "facilitator" in each.roles]
    if others:
        session.lead_by(others[-1], Lead.Part.CO_LEAD).save()
    stays = Episode.objects.filter(program=program, closed_on=None).exclude(client__seats__in=live_seats(during))
    for stay in stays.select_related("client").order_by("client__user_id", "opened_on", "client_id")[:MEMBERS]:
        session.seat_for(stay.client).save()
    session.refresh_from_db()
    return session


def live_seats(during: Any) -> Any:
    from openiop.care.calendar.models import Seat

    return Seat.objects.filter(is_live=True, during__overlap=during)


def tap_some(group: Session, dana: Staff, now: datetime) -> None:
    """What her tablet has so far: most are here, one came late, one is awaited; three of them are at work."""
    start = group.during.lower
    ids = list(group.seats.filter(is_live=True).order_by("created_at").values_list("client_id", flat=True))
    steps = open_objectives(ids[:3])

    def tap(client: UUID, kind: str, value: Any, minute: float) -> dict[str, Any]:
        at = min(start + timedelta(minutes=minute), now)
        return {"key": str(uuid4()), "client": str(client), "kind": kind, "value": value, "at": written(at)}

    came = ids[: max(1, len(ids) - 2)]
    taps = [tap(client, "attendance", "arrived", -3 + n * 0.5) for n, client in enumerate(came)]
    taps += [tap(client, "attendance", "late", 9) for client in ids[-2:-1] if client not in came]
    for client, (taking_part, seemed) in zip(came, ((3, "calm"), (2, "anxious"), (4, "bright")), strict=False):
        taps += [tap(client, "participation", taking_part, 14), tap(client, "affect", seemed, 15)]
        taps += [tap(client, "objective", {"id": str(each.pk), "on": True}, 16) for each in steps.get(client, [])[:1]]
    taps.append(tap(came[0], "quote", QUOTE, 18))
    kept = encounters.keep(by=dana, session=group, taps=taps, now=now)
    assert not kept.refused, kept.refused


def ask_for_second_signatures(organisation: UUID) -> None:
    """The supervisor is asked for those notes that nobody signed after their author yet."""
    waiting: dict[Session, list[Note]] = defaultdict(list)
    rows = Note.objects.filter(organisation=organisation, cosigner__isnull=False, cosignatures=None)
    for note in rows.select_related("session__program", "signed_by", "cosigner").order_by("signed_at", "pk"):
        waiting[note.session].append(note)
    for session, notes in waiting.items():
        ask_to_cosign(by=System("demo", organisation), session=session, notes=notes)


def offer_seats(program: Program, dana: Staff, now: datetime) -> None:
    """The best free seat of the week, to the first whose week falls short."""
    here = Client.objects.filter(episodes__program=program, episodes__closed_on=None).order_by("user_id", "pk")
    offered = 0
    for client in here:
        proposals = seats_for(program, client, now)
        if proposals:
            best = proposals[0]
            session = Session.objects.select_related("program").get(pk=best.chance.session_id)
            schedule.offer_makeup(by=dana, session=session, client=client, reasons=map(str, best.reasons), now=now)
            offered += 1
        if offered == OFFERS:
            return
