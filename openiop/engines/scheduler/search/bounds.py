"""The least each tier can be, whatever the plan.

*Alone* (tiers one, two, four). Take away everything that clients share (clinicians' other work, rooms, chairs, the
other members' days): what a client still lacks then, they lack in every plan, so the sum over clients bounds tier one
from below. A session counts as possible at a time only if enough clients for its minimum could be there and somebody
could lead it, since every plan's sessions are like that. Tier two likewise, among weeks with so few unmet minutes; a
client who is left more minutes short than that may have fewer bad days, and `_invalid` allows the plan's spare minutes
where they save most days.

*Blocks* (tier one). The same for several clients at once, who share what there is: bounds_block.py. Blocks that have no
client in common add up.

*Points* (tier four). Each client alone, their unmet minutes and bad days priced: for any prices the sum of what
everybody costs at least, less what the plan's own minutes and days cost, is at most the rest of any plan as good in the
tiers before (bounds_points.py).

A bound of a tier holds for every plan that is as good in the tiers before it as the one it is printed with.
"""

import math
from collections.abc import Mapping, Sequence

from .. import grid
from .arena import Arena
from .bounds_block import block, blocks
from .bounds_points import PRICES, SCALE, points
from .model import Move, Scope, Stage
from .week import Values, Week

MINUTE = 100  # bad days, more than a week has: one solve settles both, in order
EFFORT = 1.0
MOST_BLOCKS = 2

type Task = (
    int | tuple[str, tuple[int, ...]]
)  # a client; ("block", (what they lack alone, *clients)); ("points", (client,))
type Known = dict[Task, tuple[int, ...]]


def proven(arena: Arena, empty: Week, task: Task) -> tuple[int, ...]:
    """What one task proves.

    Of a client (unmet, invalid, invalid whatever is unmet), of a block (unmet,), of points the least at each of PRICES.
    """
    if isinstance(task, int):
        return prove(arena, empty, task)
    name, numbers = task
    if name == "block":
        return (block(arena, empty, numbers[1:], numbers[0]),)
    return points(arena, numbers[0])


def prove(arena: Arena, empty: Week, client: int) -> tuple[int, int, int]:
    """One client's least unmet minutes, least invalid days among weeks with so few, and among all weeks."""
    least, sure = _alone(arena, empty, client, Stage(MINUTE, 1, 0, 0))
    if not sure:
        return least // MINUTE, 0, 0
    unmet, invalid = divmod(least, MINUTE)
    return unmet, invalid, _alone(arena, empty, client, Stage(0, 1, 0, 0))[0] if invalid else 0


def _alone(arena: Arena, empty: Week, client: int, stage: Stage) -> tuple[int, bool]:
    scope = Scope({client: (1 << grid.DAYS) - 1}, {}, True, effort=EFFORT)
    move = Move(arena, empty, scope, stage, alone=True)
    move.solve()
    return max(0, math.ceil(move.bound - 1e-6)), move.proven


def contended(arena: Arena, figures: Sequence[tuple[int, int, int]], known: Known) -> list[Task]:
    """The blocks worth trying: around those who lack more than they would alone."""
    more = {c: each[0] - known[c][0] for c, each in enumerate(figures) if each[0] and c in known}
    short = sorted((client for client, gap in more.items() if gap > 0), key=lambda client: (-more[client], client))
    return [
        ("block", (sum(known[each][0] for each in members if each in known), *members))
        for members in blocks(arena, short, MOST_BLOCKS)
    ]


def priced(clients: int) -> list[Task]:
    """Everybody's points."""
    return [("points", (client,)) for client in range(clients)]


def least_of(arena: Arena, values: Values, known: Mapping[Task, tuple[int, ...]]) -> Values:
    """The four bounds for a week of these values, from what is known so far."""
    alone = {client: found for client, found in known.items() if isinstance(client, int)}
    return _unmet(alone, known), _invalid(arena, values[0], alone), 0, _rest(values, known)


def _unmet(alone: Mapping[int, tuple[int, ...]], known: Mapping[Task, tuple[int, ...]]) -> int:
    """Everybody alone, and in place of them the blocks that prove more, each client in one at most."""
    total = sum(found[0] for found in alone.values())
    gains: list[tuple[int, tuple[int, ...]]] = []
    for task, found in known.items():
        if not isinstance(task, int) and task[0] == "block":
            members = task[1][1:]
            gains.append((found[0] - sum(alone[each][0] for each in members if each in alone), members))
    used: set[int] = set()
    for gain, members in sorted(gains, reverse=True):
        if gain > 0 and used.isdisjoint(members):
            used.update(members)
            total += gain
    return total


def _invalid(arena: Arena, unmet: int, alone: Mapping[int, tuple[int, ...]]) -> int:
    """The sum of the clients' own, less the days that `unmet` minutes more than everybody's least could save."""
    total = sum(found[1] for found in alone.values())
    spare = unmet - sum(found[0] for found in alone.values())
    drops = sorted((found[1] - found[2] for found in alone.values()), reverse=True)
    return max(0, total - sum(drops[: max(0, spare) // step(arena)]))


def step(arena: Arena) -> int:
    """What any two numbers of unmet minutes of one client differ by at least."""
    sizes = [kind.minutes for kind in arena.kinds]
    for who in arena.clients:
        sizes += [who.dose, *who.needs.values(), *(ask.minutes for ask in who.asks)]
    return max(1, math.gcd(*sizes))


def _rest(values: Values, known: Mapping[Task, tuple[int, ...]]) -> int:
    sums = [0] * len(PRICES)
    for task, found in known.items():
        if not isinstance(task, int) and task[0] == "points":
            sums = [total + each for total, each in zip(sums, found, strict=True)]
    spare = (total - minute * values[0] - day * values[1] for total, (minute, day) in zip(sums, PRICES, strict=True))
    return max(0, math.ceil(max(spare) / SCALE))
