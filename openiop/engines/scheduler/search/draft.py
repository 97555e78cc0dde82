"""A move being built: what it may change, the variables so far, what stays fixed, and the sessions it may offer."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from .. import grid
from .arena import Arena
from .week import Fact, Hour, Meeting, Week, late_of

Sum = cp_model.LinearExpr.sum


@dataclass(frozen=True, slots=True)
class Stage:
    """What a move looks for: points of a minute unmet, a bad day, a person changed, and of the soft costs (percent)."""

    unmet: int = 200
    bad_day: int = 1000
    change: int = 300
    rest: int = 1


@dataclass(slots=True)
class Scope:
    """What a move may change.

    `cells`: client -> mask of the days on which all of theirs is free. `opens`: (type, day) -> mask of the starts at
    which its sessions may be held; sessions there whose members are all free are dissolved first. `holes`: whether
    clients' days may have holes. `locked`: ids of sessions nobody joins or leaves. `most_changes`: cap of tier three.
    """

    cells: dict[int, int]
    opens: dict[tuple[int, int], int] = field(default_factory=dict)
    holes: bool = False
    copies: int = 1
    locked: frozenset[str] = frozenset()
    most_changes: int | None = None
    effort: float = 0.2
    seed: int = 0
    gap: float = 0.0
    fair: bool = False  # whether the spread of clinicians' loads is weighed, too
    only: frozenset[tuple[int, int, int]] | None = None  # (client, type, start): no other seats
    only_hours: frozenset[tuple[int, str, int]] | None = None  # (client, kind, start): no other hours
    thin: int | None = None  # hours with the primary begin in slots of this parity only (where they are now: always)


@dataclass(slots=True)
class Offer:
    """A session that is there (`meeting`) or may be opened (`leads`: clinician -> its variable)."""

    kind: int
    start: int
    meeting: Meeting | None
    fixed: frozenset[int]
    leads: dict[int, cp_model.IntVar] = field(default_factory=dict)
    open: cp_model.IntVar | None = None
    seats: dict[int, cp_model.IntVar] = field(default_factory=dict)  # client -> variable
    bigger: list[cp_model.IntVar] = field(default_factory=list)  # needs a room above each size
    was: Meeting | None = None


class Draft:
    """Fields are filled by the functions of days.py, staff.py and told.py."""

    def __init__(
        self,
        arena: Arena,
        week: Week,
        scope: Scope,
        stage: Stage,
        before: Mapping[tuple[str, int], Iterable[Fact]] | None = None,
        now: Mapping[tuple[str, int], Container[Fact]] | None = None,
    ) -> None:
        self.arena, self.week, self.scope, self.stage = arena, week, scope, stage
        self.model = cp_model.CpModel()
        self.terms: list[cp_model.IntVar] = []
        self.costs: list[int] = []
        self.constant = 0
        self.hints: list[int] = []  # each variable in the present week, so that the solver starts there
        self.before, self.now = before or {}, now or {}
        self.days = 0
        for mask in scope.cells.values():
            self.days |= mask
        for _, day in scope.opens:
            self.days |= 1 << day
        self.offers: list[Offer] = []
        self.at_kind: dict[int, list[Offer]] = defaultdict(list)
        self.hour_vars: list[tuple[int, str, int, int, int, int, cp_model.IntVar]] = []
        self._free()

    def _free(self) -> None:
        cells, locked = self.scope.cells, self.scope.locked
        self.kept: list[Meeting] = []
        self.released: list[Meeting] = []
        self.still: list[Hour] = []
        self.moving: list[Hour] = []
        for meeting in self.week.meetings:
            day = meeting.start // grid.DAY
            opens = self.scope.opens.get((meeting.kind, day))
            if opens is None or meeting.frozen or meeting.id in locked:
                self.kept.append(meeting)
            elif all(cells.get(member, 0) >> day & 1 for member in meeting.members):
                self.released.append(meeting)
            else:
                self.kept.append(meeting)
        for hour in self.week.hours:
            if hour.frozen or not cells.get(hour.client, 0) >> (hour.start // grid.DAY) & 1:
                self.still.append(hour)
            else:
                self.moving.append(hour)
        leads = len(self.arena.leads)
        self.busy = [0] * leads
        self.load = [0] * leads
        self.day_load: dict[tuple[int, int], int] = defaultdict(int)
        for each in self.kept:
            self._work(each.lead, each.start, self.arena.kinds[each.kind].length, self.arena.kinds[each.kind].minutes)
        for hour in self.still:
            self._work(hour.lead, hour.start, hour.length, hour.minutes)

    def _work(self, lead: int, start: int, length: int, minutes: int) -> None:
        self.busy[lead] |= grid.span(start, length)
        self.load[lead] += minutes
        self.day_load[lead, start // grid.DAY] += minutes

    def flag(self, hint: int = 0) -> cp_model.IntVar:
        self.hints.append(hint)
        return self.model.new_bool_var("")

    def number(self, most: int, hint: int) -> cp_model.IntVar:
        """A whole number from 0 to `most`."""
        self.hints.append(hint)
        return self.model.new_int_var(0, most, "")

    def now_of(self, variables: Iterable[cp_model.IntVar], weights: Iterable[int] | None = None) -> int:
        """The (weighted) sum of variables in the present week."""
        if weights is None:
            return sum(self.hints[each.index] for each in variables)
        return sum(self.hints[each.index] * weight for each, weight in zip(variables, weights, strict=True))

    def cost(self, variable: cp_model.IntVar, points: int) -> None:
        if points:
            self.terms.append(variable)
            self.costs.append(points)

    def any_seat(self) -> None:
        """Every session a client could find if they were the only one: enough peers, somebody to lead, a room."""
        for client in self.scope.cells:
            for which, mask in self.arena.clients[client].groups.items():
                for start in grid.slots_of(mask & self.arena.peers(which)):
                    offer = Offer(which, start, None, frozenset(), {})
                    self.offers.append(offer)
                    self.at_kind[which].append(offer)

    def all_offers(self) -> None:
        arena, scope = self.arena, self.scope
        taken: dict[tuple[int, int], list[Meeting]] = defaultdict(list)
        for meeting in self.released:
            taken[meeting.kind, meeting.start].append(meeting)
        kept_at: dict[tuple[int, int], int] = defaultdict(int)
        self.elsewhere: dict[int, int] = defaultdict(int)
        for meeting in self.kept:
            day = meeting.start // grid.DAY
            kept_at[meeting.kind, meeting.start] += 1
            if not self.days >> day & 1:
                self.elsewhere[meeting.kind] += 1
                if not scope.cells.keys() & meeting.members:
                    continue
            settled = meeting.frozen or meeting.id in scope.locked
            fixed = frozenset(m for m in meeting.members if settled or not scope.cells.get(m, 0) >> day & 1)
            offer = Offer(meeting.kind, meeting.start, meeting, fixed, was=meeting)
            self.offers.append(offer)
            if not settled:
                self.at_kind[meeting.kind].append(offer)
        crowd_free = {
            (which, day): [c for c in arena.kinds[which].crowd if scope.cells.get(c, 0) >> day & 1]
            for which, day in scope.opens
        }
        for (which, day), mask in scope.opens.items():
            kind = arena.kinds[which]
            starts = set(grid.slots_of(mask & grid.day_bits(day)))
            starts |= {start for k, start in taken if k == which and start // grid.DAY == day}
            crowd = [arena.clients[c].groups[which] for c in crowd_free[which, day]]
            for start in sorted(starts):
                was = taken.get((which, start), [])
                if not was and (
                    kept_at[which, start] >= scope.copies or sum(g >> start & 1 for g in crowd) < kind.least
                ):
                    continue
                span = grid.span(start, kind.length)
                leads = [lead for lead, can in kind.leaders.items() if can >> start & 1 and not span & self.busy[lead]]
                copies = min(len(leads), max(len(was), scope.copies - kept_at[which, start]))
                for copy in range(copies):
                    old = was[copy] if copy < len(was) else None
                    self._candidate(which, start, leads, old)

    def _candidate(self, which: int, start: int, leads: list[int], old: Meeting | None) -> None:
        offer = Offer(which, start, None, frozenset(), was=old)
        offer.open = self.flag(int(old is not None))
        if len(leads) == 1:
            offer.leads[leads[0]] = offer.open
        else:
            for lead in leads:
                offer.leads[lead] = self.flag(int(old is not None and old.lead == lead))
            self.model.add(Sum(list(offer.leads.values())) == offer.open)
        self.offers.append(offer)
        self.at_kind[which].append(offer)
        weights = self.arena.problem.weights
        late = late_of(start, self.arena.kinds[which].length)
        self.cost(offer.open, self.stage.rest * (weights.session + weights.late_finish * late))
