"""Continued stay, taper, step down and up, discharge."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import DatabaseError

from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.placement import actions, queries
from openiop.care.placement.models import Discharge, LevelPeriod
from openiop.care.placement.rules import pack_for
from openiop.rulebook import staying

from .people import admitted


@pytest.fixture
def episode(cast):
    return admitted(cast)


@pytest.fixture
def today(cast):
    return cast.program.today()


def test_a_continued_stay_keeps_the_level_and_asks_for_the_next_review(cast, episode, today):
    first = WorkItem.objects.get(kind="placement.continued_stay", done_at=None)
    decision = actions.continue_stay(by=cast.dana, episode=episode, why="Moving ahead.")
    assert (decision.kind, decision.actual_level) == ("continue", "2.1")
    first.refresh_from_db()
    following = WorkItem.objects.get(kind="placement.continued_stay", done_at=None)
    assert first.done_at and following.pk != first.pk
    assert cast.program.local(following.due_at).date() == today + timedelta(days=14)


def test_rule_1_3_staying_against_the_recommendation_needs_a_reason(cast, episode):
    with pytest.raises(ValidationError) as refused:
        actions.continue_stay(by=cast.dana, episode=episode, recommended_level="1.5")
    assert {"difference", "why"} == set(refused.value.message_dict)


def test_hrs_7_a_taper_is_a_state_with_start_end_and_reason(cast, episode, today):
    end = today + timedelta(days=13)
    period = actions.start_taper(by=cast.dana, episode=episode, start=today, end=end, reason="Every sign is met.")
    assert (period.state, period.level, period.reason) == (LevelPeriod.State.TAPER, "2.1", "Every sign is met.")
    assert episode.levels.get(state="full").during.upper == today
    taper = queries.taper_on(episode, today)
    assert (taper.start, taper.end) == (today, end)
    pack = pack_for(cast.program.pack, cast.jordan.birth_date, today)
    assert staying.hours_band(360, pack, on=today, taper=taper).band == "taper"
    assert staying.hours_band(360, pack, on=end + timedelta(days=1), taper=taper).band == "below"
    assert queries.tapers_for_week(cast.program, cast.program.week_of(today)) == {cast.jordan.pk: taper}


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(21, "Ready.", "end"), (3, "Ready.", "end"), (14, " ", "reason")]
)
def test_hrs_7_a_taper_without_reason_or_of_another_length_is_refused(cast, episode, today, days, reason, field):
    with pytest.raises(ValidationError) as refused:
        actions.start_taper(
            by=cast.dana, episode=episode, start=today, end=today + timedelta(days=days - 1), reason=reason
        )
    assert field in refused.value.message_dict


def test_hrs_7_the_database_refuses_a_taper_without_end_or_reason(cast, episode, today):
    decision = episode.decisions.get()
    episode.levels.update(during=DateRange(episode.opened_on, today))
    for during, reason in ((DateRange(today, None), "x"), (DateRange(today, today + timedelta(days=7)), "")):
        with pytest.raises(IntegrityError, match="taper_has_end_and_reason"), transaction.atomic():
            LevelPeriod.objects.create(
                organisation=cast.organisation, episode=episode, decision=decision, level="2.1", state="taper",
                during=during, reason=reason,
            )  # fmt: skip


def test_a_step_down_begins_a_new_stretch_where_the_old_one_ends(cast, episode, today):
    actions.change_level(by=cast.dana, episode=episode, level="1.5", on=today, why="Ready.")
    before, after = episode.levels.order_by("during")
    assert (before.level, before.during.upper) == ("2.1", today)
    assert (after.level, after.during.lower, after.during.upper) == ("1.5", today, None)
    assert episode.decisions.first().kind == "step_down"
    assert queries.level_on(episode, today - timedelta(days=1)).level == "2.1"
    assert queries.level_on(episode, today).level == "1.5"


def test_a_step_up_is_told_from_a_step_down(cast, episode, today):
    actions.change_level(by=cast.dana, episode=episode, level="2.5", on=today, why="A hard week.")
    assert episode.decisions.first().kind == "step_up"


@pytest.mark.parametrize(("level", "days"), [("2.1", 0), ("3.5", 0), ("1.5", -30)])
def test_a_change_that_cannot_be_is_refused_and_leaves_nothing(cast, episode, today, level, days):
    with pytest.raises(ValidationError), transaction.atomic():
        actions.change_level(by=cast.dana, episode=episode, level=level, on=today + timedelta(days=days), why="x")
    assert episode.decisions.count() == 1
    assert episode.levels.count() == 1


def test_a_decision_is_never_edited(episode):
    with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
        episode.decisions.update(why="something else")


def test_a_discharge_closes_stay_and_level_and_the_work_that_waits(cast, episode, today):
    row = actions.discharge(
        by=cast.dana, episode=episode, reason="01", last_contact=today - timedelta(days=1), discharged_on=today,
        summary="Goals reached.",
    )  # fmt: skip
    episode.refresh_from_db()
    assert (episode.closed_on, row.reason, row.get_reason_display()) == (today, "01", "Completed treatment")
    assert episode.levels.get().during.upper == today + timedelta(days=1)
    assert not WorkItem.objects.filter(client=cast.jordan, done_at=None).exists()
    with pytest.raises(ValidationError, match="has ended"):
        actions.continue_stay(by=cast.dana, episode=episode)


def a_taper_next_week(cast, episode, today):
    start = today + timedelta(days=7)
    actions.start_taper(by=cast.dana, episode=episode, start=start, end=start + timedelta(days=6), reason="Ready.")


def test_whoever_leaves_before_a_planned_taper_can_be_discharged(cast, episode, today):
    a_taper_next_week(cast, episode, today)
    actions.discharge(by=cast.dana, episode=episode, reason="02", last_contact=today, discharged_on=today)
    [level] = episode.levels.all()
    assert (level.state, level.during.upper) == (LevelPeriod.State.FULL, today + timedelta(days=1))
    assert episode.decisions.filter(kind="taper").exists()


def test_a_step_up_before_a_planned_taper_takes_its_place(cast, episode, today):
    a_taper_next_week(cast, episode, today)
    actions.change_level(by=cast.dana, episode=episode, level="2.5", on=today, why="A hard weekend.")
    assert [(each.level, each.state) for each in episode.levels.order_by("during")] == [
        ("2.1", "full"),
        ("2.5", "full"),
    ]
    assert queries.level_on(episode, today).level == "2.5"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"last_contact": 40}, "last_contact"),
        ({"discharged_on": 5}, "discharged_on"),
        ({"reason": "99"}, "reason"),
        ({"reason": "04"}, "destination"),
    ],
)
def test_dis_8_to_10_dates_reason_and_destination_are_checked(cast, episode, today, changes, field):
    given = {"reason": "01", "last_contact": 1, "discharged_on": 0} | changes
    with pytest.raises(ValidationError) as refused:
        actions.discharge(
            by=cast.dana, episode=episode, reason=given["reason"],
            last_contact=today - timedelta(days=given["last_contact"]),
            discharged_on=today - timedelta(days=given["discharged_on"]),
        )  # fmt: skip
    assert field in refused.value.message_dict
    assert not Discharge.objects.exists()


def test_who_may_not_place_decides_nothing(cast, episode, today):
    for person in ("marcus", "casey", "bea"):
        by = getattr(cast, person)
        with pytest.raises(Refused):
            actions.continue_stay(by=by, episode=episode)
        with pytest.raises(Refused):
            actions.change_level(by=by, episode=episode, level="1.5", on=today)
        with pytest.raises(Refused):
            actions.discharge(by=by, episode=episode, reason="01", last_contact=today, discharged_on=today)


def test_hrs_2_the_pack_follows_the_age_and_the_packs_own_age_of_adulthood(today):
    young, old = today.replace(year=today.year - 15, day=1), today.replace(year=today.year - 40, day=1)
    assert pack_for("us-adult-per-diem", young, today).week.minutes == 360
    assert pack_for("us-adult-per-diem", old, today).week.minutes == 540
    assert pack_for("us-adult-per-diem", None, today).week.minutes == 540
