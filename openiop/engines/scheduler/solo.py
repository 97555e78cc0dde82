"""A client alone in the program: the best week they could have if every chair, room and hour were theirs to ask for.

What is missing even then is missing in every plan: the argument of every "it cannot be done". A session may run at a
time when its hours, a room, somebody to lead it and enough peers who could come at all are there; the primary clinician
has time whenever they work. Each of these is needed in any plan, so the shortfall found is a valid lower bound.
"""

import functools
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from . import grid
from .compiled import Compiled, bits, compiled, fits
from .fitting import FAMILY, INDIVIDUAL, Ask, Seat, Way, Week, join, ways_of_day
from .floor import ask_of
from .problem import Client, GroupType, Problem
from .taken import Taken, leads

NO_LIMIT = 1 << 60


class Solo:
    """One problem's questions about single clients, kept warm."""

    _last: "list[Solo]" = []

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.taken = Taken(problem)
        self.base: Compiled = compiled(problem)
        self.crowds: dict[str, npt.NDArray[np.int64]] = {}
        self.led: dict[tuple[str, str], int] = {}
        self.days: dict[tuple[Ask, tuple[Seat, ...]], list[Way]] = {}

    @classmethod
    def of(cls, problem: Problem) -> "Solo":
        """The one of this very problem (the same object), made once."""
        for known in cls._last:
            if known.problem is problem:
                return known
        made = cls(problem)
        cls._last = [made, *cls._last[:2]]
        return made

    def beside(self, problem: Problem) -> "Solo":
        """For a problem in which clients, payers or sizes of groups differ and nothing else: the rest is shared."""
        other = Solo.__new__(Solo)
        other.__dict__.update(self.__dict__)
        other.problem = problem
        other.taken = Taken(problem)
        return other

    def best(self, client: Client) -> Week:
        """The best week they could have alone."""
        ask = self.ask(client)
        return join(ask, self.ways(client), effort=NO_LIMIT)[0]

    def ask(self, client: Client) -> Ask:
        """What they ask for; costs do not count here."""
        whole = ask_of(self.problem, client)
        return Ask(whole.dose, whole.days, whole.least_day, whole.most_day, whole.hole, whole.needs)

    def ways(self, client: Client) -> list[list[Way]]:
        """Each day's ways, those with nothing left out."""
        ask = self.ask(client)
        by_day: dict[int, list[Seat]] = defaultdict(list)
        for seat in self.seats(client):
            by_day[seat.start // grid.DAY].append(seat)
        found = []
        for day in sorted(by_day):
            key = (ask, tuple(by_day[day]))
            if key not in self.days:
                self.days[key] = ways_of_day(ask, by_day[day])
            found.append(self.days[key])
        return found

    def seats(self, client: Client) -> list[Seat]:
        """Every seat that could exist for them, one for each time, length and kind."""
        counts = self.problem.payer[client.payer].individual_counts
        found: dict[tuple[int, int, str], Seat] = {}
        for kind in self.problem.group_types:
            for start in grid.slots_of(self.starts(client, kind)):
                found[start, kind.minutes, kind.curriculum] = Seat(start, kind.minutes, kind.curriculum)
        for name, minutes in self.hours(client):
            for free in self.with_primary(client).values():
                for start in grid.slots_of(grid.starts(free, grid.half_hours(minutes))):
                    found[start, minutes, name] = Seat(start, minutes, name, counts=counts)
        return sorted(found.values(), key=lambda each: (each.start, each.minutes, each.kind))

    def hours(self, client: Client) -> list[tuple[str, int]]:
        """What is due with the primary clinician: kind of seat, minutes."""
        found = [(INDIVIDUAL, client.individual.minutes)] if client.individual else []
        family = self.problem.family_due(client)
        return found + ([(FAMILY, family)] if family else [])

    def with_primary(self, client: Client) -> dict[str | None, int]:
        """place -> slots in which client and primary could meet there."""
        primary = self.problem.clinician.get(client.primary or "")
        if primary is None or client.language not in primary.languages:
            return {}
        found: dict[str | None, int] = {}
        for place in (None, *self.problem.site):
            state = client.state if place is None else self.problem.site[place].state
            both = self.taken.client_free(client, place) & primary.free(place)
            licensed = (day for day in range(grid.DAYS) if primary.licensed(state, self.problem.date(day)))
            both &= functools.reduce(int.__or__, map(grid.day_bits, licensed), 0)
            if place is not None:
                both &= functools.reduce(int.__or__, (each.mask for each in self.problem.site[place].open), 0)
            if both:
                found[place] = both
        return found

    def starts(self, client: Client, kind: GroupType) -> int:
        """When a session of this kind could run with them in it."""
        could = self.could_come(client, kind) & self.could_be_led(kind, client.state)
        if could and kind.minimum > 1:
            enough = self.peers(client, kind) + 1 >= kind.minimum
            could &= int.from_bytes(np.packbits(enough, bitorder="little").tobytes(), "little")
        return could

    def could_come(self, client: Client, kind: GroupType) -> int:
        """When they are free for it, if it is open to them at all."""
        number = self.base.type_index[kind.id]
        running = self.base.type_starts[number]
        if not running or not fits(client, kind):
            return 0
        return running & grid.starts(self.taken.client_free(client, kind.site), grid.half_hours(kind.minutes))

    def could_be_led(self, kind: GroupType, state: str) -> int:
        """When somebody is there who may lead it, by video with a licence of the client's state."""
        key = (kind.id, state if kind.mode == "virtual" else "")
        if key not in self.led:
            number = self.base.type_index[kind.id]
            found = 0
            for s, who in enumerate(self.problem.clinicians):
                if leads(who, kind):
                    licensed = self.base.licensed_days[s].get(state, 0) if kind.mode == "virtual" else grid.ALL
                    found |= self.base.leader_starts[s][number] & licensed
            self.led[key] = found
        return self.led[key]

    def peers(self, client: Client, kind: GroupType) -> npt.NDArray[np.int64]:
        """At each slot how many others could come, those apart from them left out."""
        number, base = self.base.type_index[kind.id], self.base
        if kind.id not in self.crowds:
            crowd = np.zeros(grid.WEEK, dtype=np.int64)
            for row in base.client_starts:
                if row[number]:
                    crowd += bits(row[number])
            self.crowds[kind.id] = crowd
        found = self.crowds[kind.id]
        index = base.client_index.get(client.id)
        if index is not None:
            for other in (index, *base.apart[index]):
                if base.client_starts[other][number]:
                    found = found - bits(base.client_starts[other][number])
        return found
