"""One client's question to a plan: which weeks could they have, in the chairs there are or with one group more?"""

from dataclasses import dataclass

from . import grid
from .compiled import bits, fits
from .facts import Fact, fact
from .fitting import FAMILY, INDIVIDUAL, Ask, Seat, Week, weeks
from .floor import Floor, ask_of, kept_of, take_out, wish_cost, with_client
from .opening import new_session
from .plan import Kind, Session, Slot, Standing
from .problem import Client
from .score import late
from .taken import Taken
from .weigh import Key, Weighed

MOST_NEW = 60  # new sessions looked at for one client
KINDS: dict[Kind, str] = {"individual": INDIVIDUAL, "family": FAMILY}


@dataclass(frozen=True, slots=True)
class Option:
    """One way in. `joined` are ids of sessions that run, `opened` the new session with all its members.

    `before` and `after` are the four values of the whole plan without and with it. `kept`: what the client has already
    and keeps. `exact` false: the search was cut short.
    """

    client: str
    kind: str  # "seats" or "opens"
    joined: tuple[str, ...]
    slots: tuple[Slot, ...]
    opened: tuple[Session, ...]
    kept: tuple[str, ...]
    standing: Standing
    before: Key
    after: Key
    facts: tuple[Fact, ...]


class Placing:
    """One client's question to a floor."""

    def __init__(self, floor: Floor, person: Client, first: int, keep: bool) -> None:
        self.floor, self.person, self.first = floor, person, first
        base, plan = floor.problem, floor.plan
        self.problem = with_client(base, person)
        self.kept = kept_of(self.problem, plan, person.id, first, keep)
        if person.id in floor.seated and not (keep and self.problem is base):
            self.taken = Taken(self.problem, plan.sessions, plan.slots)
            self.weighed = Weighed(self.problem, plan.sessions, plan.slots)
        else:
            self.taken, self.weighed = floor.taken, floor.weighed
            self.taken.forget(person.id)
            if self.problem is not base:
                self.weighed = self.weighed.plus(self.problem, person)
        taken = self.taken
        before = (self.weighed.key, self.weighed.standing[person.id])
        if not keep and take_out(taken, person.id, self.kept):
            self.weighed = Weighed(self.problem, list(taken.sessions.values()), list(taken.slots.values()))
        self.before: tuple[Key, Standing] = before
        self.held = self._held()

    def options(self, count: int, may_open: bool) -> list[Option]:
        """The ranked ways."""
        ask = ask_of(self.problem, self.person)
        seats = self._seats()
        found = [self._option(week) for week in self._weeks(ask, seats, count)]
        best = min(found, key=lambda each: each.after, default=None)
        if may_open and (best is None or best.standing.unmet_minutes or best.standing.invalid_days):
            new = self._new_seats()
            opening = [self._option(week) for week in self._weeks(ask, seats + new, 3)] if new else []
            found += [each for each in opening if each.opened and (best is None or each.after < best.after)]
        held_back = self.before[0]
        found = [each for each in found if (each.joined or each.slots or each.opened) and each.after <= held_back]
        return sorted(found, key=lambda each: (each.after, each.kind, each.joined))[:count]

    def openings(self, count: int) -> list[Option]:
        """Ways with one new session each, best first: of the likeliest, one for each kind and hour."""
        ask, seats = ask_of(self.problem, self.person), self._seats()
        found = []
        for seat in self._new_seats()[: 2 * count]:
            chosen = weeks(ask, [*seats, seat], held=[*self.held, seat])
            found += [self._option(week) for week in chosen if self._hold_together(week)]
        return sorted(found, key=lambda each: (each.after, each.opened[0].id))[:count]

    def _weeks(self, ask: Ask, seats: list[Seat], count: int) -> list[Week]:
        """Weeks whose hours with the primary clinician also fit together (caps, break, pause)."""
        found = weeks(ask, seats, held=self.held, count=count)
        good = [week for week in found if self._hold_together(week)]
        if good or not found:
            return good
        without = [seat for seat in seats if seat.kind != FAMILY]
        return [week for week in weeks(ask, without, held=self.held, count=count) if self._hold_together(week)]

    def _hold_together(self, week: Week) -> bool:
        booked: list[Slot] = []
        fits = True
        for seat in week.seats:
            if isinstance(seat.key, Slot) and seat not in self.held:
                slot = seat.key
                if not self.taken.can_work(slot.clinician, slot.start, slot.minutes, self._site(slot)):
                    fits = False
                    break
                self.taken.book(slot)
                booked.append(slot)
        opened = [seat.key for seat in week.seats if seat.new and isinstance(seat.key, Session)]
        for session in opened:
            site = self.problem.group_type[session.type].site
            fits = fits and self.taken.can_work(session.clinician, session.start, session.minutes, site)
            fits = fits and not (session.room and self.taken.room_busy[session.room] & session.mask)
        for slot in booked:
            self.taken.unbook(slot)
        return fits

    def _site(self, slot: Slot) -> str | None:
        return self.problem.room[slot.room].site if slot.room else None

    # seats

    def _held(self) -> list[Seat]:
        """What the client keeps, as seats."""
        mine = [each for each in self.taken.sessions.values() if self.person.id in each.members]
        return [self._seat(each) for each in mine] + [
            self._slot_seat(each) for each in self.taken.slots.values() if each.client == self.person.id
        ]

    def _seats(self) -> list[Seat]:
        """Chairs in sessions that run, and hours of the primary clinician."""
        person, taken, soonest = self.person, self.taken, self.first * grid.DAY
        found = [
            self._seat(session)
            for session in taken.sessions.values()
            if session.start >= soonest and taken.may_join(person, session)
        ]
        for kind, minutes in self._hours_due():
            found += [
                self._slot_seat(slot) for slot in taken.hours_with(person, kind, minutes) if slot.start >= soonest
            ]
        return found

    def _hours_due(self) -> list[tuple[Kind, int]]:
        due: list[tuple[Kind, int]] = []
        if self.person.individual:
            due.append(("individual", self.person.individual.minutes))
        family = self.problem.family_due(self.person)
        if family:
            due.append(("family", family))
        return due

    def _new_seats(self) -> list[Seat]:
        """Sessions that could be opened with this client and enough others who gain by it."""
        problem, taken, person, floor = self.problem, self.taken, self.person, self.floor
        hopeful: list[tuple[int, int, int, list[Client]]] = []
        for number, kind in enumerate(problem.group_types):
            if taken.of_type[kind.id] >= kind.most_per_week or not fits(person, kind):
                continue
            length = grid.half_hours(kind.minutes)
            free = taken.client_free(person, kind.site) & ~taken.client_busy[person.id]
            own = floor.compiled.type_starts[number] & grid.starts(free, length) & ~grid.span(0, self.first * grid.DAY)
            if not own:
                continue
            others = []
            crowd = bits(0).astype(int)
            for index, other in floor.short:
                can = floor.compiled.client_starts[index][number] & own if other.id != person.id else 0
                can &= grid.starts(~taken.client_busy[other.id] & grid.ALL, length)
                if can:
                    others.append((other, can))
                    crowd += bits(can)
            hopeful += [
                (int(crowd[start]), -start, number, [other for other, can in others if can >> start & 1])
                for start in grid.slots_of(own)
                if crowd[start] + 1 >= kind.minimum
            ]
        hopeful.sort(key=lambda each: each[:3], reverse=True)
        found: list[Seat] = []
        for _, start, number, others_free in hopeful:
            if len(found) == MOST_NEW:
                break
            session = new_session(self.floor, taken, number, -start, others_free, person)
            if session:
                found.append(self._seat(session, new=True))
        return found

    def _seat(self, session: Session, *, new: bool = False) -> Seat:
        kind = self.problem.group_type[session.type]
        cost = wish_cost(self.problem, self.person, session.mask) + (self.problem.weights.session if new else 0)
        return Seat(
            session.start, session.minutes, kind.curriculum, cost, session.room is not None, new=new, key=session
        )

    def _slot_seat(self, slot: Slot) -> Seat:
        weights, payer = self.problem.weights, self.problem.payer[self.person.payer]
        cost = wish_cost(self.problem, self.person, slot.mask) + weights.late_finish * late(slot.start, slot.minutes)
        counts = payer.individual_counts
        return Seat(slot.start, slot.minutes, KINDS[slot.kind], cost, slot.room is not None, counts, key=slot)

    # the answer

    def _option(self, week: Week) -> Option:
        held = set(self.held)
        fresh = [seat.key for seat in week.seats if seat not in held]
        slots = tuple(each for each in fresh if isinstance(each, Slot))
        running = [each for each in fresh if isinstance(each, Session) and each.id in self.taken.sessions]
        opened = tuple(each for each in fresh if isinstance(each, Session) and each.id not in self.taken.sessions)
        who = self.person.id
        after = self.weighed.key_with({who: running}, opened, slots)
        extra = [*map(self.weighed.visit, running), *map(self.weighed.visit, opened), *map(self.weighed.visit, slots)]
        standing = self.weighed.standing_with(who, extra)
        facts = []
        if running:
            facts.append(fact("joins", sessions=len(running)))
        for each in opened:
            helped = len(each.members) - 1
            facts.append(fact("opens", type=each.type, clinician=each.clinician, others=helped))
        if standing.unmet_minutes:
            facts.append(fact("short", minutes=standing.unmet_minutes))
        else:
            facts.append(fact("whole"))
        if standing.invalid_days:
            facts.append(fact("invalid", days=standing.invalid_days))
        kind = "opens" if opened else "seats"
        joined = tuple(each.id for each in running)
        kept = tuple(sorted(self.kept))
        return Option(who, kind, joined, slots, opened, kept, standing, self.before[0], after, tuple(facts))
