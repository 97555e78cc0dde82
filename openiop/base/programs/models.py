"""The organisation and what it offers: sites, programs, tracks, rooms, licences, and the treatment week."""

from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.rows import Row, uuid7
from openiop.rulebook import dose

EDITIONS = [("third", _("3rd edition")), ("fourth", _("4th edition"))]


def check_zone(value: str) -> None:
    """A program's time zone is an IANA name; anything else would make every day wrong."""
    if value not in available_timezones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name like America/New_York."), params={"value": value}
        )


class Organisation(models.Model):
    """A treatment provider: the wall between one provider's records and another's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class Site(Row):
    """A place where care is given."""

    name = models.CharField(max_length=200)
    line1 = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=2)
    postal_code = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class Room(Row):
    """A room at a site, with the number of people who can sit in it."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    capacity = models.PositiveSmallIntegerField(default=12)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="room_name_once_per_site")]

    def __str__(self) -> str:
        return self.name


class Program(Row):
    """An intensive outpatient program: its zone and treatment week decide what "today" and "this week" mean."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    name = models.CharField(max_length=200)
    slug = models.SlugField()
    site = models.ForeignKey(Site, models.PROTECT, related_name="programs")
    time_zone = models.CharField(max_length=64, validators=[check_zone], default="America/New_York")
    week_start = models.PositiveSmallIntegerField(choices=Weekday, default=Weekday.MONDAY)
    pack = models.SlugField(default="us-adult-per-diem")  # the payer and jurisdiction rules that hold by default
    edition = models.CharField(max_length=6, choices=EDITIONS, default="fourth")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    about = models.TextField(blank=True)
    takes_referrals = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="program_slug_once"),
            models.CheckConstraint(condition=models.Q(week_start__lte=6), name="program_week_start_is_a_day"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The local date now."""
        return dose.day_of(timezone.now(), self.zone)

    def local(self, instant: datetime) -> datetime:
        """`instant` on this program's clock."""
        return instant.astimezone(self.zone)

    def week_of(self, day: date) -> "dose.Week":
        """The treatment week that `day` falls in: first and last local day."""
        return dose.week_of(day, self.week_start)


class Track(Row):
    """A way through the program: for whom, at what time of day, in which form."""

    class Population(models.TextChoices):
        ADULT = "adult", _("Adults")
        ADOLESCENT = "adolescent", _("Adolescents")
        CO_OCCURRING = "co_occurring", _("Co-occurring")
        LGBTQ = "lgbtq", _("LGBTQ+")
        TRAUMA = "trauma", _("Trauma")

    class Daypart(models.TextChoices):
        MORNING = "morning", _("Morning")
        DAY = "day", _("Day")
        EVENING = "evening", _("Evening")
        WEEKEND = "weekend", _("Weekend")

    class Form(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        VIRTUAL = "virtual", _("Virtual")
        HYBRID = "hybrid", _("Hybrid")

    program = models.ForeignKey(Program, models.PROTECT, related_name="tracks")
    name = models.CharField(max_length=120)
    population = models.CharField(max_length=20, choices=Population, default=Population.ADULT)
    daypart = models.CharField(max_length=10, choices=Daypart, default=Daypart.DAY)
    form = models.CharField(max_length=10, choices=Form, default=Form.IN_PERSON)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    weekly_hours = models.PositiveSmallIntegerField(default=9, validators=[MinValueValidator(1), MaxValueValidator(40)])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "name"], name="track_name_once_per_program")
        ]

    def __str__(self) -> str:
        return self.name


class ProgramLicence(Row):
    """A licence of the program in a state, with the dates on which it holds."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="licences")
    state = models.CharField(max_length=2)
    kind = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    valid = DateRangeField()

    def __str__(self) -> str:
        return f"{self.state} {self.kind}"
