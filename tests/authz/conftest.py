"""The world of these tests, built once and taken back afterwards."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import setup_databases

from tests.authz.world import World, build

TOTALS: dict[str, Counter[str]] = {}  # what was asked -> what came of it, from every process
LINES: list[str] = []


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str, int, list[str]], None]:
    """Tells of mutants at the end of the run, whichever process made them."""

    def tell(what: str, killed: int, survivors: list[str]) -> None:
        record_property("authz", [what, {"mutants": killed + len(survivors), "killed": killed}, sorted(survivors)])

    return tell


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    for name, told in report.user_properties if report.when == "call" else ():
        if name == "authz":
            what, counts, lines = told  # type: ignore[misc]
            TOTALS.setdefault(what, Counter()).update(counts)
            LINES.extend(f"  {what}: {line}" for line in lines)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for what, counts in TOTALS.items():
        terminalreporter.write_line(f"{what}: " + ", ".join(f"{n} {word}" for word, n in counts.items()))
    for line in LINES:
        terminalreporter.write_line(line)


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] != connection.settings_dict["TEST"]["NAME"]:
            setup_databases(verbosity=0, interactive=False, keepdb=True, aliases={"default"})
        with transaction.atomic():
            yield build()
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def nothing_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test leaves the world as it found it. Thousands of refusals are not worth a line of log each."""
    if "world" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("world")
    logging.disable(logging.CRITICAL)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
