"""What a program answers for beside consent: court orders, service agreements, breaches, the notice it gives."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import LANGUAGES, Client, Staff
from openiop.base.privacy.notices import Notice
from openiop.base.rows import Row
from openiop.rulebook.consent import orders

ORDER_KINDS = [(key, _(kind.label)) for key, kind in orders.KINDS.items()]


class CourtOrder(Row):
    """Something a court, a lawyer or an agency served (42 CFR part 2, subpart E), and what the program decided.

    An order and a mandate (subpoena) must both be there before anything is used or disclosed (2.61); a subpoena alone
    is refused. findings: which of the findings that its kind asks for the order states.
    """

    client_path = "client"
    holds = Item.CONSENT

    class Decision(models.TextChoices):
        OPEN = "open", _("Being looked at")
        REFUSED = "refused", _("Refused")
        ACCEPTED = "accepted", _("Accepted, within its scope")

    client = models.ForeignKey(Client, models.PROTECT, null=True, blank=True, related_name="court_orders")
    kind = models.CharField(max_length=20, choices=ORDER_KINDS)
    agency = models.CharField(_("who asks"), max_length=200)
    court = models.CharField(_("court"), max_length=200, blank=True)
    reference = models.CharField(_("case number"), max_length=80, blank=True)
    received_on = models.DateField()
    order_on = models.DateField(_("date of the court order"), null=True, blank=True)
    mandate_on = models.DateField(_("date of the subpoena or mandate"), null=True, blank=True)
    findings = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    scope = models.TextField(_("which parts the order covers"), blank=True)
    items = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    to_whom = models.TextField(_("who may receive it"), blank=True)
    expires_on = models.DateField(null=True, blank=True)
    is_fictitious = models.BooleanField(_("names the client by a fictitious name"), default=False)
    decision = models.CharField(max_length=8, choices=Decision, default=Decision.OPEN)
    why = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-received_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(decision="accepted")
                | (Q(order_on__isnull=False, mandate_on__isnull=False, items__len__gt=0) & ~Q(scope="") & ~Q(court="")),
                name="order_accepted_with_order_and_mandate",  # 2.61
            ),
            models.CheckConstraint(
                condition=Q(decision="open", decided_at=None, decided_by=None)
                | (~Q(decision="open") & ~Q(why="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="order_decided_by_when_why",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["client"], name="order_by_client")]

    def __str__(self) -> str:
        return f"{self.agency}, {self.received_on}"


class Qsoa(Row):
    """A qualified service organization agreement (2.11): who serves the program and has bound itself to Part 2."""

    class Service(models.TextChoices):
        DATA = "data", _("Data processing")
        BILLING = "billing", _("Bill collecting")
        DOSAGE = "dosage", _("Dosage preparation")
        LAB = "lab", _("Laboratory")
        LEGAL = "legal", _("Legal")
        ACCOUNTING = "accounting", _("Accounting")
        POPULATION = "population", _("Population health management")
        STAFFING = "staffing", _("Medical staffing")
        OTHER = "other", _("Another professional service")

    name = models.CharField(_("organization"), max_length=200)
    service = models.CharField(max_length=12, choices=Service)
    words = models.TextField(_("what they do for the program"))
    is_bound = models.BooleanField(_("acknowledges that it is fully bound by Part 2"), default=False)
    resists = models.BooleanField(_("will resist efforts to obtain records in judicial proceedings"), default=False)
    is_associate = models.BooleanField(_("also a business associate"), default=False)
    document = models.CharField(_("where the signed agreement is kept"), max_length=200, blank=True)
    signed_on = models.DateField()
    expires_on = models.DateField(_("its last day, as written"), null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_bound=True, resists=True), name="qsoa_binds_and_resists"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("signed_on")), name="qsoa_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=F("signed_on")), name="qsoa_lasts_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on `day`."""
        return self.signed_on <= day and all(end is None or day <= end for end in (self.expires_on, self.ended_on))


class Breach(Row):
    """Unsecured records reached somebody they should not have (2.16(b), ACC-4), and the notices that follow."""

    happened_on = models.DateField(null=True, blank=True)
    discovered_on = models.DateField()
    words = models.TextField(_("what happened"))
    secured = models.BooleanField(_("the records were unreadable to others (encrypted)"), default=False)
    low_probability = models.TextField(_("why it is unlikely that anything was compromised"), blank=True)
    people = models.PositiveIntegerField(_("people concerned"))
    state_most = models.PositiveIntegerField(_("most in one state"), default=0)
    mitigation = models.TextField(_("what was done about it"), blank=True)
    individuals_told_on = models.DateField(null=True, blank=True)
    media_told_on = models.DateField(null=True, blank=True)
    secretary_told_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-discovered_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="breach_says_what"),
            models.CheckConstraint(
                condition=Q(happened_on=None) | Q(happened_on__lte=F("discovered_on")),
                name="breach_found_after_it_happened",
            ),
            models.CheckConstraint(condition=Q(state_most__lte=F("people")), name="breach_most_in_a_state_is_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.discovered_on}: {self.words[:60]}"


class BreachPerson(Row):
    """One client whose records a breach concerns, and when they were told."""

    client_path = "client"
    holds = Item.CONSENT

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="clients")
    client = models.ForeignKey(Client, models.PROTECT, related_name="breaches")
    told_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["breach", "client"], name="breach_person_once")]

    def __str__(self) -> str:
        return f"{self.client}: {self.breach}"


class NoticeGiven(Row):
    """The patient notice was given (2.22, ACC-5): which version, when, how. Append-only."""

    client_path = "client"
    holds = Item.CONSENT

    class How(models.TextChoices):
        PAPER = "paper", _("On paper")
        SCREEN = "screen", _("On screen")
        EMAIL = "email", _("By e-mail, as they agreed")

    client = models.ForeignKey(Client, models.PROTECT, related_name="notices_given")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="given")
    version = models.CharField(max_length=20)  # effective date of the program's notice
    texts = models.CharField(max_length=20)  # version of the prescribed header
    language = models.CharField(max_length=8, choices=LANGUAGES)
    how = models.CharField(max_length=6, choices=How)
    at = models.DateTimeField(default=timezone.now, editable=False)
    is_acknowledged = models.BooleanField(default=False)
    why_not = models.TextField(_("why there is no acknowledgment"), blank=True)
    given_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at"]
        indexes: ClassVar = [models.Index(fields=["client", "-at"], name="notice_by_client")]

    def __str__(self) -> str:
        return f"{self.client}: {self.version}"
