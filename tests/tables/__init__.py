"""The kept tables (openiop/base/database/tables.sql): how they are written, and what the migrations come to."""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

import openiop
from openiop.base import context
from openiop.base.database import tables
from openiop.base.privacy import keys
from openiop.doors.cli import migrate
from openiop.engines.postgres.binaries import find_binaries
from tests.aside import drop_database, maintenance, run_aside

# what pg_dump writes around the statements; never what stands in a function's body
HEADS = re.compile(r"\n*^--\n-- (Name: |PostgreSQL database dump).*\n--\n+", re.MULTILINE)
SETTINGS = re.compile(
    r"^(\\(un)?restrict .*|-- Dumped (from|by) .*|SELECT pg_catalog\.set_config\('search_path', '', false\);"
    r"|SET (\w+_timeout|client_encoding|standard_conforming_strings|check_function_bodies|xmloption|client_min_messages"
    r"|row_security|default_tablespace|default_table_access_method) = .*;|COMMENT ON EXTENSION .*;)\n+",
    re.MULTILINE,
)


@contextmanager
def empty_database(name: str) -> Iterator[None]:
    """Django's connection stands in a new database meanwhile."""
    before = connection.settings_dict["NAME"]
    connections.close_all()
    drop_database(name)
    run_aside(f'CREATE DATABASE "{name}"')
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before
        drop_database(name)


def migrate_from_nothing() -> None:
    """Every migration, one after the other."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def as_dumped(*, rights: bool) -> str:
    """What stands in the database now, without its rows, in statements."""
    said = connection.get_connection_params()
    words = [find_binaries().program("pg_dump"), "--schema-only", "--no-owner"]
    words += [] if rights else ["--no-privileges"]
    words += [f"--{name}={said[name]}" for name in ("host", "port") if said.get(name)]
    words += [f"--username={said['user']}", f"--dbname={said['dbname']}", "--no-password"]
    done = subprocess.run(
        words, env={"PGPASSWORD": str(said.get("password") or ""), "LC_ALL": "C"}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"pg_dump: {done.stderr.strip()}")
    return SETTINGS.sub("", HEADS.sub("\n", done.stdout)).strip() + "\n"


def applied() -> list[tuple[Any, ...]]:
    """The migrations that the database knows of, as they were applied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return list(cursor.fetchall())


def text() -> str:
    """What belongs into tables.sql, from the database that stands now."""
    rows = ",\n".join(f"  ('{app}', '{name}', now())" for app, name in applied())
    return f"{as_dumped(rights=False)}INSERT INTO public.django_migrations (app, name, applied) VALUES\n{rows};\n"


def template() -> str:
    """A migrated database, made once for these migrations and copied for every test run; its name."""
    changes = sorted(Path(openiop.__file__).parent.rglob("migrations/*.py"))
    content = context.key() + b"".join(file.read_bytes() for file in (*changes, tables.KEPT, Path(tables.__file__)))
    name = f"openiop_template_{hashlib.sha256(content).hexdigest()[:12]}"
    with maintenance() as aside:
        aside.execute("SELECT pg_advisory_lock(hashtext('openiop_template'))")  # two workers begin at once
        there = {
            row[0] for row in aside.execute("SELECT datname FROM pg_database WHERE datname ~ '^openiop_template_'")
        }
        if name not in there:
            for old in there:
                drop_database(old)
            with empty_database("openiop_unfinished"):
                migrate.apply(migrate.pending())
                keys.install()
                connections.close_all()
                aside.execute(f'ALTER DATABASE openiop_unfinished RENAME TO "{name}"')
    return name


def write() -> None:
    """Writes tables.sql anew."""
    with empty_database("openiop_test_tables"):
        migrate_from_nothing()
        tables.KEPT.write_text(text(), encoding="utf-8")
