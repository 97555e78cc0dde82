"""One new session: who would come to it, who could lead it, and where."""

from collections.abc import Sequence

from . import grid
from .floor import Floor
from .plan import Session
from .problem import Client
from .score import Visit
from .taken import Taken, leads


def new_session(
    floor: Floor, taken: Taken, number: int, start: int, crowd: Sequence[Client], first: Client | None = None
) -> Session | None:
    """A session of type `number` at `start` with `first` and those of the crowd who gain by it, or None.

    The crowd are people who are free then and to whom it is open. Who gains most comes first; nobody is moved.
    """
    problem = floor.problem
    kind = problem.group_types[number]
    day, at = divmod(start, grid.DAY)
    mask = grid.span(start, grid.half_hours(kind.minutes))
    room = None
    if kind.site is not None:
        wanted = min(kind.maximum, len(crowd) + 1)
        room = taken.free_room(kind.site, mask, wanted) or taken.free_room(kind.site, mask, kind.minimum)
        if room is None:
            return None
    visit = Visit(start, kind.minutes, kind.curriculum, "group", room is not None)
    chairs = taken.chairs(kind, room)
    members = [first] if first else []
    for gain, _, other in sorted((-floor.gain(other, visit), other.id, other) for other in crowd):
        apart = taken.apart[other.id]
        if gain < 0 and len(members) < chairs and apart.isdisjoint(each.id for each in members):
            members.append(other)
    if len(members) < kind.minimum:
        return None
    ids = tuple(sorted(each.id for each in members))
    for s, who in enumerate(problem.clinicians):
        if (
            floor.compiled.leader_starts[s][number] >> start & 1
            and leads(who, kind)
            and taken.can_work(who.id, start, kind.minutes, kind.site)
            and taken.licensed(who.id, kind.site, members, day)
        ):
            return Session(f"new-{kind.id}-{start}", kind.id, day, at, kind.minutes, who.id, room, ids)
    return None
