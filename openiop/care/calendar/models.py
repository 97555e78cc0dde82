"""What is planned: groups with their curriculum, sessions, who leads, who has a seat. Double booking of a client,
a clinician or a room is impossible here, not merely checked."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.look.moments import local_range
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program, Room, Track
from openiop.base.rows import Row, house
from openiop.care.calendar import (
    feeds,  # noqa: F401 - tables of stories of their own
    rules,
    when,  # noqa: F401
)


class Kind(models.TextChoices):
    """The service a session gives."""

    GROUP = "group", _("Group therapy")
    SKILLS = "skills", _("Skills group")
    EDUCATION = "education", _("Education group")
    INDIVIDUAL = "individual", _("Individual counseling")
    FAMILY = "family", _("Family session")
    CASE = "case", _("Case management")
    MEDICAL = "medical", _("Medication visit")
    EVALUATION = "evaluation", _("Evaluation")  # before a stay; counts for no dose and owes no note
    CRISIS = "crisis", _("Crisis contact")  # never planned: it is written down after it happened


GROUPS = (Kind.GROUP, Kind.SKILLS, Kind.EDUCATION)


class Topic(Row):
    """One topic of a curriculum."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="topics")
    module = models.CharField(_("curriculum"), max_length=40)  # CBT, DBT, relapse prevention …
    title = models.CharField(_("topic"), max_length=160)
    about = models.TextField(_("what it is about"), blank=True)
    outline = models.JSONField(
        _("how the hour goes"), default=list, db_default=[], blank=True
    )  # [{"title", "minutes"}, …] in order
    handout = models.TextField(_("handout"), blank=True, db_default="")
    homework = models.TextField(_("to try at home"), blank=True, db_default="")
    origin = models.CharField(max_length=60, blank=True, db_default="", editable=False)  # key in the starter curriculum
    order = models.PositiveSmallIntegerField(default=0)
    is_used = models.BooleanField(_("in use"), default=True)  # False: kept for the sessions that had it

    class Meta:
        ordering: ClassVar = ["module", "order", "title"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["program", "module", "title"], name="topic_once_per_module")
        ]

    def __str__(self) -> str:
        return self.title


class Group(Row):
    """A group that meets every week at the same local time."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="groups")
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True, related_name="groups")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("service"), max_length=12, choices=Kind, default=Kind.GROUP)
    module = models.CharField(_("curriculum"), max_length=40, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Program.Weekday)
    starts = models.TimeField(_("starts"))  # on the program's clock
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=90, validators=[MinValueValidator(15), MaxValueValidator(360)]
    )
    break_after = models.PositiveSmallIntegerField(_("break after (minutes)"), null=True, blank=True)
    break_minutes = models.PositiveSmallIntegerField(_("break length (minutes)"), default=0)
    facilitator = models.ForeignKey(Staff, models.PROTECT, related_name="leads", verbose_name=_("facilitator"))
    co_facilitator = models.ForeignKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="co_leads",
        verbose_name=_("co-facilitator"),
    )
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="groups", verbose_name=_("room"))
    is_virtual = models.BooleanField(_("by video"), default=False)
    capacity = models.PositiveSmallIntegerField(_("seats"), default=12, validators=[MinValueValidator(1)])
    is_open = models.BooleanField(_("newcomers may join at any time"), default=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["weekday", "starts", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="group_meets_on_a_day"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=models.F("first_day")),
                name="group_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=Q(is_virtual=True) | Q(room__isnull=False), name="group_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.room_id and self.capacity and self.capacity > self.room.capacity:
            raise ValidationError(
                {"capacity": _("%(room)s seats %(seats)d.") % {"room": self.room.name, "seats": self.room.capacity}}
            )
        if self.co_facilitator_id and self.co_facilitator_id == self.facilitator_id:
            raise ValidationError({"co_facilitator": _("Choose somebody other than the facilitator.")})
        if self.break_minutes and self.break_after is None:
            raise ValidationError({"break_after": _("Say after how many minutes the break begins.")})
        if self.break_after is not None and self.break_after + self.break_minutes >= (self.minutes or 0):
            raise ValidationError({"break_after": _("The break must end before the group does.")})
        if not self.is_virtual and self.room_id is None:
            raise ValidationError({"room": _("Choose a room, or mark the group as by video.")})

    @property
    def leaders(self) -> "list[tuple[Lead.Part, Staff]]":
        """Who leads, in which part."""
        pairs = [(Lead.Part.LEAD, self.facilitator), (Lead.Part.CO_LEAD, self.co_facilitator)]
        return [(part, staff) for part, staff in pairs if staff is not None]

    @property
    def weekly(self) -> tuple[int, Any, int]:
        """Weekday, local start and minutes, as rules.weekly_overlap compares them."""
        return self.weekday, self.starts, self.minutes

    @property
    def clock(self) -> str:
        """2:00 to 3:30 pm, on the program's clock."""
        return local_range(DateTimeTZRange(*rules.slot(self.first_day, self.starts, self.minutes, UTC)), UTC)

    @property
    def treatment_minutes(self) -> int:
        """Minutes of one meeting without its break (BIL-3)."""
        return self.minutes - (self.break_minutes if self.break_after is not None else 0)

    def runs_on(self, day: date) -> bool:
        """Whether the group still meets on or after `day`."""
        return self.last_day is None or self.last_day >= day

    def during_on(self, day: date, program: Program) -> DateTimeTZRange:
        """The instants of this group's meeting on a local day."""
        return DateTimeTZRange(*rules.slot(day, self.starts, self.minutes, program.zone))

    def session_on(self, day: date, program: Program) -> "Session":
        """The meeting on this local day, not saved yet, without topic and people."""
        during = self.during_on(day, program)
        return Session(
            organisation_id=self.organisation_id,
            program=program,
            group=self,
            group_day=day,
            kind=self.kind,
            title=self.name,
            during=during,
            breaks=rules.breaks_of(during.lower, self.break_after, self.break_minutes),
            room=self.room,
            is_virtual=self.is_virtual,
            capacity=self.capacity,
        )


