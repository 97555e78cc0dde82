"""Who can start, and how: the engine's ranked ways for one person, in the words of the program."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _

from openiop.base.audit.actions import System
from openiop.base.context import everything, standing
from openiop.base.look.hours import hours
from openiop.base.look.moments import local_range
from openiop.base.people.models import Client, Staff
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program, Track
from openiop.care.calendar import rules
from openiop.care.calendar.models import Group
from openiop.care.calendar.when import Availability
from openiop.care.calendar.when_forms import clock_of
from openiop.care.placement.models import Episode
from openiop.care.schedule.facts import facts_of
from openiop.care.schedule.problem import LiveWeek, build
from openiop.engines.scheduler import place as engine
from openiop.engines.scheduler.plan import Session, Slot, Standing
from openiop.engines.scheduler.score import stand, visits_of


@dataclass
class Way:
    """One way in, for a page. `key` names it for the post that follows; `whole`: nothing is missing."""

    key: str
    option: Any
    rows: list["Row"] = field(default_factory=list)
    minutes: int = 0
    prescribed: int = 0
    missing: str = ""
    whole: bool = False
    starts: date | None = None


@dataclass
class Row:
    """One appointment of a way: new, or had already."""

    day: date
    when: str
    what: str
    who: str
    is_new: bool
    opens: bool = False


@dataclass
class Ways:
    """The answer for one person and week."""

    week: LiveWeek
    client: Client
    found: list[Way]
    is_here: bool
    dose: int = 0
    has: int = 0  # minutes they have in this week already
    missing: str = ""  # what these lack

    @property
    def is_whole(self) -> bool:
        return bool(self.dose) and not self.missing


def ways_for(
    program: Program,
    client: Client,
    first_day: date,
    *,
    track: Track | None = None,
    may_open: bool = False,
    options: int = 3,
) -> Ways:
    """The best ways into the week for a client who came through the gate of whoever asks. What others do is known to
    the house alone; nothing of them is in the answer. Somebody without a stay here is looked at with `track`."""
    week, is_here = _week_with(program, client, first_day, track)
    if str(client.pk) not in week.problem.client:
        return Ways(week, client, [], is_here)
    from_day = max(week.problem.first_day, program.today() + timedelta(days=1))
    found = engine.place(week.problem, week.plan, str(client.pk), from_day=from_day, options=options, may_open=may_open)
    person = week.problem.client[str(client.pk)]
    had = stand(week.problem, person, visits_of(week.problem, week.plan.sessions, week.plan.slots).get(person.id, ()))
    return Ways(
        week,
        client,
        [way_of(week, each) for each in found],
        is_here,
        person.dose.minutes,
        had.minutes,
        _missing(had),
    )


def _week_with(program: Program, client: Client, first_day: date, track: Track | None) -> tuple[LiveWeek, bool]:
    with standing(everything(program.organisation_id)):
        facts = facts_of(Gate.of(System("schedule", program.organisation_id), program), first_day)
        is_here = any(each.client_id == client.pk for each in facts.episodes)
        if not is_here and track is not None:
            facts.episodes.append(Episode(client=client, program=program, track=track, opened_on=facts.week.first))
            for line in Availability.objects.filter(client=client):
                facts.availability[client.pk].append(line)
        return build(facts), is_here


def key_of(option: Any) -> str:
    """A name for a way: the same way of the same week has the same."""
    opened = [(each.type, each.day, each.at, each.clinician) for each in option.opened]
    slots = [(each.kind, each.day, each.at) for each in option.slots]
    said = repr((sorted(option.joined), sorted(option.kept), sorted(opened), sorted(slots)))
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def way_of(week: LiveWeek, option: Any) -> Way:
    person, made = week.problem.client[option.client], option.standing
    sessions = {each.id: each for each in week.plan.sessions}
    rows = [(sessions[key], person.id not in sessions[key].members, False) for key in option.joined if key in sessions]
    rows += [(sessions[key], False, False) for key in option.kept if key in sessions]
    rows += [(each, True, True) for each in option.opened]
    booked = {(each.kind, each.day, each.at) for each in week.plan.slots if each.client == person.id}
    hours_alone = [(each, (each.kind, each.day, each.at) not in booked, False) for each in option.slots]
    appointments: list[tuple[Any, bool, bool]] = [*rows, *hours_alone]
    appointments.sort(key=lambda each: each[0].start)
    missing = _missing(made)
    return Way(
        key=key_of(option),
        option=option,
        rows=[_row(week, *each) for each in appointments],
        minutes=made.minutes,
        prescribed=person.dose.minutes,
        missing=missing,
        whole=not missing,
        starts=min((week.problem.date(each.day) for each, new, _opens in appointments if new), default=None),
    )


def _missing(standing: Standing) -> str:
    """What a person's week lacks, in words; empty: nothing."""
    parts = []
    if standing.unmet_minutes:
        parts.append(_("{time} short of what is prescribed").format(time=hours(standing.unmet_minutes)))
    if standing.invalid_days:
        parts.append(_("{count} day that does not count").format(count=standing.invalid_days))
    return "; ".join(parts)


def _row(week: LiveWeek, each: Session | Slot, is_new: bool, opens: bool) -> Row:
    program = week.facts.program
    day = week.problem.date(each.day)
    lasts = week.lines.lasts(each) if isinstance(each, Session) else each.minutes
    clock = rules.slot(day, clock_of(each.at), lasts, program.zone)
    staff = next((s for s in week.facts.staff if str(s.pk) == each.clinician), None)
    if isinstance(each, Slot):
        what = _("Individual hour") if each.kind == "individual" else _("Family session")
    else:
        what = week.lines.groups[each.type][0].name
    return Row(
        day=day,
        when=f"{dateformat.format(day, 'l')}, {local_range(_Range(*clock), program)}",
        what=what,
        who=staff.first_name if isinstance(staff, Staff) else "",
        is_new=is_new,
        opens=opens,
    )


class _Range:
    """Two instants as local_range reads them."""

    def __init__(self, lower: Any, upper: Any):
        self.lower, self.upper = lower, upper


def new_groups(way: Way, week: LiveWeek) -> list[Group]:
    """The groups a way joins in which they have no standing seat yet."""
    client = way.option.client
    mine = {str(key) for key, members in week.facts.members.items() if client in {str(each) for each in members}}
    return [group for group in week.facts.groups if str(group.pk) in {*way.option.joined} - mine]


def new_slots(way: Way, week: LiveWeek) -> list[Slot]:
    """The hours alone that are not booked yet."""
    mine = [each for each in week.plan.slots if each.client == way.option.client]
    booked = {(each.kind, each.day, each.at) for each in mine}
    return [each for each in way.option.slots if (each.kind, each.day, each.at) not in booked]
