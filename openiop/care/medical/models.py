"""Medications (MOUD among them) and toxicology."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row


class Medication(Row):
    """A medication this person takes or took, coded where the source was."""

    client_path = "client"
    holds = Item.MEDICAL

    class Status(models.TextChoices):
        ACTIVE = "active", _("Taking")
        STOPPED = "stopped", _("Stopped")
        WRONG = "entered_in_error", _("Entered in error")

    client = models.ForeignKey(Client, models.PROTECT, related_name="medications")
    system = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=30, blank=True)
    name = models.CharField(_("medication"), max_length=255)
    dose = models.CharField(_("dose and how often"), max_length=200, blank=True)
    is_moud = models.BooleanField(_("for opioid or alcohol use disorder"), default=False)
    status = models.CharField(max_length=16, choices=Status, default=Status.ACTIVE)
    started_on = models.DateField(_("since"), null=True, blank=True)
    stopped_on = models.DateField(_("until"), null=True, blank=True)
    prescriber = models.CharField(_("prescriber"), max_length=120, blank=True)
    source = models.CharField(max_length=12, default="clinician")
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["status", "-is_moud", "name"]

    def __str__(self) -> str:
        return self.name


class ToxicologyTest(Row):
    """A drug or alcohol test. A result is a fact beside attendance, never a gate in front of care."""

    client_path = "client"
    holds = Item.MEDICAL

    class Result(models.TextChoices):
        EXPECTED = "expected", _("Test as expected")
        UNEXPECTED = "unexpected", _("Test not as expected")
        DECLINED = "declined", _("Declined")
        PENDING = "pending", _("Waiting for the lab")

    client = models.ForeignKey(Client, models.PROTECT, related_name="toxicology")
    collected_at = models.DateTimeField()
    panel = models.CharField(_("panel"), max_length=120)
    result = models.CharField(_("result"), max_length=10, choices=Result, default=Result.PENDING)
    detail = models.TextField(_("detail"), blank=True)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")

    class Meta:
        ordering: ClassVar = ["-collected_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(panel=""), name="toxicology_names_its_panel"),
        ]

    def __str__(self) -> str:
        return f"{self.panel}: {self.get_result_display()}"
