"""The least that several clients lack together, who share clinicians, rooms, chairs and each other's company.

Everybody else asks for nothing, takes no clinician's time and no room, and is there wherever a group lacks somebody for
its minimum and they are free. Take any plan and strike out what none of these clients has: what is left keeps all that
is asked here, so no plan leaves them fewer minutes short. Sessions of one type at one time are counted and not told
apart (two clinicians, two rooms, the members as they like), which only makes more possible. The solver's lower bound is
taken, so that a block may be given up before it is solved to the end.
"""

import math
from collections import defaultdict
from collections.abc import Collection

from ortools.sat.python import cp_model

from .. import grid
from .arena import VIRTUAL, Arena
from .days import add_clients
from .draft import Draft, Offer, Scope, Stage
from .exact import exact
from .staff import add_clinicians
from .week import Week

Sum = cp_model.LinearExpr.sum
EFFORT = 0.25
LARGEST = 5


def block(arena: Arena, empty: Week, clients: Collection[int], alone: int, effort: float = EFFORT) -> int:
    """The least unmet minutes of these clients together, as far as it can be proven within the effort.

    `alone`: the sum of what each lacks alone, proven before.
    """
    made = Block(arena, empty, clients)
    model = made.model
    if made.terms:
        model.add(cp_model.LinearExpr.weighted_sum(made.terms, made.costs) >= alone - made.constant)
    solver = exact(effort)
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return alone
    return max(alone, math.ceil(solver.best_objective_bound - 1e-6))


class Block(Draft):
    """The model of one block. `leads` of an offer are the clinicians who hold a session of it, none or several."""

    def __init__(self, arena: Arena, empty: Week, clients: Collection[int]) -> None:
        whole = dict.fromkeys(sorted(clients), (1 << grid.DAYS) - 1)
        super().__init__(arena, empty, Scope(whole, {}, True), Stage(1, 0, 0, 0))
        self._offer()
        add_clients(self)
        for offer in self.offers:
            self._session(offer)
        self._weekly()
        add_clinicians(self)
        self._rooms()
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self.terms, self.costs) + self.constant)

    def _offer(self) -> None:
        for which, kind in enumerate(self.arena.kinds):
            inside = [client for client in kind.crowd if client in self.scope.cells]
            could = 0
            for client in inside:
                could |= self.arena.clients[client].groups[which]
            for start in grid.slots_of(could & self.arena.peers(which)):
                offer = Offer(which, start, None, frozenset(), {})
                for lead, can in kind.leaders.items():
                    if can >> start & 1:
                        offer.leads[lead] = self.flag()
                self.offers.append(offer)
                self.at_kind[which].append(offer)

    def _session(self, offer: Offer) -> None:
        arena, model, kind = self.arena, self.model, self.arena.kinds[offer.kind]
        held, seats = list(offer.leads.values()), list(offer.seats.values())
        if not seats:
            for each in held:
                model.add(each == 0)
            return
        others = sum(
            arena.clients[client].groups[offer.kind] >> offer.start & 1
            for client in kind.crowd
            if client not in self.scope.cells
        )
        most = kind.most
        if kind.place != VIRTUAL:
            open_then = (capacity for capacity, free, _ in arena.rooms[kind.place] if free >> offer.start & 1)
            most = min(most, max(open_then, default=0))
        model.add(Sum(held) <= len(seats))
        if len(seats) > most:
            model.add(Sum(seats) <= most * Sum(held))
        if others < kind.least * min(len(held), len(seats)):
            model.add(Sum(seats) + others >= kind.least * Sum(held))
        for client, seat in offer.seats.items():
            may = [
                each
                for lead, each in offer.leads.items()
                if kind.place != VIRTUAL or arena.may_treat(lead, client, offer.start)
            ]
            model.add_bool_or([~seat, *may])

    def _weekly(self) -> None:
        held: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for offer in self.offers:
            held[offer.kind] += offer.leads.values()
        for which, each in held.items():
            if len(each) > self.arena.kinds[which].most_per_week:
                self.model.add(Sum(each) <= self.arena.kinds[which].most_per_week)

    def _rooms(self) -> None:
        taken: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        for offer in self.offers:
            kind = self.arena.kinds[offer.kind]
            if kind.place != VIRTUAL:
                for slot in range(offer.start, offer.start + kind.length):
                    taken[kind.place, slot] += offer.leads.values()
        for _, _, start, _, length, place, hour in self.hour_vars:
            if place != VIRTUAL:
                for slot in range(start, start + length):
                    taken[place, slot].append(hour)
        for (place, slot), each in taken.items():
            there = sum(free >> slot & 1 for _, free, _ in self.arena.rooms[place])
            if len(each) > there:
                self.model.add(Sum(each) <= there)


def blocks(arena: Arena, short: Collection[int], count: int) -> list[tuple[int, ...]]:
    """Blocks around clients who lack more than they must alone: with each, those who compete for the same few seats."""
    found: list[tuple[int, ...]] = []
    used: set[int] = set()
    for first in short:
        if first in used or len(found) == count:
            continue
        near: dict[int, float] = defaultdict(float)
        for which, mask in arena.clients[first].groups.items():
            masks = [(other, arena.clients[other].groups[which] & mask) for other in arena.kinds[which].crowd]
            for start in grid.slots_of(mask & arena.peers(which)):
                crowd = [other for other, each in masks if each >> start & 1]
                for other in crowd:
                    near[other] += 1 / len(crowd)
        order = sorted((other for other in near if other not in used and other != first), key=lambda c: (-near[c], c))
        members = (first, *order[: LARGEST - 1])
        used.update(members)
        found.append(tuple(sorted(members)))
    return found
