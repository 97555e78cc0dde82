"""When people can come, and who is never seated together: what a week is planned around.

A line is a few weekdays with one time: "Monday to Friday, 9:00 to 17:00". Times are the program's clock, on the
half-hour; 24:00 is kept as 00:00 at the end. Where somebody has no line at all, what follows is said by `hours.py`.
"""

from datetime import date, time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program, Site
from openiop.base.rows import Row


class Way(models.TextChoices):
    """Where a line holds."""

    EITHER = "either", _("Here or by video")
    SITE = "site", _("Here")
    VIDEO = "video", _("By video")


class Line(Row):
    """Some weekdays with one time, from one day to another."""

    days = ArrayField(models.PositiveSmallIntegerField(choices=Program.Weekday), verbose_name=_("days"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))  # 00:00: the end of the day
    way = models.CharField(_("where"), max_length=6, choices=Way, default=Way.EITHER)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether the line is in force on this day, whichever weekday it is."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)

    @property
    def halves(self) -> tuple[int, int]:
        """Half-hours after midnight at which it begins and ends (48 is midnight)."""
        return half(self.starts), half(self.ends) or 48


def half(clock: time) -> int:
    """9:30 is 19."""
    return clock.hour * 2 + clock.minute // 30


def checks(table: str) -> list[models.CheckConstraint]:
    """What every line keeps."""
    on_the_half = Q(starts__minute__in=(0, 30), starts__second=0, ends__minute__in=(0, 30), ends__second=0)
    return [
        models.CheckConstraint(
            condition=Q(days__len__gt=0) & Q(days__contained_by=[0, 1, 2, 3, 4, 5, 6]), name=f"{table}_has_days"
        ),
        models.CheckConstraint(condition=Q(ends=time(0)) | Q(ends__gt=F("starts")), name=f"{table}_ends_after_start"),
        models.CheckConstraint(condition=on_the_half, name=f"{table}_on_the_half_hour"),
        models.CheckConstraint(
            condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
            name=f"{table}_last_after_first",
        ),
    ]


class Availability(Line):
    """When a client can come, would rather come, or cannot. Why is a neutral code for staff, never asked for."""

    client_path = "client"
    holds = Item.CALENDAR

    class Kind(models.TextChoices):
        CAN = "can", _("Can come")
        LIKES = "likes", _("Would rather come")
        CANNOT = "cannot", _("Cannot come")

    class Reason(models.TextChoices):
        NONE = "", _("Not said")
        WORK = "work", _("Work")
        SCHOOL = "school", _("School")
        CHILDCARE = "childcare", _("Childcare")
        TRAVEL = "travel", _("Travel")
        OTHER = "other", _("Something else")

    client = models.ForeignKey(Client, models.PROTECT, related_name="availability")
    kind = models.CharField(_("what"), max_length=6, choices=Kind, default=Kind.CAN)
    reason = models.CharField(_("why"), max_length=9, choices=Reason, default=Reason.NONE, blank=True)
    is_own = models.BooleanField(default=False)  # said by the client on their own page

    class Meta:
        ordering: ClassVar = ["starts", "id"]
        constraints: ClassVar = checks("availability")

    def __str__(self) -> str:
        return f"{self.client_id} {self.kind} {self.days} {self.starts}"


class WorkingHours(Line):
    """When somebody who works here can lead."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="hours")

    class Meta:
        ordering: ClassVar = ["starts", "id"]
        constraints: ClassVar = checks("workinghours")

    def __str__(self) -> str:
        return f"{self.staff_id} {self.days} {self.starts}"


class Terms(Row):
    """How much somebody leads, and what: one row a person. Minutes; None: as usual (see the engine's defaults)."""

    staff = models.OneToOneField(Staff, models.PROTECT, related_name="terms")
    day_minutes = models.PositiveSmallIntegerField(_("most minutes a day"), null=True, blank=True)
    week_minutes = models.PositiveSmallIntegerField(_("most minutes a week"), null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(_("break (minutes)"), default=0)
    break_from = models.TimeField(_("break not before"), null=True, blank=True)
    break_until = models.TimeField(_("break over by"), null=True, blank=True)
    modules = ArrayField(
        models.CharField(max_length=40), verbose_name=_("curricula they lead"), default=list, blank=True
    )  # empty: any

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(break_minutes=0)
                | Q(break_from__isnull=False, break_until__isnull=False, break_until__gt=F("break_from")),
                name="terms_break_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.staff_id)


class Separation(Row):
    """Two people who never sit in one group. Known to the director and their therapists alone, and to no client."""

    holds = Item.PLACEMENT
    about = "one"

    class Reason(models.TextChoices):
        NONE = "", _("Not said")
        KNOWN = "known", _("They know each other from before")
        FAMILY = "family", _("Family or partners")
        ASKED = "asked", _("One of them asked")
        LEGAL = "legal", _("An order forbids contact")
        OTHER = "other", _("Something else")

    one = models.ForeignKey(Client, models.PROTECT, related_name="+")
    other = models.ForeignKey(Client, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=6, choices=Reason, default=Reason.NONE, blank=True)
    first_day = models.DateField(_("from"), default=date.today)
    last_day = models.DateField(_("until"), null=True, blank=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-first_day", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="separation_of_two_in_order"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(last_day=None), name="separated_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} | {self.other_id}"
