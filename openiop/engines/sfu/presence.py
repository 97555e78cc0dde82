"""From what the router saw to when somebody was there: a pure fold over facts, in whatever order they came.

Somebody is there from entering until they leave, as long as there are signs of life: media that came in (a statistic
every five seconds whose packets grew, or "media flows again"), or a page that answered (`heard`). Where signs stop for
longer than two statistics take, presence ends with the last sign, whatever is said later: a closed lid keeps a
connection half open for a while, and a router that was killed says nothing at all. A new sign begins a new interval.

Every edge is right to within PERIOD.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .facts import Fact, in_order

PERIOD = datetime.timedelta(seconds=5)
"""How far apart signs of life are while all is well. A statistic is a sign of some instant in the PERIOD before it."""

LATE = datetime.timedelta(seconds=6.5)
"""An end that is told later than this after the last sign was not when they left: the next sign did not come."""

SILENCE = datetime.timedelta(seconds=12)
"""Without a sign for longer than this, nobody is there."""

Ending = Literal["left", "kicked", "disconnected", "silent", "router", "open"]


@dataclass(frozen=True)
class Evidence:
    """What an interval rests on: how it began and ended, how many signs of life, and the bytes that came in."""

    began: str
    ended: Ending
    signs: int
    bytes_in: int
    last_sign: datetime.datetime
    connections: tuple[str, ...]


@dataclass(frozen=True)
class Interval:
    """Somebody in a room, from one instant to another. `evidence.ended` is "open" while they are still there."""

    room: str
    seat: str
    begins: datetime.datetime
    ends: datetime.datetime
    evidence: Evidence


@dataclass
class _Connection:
    """One connection while facts pass by."""

    room: str
    seat: str
    name: str
    epoch: str
    began: datetime.datetime | None = None
    began_by: str = ""
    last: datetime.datetime | None = None
    signs: int = 0
    bytes_in: int = 0
    seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    gone: bool = False
    done: list[Interval] = field(default_factory=list)

    def sign(self, at: datetime.datetime, by: str) -> None:
        """Somebody is alive at this instant."""
        if self.gone:
            return
        if self.began is not None and self.last is not None and at - self.last > SILENCE:
            self.close(at, "silent")
        if self.began is None:
            self.began, self.began_by, self.signs = at, by, 0
        self.last = at
        self.signs += 1

    def close(self, at: datetime.datetime, how: Ending) -> None:
        """End what is open: at `at` if signs came until then, else with the last sign."""
        if self.began is None or self.last is None:
            return
        quiet = at - self.last
        ends = at if quiet <= LATE else self.last
        if quiet > SILENCE:
            how = "silent"
        evidence = Evidence(self.began_by, how, self.signs, self.bytes_in, self.last, (self.name,))
        if ends > self.began:
            self.done.append(Interval(self.room, self.seat, self.began, ends, evidence))
        self.began, self.bytes_in = None, 0

    def count(self, fact: Fact) -> int | None:
        """How many bytes came in since the statistic before, or None if no packet did."""
        packets, size = (fact.numbers.get(name, 0) for name in ("packets_in", "bytes_in"))
        packets_before, size_before = self.seen.get(fact.media, (0, 0))
        self.seen[fact.media] = (packets, size)  # less than before: a track was taken away
        if packets <= packets_before:
            return None
        return max(size - size_before, 0)


def presence(facts: Iterable[Fact], until: datetime.datetime | None = None) -> list[Interval]:
    """When each seat was in each room, by room, seat and time; intervals of one seat and room never overlap.

    `until` is now: what is still open ends there ("open"), or with its last sign. Without it, at the last fact.
    """
    known: dict[str, _Connection] = {}
    ordered = in_order(_once(facts))
    for fact in ordered:
        if fact.kind in ("router-began", "router-ended"):
            _router(known, fact)
        elif fact.kind == "kicked" or (fact.kind == "left" and not fact.connection):
            _gone(known, fact)
        elif fact.connection and fact.role != "receive":  # what one receives proves nothing
            if fact.connection not in known and fact.room and fact.seat:
                known[fact.connection] = _Connection(fact.room, fact.seat, fact.connection, fact.epoch)
            if fact.connection in known:
                _take(known[fact.connection], fact)
    end = until or (ordered[-1].at if ordered else None)
    if end is not None:
        for one in known.values():
            one.close(end, "open")
    return united([interval for one in known.values() for interval in one.done])


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """Every fact once: the router posts again what it could not post before."""
    return list(
        {(one.kind, one.at, one.epoch, one.connection, one.room, one.seat, one.media): one for one in facts}.values()
    )


def _router(known: dict[str, _Connection], fact: Fact) -> None:
    """A router's end closes what was in it; another's beginning closes whatever its predecessors left open."""
    for one in known.values():
        if (one.epoch == fact.epoch) == (fact.kind == "router-ended") and not one.gone:
            one.close(fact.at, "router")
            one.gone = True


def _gone(known: dict[str, _Connection], fact: Fact) -> None:
    """The router says whose place is free, not which connection it was; a seat is in a room only once."""
    for one in known.values():
        if (one.room, one.seat) == (fact.room, fact.seat) and not one.gone:
            one.close(fact.at, "kicked" if fact.kind == "kicked" else "left")
            one.gone = True


def _take(one: _Connection, fact: Fact) -> None:
    if fact.kind == "statistic":
        size = one.count(fact)
        if size is not None:
            one.sign(fact.at, "media")
            one.bytes_in += size
    elif fact.kind in ("joined", "published", "connected", "heard"):
        one.sign(fact.at, fact.kind)
    elif fact.kind == "flowing" and fact.on:
        one.sign(fact.at, "media")
    elif fact.kind == "left":
        one.close(fact.at, "left")
        one.gone = True
    elif fact.kind == "disconnected":
        one.close(fact.at, "disconnected")


def united(intervals: Sequence[Interval]) -> list[Interval]:
    """Intervals of one seat and room that touch, or are less than PERIOD apart, as one: a re-entry is no absence."""
    united: list[Interval] = []
    for each in sorted(intervals, key=lambda one: (one.room, one.seat, one.begins, one.ends)):
        last = united[-1] if united else None
        if last is None or (last.room, last.seat) != (each.room, each.seat) or each.begins - last.ends > PERIOD:
            united.append(each)
            continue
        later = each if each.ends >= last.ends else last
        evidence = Evidence(
            last.evidence.began,
            later.evidence.ended,
            last.evidence.signs + each.evidence.signs,
            last.evidence.bytes_in + each.evidence.bytes_in,
            max(last.evidence.last_sign, each.evidence.last_sign),
            tuple(sorted({*last.evidence.connections, *each.evidence.connections})),
        )
        united[-1] = Interval(last.room, last.seat, last.begins, later.ends, evidence)
    return united
