"""A person's own calendar elsewhere: a secret address that their phone asks. Only the address's fingerprint is kept."""

from typing import ClassVar
from uuid import UUID, uuid5

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openiop.base.context import everything, standing
from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row
from openiop.base.tokens import keyed_fingerprint


class Feed(Row):
    """One address of one client or one member of staff. It ends when they say so, when another takes its place, and by
    itself with their stay or their work here (a trigger, and a look each time it is asked)."""

    client_path = "client"
    holds = Item.CALENDAR

    class Wording(models.TextChoices):
        APPOINTMENT = "appointment", _("Appointment")
        MEETING = "meeting", _("Meeting")
        CLASS = "class", _("Class")
        BUSY = "busy", _("Busy")
        SESSION = "session", _("What the session is called")  # for staff alone

    class Ended(models.TextChoices):
        NOT = "", _("In use")
        REPLACED = "replaced", _("Replaced by another")
        REVOKED = "revoked", _("Ended")
        LEFT = "left", _("Ended with the time here")

    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    wording = models.CharField(_("what each entry is called"), max_length=11, choices=Wording)
    shows_place = models.BooleanField(_("also say where"), default=False)
    language = models.CharField(max_length=8, default="en")
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=8, choices=Ended, default=Ended.NOT, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(client=None, staff__isnull=False) | Q(client__isnull=False, staff=None),
                name="feed_of_one_person",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="feed_ended_how",
            ),
            models.CheckConstraint(
                condition=Q(client=None) | ~Q(wording="session"), name="feed_of_a_client_is_neutral"
            ),
            models.UniqueConstraint(fields=["client"], condition=Q(ended_at=None), name="one_feed_of_a_client"),
            models.UniqueConstraint(fields=["staff"], condition=Q(ended_at=None), name="one_feed_of_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id or self.staff_id}"

    @property
    def person(self) -> Client | Staff:
        """Whose it is."""
        return self.client or self.staff  # type: ignore[return-value]

    def uid(self, session_id: UUID) -> str:
        """The name of a session in this person's calendar: the same whichever address they use, and another one than in
        anybody else's, so that two calendars side by side do not tell who sits together."""
        return str(uuid5(uuid5(session_id, fingerprint("uid")), str(self.client_id or self.staff_id)))


def fingerprint(token: str) -> str:
    """What is kept of the link's secret."""
    return keyed_fingerprint("feed", token)


def feed_of(token: str) -> Feed | None:
    """The feed behind an address that somebody asked, before anybody is known; None where there is none in use. Enter
    `everything` of its house to go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, organisation_id FROM calendar_feed_of(%s)", [fingerprint(token)])
        found = cursor.fetchone()
    if found is None:
        return None
    with standing(everything(found[1])):
        return Feed.objects.select_related("client__user", "staff__user", "organisation").get(pk=found[0])
