"""What passes between one person and whoever leads, unseen by the others: a call for help, a private note; and what was
written in the chat where the program keeps it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.base.sealed.fields import SealedTextField
from openiop.care.calendar.models import Session


class HelpCall(Row):
    """Somebody needs their facilitator alone, or somebody who leads fears for them. Open until one of those who lead
    says that they see to it."""

    client_path = "client"
    holds = Item.HOURS  # whoever may lead sees it, with or without a right to the notes

    class Kind(models.TextChoices):
        ALONE = "alone", _("Needs you alone")
        DANGER = "danger", _("In danger")

    client = models.ForeignKey(Client, models.PROTECT, related_name="help_calls")
    session = models.ForeignKey(Session, models.PROTECT, related_name="help_calls")
    kind = models.CharField(max_length=6, choices=Kind)
    called_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # None: the client
    called_at = models.DateTimeField(default=timezone.now)
    seen_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["called_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "client", "kind"], condition=Q(seen_at=None), name="help_called_once"
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None) | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="help_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.called_at:%Y-%m-%d %H:%M}"


class Written(Row):
    """Words of a client to whoever leads alone, or, where the program keeps its chats, to the group. Append-only, on
    the writer's own chart."""

    client_path = "client"
    holds = Item.NOTES

    class To(models.TextChoices):
        LEADERS = "leaders", _("to whoever leads")
        GROUP = "group", _("to the group")

    client = models.ForeignKey(Client, models.PROTECT, related_name="written")
    session = models.ForeignKey(Session, models.PROTECT, related_name="written")
    to = models.CharField(max_length=7, choices=To)
    words = SealedTextField(owner="client_id", reseal=False)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["written_at"]
        indexes: ClassVar = [models.Index(fields=["session", "written_at"], name="written_in_session")]

    def __str__(self) -> str:
        return f"{self.to} {self.written_at:%Y-%m-%d %H:%M}"
