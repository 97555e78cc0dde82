"""The kiosk at the door: a device that staff set up, and the numbers that clients type on it. Neither a device's token
nor a number is kept, only what cannot be turned back into them without the installation's key."""

import secrets
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program
from openiop.base.rows import Row
from openiop.base.tokens import keyed_fingerprint

DIGITS = 6
FREE = 5  # wrong numbers at one device before it waits
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(seconds=60)
FORGOTTEN = timedelta(minutes=10)


def fingerprint(*parts: str) -> str:
    """What is kept of a device's secret, and of somebody's number."""
    return keyed_fingerprint("kiosk", *parts)


def fresh_number() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


class Kiosk(Row):
    """A device at a program's door. It shows nobody's name, and waits after wrong numbers: it alone, no other one."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    paired_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)  # numbers in a row that were nobody's
    wrong_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="kiosk_ended_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def waits_until(self) -> datetime | None:
        """Until when this device takes no number, after how many wrong ones; None where it takes one."""
        if self.wrong < FREE or self.wrong_at is None:
            return None
        wait: timedelta = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(self.wrong - FREE, 5))
        return self.wrong_at + wait


class ArrivalNumber(Row):
    """A client's number for the kiosk: one to remember, or one for the next minutes. Only its fingerprint is kept."""

    client_path = "client"
    holds = Item.CALENDAR

    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    expires_at = models.DateTimeField(null=True)  # None: it stays until there is another
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "fingerprint"], condition=Q(ended_at=None), name="arrival_number_of_one"
            ),
            models.UniqueConstraint(
                fields=["client", "program"], condition=Q(ended_at=None, expires_at=None), name="one_number_to_remember"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client_id}"

    @staticmethod
    def fingerprint_of(number: str, program_id: UUID) -> str:
        return fingerprint(str(program_id), number)
