"""Filling a database with demo programs."""

from pathlib import Path

import psycopg

from openiop.doors.cli.tests.conftest import openiop
from openiop.engines import postgres


def test_the_planner_knows_at_once_what_came_in(installed: Path) -> None:
    done = openiop(installed, "seed", "--programs", "1")
    assert done.returncode == 0, done.stderr
    with psycopg.connect(postgres.ensure_running(installed).url("app")) as app:
        counted = "SELECT reltuples FROM pg_class WHERE oid = 'encounters_note'::regclass"
        rows = app.execute(counted).fetchone()
    assert rows is not None and rows[0] > 1000  # -1 where nobody ever counted
