"""What differs between two plans, as a person would say it: opened, closed, moved, led by another, who changes."""

from dataclasses import dataclass

from .plan import Plan, Session, Slot


@dataclass(frozen=True, slots=True)
class Moved:
    """A session that meets at another time, in another room or with another clinician."""

    before: Session
    after: Session


@dataclass(frozen=True, slots=True)
class Hour:
    """A client's hour with their clinician that moved, is new (`before` None) or is gone (`after` None)."""

    before: Slot | None
    after: Slot | None


@dataclass(frozen=True, slots=True)
class Diff:
    """`joined` and `left` are (session id, client); of opened and closed sessions too. `people`: clients who change."""

    opened: tuple[Session, ...]
    closed: tuple[Session, ...]
    moved: tuple[Moved, ...]
    joined: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str], ...]
    hours: tuple[Hour, ...]
    people: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed or self.moved or self.joined or self.left or self.hours)


def diff(before: Plan, after: Plan) -> Diff:
    """Returns what changes. A session is the same by its id, else by its type if most members stay together."""
    pairs, opened, closed = _matched(before, after)
    moved = tuple(Moved(old, new) for old, new in pairs if _where(old) != _where(new))
    joined = [(new.id, each) for old, new in pairs for each in sorted({*new.members} - {*old.members})]
    joined += [(new.id, each) for new in opened for each in new.members]
    left = [(old.id, each) for old, new in pairs for each in sorted({*old.members} - {*new.members})]
    left += [(old.id, each) for old in closed for each in old.members]
    hours = _hours(before, after)
    people = {client for _, client in joined + left}
    people |= {each for pair in moved if _felt(pair.before) != _felt(pair.after) for each in pair.after.members}
    people |= {slot.client for hour in hours for slot in (hour.before, hour.after) if slot}
    return Diff(tuple(opened), tuple(closed), moved, tuple(joined), tuple(left), hours, tuple(sorted(people)))


def kept_share(before: Plan, after: Plan, touched: set[str] | frozenset[str] = frozenset()) -> float:
    """The share of assignments of `before`, without those in `touched` (ids and slot names), that `after` still has."""
    had, has = assignments(before, touched), assignments(after, frozenset())
    return len(had & has) / len(had) if had else 1.0


def assignments(plan: Plan, leave_out: set[str] | frozenset[str]) -> set[tuple[str, str, int, str]]:
    """(client, type or kind, slot of the week, clinician) of every seat and hour."""
    found = {
        (member, each.type, each.start, each.clinician)
        for each in plan.sessions
        if each.id not in leave_out
        for member in each.members
    }
    return found | {
        (each.client, each.kind, each.start, each.clinician)
        for each in plan.slots
        if f"{each.client}/{each.kind}/{each.start}" not in leave_out
    }


def _matched(before: Plan, after: Plan) -> tuple[list[tuple[Session, Session]], list[Session], list[Session]]:
    now = {each.id: each for each in after.sessions}
    pairs, lost = [], []
    for old in before.sessions:
        new = now.get(old.id)
        if new is not None and new.type == old.type:
            pairs.append((old, now.pop(old.id)))
        else:
            lost.append(old)
    closed = []
    for old in lost:
        alike = [each for each in now.values() if each.type == old.type and 2 * _shared(old, each) > len(old.members)]
        new = max(alike, key=lambda each: (each.start == old.start, _shared(old, each), each.id), default=None)
        if new is None:
            closed.append(old)
        else:
            pairs.append((old, now.pop(new.id)))
    return pairs, list(now.values()), closed


def _shared(one: Session, other: Session) -> int:
    return len({*one.members} & {*other.members})


def _where(each: Session) -> tuple[int, str, str | None]:
    return each.start, each.clinician, each.room


def _felt(each: Session) -> tuple[int, str]:
    return each.start, each.clinician


def _hours(before: Plan, after: Plan) -> tuple[Hour, ...]:
    def key(each: Slot) -> tuple[str, str]:
        return each.client, each.kind

    same = {*before.slots} & {*after.slots}
    old: dict[tuple[str, str], list[Slot]] = {}
    for slot in before.slots:
        if slot not in same:
            old.setdefault(key(slot), []).append(slot)
    found = []
    for slot in after.slots:
        if slot not in same:
            was = old.get(key(slot))
            found.append(Hour(was.pop(0) if was else None, slot))
    return tuple(found + [Hour(slot, None) for slots in old.values() for slot in slots])
