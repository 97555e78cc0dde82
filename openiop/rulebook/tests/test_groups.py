"""How many people a group may have (BIL-11)."""

from datetime import date

import pytest

from openiop.rulebook.groups import limit_of

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "kind", "most", "cited"),
    [
        ("TX", "group", 16, True),
        ("tx", "skills", 16, True),
        ("TX", "education", 35, True),
        ("MA", "group", 12, False),
        ("", "education", 12, False),
    ],
)
def test_bil_11_the_limit_of_a_state_and_kind(state: str, kind: str, most: int, cited: bool) -> None:
    limit = limit_of(state, kind, DAY)
    assert limit and limit.most == most and bool(limit.citation) is cited


def test_bil_11_an_individual_session_is_no_group() -> None:
    assert limit_of("TX", "individual", DAY) is None


def test_bil_11_a_rule_does_not_hold_before_its_day() -> None:
    limit = limit_of("TX", "group", date(2020, 12, 31))
    assert limit and limit.citation == ""
