"""Statements outside the database that Django's connection stands in: to make and drop whole databases."""

from typing import Any

import psycopg
from django.db import connection


def maintenance() -> psycopg.Connection[Any]:
    """A connection to the server's maintenance database, in autocommit mode."""
    params = connection.get_connection_params() | {"dbname": "postgres"}
    keep = {key: params[key] for key in ("dbname", "user", "password", "host", "port") if params.get(key)}
    return psycopg.connect(**keep, autocommit=True)


def run_aside(*statements: str) -> None:
    """Runs statements outside any transaction."""
    with maintenance() as aside:
        for statement in statements:
            aside.execute(statement)


def drop_database(name: str) -> None:
    """Ends whoever is still connected, then drops it. (Not WITH (FORCE): it would have to end an autovacuum worker too,
    which only a superuser may; a plain DROP waits for that worker.)"""
    others = f"datname = '{name}' AND backend_type = 'client backend'"
    run_aside(
        f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}",
        f'DROP DATABASE IF EXISTS "{name}"',
    )
