"""What a plan takes and what it leaves free: who may still be where, by the hard rules, one question at a time.

`place`, `repair` and `explain` ask it, and change it as they try things. `verify` does not: it judges from raw data.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from . import grid
from .compiled import fits
from .plan import Kind, Session, Slot
from .problem import Client, Clinician, GroupType, Problem


class Taken:
    """The sessions and slots of one week of `problem`, indexed. Unknown ids are a KeyError."""

    def __init__(self, problem: Problem, sessions: Iterable[Session] = (), slots: Iterable[Slot] = ()) -> None:
        self.problem = problem
        self.sessions: dict[str, Session] = {}
        self.slots: dict[tuple[str, str, int], Slot] = {}
        self.client_busy: defaultdict[str, int] = defaultdict(int)
        self.clinician_busy: defaultdict[str, int] = defaultdict(int)
        self.room_busy: defaultdict[str, int] = defaultdict(int)
        self.day_minutes: Counter[tuple[str, int]] = Counter()
        self.week_minutes: Counter[str] = Counter()
        self.of_type: Counter[str] = Counter()
        self.apart: defaultdict[str, set[str]] = defaultdict(set)
        for pair in problem.separations:
            self.apart[pair.a].add(pair.b)
            self.apart[pair.b].add(pair.a)
        self.rooms_of: defaultdict[str, list[str]] = defaultdict(list)
        for room in sorted(problem.rooms, key=lambda each: (each.capacity, each.id)):
            self.rooms_of[room.site].append(room.id)
        self.open_in = {room.id: _open(problem, room.id) for room in problem.rooms}
        self.free_at: dict[tuple[str, str | None], int] = {}
        for session in sessions:
            self.add(session)
        for slot in slots:
            self.book(slot)

    # what is there

    def add(self, session: Session) -> None:
        """Runs a session."""
        self.sessions[session.id] = session
        for member in session.members:
            self.client_busy[member] |= session.mask
        self.of_type[session.type] += 1
        self._occupy(session, 1)

    def remove(self, session_id: str) -> Session:
        """Takes a session out; returns it."""
        session = self.sessions.pop(session_id)
        for member in session.members:
            self.client_busy[member] &= ~session.mask
        self.of_type[session.type] -= 1
        self._occupy(session, -1)
        return session

    def join(self, session_id: str, client: str) -> None:
        """Seats a client in a session."""
        session = self.sessions[session_id]
        self.sessions[session_id] = replace(session, members=tuple(sorted({*session.members, client})))
        self.client_busy[client] |= session.mask

    def leave(self, session_id: str, client: str) -> None:
        """Takes a client out of a session, however few stay."""
        session = self.sessions[session_id]
        self.sessions[session_id] = replace(session, members=tuple(m for m in session.members if m != client))
        self.client_busy[client] &= ~session.mask

    def book(self, slot: Slot) -> None:
        """Holds an hour of a client with a clinician."""
        self.slots[slot.client, slot.kind, slot.start] = slot
        self.client_busy[slot.client] |= slot.mask
        self._occupy(slot, 1)

    def unbook(self, slot: Slot) -> None:
        """Takes such an hour out."""
        del self.slots[slot.client, slot.kind, slot.start]
        self.client_busy[slot.client] &= ~slot.mask
        self._occupy(slot, -1)

    def _occupy(self, each: Session | Slot, sign: int) -> None:
        for busy, key in ((self.clinician_busy, each.clinician), (self.room_busy, each.room)):
            if key is not None:
                busy[key] = busy[key] | each.mask if sign > 0 else busy[key] & ~each.mask
        self.day_minutes[each.clinician, each.day] += sign * each.minutes
        self.week_minutes[each.clinician] += sign * each.minutes

    # what may be

    def client_free(self, client: Client, site: str | None) -> int:
        """The slots of the week in which a client could be at `site` (None: by video), whatever they have already."""
        key = ("client " + client.id, site)
        if key not in self.free_at:
            free = client.free(site)
            if client.starts:
                first = (client.starts - self.problem.first_day).days
                free &= ~grid.span(0, min(grid.DAYS, max(0, first)) * grid.DAY)
            self.free_at[key] = free
        return self.free_at[key]

    def forget(self, client: str) -> None:
        """Somebody may be described anew: what was worked out of them is let go."""
        for key in [key for key in self.free_at if key[0] == "client " + client]:
            del self.free_at[key]

    def clinician_free(self, clinician: str, site: str | None) -> int:
        """The slots in which a clinician could work at `site`, whatever they have already."""
        key = ("clinician " + clinician, site)
        if key not in self.free_at:
            self.free_at[key] = self.problem.clinician[clinician].free(site)
        return self.free_at[key]

    def may_join(self, client: Client, session: Session) -> bool:
        """Whether the rules let this client into this session: its group, chairs, company, licence and the hour."""
        kind = self.problem.group_type[session.type]
        return (
            not session.frozen
            and len(session.members) < self.chairs(kind, session.room)
            and fits(client, kind)
            and not (session.mask & ~self.client_free(client, kind.site if session.room else None))
            and not (session.mask & self.client_busy[client.id])
            and self.apart[client.id].isdisjoint(session.members)
            and self.licensed(session.clinician, kind.site, (client,), session.day)
        )

    def day_allows(self, client: Client, session: Session) -> bool:
        """Whether the client's day has room for this session: not too long, its curriculum not there yet. (Holes can
        only be judged when the day is whole.)"""
        curriculum = self.problem.group_type[session.type].curriculum
        return self.day_long_enough(client, session.start, session.minutes) and not any(
            each.day == session.day
            and client.id in each.members
            and self.problem.group_type[each.type].curriculum == curriculum
            for each in self.sessions.values()
        )

    def day_long_enough(self, client: Client, start: int, minutes: int) -> bool:
        """Whether so many minutes more keep the payer's longest day."""
        busy = self.client_busy[client.id] & grid.day_bits(start // grid.DAY)
        return busy.bit_count() * grid.HALF + minutes <= self.problem.payer[client.payer].maximum_day_minutes

    def chairs(self, kind: GroupType, room: str | None) -> int:
        """Members that a session of this kind in this room may have."""
        return min(kind.maximum, self.problem.room[room].capacity) if room else kind.maximum

    def licensed(self, clinician: str, site: str | None, clients: Iterable[Client], day: int) -> bool:
        """Whether the clinician may treat these clients there: the site's licence, or by video each client's state."""
        who, date = self.problem.clinician[clinician], self.problem.date(day)
        states = {self.problem.site[site].state} if site else {client.state for client in clients}
        return all(who.licensed(state, date) for state in states)

    def can_work(self, clinician: str, start: int, minutes: int, site: str | None) -> bool:
        """Whether the clinician is there, free, within caps, with their break and a pause in time."""
        who, length = self.problem.clinician[clinician], grid.half_hours(minutes)
        mask, day = grid.span(start, length), start // grid.DAY
        busy = self.clinician_busy[clinician]
        if mask & ~self.clinician_free(clinician, site) or mask & busy:
            return False
        if self.day_minutes[clinician, day] + minutes > who.day_cap:
            return False
        if self.week_minutes[clinician] + minutes > who.week_cap + who.overtime:
            return False
        then = (busy | mask) & grid.day_bits(day)
        if any(length * grid.HALF > who.longest_run for _, length in grid.runs(then)):
            return False
        return who.pause is None or has_pause(who, then, day)

    def free_room(self, site: str, mask: int, chairs: int = 1) -> str | None:
        """The smallest free room of a site with so many chairs."""
        for room in self.rooms_of[site]:
            if self.problem.room[room].capacity >= chairs and not mask & (self.room_busy[room] | ~self.open_in[room]):
                return room
        return None

    def hours_with(self, client: Client, kind: Kind, minutes: int) -> Iterator[Slot]:
        """Every hour that a client's primary clinician could still give them, in person before by video."""
        primary = self.problem.clinician.get(client.primary or "")
        if primary is None or client.language not in primary.languages:
            return
        length = grid.half_hours(minutes)
        sites = [each.id for each in self.problem.sites if each.id in primary.sites]
        idle = ~(self.clinician_busy[primary.id] | self.client_busy[client.id])
        taken = 0
        for site in (*sites, None):
            both = self.client_free(client, site) & self.clinician_free(primary.id, site) & idle & ~taken
            for start in grid.slots_of(grid.starts(both, length)):
                day = start // grid.DAY
                if not self.licensed(primary.id, site, (client,), day) or not self.can_work(
                    primary.id, start, minutes, site
                ):
                    continue
                room = self.free_room(site, grid.span(start, length)) if site else None
                if site and room is None:
                    continue
                yield Slot(client.id, primary.id, kind, day, start % grid.DAY, minutes, room)


def leads(who: Clinician, kind: GroupType) -> bool:
    """Whether a clinician can lead this kind of group: skill, language, and where it is held."""
    return (
        kind.skill in (None, *who.skills)
        and kind.language in (None, *who.languages)
        and (who.virtual if kind.mode == "virtual" else kind.site in who.sites)
    )


def has_pause(who: Clinician, busy: int, day: int) -> bool:
    """Whether `busy` (one day's slots) leaves the break's minutes on end free between its bounds."""
    pause = who.pause
    if pause is None or not busy:
        return True
    between = grid.span(day * grid.DAY + pause.start, pause.end - pause.start)
    return grid.starts(between & ~busy, grid.half_hours(pause.minutes)) != 0


def _open(problem: Problem, room_id: str) -> int:
    room = problem.room[room_id]
    free = 0
    for window in problem.site[room.site].open:
        free |= window.mask
    for window in room.closed:
        free &= ~window.mask
    return free
