"""The true optimum of a tiny problem: every set of sessions and slots is looked at, none is left out by an argument.

Knows the rules from verify.py and the values from score.py only. `Enumeration` counts what it saw.
"""

import itertools
from dataclasses import dataclass, field

from .. import grid
from ..plan import Plan, Session, Slot
from ..problem import Problem
from ..score import Score, score
from ..verify import verify


class TooMany(Exception):
    """The instance has more plans than one wants to wait for."""


@dataclass
class Enumeration:
    """The best plan of a problem: `best` (Score), its sessions and slots."""

    problem: Problem
    most: int = 60_000
    seen: int = 0
    best: Score | None = None
    sessions: tuple[Session, ...] = ()
    slots: tuple[Slot, ...] = ()
    _items: list = field(default_factory=list)
    _clash: list[int] = field(default_factory=list)

    def run(self) -> "Enumeration":
        """Look at every plan. TooMany beyond `most` sets."""
        self._items = [each for each in self._everything() if not self._wrong([each])]
        for one in self._items:
            bits = 0
            for n, other in enumerate(self._items):
                if one is other or set(self._wrong([one, other])) & FOR_GOOD:
                    bits |= 1 << n
            self._clash.append(bits)
        self._grow([], 0, 0)
        return self

    def _everything(self):
        """Each session and slot that could stand anywhere in the opening hours."""
        week = self.problem
        starts = sorted({s for site in week.sites for w in site.open for s in grid.slots_of(w.mask)})
        names = [each.id for each in week.clients]
        rooms = [None, *(each.id for each in week.rooms)]
        number = itertools.count(1)
        for start, room, clinician in itertools.product(starts, rooms, week.clinicians):
            day, at = divmod(start, grid.DAY)
            for kind in week.group_types:
                for size in range(kind.minimum, min(kind.maximum, len(names)) + 1):
                    for members in itertools.combinations(names, size):
                        yield Session(f"e{next(number)}", kind.id, day, at, kind.minutes, clinician.id, room, members)
            for client in week.clients:
                if client.individual:
                    yield Slot(client.id, clinician.id, "individual", day, at, client.individual.minutes, room)
                if client.family:
                    yield Slot(client.id, clinician.id, "family", day, at, client.family.minutes, room)

    def _wrong(self, items: list) -> list[str]:
        sessions = tuple(each for each in items if isinstance(each, Session))
        slots = tuple(each for each in items if isinstance(each, Slot))
        plan = Plan(self.problem.id, "", self.problem.first_day, 0, sessions, slots)
        return [each.code for each in verify(self.problem, plan, claims=False) if each.code not in MENDED_BY_MORE]

    def _grow(self, chosen: list, after: int, blocked: int) -> None:
        self.seen += 1
        if self.seen > self.most:
            raise TooMany
        sessions = tuple(each for each in chosen if isinstance(each, Session))
        slots = tuple(each for each in chosen if isinstance(each, Slot))
        found = score(self.problem, sessions, slots)
        if self.best is None or found.key < self.best.key:
            plan = Plan(self.problem.id, "", self.problem.first_day, 0, sessions, slots)
            if not verify(self.problem, plan, claims=False):
                self.best, self.sessions, self.slots = found, sessions, slots
        for n in range(after, len(self._items)):
            if not blocked >> n & 1:
                self._grow([*chosen, self._items[n]], n + 1, blocked | self._clash[n])


MENDED_BY_MORE = {"client_hole", "frozen_changed"}  # what another appointment may put right
FOR_GOOD = {"client_double_booked", "clinician_double_booked", "room_double_booked", "curriculum_twice", "too_often"}
FOR_GOOD |= {"day_cap", "week_cap", "client_day_too_long", "slot_not_prescribed", "run_too_long", "break_missed"}
