"""A short version of `make crash`: what was acknowledged is never lost and never stands twice."""

import pytest

from tests.crash.drill import ACTS_A_ROUND, run


@pytest.mark.slow
def test_kill_9_of_the_database_the_server_and_everything_loses_and_doubles_nothing() -> None:
    outcome = run(3)
    assert outcome.rounds == 3
    assert outcome.acknowledged >= 3 * ACTS_A_ROUND
    assert outcome.lost == []
    assert outcome.doubled == []
