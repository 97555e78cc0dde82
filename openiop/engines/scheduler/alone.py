"""Hard rules that one session or slot keeps or breaks by itself. Part of verify.py; no solver."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from . import grid
from .plan import Session, Slot
from .problem import Client, Clinician, GroupType, Problem, mask_of


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken. `code` names it, `path` is the place in the plan's JSON, `words` say it in English."""

    code: str
    path: str
    words: str


def when(problem: Problem, start: int, minutes: int) -> str:
    """Mon 09:00–10:30, for words."""
    day, at = divmod(start, grid.DAY)
    end = at * grid.HALF + minutes
    name = grid.day_name(day, problem.first_day).capitalize()
    return f"{name} {grid.clock(at)}–{end // 60:02}:{end % 60:02}"


def of_session(problem: Problem, session: Session, path: str) -> Iterator[Violation]:
    """What is wrong with a session whatever else is planned."""
    kind = problem.group_type.get(session.type)
    if kind is None:
        yield Violation("unknown_id", f"{path}/type", f"there is no group type {session.type}")
        return
    wrong_time = list(of_time(session, path))
    yield from wrong_time
    if wrong_time:
        return
    at = f"session {session.id} ({when(problem, session.start, session.minutes)})"
    if session.minutes != kind.minutes:
        yield Violation(
            "wrong_minutes", f"{path}/minutes", f"{at} is {session.minutes} minutes; {kind.id} has {kind.minutes}"
        )
    if kind.windows is not None and session.mask & ~mask_of(kind.windows):
        yield Violation("outside_windows", f"{path}/at", f"{at} is outside the times of {kind.id}")
    if not problem.is_due(kind.every_weeks, kind.last):
        yield Violation(
            "not_due", f"{path}/type", f"{kind.id} is every {kind.every_weeks} weeks and not due in this one"
        )
    yield from of_size(session, kind, path, at)
    if (kind.mode == "virtual") != (session.room is None):
        told = "is by video and takes no room" if kind.mode == "virtual" else "is in person and needs a room"
        yield Violation("wrong_mode", f"{path}/room", f"{at} {told}")
    site = of_room(problem, session, path, at, len(session.members))
    yield from site
    if session.room in problem.room and kind.site is not None and problem.room[session.room].site != kind.site:
        yield Violation("room_elsewhere", f"{path}/room", f"{at}: {session.room} is not at {kind.site}")
    yield from of_leader(problem, session, kind, path, at)
    for n, member in enumerate(session.members):
        yield from of_member(problem, session, kind, member, f"{path}/members/{n}", at)
    for a, b in combinations(sorted(set(session.members)), 2):
        if frozenset((a, b)) in problem.apart:
            yield Violation("separated", f"{path}/members", f"{at}: {a} and {b} are kept apart")


def of_time(thing: Session | Slot, path: str) -> Iterator[Violation]:
    """A day of the week, a half-hour, a length, an end before midnight."""
    if not (0 <= thing.day < grid.DAYS and 0 <= thing.at < grid.DAY and thing.minutes > 0):
        yield Violation(
            "no_such_time", path, f"day {thing.day}, half-hour {thing.at}, {thing.minutes} minutes is no time"
        )
    elif thing.at + grid.half_hours(thing.minutes) > grid.DAY:
        yield Violation("no_such_time", f"{path}/at", "it would end after midnight")


def of_size(session: Session, kind: GroupType, path: str, at: str) -> Iterator[Violation]:
    """Smallest and largest group; nobody twice."""
    size = len(session.members)
    if size < kind.minimum:
        yield Violation(
            "group_too_small", f"{path}/members", f"{at} has {size} members; {kind.id} needs {kind.minimum}"
        )
    if size > kind.maximum:
        yield Violation(
            "group_over_full", f"{path}/members", f"{at} has {size} members; {kind.id} takes {kind.maximum}"
        )
    if len(set(session.members)) < size:
        yield Violation("member_twice", f"{path}/members", f"{at} lists somebody twice")


def of_room(problem: Problem, thing: Session | Slot, path: str, at: str, seats: int) -> Iterator[Violation]:
    """The room is known, large enough, not closed, and its site open."""
    if thing.room is None:
        return
    room = problem.room.get(thing.room)
    if room is None:
        yield Violation("unknown_id", f"{path}/room", f"there is no room {thing.room}")
        return
    if room.capacity < seats:
        yield Violation("room_too_small", f"{path}/room", f"{at}: {room.id} seats {room.capacity}, not {seats}")
    if thing.mask & mask_of(room.closed):
        yield Violation("room_closed", f"{path}/room", f"{at}: {room.id} is closed then")
    if thing.mask & ~mask_of(problem.site[room.site].open):
        yield Violation("site_closed", f"{path}/at", f"{at}: {room.site} is not open")


