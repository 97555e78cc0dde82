"""The four values of a week, worked out by hand."""

import datetime
from dataclasses import replace

import pytest

from ..plan import Session, Slot
from ..problem import Dose, Family, Fixed, Individual, Need, Payer, Preference, Window
from ..score import plan_of, score
from .test_exhaustive import by_hand

MONDAY = datetime.date(2026, 3, 2)


def session(at, *members, day=0, minutes=60, room="r", leader="k", name="a"):
    return Session(name, "g", day, at, minutes, leader, room, members)


def slot(client, at, day=0, kind="individual", minutes=60):
    return Slot(client, "k", kind, day, at, minutes, "r")


def person(week, n=0, **change):
    """The problem with one client changed."""
    return replace(week, clients=(*week.clients[:n], replace(week.clients[n], **change), *week.clients[n + 1 :]))


def test_nothing_planned_lacks_everything():
    found = score(by_hand(), (), ())
    # each: two hours of dose, one individual hour; one day that is missing
    assert found.key == (2 * (120 + 60), 2, 0, 0)
    assert [each.unmet_minutes for each in found.standing] == [180, 180]


def test_unmet_counts_dose_need_individual_and_family_each():
    week = person(by_hand(), needs=(Need("x", 60), Need("y", 30)), family=Family(60, 2, None))
    found = score(week, [session(18, "c0")], ())
    # dose 60 of 120; x met, y 30 lacking; individual 60; family 60
    assert found.standing[0].unmet_minutes == 60 + 0 + 30 + 60 + 60


def test_more_than_prescribed_does_not_pay_for_what_lacks():
    week = person(by_hand(), dose=Dose(60, 1), individual=Individual(60, 2))
    found = score(week, [session(18, "c0"), session(20, "c0", day=1)], [slot("c0", 20)])
    assert found.standing[0].minutes == 180 and found.standing[0].unmet_minutes == 60


@pytest.mark.parametrize(("counts", "minutes", "unmet"), [(True, 120, 0), (False, 60, 60)])
def test_individual_hours_are_treatment_where_the_payer_says_so(counts, minutes, unmet):
    week = by_hand(payers=(Payer("p", 60, 1, individual_counts=counts),))
    found = score(week, [session(18, "c0")], [slot("c0", 20)])
    assert (found.standing[0].minutes, found.standing[0].unmet_minutes) == (minutes, unmet)


@pytest.mark.parametrize(
    ("last", "due"),
    [(None, True), (1, False), (7, False), (8, True), (14, True), (15, True), (0, False), (-3, False)],
)
def test_family_is_due_by_whole_weeks(last, due):
    held = None if last is None else MONDAY - datetime.timedelta(days=last)
    week = person(by_hand(), family=Family(60, 2, held))
    assert (week.family_due(week.clients[0]) == 60) is due


def test_a_short_day_counts_and_so_does_the_valid_day_that_is_missing():
    week = person(by_hand(), dose=Dose(240, 2))
    found = score(week, [session(18, "c0"), session(18, "c0", day=1, minutes=120, name="b")], ())
    # Monday has 60 of 120 minutes: invalid; Tuesday is valid; two valid days are prescribed: one is missing
    assert (found.standing[0].days, found.standing[0].invalid_days) == (1, 2)


def test_the_prescriptions_day_counts_where_it_is_longer_than_the_payers():
    week = person(by_hand(), dose=Dose(120, 1, 150))
    assert score(week, [session(18, "c0", minutes=120)], ()).standing[0].invalid_days == 2


def test_changes_are_people_who_lose_or_see_moved_what_they_had():
    before = Fixed((session(18, "c0", "c1", name="old"),), (slot("c0", 20),))
    week = by_hand(previous=before)
    same = [session(18, "c0", "c1")], [slot("c0", 20)]
    assert score(week, *same).changes == 0
    assert score(week, [session(18, "c0", "c1", room="other")], [slot("c0", 20)]).changes == 0
    assert score(week, [session(18, "c0", "c1")], [slot("c0", 20), slot("c1", 22)]).changes == 0  # only gains
    assert score(week, [session(18, "c0")], [slot("c0", 20)]).changes == 1  # c1 lost it
    assert score(week, [session(19, "c0", "c1")], [slot("c0", 20)]).changes == 3  # both, and who leads
    assert score(week, (), ()).changes == 3


def test_who_has_left_and_what_is_not_due_do_not_count_as_changed():
    before = Fixed((session(18, "gone", "c0", leader="left"),), (slot("c1", 20, kind="family"),))
    week = person(by_hand(previous=before), 1, family=Family(60, 2, MONDAY - datetime.timedelta(days=3)))
    assert score(week, (), ()).changes == 1  # c0 alone


def test_each_part_of_the_rest():
    week = person(by_hand(), travel_minutes=20, preferences=(Preference((Window(0, 18, 20),), 3),))
    week = replace(week, clinicians=(replace(week.clinicians[0], week_cap=90),))
    found = score(week, [session(18, "c0")], [slot("c0", 22), slot("c1", 39)])
    assert found.soft == {
        "gap": 2,  # c0 waits an hour
        "travel_day": 2 + 1,  # 40 minutes both ways; c1 lives next door
        "overtime": 3,  # 180 minutes of 90
        "session": 1,
        "preference": 3 * 2,  # c0's slot is an hour outside
        "late_finish": 1,  # 19:30 to 20:30
        "fairness": 0,
    }
    weights = week.weights
    assert found.rest == 2 * weights.gap + 3 * weights.travel_day + 3 * weights.overtime + weights.session + 6 + 1


def test_fairness_is_the_spread_of_shares_of_the_week_cap():
    week = by_hand()
    other = replace(week.clinicians[0], id="m", week_cap=600)
    week = replace(week, clinicians=(replace(week.clinicians[0], week_cap=300), other))
    found = score(week, [session(18, "c0", minutes=90)], ())
    assert found.soft["fairness"] == 30


def test_a_plan_says_what_is_proven():
    week = by_hand()
    plan = plan_of(week, "", (), (), bounds=(360, 1, 0, 5))
    assert [(each.value, each.bound, each.status) for each in plan.tiers] == [
        (360, 360, "proven"),
        (2, 1, "open"),
        (0, 0, "proven"),
        (0, 0, "proven"),
    ]
    assert plan.values == (360, 2, 0, 0)
