"""Which room everything in person is in. Sub-problems only count rooms; here each gets one, or the week is refused."""

from collections.abc import Sequence

from .. import grid
from .arena import VIRTUAL, Arena
from .week import NO_ROOM, Hour, Meeting

type Item = tuple[int, int, int, int, int]  # start, length, seats needed, number, room wished


def settle(
    arena: Arena, meetings: Sequence[Meeting], hours: Sequence[Hour], days: set[int] | None = None
) -> tuple[list[Meeting], list[Hour]] | None:
    """The same with rooms, or None where no order that was tried fits. `days`: only those are looked at."""
    out_meetings, out_hours = list(meetings), list(hours)
    by_place: dict[tuple[int, int], list[Item]] = {}
    taken: dict[int, int] = {}
    for number, each in enumerate(meetings):
        kind = arena.kinds[each.kind]
        if kind.place == VIRTUAL or (days is not None and each.start // grid.DAY not in days):
            continue
        if each.frozen:
            taken[each.room] = taken.get(each.room, 0) | grid.span(each.start, kind.length)
            continue
        item = (each.start, kind.length, len(each.members), number, each.room)
        by_place.setdefault((kind.place, each.start // grid.DAY), []).append(item)
    for number, hour in enumerate(hours):
        if hour.place == VIRTUAL or (days is not None and hour.start // grid.DAY not in days):
            continue
        if hour.frozen:
            taken[hour.room] = taken.get(hour.room, 0) | grid.span(hour.start, hour.length)
            continue
        item = (hour.start, hour.length, 1, -1 - number, hour.room)
        by_place.setdefault((hour.place, hour.start // grid.DAY), []).append(item)
    for (place, _), items in by_place.items():
        found = _place(arena.rooms[place], items, taken)
        if found is None:
            return None
        for number, room in found.items():
            if number >= 0:
                out_meetings[number] = out_meetings[number]._replace(room=room)
            else:
                out_hours[-1 - number] = out_hours[-1 - number]._replace(room=room)
    for number, each in enumerate(out_meetings):
        if arena.kinds[each.kind].place == VIRTUAL and each.room != NO_ROOM:
            out_meetings[number] = each._replace(room=NO_ROOM)
    return out_meetings, out_hours


def _place(rooms: list[tuple[int, int, int]], items: list[Item], taken: dict[int, int]) -> dict[int, int] | None:
    orders = (
        sorted(items, key=lambda i: (i[4] == NO_ROOM, i[0], -i[1], -i[2], i[3])),
        sorted(items, key=lambda i: (i[0], -i[2], -i[1], i[3])),
        sorted(items, key=lambda i: (-i[2], i[0], -i[1], i[3])),
        sorted(items, key=lambda i: (-i[1], -i[2], i[0], i[3])),
    )
    for attempt, order in enumerate(orders):
        found = _in_order(rooms, order, taken, wished=attempt == 0)
        if found is not None:
            return found
    return _exactly(rooms, items, taken)


def _in_order(
    rooms: list[tuple[int, int, int]], items: list[Item], taken: dict[int, int], *, wished: bool
) -> dict[int, int] | None:
    busy = {room: taken.get(room, 0) for _, _, room in rooms}
    found = {}
    for start, length, seats, number, wish in items:
        mask = grid.span(start, length)
        options = [room for capacity, free, room in rooms if capacity >= seats and not mask & (busy[room] | ~free)]
        if not options:
            return None
        room = wish if wished and wish in options else options[0]
        busy[room] |= mask
        found[number] = room
    return found


def _exactly(rooms: list[tuple[int, int, int]], items: list[Item], taken: dict[int, int]) -> dict[int, int] | None:
    """Backtracking, the most constrained first, for at most some thousands of steps."""
    busy = {room: taken.get(room, 0) for _, _, room in rooms}
    found: dict[int, int] = {}
    left = 3000

    def fits(item: Item) -> list[int]:
        mask = grid.span(item[0], item[1])
        return [room for capacity, free, room in rooms if capacity >= item[2] and not mask & (busy[room] | ~free)]

    def go(todo: list[Item]) -> bool:
        nonlocal left
        if not todo:
            return True
        left -= 1
        if left < 0:
            return False
        item = min(todo, key=lambda i: (len(fits(i)), i[0], i[3]))
        rest = [each for each in todo if each[3] != item[3]]
        mask = grid.span(item[0], item[1])
        for room in fits(item):
            busy[room] |= mask
            found[item[3]] = room
            if go(rest):
                return True
            busy[room] &= ~mask
        return False

    return found if go(items) else None
