"""Somebody whom a client brings to a family session: one link, no account."""

from typing import ClassVar

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openiop.base.context import everything, standing
from openiop.base.items import Item
from openiop.base.people.models import Client
from openiop.base.rows import Row
from openiop.base.tokens import keyed_fingerprint
from openiop.care.calendar.models import Session


class Guest(Row):
    """One person, asked by the client alone, to one session. Of the link only a fingerprint is kept. What they are
    called is the client's word for them, and all that is known of them."""

    client_path = "client"
    holds = Item.HOURS  # whoever may lead sees who comes

    client = models.ForeignKey(Client, models.PROTECT, related_name="guests")
    session = models.ForeignKey(Session, models.PROTECT, related_name="guests")
    name = models.CharField(_("what they are called in the room"), max_length=24)
    token_hash = models.CharField(max_length=64, unique=True)
    agreed_at = models.DateTimeField(null=True)  # to the words below
    agreed_words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)  # the client took it back

    class Meta:
        ordering: ClassVar = ["created_at"]
        indexes: ClassVar = [models.Index(fields=["session", "client"], name="guest_of_session")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_words="") | Q(agreed_at__isnull=False) & ~Q(agreed_words=""),
                name="guest_agreed_to_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def fingerprint(token: str) -> str:
    """What is kept of the link's secret."""
    return keyed_fingerprint("guest", token)


def guest_of(token: str) -> Guest | None:
    """The guest behind a link, before anybody is known; None where it never was, or was taken back. Enter `everything`
    of its house to go on."""
    if not token:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, organisation_id FROM virtual_guest_of(%s)", [fingerprint(token)])
        found = cursor.fetchone()
    if found is None:
        return None
    with standing(everything(found[1])):
        return Guest.objects.select_related("session__program__organisation", "client").get(pk=found[0])
