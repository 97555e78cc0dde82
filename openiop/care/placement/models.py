"""Level of care and the episode: admit, continue, taper, step down or up, discharge."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program, Track
from openiop.base.rows import Row
from openiop.care.intake.models import Evaluation, Referral


class Episode(Row):
    """One stay in one program, from admission to discharge."""

    client_path = "client"
    holds = Item.IDENTITY

    class EntryRoute(models.TextChoices):
        PRIMARY = "primary", _("New to treatment here")
        STEP_DOWN = "step_down", _("Step down from residential or withdrawal management")
        STEP_UP = "step_up", _("Step up from outpatient")
        RETURN = "return", _("Coming back")

    client = models.ForeignKey(Client, models.PROTECT, related_name="episodes")
    program = models.ForeignKey(Program, models.PROTECT, related_name="episodes")
    track = models.ForeignKey(Track, models.PROTECT, related_name="episodes")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="episodes")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="episodes")
    therapist = models.ForeignKey(Staff, models.PROTECT, related_name="caseload")
    entry_route = models.CharField(max_length=10, choices=EntryRoute, default=EntryRoute.PRIMARY)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-opened_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "program"], condition=Q(closed_on=None), name="one_open_episode_per_program"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
                name="episode_closes_after_it_opens",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["program"], condition=Q(closed_on=None), name="episode_open"),
            models.Index(fields=["therapist"], condition=Q(closed_on=None), name="episode_caseload"),
        ]

    def __str__(self) -> str:
        return f"{self.client} from {self.opened_on}"


class Decision(Row):
    """A decision about the level of care: what the rules recommended, what a licensed human decided, and why they
    differ (rules.md 1.3). Append-only."""

    client_path = "episode__client"
    holds = Item.PLACEMENT

    class Kind(models.TextChoices):
        ADMIT = "admit", _("Admit")
        CONTINUE = "continue", _("Continue")
        TAPER = "taper", _("Step-down taper")
        STEP_DOWN = "step_down", _("Step down")
        STEP_UP = "step_up", _("Step up")
        DISCHARGE = "discharge", _("Discharge")

    class Difference(models.TextChoices):  # rulebook.codes.REASONS_FOR_DIFFERENCE
        NONE = "", _("No difference")
        UNAVAILABLE = "unavailable", _("The recommended level is not available")
        CHOICE = "client_choice", _("The client chose otherwise")
        PAYER = "payer_denial", _("The payer declined")
        MANDATE = "legal_mandate", _("A legal mandate")
        WAITING = "wait_list", _("On a waiting list")
        JUDGMENT = "clinical_judgment", _("Clinical judgment")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="decisions")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    recommended_level = models.CharField(max_length=5)
    actual_level = models.CharField(max_length=5)
    difference = models.CharField(max_length=20, choices=Difference, blank=True)
    why = models.TextField(blank=True)
    evidence = models.JSONField(default=list)  # the rulebook's reasons as they stood
    decided_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-decided_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(recommended_level=models.F("actual_level")) | ~Q(difference="") & ~Q(why=""),
                name="decision_difference_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.actual_level}"


class LevelPeriod(Row):
    """The level of care over a stretch of days. A taper is a state of its own with start, end and reason (HRS-7)."""

    client_path = "episode__client"
    holds = Item.IDENTITY

    class State(models.TextChoices):
        FULL = "full", _("Full intensity")
        TAPER = "taper", _("Step-down taper")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="levels")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="levels")
    level = models.CharField(max_length=5)
    state = models.CharField(max_length=5, choices=State, default=State.FULL)
    during = DateRangeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["during"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_level_at_a_time",
                expressions=[("episode", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=~Q(state="taper") | (~Q(reason="") & Q(during__endswith__isnull=False)),
                name="taper_has_end_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.during}"


class Discharge(Row):
    """The end of an episode: reason in TEDS codes, last contact, destination (TEDS DIS 8–10)."""

    client_path = "episode__client"
    holds = Item.AFTERCARE

    class Reason(models.TextChoices):
        COMPLETED = "01", _("Completed treatment")
        AGAINST_ADVICE = "02", _("Left against advice or dropped out")
        TERMINATED = "03", _("Ended by the program")
        TRANSFERRED = "04", _("Transferred")
        TRANSFER_NO_SHOW = "14", _("Transferred, did not arrive")
        INCARCERATED = "05", _("Incarcerated")
        DIED = "06", _("Died")
        OTHER = "07", _("Other")
        UNKNOWN = "08", _("Unknown")

    episode = models.OneToOneField(Episode, models.PROTECT, related_name="discharge")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=2, choices=Reason)
    last_contact = models.DateField()
    discharged_on = models.DateField()
    destination = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    discharged_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_contact__lte=models.F("discharged_on")), name="last_contact_before_discharge"
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
