"""A short version of `make crash`: what was acknowledged is never lost."""

import pytest

from tests.crash.drill import ACTS_A_ROUND, run


@pytest.mark.slow
def test_kill_9_of_the_database_and_of_everything_loses_nothing_acknowledged() -> None:
    outcome = run(4)
    assert outcome.rounds == 4
    assert outcome.acknowledged >= 4 * ACTS_A_ROUND
    assert outcome.lost == []
