"""What a board shows: a pure fold over the set of its taps. No rows, no clock of its own, no words.

Taps are ordered by (at, key); what is decided later on the clock wins. So two boards that hold the same set show the
same, whatever the order in which the taps came, however often each was sent (a grow-only set: Shapiro et al. 2011,
"Conflict-free replicated data types"). `frontend/src/board` folds the same way; both read tests/fold.json.

- "undo" names the key of another tap, which then never happened. An undo itself cannot be undone.
- The scales, the quote and the topic keep the last value (null or "" takes it away); an objective, the last on or off;
  every safety flag stands until it is taken back.
- Attendance is a short history. "arrived": here from the session's start (or before it, where tapped before); after
  "left" the same as "back". "late", "back": here from the tap on. "left": until the tap. "no_show", "excused": not
  here. "clear": nothing is known.
- What somebody set by hand in the ledger (`ByHand`) stands over every tap before it; later taps go on from there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

LATE_AFTER = timedelta(minutes=5)
ATTENDANCE = ("arrived", "late", "left", "back", "no_show", "excused", "clear")
ABSENT = ("no_show", "excused", "cancelled")
SCALES = ("participation", "affect", "engagement", "response", "quote")


@dataclass(frozen=True)
class Tapped:
    """One tap. `client` is None for the session as a whole; `at` is aware."""

    key: str
    client: str | None
    kind: str
    value: Any
    at: datetime
    source: str = "facilitator"

    @property
    def order(self) -> tuple[datetime, str]:
        return self.at, self.key


@dataclass(frozen=True)
class Stretch:
    """In the room from `start` until `end`; None: still there."""

    start: datetime
    end: datetime | None = None
    source: str = "facilitator"


@dataclass(frozen=True)
class ByHand:
    """What the ledger says of somebody since `at`, when it was last written by hand. `code`: an absence, or ""."""

    client: str
    at: datetime
    code: str = ""
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Presence:
    """What is known of somebody's attendance: an absence (`code`), or their stretches by time."""

    code: str = ""
    stretches: tuple[Stretch, ...] = ()
    late_after: datetime | None = None

    @property
    def status(self) -> str:
        """here, late, left, back, no_show, excused, cancelled, or "" where nothing is known."""
        if not self.stretches:
            return self.code
        if self.stretches[-1].end is not None:
            return "left"
        if len(self.stretches) > 1:
            return "back"
        return "late" if self.late_after and self.stretches[0].start > self.late_after else "here"

    @property
    def since(self) -> datetime | None:
        """Since when that is so."""
        if not self.stretches:
            return None
        return self.stretches[-1].end or self.stretches[-1].start


@dataclass
class Person:
    """What stands about one person."""

    presence: Presence = field(default_factory=Presence)
    said: dict[str, Any] = field(default_factory=dict)  # by kind: participation, affect, engagement, response, quote
    objectives: list[str] = field(default_factory=list)  # ids, in order
    safety: list[str] = field(default_factory=list)  # protocols, as they were flagged


@dataclass
class Folded:
    """What stands about everyone of whom something does, and about the session."""

    people: dict[str, Person] = field(default_factory=dict)
    topic: str | None = None


def fold(taps: Iterable[Tapped], hand: Iterable[ByHand], start: datetime, end: datetime) -> Folded:
    """What the board shows. `start`, `end`: of the session. Duplicates (same key) count once."""
    standing = effective(taps)
    by_hand = {each.client: each for each in hand}
    folded = Folded()
    for client in sorted({tap.client for tap in standing if tap.client} | by_hand.keys()):
        mine = [tap for tap in standing if tap.client == client]
        person = folded.people[client] = Person(presence_of(mine, by_hand.get(client), start, end))
        for kind in SCALES:
            if said := [tap.value for tap in mine if tap.kind == kind][-1:]:
                person.said |= {kind: said[0]} if said[0] not in (None, "") else {}
        worked = {tap.value["id"]: tap.value["on"] for tap in mine if tap.kind == "objective"}
        person.objectives = sorted(each for each, on in worked.items() if on)
        person.safety = [tap.value["protocol"] for tap in mine if tap.kind == "safety"]
    topics = [tap.value for tap in standing if tap.kind == "topic"]
    folded.topic = topics[-1] if topics else None
    return folded


def effective(taps: Iterable[Tapped]) -> list[Tapped]:
    """The taps that happened, in order: each once, without undone ones and without the undoings."""
    every = {tap.key: tap for tap in taps}
    undone = {tap.value for tap in every.values() if tap.kind == "undo"}
    return sorted(
        (tap for tap in every.values() if tap.kind != "undo" and tap.key not in undone), key=lambda tap: tap.order
    )


def presence_of(taps: Iterable[Tapped], hand: ByHand | None, start: datetime, end: datetime) -> Presence:
    """One person's attendance from their effective taps, in order."""
    known = Presence(late_after=start + LATE_AFTER)
    if hand:
        known = replace(known, code=hand.code, stretches=hand.stretches)
    for tap in taps:
        if tap.kind == "attendance" and (hand is None or tap.at > hand.at):
            known = after(known, tap, start)
    kept = (_inside(each, end) for each in known.stretches)
    return replace(known, stretches=tuple(each for each in kept if each))


def after(known: Presence, tap: Tapped, start: datetime) -> Presence:
    """Attendance once this has been tapped, too."""
    stretches, last = known.stretches, known.stretches[-1] if known.stretches else None
    if tap.value in ABSENT or tap.value == "clear":
        return replace(known, code="" if tap.value == "clear" else tap.value, stretches=())
    if tap.value == "left":
        if last is None or last.end is not None:
            return known
        gone = (replace(last, end=tap.at),) if tap.at > last.start else ()
        return replace(known, stretches=(*stretches[:-1], *gone))
    since = min(tap.at, start) if tap.value == "arrived" else tap.at
    if last is None:
        return replace(known, code="", stretches=(Stretch(since, source=tap.source),))
    if last.end is not None:  # whoever left and is here again came back, by whatever word
        return replace(known, stretches=(*stretches, Stretch(max(tap.at, last.end), source=tap.source)))
    if len(stretches) == 1 and tap.value != "back":
        came = min(since, last.start) if tap.value == "arrived" else since
        return replace(known, stretches=(replace(last, start=came),))
    return known


def _inside(stretch: Stretch, end: datetime) -> Stretch | None:
    """The stretch as far as the session goes; None where it begins after its end."""
    if stretch.start >= end:
        return None
    return replace(stretch, end=None) if stretch.end and stretch.end >= end else stretch


# As JSON


def written(at: datetime | None) -> str | None:
    """An instant as both sides write it, so that text compares as time does: 2026-11-18T19:00:00.000Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def as_state(folded: Folded) -> dict[str, Any]:
    """The fold as the board's island has it (see README.md)."""
    return {
        "topic": folded.topic,
        "people": {
            client: {
                "attendance": person.presence.status,
                "since": written(person.presence.since),
                "stretches": [[written(each.start), written(each.end)] for each in person.presence.stretches],
                **{kind: person.said.get(kind) for kind in SCALES},
                "objectives": person.objectives,
                "safety": person.safety,
            }
            for client, person in folded.people.items()
        },
    }
