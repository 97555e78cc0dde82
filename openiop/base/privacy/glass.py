"""Breaking the glass: a record opened in an emergency by somebody who has no relationship to it (42 CFR 2.51, 2.16).

Every row only grows: opening, closing early and what the privacy officer found are rows of their own. While it is open
a trigger lends the one who broke it a reach of their own; counseling notes ask for no reach and stay closed.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.rulebook.consent.clocks import REVIEW_HOURS

HOURS = 4  # a broken glass closes by itself


def in_four_hours() -> datetime:
    return timezone.now() + timedelta(hours=HOURS)


class Glass(Row):
    """Somebody opened a record in an emergency: who, whose, what the emergency is, why it could not wait."""

    client_path = "client"
    holds = Item.CONSENT

    client = models.ForeignKey(Client, models.PROTECT, related_name="glasses")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="glasses")
    nature = models.CharField(_("nature of the emergency"), max_length=300)
    reason = models.TextField(_("why you need the record now"))
    at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(default=in_four_hours, editable=False)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(nature="") & ~Q(reason=""), name="glass_says_what_and_why"),
            models.CheckConstraint(
                condition=Q(until__gt=F("at")) & Q(until__lte=F("at") + timedelta(hours=HOURS, minutes=1)),
                name="glass_closes_by_itself",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["staff", "until"], name="glass_by_staff"),
            models.Index(fields=["organisation", "-at"], name="glass_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.staff} opened {self.client}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def review_due(self) -> datetime:
        """Until when the privacy officer looks at it."""
        return self.at + timedelta(hours=REVIEW_HOURS)


class GlassClosing(Row):
    """It was closed before it closed by itself."""

    client_path = "glass__client"
    holds = Item.CONSENT

    glass = models.OneToOneField(Glass, models.PROTECT, related_name="closing")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.glass}, closed {self.at:%H:%M}"


class GlassReview(Row):
    """What the privacy officer found about a broken glass."""

    client_path = "glass__client"
    holds = Item.CONSENT

    class Finding(models.TextChoices):
        NEEDED = "needed", _("It was an emergency, and the record was needed")
        NOT_NEEDED = "not_needed", _("It was not needed; we spoke about it")
        BREACH = "breach", _("It was a breach, and is recorded as one")

    glass = models.OneToOneField(Glass, models.PROTECT, related_name="review")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    finding = models.CharField(_("what you found"), max_length=10, choices=Finding)
    words = models.TextField(_("in your words"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="glass_review_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.glass}: {self.get_finding_display()}"
