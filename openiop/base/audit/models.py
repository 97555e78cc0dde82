"""Who did what, to whom, when and why. Rows carry no foreign keys, so that the record never interferes with
live data and outlives it (45 CFR 164.312(b))."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from openiop.base.rows import uuid7


class Event(models.Model):
    """One act. Append-only: the database refuses UPDATE and DELETE."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation_id = models.UUIDField(db_index=True)
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

    class Meta:
        indexes: ClassVar = [models.Index(fields=["client_id", "-at"], name="audit_by_client")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb}"
