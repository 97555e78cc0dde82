"""The prescribed hours: what can be, what is warned of, and who is prescribed what in a week."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.care.plan import actions, queries
from openiop.care.plan.rules import DoseStep, dose_remarks, spread, taper_steps
from openiop.rulebook import packs
from tests.cast import admit

from .people import drafted, nine_hours, signed

MONDAY = date(2026, 11, 2)
ADULT = packs.load(packs.ADULT, MONDAY)


def step(minutes=540, days=3, day=180, weeks=8, start=MONDAY, taper=False):
    return DoseStep(start, start + timedelta(days=weeks * 7 - 1), minutes, days, day, {}, taper)


def codes(*steps):
    return [(each.severity, each.explanation.code) for each in dose_remarks(steps, ADULT)]


def test_hrs_1_nine_hours_over_three_days_stand():
    assert codes(step()) == [("good", "HRS-1")]


def test_hrs_7_less_than_nine_hours_is_warned_of_unless_it_is_a_taper():
    assert codes(step(minutes=360, day=120, days=3))[0] == ("warn", "HRS-7")
    assert codes(step(minutes=360, day=180, days=2, weeks=2, taper=True)) == [("good", "HRS-7")]
    assert ("warn", "HRS-7") in codes(step(minutes=360, day=180, days=2, weeks=4, taper=True))


def test_hrs_6_twenty_hours_are_another_level():
    assert codes(step(minutes=1200, days=5))[0] == ("warn", "HRS-6")


def test_hrs_3_and_hrs_4_few_or_short_days_are_warned_of():
    said = [each.explanation.en() for each in dose_remarks([step(days=2, day=150)], ADULT)]
    assert "2 days a week: intensive outpatient meets on 3 or more" in said
    assert "2 h 30 min on a day: a day counts from 3 h" in said


def test_a_taper_ends_the_full_hours_and_lowers_them_week_by_week():
    start = MONDAY + timedelta(weeks=6)
    full, first, second = taper_steps(step(weeks=10), start, [(360, 2), (180, 1)])
    assert (full.start, full.end, full.weekly_minutes) == (MONDAY, start - timedelta(days=1), 540)
    assert (first.start, first.end, first.weekly_minutes, first.is_taper) == (
        start,
        start + timedelta(days=6),
        360,
        True,
    )
    assert (second.end, second.weekly_minutes, second.days) == (start + timedelta(days=13), 180, 1)


@pytest.mark.parametrize(("days", "lie_on"), [(1, [2]), (3, [0, 2, 4]), (4, [0, 1, 3, 4]), (6, [0, 1, 2, 3, 4, 5])])
def test_the_picture_of_a_week_adds_up(days, lie_on):
    week = spread(541, days)
    assert [at for at, minutes in enumerate(week) if minutes] == lie_on
    assert sum(week) == 541


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end": date(2000, 1, 1)}, "end"),
        ({"day_minutes": 200}, "day_minutes"),
        ({"by_modality": {"group": 100}}, "weekly_minutes"),
    ],
)
def test_hours_that_cannot_be_are_refused_by_name(cast, changes, field):
    plan = drafted(cast, admit(cast))
    given = nine_hours(cast)
    wrong = DoseStep(**{name: getattr(given, name) for name in DoseStep.__slots__} | changes)
    with pytest.raises(ValidationError) as refused:
        actions.set_dose(by=cast.dana, plan=plan, steps=[wrong])
    assert field in refused.value.message_dict
    assert plan.doses.get().weekly_minutes == 540


def test_two_stretches_never_overlap(cast):
    plan = drafted(cast, admit(cast))
    with pytest.raises(ValidationError, match="overlap"):
        actions.set_dose(by=cast.dana, plan=plan, steps=[nine_hours(cast), nine_hours(cast, weeks=2)])


def test_hours_are_prescribed_only_once_both_signed(cast):
    episode = admit(cast)
    week = cast.program.week_of(cast.program.today())
    drafted(cast, episode)
    assert queries.doses_for_week(cast.program, week) == {}
    plan = episode.plans.get()
    actions.sign_as_clinician(by=cast.dana, plan=plan)
    actions.sign_as_client(by=cast.jordan, plan=plan, name="Jordan")
    assert {k: v.weekly_minutes for k, v in queries.doses_for_week(cast.program, week).items()} == {cast.jordan.pk: 540}
    assert set(queries.active_dose(cast.program, cast.program.today())) == {cast.jordan.pk}


def test_the_newest_version_in_force_speaks_for_a_week_and_the_past_keeps_its_own(cast, django_assert_num_queries):
    first = signed(cast, admit(cast))
    today = cast.program.today()
    first.active_from = today - timedelta(days=21)
    first.save(update_fields=["active_from"])
    second = actions.new_version(by=cast.dana, plan=first)
    week = cast.program.week_of(today)
    start = week.last + timedelta(days=1)
    actions.prescribe_taper(by=cast.dana, plan=second, start=start, weeks=[(360, 2), (180, 1)])
    actions.sign_as_clinician(by=cast.dana, plan=second)
    actions.sign_as_client(by=cast.jordan, plan=second, name="Jordan")
    weeks = [cast.program.week_of(today + timedelta(days=7 * n)) for n in (0, 1, 2, 3)]
    with django_assert_num_queries(4):
        by_board = [queries.doses_for_week(cast.program, w).get(cast.jordan.pk) for w in weeks]
    assert [row.weekly_minutes if row else None for row in by_board] == [540, 360, 180, None]
    with django_assert_num_queries(1):
        by_client = queries.doses_by_week(cast.jordan.pk, weeks)
    assert [by_client.get(w) for w in weeks] == by_board


def test_open_objectives_of_many_come_in_one_query(cast, django_assert_num_queries):
    for who in ("jordan", "ana"):
        signed_for(cast, who)
    with django_assert_num_queries(1):
        found = queries.open_objectives([cast.jordan.pk, cast.ana.pk, cast.luis.pk])
        assert {who: [o.goal.title for o in rows] for who, rows in found.items()} == {
            cast.jordan.pk: ["Evenings without using"],
            cast.ana.pk: ["Evenings without using"],
        }
    objective = found[cast.jordan.pk][0]
    actions.set_objective_status(by=cast.dana, objective=objective, status="reached")
    assert set(queries.open_objectives([cast.jordan.pk, cast.ana.pk])) == {cast.ana.pk}


def signed_for(house, who):
    plan = drafted(house, admit(house, who))
    actions.sign_as_clinician(by=house.dana, plan=plan)
    actions.sign_with_client(by=house.dana, plan=plan, name=getattr(house, who).name)
    return plan
