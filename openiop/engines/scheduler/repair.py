"""Something happened: the least that has to change so that nobody loses an hour that can be kept.

First everything that still stands, stands. What lost its clinician or room is covered in its own hour if it can be, so
that nobody has to come at another time. Only then the people who lost something are planned anew, with everybody else
where they are; more people are asked to move only while an hour is lost that need not be, never beyond `max_changes`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .changes import Change, apply, apply_to_plan, as_list
from .convert import digest
from .diff import Diff, diff, kept_share
from .filling import fill
from .plan import Plan, Session, Slot
from .problem import Fixed, Problem
from .salvage import may_run, remains, seated_again, settle
from .score import plan_of
from .search.arena import arena_of
from .search.climb import Hold
from .search.mend import Mending, seats_of
from .search.week import Tally, read, write
from .taken import Taken, leads
from .weigh import Key

EFFORT = 1.5  # deterministic seconds for sessions around those who lost something; large programs' moves take longer
LARGE, EFFORT_LARGE = 100, 0.8
KEPT = 0.95  # of the assignments that the event did not touch, at least


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to answer the event. `undone` are the values if nothing is done, `after` those of this way.

    Tier three counts people who are to be told, against the plan before the event. `kept`: the share of assignments
    that the event did not touch and that stay. `avoidable`: minutes that people have less than before and could have
    if they (or some of those who lack most, together) were alone in the program, at most; 0 proves that nobody lost an
    hour for nothing, more is what was not found, or what only others could give up.
    `problem` is the problem after the event.
    """

    kind: str  # "cover", "fill", "reseat" or "regroup"
    plan: Plan
    problem: Problem
    diff: Diff
    undone: Key
    after: Key
    people: int
    kept: float
    avoidable: int = 0


def repair(
    problem: Problem, plan: Plan, event: Change | Iterable[Change], max_changes: int | None = None
) -> list[Repair]:
    """Returns distinct ways, best first: each leaves no tier worse than doing nothing would.

    `event`: one or more changes (changes.py), as clinician_away, room_closed, client_available, cancel_session,
    client_leaves. `max_changes`: most people whose week may change beyond those whom the event itself changes; without
    it as few as keep every hour. Raises ValueError for an event that makes no sense.
    """
    changes = as_list(event)
    after_event = replace(apply(problem, changes), previous=Fixed(plan.sessions, plan.slots))
    left = apply_to_plan(after_event, plan, changes)
    asking = Asking(after_event, plan, left)
    return asking.ways(max_changes)


