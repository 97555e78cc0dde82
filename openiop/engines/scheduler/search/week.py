"""A week as the search holds it, and its four values, the same as score.py's, with each client's part remembered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .. import grid
from ..plan import Kind as HourKind
from ..plan import Session, Slot
from ..score import LATE
from .arena import VIRTUAL, Arena

NO_ROOM = -1


class Meeting(NamedTuple):
    """A session. `room` is a wish until rooms.py settles it; frozen ones keep theirs."""

    id: str
    kind: int
    start: int
    lead: int
    members: frozenset[int]
    frozen: bool = False
    room: int = NO_ROOM


class Hour(NamedTuple):
    """An individual or family slot, at `place`."""

    client: int
    lead: int
    kind: str
    start: int
    minutes: int
    place: int
    frozen: bool = False
    room: int = NO_ROOM

    @property
    def length(self) -> int:
        return grid.half_hours(self.minutes)


class Visit(NamedTuple):
    """What a client attends: curriculum None for an hour with the primary, then `kind` says which."""

    start: int
    length: int
    minutes: int
    curriculum: str | None
    kind: str
    in_person: bool


type Values = tuple[int, int, int, int]
type Fact = tuple[object, int, int]  # type or hour's kind, start, the other side


class Week:
    """Never changed once made. `visits[c]`: sorted, of client c."""

    __slots__ = ("hours", "meetings", "values", "visits")

    def __init__(self, meetings: Sequence[Meeting], hours: Sequence[Hour]) -> None:
        self.meetings = tuple(meetings)
        self.hours = tuple(hours)
        self.visits: list[tuple[Visit, ...]] = []
        self.values: Values = (0, 0, 0, 0)


class Tally:
    """Values weeks of one problem."""

    def __init__(self, arena: Arena) -> None:
        self.arena = arena
        self._known: list[dict[tuple[Visit, ...], tuple[int, int, int]]] = [{} for _ in arena.clients]
        previous = arena.problem.previous
        self.before: dict[tuple[str, int], Counter[Fact]] = {}
        if previous is not None:
            meetings, hours = read(arena, previous.sessions, previous.slots)
            self.before = self.facts(meetings, hours)

    def week(self, meetings: Sequence[Meeting], hours: Sequence[Hour]) -> Week:
        """These as a valued week."""
        made = Week(meetings, hours)
        kinds = self.arena.kinds
        lists: list[list[Visit]] = [[] for _ in self.arena.clients]
        for meeting in meetings:
            kind = kinds[meeting.kind]
            visit = Visit(meeting.start, kind.length, kind.minutes, kind.curriculum, "group", kind.place != VIRTUAL)
            for member in meeting.members:
                lists[member].append(visit)
        for hour in hours:
            lists[hour.client].append(
                Visit(hour.start, hour.length, hour.minutes, None, hour.kind, hour.place != VIRTUAL)
            )
        made.visits = [tuple(sorted(each)) if len(each) > 1 else tuple(each) for each in lists]
        unmet = invalid = rest = 0
        for client, visits in enumerate(made.visits):
            figures = self.client(client, visits)
            unmet += figures[0]
            invalid += figures[1]
            rest += figures[2]
        rest += self._shared(meetings, hours)
        made.values = (unmet, invalid, self.changes(meetings, hours), rest)
        return made

    def client(self, client: int, visits: tuple[Visit, ...]) -> tuple[int, int, int]:
        """Unmet minutes, invalid days and weighted soft points of one client."""
        known = self._known[client]
        found = known.get(visits)
        if found is None:
            if len(known) > 4000:
                known.clear()
            found = known[visits] = self._client(client, visits)
        return found

    def _client(self, client: int, visits: tuple[Visit, ...]) -> tuple[int, int, int]:
        who = self.arena.clients[client]
        weights = self.arena.problem.weights
        day_minutes: dict[int, int] = {}
        got: Counter[str] = Counter()
        asked: Counter[str] = Counter()
        in_person = set()
        busy = outside = 0
        for visit in visits:
            day = visit.start // grid.DAY
            if visit.curriculum is None:
                asked[visit.kind] += visit.minutes
            else:
                got[visit.curriculum] += visit.minutes
            if visit.curriculum is not None or who.counts:
                day_minutes[day] = day_minutes.get(day, 0) + visit.minutes
            mask = grid.span(visit.start, visit.length)
            busy |= mask
            if visit.in_person:
                in_person.add(day)
            for wanted, weight in who.wishes:
                outside += weight * (mask & ~wanted).bit_count()
        unmet = max(0, who.dose - sum(day_minutes.values()))
        for curriculum, minutes in who.needs.items():
            unmet += max(0, minutes - got[curriculum])
        for ask in who.asks:
            unmet += max(0, ask.minutes * ask.times - asked[ask.kind])
        valid = sum(1 for each in day_minutes.values() if each >= who.least_day)
        invalid = len(day_minutes) - valid + max(0, who.days - valid)
        gap = 0
        for day in {visit.start // grid.DAY for visit in visits}:
            today = busy >> (day * grid.DAY) & ((1 << grid.DAY) - 1)
            gap += today.bit_length() - (today & -today).bit_length() + 1 - today.bit_count()
        rest = weights.gap * gap + weights.travel_day * who.travel * len(in_person) + weights.preference * outside
        return unmet, invalid, rest

    def _shared(self, meetings: Sequence[Meeting], hours: Sequence[Hour]) -> int:
        weights, leads = self.arena.problem.weights, self.arena.leads
        load = [0] * len(leads)
        late = 0
        for meeting in meetings:
            kind = self.arena.kinds[meeting.kind]
            load[meeting.lead] += kind.minutes
            late += late_of(meeting.start, kind.length)
        for hour in hours:
            load[hour.lead] += hour.minutes
            late += late_of(hour.start, hour.length)
        over = sum(grid.half_hours(max(0, used - lead.week_cap)) for used, lead in zip(load, leads, strict=True))
        shares = [100 * used // lead.week_cap for used, lead in zip(load, leads, strict=True) if lead.week_cap]
        spread = max(shares) - min(shares) if shares else 0
        return (
            weights.late_finish * late
            + weights.overtime * over
            + weights.session * len(meetings)
            + weights.fairness * spread
        )

    def facts(self, meetings: Iterable[Meeting], hours: Iterable[Hour]) -> dict[tuple[str, int], Counter[Fact]]:
        """Who is where, of what is due this week: as score.commitments has it, in indices."""
        problem = self.arena.problem
        found: dict[tuple[str, int], Counter[Fact]] = {}

        def put(person: tuple[str, int], fact: Fact) -> None:
            found.setdefault(person, Counter())[fact] += 1

        for meeting in meetings:
            kind = problem.group_types[meeting.kind]
            if not problem.is_due(kind.every_weeks, kind.last):
                continue
            fact = (meeting.kind, meeting.start, meeting.lead)
            put(("s", meeting.lead), fact)
            for member in meeting.members:
                put(("c", member), fact)
        for hour in hours:
            if hour.kind == "family" and not problem.family_due(problem.clients[hour.client]):
                continue
            put(("c", hour.client), (hour.kind, hour.start, hour.lead))
            put(("s", hour.lead), (hour.kind, hour.start, hour.client))
        return found

    def changed(self, meetings: Sequence[Meeting], hours: Sequence[Hour]) -> set[tuple[str, int]]:
        """("c" client | "s" clinician, index) of everyone for whom something of the last plan is not kept."""
        if not self.before:
            return set()
        after = self.facts(meetings, hours)
        return {person for person, had in self.before.items() if had - after.get(person, Counter())}

    def changes(self, meetings: Sequence[Meeting], hours: Sequence[Hour]) -> int:
        """How many those are."""
        return len(self.changed(meetings, hours)) if self.before else 0


def late_of(start: int, length: int) -> int:
    """Half-hours after 20:00."""
    at = start % grid.DAY
    return max(0, at + length - max(at, LATE))


def read(arena: Arena, sessions: Iterable[Session], slots: Iterable[Slot]) -> tuple[list[Meeting], list[Hour]]:
    """A plan's sessions and slots in indices. What names somebody or something unknown is left out."""
    facts = arena.facts
    meetings, hours = [], []
    for each in sessions:
        kind, lead = facts.type_index.get(each.type), facts.clinician_index.get(each.clinician)
        if kind is None or lead is None:
            continue
        members = frozenset(facts.client_index[one] for one in each.members if one in facts.client_index)
        room = facts.room_index.get(each.room, NO_ROOM) if each.room is not None else NO_ROOM
        meetings.append(Meeting(each.id, kind, each.start, lead, members, each.frozen, room))
    for slot in slots:
        client, by = facts.client_index.get(slot.client), facts.clinician_index.get(slot.clinician)
        if client is None or by is None:
            continue
        room = facts.room_index.get(slot.room, NO_ROOM) if slot.room is not None else NO_ROOM
        place = arena.site_at[arena.problem.rooms[room].site] if room != NO_ROOM else VIRTUAL
        hours.append(Hour(client, by, slot.kind, slot.start, slot.minutes, place, slot.frozen, room))
    return meetings, hours


def write(arena: Arena, week: Week) -> tuple[list[Session], list[Slot]]:
    """A week, its rooms settled, as a plan's sessions and slots."""
    problem = arena.problem

    def room(number: int) -> str | None:
        return problem.rooms[number].id if number != NO_ROOM else None

    sessions = [
        Session(
            each.id,
            problem.group_types[each.kind].id,
            each.start // grid.DAY,
            each.start % grid.DAY,
            arena.kinds[each.kind].minutes,
            problem.clinicians[each.lead].id,
            room(each.room),
            tuple(sorted(problem.clients[one].id for one in each.members)),
            each.frozen,
        )
        for each in week.meetings
    ]
    slots = []
    for each in week.hours:
        kind: HourKind = "family" if each.kind == "family" else "individual"
        slots.append(
            Slot(
                problem.clients[each.client].id,
                problem.clinicians[each.lead].id,
                kind,
                each.start // grid.DAY,
                each.start % grid.DAY,
                each.minutes,
                room(each.room),
                each.frozen,
            )
        )
    return sessions, slots
