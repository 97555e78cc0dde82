"""What a program's week is planned from, in a fixed number of queries, as the gate lets it through."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone

from openiop.base.people.models import Licence, Staff
from openiop.base.people.roles import Permission, Role
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program, ProgramLicence, Room, Track
from openiop.care.calendar.models import Group, Kind, Lead, Membership, Seat, Session, Topic
from openiop.care.calendar.when import Availability, Separation, Terms, WorkingHours
from openiop.care.placement.models import Episode
from openiop.care.plan.models import Plan, PrescribedDose
from openiop.rulebook.dose import Week, week_span

P = Permission
LEADS = {Role.THERAPIST.value, Role.FACILITATOR.value}


@dataclass
class Facts:
    """Rows by what they are asked for."""

    program: Program
    week: Week
    now: datetime
    rooms: list[Room] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)  # that meet in the week
    sessions: list[Session] = field(default_factory=list)  # of the week here, cancelled ones too
    leads: dict[UUID, list[Lead]] = field(default_factory=lambda: defaultdict(list))  # live ones, by session
    seats: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))  # clients, by session
    members: dict[UUID, list[UUID]] = field(default_factory=lambda: defaultdict(list))  # clients, by group
    episodes: list[Episode] = field(default_factory=list)
    doses: dict[UUID, PrescribedDose] = field(default_factory=dict)
    availability: dict[UUID, list[Availability]] = field(default_factory=lambda: defaultdict(list))
    staff: list[Staff] = field(default_factory=list)
    hours: dict[UUID, list[WorkingHours]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[UUID, Terms] = field(default_factory=dict)
    licences: dict[UUID, list[Licence]] = field(default_factory=lambda: defaultdict(list))
    of_program: list[ProgramLicence] = field(default_factory=list)
    separations: list[Separation] = field(default_factory=list)
    topics: dict[str, int] = field(default_factory=dict)  # how many there are, by curriculum
    covered: dict[UUID, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    family: dict[UUID, date] = field(default_factory=dict)  # the last family session before the week
    elsewhere: list[tuple[str, UUID, Any]] = field(default_factory=list)  # ("staff" | "room" | "client", id, range)


def facts_of(gate: Gate, first_day: date, now: datetime | None = None) -> Facts:
    """Everything about the treatment week in which `first_day` lies."""
    program = gate.program
    facts = Facts(program, program.week_of(first_day), now or timezone.now())
    _places(gate, facts)
    _groups(gate, facts)
    _calendar(gate, facts)
    _clients(gate, facts)
    _staff(gate, facts)
    _elsewhere(gate, facts)
    return facts


def _places(gate: Gate, facts: Facts) -> None:
    facts.rooms = list(gate.rows(Room, P.SEE_PROGRAM).filter(site_id=facts.program.site_id).order_by("pk"))
    facts.of_program = list(gate.rows(ProgramLicence, P.SEE_PROGRAM).filter(program=facts.program))
    topics = gate.rows(Topic, P.SEE_PROGRAM).filter(program=facts.program, is_used=True)
    facts.topics = dict(topics.order_by().values_list("module").annotate(Count("pk")))


def _groups(gate: Gate, facts: Facts) -> None:
    week = facts.week
    rows = gate.rows(Group, P.SCHEDULE).filter(program=facts.program, first_day__lte=week.last)
    rows = rows.filter(Q(last_day=None) | Q(last_day__gte=week.first))
    facts.groups = list(rows.select_related("track").order_by("first_day", "pk"))
    members = gate.rows(Membership, P.SCHEDULE).filter(group__in=facts.groups, first_day__lte=week.last)
    members = members.filter(Q(last_day=None) | Q(last_day__gte=week.first))
    for group_id, client_id in members.order_by("client_id").values_list("group_id", "client_id").distinct():
        facts.members[group_id].append(client_id)


def _calendar(gate: Gate, facts: Facts) -> None:
    span = week_span(facts.week, facts.program.zone)
    inside = {"during__startswith__gte": span.start, "during__startswith__lt": span.end}
    rows = gate.rows(Session, P.SCHEDULE).filter(program=facts.program, **inside)
    facts.sessions = list(rows.order_by("during", "pk"))
    live = [each for each in facts.sessions if not each.is_cancelled]
    for lead in gate.rows(Lead, P.SCHEDULE).filter(session__in=live, is_live=True).order_by("-part"):
        facts.leads[lead.session_id].append(lead)
    seats = gate.rows(Seat, P.SCHEDULE).filter(session__in=live, is_live=True).order_by("client_id")
    for session_id, client_id in seats.values_list("session_id", "client_id"):
        facts.seats[session_id].append(client_id)


def _clients(gate: Gate, facts: Facts) -> None:
    week = facts.week
    episodes = gate.rows(Episode, P.SCHEDULE).filter(program=facts.program, closed_on=None, opened_on__lte=week.last)
    facts.episodes = list(episodes.select_related("client", "track").order_by("client_id"))
    clients = [each.client_id for each in facts.episodes]
    doses = gate.rows(PrescribedDose, P.SCHEDULE).filter(
        plan__state=Plan.State.ACTIVE,
        plan__episode__in=facts.episodes,
        during__overlap=(week.first, week.last + timedelta(days=1)),
    )
    for each in doses.order_by("during"):
        facts.doses.setdefault(each.client_id, each)
    for line in gate.rows(Availability, P.SCHEDULE).filter(client__in=clients):
        facts.availability[line.client_id].append(line)
    apart = gate.rows(Separation, P.SCHEDULE).filter(one__in=clients, other__in=clients, first_day__lte=week.last)
    facts.separations = list(apart.filter(Q(last_day=None) | Q(last_day__gte=week.first)).order_by("pk"))
    been = gate.rows(Seat, P.SCHEDULE).filter(client__in=clients, is_live=True, session__state=Session.State.HELD)
    here = been.filter(session__program=facts.program)
    covered = here.exclude(session__topic=None).order_by().values_list("client_id", "session__topic__module")
    for client_id, module, count in covered.annotate(Count("session__topic", distinct=True)):
        facts.covered[client_id][module] = count
    before = week_span(week, facts.program.zone).start
    family = here.filter(session__kind=Kind.FAMILY, during__startswith__lt=before).order_by()
    for client_id, last in family.values_list("client_id").annotate(Max("during__startswith")):
        facts.family[client_id] = facts.program.local(last).date()


def _staff(gate: Gate, facts: Facts) -> None:
    week = facts.week
    leading = {group.facilitator_id for group in facts.groups} | {each.therapist_id for each in facts.episodes}
    rows = gate.rows(Staff, P.SEE_STAFF).filter(started_on__lte=week.last)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gte=week.last))
    rows = rows.filter(Q(pk__in=leading) | Q(programs=facts.program, roles__overlap=sorted(LEADS))).distinct()
    facts.staff = list(rows.order_by("pk"))
    keys = {each.pk for each in facts.staff} | {each.supervisor_id for each in facts.staff if each.supervisor_id}
    for line in gate.rows(WorkingHours, P.SEE_STAFF).filter(staff__in=keys):
        facts.hours[line.staff_id].append(line)
    for terms in gate.rows(Terms, P.SEE_STAFF).filter(staff__in=keys):
        facts.terms[terms.staff_id] = terms
    for licence in gate.rows(Licence, P.SEE_STAFF).filter(staff__in=keys).order_by("pk"):
        facts.licences[licence.staff_id].append(licence)


def _elsewhere(gate: Gate, facts: Facts) -> None:
    """Hours of our people and rooms in other programs of the organisation."""
    span = week_span(facts.week, facts.program.zone)
    others = gate.rows(Session, P.SEE_PROGRAM).exclude(program=facts.program).exclude(state=Session.State.CANCELLED)
    then = {"during__overlap": (span.start, span.end)}  # of leads and seats, too: their own index finds them
    others = others.filter(**then)
    facts.elsewhere += [
        ("room", room, during) for room, during in others.filter(room__in=facts.rooms).values_list("room_id", "during")
    ]
    for staff, during in (
        gate.rows(Lead, P.SCHEDULE)
        .filter(session__in=others.values("pk"), is_live=True, staff__in=[each.pk for each in facts.staff], **then)
        .values_list("staff_id", "during")
    ):
        facts.elsewhere.append(("staff", staff, during))
    for client, during in (
        gate.rows(Seat, P.SCHEDULE)
        .filter(
            session__in=others.values("pk"),
            is_live=True,
            client__in=[each.client_id for each in facts.episodes],
            **then,
        )
        .values_list("client_id", "during")
    ):
        facts.elsewhere.append(("client", client, during))


def population_of(track: Track | None) -> str:
    return str(track.population if track else Track.Population.ADULT)  # plain: another process reads it


def ids(rows: Iterable[Any]) -> set[UUID]:
    return {row.pk for row in rows}
