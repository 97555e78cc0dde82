"""Seats offered to make a week whole again."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.care.calendar.models import Seat, Session
from openiop.care.schedule import drafts, proposals  # noqa: F401 - tables of stories of their own


class MakeupOffer(Row):
    """One free seat, offered to one client who may otherwise not reach their hours this week.

    It holds no seat: whoever takes it first has it. `reasons` are codes of why it was proposed (ranking.Reason), as
    they stood then. Once answered it keeps who answered, when, and the seat.
    """

    client_path = "client"
    holds = Item.HOURS

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        TAKEN = "taken", _("Taken")
        DECLINED = "declined", _("Not wanted")
        GONE = "gone", _("Somebody else was faster")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GIVEN_BACK = "given_back", _("Given back")

    client = models.ForeignKey(Client, models.PROTECT, related_name="makeup_offers")
    session = models.ForeignKey(Session, models.PROTECT, related_name="makeup_offers")
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    minutes = models.PositiveSmallIntegerField()  # what it would add to the week
    reasons = models.JSONField(default=list)
    offered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    seat = models.OneToOneField(Seat, models.PROTECT, null=True, related_name="makeup_offer")

    class Meta:
        ordering: ClassVar = ["offered_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "session"], condition=Q(state="offered"), name="seat_offered_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", answered_at=None) | ~Q(state="offered") & Q(answered_at__isnull=False),
                name="offer_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["taken", "given_back"], seat__isnull=False)
                | ~Q(state__in=["taken", "given_back"]) & Q(seat=None),
                name="offer_taken_has_a_seat",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-offered_at"], name="offer_by_client")]

    def __str__(self) -> str:
        return f"{self.client_id} {self.session_id} {self.state}"

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether it can still be taken."""
        return self.state == self.State.OFFERED and self.expires_at > (now or timezone.now())