class Membership(Row):
    """A client's standing seat in a group, from one day to another."""

    client_path = "client"
    holds = Item.CALENDAR

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    client = models.ForeignKey(Client, models.PROTECT, related_name="memberships")
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "client"], condition=Q(last_day=None), name="one_standing_seat_per_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client} in {self.group}"

    def holds_on(self, day: date) -> bool:
        """Whether this person's standing seat covers the local day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


class Session(Row):
    """One meeting on one day: a group's, or an individual or family session."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    program = models.ForeignKey(Program, models.PROTECT, related_name="sessions")
    organisation = house(db_index=False)
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="sessions", db_index=False)
    group_day = models.DateField(null=True, editable=False)  # the meeting of its group it stands for, even once moved
    kind = models.CharField(_("service"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="sessions")
    during = DateTimeRangeField()
    breaks = models.JSONField(default=list)  # [[start, end], …] ISO instants, not counted (BIL-3)
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="sessions")
    is_virtual = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(default=12)
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)  # kept by a trigger
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    cancelled_why = models.CharField(max_length=200, blank=True)
    revision = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)  # both kept by a trigger: how
    revised_at = models.DateTimeField(null=True, editable=False)  # often, and when, people were told something else

    class Meta:
        ordering: ClassVar = ["during"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="room_booked_once",
                expressions=[("room", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=~Q(state="cancelled") & Q(room__isnull=False),
            ),
            models.UniqueConstraint(fields=["group", "during"], name="group_meets_once_at_a_time"),
            models.UniqueConstraint(fields=["group", "group_day"], name="group_meets_once_a_week_day"),
            models.UniqueConstraint(fields=["id", "during"], name="session_id_and_time"),  # seats refer to both
            models.CheckConstraint(
                condition=Q(seats_taken__lte=models.F("capacity")) | Q(state="cancelled"),
                name="session_not_overbooked",
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="session_has_start_and_end",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_why="") | ~Q(state="cancelled") & Q(cancelled_why=""),
                name="session_cancelled_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(models.Func("during", function="lower"), "program", name="session_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.during.lower:%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        """From start to end, breaks included."""
        return int((self.during.upper - self.during.lower).total_seconds() // 60)

    @property
    def treatment_minutes(self) -> int:
        """From start to end without the breaks: what a client can be counted for (BIL-3)."""
        spans = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in self.breaks]
        return self.minutes - int(sum((end - start).total_seconds() for start, end in spans) // 60)

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def seats_open(self) -> int:
        return max(0, self.capacity - self.seats_taken)

    @property
    def change_url(self) -> str:
        return reverse("calendar:change_session", args=[self.pk])

    def lead_by(self, staff: Staff, part: str) -> "Lead":
        """This clinician's hour in the session, not saved yet."""
        return Lead(organisation_id=self.organisation_id, session=self, staff=staff, part=part, during=self.during)

    def seat_for(self, client: Client) -> "Seat":
        """A seat for this client, not saved yet."""
        return Seat(organisation_id=self.organisation_id, session=self, client=client, during=self.during)


class Lead(Row):
    """A clinician's hour in a session. `during` follows the session's time by a composite foreign key."""

    class Part(models.TextChoices):
        LEAD = "lead", _("Facilitator")
        CO_LEAD = "co_lead", _("Co-facilitator")

    organisation = house(db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="leads")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="session_leads")
    part = models.CharField(max_length=8, choices=Part, default=Part.LEAD)
    during = DateTimeRangeField()
    is_live = models.BooleanField(default=True)  # False once the session is cancelled or somebody stands in

    class Meta:
        ordering: ClassVar = ["-part"]
        constraints: ClassVar = [
            ExclusionConstraint(
                name="clinician_booked_once",
                expressions=[("staff", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(is_live=True),
            ),
            models.UniqueConstraint(fields=["session", "part"], condition=Q(is_live=True), name="one_lead_per_part"),
        ]

    def __str__(self) -> str:
        return f"{self.staff} {self.get_part_display()}"


class Seat(Row):
    """A client's place in one session."""

    client_path = "client"
    holds = Item.CALENDAR

    organisation = house(db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="seats")
    client = models.ForeignKey(Client, models.PROTECT, related_name="seats", db_index=False)
    during = DateTimeRangeField()  # follows the session's time by a composite foreign key
    is_live = models.BooleanField(default=True)  # False once given back or the session is cancelled
    released_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="client_booked_once",
                expressions=[("client", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(is_live=True),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["session"], condition=Q(is_live=True), name="seat_live"),
            models.Index(fields=["client", "session"], name="seat_by_client"),
        ]

    def __str__(self) -> str:
        return f"{self.client} in {self.session}"
