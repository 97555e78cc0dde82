"""Fixtures that every room's tests share. The people are in tests/cast.py."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases
from django.utils import translation

from tests.aside import drop_database, run_aside

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path) -> None:
    """Passwords are hashed cheaply and mail stays in memory."""
    settings.STAFF_NEED_SECOND_FACTOR = False  # tests of that step turn it on
    settings.DATABASE_ROLE = "openiop_app"  # a request is served as the application, whoever owns the test's tables
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that answered somebody in Spanish leaves this thread in Spanish; the next test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    """Test databases are copies of one that is migrated already."""
    from tests import tables

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = tables.template()


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker, request) -> Iterator[str]:
    """A database of this test's own, where commits are real: for threads, processes and browsers.

    It is a copy of the migrated test database and is dropped afterwards (append-only tables refuse TRUNCATE, so
    Django's transactional tests cannot clean up behind themselves, and need not). Yields its name.
    """
    with django_db_blocker.unblock():
        test_name = connection.settings_dict["TEST"]["NAME"]
        if connection.settings_dict["NAME"] != test_name:  # pytest-django makes none where no test asks for `db`
            setup_databases(verbosity=0, interactive=False, keepdb=True, aliases={"default"})
        template = connection.settings_dict["NAME"]
        name = f"{template}_own"
        connections.close_all()
        drop_database(name)
        run_aside(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
        try:
            yield name
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = template
            drop_database(name)
