"""The world of these tests, built once and taken back afterwards."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import setup_databases

from tests.authz.world import World, build


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
