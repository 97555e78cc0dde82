"""What somebody with all rights could do to the audit, and whether it is seen."""

from typing import Any

from django.db import connection

from openiop.base.audit.verify import Verdict, verify


def settle() -> None:
    """What a commit does: the events written so far are linked."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")


def run(statement: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def look(house: Any, **options: Any) -> Verdict:
    """The verdict on this house's organisation."""
    return verify(connection.connection, house.organisation.pk, **options)


def unguarded(table: str, statement: str, *values: Any) -> None:
    """The statement with every trigger of the table switched off, as its owner or a superuser can."""
    settle()
    run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    run(statement, *values)
    run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
