"""The Wednesday forecast, mended: free seats of this week for everyone who may miss their hours, in ten queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from openiop.base.context import everything, standing
from openiop.base.people.models import Client, Licence, Staff, licences_of, may_treat
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program, Track
from openiop.care.calendar import hours
from openiop.care.calendar.models import Lead, Seat, Session
from openiop.care.calendar.when import Availability, Separation
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries import attendance
from openiop.care.placement.models import Episode
from openiop.care.placement.rules import pack_for
from openiop.care.schedule.models import MakeupOffer
from openiop.care.schedule.queries import ClientWeek, client_week
from openiop.care.schedule.ranking import Chance, Need, Proposal, propose
from openiop.rulebook.dose import Week, week_span
from openiop.rulebook.packs import Pack

P = Permission


@dataclass(frozen=True, slots=True)
class _Stay:
    """What of somebody's stay decides where they may sit. state: where they live."""

    therapist: UUID | None = None
    population: str | None = None
    form: str = Track.Form.HYBRID
    born: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    """A session with a free seat: for which population, if any, and led by whom under which licences (by video)."""

    chance: Chance
    population: str | None
    leads: list[Staff]
    held: dict[UUID, list[Licence]]

    def takes(self, stay: _Stay, *, may_come: bool) -> bool:
        """Whether its track and, by video, a licence (TEL-1) take this person; `may_come`: they said when they can."""
        if not _is_for(self.population, stay.population):
            return False
        if self.chance.is_virtual:
            return may_treat(self.leads, self.held, stay.state, self.chance.day)
        return may_come or stay.form != Track.Form.VIRTUAL


def makeup_seats(
    program: Program, weeks: Sequence[ClientWeek], week: Week, now: datetime | None = None
) -> dict[UUID, tuple[Proposal, ...]]:
    """The best free seats of the rest of this week, by client, for those of `weeks` who may miss their hours. Only what
    whoever asks may see: `weeks` came through the gate."""
    now = now or timezone.now()
    short = [each for each in weeks if each.at_risk]
    if not short:
        return {}
    chances = _chances(program, week, now)
    if not chances:
        return {}
    clients = [each.client_id for each in short]
    busy = _busy(program, clients, week)
    topics, facilitators, stays = _topics(clients), _facilitators(clients, now), _stays(program, clients)
    fitting = _fitting(program, clients, week, [each.chance for each in chances])
    apart = _kept_apart(program, clients, [each.chance.session_id for each in chances], program.local(now).date())
    found = {}
    for each in short:
        stay = stays.get(each.client_id, _Stay(state=program.site.state))
        need = need_of(
            each,
            pack_for(program.pack, stay.born, week.first),
            busy[each.client_id],
            topics[each.client_id],
            stay.therapist,
            facilitators[each.client_id],
        )
        if each.client_id in fitting:
            possible, liked = fitting[each.client_id]
            need = replace(need, possible=possible, liked=liked)
        said, kept = each.client_id in fitting, apart[each.client_id]
        takes = [one.chance for one in chances if one.chance.session_id not in kept and one.takes(stay, may_come=said)]
        proposals = propose(need, takes)
        if proposals:
            found[each.client_id] = proposals
    return found


def seats_for(program: Program, client: Client, now: datetime | None = None) -> tuple[Proposal, ...]:
    """The same for one client who came through the gate, in the week of now."""
    now = now or timezone.now()
    day = program.local(now).date()
    row = client_week(program, client.pk, day, now)
    return makeup_seats(program, [row], program.week_of(day), now).get(client.pk, ()) if row else ()


def need_of(
    row: ClientWeek,
    pack: Pack,
    busy: Iterable[tuple[datetime, datetime]],
    topics: Iterable[UUID],
    primary: UUID | None,
    facilitators: Iterable[UUID],
) -> Need:
    """What a week lacks, from its decision."""
    cap = pack.claim.days_a_week
    return Need(
        short_by=row.short_by,
        short_days=row.decision.short_days,
        day_minutes=max((day.decision.needed for day in row.days), default=0),
        reachable={day.date: day.attended + day.ahead for day in row.days},
        days_left=cap - row.decision.reachable_days if cap else None,
        busy=tuple(busy),
        topics=frozenset(topics),
        primary=primary,
        facilitators=frozenset(facilitators),
    )


def offers_of(gate: Gate, client: Client, right: Permission, since: datetime | None = None) -> list[MakeupOffer]:
    """Offers to this client, newest first, those that expired unanswered left out."""
    rows = gate.rows(MakeupOffer, right).filter(client=client)
    if since:
        rows = rows.filter(session__during__endswith__gt=since)
    found = rows.select_related("session__room", "session__topic", "session__program").order_by("-offered_at")[:20]
    return [each for each in found if each.state != MakeupOffer.State.OFFERED or each.is_open(since)]


def open_offers(gate: Gate, now: datetime | None = None) -> int:
    """How many seats wait for the answer of the client who asks."""
    rows = gate.rows(MakeupOffer, P.SEE_OWN).filter(state=MakeupOffer.State.OFFERED)
    return rows.filter(expires_at__gt=now or timezone.now()).count()


def chance_of(session: Session) -> Chance:
    """One session as a chance, with who leads it."""
    leads = list(Lead.objects.filter(session=session, is_live=True).select_related("staff"))
    return _chance(session, [(lead.staff_id, lead.staff.first_name) for lead in leads])