def of_leader(problem: Problem, session: Session, kind: GroupType, path: str, at: str) -> Iterator[Violation]:
    """The clinician is known, may lead it, is there and is licensed."""
    path = f"{path}/clinician"
    leader = problem.clinician.get(session.clinician)
    if leader is None:
        yield Violation("unknown_id", path, f"there is no clinician {session.clinician}")
        return
    if kind.skill is not None and kind.skill not in leader.skills:
        yield Violation("skill_missing", path, f"{at}: {leader.id} does not lead {kind.skill}")
    if kind.language is not None and kind.language not in leader.languages:
        yield Violation("language_missing", path, f"{at}: {leader.id} does not speak {kind.language}")
    yield from of_presence(leader, session, kind.site, path, at)
    day = problem.date(session.day)
    if kind.site is not None:
        yield from of_licence(leader, problem.site[kind.site].state, day, path, at)
    else:
        states = {problem.client[each].state for each in session.members if each in problem.client}
        for state in sorted(states):
            yield from of_licence(leader, state, day, path, at)


def of_presence(one: Clinician, thing: Session | Slot, site: str | None, path: str, at: str) -> Iterator[Violation]:
    """The clinician works then, there."""
    if thing.mask & ~one.free(site):
        yield Violation("clinician_unavailable", path, f"{at}: {one.id} is not available {_where(site)} then")


def of_licence(one: Clinician, state: str, day: datetime.date, path: str, at: str) -> Iterator[Violation]:
    """The clinician is licensed in that state on that date."""
    if not one.licensed(state, day):
        yield Violation("unlicensed", path, f"{at}: {one.id} has no licence in {state} on {day}")


def of_member(
    problem: Problem, session: Session, kind: GroupType, member: str, path: str, at: str
) -> Iterator[Violation]:
    """The group takes this client, who is free."""
    client = problem.client.get(member)
    if client is None:
        yield Violation("unknown_id", path, f"there is no client {member}")
        return
    if not kind.is_open and member not in kind.members:
        yield Violation("not_on_list", path, f"{at}: {kind.id} is closed and {member} is not on its list")
    if kind.track not in (None, client.track):
        yield Violation(
            "wrong_track", path, f"{at}: {kind.id} is for track {kind.track}, {member} is in {client.track}"
        )
    if kind.language not in (None, client.language):
        yield Violation("wrong_language", path, f"{at} is held in {kind.language}, {member} speaks {client.language}")
    yield from of_client(client, session, kind.site if kind.mode == "in_person" else None, path, at)


def of_client(client: Client, thing: Session | Slot, site: str | None, path: str, at: str) -> Iterator[Violation]:
    """The client attends that way, at that site, and is free."""
    if client.mode not in ("either", "virtual" if site is None else "in_person"):
        yield Violation("wrong_mode", path, f"{at}: {client.id} does not attend {_where(site)}")
    elif site is not None and client.site not in (None, site):
        yield Violation("wrong_site", path, f"{at}: {client.id} attends at {client.site}, not {site}")
    elif thing.mask & ~client.free(site):
        yield Violation("client_unavailable", path, f"{at}: {client.id} is not available {_where(site)} then")


def of_slot(problem: Problem, slot: Slot, path: str) -> Iterator[Violation]:
    """What is wrong with an individual or family slot whatever else is planned."""
    client, clinician = problem.client.get(slot.client), problem.clinician.get(slot.clinician)
    if client is None:
        yield Violation("unknown_id", f"{path}/client", f"there is no client {slot.client}")
    if clinician is None:
        yield Violation("unknown_id", f"{path}/clinician", f"there is no clinician {slot.clinician}")
    wrong_time = list(of_time(slot, path))
    yield from wrong_time
    if client is None or clinician is None or wrong_time:
        return
    at = f"{slot.kind} slot of {client.id} ({when(problem, slot.start, slot.minutes)})"
    yield from of_room(problem, slot, path, at, 1)
    if slot.room is not None and slot.room not in problem.room:
        return
    site = problem.room[slot.room].site if slot.room is not None else None
    if clinician.id != client.primary:
        yield Violation(
            "not_primary", f"{path}/clinician", f"{at} belongs to {client.primary or 'a primary'}, not {clinician.id}"
        )
    if client.language not in clinician.languages:
        yield Violation(
            "language_missing", f"{path}/clinician", f"{at}: {clinician.id} does not speak {client.language}"
        )
    yield from of_presence(clinician, slot, site, f"{path}/clinician", at)
    state = client.state if site is None else problem.site[site].state
    yield from of_licence(clinician, state, problem.date(slot.day), f"{path}/clinician", at)
    yield from of_client(client, slot, site, f"{path}/client", at)


def _where(site: str | None) -> str:
    return "by video" if site is None else f"at {site}"
