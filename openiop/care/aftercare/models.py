"""After discharge: the continuing-care plan, follow-up at 30, 90, 180 and 365 days, alumni, the way back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.care.placement.models import Discharge, Episode


class ContinuingCare(Row):
    """What goes on after the episode, written with the client before they leave."""

    client_path = "episode__client"
    holds = Item.AFTERCARE

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="continuing_care")
    own_words = models.TextField(_("what they want to keep, in their words"), blank=True)
    supports = models.TextField(_("people and groups that help"), blank=True)
    warning_signs = models.TextField(_("signs that things get harder"), blank=True)
    what_helps = models.TextField(_("what helps then"), blank=True)
    next_care = models.TextField(_("next care: who, where, when"), blank=True)
    medications = models.TextField(_("medications and who prescribes them"), blank=True)
    wants_alumni = models.BooleanField(_("wants to stay in touch as alumni"), default=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    agreed_name = models.CharField(max_length=120, blank=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_name="") | Q(agreed_at__isnull=False) & ~Q(agreed_name=""),
                name="continuing_care_agreed_by_whom_when",
            )
        ]

    def __str__(self) -> str:
        return str(self.episode)


class DischargeSummary(Row):
    """A summary written after the stay was closed, or an addition to one. Append-only, as the discharge itself."""

    client_path = "discharge__episode__client"
    holds = Item.AFTERCARE

    discharge = models.ForeignKey(Discharge, models.PROTECT, related_name="summaries")
    text = models.TextField(_("summary"))
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["created_at"]

    def __str__(self) -> str:
        return f"{self.discharge} {self.created_at:%Y-%m-%d}"


class FollowUp(Row):
    """A promised call after discharge."""

    client_path = "episode__client"
    holds = Item.AFTERCARE

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Reached")
        NO_ANSWER = "no_answer", _("No answer")
        DECLINED = "declined", _("Asked not to be called")
        RETURNED = "returned", _("Came back to treatment")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="follow_ups")
    day = models.PositiveSmallIntegerField()  # 30, 90, 180, 365
    due_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    notes = models.TextField(blank=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["episode", "day"], name="follow_up_once_per_day_mark"),
            models.CheckConstraint(
                condition=Q(outcome="", done_by=None, done_at=None)
                | ~Q(outcome="") & Q(done_by__isnull=False, done_at__isnull=False),
                name="follow_up_done_by_whom_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.episode} day {self.day}"


class Alumni(Row):
    """The same person, still in touch. Not a second record: a chapter of the first."""

    client_path = "client"
    holds = Item.AFTERCARE

    client = models.OneToOneField(Client, models.PROTECT, related_name="alumni")
    since = models.DateField()
    wants_contact = models.BooleanField(default=True)
    last_heard_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.client)
