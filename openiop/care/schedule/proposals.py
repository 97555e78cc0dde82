"""Weeks that were proposed, and weeks that were published: kept as they were, so that it can be said later why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.base.rows import Row


class Proposal(Row):
    """A week that the engine worked out. `problem` and `plan` are its JSON (ids alone, no names); once it is ready the
    database refuses to change them. `progress`: {"share": 0…1, "tiers": [...]} while it works."""

    holds = Item.HOURS

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        WORKING = "working", _("Working")
        READY = "ready", _("Ready")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")
        USED = "used", _("Published")
        ASIDE = "aside", _("Set aside")

    OPEN = (State.WAITING, State.WORKING)

    program = models.ForeignKey(Program, models.PROTECT, related_name="proposals")
    week = models.DateField()  # first local day
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # None: the nightly run
    asked_at = models.DateTimeField(default=timezone.now)
    seed = models.PositiveIntegerField(default=0)
    effort = models.PositiveIntegerField(default=100)  # percent of the usual
    keeps = models.JSONField(default=dict)  # what must stay: {"sessions": [ids], "clients": [ids], "max_changes": n}
    problem_digest = models.CharField(max_length=64, blank=True)
    base_digest = models.CharField(max_length=64, blank=True)  # of the week as it was planned then
    problem = models.JSONField(null=True)
    plan = models.JSONField(null=True)
    progress = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # when the job was last heard of
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program"], condition=Q(state__in=["waiting", "working"]), name="one_proposal_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "used"])
                | Q(problem__isnull=False, plan__isnull=False, ended_at__isnull=False),
                name="ready_proposal_has_its_plan",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") & ~Q(error="") | ~Q(state="failed") & Q(error=""),
                name="failed_proposal_says_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["program", "-asked_at"], name="proposal_by_program")]

    def __str__(self) -> str:
        return f"{self.week} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether it waits or works."""
        return self.state in self.OPEN

    @property
    def tiers(self) -> list[dict[str, object]]:
        """The tiers with their bounds: of the plan, or of the best found so far."""
        found: list[dict[str, object]] = (self.plan or self.progress).get("tiers", [])
        return found


class Publication(Row):
    """A week that became the calendar. `before` and `after` are plans (JSON, ids alone); `done` says what was made of
    each, so that it can be taken back until something of it has happened."""

    holds = Item.HOURS

    program = models.ForeignKey(Program, models.PROTECT, related_name="publications")
    week = models.DateField()
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="publications")
    base_digest = models.CharField(max_length=64)
    plan_digest = models.CharField(max_length=64)
    before = models.JSONField()
    after = models.JSONField()
    done = models.JSONField(default=dict)
    affected = models.JSONField(default=dict)  # {"clients": [ids], "staff": [ids]}
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-published_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program", "week", "base_digest", "plan_digest"],
                condition=Q(undone_at=None),
                name="published_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.plan_digest[:8]}"
