"""The recipients' pages, and letters on paper: of their secrets only fingerprints are kept."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.privacy.consents import Consent, Recipient
from openiop.base.programs.models import Program
from openiop.base.rows import Row

IN = [("en", "English"), ("es", "Español")]  # languages of a letter


class SharedPage(Row):
    """One recipient's way to what one consent lets them see. A code sent to their own e-mail opens it each time.

    token_hash: SHA-256 of the link's secret. code_hash: keyed hash of the six digits that were sent last; tries:
    wrong ones since then.
    """

    client_path = "consent__client"
    holds = Item.CONSENT

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="pages")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="pages")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField()
    sent_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # None: the client
    expires_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    code_sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [models.Index(fields=["consent", "-created_at"], name="shared_page_by_consent")]

    def __str__(self) -> str:
        return f"{self.recipient} until {self.expires_at:%Y-%m-%d}"

    def works_at(self, now: datetime) -> bool:
        """Whether the link itself is still good; whether the consent is, the consent knows."""
        return now < self.expires_at

    @property
    def works(self) -> bool:
        return self.works_at(timezone.now())


class Letter(Row):
    """That somebody attended, from one day to another, on paper for a court, an employer or a school: no more than the
    days and hours that one consent lets one recipient have. The client reads its very words and allows it; a member
    of staff signs; whoever holds the paper can ask whether it is good, by its code, and learns nothing else.

    content: the words as they stand on the paper, code and notice included. code_hash: keyed hash of the code.
    """

    client_path = "client"
    holds = Item.CONSENT

    class Purpose(models.TextChoices):
        COURT = "court", _("Court or probation")
        EMPLOYER = "employer", _("Employer")
        SCHOOL = "school", _("School")
        OTHER = "other", _("Somebody else")

    class State(models.TextChoices):
        ASKED = "asked", _("The client is asked")
        ALLOWED = "allowed", _("Allowed, to be signed")
        ISSUED = "issued", _("Signed")
        DECLINED = "declined", _("The client said no")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    client = models.ForeignKey(Client, models.PROTECT, related_name="letters")
    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="letters")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="letters")
    purpose = models.CharField(_("for"), max_length=8, choices=Purpose)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    shows_hours = models.BooleanField(_("say the hours"), default=True)
    language = models.CharField(_("language"), max_length=8, choices=IN, default="en")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    days = models.PositiveSmallIntegerField()  # attended, local to the program
    minutes = models.PositiveIntegerField()
    content = models.TextField()
    code_hash = models.CharField(max_length=64, unique=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    allowed_at = models.DateTimeField(null=True)
    allowed_how = models.CharField(max_length=8, blank=True)  # "portal", or "screen": on a staff screen, by name
    signed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # declined or withdrawn
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="letter_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["allowed", "issued"]) | models.Q(allowed_at__isnull=False),
                name="letter_allowed_by_client",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_by=None, signed_at=None) & ~models.Q(state="issued")
                | models.Q(signed_by__isnull=False, signed_at__isnull=False, state__in=["issued", "withdrawn"]),
                name="letter_signed_by_whom_when",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client", "-created_at"], name="letter_by_client")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.since} – {self.until}"
