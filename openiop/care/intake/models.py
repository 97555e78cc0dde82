"""Referral, screening and evaluation, and the documents that came with the person."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import EDITIONS, Program
from openiop.base.rows import Row


class SourceDocument(Row):
    """What somebody sent us, kept as it came (compressed). The same bytes are kept once."""

    holds = Item.REFERRAL

    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()  # gzip
    size = models.PositiveIntegerField()  # bytes before compression
    received_from = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "sha256"], name="document_kept_once")]

    def __str__(self) -> str:
        return self.name


class ImportedResource(Row):
    """One resource of a source document and the row it became, so that a second import changes nothing."""

    client_path = "client"
    holds = Item.REFERRAL

    document = models.ForeignKey(SourceDocument, models.PROTECT, related_name="resources")
    client = models.ForeignKey(Client, models.PROTECT, related_name="imported")
    source_key = models.CharField(max_length=300)  # source system | type | id
    content_hash = models.CharField(max_length=64)
    became = models.CharField(max_length=80)  # model label of the row
    became_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "source_key"], name="resource_imported_once")
        ]

    def __str__(self) -> str:
        return self.source_key


class MatchReview(Row):
    """An incoming person who may be one we know: a human decides; until then nothing is merged."""

    holds = Item.REFERRAL
    about = "client"

    class Decision(models.TextChoices):
        SAME = "same", _("The same person")
        NEW = "new", _("A different person")

    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    document = models.ForeignKey(SourceDocument, models.PROTECT, related_name="reviews")
    incoming = models.JSONField()
    candidates = ArrayField(models.UUIDField())
    reasons = models.JSONField(default=list)
    decision = models.CharField(max_length=4, choices=Decision, blank=True)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None, client=None)
                | ~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False, client__isnull=False),
                name="match_decided_by_whom_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}: {len(self.candidates)} candidates"


class Referral(Row):
    """Somebody asks for help, for themselves or for another."""

    client_path = "client"
    holds = Item.REFERRAL

    class Source(models.TextChoices):  # TEDS MDS 7
        SELF = "01", _("Self, family or friend")
        SUD_PROVIDER = "02", _("Substance use care provider")
        HEALTH = "03", _("Another health care provider")
        SCHOOL = "04", _("School")
        EMPLOYER = "05", _("Employer or assistance program")
        COMMUNITY = "06", _("Another community referral")
        JUSTICE = "07", _("Court or criminal justice")

    class State(models.TextChoices):
        NEW = "new", _("New")
        SCREENED = "screened", _("Screened")
        EVALUATED = "evaluated", _("Evaluated")
        ADMITTED = "admitted", _("Admitted")
        HANDED_OFF = "handed_off", _("Handed off")
        CLOSED = "closed", _("Closed")

    program = models.ForeignKey(Program, models.PROTECT, related_name="referrals")
    client = models.ForeignKey(Client, models.PROTECT, related_name="referrals")
    source = models.CharField(_("who refers"), max_length=2, choices=Source, default=Source.SELF)
    referrer_name = models.CharField(_("referrer's name"), max_length=120, blank=True)
    referrer_phone = models.CharField(_("referrer's phone"), max_length=30, blank=True)
    reason = models.TextField(_("what brings them, in their words"), blank=True)
    safe_to_call = models.TextField(_("how and when to reach them safely"), blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    closed_reason = models.TextField(blank=True)
    document = models.ForeignKey(SourceDocument, models.PROTECT, null=True, related_name="referrals")
    key = models.CharField(max_length=80, blank=True, editable=False)  # the same form sent twice is one referral

    class Meta:
        ordering: ClassVar = ["-received_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], condition=~Q(key=""), name="referral_sent_once"),
            models.UniqueConstraint(
                fields=["program", "client"],
                condition=Q(state__in=["new", "screened", "evaluated"]),
                name="one_open_referral_per_program",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["program", "state", "-received_at"], name="referral_queue")]

    def __str__(self) -> str:
        return f"{self.client} ({self.get_state_display()})"


class Screening(Row):
    """Is an IOP right, and is it safe? Never a dead end: what does not fit is handed off."""

    holds = Item.REFERRAL
    about = "referral__client"

    class Outcome(models.TextChoices):
        FITS = "iop_fits", _("An IOP fits")
        DETOX = "hand_off_detox", _("Withdrawal management first")
        DAY_AND_NIGHT = "hand_off_24h", _("24-hour care first")
        EMERGENCY = "hand_off_emergency", _("Emergency help now")
        OUTPATIENT = "consider_outpatient", _("Outpatient care may be enough")
        OPEN = "cannot_decide", _("Cannot be decided yet")

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="screenings")
    answers = models.JSONField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    reasons = models.JSONField(default=list)  # rulebook explanations
    handed_to = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    screened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    screened_at = models.DateTimeField(default=timezone.now)
    key = models.CharField(max_length=80, blank=True, editable=False)  # the same form sent twice is one screening

    class Meta:
        ordering: ClassVar = ["-screened_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], condition=~Q(key=""), name="screening_sent_once"),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def is_hand_off(self) -> bool:
        """Somebody else takes over now."""
        return self.outcome in (self.Outcome.DETOX, self.Outcome.DAY_AND_NIGHT, self.Outcome.EMERGENCY)

    @property
    def keeps_open(self) -> bool:
        """The person may go on to the evaluation here."""
        return self.outcome in (self.Outcome.FITS, self.Outcome.OUTPATIENT)


class Evaluation(Row):
    """The biopsychosocial evaluation. Signed, it is never edited; a later one stands beside it."""

    client_path = "client"
    holds = Item.EVALUATION

    client = models.ForeignKey(Client, models.PROTECT, related_name="evaluations")
    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="evaluations")
    edition = models.CharField(max_length=6, choices=EDITIONS)
    own_words = models.TextField(_("what they want, in their words"), blank=True)
    history = models.TextField(_("history of use and treatment"), blank=True)
    health = models.TextField(_("health and medications"), blank=True)
    mind = models.TextField(_("mental health"), blank=True)
    life = models.TextField(_("home, work, family and law"), blank=True)
    strengths = models.TextField(_("strengths and supports"), blank=True)
    started_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_with = models.JSONField(default=dict, editable=False)  # diagnoses and scores as they stood at the signature

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None) | Q(signed_by__isnull=False, signed_at__isnull=False),
                name="evaluation_signed_by_whom_when",
            ),
            models.UniqueConstraint(
                fields=["client", "program"], condition=Q(signed_at=None), name="one_open_evaluation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.created_at:%Y-%m-%d}"


class DimensionRating(Row):
    """One dimension of an evaluation. 3rd edition: severity 0–4. 4th: the least intensive level that would do."""

    holds = Item.EVALUATION
    about = "evaluation__client"

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="ratings")
    dimension = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField(null=True)
    minimum_level = models.CharField(max_length=16, blank=True)  # "any", "evaluate_first", "1.5", "2.1", …
    evidence = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["dimension"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "dimension"], name="dimension_rated_once"),
            models.CheckConstraint(condition=Q(dimension__range=(1, 6)), name="dimension_is_1_to_6"),
            models.CheckConstraint(
                condition=Q(severity__range=(0, 4), minimum_level="") | Q(severity=None),
                name="severity_is_0_to_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}: {self.severity if self.severity is not None else self.minimum_level}"


class Diagnosis(Row):
    """A condition of this person, coded. Wrong entries are marked so, never deleted."""

    client_path = "client"
    holds = Item.EVALUATION

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        RESOLVED = "resolved", _("Resolved")
        REMISSION = "remission", _("In remission")
        WRONG = "entered_in_error", _("Entered in error")

    client = models.ForeignKey(Client, models.PROTECT, related_name="diagnoses")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="diagnoses")
    system = models.CharField(max_length=100, default="http://hl7.org/fhir/sid/icd-10-cm")
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=255)
    status = models.CharField(max_length=16, choices=Status, default=Status.ACTIVE)
    onset = models.DateField(null=True)
    ended = models.DateField(null=True)
    is_primary = models.BooleanField(default=False)
    source = models.CharField(max_length=12, default="clinician")  # clinician or import
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-is_primary", "code"]
        indexes: ClassVar = [models.Index(fields=["client", "status"], name="diagnosis_by_client")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class SubstanceUse(Row):
    """A substance with frequency, route and last use (TEDS MDS 14–17)."""

    holds = Item.EVALUATION
    about = "evaluation__client"

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="substances")
    rank = models.PositiveSmallIntegerField()  # 1 primary, 2 secondary, 3 tertiary
    substance = models.CharField(max_length=4)  # TEDS submission frame
    route = models.CharField(max_length=2)
    frequency = models.CharField(max_length=2)
    last_use = models.DateField(null=True)
    age_first_use = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evaluation", "rank"], name="substance_rank_once"),
            models.UniqueConstraint(fields=["evaluation", "substance", "route"], name="substance_and_route_once"),
            models.CheckConstraint(condition=Q(rank__range=(1, 3)), name="substance_rank_is_1_to_3"),
        ]

    def __str__(self) -> str:
        return self.substance


class Coverage(Row):
    """Who pays: a plan and the member's number in it."""

    client_path = "client"
    holds = Item.REFERRAL

    client = models.ForeignKey(Client, models.PROTECT, related_name="coverages")
    payer = models.CharField(max_length=200)
    plan = models.CharField(max_length=200, blank=True)
    member_id = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.payer


class PriorEncounter(Row):
    """Care elsewhere before this program, as the referring record tells it."""

    client_path = "client"
    holds = Item.EVALUATION

    client = models.ForeignKey(Client, models.PROTECT, related_name="prior_encounters")
    kind = models.CharField(max_length=20, blank=True)  # FHIR class code: AMB, EMER, IMP …
    code = models.CharField(max_length=30, blank=True)
    label = models.CharField(max_length=255, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    provider = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_at"]

    def __str__(self) -> str:
        return self.label
