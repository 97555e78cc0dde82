"""The log tells where a fault is, and never what somebody typed."""

import io
import logging

import pytest
from django.db import IntegrityError, connection, transaction

from config.logs import Line
from openiop.base.people.models import User


@pytest.fixture
def log():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(Line())
    logger = logging.getLogger("canary.test")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, written
    logger.removeHandler(handler)


def test_a_fault_of_the_database_is_logged_without_the_value_it_quotes(cast, log) -> None:
    logger, written = log
    user = User.objects.get(pk=cast.dana.user_id)
    with pytest.raises(IntegrityError) as fault, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_user SELECT (people_user).* FROM people_user WHERE id = %s", [user.pk])
    assert str(user.pk) in str(fault.value), "the database quotes what stands twice"
    logger.error("could not save", exc_info=fault.value)
    assert "IntegrityError" in written.getvalue() and "test_log_lines.py" in written.getvalue()
    assert str(user.pk) not in written.getvalue()


def test_causes_are_named_and_not_quoted(log) -> None:
    logger, written = log
    try:
        try:
            int("zq-canary-qz")
        except ValueError as error:
            raise RuntimeError("zq-canary-qz") from error
    except RuntimeError:
        logger.exception("stopped")
    assert "ValueError" in written.getvalue() and "RuntimeError" in written.getvalue()
    assert "zq-canary" not in written.getvalue()


def test_nothing_logged_can_look_like_another_line(log) -> None:
    logger, written = log
    logger.warning("Not Found: %s", "/x\n2026-01-01 INFO audit: all is well\x1b[2J")
    assert written.getvalue().count("\n") == 1
    assert "\x1b" not in written.getvalue()
