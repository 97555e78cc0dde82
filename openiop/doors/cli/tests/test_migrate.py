"""A change of the tables never waits long behind somebody else's work, and is whole or not there."""

import time
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from openiop.doors.cli import migrate
from openiop.doors.cli.refusal import Refusal

LAST = ("virtual", "0002_breakouts_and_asides")
BEFORE = ("virtual", "0001_initial")


def made() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('virtual_helpcall') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def test_a_table_in_use_is_told_in_one_line_and_nothing_is_half_done(
    committed_db: str, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 1)
    with django_db_blocker.unblock():
        MigrationExecutor(connection).migrate([BEFORE])
        missing = migrate.pending()
        assert f"{LAST[0]}.{LAST[1]}" in missing and not made()
        params = connection.get_connection_params() | {"dbname": committed_db}
        keep = {key: params[key] for key in ("dbname", "user", "password", "host", "port") if params.get(key)}
        with psycopg.connect(**keep) as busy:
            busy.execute("SELECT count(*) FROM virtual_admission")  # as a question of the running program does
            began = time.monotonic()
            with pytest.raises(Refusal) as refused:
                migrate.apply(missing)
            assert time.monotonic() - began >= 1
        said = str(refused.value)
        assert "virtual.0002" in said and "openiop migrate" in said and "\n" not in said
        assert not made(), "the table of the migration's first step stayed"
        assert migrate.pending() == missing
        migrate.apply(missing)
        assert made() and migrate.pending() == []
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone()[0] == "0"
