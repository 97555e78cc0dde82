"""Presence from facts: examples that one can read, and then everything Hypothesis thinks of."""

import datetime
import itertools
import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openiop.engines.sfu.facts import Fact, Kind
from openiop.engines.sfu.presence import PERIOD, Interval, presence

NINE = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


def at(seconds: float) -> datetime.datetime:
    return NINE + datetime.timedelta(seconds=seconds)


def fact(kind: Kind, seconds: float, *, connection: str = "1", epoch: str = "e", seat: str = "s", **more: Any) -> Fact:
    if kind.startswith("router"):
        return Fact(kind, at(seconds), epoch)
    return Fact(kind, at(seconds), epoch, f"{epoch}/{connection}", "room", seat, "send", **more)


def left(seconds: float) -> Fact:
    """As the router says it: whose seat is free, not which connection it was."""
    return Fact("left", at(seconds), "e", room="room", seat="s")


def statistics(first: float, last: float, *, packets: int = 100, grows: bool = True, **more: Any) -> list[Fact]:
    """A statistic every five seconds, while packets come in (or do not)."""
    times = itertools.takewhile(lambda time: time <= last, itertools.count(first, 5))
    return [
        fact(
            "statistic",
            time,
            numbers={"packets_in": packets + (number * 250 if grows else 0), "bytes_in": 20000 * (number + 1)},
            **more,
        )
        for number, time in enumerate(times)
    ]


def told(intervals: list[Interval]) -> list[tuple[float, float, str]]:
    return [
        ((one.begins - NINE).total_seconds(), (one.ends - NINE).total_seconds(), one.evidence.ended)
        for one in intervals
    ]


