"""A program's week as the engine takes it, from live data through the gate: ids, times and numbers, nobody's name.

What the engine cannot move (a session of another length, an hour of two people, another program's) stays where it is:
those who are in it are not free then. `aside` says what was left out or assumed, for the page to say so.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from openiop.base.audit.actions import System
from openiop.base.context import everything, standing
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar import hours
from openiop.care.calendar.models import Kind, Session
from openiop.care.schedule import people_of_week
from openiop.care.schedule.facts import Facts, facts_of
from openiop.care.schedule.lines import Lines, counted, languages_of, lines_of
from openiop.engines.scheduler import convert, grid, plan, problem
from openiop.engines.scheduler.score import holes, plan_of

OPENS, CLOSES = 14, 44  # 7:00 to 22:00, in half-hours: a site is open when people could come


class Aside(NamedTuple):
    """Something the engine does not see as it is. code: "no_plan", "no_licence", "length", "other"; id: of whom."""

    code: str
    id: str


@dataclass
class LiveWeek:
    """A problem, and the week as it is planned now. `meeting` says which calendar session each of the plan's sessions
    (by id: its group's) and slots (by key) is."""

    problem: problem.Problem
    plan: plan.Plan
    facts: Facts
    lines: Lines
    meetings: dict[str, Session] = field(default_factory=dict)
    aside: list[Aside] = field(default_factory=list)

    def __iter__(self) -> Any:
        """`problem, plan = week_problem(...)`."""
        return iter((self.problem, self.plan))

    @property
    def digest(self) -> str:
        """What the week looks like now, whoever looks and whenever: publishing asks for it again."""
        return plan_digest(self.plan)


def plan_digest(made: plan.Plan) -> str:
    """SHA-256 of who is where when in a plan; its numbers, and what is frozen in it, do not count."""
    sessions = sorted(
        (each.type, each.day, each.at, each.minutes, each.clinician, each.room or "", *sorted(each.members))
        for each in made.sessions
    )
    slots = sorted(
        (each.client, each.clinician, each.kind, each.day, each.at, each.minutes, each.room or "")
        for each in made.slots
    )
    return hashlib.sha256(json.dumps([made.first_day.isoformat(), sessions, slots]).encode()).hexdigest()


def slot_key(slot: plan.Slot) -> str:
    """A slot by what makes it one."""
    return f"{slot.kind}:{slot.client}:{slot.day}:{slot.at}"


def week_problem(
    gate: Gate,
    program: Program,
    first_day: date,
    *,
    keep: frozenset[str] = frozenset(),
    now: datetime | None = None,
) -> LiveWeek:
    """The treatment week in which `first_day` lies: the problem, and the plan as the calendar has it.

    What has begun, is of today or was moved by hand is frozen, and so are the groups (ids) in `keep`.
    """
    if gate.program.pk != program.pk:
        raise ValueError("the gate stands in another program")
    return build(facts_of(gate, first_day, now), keep)


def house_week(
    program: Program, first_day: date, *, keep: frozenset[str] = frozenset(), now: datetime | None = None
) -> LiveWeek:
    """The same for the house itself: a job, or whoever asks about one client whose week depends on everybody's."""
    with standing(everything(program.organisation_id)):
        gate = Gate.of(System("schedule", program.organisation_id), program)
        return week_problem(gate, program, first_day, keep=keep, now=now)


def build(facts: Facts, keep: frozenset[str] = frozenset()) -> LiveWeek:
    """The week that follows from these facts."""
    program, week, aside = facts.program, facts.week, list[tuple[str, str]]()
    languages, main = languages_of(facts)
    modules = people_of_week.modules_led(facts)
    lines = lines_of(facts, languages, modules)
    clinicians = people_of_week.clinicians(facts, lines, main, modules, aside)
    clients = people_of_week.clients(facts, lines, languages, main, {each.id for each in clinicians}, aside)
    now = _Now(facts, lines, {each.id: each for each in clinicians}, {each.id: each for each in clients}, keep)
    site = problem.Site(str(program.site_id), program.site.state, _all_week(OPENS, CLOSES))
    rooms = tuple(
        problem.Room(str(room.pk), site.id, room.capacity, people_of_week.windows(now.taken["room", room.pk]))
        for room in facts.rooms
    )
    found = problem.Problem(
        id=f"{program.pk}:{week.first.isoformat()}",
        first_day=week.first,
        time_zone=program.time_zone,
        sites=(site,),
        rooms=rooms,
        payers=people_of_week.payers(facts, clients),
        group_types=lines.types,
        clinicians=tuple(now.as_now(now.without("staff", each)) for each in clinicians),
        clients=tuple(now.as_now(now.without("client", each)) for each in clients),
        separations=_separations(facts, {each.id for each in clients}),
        frozen=problem.Fixed(
            tuple(each for each in now.sessions if each.frozen), tuple(each for each in now.slots if each.frozen)
        ),
        previous=problem.Fixed(tuple(_thawed(now.sessions)), tuple(_thawed(now.slots))),
    )
    planned = plan_of(found, convert.digest(found), now.sessions, now.slots)
    return LiveWeek(found, planned, facts, lines, now.meetings, [*(Aside(*each) for each in aside), *now.aside])


def _separations(facts: Facts, clients: set[str]) -> tuple[problem.Separation, ...]:
    pairs = sorted({(str(each.one_id), str(each.other_id)) for each in facts.separations})
    return tuple(problem.Separation(a, b) for a, b in pairs if a in clients and b in clients)


def _all_week(start: int, end: int) -> tuple[problem.Window, ...]:
    return tuple(problem.Window(day, start, end) for day in range(hours.DAYS))


def _thawed[T: (plan.Session, plan.Slot)](rows: list[T]) -> list[T]:
    return [replace(each, frozen=False) for each in rows]


class _Now:
    """The calendar's week: what is a session or a slot of the plan, and whose time everything else takes."""

    def __init__(
        self,
        facts: Facts,
        lines: Lines,
        clinicians: dict[str, problem.Clinician],
        clients: dict[str, problem.Client],
        keep: frozenset[str],
    ):
        self.facts, self.lines, self.clinicians, self.clients, self.keep = facts, lines, clinicians, clients, keep
        self.sessions: list[plan.Session] = []
        self.slots: list[plan.Slot] = []
        self.meetings: dict[str, Session] = {}
        self.aside: list[Aside] = []
        self.taken: dict[tuple[str, UUID], hours.Masks] = _Masks()
        self.used: dict[tuple[str, UUID], hours.Masks] = _Masks()  # by what is frozen: they are there
        by_key = {group.pk: group for group in facts.groups}
        met = {session.group_id for session in facts.sessions if session.group_id}
        for session in facts.sessions:
            if not session.is_cancelled:
                self._take(session, by_key.get(session.group_id))
        for group in facts.groups:  # a week that was not planned out yet: as the groups have it
            if group.pk not in met and group.pk in lines.of_group:
                self._meet(group)
        for what, key, during in facts.elsewhere:
            self._block(what, key, during)
        self._block_tails()

    def _block_tails(self) -> None:
        """A meeting that begins between half-hours ends between them: nobody who is in it is free in the half-hour in
        which it ends, unless something of theirs begins there already."""
        busy: dict[tuple[str, str], int] = {}
        for each in (*self.sessions, *self.slots):
            for who in _who_is_in(each):
                busy[who] = busy.get(who, 0) | each.mask
        groups = {str(group.pk): group for group in self.facts.groups}
        for each in self.sessions:
            meeting, group = self.meetings.get(each.id), groups[each.id]
            minute = self.facts.program.local(meeting.during.lower).minute if meeting else group.starts.minute
            last = each.at + -(-group.minutes // 30)
            if minute % 30 + group.minutes <= 30 * (last - each.at) or last >= hours.HALVES:
                continue
            for what, key in _who_is_in(each):
                if not busy[what, key] >> (each.day * grid.DAY + last) & 1:
                    self.taken[what, UUID(key)][each.day] |= hours.stretch(last, last + 1)

    def _take(self, session: Session, group: Any) -> None:
        leads, members = self.facts.leads[session.pk], self.facts.seats[session.pk]
        day, at = self._at(session.during.lower)
        frozen = self._is_over(session, group)
        room = str(session.room_id) if session.room_id and not session.is_virtual else None
        line = self.lines.of_group.get(session.group_id) if group else None
        if (
            line
            and leads
            and str(leads[0].staff_id) in self.clinicians
            and session.minutes == group.minutes
            and (room or session.is_virtual)
        ):
            known = tuple(sorted(str(client) for client in members if str(client) in self.clients))
            made = plan.Session(
                str(group.pk), line, day, at, counted(group), str(leads[0].staff_id), room, known, frozen
            )
            self.sessions.append(made)
            self.meetings[made.id] = session
            self._seen(made, frozen, [made.clinician], known, room)
            for lead in leads[1:]:
                self._block("staff", lead.staff_id, session.during)
            return
        if (slot := self._slot(session, leads, members, day, at, room, frozen)) is not None:
            self.slots.append(slot)
            self.meetings[slot_key(slot)] = session
            self._seen(slot, frozen, [slot.clinician], (slot.client,), room)
            return
        if group is not None or session.kind in (Kind.INDIVIDUAL, Kind.FAMILY):
            self.aside.append(Aside("length" if line is None else "other", str(session.pk)))
        for lead in leads:
            self._block("staff", lead.staff_id, session.during)
        for client in members:
            self._block("client", client, session.during)
        if session.room_id:
            self._block("room", session.room_id, session.during)

    def _slot(
        self, session: Session, leads: Any, members: Any, day: int, at: int, room: str | None, frozen: bool
    ) -> plan.Slot | None:
        if session.kind not in (Kind.INDIVIDUAL, Kind.FAMILY) or len(leads) != 1 or len(members) != 1:
            return None
        client = self.clients.get(str(members[0]))
        wanted = client and (client.individual if session.kind == Kind.INDIVIDUAL else client.family)
        if client is None or not wanted or client.primary != str(leads[0].staff_id):
            return None
        if wanted.minutes < session.minutes - 15 or wanted.minutes > session.minutes + 15:
            return None
        if room is None and not session.is_virtual:
            return None
        kind: plan.Kind = "individual" if session.kind == Kind.INDIVIDUAL else "family"
        return plan.Slot(client.id, client.primary, kind, day, at, wanted.minutes, room, frozen)

    def _meet(self, group: Any) -> None:
        day = next(at for at, each in enumerate(self.facts.week.days()) if each.weekday() == group.weekday)
        on = self.facts.week.first + timedelta(days=day)
        if str(group.facilitator_id) not in self.clinicians or on < group.first_day or not group.runs_on(on):
            return
        known = tuple(sorted(str(each) for each in self.facts.members[group.pk] if str(each) in self.clients))
        at = group.starts.hour * 2 + group.starts.minute // 30
        room = str(group.room_id) if group.room_id and not group.is_virtual else None
        kept = str(group.pk) in self.keep
        self.sessions.append(
            plan.Session(
                str(group.pk),
                self.lines.of_group[group.pk],
                day,
                at,
                counted(group),
                str(group.facilitator_id),
                room,
                known,
                kept,
            )
        )

    def _is_over(self, session: Session, group: Any) -> bool:
        """Whether it stays as it is."""
        program = self.facts.program
        today = program.local(self.facts.now).date()
        if program.local(session.during.lower).date() <= today or session.state == Session.State.HELD:
            return True
        if group is None:
            return False
        by_hand = session.group_day is not None and session.during != group.during_on(session.group_day, program)
        return by_hand or str(group.pk) in self.keep

    def _at(self, moment: datetime) -> tuple[int, int]:
        local = self.facts.program.local(moment)
        return (local.date() - self.facts.week.first).days, local.hour * 2 + local.minute // 30

    def _seen(self, made: Any, frozen: bool, staff: list[str], clients: tuple[str, ...], room: str | None) -> None:
        if not frozen:
            return
        mask = hours.stretch(made.at, made.at + -(-made.minutes // 30))
        for what, keys in (("staff", staff), ("client", clients), ("room", [room] if room else [])):
            for key in keys:
                self.used[what, UUID(key)][made.day] |= mask

    def _block(self, what: str, key: UUID, during: Any) -> None:
        day, at = self._at(during.lower)
        last, end = self._at(during.upper - timedelta(seconds=1))
        for each in range(max(0, day), min(hours.DAYS - 1, last) + 1):
            mask = hours.stretch(at if each == day else 0, end + 1 if each == last else hours.HALVES)
            self.taken[what, key][each] |= mask

    def without(self, what: str, person: Any) -> Any:
        """The person without the hours that are taken, and with those in which what is frozen has them."""
        taken, used = self.taken[what, UUID(person.id)], self.used[what, UUID(person.id)]
        if not any(taken) and not any(used):
            return person
        kept = []
        for window in person.available:
            mask = hours.stretch(window.start, window.end) & ~taken[window.day] & ~used[window.day]
            kept += [replace(window, start=start, end=end) for start, end in hours.runs(mask)]
        both = [*kept, *people_of_week.windows(used)]
        return replace(person, available=tuple(sorted(both, key=lambda w: (w.day, w.start, w.end, w.mode or ""))))

    def as_now(self, person: Any) -> Any:
        """The person with the holes or the unbroken stretches that they have now, where those are longer than usual:
        what they put up with already is no reason to call a week impossible."""
        mask = 0
        for each in (*self.sessions, *self.slots):
            members = each.members if isinstance(each, plan.Session) else (each.client,)
            if person.id == each.clinician or person.id in members:
                mask |= each.mask
        if isinstance(person, problem.Clinician):
            longest = max((length for _start, length in grid.runs(mask)), default=0) * 30
            return replace(person, longest_run=max(person.longest_run, longest))
        gaps = [later - (start + length) for (start, length), (later, _length) in holes(mask)]
        return replace(person, gap_minutes=max(person.gap_minutes, max(gaps, default=0) * 30))


def _who_is_in(each: plan.Session | plan.Slot) -> list[tuple[str, str]]:
    """Whom and what it takes: ("staff" | "client" | "room", id)."""
    members = each.members if isinstance(each, plan.Session) else (each.client,)
    return [
        ("staff", each.clinician),
        *(("client", member) for member in members),
        *([("room", each.room)] if each.room else []),
    ]


class _Masks(dict[tuple[str, UUID], hours.Masks]):
    """A week of nothing for whoever was not met yet."""

    def __missing__(self, key: tuple[str, UUID]) -> hours.Masks:
        self[key] = [0] * hours.DAYS
        return self[key]
