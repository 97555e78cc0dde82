"""The staff of a generated program, who is whose primary, and a week as somebody would sketch it by hand."""

import dataclasses
import datetime
import random
from collections import Counter

from . import grid
from .compiled import Compiled, compiled
from .plan import Session, Slot
from .problem import Break, Client, Clinician, Fixed, GroupType, Licence, Problem, Site, Window

HOME, NEXT = "NY", "NJ"
SKILLS = ("relapse", "process", "skills", "trauma")


def clinicians(
    dice: random.Random, count: int, sites: tuple[Site, ...], monday: datetime.date
) -> tuple[Clinician, ...]:
    """Days, evenings and Saturdays; three in ten part-time; three in ten speak Spanish; half licensed next door."""
    since = monday - datetime.timedelta(days=900)
    made = []
    for n in range(count):
        site = sites[n % len(sites)].id
        part_time = n % 10 in (3, 6, 9)
        turn = n // len(sites) % 3
        days = sorted(dice.sample(range(5), 3)) if part_time else list(range(5))
        first, last = ((8.5, 17), (12, 21), (9, 20))[turn] if not part_time else ((8.5, 16), (13, 21), (9, 18))[turn]
        windows = [Window(day, int(first * 2), int(last * 2), site) for day in days]
        if turn == 1 or dice.random() < 0.35:
            windows.append(Window(5, 17, 28, site))  # Saturday from 8:30 to 14:00
        if not part_time and dice.random() < 0.15:
            windows[4] = dataclasses.replace(windows[4], mode="virtual")  # Fridays from home
        licences = [Licence(HOME, since)]
        if n % 2 == 0:
            until = monday + datetime.timedelta(days=3) if n % 14 == 6 else None
            licences.append(Licence(NEXT, since, until))
        made.append(
            Clinician(
                id=f"clinician-{n + 1}",
                sites=(site,),
                virtual=n % 5 != 4,
                skills=tuple(sorted({SKILLS[n % 4], SKILLS[(n + 1) % 4], dice.choice(SKILLS)})),
                languages=("en", "es") if n % 10 in (1, 4, 7) else ("en",),
                licences=tuple(licences),
                available=tuple(windows),
                day_cap=300 if part_time else 360,
                week_cap=780 if part_time else 1500,
                overtime=60 if part_time else 180,
                caseload=6 if part_time else 9,
                pause=Break(23, 28, 30) if turn != 1 else Break(32, 38, 30),
                longest_run=240,
            )
        )
    return tuple(made)


def primaries(
    dice: random.Random, people: tuple[Client, ...], team: tuple[Clinician, ...], monday: datetime.date
) -> tuple[Client, ...]:
    """Each client's primary: of those who may treat them and have room, mostly one who is free when they are."""
    load: Counter[str] = Counter()
    made = []
    for client in people:

        def shared(one: Clinician, client: Client = client) -> int:
            found = 0
            for place in (*one.sites, None):
                state = client.state if place is None else HOME
                if one.licensed(state, monday):
                    hours = grid.starts(client.free(place) & one.free(place), 2)
                    found = max(found, hours.bit_count())
            return found if client.language in one.languages else 0

        able = [each for each in team if shared(each) and load[each.id] < each.caseload]
        able = able or [each for each in team if shared(each)]
        if not able:
            made.append(client)
            continue
        able.sort(key=lambda each: (load[each.id] * 6 - min(shared(each), 12), each.id))
        chosen = able[min(int(dice.random() * dice.random() * 3), len(able) - 1)]
        load[chosen.id] += 1
        made.append(dataclasses.replace(client, primary=chosen.id))
    return tuple(made)


def sketch(dice: random.Random, week: Problem) -> Fixed:
    """A valid but modest week, group after group as a person would draw it on a board: no solver."""
    return _Sketch(dice, week).draw()


