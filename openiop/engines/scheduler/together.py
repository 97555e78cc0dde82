"""Hard rules that the appointments of one person, one room or one type keep or break together. Part of verify.py."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from . import grid
from .alone import Violation, when
from .plan import Session, Slot
from .problem import Client, Clinician, Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """An appointment with its place in the plan's JSON."""

    path: str
    thing: Session | Slot

    @property
    def name(self) -> str:
        thing = self.thing
        return f"session {thing.id}" if isinstance(thing, Session) else f"{thing.kind} slot of {thing.client}"


def of_all(problem: Problem, placed: list[Placed]) -> Iterator[Violation]:
    """Everything that needs more than one appointment to be seen."""
    by_type: dict[str, list[Placed]] = defaultdict(list)
    by_client: dict[str, list[Placed]] = defaultdict(list)
    by_clinician: dict[str, list[Placed]] = defaultdict(list)
    by_room: dict[str, list[Placed]] = defaultdict(list)
    for each in placed:
        thing = each.thing
        by_clinician[thing.clinician].append(each)
        if thing.room is not None:
            by_room[thing.room].append(each)
        if isinstance(thing, Session):
            by_type[thing.type].append(each)
            for member in dict.fromkeys(thing.members):
                by_client[member].append(each)
        else:
            by_client[thing.client].append(each)
    for name, having in by_type.items():
        kind = problem.group_type.get(name)
        if kind and len(having) > kind.most_per_week:
            words = f"{name} is held {len(having)} times; at most {kind.most_per_week} a week"
            yield Violation("too_often", having[-1].path, words)
    for what, found in (("room", by_room), ("clinician", by_clinician), ("client", by_client)):
        for name, having in found.items():
            yield from of_overlap(problem, what, name, having)
    for name, having in by_clinician.items():
        if name in problem.clinician:
            yield from of_clinician(problem, problem.clinician[name], having)
    for name, having in by_client.items():
        if name in problem.client:
            yield from of_client(problem, problem.client[name], having)


def of_ids(sessions: Sequence[Session]) -> Iterator[Violation]:
    """Sessions are told apart by their ids."""
    seen: dict[str, int] = {}
    for n, each in enumerate(sessions):
        if each.id in seen:
            yield Violation("duplicate_id", f"/sessions/{n}/id", f"/sessions/{seen[each.id]} is {each.id}, too")
        seen.setdefault(each.id, n)


def of_overlap(problem: Problem, what: str, name: str, having: list[Placed]) -> Iterator[Violation]:
    """One place at a time."""
    order = sorted(having, key=lambda each: each.thing.start)
    for n, one in enumerate(order):
        for other in order[n + 1 :]:
            if not one.thing.mask & other.thing.mask:
                break
            both = f"{one.name} ({when(problem, one.thing.start, one.thing.minutes)}) and {other.name}"
            words = f"{what} {name} is in {both} ({when(problem, other.thing.start, other.thing.minutes)}) at once"
            yield Violation(f"{what}_double_booked", other.path, words)


def of_clinician(problem: Problem, one: Clinician, having: list[Placed]) -> Iterator[Violation]:
    """Caps, the break and the longest run."""
    minutes = sum(each.thing.minutes for each in having)
    if minutes > one.week_cap + one.overtime:
        words = f"{one.id} has {minutes} minutes this week; at most {one.week_cap} and {one.overtime} of overtime"
        yield Violation("week_cap", having[-1].path, words)
    for day, those in _by_day(having):
        name = grid.day_name(day, problem.first_day).capitalize()
        minutes = sum(each.thing.minutes for each in those)
        if minutes > one.day_cap:
            words = f"{one.id} has {minutes} minutes on {name}; at most {one.day_cap}"
            yield Violation("day_cap", those[-1].path, words)
        busy = _busy(those)
        if one.pause:
            window = grid.span(day * grid.DAY + one.pause.start, one.pause.end - one.pause.start)
            if not grid.starts(window & ~busy, grid.half_hours(one.pause.minutes)):
                between = f"{grid.clock(one.pause.start)} and {grid.clock(one.pause.end)}"
                words = f"{one.id} has no {one.pause.minutes} minutes' break on {name} between {between}"
                yield Violation("break_missed", those[-1].path, words)
        for start, length in grid.runs(busy):
            if length * grid.HALF > one.longest_run:
                words = (
                    f"{one.id} works {when(problem, start, length * grid.HALF)} without a pause; "
                    f"at most {one.longest_run} minutes"
                )
                yield Violation("run_too_long", those[-1].path, words)


def of_client(problem: Problem, client: Client, having: list[Placed]) -> Iterator[Violation]:
    """The start, the payer's longest day, holes, a curriculum once a day, and what is prescribed."""
    first = (client.starts - problem.first_day).days if client.starts else 0
    for each in having:
        if each.thing.day < first:
            yield Violation("not_started", each.path, f"{client.id} starts on {client.starts}")
    longest = problem.payer[client.payer].maximum_day_minutes
    for day, those in _by_day(having):
        name = grid.day_name(day, problem.first_day).capitalize()
        minutes = sum(each.thing.minutes for each in those)
        if minutes > longest:
            words = f"{client.id} has {minutes} minutes on {name}; {client.payer} takes {longest}"
            yield Violation("client_day_too_long", those[-1].path, words)
        runs = grid.runs(_busy(those))
        for (start, length), (later, _) in itertools.pairwise(runs):
            hole = (later - start - length) * grid.HALF
            if hole > client.gap_minutes:
                words = f"{client.id} waits {when(problem, start + length, hole)}; at most {client.gap_minutes} minutes"
                yield Violation("client_hole", those[-1].path, words)
        seen: set[str] = set()
        for each in those:
            kind = problem.group_type.get(each.thing.type) if isinstance(each.thing, Session) else None
            if kind and kind.curriculum in seen:
                words = f"{client.id} has {kind.curriculum} twice on {name}"
                yield Violation("curriculum_twice", each.path, words)
            if kind:
                seen.add(kind.curriculum)
    yield from of_slots(problem, client, [each for each in having if isinstance(each.thing, Slot)])


def of_slots(problem: Problem, client: Client, having: Iterable[Placed]) -> Iterator[Violation]:
    """Slots are as long as prescribed, and no more of them."""
    alone, due = client.individual, problem.family_due(client)
    asked = {"individual": (alone.times if alone else 0, alone.minutes if alone else 0), "family": (int(due > 0), due)}
    count = dict.fromkeys(asked, 0)
    for each in having:
        kind = each.thing.kind if isinstance(each.thing, Slot) else "individual"
        times, minutes = asked[kind]
        count[kind] += 1
        if count[kind] > times:
            words = f"{client.id} is due {times} {kind} slots this week, not {count[kind]}"
            yield Violation("slot_not_prescribed", each.path, words)
        elif each.thing.minutes != minutes:
            words = f"{each.name} is {each.thing.minutes} minutes; prescribed are {minutes}"
            yield Violation("wrong_minutes", f"{each.path}/minutes", words)


def _by_day(having: list[Placed]) -> list[tuple[int, list[Placed]]]:
    found: dict[int, list[Placed]] = defaultdict(list)
    for each in having:
        found[each.thing.day].append(each)
    return sorted(found.items())


def _busy(those: list[Placed]) -> int:
    found = 0
    for each in those:
        found |= each.thing.mask
    return found
