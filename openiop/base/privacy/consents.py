"""What a client allows (42 CFR 2.31): recipients, the consent itself, its signatures, and how it ends.

A consent is a draft until everyone who must sign has signed; from the first signature on its words are frozen in
the database. How it ends (revocation, the event that was named) are rows of their own that only grow.
"""

from datetime import datetime, time, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import LANGUAGES, Client, Staff
from openiop.base.programs.models import Program
from openiop.base.rows import Row
from openiop.rulebook.consent import kinds

KINDS = [(key, _(kind.label)) for key, kind in kinds.KINDS.items()]
PURPOSES = [(key, _(label)) for key, label in kinds.PURPOSES.items()]
RECIPIENTS = [(key, _(label)) for key, label in kinds.RECIPIENTS.items()]
CAPACITIES = [(key, _(label)) for key, label in kinds.CAPACITIES.items()]


class Recipient(Row):
    """Somebody a client may share with, as this client names them: an officer, a physician, a mother, a plan.

    Each client has recipients of their own, so that nobody learns from an address book who else is treated here.
    """

    client_path = "client"
    holds = Item.CONSENT

    client = models.ForeignKey(Client, models.PROTECT, related_name="recipients")
    kind = models.CharField(_("who this is"), max_length=16, choices=RECIPIENTS)
    name = models.CharField(_("name"), max_length=120)
    works_for = models.CharField(_("organization"), max_length=120, blank=True)
    address = models.TextField(_("address"), blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    fax = models.CharField(_("fax"), max_length=30, blank=True)
    is_covered = models.BooleanField(_("covered entity or business associate under HIPAA"), default=False)
    is_treating = models.BooleanField(_("has a treating provider relationship"), default=False)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="recipient_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.works_for}" if self.works_for else self.name


class Consent(Row):
    """One consent, with every element of 42 CFR 2.31(a). queries.as_draft() gives it to the rules as plain data.

    items: keys of openiop.base.items that may leave. narrowing, by item:
        {"hours": {"from": "2026-10-01", "to": null, "without": ["<row id>", …]}, …}
    statements: keys of rulebook.consent.STATEMENTS that the form shows; texts: the dated version of all words.
    Exactly one of expires_on (the last local day it holds), expires_event, expires_never stands in a signed one.
    """

    client_path = "client"
    holds = Item.CONSENT

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        WAITING = "waiting", _("Waiting for another signature")
        SIGNED = "signed", _("Signed")
        DISCARDED = "discarded", _("Set aside before everyone signed")

    class Incapacity(models.TextChoices):
        ADJUDICATED = "adjudicated", _("A court found that they cannot decide")
        UNABLE = "unable", _("Cannot act for now, without a court's word")

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents")
    program = models.ForeignKey(Program, models.PROTECT, related_name="+")  # who discloses; its zone says what a day is
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default="specific")
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    discloser = models.TextField(_("who shares"))  # 2.31(a)(2)
    information = models.TextField(_("what is shared, in words"), blank=True)  # 2.31(a)(3)
    items = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    narrowing = models.JSONField(default=dict, blank=True)
    recipient_class = models.TextField(_("who receives, as a class"), blank=True)  # 2.31(a)(4)(i)
    participants = models.TextField(_("participants of the intermediary, as a class"), blank=True)  # 2.31(a)(4)(ii)
    purposes = ArrayField(models.CharField(max_length=12, choices=PURPOSES), default=list, blank=True)  # 2.31(a)(5)
    purpose_words = models.TextField(_("purpose, in your words"), blank=True)
    raises_funds = models.BooleanField(default=False)  # the program means to raise funds for itself with it
    statements = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    consequences = models.TextField(_("what happens if you do not sign"), blank=True)  # 2.31(a)(10)(ii)
    conditioned = models.BooleanField(default=False)  # treatment or payment depends on it; never for counseling notes
    expires_on = models.DateField(_("last day"), null=True, blank=True)  # 2.31(a)(7)
    expires_event = models.CharField(_("ends when"), max_length=200, blank=True)
    expires_never = models.BooleanField(_("has no end"), default=False)
    revocable_on = models.DateField(_("can be revoked from"), null=True, blank=True)  # 2.35: criminal justice only
    revocable_event = models.CharField(_("can be revoked when"), max_length=200, blank=True)
    disposition_on = models.DateField(_("final disposition expected"), null=True, blank=True)
    is_condition = models.BooleanField(default=False)  # 2.35(a): the recipient made taking part a condition
    incapacity = models.CharField(max_length=11, choices=Incapacity, blank=True)  # 2.15: decides who signs
    state_requires = models.BooleanField(default=False)  # 2.36: state law asks for this report
    language = models.CharField(max_length=8, choices=LANGUAGES, default="en")
    texts = models.CharField(max_length=20)  # version of the regulation's words, as its effective date
    written_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")  # None: the client
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="signed", signed_at__isnull=False) | (~Q(state="signed") & Q(signed_at=None)),
                name="consent_signed_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"])
                | (~Q(discloser="") & ~Q(information="") & Q(items__len__gt=0) & Q(purposes__len__gt=0)),
                name="consent_signed_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"])
                | Q(expires_on__isnull=False, expires_event="", expires_never=False)
                | (Q(expires_on=None, expires_never=False) & ~Q(expires_event=""))
                | Q(expires_on=None, expires_event="", expires_never=True),
                name="consent_signed_ends_one_way",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"])
                | Q(kind="sud_counseling_notes", items=["counseling"])
                | (~Q(kind="sud_counseling_notes") & ~Q(items__contains=["counseling"])),
                name="consent_counseling_stands_alone",  # CON-1
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"])
                | Q(kind="legal_proceeding", purposes=["proceeding"])
                | (~Q(kind="legal_proceeding") & ~Q(purposes__contains=["proceeding"])),
                name="consent_proceeding_stands_alone",  # CON-2
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "-created_at"], name="consent_by_client"),
            models.Index(fields=["organisation", "expires_on"], condition=Q(state="signed"), name="consent_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.client}"

    @property
    def holds_until(self) -> datetime | None:
        """The instant at which it ends by itself: local midnight after its last day. None: no such day."""
        if self.expires_on is None:
            return None
        return datetime.combine(self.expires_on + timedelta(days=1), time(), self.program.zone)

    @property
    def revoked(self) -> "Revocation | None":
        return getattr(self, "revocation", None)


class ConsentRecipient(Row):
    """Who receives under a consent, and as what. Frozen with the consent."""

    client_path = "consent__client"
    holds = Item.CONSENT

    class Part(models.TextChoices):
        RECIPIENT = "recipient", _("Recipient")
        INTERMEDIARY = "intermediary", _("Intermediary")
        PARTICIPANT = "participant", _("Participant of the intermediary")

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="receivers")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="consents")
    part = models.CharField(max_length=12, choices=Part, default=Part.RECIPIENT)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consent", "recipient", "part"], name="consent_recipient_once")
        ]

    def __str__(self) -> str:
        return f"{self.recipient} ({self.get_part_display()})"


