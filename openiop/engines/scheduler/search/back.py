"""A move for tier three: somebody who would have to be told gets back what they had in the last plan, if it can be."""

import random
from collections import Counter, defaultdict

from .. import grid
from .arena import Arena
from .model import Scope
from .week import Fact, Tally, Week

type Person = tuple[str, int]  # "c" client or "s" clinician, and which
LARGEST = 30  # people free in one move


def back(arena: Arena, tally: Tally, week: Week, dice: random.Random, person: Person) -> Scope:
    """Free: what they lost, who had it with them, and on those days whoever and whatever is in its place now."""
    side, number = person
    now = tally.facts(week.meetings, week.hours)
    lost = sorted((tally.before[person] - now.get(person, Counter())), key=repr)
    dice.shuffle(lost)
    cells: dict[int, int] = defaultdict(int)
    opens: dict[tuple[int, int], int] = defaultdict(int)
    if side == "c":
        cells[number] = 127
    for what, start, other in lost:
        if len(cells) > LARGEST:
            break
        lead, day = (other if side == "c" else number), start // grid.DAY
        if isinstance(what, int):
            opens[what, day] |= 1 << start
            group, length = _with(tally, (what, start, lead)), arena.kinds[what].length
        else:
            client = number if side == "c" else other
            asks = [ask.length for ask in arena.clients[client].asks if ask.kind == what]
            group, length = {client}, max(asks, default=1)
        span = grid.span(start, length)
        for meeting in week.meetings:
            meets = span & grid.span(meeting.start, arena.kinds[meeting.kind].length)
            if meets and not meeting.frozen and (meeting.lead == lead or meeting.members & group):
                group |= meeting.members
                opens[meeting.kind, day] |= grid.span(meeting.start, 5) >> 2 & grid.day_bits(day)
        for hour in week.hours:
            if span & grid.span(hour.start, hour.length) and not hour.frozen and hour.lead == lead:
                group.add(hour.client)
        for client in group:
            cells[client] |= 1 << day
    whole = {client: cells[client] for client in sorted(cells)}
    return Scope(whole, dict(opens), dice.random() < 0.4, seed=dice.randrange(1 << 30))


def _with(tally: Tally, fact: Fact) -> set[int]:
    """The clients who had this session."""
    return {number for (side, number), facts in tally.before.items() if side == "c" and fact in facts}
