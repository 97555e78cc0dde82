"""A new installation's tables are those that the migrations make."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from openiop.base.database import tables
from openiop.doors.cli import migrate
from tests.at_once import at_once
from tests.tables import applied, as_dumped, empty_database, migrate_from_nothing, text

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def open_database(django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        yield


def test_kept_tables_are_what_the_migrations_come_to_rights_included(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL writes a condition a little differently once it has read what it wrote: so both are read once."""
    with empty_database("openiop_test_tables_a"):
        migrate_from_nothing()
        (tmp_path / "now.sql").write_text(text())
        rights, known = rights_in(as_dumped(rights=True)), set(applied())
    with empty_database("openiop_test_tables_b"):
        migrate.apply(migrate.pending())
        kept = as_dumped(rights=False)
        assert (set(applied()), migrate.pending()) == (known, [])
        assert rights_in(as_dumped(rights=True)) == rights
    monkeypatch.setattr(tables, "KEPT", tmp_path / "now.sql")
    with empty_database("openiop_test_tables_b"):
        tables.load(connection)
        assert kept.splitlines() == as_dumped(rights=False).splitlines(), "make tables"
    assert len(rights) > 100, "rights were not compared"


def rights_in(dump: str) -> list[str]:
    return [line for line in dump.splitlines() if line.startswith(("GRANT ", "REVOKE ", "ALTER DEFAULT PRIVILEGES "))]


def test_of_two_who_begin_at_once_one_makes_the_tables() -> None:
    with empty_database("openiop_test_tables_d"):
        made = at_once([lambda: tables.load(connection)] * 3)
        assert sorted(made)[:2] == [0, 0] and sorted(made)[2] > 100


def test_tables_are_made_once_and_only_where_there_are_none() -> None:
    with empty_database("openiop_test_tables_c"):
        assert tables.load(connection) > 100
        assert tables.load(connection) == 0
    with empty_database("openiop_test_tables_c"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_elses (id int)")
        assert tables.load(connection) == 0
