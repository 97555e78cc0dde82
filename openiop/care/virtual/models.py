"""The video room of a session: who waits and who is in, as whom, from where, and what they promised."""

import secrets
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.base.sealed.fields import SealedTextField
from openiop.care.calendar.models import Group, Session
from openiop.care.encounters.models import Presence
from openiop.care.virtual import asides, policies  # noqa: F401 - tables of stories of their own
from openiop.care.virtual.guests import Guest


def fresh_seat() -> str:
    """What somebody is called on the wire of one room: random, and nowhere else."""
    return secrets.token_hex(10)


class VideoRoom(Row):
    """The room of one session. `epoch` grows whenever it is opened or closed: tickets and keys of before are over."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="video_room")
    epoch = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    is_locked = models.BooleanField(default=False)  # nobody new may knock
    breakouts = models.PositiveSmallIntegerField(default=0, db_default=0)  # how many were dealt; 0: none
    sent_at = models.DateTimeField(null=True)  # when everybody was sent into theirs; empty: all are in the group room
    back_at = models.DateTimeField(null=True)  # when they come back by themselves

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opened_at=None, opened_by=None, closed_at=None)
                | Q(opened_at__isnull=False, opened_by__isnull=False),
                name="video_room_opened_by_somebody",
            ),
            models.CheckConstraint(condition=Q(breakouts__lte=6), name="video_room_few_breakouts"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(breakouts__gt=0), name="video_room_sent_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.epoch}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    def is_apart_at(self, now: datetime) -> bool:
        """Whether people are in their breakouts at this moment."""
        return self.is_open and self.sent_at is not None and (self.back_at is None or now < self.back_at)

    @property
    def is_apart(self) -> bool:
        return self.is_apart_at(timezone.now())


class Alias(Row):
    """What a client is called in one group (`group` empty: in their sessions without one). Peers learn the name alone;
    whose it is, only staff and the client know."""

    client_path = "client"
    holds = Item.CALENDAR

    client = models.ForeignKey(Client, models.PROTECT, related_name="aliases")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="aliases")
    name = models.CharField(_("name in this group"), max_length=24)
    spelling = models.CharField(max_length=24, editable=False)  # one spelling of it, to be unique by
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "spelling"], name="alias_once_in_a_group"),
            models.UniqueConstraint(fields=["client", "group"], nulls_distinct=False, name="one_alias_per_group"),
        ]

    def __str__(self) -> str:
        return self.name


class Attestation(Row):
    """Where somebody is, who is near, and how to reach help there: said anew for each session (TEL-1). Sealed, and
    amended by another one, never edited."""

    client_path = "client"
    holds = Item.NOTES

    class Way(models.TextChoices):
        VIDEO = "video", _("Video and sound")
        AUDIO = "audio", _("Sound only")

    client = models.ForeignKey(Client, models.PROTECT, related_name="attestations")
    session = models.ForeignKey(Session, models.PROTECT, related_name="attestations")
    state = models.CharField(max_length=2)
    at_home = models.BooleanField(default=True)
    place = SealedTextField(owner="client_id", reseal=False)
    nearby = SealedTextField(owner="client_id", reseal=False)
    phone = SealedTextField(owner="client_id", reseal=False)
    contact = SealedTextField(owner="client_id", reseal=False)
    is_private = models.BooleanField()
    way = models.CharField(max_length=5, choices=Way, default=Way.VIDEO)
    is_covered = models.BooleanField()  # a licence of who leads held there on that day
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-said_at"]
        indexes: ClassVar = [models.Index(fields=["session", "client", "-said_at"], name="attestation_latest")]

    def __str__(self) -> str:
        return f"{self.state} {self.said_at:%Y-%m-%d %H:%M}"

    @property
    def place_of_service(self) -> str:
        """Place of service of the claim: 10 at home, 02 elsewhere."""
        return "10" if self.at_home else "02"


class Agreement(Row):
    """That somebody agreed to what the group promises each other, with the words they read. Append-only."""

    client_path = "client"
    holds = Item.CONSENT

    client = models.ForeignKey(Client, models.PROTECT, related_name="agreements")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField()
    words = models.TextField()
    language = models.CharField(max_length=8)
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "group", "version"], nulls_distinct=False, name="agreed_once_per_wording"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.agreed_at:%Y-%m-%d}"


class Admission(Row):
    """One person before the door or in the room: a client, somebody of the staff, or a guest of a client. Coming back
    keeps it."""

    client_path = "client"
    holds = Item.HOURS

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ADMITTED = "admitted", _("Let in")
        REMOVED = "removed", _("Asked to leave")
        LEFT = "left", _("Left")

    room = models.ForeignKey(VideoRoom, models.PROTECT, related_name="admissions")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="admissions")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="admissions")
    guest = models.OneToOneField(Guest, models.PROTECT, null=True, related_name="admission")
    seat = models.CharField(max_length=20, default=fresh_seat, editable=False)
    alias = models.CharField(max_length=24)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    where = models.CharField(max_length=2, blank=True)  # the state they are in
    is_covered = models.BooleanField(default=True)
    asked_at = models.DateTimeField(default=timezone.now)
    admitted_at = models.DateTimeField(null=True)
    admitted_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    signed_in = models.CharField(max_length=64, blank=True)  # which sign-in the last ticket came from
    breakout = models.PositiveSmallIntegerField(default=0, db_default=0)  # while people are apart; 0: the group room
    is_wall = models.BooleanField(default=False, db_default=False)  # a screen for those who sit together at the site

    class Meta:
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(client=None, staff__isnull=False, guest=None)
                | Q(client__isnull=False, staff=None, guest=None)
                | Q(client=None, staff=None, guest__isnull=False),
                name="admission_of_one",
            ),
            models.UniqueConstraint(fields=["room", "client"], name="admission_once_client"),
            models.UniqueConstraint(fields=["room", "staff"], condition=Q(is_wall=False), name="admission_once_staff"),
            models.UniqueConstraint(fields=["room"], condition=Q(is_wall=True), name="admission_one_wall"),
            models.CheckConstraint(condition=Q(is_wall=False) | Q(staff__isnull=False), name="admission_wall_by_staff"),
            models.CheckConstraint(condition=Q(breakout__lte=6), name="admission_few_breakouts"),
            models.UniqueConstraint(fields=["room", "seat"], name="admission_seat_once"),
            models.CheckConstraint(condition=~Q(state="admitted") | Q(admitted_at__isnull=False), name="admitted_when"),
        ]

    def __str__(self) -> str:
        return f"{self.alias} {self.state}"

    @property
    def about(self) -> UUID | None:
        """Whose record this belongs to: the client's, or that of the client who brought the guest."""
        return self.guest.client_id if self.guest else self.client_id


class Evidence(Row):
    """What a row of the ledger with source "video" rests on: the router's and the gateway's facts. Append-only."""

    client_path = "client"
    holds = Item.HOURS

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    presence = models.OneToOneField(Presence, models.PROTECT, related_name="evidence")
    admission = models.ForeignKey(Admission, models.PROTECT, related_name="evidence")
    began_by = models.CharField(max_length=12)
    ended_by = models.CharField(max_length=12)
    first_sign = models.DateTimeField()
    last_sign = models.DateTimeField()
    signs = models.PositiveIntegerField()
    bytes_in = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.signs} signs"
