"""The keys, wrapped. None of them is of any use without the installation's root."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from openiop.base.rows import Row


class Key(Row):
    """One version of one key. `wrapped` is empty once it was shredded, or (an organisation's) replaced."""

    class Kind(models.TextChoices):
        # (words for engineers: no page shows them)
        HOUSE = "house", "of the organisation"  # wraps the others; wrapped by the root
        DATA = "data", "of a client"  # seals texts; of nobody in particular where `owner` is empty
        INDEX = "index", "of the blind index"  # never changes: what was indexed must be found again

    kind = models.CharField(max_length=5, choices=Kind)
    owner = models.UUIDField(null=True)  # the client; no foreign key: this room stands below people
    version = models.PositiveIntegerField()
    under = models.PositiveIntegerField()  # the version of the organisation's key that wraps it; 0: the root
    wrapped = models.BinaryField()
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "owner", "version"],
                nulls_distinct=False,
                name="sealed_key_version_once",
            ),
            models.CheckConstraint(condition=Q(shredded_at=None) | Q(wrapped=b""), name="sealed_key_shredded_is_gone"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} key, version {self.version}"


class Rotation(Row):
    """One change of all keys of an organisation: what it aims at, and how far it came."""

    to_version = models.PositiveIntegerField()  # of the organisation's key
    total = models.PositiveIntegerField()  # owners whose keys change
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(finished_at=None), name="sealed_one_rotation_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"to version {self.to_version}"
