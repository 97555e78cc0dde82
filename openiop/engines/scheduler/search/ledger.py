"""What a week being filled takes so far, by clinician, room and client: one more, by the hard rules, or not."""

from collections import defaultdict

from .. import grid
from .arena import Arena
from .week import Hour, Meeting, Week


class Ledger:
    """What is taken so far, by clinician, room and client."""

    def __init__(self, arena: Arena, week: Week) -> None:
        self.arena = arena
        self.busy = [0] * len(arena.leads)
        self.load = [0] * len(arena.leads)
        self.day: dict[tuple[int, int], int] = defaultdict(int)
        self.rooms = [0] * len(arena.problem.rooms)
        self.mine = [0] * len(arena.clients)
        self.count = [0] * len(arena.kinds)
        for meeting in week.meetings:
            self.hold(meeting)
        for hour in week.hours:
            self.keep(hour)

    def hold(self, meeting: Meeting) -> None:
        kind = self.arena.kinds[meeting.kind]
        span = grid.span(meeting.start, kind.length)
        self._work(meeting.lead, meeting.start, span, kind.minutes, meeting.room)
        self.count[meeting.kind] += 1
        for member in meeting.members:
            self.mine[member] |= span

    def keep(self, hour: Hour) -> None:
        span = grid.span(hour.start, hour.length)
        self._work(hour.lead, hour.start, span, hour.minutes, hour.room)
        self.mine[hour.client] |= span

    def _work(self, lead: int, start: int, span: int, minutes: int, room: int) -> None:
        self.busy[lead] |= span
        self.load[lead] += minutes
        self.day[lead, start // grid.DAY] += minutes
        if room >= 0:
            self.rooms[room] |= span

    def can_lead(self, lead: int, start: int, length: int, minutes: int) -> bool:
        """Whether one more fits this clinician: free, within caps (no overtime), with their break and a pause."""
        who, day = self.arena.leads[lead], start // grid.DAY
        span = grid.span(start, length)
        if span & self.busy[lead] or self.load[lead] + minutes > who.week_cap:
            return False
        if self.day[lead, day] + minutes > who.day_cap:
            return False
        today = (self.busy[lead] | span) & grid.day_bits(day)
        if grid.starts(today, who.run + 1):
            return False
        if who.pause is None:
            return True
        begin, end, rest = who.pause
        return bool(grid.starts(grid.span(day * grid.DAY + begin, end - begin) & ~today, rest))

    def room(self, place: int, start: int, length: int, seats: int) -> tuple[int, int]:
        """(room, capacity): the smallest free one with so many seats, else the largest free one; (-1, 0): none."""
        span = grid.span(start, length)
        free = [
            (capacity, number)
            for capacity, opened, number in self.arena.rooms[place]
            if not span & (self.rooms[number] | ~opened)
        ]
        enough = [each for each in free if each[0] >= seats]
        if not free:
            return -1, 0
        capacity, number = enough[0] if enough else free[-1]
        return number, capacity

    def copy(self) -> "Ledger":
        """Another one, to try things on."""
        made = Ledger(self.arena, Week((), ()))
        made.busy, made.load, made.rooms = self.busy.copy(), self.load.copy(), self.rooms.copy()
        made.mine, made.count, made.day = self.mine.copy(), self.count.copy(), self.day.copy()
        return made
