"""Work items: who, what, by when, from which room."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import ROLE_NAMES, Role
from openiop.base.programs.models import Program
from openiop.base.rows import Row


class WorkItem(Row):
    """Something that somebody has to do. Made by the room where the need arises; closed by doing it."""

    holds = Item.WORK
    about = "client"

    class Severity(models.TextChoices):
        NOW = "now", _("Now")
        TODAY = "today", _("Today")
        SOON = "soon", _("Soon")

    program = models.ForeignKey(Program, models.PROTECT, related_name="work")
    kind = models.CharField(max_length=60)  # room.need: "measures.safety_alert", "plan.review_due"
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="work")
    assigned_to = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="work")
    role = models.CharField(max_length=20, blank=True, choices=[(r.value, ROLE_NAMES[r]) for r in Role])
    severity = models.CharField(max_length=6, choices=Severity, default=Severity.SOON)
    due_at = models.DateTimeField(null=True, blank=True)
    link = models.CharField(max_length=200, blank=True)  # path of the page where it is done
    source = models.CharField(max_length=120)  # what it is about, so that the same need is asked once
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "source"],
                condition=models.Q(done_at=None),
                name="work_asked_once",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None, outcome="") | models.Q(done_at__isnull=False),
                name="work_outcome_when_done",
            ),
            models.CheckConstraint(
                condition=models.Q(assigned_to__isnull=False) | ~models.Q(role=""), name="work_has_an_owner"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["program", "due_at"], condition=models.Q(done_at=None), name="work_open"),
        ]

    def __str__(self) -> str:
        return self.title
