"""Who may act for whom: a client for themself, staff by their right; and who waits for whom."""

from typing import Any, Literal

from django.db import connection

from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.privacy.consents import Consent


def require_for(by: Any, client: Client, permission: Permission) -> None:
    """Raises Refused unless `by` is this client, or has the right in the client's organisation."""
    if isinstance(by, Client):
        if by.pk != client.pk:
            raise Refused(permission)
        return
    require(by, permission)
    if by.organisation_id != client.organisation_id:
        raise Refused(permission)


def staff_of(by: Any) -> Staff | None:
    """The member of staff who acts, None for anybody else."""
    return by if isinstance(by, Staff) else None


def hold(consent: Consent, *, against: Literal["FOR UPDATE", "FOR SHARE"]) -> Consent:
    """Locks a consent to the end of the transaction and reads it anew.

    Whoever discloses shares the lock with others who disclose; whoever ends it waits for them and they for it. The
    reading is a statement of its own: one that had waited would still see the rows beside it as they were before.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM privacy_consent WHERE id = %s {against}", [consent.pk])  # noqa: S608
    return Consent.objects.select_related("client", "program__site", "revocation", "reached", "now_revocable").get(
        pk=consent.pk
    )
