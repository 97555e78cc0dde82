"""One move: part of a week freed and solved exactly with CP-SAT, all else as it stands.

No copies of sessions and no rooms are numbered: an offer (type, start) is held by one clinician or not at all. Rooms
are counted by size (rooms.py gives each its own afterwards). What the rules forbid is never created. A client's day is
a span of half-hours with bounded holes. Dose, needs and days are elastic: every move has a solution, the present.
"""

from collections.abc import Container, Iterable, Mapping
from typing import Any, cast

from ortools.sat.python import cp_model

from .. import grid
from .arena import Arena
from .days import add_clients
from .draft import Draft, Offer, Scope, Stage
from .exact import exact
from .staff import add_clinicians, add_rooms, add_sessions
from .told import add_changes
from .week import NO_ROOM, Fact, Hour, Meeting, Week

__all__ = ["Move", "Scope", "Stage"]


class Move(Draft):
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
        super().__init__(arena, week, scope, stage, before, now)
        if alone:
            self.any_seat()
            add_clients(self)
        else:
            self.all_offers()
            add_clients(self)
            add_sessions(self)
            add_clinicians(self)
            add_rooms(self)
            add_changes(self)
        self.model.minimize(cp_model.LinearExpr.weighted_sum(self.terms, self.costs) + self.constant)

    def solve(self, parameters: dict[str, float | int | bool] | None = None) -> tuple[list[Meeting], list[Hour]] | None:
        """The best found within the scope's effort, or None: nothing found (a status without values is never read)."""
        hint = self.model.proto.solution_hint
        hint.vars.extend(range(len(self.hints)))
        hint.values.extend(self.hints)
        solver = exact(self.scope.effort)
        given = cast(Any, solver.parameters)
        given.absolute_gap_limit = self.scope.gap
        given.random_seed = self.scope.seed
        for name, setting in (TUNED | (parameters or {})).items():
            setattr(given, name, setting)
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


# Measured on moves of 40 clients: full linear relaxations find most, long presolving of so small a model does not pay.
TUNED: dict[str, float | int | bool] = {
    "linearization_level": 2,
    "max_presolve_iterations": 1,
    "cp_model_probing_level": 0,
    "symmetry_level": 0,
}
