"""The enumeration that other tests trust: it finds what can be worked out by hand."""

import datetime
from dataclasses import replace

import pytest

from ..plan import Session
from ..problem import Client, Clinician, Dose, GroupType, Individual, Licence, Payer, Problem, Room, Site, Window
from ..verify import verify
from .exhaustive import Enumeration, TooMany
from .tiny import tiny

OPEN = (Window(0, 18, 22),)  # Monday from 9 to 11


def by_hand(**change) -> Problem:
    """Two clients, one clinician, one room, one group of an hour, two hours."""
    clients = tuple(
        Client(f"c{n}", "p", Dose(120, 1), OPEN, "in_person", "NY", "adult", "en", individual=Individual(), primary="k")
        for n in range(2)
    )
    leader = Clinician("k", ("s",), False, (), ("en",), (Licence("NY", datetime.date(2020, 1, 1)),), OPEN, pause=None)
    week = Problem(
        "by-hand", datetime.date(2026, 3, 2), "UTC", (Site("s", "NY", OPEN),), (Room("r", "s", 2),),
        (Payer("p", 120, 1),),
        (GroupType("g", "x", 60, "in_person", 2, 2, "s"),), (leader,), clients,
    )  # fmt: skip
    return replace(week, **change)


def test_two_hours_of_one_clinician_hold_a_group_and_one_slot():
    found = Enumeration(by_hand()).run()
    # both need a group and a slot; the clinician has two hours: one slot is missing, with it an hour of that dose
    assert (found.best.unmet, found.best.invalid_days) == (120, 2)
    assert len(found.sessions) == 1 and len(found.slots) == 1


def test_a_room_too_few_seats_leaves_the_slots():
    found = Enumeration(by_hand(rooms=(Room("r", "s", 1),))).run()
    assert found.best.unmet == 120 and not found.sessions and len(found.slots) == 2


def test_a_longer_day_mends_it():
    longer = (Window(0, 18, 24),)
    week = by_hand(sites=(Site("s", "NY", longer),))
    week = replace(
        week,
        clients=tuple(replace(each, available=longer) for each in week.clients),
        clinicians=(replace(week.clinicians[0], available=longer),),
    )
    assert Enumeration(week).run().best.key[:3] == (0, 0, 0)


def test_every_subset_is_seen():
    week = by_hand()
    week = replace(week, clients=tuple(replace(each, individual=None) for each in week.clients))
    # no session, or the group at 9:00, 9:30 or 10:00 (once a day: one curriculum)
    assert Enumeration(week).run().seen == 4


def test_the_best_of_a_random_instance_keeps_every_rule():
    for seed in range(12):
        week = tiny(seed)
        try:
            found = Enumeration(week, most=5_000).run()
        except TooMany:
            continue
        assert found.best is not None
        from ..score import plan_of

        plan = plan_of(week, "", found.sessions, found.slots)
        assert verify(week, plan, claims=False) == [] and plan.values == found.best.key


def test_too_much_is_said():
    with pytest.raises(TooMany):
        Enumeration(by_hand(), most=2).run()


def test_sessions_are_told_apart():
    found = Enumeration(by_hand()).run()
    assert len({each.id for each in found.sessions if isinstance(each, Session)}) == len(found.sessions)