class ConsentSignature(Row):
    """One signature under a consent: who, in which capacity, and exactly what they were shown. Append-only.

    shown: {"language", "texts", "title", "elements": [{"citation", "label", "words"}, …], "statements": [...]}
    as openiop.base.privacy.queries.shown() made it; digest is the SHA-256 of its canonical JSON.
    """

    client_path = "consent__client"
    holds = Item.CONSENT

    class How(models.TextChoices):
        SCREEN = "screen", _("On screen, here")
        LINK = "link", _("By link")
        PAPER = "paper", _("On paper, kept in the record")

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=14, choices=CAPACITIES, default="client")
    name = models.CharField(_("name of the one who signs"), max_length=120)
    relation = models.CharField(_("relationship or authority"), max_length=200, blank=True)
    how = models.CharField(max_length=6, choices=How, default=How.SCREEN)
    at = models.DateTimeField(default=timezone.now, editable=False)
    shown = models.JSONField()
    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=8, choices=LANGUAGES)
    witness = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consent", "capacity"], name="consent_signed_once_each"),
            models.CheckConstraint(condition=~Q(name=""), name="consent_signer_has_a_name"),
            models.CheckConstraint(
                condition=Q(capacity="client") | ~Q(relation=""), name="consent_signer_says_by_what_right"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_capacity_display()})"


class Revocation(Row):
    """The client takes a consent back (2.31(a)(6), CON-5). Append-only; from its commit on nothing more leaves."""

    client_path = "consent__client"
    holds = Item.CONSENT

    class How(models.TextChoices):
        HERE = "here", _("In writing, on their page here")
        WRITING = "writing", _("In writing, on paper or by message")
        ORAL = "oral", _("Said to us, and written down by us")

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="revocation")
    at = models.DateTimeField(default=timezone.now, editable=False)
    how = models.CharField(max_length=7, choices=How)
    by_name = models.CharField(max_length=120)  # the client, or who speaks for them
    words = models.TextField(_("in their words"), blank=True)
    reliance = models.TextField(_("what had been done in reliance on it"), blank=True)
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(how="here") | Q(taken_by__isnull=False), name="revocation_was_taken_by_someone"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name}, {self.at:%Y-%m-%d %H:%M}"


class RevocationNotice(Row):
    """A recipient was told that a consent is revoked (CON-5). Append-only."""

    client_path = "revocation__consent__client"
    holds = Item.CONSENT

    revocation = models.ForeignKey(Revocation, models.PROTECT, related_name="notices")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    how = models.CharField(max_length=60)
    told_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.recipient}, {self.at:%Y-%m-%d %H:%M}"


class ExpiryReached(Row):
    """The event happened that ends a consent (2.31(a)(7)). Append-only."""

    client_path = "consent__client"
    holds = Item.CONSENT

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="reached")
    at = models.DateTimeField(default=timezone.now, editable=False)
    happened_on = models.DateField()
    words = models.TextField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.words}, {self.happened_on}"


class Revocability(Row):
    """The event happened from which a criminal-justice consent may be revoked (2.35(b)). Append-only."""

    client_path = "consent__client"
    holds = Item.CONSENT

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="now_revocable")
    at = models.DateTimeField(default=timezone.now, editable=False)
    happened_on = models.DateField()
    words = models.TextField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.words}, {self.happened_on}"