EXAMPLES = {
    "comes, stays, leaves": (
        [fact("joined", 0), *statistics(5, 100), fact("left", 102)],
        None,
        [(0, 102, "left")],
    ),
    "is still there": ([fact("joined", 0), *statistics(5, 100)], 103, [(0, 103, "open")]),
    "is put out": (
        [fact("joined", 0), *statistics(5, 50), fact("kicked", 53, connection="9")],
        200,
        [(0, 53, "kicked")],
    ),
    "closes the lid, and the connection lingers for a minute": (
        [fact("joined", 0), *statistics(5, 50), *statistics(55, 110, packets=2350, grows=False), fact("left", 111)],
        None,
        [(0, 50, "silent")],
    ),
    "closes the lid and opens it again": (
        [
            fact("joined", 0),
            *statistics(5, 50),
            *statistics(55, 110, packets=2350, grows=False),
            *statistics(115, 200, packets=3000),
            fact("left", 202),
        ],
        None,
        [(0, 50, "silent"), (115, 202, "left")],
    ),
    "the router is killed and the supervisor sees it": (
        [fact("joined", 0), *statistics(5, 50), fact("router-ended", 52), fact("router-began", 53, epoch="f")],
        500,
        [(0, 52, "router")],
    ),
    "the whole machine goes, and comes back an hour later": (
        [fact("joined", 0), *statistics(5, 50), fact("router-began", 3600, epoch="f")],
        4000,
        [(0, 50, "silent")],
    ),
    "the router is killed and everybody is back in three seconds": (
        [
            fact("joined", 0),
            *statistics(5, 50),
            fact("router-ended", 52),
            fact("router-began", 52.2, epoch="f"),
            fact("joined", 55, epoch="f", connection="7"),
            *statistics(60, 100, epoch="f", connection="7"),
            fact("left", 103, epoch="f", connection="7"),
        ],
        None,
        [(0, 103, "left")],
    ),
    "a network cut of eight seconds is no absence": (
        [fact("joined", 0), *statistics(5, 50), *statistics(60, 100, packets=3000), fact("left", 101)],
        None,
        [(0, 101, "left")],
    ),
    "a network cut of half a minute is one": (
        [fact("joined", 0), *statistics(5, 50), *statistics(80, 100, packets=3000), fact("left", 101)],
        None,
        [(0, 50, "silent"), (80, 101, "left")],
    ),
    "listens only, and the page answers": (
        [fact("joined", 0), *(fact("heard", time) for time in range(5, 100, 5)), fact("left", 97)],
        None,
        [(0, 97, "left")],
    ),
    "comes in again before the old connection is gone": (
        [
            fact("joined", 0),
            *statistics(5, 30),
            fact("joined", 31, connection="2"),
            *statistics(36, 61, connection="2"),
            fact("left", 45),
            fact("left", 62, connection="2"),
        ],
        None,
        [(0, 62, "left")],
    ),
    "enters and shows no sign of life": ([fact("joined", 0), fact("left", 300)], None, []),
    "was never there": ([fact("router-began", 0), fact("router-ended", 100)], None, []),
    "statistics of nobody known": ([Fact("statistic", at(5), "e", "e/4", numbers={"packets_in": 9})], None, []),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_presence_when_somebody(name: str) -> None:
    facts, until, expected = EXAMPLES[name]
    assert told(presence(facts, None if until is None else at(until))) == expected


def test_two_people_and_two_rooms_are_kept_apart() -> None:
    facts = [
        fact("joined", 0),
        fact("joined", 1, connection="2", seat="t"),
        *statistics(5, 20),
        *statistics(6, 20, connection="2", seat="t"),
        fact("left", 22),
        fact("left", 23, connection="2", seat="t"),
    ]
    assert [(one.seat, one.evidence.ended) for one in presence(facts)] == [("s", "left"), ("t", "left")]


def test_evidence_says_what_an_interval_rests_on() -> None:
    (one,) = presence([fact("joined", 0), *statistics(5, 20), fact("left", 22)])
    assert one.evidence.began == "joined" and one.evidence.signs == 5 and one.evidence.bytes_in == 80000
    assert one.evidence.last_sign == at(20) and one.evidence.connections == ("e/1",)


# what Hypothesis makes up: true stories of one person, and what a router would say of them


@dataclass
class Story:
    """What truly happened, and the facts it left."""

    truth: list[tuple[float, float]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    clock: float = 0.0
    epoch: int = 0

    def tell(self, stays: list[tuple[str, float, float, float]]) -> None:
        self.facts.append(fact("router-began", 0, epoch="0"))
        for number, (how, phase, stay, away) in enumerate(stays):
            begin = self.clock + away
            end = begin + stay
            more: dict[str, Any] = {"connection": str(number), "epoch": str(self.epoch)}
            self.truth.append((begin, end))
            self.facts.append(fact("joined", begin, **more))
            if how == "leaves":
                self.facts.append(left(end))
            elif how == "lid":  # the gateway lets go after forty seconds; until then statistics go on
                self.facts.append(left(end + 40))
            elif how == "router":
                self.facts.append(fact("router-ended", end, **more))
            until = end + 40 if how == "lid" else end
            for statistic in range(int((until - begin - phase) // 5) + 1):
                self.facts.append(self._statistic(begin + phase + statistic * 5, begin, end, more))
            self.clock = until + 1
            if how in ("router", "machine"):
                self.clock += 20 if how == "machine" else 0
                self.epoch += 1
                self.facts.append(fact("router-began", self.clock, epoch=str(self.epoch)))

    @staticmethod
    def _statistic(time: float, begin: float, end: float, more: dict[str, Any]) -> Fact:
        """Fifty packets a second, for as long as they were there."""
        packets = int((min(time, end) - begin) * 50)
        return fact("statistic", time, numbers={"packets_in": packets, "bytes_in": packets * 80}, **more)


STAYS = st.lists(
    st.tuples(
        st.sampled_from(["leaves", "lid", "router", "machine"]),
        st.floats(0.1, 5),
        st.floats(12, 400),
        st.floats(20, 600),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100, deadline=None)
@given(stays=STAYS, seed=st.integers())
def test_presence_is_right_to_five_seconds_at_every_edge(
    stays: list[tuple[str, float, float, float]], seed: int
) -> None:
    story = Story()
    story.tell(stays)
    mixed = [*story.facts, *random.Random(seed).sample(story.facts, len(story.facts) // 2)]
    random.Random(seed).shuffle(mixed)
    found = presence(mixed)
    assert len(found) == len(story.truth)
    for one, (begin, end) in zip(found, story.truth, strict=True):
        assert abs(one.begins - at(begin)) <= PERIOD
        assert abs(one.ends - at(end)) <= PERIOD
    for before, after in itertools.pairwise(found):
        assert before.ends < after.begins
    assert found == presence(story.facts), "order or repetition mattered"


@settings(max_examples=50, deadline=None)
@given(stays=STAYS, cut=st.floats(0, 1))
def test_what_was_said_of_the_past_stays_true(stays: list[tuple[str, float, float, float]], cut: float) -> None:
    story = Story()
    story.tell(stays)
    facts = sorted(story.facts, key=lambda one: one.at)
    some = facts[: max(1, int(len(facts) * cut))]
    now, later = presence(some), presence(facts)
    for one in now[:-1]:  # the last may still grow
        assert (one.begins, one.ends) in [(each.begins, each.ends) for each in later]
