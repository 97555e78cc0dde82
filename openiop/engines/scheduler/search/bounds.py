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
    scope = Scope({client: (1 << grid.DAYS) - 1}, {}, True, effort=EFFORT)
    move = Move(arena, empty, scope, Stage(MINUTE, 1, 0, 0), alone=True)
    move.solve()
    least = max(0, math.ceil(move.bound - 1e-6))
    if move.proven:
        return divmod(least, MINUTE)
    return least // MINUTE, 0


MINUTE = 100  # bad days, more than a week has: one solve settles both, in order
EFFORT = 1.0
