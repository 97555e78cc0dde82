"""Ways in that were sent to clients. The secret itself is never kept, only its fingerprint."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row


class SignInLink(Row):
    """One link, sent to one address, good for one sign-in until `expires_at`."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the secret, hex
    sent_to = models.EmailField()
    sent_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(used_at__lt=F("expires_at")), name="link_used_in_its_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"], name="link_by_client")]

    def __str__(self) -> str:
        return f"{self.sent_to} until {self.expires_at:%Y-%m-%d %H:%M}"

    def works_at(self, now: datetime) -> bool:
        """Whether it can still be used."""
        return self.used_at is None and now < self.expires_at
