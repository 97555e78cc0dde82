"""One move: part of a week freed and solved exactly with CP-SAT, all else as it stands.

No copies of sessions and no rooms are numbered: an offer (type, start) is held by one clinician or not at all, rooms are
counted by size (rooms.py gives each its own afterwards). What the rules forbid is never created. A client's day is a
span of half-hours with bounded holes. Dose, needs, days are elastic, so every sub-problem has a solution: the present.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from .. import grid
from .arena import VIRTUAL, Arena
from .week import NO_ROOM, Fact, Hour, Meeting, Week, late_of

Sum = cp_model.LinearExpr.sum
Weighted = cp_model.LinearExpr.weighted_sum


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


class Move:
    """A sub-problem, built. `solve` gives the meetings and hours of a better week or None."""

    def __init__(
        self,
        arena: Arena,
        week: Week,
        scope: Scope,
        stage: Stage,
        before: Mapping[tuple[str, int], Iterable[Fact]] | None = None,
        now: Mapping[tuple[str, int], Container[Fact]] | None = None,
        *,
        alone: bool = False,
    ) -> None:
        self.arena, self.week, self.scope, self.stage = arena, week, scope, stage
        self.model = cp_model.CpModel()
        self.terms: list[cp_model.IntVar] = []
        self.costs: list[int] = []
        self.constant = 0
        self.hinted: list[tuple[cp_model.IntVar, int]] = []
        self.before, self.now = before or {}, now or {}
        self.days = 0
        for mask in scope.cells.values():
            self.days |= mask
        for _, day in scope.opens:
            self.days |= 1 << day
        self._free()
        if alone:
            self._any_seat()
            self._clients()
        else:
            self._offers()
            self._clients()
            self._sessions()
            self._clinicians()
            self._rooms()
            self._changes()
        self.model.minimize(Weighted(self.terms, self.costs) + self.constant)

    # what is fixed and what is not

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

    def _bool(self, hint: int = 0) -> cp_model.IntVar:
        made = self.model.new_bool_var("")
        self.hinted.append((made, hint))
        return made

    def _cost(self, variable: cp_model.IntVar, points: int) -> None:
        if points:
            self.terms.append(variable)
            self.costs.append(points)

    # offers

    def _any_seat(self) -> None:
        """Every session a client could find if they were the only one: enough peers, somebody to lead, a room."""
        self.offers, self.at_kind = [], defaultdict(list)
        for client in self.scope.cells:
            for which, mask in self.arena.clients[client].groups.items():
                for start in grid.slots_of(mask & self.arena.peers(which)):
                    offer = Offer(which, start, None, frozenset(), {})
                    self.offers.append(offer)
                    self.at_kind[which].append(offer)

    def _offers(self) -> None:
        arena, scope = self.arena, self.scope
        self.offers: list[Offer] = []
        self.at_kind: dict[int, list[Offer]] = defaultdict(list)
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
        offer.open = self._bool(int(old is not None))
        if len(leads) == 1:
            offer.leads[leads[0]] = offer.open
        else:
            for lead in leads:
                offer.leads[lead] = self._bool(int(old is not None and old.lead == lead))
            self.model.add(Sum(list(offer.leads.values())) == offer.open)
        self.offers.append(offer)
        self.at_kind[which].append(offer)
        weights = self.arena.problem.weights
        late = late_of(start, self.arena.kinds[which].length)
        self._cost(offer.open, self.stage.rest * (weights.session + weights.late_finish * late))

    # clients

    def _clients(self) -> None:
        self.hour_vars: list[tuple[int, str, int, int, int, int, cp_model.IntVar]] = []
        self.own_cover: dict[int, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
        was_in: dict[int, set[str]] = defaultdict(set)
        fixed_visits: dict[int, list[Meeting]] = defaultdict(list)
        for offer in self.offers:
            if offer.meeting is not None:
                for member in offer.fixed:
                    if member in self.scope.cells:
                        fixed_visits[member].append(offer.meeting)
            if offer.was is not None:
                for member in offer.was.members:
                    was_in[member].add(offer.was.id)
        still: dict[int, list[Hour]] = defaultdict(list)
        for hour in self.still:
            still[hour.client].append(hour)
        moving: dict[int, list[Hour]] = defaultdict(list)
        for hour in self.moving:
            moving[hour.client].append(hour)
        for client in self.scope.cells:
            self._client(client, fixed_visits[client], still[client], moving[client], was_in[client])

    def _client(
        self, client: int, meetings: list[Meeting], hours: list[Hour], moving: list[Hour], was_in: set[str]
    ) -> None:
        arena, model, stage = self.arena, self.model, self.stage
        who = arena.clients[client]
        weights = arena.problem.weights
        days = self.scope.cells[client]
        busy = fixed_minutes = 0
        treated: dict[int, int] = defaultdict(int)
        in_day: dict[int, int] = defaultdict(int)
        curricula: dict[str, int] = defaultdict(int)
        on_day: set[tuple[int, str]] = set()
        asked: dict[str, int] = defaultdict(int)
        there: set[int] = set()
        for meeting in meetings:
            kind, day = arena.kinds[meeting.kind], meeting.start // grid.DAY
            busy |= grid.span(meeting.start, kind.length)
            treated[day] += kind.minutes
            in_day[day] += kind.minutes
            curricula[kind.curriculum] += kind.minutes
            on_day.add((day, kind.curriculum))
            if kind.place != VIRTUAL:
                there.add(day)
        for hour in hours:
            day = hour.start // grid.DAY
            busy |= grid.span(hour.start, hour.length)
            in_day[day] += hour.minutes
            if who.counts:
                treated[day] += hour.minutes
            asked[hour.kind] += hour.minutes
            on_day.add((day, "\0" + hour.kind))
            if hour.place != VIRTUAL:
                there.add(day)
        fixed_minutes = sum(treated.values())
        # variables: (variable, start, length, minutes, tag, in person, counts)
        mine: dict[int, list[tuple[cp_model.IntVar, int, int, int, str, bool, bool]]] = defaultdict(list)
        only, only_hours = self.scope.only, self.scope.only_hours
        for which, can in who.groups.items():
            kind = arena.kinds[which]
            for offer in self.at_kind.get(which, ()):
                start, day = offer.start, offer.start // grid.DAY
                if not can >> start & 1 or not days >> day & 1 or (day, kind.curriculum) in on_day:
                    continue
                if busy & grid.span(start, kind.length):
                    continue
                if only is not None and (client, which, start) not in only:
                    continue
                if who.apart & offer.fixed:
                    continue
                if offer.meeting is not None:
                    if kind.place == VIRTUAL and not arena.may_treat(offer.meeting.lead, client, start):
                        continue
                    if len(offer.fixed) >= kind.most:
                        continue
                elif (
                    offer.open is not None
                    and kind.place == VIRTUAL
                    and not any(arena.may_treat(lead, client, start) for lead in offer.leads)
                ):
                    continue
                seat = self._bool(int(offer.was is not None and offer.was.id in was_in))
                offer.seats[client] = seat
                mine[day].append((seat, start, kind.length, kind.minutes, kind.curriculum, kind.place != VIRTUAL, True))
        here = {(hour.kind, hour.start, hour.place) for hour in moving}
        at = {(hour.kind, hour.start) for hour in moving}
        asks: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for ask in who.asks:
            room = ask.times - asked[ask.kind] // ask.minutes
            if room <= 0:
                continue
            for place, can in ask.starts.items():
                for start in grid.slots_of(can):
                    day, span = start // grid.DAY, grid.span(start, ask.length)
                    if not days >> day & 1 or busy & span or span & self.busy[who.primary]:
                        continue
                    if (day, "\0" + ask.kind) in on_day:
                        continue
                    if self.scope.thin is not None and start & 1 != self.scope.thin and (ask.kind, start) not in at:
                        continue
                    if only_hours is not None and (client, ask.kind, start) not in only_hours:
                        continue
                    variable = self._bool(int((ask.kind, start, place) in here))
                    self.hour_vars.append((client, ask.kind, start, ask.minutes, ask.length, place, variable))
                    asks[ask.kind].append(variable)
                    mine[day].append(
                        (variable, start, ask.length, ask.minutes, "\0" + ask.kind, place != VIRTUAL, who.counts)
                    )
                    self._cost(variable, stage.rest * weights.late_finish * late_of(start, ask.length))
            if asks[ask.kind]:
                model.add(Sum(asks[ask.kind]) <= room)
        valid_vars = []
        fixed_valid = 0
        total: list[cp_model.IntVar] = []
        minutes_of: list[int] = []
        for day in range(grid.DAYS):
            if not days >> day & 1 or not mine[day]:
                if treated[day]:
                    good = treated[day] >= who.least_day
                    fixed_valid += good
                    self.constant += 0 if good else stage.bad_day
                continue
            valid = self._day(client, day, mine[day], busy, treated[day], in_day[day], day in there)
            valid_vars.append(valid)
            for variable, _, _, minutes, _, _, counts in mine[day]:
                if counts:
                    total.append(variable)
                    minutes_of.append(minutes)
        lack = who.dose - fixed_minutes
        if lack > 0:
            self._short(total, minutes_of, lack)
        for curriculum, need in who.needs.items():
            lack = need - curricula[curriculum]
            if lack > 0:
                pairs = [(v[0], v[3]) for day in mine for v in mine[day] if v[4] == curriculum]
                self._short([v for v, _ in pairs], [m for _, m in pairs], lack)
        for ask in who.asks:
            lack = ask.minutes * ask.times - asked[ask.kind]
            if lack > 0:
                self._short(asks[ask.kind], [ask.minutes] * len(asks[ask.kind]), lack)
        lack = who.days - fixed_valid
        if lack > 0:
            missing = model.new_int_var(0, lack, "")
            if valid_vars:
                model.add(missing + Sum(valid_vars) >= lack)
            else:
                model.add(missing >= lack)
            self._cost(missing, stage.bad_day)

    def _short(self, variables: list[cp_model.IntVar], minutes: list[int], lack: int) -> None:
        if not variables:
            self.constant += self.stage.unmet * lack
            return
        short = self.model.new_int_var(0, lack, "")
        self.model.add(short + Weighted(variables, minutes) >= lack)
        self._cost(short, self.stage.unmet)

    def _day(
        self,
        client: int,
        day: int,
        mine: list[tuple[cp_model.IntVar, int, int, int, str, bool, bool]],
        busy: int,
        treated: int,
        in_day: int,
        there: bool,
    ) -> cp_model.IntVar:
        """One free day: one thing at a time, no curriculum twice, bounded holes, whether it counts."""
        model, stage, who = self.model, self.stage, self.arena.clients[client]
        weights = self.arena.problem.weights
        cover: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        tags: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        counted, minutes_counted = [], []
        places: dict[bool, list[cp_model.IntVar]] = {True: [], False: []}
        for variable, start, length, minutes, tag, in_person, counts in mine:
            for slot in range(start, start + length):
                cover[slot].append(variable)
            tags[tag].append(variable)
            places[in_person].append(variable)
            if counts:
                counted.append(variable)
                minutes_counted.append(minutes)
            outside = sum(weight * (grid.span(start, length) & ~mask).bit_count() for mask, weight in who.wishes)
            self._cost(variable, stage.rest * weights.preference * outside)
        for variables in cover.values():
            if len(variables) > 1:
                model.add_at_most_one(variables)
        for variables in tags.values():
            if len(variables) > 1:
                model.add_at_most_one(variables)
        model.add(Weighted([m[0] for m in mine], [m[3] for m in mine]) <= who.most_day - in_day)
        fixed = busy & grid.day_bits(day)
        before = self._present(client, day)
        low = min(min(cover), (fixed & -fixed).bit_length() - 1 if fixed else 10**6)
        high = max(max(cover), fixed.bit_length() - 1 if fixed else -1)
        holes = self.scope.holes or bool(_holes(before)) or bool(_holes(fixed))
        begins = []
        last: cp_model.LinearExpr | cp_model.IntVar | int = 0
        spans: list[cp_model.IntVar] = []
        taken: list[cp_model.LinearExpr | int] = []
        for slot in range(low, high + 1):
            here = cover.get(slot)
            now = 1 if fixed >> slot & 1 else (Sum(here) if here else 0)
            inside = before >> low and (before & ((1 << slot + 1) - 1)) and before >> slot
            if holes and who.hole:
                within = self._bool(int(bool(inside)))
                model.add(within >= now)
                spans.append(within)
                taken.append(now)
                now = within
            if isinstance(now, int) and now == 0:
                last = 0
                continue
            begin = self._bool(int(bool(before >> slot & 1 and (slot == low or not before >> (slot - 1) & 1))))
            model.add(begin >= now - last)
            begins.append(begin)
            last = now
        model.add_at_most_one(begins)
        if spans:
            for first in range(len(spans) - who.hole):
                window = range(first, first + who.hole + 1)
                model.add(Sum([spans[n] for n in window]) - sum(taken[n] for n in window) <= who.hole)
            if points := stage.rest * weights.gap:
                for within, now in zip(spans, taken, strict=True):
                    self._cost(within, points)
                    if isinstance(now, int):
                        self.constant -= points * now
                for variables in cover.values():
                    for variable in variables:
                        self._cost(variable, -points)
        if places[True] and not there and stage.rest:
            travels = self._bool(int(bool(before)))
            for variable in places[True]:
                model.add_implication(variable, travels)
            self._cost(travels, stage.rest * weights.travel_day * who.travel)
        good = self._bool()
        if who.least_day > treated:
            model.add(Weighted(counted, minutes_counted) >= (who.least_day - treated) * good)
        if treated:
            bad = self._bool()
            model.add(bad + good >= 1)
        elif counted:
            # a day with treatment that is not good: `used` is the sum of its beginnings, at most one
            used = self._bool(int(bool(before)))
            for variables in tags.values():
                model.add(Sum(variables) <= used)
            bad = self._bool()
            model.add(bad + good >= used)
        else:
            return good
        self._cost(bad, stage.bad_day)
        return good

    def _present(self, client: int, day: int) -> int:
        found = 0
        for visit in self.week.visits[client]:
            if visit.start // grid.DAY == day:
                found |= grid.span(visit.start, visit.length)
        return found

    # sessions, clinicians, rooms

    def _sessions(self) -> None:
        arena, model = self.arena, self.model
        held: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        count: dict[int, int] = defaultdict(int)
        for offer in self.offers:
            kind = arena.kinds[offer.kind]
            seats = list(offer.seats.values())
            if offer.open is None:
                if self.days >> offer.start // grid.DAY & 1:
                    count[offer.kind] += 1
                if seats:
                    if kind.least > len(offer.fixed):
                        model.add(Sum(seats) >= kind.least - len(offer.fixed))
                    model.add(Sum(seats) <= kind.most - len(offer.fixed))
            else:
                held[offer.kind].append(offer.open)
                if not seats:
                    model.add(offer.open == 0)
                    continue
                model.add(Sum(seats) >= kind.least * offer.open)
                model.add(Sum(seats) <= kind.most * offer.open)
                for client, seat in offer.seats.items():
                    self._under(offer, kind.place, client, seat)
            for client, seat in offer.seats.items():
                for other in arena.clients[client].apart:
                    if other > client and other in offer.seats:
                        model.add_at_most_one([seat, offer.seats[other]])
        for which, variables in held.items():
            most = arena.kinds[which].most_per_week - count[which] - self.elsewhere[which]
            if len(variables) > most:
                model.add(Sum(variables) <= max(0, most))

    def _under(self, offer: Offer, place: int, client: int, seat: cp_model.IntVar) -> None:
        """A seat needs the session, by video led by somebody with a licence where the client sits."""
        assert offer.open is not None
        self.model.add_implication(seat, offer.open)
        if place == VIRTUAL:
            may = [v for lead, v in offer.leads.items() if self.arena.may_treat(lead, client, offer.start)]
            if len(may) < len(offer.leads):
                self.model.add(Sum(may) >= seat)

    def _clinicians(self) -> None:
        arena, model, stage = self.arena, self.model, self.stage
        cover: dict[int, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
        by_day: dict[tuple[int, int], list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
        for offer in self.offers:
            kind = arena.kinds[offer.kind]
            for lead, variable in offer.leads.items():
                by_day[lead, offer.start // grid.DAY].append((variable, kind.minutes))
                for slot in range(offer.start, offer.start + kind.length):
                    cover[lead][slot].append(variable)
        for client, _, start, minutes, length, _, variable in self.hour_vars:
            lead = arena.clients[client].primary
            by_day[lead, start // grid.DAY].append((variable, minutes))
            for slot in range(start, start + length):
                cover[lead][slot].append(variable)
        for (lead, day), pairs in by_day.items():
            who = arena.leads[lead]
            self._day_of_work(lead, day, cover[lead])
            room = who.day_cap - self.day_load[lead, day]
            if sum(m for _, m in pairs) > room:
                model.add(Weighted([v for v, _ in pairs], [m for _, m in pairs]) <= max(0, room))
        for lead, slots in cover.items():
            for variables in slots.values():
                if len(variables) > 1:
                    model.add_at_most_one(variables)
            who = arena.leads[lead]
            pairs = [pair for (one, _), each in by_day.items() if one == lead for pair in each]
            room = who.week_cap - self.load[lead]
            if sum(m for _, m in pairs) > room:
                if who.overtime:
                    over = model.new_int_var(0, grid.half_hours(max(0, -room)) + grid.half_hours(who.overtime), "")
                    model.add(Weighted([v for v, _ in pairs], [m for _, m in pairs]) <= room + grid.HALF * over)
                    self._cost(over, stage.rest * arena.problem.weights.overtime)
                model.add(Weighted([v for v, _ in pairs], [m for _, m in pairs]) <= max(0, room + who.overtime))

    def _day_of_work(self, lead: int, day: int, cover: dict[int, list[cp_model.IntVar]]) -> None:
        who, model = self.arena.leads[lead], self.model
        today = self.busy[lead] & grid.day_bits(day)
        begin = day * grid.DAY
        possible = today
        for slot in cover:
            if slot // grid.DAY == day:
                possible |= 1 << slot
        for first in grid.slots_of(grid.starts(possible, who.run + 1)):
            window = range(first, first + who.run + 1)
            lits = [v for slot in window for v in cover.get(slot, ())]
            fixed = (today >> first & ((1 << who.run + 1) - 1)).bit_count()
            if lits:
                model.add(Sum(lits) <= max(0, who.run - fixed))
        if who.pause is None:
            return
        start, end, length = who.pause
        between = grid.span(begin + start, end - start)
        if grid.starts(between & ~possible, length):
            return
        positions = list(grid.slots_of(grid.starts(between & ~today, length)))
        if not positions:
            return
        rests = []
        for position in positions:
            rest = self._bool()
            rests.append(rest)
            for slot in range(position, position + length):
                for variable in cover.get(slot, ()):
                    model.add_implication(rest, ~variable)
        model.add_bool_or(rests)

    def _rooms(self) -> None:
        arena, model = self.arena, self.model
        sizes = {site: sorted({capacity for capacity, _, _ in rooms}) for site, rooms in arena.rooms.items()}
        size_of = {number: capacity for rooms in arena.rooms.values() for capacity, _, number in rooms}
        fixed: dict[tuple[int, int, int], int] = defaultdict(int)  # site, level, slot
        wants: dict[tuple[int, int, int], list[cp_model.IntVar]] = defaultdict(list)
        for offer in self.offers:
            kind = arena.kinds[offer.kind]
            if kind.place == VIRTUAL or not self.days >> offer.start // grid.DAY & 1:
                continue
            levels = sizes[kind.place]
            span = range(offer.start, offer.start + kind.length)
            least = 0
            if offer.meeting is not None:
                seats = len(offer.fixed)
                if offer.meeting.frozen and offer.meeting.room in size_of:
                    seats = size_of[offer.meeting.room]
                least = sum(1 for size in levels[:-1] if size < seats)
                for slot in span:
                    for level in range(least + 1):
                        fixed[kind.place, level, slot] += 1
            elif offer.open is not None:
                for slot in span:
                    wants[kind.place, 0, slot].append(offer.open)
            if not offer.seats:
                continue
            most = min(kind.most, len(offer.fixed) + len(offer.seats))
            if most > levels[-1]:
                model.add(Sum(list(offer.seats.values())) <= levels[-1] - len(offer.fixed))
            if most <= levels[least]:
                continue
            capacity: list[cp_model.IntVar] = []
            steps: list[int] = []
            was = len(offer.was.members) if offer.was else 0
            for level in range(least + 1, len(levels)):
                if levels[level - 1] >= most:
                    break
                bigger = self._bool(int(was > levels[level - 1]))
                if capacity:
                    model.add_implication(bigger, capacity[-1])
                elif offer.open is not None:
                    model.add_implication(bigger, offer.open)
                capacity.append(bigger)
                steps.append(levels[level] - levels[level - 1])
                for slot in span:
                    wants[kind.place, level, slot].append(bigger)
            model.add(Sum(list(offer.seats.values())) - Weighted(capacity, steps) <= levels[least] - len(offer.fixed))
        for hour in self.still:
            if hour.place != VIRTUAL and self.days >> hour.start // grid.DAY & 1:
                for slot in range(hour.start, hour.start + hour.length):
                    fixed[hour.place, 0, slot] += 1
        for _, _, start, _, length, place, variable in self.hour_vars:
            if place != VIRTUAL:
                for slot in range(start, start + length):
                    wants[place, 0, slot].append(variable)
        for (site, level, slot), variables in wants.items():
            least = sizes[site][level]
            there = sum(1 for capacity, free, _ in arena.rooms[site] if capacity >= least and free >> slot & 1)
            left = max(0, there - fixed[site, level, slot])
            if len(variables) > left:
                model.add(Sum(variables) <= left)

    # people who would have to be told

    def _changes(self) -> None:
        if not self.before:
            return
        offers = {(offer.kind, offer.start, lead): offer for offer in self.offers for lead in self._leads_of(offer)}
        hours: dict[tuple[int, str, int], list[cp_model.IntVar]] = defaultdict(list)
        for client, kind, start, _, _, _, variable in self.hour_vars:
            hours[client, kind, start].append(variable)
        still = {(hour.client, hour.kind, hour.start) for hour in self.still}
        told = []
        sure = 0
        for (side, number), facts in self.before.items():
            needs = [self._kept(side, number, fact, offers, hours, still) for fact in facts]
            if not all(needs):
                sure += 1
                continue
            wanted = [each for each in needs if each is not True]
            if wanted:
                changed = self._bool()
                for group in wanted:
                    for literals in group:
                        self.model.add_bool_or([changed, *literals])
                self._cost(changed, self.stage.change)
                told.append(changed)
        self.constant += sure * self.stage.change
        if self.scope.most_changes is not None and told:
            self.model.add(Sum(told) <= max(0, self.scope.most_changes - sure))

    def _kept(
        self,
        side: str,
        number: int,
        fact: Fact,
        offers: dict[tuple[int, int, int], Offer],
        hours: dict[tuple[int, str, int], list[cp_model.IntVar]],
        still: set[tuple[int, str, int]],
    ) -> bool | list[list[cp_model.IntVar]]:
        """What keeps a fact of the last plan: True (it stands), nothing can (False), or one of each list."""
        what, start, other = fact
        if not self.days >> start // grid.DAY & 1:
            return fact in self.now.get((side, number), ())
        if not isinstance(what, int):
            client = number if side == "c" else other
            key = (client, str(what), start)
            return key in still or ([hours[key]] if key in hours else False)
        lead = other if side == "c" else number
        offer = offers.get((what, start, lead))
        if offer is None:
            return False
        needs = [[offer.leads[lead]]] if offer.meeting is None else []
        if side == "c" and number not in offer.fixed:
            if number not in offer.seats:
                return False
            needs.append([offer.seats[number]])
        return needs or True

    def _leads_of(self, offer: Offer) -> list[int]:
        return [offer.meeting.lead] if offer.meeting is not None else list(offer.leads)

    # solving

    def solve(self, parameters: dict[str, float | int | bool] | None = None) -> tuple[list[Meeting], list[Hour]] | None:
        """The best found within the scope's effort, or None: nothing found (a status without values is never read)."""
        for variable, value in self.hinted:
            self.model.add_hint(variable, value)
        solver = cp_model.CpSolver()
        given = solver.parameters
        given.num_workers = 1
        given.absolute_gap_limit = self.scope.gap
        given.max_deterministic_time = self.scope.effort
        given.random_seed = self.scope.seed
        for name, value in (TUNED | (parameters or {})).items():
            setattr(given, name, value)
        self.status = solver.solve(self.model)
        self.spent = solver.deterministic_time
        self.proven = self.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        self.bound = solver.best_objective_bound if self.status != cp_model.UNKNOWN else 0.0
        if self.status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        self.objective = round(solver.objective_value)
        return self._read(solver)

    def _read(self, solver: cp_model.CpSolver) -> tuple[list[Meeting], list[Hour]]:
        value = solver.boolean_value
        meetings: list[Meeting] = []
        used: set[str] = set()
        opened: list[tuple[Offer, int, frozenset[int]]] = []
        for offer in self.offers:
            if offer.meeting is not None:
                members = offer.fixed | {client for client, seat in offer.seats.items() if value(seat)}
                meetings.append(offer.meeting._replace(members=frozenset(members)))
                used.add(offer.meeting.id)
            elif offer.open is not None and value(offer.open):
                lead = next(lead for lead, variable in offer.leads.items() if value(variable))
                opened.append((offer, lead, frozenset(c for c, seat in offer.seats.items() if value(seat))))
        for offer, lead, members in opened:
            name = offer.was.id if offer.was and offer.was.id not in used else self._name(offer, used)
            used.add(name)
            room = offer.was.room if offer.was else NO_ROOM
            meetings.append(Meeting(name, offer.kind, offer.start, lead, members, False, room))
        hours = list(self.still)
        rooms = {(h.client, h.kind, h.start, h.place): h.room for h in self.moving}
        for client, kind, start, minutes, _, place, variable in self.hour_vars:
            if value(variable):
                room = rooms.get((client, kind, start, place), NO_ROOM)
                lead = self.arena.clients[client].primary
                hours.append(Hour(client, lead, kind, start, minutes, place, False, room))
        meetings.sort(key=lambda each: (each.start, each.kind, each.id))
        hours.sort()
        return meetings, hours

    def _name(self, offer: Offer, used: set[str]) -> str:
        """Says type, day and time; a second one at that time is numbered."""
        kind = self.arena.problem.group_types[offer.kind].id
        at = offer.start % grid.DAY
        name = f"{kind}/{offer.start // grid.DAY}-{grid.clock(at).replace(':', '')}"
        while name in used:
            stem, _, number = name.partition("#")
            name = f"{stem}#{int(number or 1) + 1}"
        return name


def _holes(mask: int) -> int:
    """Half-hours of holes in one day's mask."""
    return mask.bit_length() - (mask & -mask).bit_length() + 1 - mask.bit_count() if mask else 0


# Measured on moves of 40 clients: full linear relaxations find most, long presolving of so small a model does not pay.
TUNED: dict[str, float | int | bool] = {
    "linearization_level": 2,
    "max_presolve_iterations": 1,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
}
