"""A plan kept warm for questions: what it takes, what it weighs, who falls short in it and what would help them."""

from dataclasses import replace
from itertools import pairwise

from . import grid
from .compiled import Compiled, compiled
from .fitting import FAMILY, INDIVIDUAL, Ask
from .plan import Plan, Session, Slot
from .problem import Client, Problem
from .score import Visit
from .taken import Taken
from .weigh import Weighed


class Floor:
    """A plan as placing needs it, kept warm: the next question about the same plan costs only the client."""

    _last: "list[Floor]" = []

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.taken = Taken(problem, plan.sessions, plan.slots)
        self.weighed = Weighed(problem, plan.sessions, plan.slots)
        self.seated = {each for session in plan.sessions for each in session.members}
        self.seated |= {slot.client for slot in plan.slots}
        if problem.previous:
            self.seated |= {each for session in problem.previous.sessions for each in session.members}
            self.seated |= {slot.client for slot in problem.previous.slots}
        self.gains: dict[tuple[str, int, str, int], int] = {}
        self._compiled: Compiled | None = None
        self._short: list[tuple[int, Client]] | None = None

    @classmethod
    def of(cls, problem: Problem, plan: Plan) -> "Floor":
        """The floor of this very problem and plan (the same objects), made once."""
        for known in cls._last:
            if known.problem is problem and known.plan is plan:
                return known
        made = cls(problem, plan)
        cls._last = [made, *cls._last[:3]]
        return made

    def refresh(self) -> None:
        """What is taken has changed: weigh it anew."""
        self.weighed = Weighed(self.problem, list(self.taken.sessions.values()), list(self.taken.slots.values()))
        self.gains.clear()
        self._short = None

    @property
    def compiled(self) -> Compiled:
        """The problem's masks."""
        if self._compiled is None:
            self._compiled = compiled(self.problem)
        return self._compiled

    @property
    def short(self) -> list[tuple[int, Client]]:
        """Those who fall short now, with their index."""
        if self._short is None:
            standing = self.weighed.standing
            self._short = [
                (number, each) for number, each in enumerate(self.problem.clients) if standing[each.id].unmet_minutes
            ]
        return self._short

    def gain(self, other: Client, visit: Visit) -> int:
        """Unmet minutes that a visit would save somebody, 0 if their day does not allow it or days get worse."""
        key = (other.id, visit.start, visit.curriculum or "", visit.minutes)
        if key not in self.gains:
            self.gains[key] = self._gain(other, visit)
        return self.gains[key]

    def _gain(self, other: Client, visit: Visit) -> int:
        has = self.weighed.visits.get(other.id, [])
        day = [each for each in has if each.start // grid.DAY == visit.start // grid.DAY]
        if any(each.curriculum == visit.curriculum for each in day):
            return 0
        if sum(each.minutes for each in day) + visit.minutes > self.problem.payer[other.payer].maximum_day_minutes:
            return 0
        mask = visit.mask
        for each in day:
            mask |= each.mask
        runs = grid.runs(mask)
        for (start, length), (later, _) in pairwise(runs):
            if (later - start - length) * grid.HALF > other.gap_minutes:
                return 0
        old, new = self.weighed.standing[other.id], self.weighed.standing_with(other.id, [visit])
        return 0 if new.invalid_days > old.invalid_days else old.unmet_minutes - new.unmet_minutes


def ask_of(problem: Problem, client: Client) -> Ask:
    """What a client asks of a week, for fitting.py."""
    payer, weights = problem.payer[client.payer], problem.weights
    needs = [(each.curriculum, each.minutes) for each in client.needs]
    if client.individual:
        needs.append((INDIVIDUAL, client.individual.minutes * client.individual.times))
    if problem.family_due(client):
        needs.append((FAMILY, problem.family_due(client)))
    return Ask(
        dose=client.dose.minutes,
        days=problem.days_needed(client),
        least_day=problem.day_minimum(client),
        most_day=payer.maximum_day_minutes,
        hole=client.gap_minutes,
        needs=tuple(needs),
        hole_cost=weights.gap,
        travel_cost=weights.travel_day * max(1, -(-2 * client.travel_minutes // grid.HALF)),
    )


def wish_cost(problem: Problem, client: Client, mask: int) -> int:
    """Points of the half-hours outside the client's preferences."""
    cost = 0
    for wish in client.preferences:
        wanted = 0
        for window in wish.windows:
            wanted |= window.mask
        cost += wish.weight * (mask & ~wanted).bit_count()
    return cost * problem.weights.preference


def with_client(problem: Problem, person: Client) -> Problem:
    """The problem with this client in it, or described anew."""
    if problem.client.get(person.id) is person:
        return problem
    return replace(problem, clients=(*(each for each in problem.clients if each.id != person.id), person))


def name_of(each: Session | Slot) -> str:
    """What `kept` calls it."""
    return each.id if isinstance(each, Session) else f"{each.kind}@{each.start}"


def kept_of(problem: Problem, plan: Plan, client: str, first: int, keep: bool) -> set[str]:
    """What of theirs stays: all if asked, else what is past, frozen, or would leave a group too small."""
    found = set()
    for session in plan.sessions:
        if client in session.members:
            kind = problem.group_type[session.type]
            small = len(session.members) <= kind.minimum
            if keep or session.day < first or session.frozen or small:
                found.add(name_of(session))
    for slot in plan.slots:
        if slot.client == client and (keep or slot.day < first or slot.frozen):
            found.add(name_of(slot))
    return found


def take_out(taken: Taken, client: str, kept: set[str]) -> bool:
    """Frees a client's seats that are not kept; whether there were any."""
    mine = [each for each in taken.sessions.values() if client in each.members and name_of(each) not in kept]
    hours = [each for each in taken.slots.values() if each.client == client and name_of(each) not in kept]
    for session in mine:
        taken.leave(session.id, client)
    for slot in hours:
        taken.unbook(slot)
    return bool(mine or hours)