class Asking:
    """One event's question."""

    def __init__(self, problem: Problem, before: Plan, left: Plan) -> None:
        self.problem, self.before = problem, before
        taken = remains(problem, left)
        self.lost = [each for each in left.sessions if each.id not in taken.sessions]
        settle(taken)
        self.undone = self._plan(taken)
        now = {each.id: {*each.members} for each in self.undone.sessions}
        hours = {(each.client, each.kind, each.start) for each in self.undone.slots}
        self.touched = {member for each in before.sessions for member in {*each.members} - now.get(each.id, set())}
        self.touched |= {each.client for each in before.slots if (each.client, each.kind, each.start) not in hours}
        self.touched &= set(problem.client)
        self.gone = {each.id for each in before.sessions if each.id not in now}
        self.gone |= {
            f"{each.client}/{each.kind}/{each.start}"
            for each in before.slots
            if (each.client, each.kind, each.start) not in hours
        }
        self.days = {each.day for each in before.sessions if each.id in self.gone} | {
            each.day for each in before.slots if f"{each.client}/{each.kind}/{each.start}" in self.gone
        }
        self.left = left
        self.least: dict[str, int] = {}
        self.together: list[tuple[set[str], int]] = []  # who, and what they lack together in any plan

    def ways(self, max_changes: int | None) -> list[Repair]:
        """Cover, fill, then plan anew around those touched while something is lost that need not be."""
        covered = self._cover()
        cap = None if max_changes is None else self.undone.values[2] + max_changes
        found = [("cover", covered)]
        filled = fill(self.problem, covered, sorted(self._short(covered)))
        if filled.values < covered.values:
            found.append(("fill", filled))
        for kind, made in self._mended(filled, cap):
            found.append((kind, made))
        ways: list[Repair] = []
        for kind, made in found:
            small = cap is None or made.values[2] <= max(cap, covered.values[2])
            if small and made.values <= self.undone.values and all(made.values != each.plan.values for each in ways):
                ways.append(self._way(kind, made))
        if not ways:
            ways.append(self._way("cover", self.undone))
        return sorted(ways, key=lambda each: each.after)

    def _short(self, made: Plan) -> set[str]:
        """Those touched who now have less than before the event."""
        had = {each.client: (each.unmet_minutes, each.invalid_days) for each in self.before.standing}
        return {
            each.client
            for each in made.standing
            if each.client in self.touched and (each.unmet_minutes, each.invalid_days) > had.get(each.client, (0, 0))
        }

    def _mended(self, filled: Plan, cap: int | None) -> list[tuple[str, Plan]]:
        """Those who lost something seated anew, then sessions around them; what is still lost then, and need not be."""
        short = self._short(filled)
        if not short:
            return []
        arena = arena_of(self.problem)
        tally = Tally(arena)
        index = arena.facts.client_index
        had = {each.client: (each.unmet_minutes, each.invalid_days) for each in self.before.standing}
        kept_from = tally.week(*read(arena, *self._untouched()))
        mending = Mending(
            arena,
            tally,
            tally.week(*read(arena, filled.sessions, filled.slots)),
            {index[each]: had.get(each, (0, 0)) for each in sorted(short)},
            seats_of(kept_from),
            KEPT,
        )
        mending.hold = Hold(most_changes=cap)
        found: list[tuple[str, Plan]] = []
        steps: list[tuple[str, Callable[[], None]]] = [
            ("reseat", mending.reseat),
            ("regroup", lambda: mending.regroup(EFFORT if len(index) <= LARGE else EFFORT_LARGE)),
        ]
        for kind, step in steps:
            before = mending.week.values
            if mending.missing():
                step()
            if mending.week.values < before:
                sessions, slots = write(arena, mending.week)
                found.append((kind, plan_of(self.problem, filled.digest, sessions, slots, seed=filled.seed)))
        self.least = {each: mending.least[index[each]][0] for each in short if index[each] in mending.known}
        names = [each.id for each in self.problem.clients]
        self.together = [({names[each] for each in some}, mending.together(some)) for some in mending.blocks()]
        return found

    def _avoidable(self, made: Plan) -> int:
        """Minutes that people have less than before, beyond what is proven to be lost in any plan."""
        had = {each.client: each.unmet_minutes for each in self.before.standing}
        floor = {each: max(had[each], self.least.get(each, 0)) for each in had}
        lost = {
            each.client: max(0, each.unmet_minutes - floor[each.client]) for each in made.standing if each.client in had
        }
        avoidable = sum(lost.values())
        for some, least in self.together:
            proven = max(0, least - sum(floor[each] for each in some))
            avoidable -= min(proven, sum(lost[each] for each in some))
        return avoidable

    def _untouched(self) -> tuple[list[Session], list[Slot]]:
        """What the event did not touch."""
        slots = [each for each in self.before.slots if f"{each.client}/{each.kind}/{each.start}" not in self.gone]
        return [each for each in self.before.sessions if each.id not in self.gone], slots

    def _cover(self) -> Plan:
        """What lost its clinician or its room gets another, at the same hour, with the same people."""
        taken = remains(self.problem, self.left)
        for session in sorted(self.lost, key=lambda each: (-len(each.members), each.id)):
            cover = self._covered(taken, session)
            if cover is not None:
                taken.add(cover)
        settle(taken)
        covered = self._plan(taken)
        return min(covered, self.undone, key=lambda each: each.values)

    def _covered(self, taken: Taken, session: Session) -> Session | None:
        problem = self.problem
        kind = problem.group_type.get(session.type)
        if kind is None:
            return None
        rooms: list[str | None] = [session.room]
        if kind.site is not None:
            free = taken.free_room(kind.site, session.mask, len(session.members))
            rooms += [free or taken.free_room(kind.site, session.mask, kind.minimum)]
        staff = sorted(
            (each for each in problem.clinicians if leads(each, kind)),
            key=lambda each: (each.id != session.clinician, taken.week_minutes[each.id], each.id),
        )
        best: Session | None = None
        for who in staff:
            for room in dict.fromkeys(rooms):
                other = replace(session, clinician=who.id, room=room, frozen=False)
                if (room is None) == (kind.site is None) and may_run(taken, other):
                    seated = seated_again(taken, other)
                    enough = len(seated.members) >= kind.minimum
                    if enough and (best is None or len(seated.members) > len(best.members)):
                        best = seated
        return best

    def _plan(self, taken: Taken) -> Plan:
        return plan_of(
            self.problem, digest(self.problem), taken.sessions.values(), taken.slots.values(), seed=self.before.seed
        )

    def _way(self, kind: str, made: Plan) -> Repair:
        a, b, c, d = made.values
        e, f, g, h = self.undone.values
        return Repair(
            kind=kind,
            plan=made,
            problem=self.problem,
            diff=diff(self.before, made),
            undone=(e, f, g, h),
            after=(a, b, c, d),
            people=c,
            kept=kept_share(self.before, made, self.gone),
            avoidable=self._avoidable(made),
        )
