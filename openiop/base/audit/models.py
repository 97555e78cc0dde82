"""Who did what, to whom, when, why and from where. Rows carry no foreign keys, so that the record never interferes
with live data and outlives it (45 CFR 164.312(b))."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from openiop.base.rows import uuid7


class Event(models.Model):
    """One act. Append-only: the database refuses UPDATE and DELETE, and links each event to the one before it when
    its transaction commits (tables audit_link and audit_head, which the application cannot touch).

    An event that signs or keeps a row for good carries its `seal`: a digest of that row as it stood.
    """

    client_path: ClassVar[str | None] = "client_id"
    holds: ClassVar[str | None] = "audit"  # openiop.base.items

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True, default="")
    door = models.CharField(max_length=80, blank=True, default="")
    sealed_kind = models.CharField(max_length=80, blank=True, default="")
    sealed_id = models.UUIDField(null=True)
    seal = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["client_id", "-at"], name="audit_by_client"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
            models.Index(fields=["organisation_id", "-at"], name="audit_by_time"),
            models.Index(
                fields=["organisation_id", "sealed_kind", "sealed_id"],
                condition=~models.Q(sealed_kind=""),
                name="audit_by_seal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb}"


class Reading(models.Model):
    """One member of staff looked at one client's record through one door within one hour, `count` times.

    Counted aside, so that a page never waits for the chain; a job turns finished hours into events. Only the
    database's own functions write here: whoever reads cannot take the trace away.
    """

    client_path: ClassVar[str | None] = "client_id"
    holds: ClassVar[str | None] = "audit"  # openiop.base.items

    organisation_id = models.UUIDField()
    actor_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)
    client_id = models.UUIDField()
    door = models.CharField(max_length=80)
    hour = models.DateTimeField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)
    address = models.CharField(max_length=45, blank=True)
    basis = models.CharField(max_length=20, blank=True, default="")  # by which relationship; "": by none

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["client_id", "hour", "actor_id", "door"], name="reading_once_an_hour")
        ]
        indexes: ClassVar = [models.Index(fields=["hour"], name="reading_by_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.actor_name} {self.door}"
