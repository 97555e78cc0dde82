"""The recipients' pages: a link for each, of which only the fingerprint of the secret is kept."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from openiop.base.items import Item
from openiop.base.people.models import Staff
from openiop.base.privacy.consents import Consent, Recipient
from openiop.base.rows import Row


class SharedPage(Row):
    """One recipient's way to what one consent lets them see. A code sent to their own e-mail opens it each time.

    token_hash: SHA-256 of the link's secret. code_hash: keyed hash of the six digits that were sent last; tries:
    wrong ones since then.
    """

    client_path = "consent__client"
    holds = Item.CONSENT

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="pages")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="pages")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField()
    sent_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # None: the client
    expires_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    code_sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["consent", "-created_at"], name="shared_page_by_consent")]

    def __str__(self) -> str:
        return f"{self.recipient} until {self.expires_at:%Y-%m-%d}"

    def works_at(self, now: datetime) -> bool:
        """Whether the link itself is still good; whether the consent is, the consent knows."""
        return now < self.expires_at

    @property
    def works(self) -> bool:
        return self.works_at(timezone.now())