class _Sketch:
    """What is taken so far."""

    def __init__(self, dice: random.Random, week: Problem) -> None:
        self.dice, self.week = dice, week
        self.facts: Compiled = compiled(week)
        self.client_busy = [0] * len(week.clients)
        self.taught: set[tuple[int, int, str]] = set()  # client, day, curriculum
        self.clinician_busy = [0] * len(week.clinicians)
        self.room_busy = [0] * len(week.rooms)
        self.sessions: list[Session] = []
        self.slots: list[Slot] = []

    def draw(self) -> Fixed:
        for c in range(len(self.week.clients)):
            self._individual(c)
        order = list(enumerate(self.week.group_types))
        for _ in range(3):
            self.dice.shuffle(order)
            for t, kind in order:
                self._session(t, kind)
        return Fixed(tuple(self.sessions), tuple(self.slots))

    def _joins(self, c: int, mask: int) -> bool:
        """Free, and next to what they have that day, so that their day has no hole and stays within the payer's."""
        client = self.week.clients[c]
        if self.client_busy[c] & mask:
            return False
        day = grid.day_bits((mask.bit_length() - 1) // grid.DAY)
        has = self.client_busy[c] & day
        most = self.week.payer[client.payer].maximum_day_minutes // grid.HALF
        if (has | mask).bit_count() > most:
            return False
        wanted = client.dose.minutes // grid.HALF
        if (self.client_busy[c] | mask).bit_count() > wanted:
            return False
        return len(grid.runs(has | mask)) == 1

    def _leads(self, s: int, mask: int) -> bool:
        """Free, below the caps, and with every pause kept by keeping the whole pause window's first hour free."""
        clinician = self.week.clinicians[s]
        if self.clinician_busy[s] & mask:
            return False
        day = (mask.bit_length() - 1) // grid.DAY
        has = (self.clinician_busy[s] | mask) & grid.day_bits(day)
        if has.bit_count() * grid.HALF > clinician.day_cap:
            return False
        if (self.clinician_busy[s] | mask).bit_count() * grid.HALF > clinician.week_cap:
            return False
        if clinician.pause:
            kept = grid.span(day * grid.DAY + clinician.pause.start, grid.half_hours(clinician.pause.minutes))
            if has & kept:
                return False
        return all(length * grid.HALF <= clinician.longest_run for _, length in grid.runs(has))

    def _room(self, site: str, mask: int, seats: int) -> int | None:
        for r in self.facts.rooms_at[site]:
            if self.week.rooms[r].capacity >= seats and mask & ~self.facts.room_free[r] | mask & self.room_busy[r] == 0:
                return r
        return None

    def _individual(self, c: int) -> None:
        client = self.week.clients[c]
        if client.primary is None or client.individual is None:
            return
        s = self.facts.clinician_index[client.primary]
        length = grid.half_hours(client.individual.minutes)
        for place, free in self.facts.own_places[c].items():
            for start in grid.slots_of(grid.starts(free, length)):
                mask = grid.span(start, length)
                room = self._room(place, mask, 1) if place else None
                if not self._leads(s, mask) or not self._joins(c, mask) or (place and room is None):
                    continue
                day, at = divmod(start, grid.DAY)
                name = self.week.rooms[room].id if room is not None else None
                self.slots.append(
                    Slot(client.id, client.primary, "individual", day, at, client.individual.minutes, name)
                )
                self.client_busy[c] |= mask
                self.clinician_busy[s] |= mask
                if room is not None:
                    self.room_busy[room] |= mask
                return

    def _session(self, t: int, kind: GroupType) -> None:
        if sum(each.type == kind.id for each in self.sessions) >= kind.most_per_week:
            return
        best: tuple[int, int, int, int | None, list[int]] | None = None
        for start in grid.slots_of(self.facts.type_starts[t]):
            members = self._members(t, kind, start)
            if len(members) < kind.minimum or (best and len(members) <= best[0]):
                continue
            mask = grid.span(start, grid.half_hours(kind.minutes))
            room = None
            if kind.site:
                while len(members) >= kind.minimum and (room := self._room(kind.site, mask, len(members))) is None:
                    members.pop()
                if room is None or len(members) < kind.minimum:
                    continue
            leaders = [s for s in range(len(self.week.clinicians)) if self._may_lead(s, t, start, mask, kind, members)]
            if leaders:
                best = (len(members), start, self.dice.choice(leaders), room, members)
        if best:
            self._hold(kind, *best[1:])

    def _members(self, t: int, kind: GroupType, start: int) -> list[int]:
        mask = grid.span(start, grid.half_hours(kind.minutes))
        day = start // grid.DAY
        found: list[int] = []
        for c, starts in enumerate(self.facts.client_starts):
            if len(found) == kind.maximum:
                break
            if not starts[t] >> start & 1 or (c, day, kind.curriculum) in self.taught or not self._joins(c, mask):
                continue
            if not self.facts.apart[c].intersection(found):
                found.append(c)
        return found

    def _may_lead(self, s: int, t: int, start: int, mask: int, kind: GroupType, members: list[int]) -> bool:
        if not self.facts.leader_starts[s][t] >> start & 1 or not self._leads(s, mask):
            return False
        days = self.facts.licensed_days[s]
        return kind.site is not None or all(days.get(self.week.clients[c].state, 0) >> start & 1 for c in members)

    def _hold(self, kind: GroupType, start: int, s: int, room: int | None, members: list[int]) -> None:
        mask = grid.span(start, grid.half_hours(kind.minutes))
        day, at = divmod(start, grid.DAY)
        self.sessions.append(
            Session(
                f"kept-{len(self.sessions) + 1}",
                kind.id,
                day,
                at,
                kind.minutes,
                self.week.clinicians[s].id,
                self.week.rooms[room].id if room is not None else None,
                tuple(sorted(self.week.clients[c].id for c in members)),
            )
        )
        self.clinician_busy[s] |= mask
        if room is not None:
            self.room_busy[room] |= mask
        for c in members:
            self.client_busy[c] |= mask
            self.taught.add((c, day, kind.curriculum))
