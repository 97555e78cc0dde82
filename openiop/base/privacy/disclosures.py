"""What left the house, and what people asked about it: disclosures, restrictions (2.26), accounting (2.25, 2.24)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.privacy.consents import PURPOSES, RECIPIENTS, Consent, Recipient
from openiop.base.privacy.duties import CourtOrder, Qsoa
from openiop.base.rows import Row
from openiop.rulebook.consent import bases

BASES = [(key, _(basis.label)) for key, basis in bases.BASES.items()]


class Disclosure(Row):
    """Something about a client left the house. Append-only, and written in the transaction that let it out.

    what: {"hours": 12, …} rows by item; digest: SHA-256 of the bytes that left ("" where it was said aloud).
    Names are kept as they were on that day, so that the accounting never changes.
    """

    client_path = "client"
    holds = Item.CONSENT

    class How(models.TextChoices):
        PAGE = "page", _("Shown on their page")
        PDF = "pdf", _("PDF")
        FHIR = "fhir", _("Sent to their system (FHIR)")
        CSV = "csv", _("Table")
        FAX = "fax", _("Fax")
        MAIL = "mail", _("Letter")
        ORAL = "oral", _("Said aloud")
        VIDEO = "video", _("Video")

    client = models.ForeignKey(Client, models.PROTECT, related_name="disclosures")
    basis = models.CharField(max_length=16, choices=BASES, default="consent")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="disclosures")
    order = models.ForeignKey(CourtOrder, models.PROTECT, null=True, blank=True, related_name="disclosures")
    qsoa = models.ForeignKey(Qsoa, models.PROTECT, null=True, blank=True, related_name="disclosures")
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, blank=True, related_name="disclosures")
    recipient_name = models.CharField(max_length=250)
    recipient_kind = models.CharField(max_length=16, choices=RECIPIENTS, default="other")
    recipient_address = models.TextField(blank=True)
    facility = models.CharField(_("their facility"), max_length=200, blank=True)  # 2.51: with medical personnel
    intermediary_name = models.CharField(max_length=250, blank=True)  # 2.24: went through this one
    items = ArrayField(models.CharField(max_length=16))
    what = models.JSONField(default=dict)
    description = models.TextField()  # brief, in words (45 CFR 164.528(b)(2)(iii))
    digest = models.CharField(max_length=64, blank=True)
    purposes = ArrayField(models.CharField(max_length=12, choices=PURPOSES))
    purpose = models.TextField()  # in words, or a copy of the request
    emergency = models.TextField(_("nature of the emergency"), blank=True)  # 2.51(c)
    how = models.CharField(max_length=5, choices=How)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by_kind = models.CharField(max_length=12)
    by_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=200)
    statement = models.PositiveSmallIntegerField(null=True, blank=True)  # 2.32(a): 1 or 2
    texts = models.CharField(max_length=20, blank=True)
    scope = models.TextField(blank=True)  # 2.32(b): the clear explanation of the consent's scope that went with it
    copy_sent = models.BooleanField(default=False)  # 2.32(b): or a copy of the consent

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(basis="consent", consent__isnull=False) | (~Q(basis="consent") & Q(consent=None)),
                name="disclosure_names_its_consent",
            ),
            models.CheckConstraint(
                condition=~Q(basis="consent")
                | (
                    Q(statement__isnull=False, statement__in=[1, 2]) & ~Q(texts="") & (Q(copy_sent=True) | ~Q(scope=""))
                ),
                name="disclosure_carries_its_notice",  # 2.32
            ),
            models.CheckConstraint(
                condition=~Q(basis="emergency") | (~Q(emergency="") & ~Q(facility="")),
                name="disclosure_emergency_is_documented",  # 2.51(c)
            ),
            models.CheckConstraint(
                condition=Q(basis="court_order", order__isnull=False) | (~Q(basis="court_order") & Q(order=None)),
                name="disclosure_names_its_order",
            ),
            models.CheckConstraint(
                condition=Q(basis="qsoa", qsoa__isnull=False) | (~Q(basis="qsoa") & Q(qsoa=None)),
                name="disclosure_names_its_qsoa",
            ),
            models.CheckConstraint(
                condition=~Q(recipient_name="") & ~Q(description="") & ~Q(purpose="") & Q(items__len__gt=0),
                name="disclosure_says_what_to_whom_why",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["consent", "court_order", "audit"]) | ~Q(items__contains=["counseling"]),
                name="disclosure_counseling_notes_stay",  # CON-1
            ),
            models.CheckConstraint(
                condition=Q(how__in=["oral", "video"]) | ~Q(digest=""), name="disclosure_has_a_digest"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-at"], name="disclosure_by_client"),
            models.Index(fields=["organisation", "-at"], name="disclosure_by_time"),
            models.Index(fields=["consent", "-at"], name="disclosure_by_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_name}, {self.at:%Y-%m-%d %H:%M}"


class Restriction(Row):
    """A client asks that something is not shared even where it may be (2.26, ACC-3), and what the program answered.

    Empty recipient and recipient_kind: whoever it is. Empty items or purposes: all of them.
    """

    client_path = "client"
    holds = Item.CONSENT

    class Answer(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    class Ended(models.TextChoices):
        WRITING = "writing", _("The client asked in writing")
        ORAL = "oral", _("The client said so, and it was written down")
        NOTICE = "notice", _("The program gave notice")

    client = models.ForeignKey(Client, models.PROTECT, related_name="restrictions")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    words = models.TextField(_("what you ask us not to share"))
    recipient = models.ForeignKey(Recipient, models.PROTECT, null=True, blank=True, related_name="+")
    recipient_kind = models.CharField(max_length=16, choices=RECIPIENTS, blank=True)
    items = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    purposes = ArrayField(models.CharField(max_length=12, choices=PURPOSES), default=list, blank=True)
    paid_in_full = models.BooleanField(_("about a service paid in full by or for you"), default=False)
    service = models.CharField(_("which service was paid in full"), max_length=200, blank=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    ended = models.CharField(max_length=8, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)  # holds for what leaves afterwards
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="restriction_says_what"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="restriction_answered_by_when",
            ),
            models.CheckConstraint(
                condition=Q(paid_in_full=False)
                | (~Q(answer="declined") & Q(recipient_kind="health_plan") & ~Q(ended="notice")),
                name="restriction_paid_in_full_is_agreed",  # 2.26
            ),
            models.CheckConstraint(
                condition=Q(ended="", ended_at=None, ended_by=None)
                | (
                    ~Q(ended="")
                    & Q(answer="agreed", ended_at__isnull=False, ended_at__gte=F("answered_at"), ended_by__isnull=False)
                ),
                name="restriction_ends_after_it_began",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client"], name="restriction_by_client")]

    def __str__(self) -> str:
        return f"{self.client}: {self.words[:60]}"


class AccountingRequest(Row):
    """A client asks who received what (ACC-1, 2.25), or an intermediary is asked for its list (ACC-2, 2.24)."""

    client_path = "client"
    holds = Item.CONSENT

    class Kind(models.TextChoices):
        ACCOUNTING = "accounting", _("Accounting of disclosures")
        INTERMEDIARY = "intermediary", _("List of disclosures by an intermediary")

    client = models.ForeignKey(Client, models.PROTECT, related_name="accounting_requests")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ACCOUNTING)
    asked_on = models.DateField()
    since = models.DateField()
    until = models.DateField()
    due_on = models.DateField()
    extended_to = models.DateField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    is_free = models.BooleanField(default=True)  # the first in twelve months (45 CFR 164.528(c)(2))
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    rows = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the answer as JSON

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="accounting_period_runs_forward"),
            models.CheckConstraint(
                condition=Q(extended_to=None) | (Q(kind="accounting") & ~Q(extension_reason="")),
                name="accounting_extended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, rows=None, digest="")
                | (Q(answered_at__isnull=False, rows__isnull=False) & ~Q(digest="")),
                name="accounting_answered_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "due_on"], condition=Q(answered_at=None), name="accounting_open")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.client}, {self.asked_on}"
