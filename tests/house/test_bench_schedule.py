"""The schedule engine's peers still read its model: on a small week each ends with a sound plan or says why not."""

from bench.schedule.firstfit import first_fit
from bench.schedule.monolith import cp_sat, rows_of, whole
from openiop.engines.scheduler.generate import generate
from openiop.engines.scheduler.verify import verify

WEEK = generate(6, 1)


def test_first_fit_keeps_the_rules():
    assert verify(WEEK, first_fit(WEEK)) == []


def test_the_whole_week_as_one_model_gives_a_sound_plan():
    found = cp_sat(WEEK, seconds=4.0, target=0)
    assert found.plan is not None, found.said
    assert verify(WEEK, found.plan) == []


def test_every_constraint_of_the_model_is_a_row_for_highs():
    _, move = whole(WEEK)
    assert rows_of(move.model)["rows"]
