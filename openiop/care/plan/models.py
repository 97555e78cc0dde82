"""The plan: problems, goals, objectives, interventions, the prescribed dose, signatures and reviews."""

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.care.intake.models import Diagnosis
from openiop.care.placement.models import Episode


class Service(models.TextChoices):
    """The services a plan can prescribe; the calendar plans them under the same names."""

    GROUP = "group", _("Group therapy")
    SKILLS = "skills", _("Skills group")
    EDUCATION = "education", _("Education group")
    INDIVIDUAL = "individual", _("Individual counseling")
    FAMILY = "family", _("Family session")
    CASE = "case", _("Case management")
    MEDICAL = "medical", _("Medication visit")


def whose(*, db_index: bool = True) -> "models.ForeignKey[Any, Any]":
    """The client a part of a plan is about, so that a wall needs to ask no other table: the database takes it from the
    row above, whatever is written into it. A row that was just made has to be read again to know it."""
    return models.ForeignKey(Client, models.PROTECT, related_name="+", editable=False, db_index=db_index)


class Plan(Row):
    """One version of a person's plan. Active once client and clinician have signed; a change is a new version."""

    client_path = "client"
    holds = Item.HOURS

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        REPLACED = "replaced", _("Replaced")
        WITHDRAWN = "withdrawn", _("Set aside before both signed")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plans")
    client = whose()
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    active_from = models.DateField(null=True)
    review_due = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["episode", "version"], name="plan_version_once"),
            models.UniqueConstraint(fields=["episode"], condition=Q(state="active"), name="one_active_plan"),
            models.UniqueConstraint(fields=["episode"], condition=Q(state="draft"), name="one_draft_plan"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(active_from__isnull=False, review_due__isnull=False),
                name="active_plan_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.episode.client} v{self.version}"


class Problem(Row):
    """What is in the way, as client and clinician put it."""

    client_path = "client"
    holds = Item.PLAN

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="problems")
    client = whose(db_index=False)
    text = models.CharField(_("problem"), max_length=300)
    diagnosis = models.ForeignKey(Diagnosis, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class Goal(Row):
    """Where the person wants to get, with their own words beside it."""

    client_path = "client"
    holds = Item.PLAN

    class Status(models.TextChoices):
        STARTING = "starting", _("Starting")
        PRACTICING = "practicing", _("Practicing")
        HOLDING = "holding", _("Holding")
        REACHED = "reached", _("Reached")
        SET_ASIDE = "set_aside", _("Set aside")

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="goals")
    client = whose()
    title = models.CharField(_("goal"), max_length=200)
    own_words = models.CharField(_("in their own words"), max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.STARTING)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Objective(Row):
    """A step toward a goal that can be seen to be done, with owner and target date. Notes link here."""

    client_path = "client"
    holds = Item.PLAN

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="objectives")
    client = whose(db_index=False)
    text = models.CharField(_("objective"), max_length=300)
    owner = models.CharField(_("who does it"), max_length=120)
    target_date = models.DateField(_("target date"))
    status = models.CharField(max_length=10, choices=Goal.Status, default=Goal.Status.STARTING)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class Intervention(Row):
    """What the program does toward an objective: which service, how often, by whom, until when."""

    client_path = "client"
    holds = Item.PLAN

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="interventions")
    client = whose(db_index=False)
    text = models.CharField(_("intervention"), max_length=300)
    modality = models.CharField(_("service"), max_length=12, choices=Service)
    frequency = models.CharField(_("how often"), max_length=80, blank=True)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    target_date = models.DateField(_("target date"))

    def __str__(self) -> str:
        return self.text


class PrescribedDose(Row):
    """Minutes and days a week over a stretch of weeks; the taper is the later rows. Minutes, never hours, inside."""

    client_path = "client"
    holds = Item.HOURS

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="doses")
    client = whose()
    during = DateRangeField()
    weekly_minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(30), MaxValueValidator(2400)])
    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    day_minutes = models.PositiveSmallIntegerField(validators=[MaxValueValidator(720)])
    by_modality = models.JSONField(default=dict, blank=True)  # calendar kind -> minutes a week
    is_taper = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["during"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_dose_at_a_time",
                expressions=[("plan", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(days__range=(1, 7)), name="dose_days_in_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.weekly_minutes} min over {self.days} days"


class Signature(Row):
    """Who agreed to exactly which words. Append-only; `content` is the plan as it stood when signed."""

    client_path = "plan__episode__client"
    holds = Item.PLAN

    class Kind(models.TextChoices):
        CLIENT = "client", _("Client")
        CLINICIAN = "clinician", _("Clinician")
        COSIGNER = "cosigner", _("Co-signer")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    witnessed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "kind"], name="plan_signed_once_by_each"),
            models.CheckConstraint(
                condition=Q(kind="client", client__isnull=False, staff=None)
                | ~Q(kind="client") & Q(staff__isnull=False, client=None),
                name="signature_has_its_signer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.signed_at:%Y-%m-%d}"


class Review(Row):
    """The plan read again with the client: what came of it, and when next."""

    client_path = "plan__episode__client"
    holds = Item.PLAN

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    findings = models.TextField()
    safety_plan_reviewed = models.BooleanField(default=False, db_default=False)
    next_due = models.DateField()

    class Meta:
        ordering: ClassVar = ["-reviewed_on"]

    def __str__(self) -> str:
        return f"{self.reviewed_on}"
