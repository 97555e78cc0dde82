from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.installation import installation

__all__ = ["installation"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Lets the fixture know that the walk failed, so that it keeps pictures of where."""
    report = yield
    if report.when == "call":
        item.failed_call = report.failed  # type: ignore[attr-defined]
    return report
