"""The least each tier can be, proven client by client.

Take away everything that clients share (clinicians' other work, rooms, chairs, the other members' days): what a client
still lacks then, they lack in every plan, so the sum over clients bounds tier one from below. A session counts as
possible at a time only if enough clients for its minimum could be there and somebody could lead it, since every plan's
sessions are like that. Tier two likewise, and tier four's part that belongs to clients.
"""

import math

from .. import grid
from .arena import Arena
from .model import Move, Scope, Stage
from .week import Week


def prove(arena: Arena, empty: Week, client: int) -> tuple[int, int]:
    """The least unmet minutes of one client, and the least invalid days among weeks with so few."""
    everything = {client: (1 << grid.DAYS) - 1}
    unmet = _least(arena, empty, everything, Stage(1, 0, 0, 0))
    both = _least(arena, empty, everything, Stage(MINUTE, 1, 0, 0))
    return unmet, max(0, both - MINUTE * unmet)


MINUTE = 100  # bad days, more than a week has


def _least(arena: Arena, empty: Week, cells: dict[int, int], stage: Stage, effort: float = 1.0) -> int:
    """A lower bound of the points of `stage`; the least itself if solved within the effort."""
    move = Move(arena, empty, Scope(cells, {}, True, effort=effort), stage, alone=True)
    move.solve()
    return max(0, math.ceil(move.bound - 1e-6))