def _chance(session: Session, leads: Sequence[tuple[UUID, str]]) -> Chance:
    return Chance(
        session_id=session.pk,
        title=session.title,
        start=session.during.lower,
        end=session.during.upper,
        day=session.program.local(session.during.lower).date(),
        minutes=session.treatment_minutes,
        open_seats=session.seats_open,
        topic_id=session.topic_id,
        topic=str(session.topic or ""),
        leads=tuple(key for key, _name in leads),
        lead_names=tuple(name for _key, name in leads),
        is_virtual=session.is_virtual,
    )


def _chances(program: Program, week: Week, now: datetime) -> list[_Open]:
    """Groups of the rest of the week with a free seat, open to newcomers."""
    span = week_span(week, program.zone)
    rows = Session.objects.filter(
        program=program,
        group__is_open=True,
        state=Session.State.PLANNED,
        during__startswith__gt=now,
        during__startswith__gte=span.start,
        during__startswith__lt=span.end,
        seats_taken__lt=F("capacity"),
    )
    rows = list(rows.select_related("program", "topic", "group__track").order_by("during")[:200])
    leads: dict[UUID, list[Staff]] = defaultdict(list)
    for lead in Lead.objects.filter(session__in=rows, is_live=True).select_related("staff"):
        leads[lead.session_id].append(lead.staff)
    by_video = [staff for each in rows if each.is_virtual for staff in leads[each.pk]]
    held = licences_of(by_video) if by_video else {}
    return [
        _Open(
            _chance(each, [(staff.pk, staff.first_name) for staff in leads[each.pk]]),
            each.group.track.population if each.group.track else None,
            leads[each.pk],
            held,
        )
        for each in rows
    ]


def _is_for(whose: str | None, population: str | None) -> bool:
    """Whether somebody of this population may sit in a group for `whose`: in their own, in one for everyone, and adults
    in any group for adults; adolescents never beside adults."""
    if whose is None or whose == population:
        return True
    return whose == Track.Population.ADULT and population != Track.Population.ADOLESCENT


def _kept_apart(program: Program, clients: list[UUID], sessions: list[UUID], on: date) -> defaultdict[UUID, set[UUID]]:
    """The sessions in which somebody sits from whom they are kept apart. Whoever looks need not be one who may know."""
    apart: dict[UUID, set[UUID]] = defaultdict(set)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    with standing(everything(program.organisation_id)):
        pairs = Separation.objects.filter(Q(one__in=clients) | Q(other__in=clients))
        pairs = pairs.filter(Q(last_day=None) | Q(last_day__gte=on))
        for one, other in pairs.order_by().values_list("one_id", "other_id"):
            apart[one].add(other)
            apart[other].add(one)
        if apart:
            rows = Seat.objects.filter(session__in=sessions, client__in=apart, is_live=True)
            for sits, session in rows.order_by().values_list("client_id", "session_id"):
                for client in apart[sits]:
                    found[client].add(session)
    return found


def _busy(program: Program, clients: list[UUID], week: Week) -> dict[UUID, list[tuple[datetime, datetime]]]:
    """Booked hours of this week, anywhere."""
    span = week_span(week, program.zone)
    rows = Seat.objects.filter(client__in=clients, is_live=True, during__overlap=(span.start, span.end))
    found: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for client, during in rows.values_list("client", "during"):
        found[client].append((during.lower, during.upper))
    return found


def _fitting(
    program: Program, clients: list[UUID], week: Week, chances: Iterable[Chance]
) -> dict[UUID, tuple[frozenset[UUID], frozenset[UUID]]]:
    """For those who said when they can come: the sessions at which they can, and at which they would rather."""
    lines: dict[UUID, list[Availability]] = defaultdict(list)
    for line in Availability.objects.filter(client__in=clients):
        lines[line.client_id].append(line)
    found = {}
    for client, said in lines.items():
        free = hours.client_week(said, week, [hours.stretch(0, hours.HALVES)] * hours.DAYS)
        can, likes = set(), set()
        for chance in chances:
            start, end = program.local(chance.start), program.local(chance.end)
            at = (chance.day - week.first).days
            needed = hours.stretch(
                start.hour * 2 + start.minute // 30, end.hour * 2 + -(-end.minute // 30) or hours.HALVES
            )
            if not 0 <= at < hours.DAYS:
                continue
            if not needed & ~(free.video if chance.is_virtual else free.site)[at]:
                can.add(chance.session_id)
            if needed & free.likes[at] == needed:
                likes.add(chance.session_id)
        found[client] = (frozenset(can), frozenset(likes))
    return found


def _topics(clients: list[UUID]) -> dict[UUID, set[UUID]]:
    """Topics that each of them was there for."""
    rows = attendance.standing(Presence.objects.filter(client__in=clients, code__in=Presence.ATTENDED))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for client, topic in (
        rows.exclude(session__topic=None).order_by().values_list("client", "session__topic").distinct()
    ):
        found[client].add(topic)
    return found


def _facilitators(clients: list[UUID], now: datetime) -> dict[UUID, set[UUID]]:
    """Who leads the groups in which they have a seat from today on."""
    rows = Lead.objects.filter(
        session__seats__client__in=clients, session__seats__is_live=True, during__endswith__gt=now, is_live=True
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for client, staff in rows.order_by().values_list("session__seats__client", "staff").distinct():
        found[client].add(staff)
    return found


def _stays(program: Program, clients: list[UUID]) -> dict[UUID, _Stay]:
    """Of those who are here."""
    rows = Episode.objects.filter(program=program, client__in=clients, closed_on=None)
    return {
        client: _Stay(therapist, population, form, born, state or program.site.state)
        for client, therapist, population, form, born, state in rows.values_list(
            "client", "therapist", "track__population", "track__form", "client__birth_date", "client__state"
        )
    }
