"""One client's weeks: the first is the best of all combinations, and none breaks a day's rules."""

from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ..fitting import FAMILY, INDIVIDUAL, LIMITED, Ask, Seat, Week, best, weeks

KINDS = ("relapse", "skills", "body", INDIVIDUAL, FAMILY)
seats = st.builds(
    Seat,
    start=st.builds(lambda day, at: day * 48 + at, st.integers(0, 2), st.integers(18, 26)),
    minutes=st.sampled_from([60, 90]),
    kind=st.sampled_from(KINDS),
    cost=st.integers(0, 4),
    in_person=st.booleans(),
    counts=st.just(True),
    new=st.booleans(),
).map(lambda seat: replace(seat, minutes=60) if seat.kind in LIMITED else seat)
asks = st.builds(
    Ask,
    dose=st.sampled_from([120, 180, 360, 540]),
    days=st.integers(1, 3),
    least_day=st.sampled_from([60, 120, 180]),
    most_day=st.sampled_from([120, 210, 300]),
    hole=st.sampled_from([0, 30, 60]),
    needs=st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from([60, 90, 120])), unique_by=lambda n: n[0]).map(
        lambda needs: tuple(needs)
    ),
    hole_cost=st.integers(0, 2),
    travel_cost=st.integers(0, 3),
)


def value(ask: Ask, chosen: tuple[Seat, ...]) -> tuple[int, int, int] | None:
    """(unmet, invalid days, cost) of these seats by definition, None where a rule forbids them together."""
    needs = dict(ask.needs)
    if sum(seat.new for seat in chosen) > ask.most_new:
        return None
    for kind in LIMITED:
        if sum(s.minutes for s in chosen if s.kind == kind) > needs.get(kind, 0):
            return None
    unmet = max(0, ask.dose - sum(s.minutes for s in chosen))
    unmet += sum(max(0, need - sum(s.minutes for s in chosen if s.kind == kind)) for kind, need in needs.items())
    bad = valid = cost = 0
    for day in range(7):
        here = sorted((s for s in chosen if s.start // 48 == day), key=lambda s: s.start)
        if not here:
            continue
        total = sum(s.minutes for s in here)
        groups = [s.kind for s in here if s.kind not in LIMITED]
        if total > ask.most_day or len(set(groups)) < len(groups):
            return None
        for one, other in pairwise(here):
            hole = other.start - one.start - one.length
            if hole < 0 or hole * 30 > ask.hole:
                return None
            cost += hole * ask.hole_cost
        cost += sum(s.cost for s in here) + (ask.travel_cost if any(s.in_person for s in here) else 0)
        valid += total >= ask.least_day
        bad += total < ask.least_day
    return unmet, bad + max(0, ask.days - valid), cost


def key(week: Week) -> tuple[int, int, int]:
    return week.unmet, week.invalid_days, week.cost


@settings(max_examples=150, deadline=None)
@given(asks, st.lists(seats, max_size=9, unique=True))
def test_the_best_week_is_the_best_of_all_combinations(ask: Ask, offered: list[Seat]) -> None:
    everything = (value(ask, chosen) for count in range(len(offered) + 1) for chosen in combinations(offered, count))
    week = best(ask, offered)
    assert key(week) == min(found for found in everything if found is not None)
    assert value(ask, week.seats) == key(week)


@settings(max_examples=60, deadline=None)
@given(asks, st.lists(seats, max_size=14, unique=True))
def test_weeks_come_best_first_and_differ_in_their_hours(ask: Ask, offered: list[Seat]) -> None:
    found = weeks(ask, offered, count=6)
    assert [key(week) for week in found] == sorted(key(week) for week in found)
    assert len({week.shape for week in found}) == len(found) >= 1
    assert all(value(ask, week.seats) == key(week) for week in found)


@settings(max_examples=60, deadline=None)
@given(asks, st.lists(seats, max_size=9, unique=True))
def test_what_is_held_is_in_every_week(ask: Ask, offered: list[Seat]) -> None:
    held = best(ask, offered).seats[:1]
    for week in weeks(ask, offered, held=held, count=4):
        assert set(held) <= set(week.seats)


def test_a_short_search_still_finds_a_week() -> None:
    ask = Ask(dose=540, days=3, least_day=180, most_day=300, hole=60)
    offered = [Seat(day * 48 + at, 60, kind) for day in range(5) for at in range(18, 40) for kind in KINDS[:3]]
    assert weeks(ask, offered, count=3, effort=4)
