"""The four values of a plan after a small change, without counting everybody again. Equal to `score`, tested so."""

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from . import grid
from .plan import Session, Slot, Standing
from .problem import Client, Problem
from .score import Visit, changed, client_soft, commitments, late, score, stand, visits_of

Key = tuple[int, int, int, int]


class Weighed:
    """A plan's values, kept so that what some people gain can be added to them."""

    def __init__(self, problem: Problem, sessions: Collection[Session], slots: Collection[Slot]) -> None:
        self.problem = problem
        self.visits: Mapping[str, list[Visit]] = visits_of(problem, sessions, slots)
        found = score(problem, sessions, slots)
        self.key: Key = found.key
        self.standing: dict[str, Standing] = {each.client: each for each in found.standing}
        self.changed = changed(problem, sessions, slots)
        self.had = commitments(problem, problem.previous.sessions, problem.previous.slots) if problem.previous else {}
        self.has = commitments(problem, sessions, slots) if problem.previous else {}
        self.load: dict[str, int] = defaultdict(int)
        held: list[Session | Slot] = [*sessions, *slots]
        for each in held:
            self.load[each.clinician] += each.minutes

    def plus(self, problem: Problem, person: Client) -> "Weighed":
        """The same for a problem that has this client, too (or describes them anew); nothing is theirs, or was."""
        other = copy.copy(self)
        new, old = stand(problem, person, ()), self.standing.get(person.id)
        unmet, invalid, changes, rest = self.key
        unmet += new.unmet_minutes - (old.unmet_minutes if old else 0)
        invalid += new.invalid_days - (old.invalid_days if old else 0)
        other.problem, other.key = problem, (unmet, invalid, changes, rest)
        other.standing = {**self.standing, person.id: new}
        return other

    def standing_with(self, client: str, more: Iterable[Visit]) -> Standing:
        """How a client fares with these visits on top."""
        return stand(self.problem, self.problem.client[client], [*self.visits.get(client, ()), *more])

    def key_with(
        self, joined: Mapping[str, Iterable[Session]], opened: Iterable[Session], slots: Iterable[Slot]
    ) -> Key:
        """The values when clients join sessions that run, new sessions run with their members, and slots are held."""
        problem, weights = self.problem, self.problem.weights
        opened, slots = list(opened), list(slots)
        gains: dict[str, list[Session | Slot]] = defaultdict(list)
        for client, sessions in joined.items():
            gains[client] += sessions
        for session in opened:
            for member in session.members:
                gains[member].append(session)
        for slot in slots:
            gains[slot.client].append(slot)
        unmet, invalid, _, rest = self.key
        now_changed = set(self.changed)
        for client, gained in gains.items():
            person, before = problem.client[client], self.standing[client]
            own = self.visits.get(client, [])
            then = [*own, *map(self.visit, gained)]
            now = stand(problem, person, then)
            unmet += now.unmet_minutes - before.unmet_minutes
            invalid += now.invalid_days - before.invalid_days
            for points, points_before, name in zip(
                client_soft(person, then), client_soft(person, own), ("gap", "travel_day", "preference"), strict=True
            ):
                rest += (points - points_before) * int(getattr(weights, name))
            if ("client", client) in now_changed:
                has = commitments(
                    problem,
                    [replace(each, members=(client,)) for each in gained if isinstance(each, Session)],
                    [each for each in gained if isinstance(each, Slot)],
                )
                whole = self.has.get(("client", client), type(self.had["client", client])()) + has["client", client]
                if not self.had["client", client] - whole:
                    now_changed.discard(("client", client))
        load = dict(self.load)
        new: list[Session | Slot] = [*opened, *slots]
        for each in new:
            rest += weights.late_finish * late(each.start, each.minutes)
            load[each.clinician] = load.get(each.clinician, 0) + each.minutes
            if ("clinician", each.clinician) in now_changed:
                now_changed -= self._back(each.clinician, opened, slots)
        rest += weights.session * len(opened) + self._staff(load) - self._staff(self.load)
        return unmet, invalid, len(now_changed), rest

    def _back(self, clinician: str, opened: list[Session], slots: list[Slot]) -> set[tuple[str, str]]:
        person = ("clinician", clinician)
        has = commitments(self.problem, opened, slots)
        whole = self.has.get(person, type(self.had[person])()) + has[person]
        return set() if self.had[person] - whole else {person}

    def visit(self, each: Session | Slot) -> Visit:
        """A session or slot as its client sees it."""
        if isinstance(each, Slot):
            return Visit(each.start, each.minutes, None, each.kind, each.room is not None)
        curriculum = self.problem.group_type[each.type].curriculum
        return Visit(each.start, each.minutes, curriculum, "group", each.room is not None)

    def _staff(self, load: Mapping[str, int]) -> int:
        """Overtime and fairness, weighted."""
        weights, found = self.problem.weights, 0
        shares = []
        for each in self.problem.clinicians:
            minutes = load.get(each.id, 0)
            found += weights.overtime * grid.half_hours(max(0, minutes - each.week_cap))
            if each.week_cap:
                shares.append(100 * minutes // each.week_cap)
        return found + weights.fairness * ((max(shares) - min(shares)) if shares else 0)
