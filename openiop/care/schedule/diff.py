"""What differs between the week as it is and a week that was proposed, in parts that a person can accept. Pure.

A part is small: a group opened, moved or closed, one person's seat, one person's hour. What it needs (that the room is
left, that the person's other seat is given up) comes with it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from openiop.engines.scheduler.plan import Plan, Session, Slot

Pair = tuple[Session | None, Session | None]


@dataclass(frozen=True)
class Part:
    """One change. kind: "open", "close", "change" (time, who leads, room), "join", "leave", "slot". `session` and
    `client` say of which and of whom; `needs` are keys of parts that must come with it."""

    key: str
    kind: str
    session: str = ""
    client: str = ""
    before: tuple[Session | Slot, ...] = ()
    after: tuple[Session | Slot, ...] = ()
    needs: frozenset[str] = field(default_factory=frozenset)


def pairs(now: Iterable[Session], then: Iterable[Session]) -> list[Pair]:
    """Which session of one week is which of the other: the same name, else the same time and who leads, else the same
    time, else the nearest on the same day, else the most people in common; always of one kind."""
    left, right = sorted(now, key=lambda each: each.id), sorted(then, key=lambda each: each.id)
    found: list[Pair] = []

    def join(fits: Iterator[tuple[Session, Session]]) -> None:
        for one, other in list(fits):
            if one in left and other in right:
                left.remove(one)
                right.remove(other)
                found.append((one, other))

    def matches(same: object) -> Iterator[tuple[Session, Session]]:
        return ((a, b) for a in left for b in right if a.type == b.type and same(a) == same(b))  # type: ignore[operator]

    join(matches(lambda each: each.id))
    join(matches(lambda each: (each.day, each.at, each.clinician)))
    join(matches(lambda each: (each.day, each.at)))
    near = [(abs(a.at - b.at), a.id, b.id, a, b) for a in left for b in right if (a.type, a.day) == (b.type, b.day)]
    join((a, b) for *_order, a, b in sorted(near, key=lambda row: row[:3]))
    shared = [(-len({*a.members} & {*b.members}), a.id, b.id, a, b) for a in left for b in right if a.type == b.type]
    join((a, b) for *_order, a, b in sorted(shared, key=lambda row: row[:3]))
    found += [(each, None) for each in left]
    found += [(None, each) for each in right]
    return found


def parts_of(now: Plan, then: Plan) -> list[Part]:
    """Everything that differs, each part with what it needs."""
    parts: list[Part] = []
    for before, after in pairs(now.sessions, then.sessions):
        parts += _of_session(before, after)
    parts += _of_slots(now.slots, then.slots)
    return [replace(part, needs=frozenset(_needs(part, parts))) for part in parts]


def _of_session(before: Session | None, after: Session | None) -> Iterator[Part]:
    if before is None and after is not None:
        yield Part(f"open:{after.id}", "open", after.id, after=(after,))
        for client in after.members:
            yield Part(f"join:{after.id}:{client}", "join", after.id, client, after=(after,))
    elif after is None and before is not None:
        yield Part(f"close:{before.id}", "close", before.id, before=(before,))
    elif before is not None and after is not None:
        if _place(before) != _place(after):
            yield Part(f"change:{before.id}", "change", before.id, before=(before,), after=(after,))
        for client in sorted({*after.members} - {*before.members}):
            yield Part(f"join:{before.id}:{client}", "join", before.id, client, after=(after,))
        for client in sorted({*before.members} - {*after.members}):
            yield Part(f"leave:{before.id}:{client}", "leave", before.id, client, before=(before,))


def _place(each: Session) -> tuple[object, ...]:
    return each.day, each.at, each.minutes, each.clinician, each.room


def _of_slots(now: Iterable[Slot], then: Iterable[Slot]) -> Iterator[Part]:
    now, then = list(now), list(then)
    for kind, client in sorted({(each.kind, each.client) for each in (*now, *then)}):
        before = tuple(replace(s, frozen=False) for s in now if (s.kind, s.client) == (kind, client))
        after = tuple(replace(s, frozen=False) for s in then if (s.kind, s.client) == (kind, client))
        if sorted(before, key=repr) != sorted(after, key=repr):
            yield Part(f"slot:{kind}:{client}", "slot", client=client, before=before, after=after)


def _needs(part: Part, parts: Iterable[Part]) -> Iterator[str]:
    for other in parts:
        if other.key == part.key:
            continue
        if part.kind == "join" and other.session == part.session and other.kind in ("open", "change"):
            yield other.key
        elif part.kind == "change" and other.session == part.session and other.kind == "leave":
            if part.before[0].start != part.after[0].start:
                yield other.key
        elif any(_in_the_way(part, after, other, before) for after in part.after for before in other.before):
            yield other.key


def _in_the_way(part: Part, after: Session | Slot, other: Part, before: Session | Slot) -> bool:
    """Whether what `other` takes away stands where `part` goes."""
    if not after.mask & before.mask:
        return False
    if part.kind == "join":
        return part.client in _clients(before) and other.client in ("", part.client)
    if other.kind == "leave":
        return other.client in _clients(after)
    if other.kind in ("change", "close", "slot") and part.kind in ("open", "change", "slot"):
        same_room = after.room is not None and after.room == before.room
        stays = part.kind != "open" and {*_clients(after)} & {*_clients(before)}
        return after.clinician == before.clinician or same_room or bool(stays)
    return False


def _clients(each: Session | Slot) -> tuple[str, ...]:
    return each.members if isinstance(each, Session) else (each.client,)


def with_needs(parts: Iterable[Part], keys: Collection[str]) -> set[str]:
    """These keys and everything they need."""
    known = {part.key: part for part in parts}
    found, open_keys = set(), [key for key in keys if key in known]
    while open_keys:
        key = open_keys.pop()
        if key not in found:
            found.add(key)
            open_keys += [need for need in known[key].needs if need in known]
    return found


def merge(now: Plan, then: Plan, keys: Collection[str]) -> Plan:
    """The week as it is with these parts of the other one, and what they need. Its numbers are empty: score it."""
    parts = parts_of(now, then)
    taken = with_needs(parts, keys)
    sessions = []
    for before, after in pairs(now.sessions, then.sessions):
        if before is None and after is not None:
            if f"open:{after.id}" in taken:
                members = [client for client in after.members if f"join:{after.id}:{client}" in taken]
                sessions.append(replace(after, members=tuple(members)))
        elif before is not None:
            if after is None:
                if f"close:{before.id}" not in taken:
                    sessions.append(before)
                continue
            base = replace(after, id=before.id, frozen=before.frozen) if f"change:{before.id}" in taken else before
            members = {c for c in before.members if f"leave:{before.id}:{c}" not in taken}
            members |= {c for c in after.members if f"join:{before.id}:{c}" in taken}
            sessions.append(replace(base, members=tuple(sorted(members))))
    slots = []
    for each in now.slots:
        if f"slot:{each.kind}:{each.client}" not in taken:
            slots.append(each)
    slots += [each for each in then.slots if f"slot:{each.kind}:{each.client}" in taken]
    return replace(now, sessions=tuple(sessions), slots=tuple(slots), tiers=(), standing=())
