"""T9: 0 bytes later than a second after a revocation. `make revoke N=1000` runs it a thousand times."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cast import House, make_house
from tests.consent.revocations import measure

ROUNDS = int(os.environ.get("OPENIOP_REVOCATIONS", "25"))


@pytest.fixture
def town(committed_db: str, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock():
        yield make_house("harbor", "Harbor Street")


def test_con_5_nothing_leaves_later_than_a_second_after_a_revocation(town: House) -> None:
    figures = measure(town, ROUNDS)
    print(figures)
    assert figures.left > 0
    assert (figures.revocations, figures.late, figures.again) == (ROUNDS, 0, 0)
    assert figures.worst <= 1.0
