"""Neutral messages that leave the house: nothing in them says "treatment" (rules.md 3.5, reminders)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.base.sealed.fields import SealedTextField


class Message(Row):
    """One outgoing message; kept, so that what was sent can be shown. What carries a way in is forgotten."""

    client_path = "to_client"
    holds = Item.MESSAGES

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    to_client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="messages")
    to_staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="messages")
    address = models.EmailField()
    subject = models.CharField(max_length=120)
    # What it says, sealed; None where it was forgotten after sending, or was sent by a version before sealing.
    body = SealedTextField(db_column="sealed_body", null=True, owner="to_client_id")
    forget = models.BooleanField(default=False, db_default=False)  # it carries a way in: kept until it is sent only
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    key = models.CharField(max_length=120)  # the same key is never sent twice

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="message_sent_once"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at=None),
                name="message_sent_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.subject}"
