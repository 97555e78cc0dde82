"""Instruments asked and answered. An answer is never edited: a correction is a new row that names the old one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row, house


class Response(Row):
    """One instrument answered once, scored by the rulebook at that moment."""

    client_path = "client"
    holds = Item.MEASURES

    class Source(models.TextChoices):
        STAFF = "staff", _("Asked by staff")
        PORTAL = "portal", _("Answered by the client")
        IMPORT = "import", _("Imported")

    organisation = house(db_index=False)  # nor the client: response_trend
    client = models.ForeignKey(Client, models.PROTECT, related_name="responses", db_index=False)
    instrument = models.SlugField()
    version = models.CharField(max_length=20)
    answered_at = models.DateTimeField(default=timezone.now)
    answers = models.JSONField()  # item code -> integer (or text where the item is free)
    total = models.SmallIntegerField(null=True)  # None: incomplete forms are not scored (INS-1)
    band = models.CharField(max_length=40, blank=True)
    alerts = models.JSONField(default=list)
    source = models.CharField(max_length=8, choices=Source)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    key = models.CharField(max_length=80, blank=True)  # the same form sent twice is one answer

    class Meta:
        ordering: ClassVar = ["answered_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], condition=~Q(key=""), name="response_sent_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "instrument", "answered_at"], name="response_trend")]

    def __str__(self) -> str:
        return f"{self.instrument} {self.answered_at:%Y-%m-%d}"


class SafetyAlert(Row):
    """An answer that cannot wait (INS-2): raised in the same transaction as the answer, open until somebody acts."""

    holds = Item.MEASURES
    about = "client"

    client = models.ForeignKey(Client, models.PROTECT, related_name="safety_alerts")
    response = models.ForeignKey(Response, models.PROTECT, related_name="safety_alerts")
    item = models.CharField(max_length=40)
    value = models.SmallIntegerField()
    raised_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    action_taken = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-raised_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="alert_once_per_item"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, action_taken="")
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(action_taken=""),
                name="alert_answered_by_whom_when_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} = {self.value}"
