"""The key with which the database checks who acts: kept where the application cannot read it."""

from uuid import uuid4

from django.db import connection

from openiop.base import context


def install() -> None:
    """Puts this installation's key in place of whatever was there. Needs the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM privacy_key WHERE key <> %s", [context.key()])
        cursor.execute("INSERT INTO privacy_key VALUES (%s) ON CONFLICT DO NOTHING", [context.key()])


def fits() -> bool:
    """Whether the database believes what this installation signs."""
    with context.standing(context.everything(uuid4())), connection.cursor() as cursor:
        cursor.execute("SELECT privacy_kind()")
        return bool(cursor.fetchone()[0] == context.SYSTEM)
