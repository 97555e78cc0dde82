"""Telling every open board that there is something new: which session, and nothing else."""

from django.db import connection

from openiop.care.calendar.models import Session
from openiop.care.encounters.tickets import CHANNEL


def tell(session: Session) -> None:
    """Sent by PostgreSQL when this transaction commits, and only then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(session.pk)])
