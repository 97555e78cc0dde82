"""What a person does to a week with a pencil: move, open, close, seat. Pure: a plan in, a plan out.

Nothing is forbidden here; whether it fits is asked of the engine's verify, and said in words beside the drawing.
"""

from dataclasses import replace
from typing import NamedTuple

from openiop.engines.scheduler.plan import Kind, Plan, Session, Slot
from openiop.engines.scheduler.problem import Problem

OPENED = "new"  # begins the names of sessions that the calendar does not have yet
KINDS: tuple[Kind, ...] = ("individual", "family")


class Hour(NamedTuple):
    """Which hour one to one: the client's nth of that kind in the week, from 1."""

    client: str
    kind: Kind
    number: int


class NotThere(LookupError):
    """The session or the hour is not in this week."""


def _session(plan: Plan, key: str) -> Session:
    found = next((each for each in plan.sessions if each.id == key), None)
    if found is None:
        raise NotThere(key)
    return found


def _with(plan: Plan, old: Session, new: Session) -> Plan:
    return replace(plan, sessions=tuple(new if each is old else each for each in plan.sessions))


def move(plan: Plan, key: str, *, day: int, at: int, clinician: str, room: str | None) -> Plan:
    """The session at another time, with another facilitator or in another room."""
    old = _session(plan, key)
    return _with(plan, old, replace(old, day=day, at=at, clinician=clinician, room=room))


def open_session(
    plan: Plan, problem: Problem, kind: str, *, day: int, at: int, clinician: str, room: str | None
) -> Plan:
    """One more session of a kind of group, without members yet."""
    taken = {each.id for each in plan.sessions}
    key = next(f"{OPENED}{n}" for n in range(1, len(taken) + 2) if f"{OPENED}{n}" not in taken)
    made = Session(key, kind, day, at, problem.group_type[kind].minutes, clinician, room, ())
    return replace(plan, sessions=(*plan.sessions, made))


def close(plan: Plan, key: str) -> Plan:
    """Without this session."""
    old = _session(plan, key)
    return replace(plan, sessions=tuple(each for each in plan.sessions if each is not old))


def seat(plan: Plan, key: str, clients: list[str]) -> Plan:
    """Exactly these clients in the session."""
    old = _session(plan, key)
    return _with(plan, old, replace(old, members=tuple(sorted(set(clients)))))


def hours_of(plan: Plan, client: str, kind: Kind) -> list[Slot]:
    """The client's hours of that kind, earliest first."""
    return sorted((s for s in plan.slots if (s.client, s.kind) == (client, kind)), key=lambda s: s.start)


def hour_of(plan: Plan, slot: Slot) -> Hour:
    """What an hour of this plan is called."""
    return Hour(slot.client, slot.kind, hours_of(plan, slot.client, slot.kind).index(slot) + 1)


def key_of(thing: Session | Slot) -> str:
    """What the page calls a session or an hour while it is held: an hour by whose, of which kind, and when."""
    return thing.id if isinstance(thing, Session) else f"{thing.kind}/{thing.client}/{thing.start}"


def owed(plan: Plan, problem: Problem, client: str) -> list[Kind]:
    """The kinds of hours that this client has prescribed for the week and does not have yet, where there is a primary
    to have them with."""
    person = problem.client[client]
    times = {
        "individual": person.individual.times if person.individual else 0,
        "family": int(problem.family_due(person) > 0),
    }
    return [kind for kind in KINDS if person.primary and len(hours_of(plan, client, kind)) < times[kind]]


def hold_hour(
    plan: Plan,
    problem: Problem,
    client: str,
    kind: Kind,
    *,
    day: int,
    at: int,
    room: str | None,
    instead: int | None = None,
) -> Plan:
    """An individual or family hour of the client with their primary; `instead` of the client's nth of that kind (as
    hours_of has them, from 0)."""
    person = problem.client.get(client)
    wanted = person and (person.individual if kind == "individual" else person.family)
    if person is None or wanted is None or person.primary is None:
        raise NotThere(kind)
    made = Slot(client, person.primary, kind, day, at, wanted.minutes, room)
    kept = plan.slots if instead is None else give_up_hour(plan, client, kind, instead).slots
    return replace(plan, slots=(*kept, made))


def put_hour(plan: Plan, problem: Problem, key: str, *, day: int, at: int, room: str | None) -> Plan:
    """The hour of this key at another time or in another room."""
    old = next((each for each in plan.slots if key_of(each) == key), None)
    if old is None:
        raise NotThere(key)
    which = hours_of(plan, old.client, old.kind).index(old)
    return hold_hour(plan, problem, old.client, old.kind, day=day, at=at, room=room, instead=which)


def give_up_hour(plan: Plan, client: str, kind: Kind, which: int) -> Plan:
    """Without the client's nth hour of that kind."""
    mine = hours_of(plan, client, kind)
    if not 0 <= which < len(mine):
        raise NotThere(kind)
    return replace(plan, slots=tuple(each for each in plan.slots if each is not mine[which]))
