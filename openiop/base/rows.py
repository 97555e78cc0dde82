"""What every table shares: a UUIDv7 made here, the organisation it belongs to, and when it was written."""

import uuid
from typing import Any

import uuid_utils
from django.db import models
from django.utils import timezone


def uuid7() -> uuid.UUID:
    """A time-ordered identifier (RFC 9562, version 7) as a standard-library UUID."""
    return uuid.UUID(int=int(uuid_utils.uuid7()))


def house(*, db_index: bool = True) -> "models.ForeignKey[Any, Any]":
    """The organisation of a row.

    Without an index of its own in the tables that grow every day: every policy asks for the organisation, and the
    planner then reads the whole organisation's part of that index beside one that is a thousand times narrower.
    """
    return models.ForeignKey(
        "programs.Organisation", models.PROTECT, related_name="+", editable=False, db_index=db_index
    )


class Row(models.Model):
    """A row of one organisation. `client_path` says which lookup leads to the client it is about;
    None means that no client may read it as their own (the gate denies by default).

    `holds` says what kind of information about a client this is (openiop.base.items): its table stands behind a policy
    of the database. `about` is the lookup that leads staff to the client where clients have no way of their own.
    """

    client_path: str | None = None
    holds: str | None = None
    about: str | None = None

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = house()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
