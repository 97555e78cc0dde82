"""What happened: who was present and for how long (the dose ledger), and the notes. Ledger rows and signed notes
are amended by new rows, never edited; the database refuses anything else."""

from typing import ClassVar

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.rows import Row, house
from openiop.base.sealed.fields import SealedTextField
from openiop.care.calendar.models import Session
from openiop.care.encounters import kiosks  # noqa: F401 - tables of a story of their own
from openiop.care.plan.models import Objective


class Presence(Row):
    """One row of the dose ledger: a stretch of presence in a session, or the reason for its absence (NOTE-5).

    Someone who steps out and comes back has two rows; the dose is their union. A correction names the row that
    it `replaces` and says why; code "void" takes a row out without another in its place.
    """

    client_path = "client"
    holds = Item.HOURS

    class Code(models.TextChoices):
        PRESENT = "present", _("Here")
        LATE = "late", _("Late")
        LEFT_EARLY = "left_early", _("Left early")
        EXCUSED = "excused", _("Excused")
        NO_SHOW = "no_show", _("Did not come")
        CANCELLED = "cancelled", _("Cancelled by the program")
        VOID = "void", _("Taken back")

    ATTENDED: ClassVar = [Code.PRESENT, Code.LATE, Code.LEFT_EARLY]

    class Source(models.TextChoices):
        FACILITATOR = "facilitator", _("Facilitator")
        KIOSK = "kiosk", _("Door kiosk")
        VIDEO = "video", _("Video presence")
        IMPORT = "import", _("Imported")

    organisation = house(db_index=False)  # nor these two: presence_by_session, presence_by_client
    session = models.ForeignKey(Session, models.PROTECT, related_name="presence", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="presence", db_index=False)
    code = models.CharField(max_length=10, choices=Code)
    during = DateTimeRangeField(null=True)
    source = models.CharField(max_length=11, choices=Source, default=Source.FACILITATOR)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=80, blank=True)  # the same tap sent twice is one row
    place_of_service = models.CharField(max_length=2, blank=True, db_default="", default="")  # by video: 10 or 02
    state = models.CharField(max_length=2, blank=True, db_default="", default="")  # in which they were, by video

    class Meta:
        ordering: ClassVar = ["recorded_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], condition=~Q(key=""), name="presence_sent_once"),
            models.CheckConstraint(
                condition=Q(code__in=["present", "late", "left_early"], during__isnull=False)
                | Q(code__in=["excused", "no_show", "cancelled", "void"], during=None),
                name="presence_has_time_iff_present",
            ),
            models.CheckConstraint(
                condition=Q(during=None) | Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
                name="presence_has_start_and_end",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) & ~Q(code="void") | Q(replaces__isnull=False) & ~Q(reason=""),
                name="correction_has_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["session", "client"], name="presence_by_session"),
            models.Index(fields=["client", "recorded_at"], name="presence_by_client"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.code} {self.during or ''}"


class Tap(Row):
    """One tap on the live group board: what somebody saw, when, about one person (or, without one, the whole session).

    Taps are a set that only grows. What a board shows is a pure fold over it (`tap_rules`), so that two devices agree
    whatever the order in which their taps arrive and however often one is sent. `at` is the instant of the tap on the
    device, corrected by what its clock was off; `number` grows in the order of arrival within a session.
    """

    about = "client"
    holds = Item.NOTES

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("Attendance")
        PARTICIPATION = "participation", _("Taking part")
        AFFECT = "affect", _("Affect")
        ENGAGEMENT = "engagement", _("Engagement")
        RESPONSE = "response", _("Response")
        OBJECTIVE = "objective", _("Worked on")
        QUOTE = "quote", _("Quote")
        SAFETY = "safety", _("Safety")
        TOPIC = "topic", _("Topic")
        UNDO = "undo", _("Taken back")

    session = models.ForeignKey(Session, models.PROTECT, related_name="taps")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="taps")
    kind = models.CharField(max_length=13, choices=Kind)
    value = models.JSONField(null=True)  # a code, a number, an id or a short text; null: taken away
    at = models.DateTimeField()
    tapped_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=11, choices=Presence.Source, default=Presence.Source.FACILITATOR)
    key = models.UUIDField()  # made on the device: the same tap sent twice is one row
    number = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "key"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key"], name="tap_sent_once"),
            models.UniqueConstraint(fields=["session", "number"], name="tap_numbered_once"),
            models.CheckConstraint(
                condition=Q(kind="topic", client=None) | Q(kind="undo") | ~Q(kind="topic") & Q(client__isnull=False),
                name="tap_is_about_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H:%M:%S}"


class SharedNote(Row):
    """What is true of the session for everyone in it: topic and intervention. Names nobody, and is for those who reach
    somebody with a seat there."""

    about = "session__seats__client"
    holds = Item.NOTES

    session = models.OneToOneField(Session, models.PROTECT, related_name="shared_note")
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    intervention = models.TextField(_("what we did"), blank=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.topic


class Note(Row):
    """One client's note of one session. Signing freezes it together with the shared part, minutes and staff."""

    client_path = "client"
    holds = Item.NOTES

    class Participation(models.IntegerChoices):
        NONE = 0, _("Present, did not take part")
        LISTENED = 1, _("Listened")
        SOME = 2, _("Took part at times")
        ACTIVE = 3, _("Took part actively")
        LED = 4, _("Helped others")

    organisation = house(db_index=False)  # nor these two: one_note_per_client_and_session, note_by_client
    session = models.ForeignKey(Session, models.PROTECT, related_name="notes", db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="notes", db_index=False)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="notes")
    participation = models.PositiveSmallIntegerField(_("participation"), choices=Participation, null=True, blank=True)
    affect = models.CharField(max_length=12, blank=True, db_default="", default="")  # codes of rulebook.observed
    engagement = models.CharField(max_length=12, blank=True, db_default="", default="")
    reaction = models.CharField(max_length=12, blank=True, db_default="", default="")
    quote = models.TextField(blank=True, db_default="", default="")
    response = models.TextField(_("this person's response"), blank=True)
    risk = models.TextField(_("risk observed"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    answers = models.JSONField(default=dict, db_default={}, blank=True)  # to the prompts of this kind of session
    drafted = models.JSONField(null=True)  # what the taps said when it was drafted, word for word: see Drafted
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    signed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="signed_notes")
    cosigner = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # asked for it when it was signed
    signed_at = models.DateTimeField(null=True)
    signed_content = models.JSONField(null=True)  # everything the note said, as it stood
    is_late_entry = models.BooleanField(default=False)  # NOTE-3
    acknowledged = models.JSONField(default=list)  # codes of warnings the author looked at and kept (NOTE-2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "client"], name="one_note_per_client_and_session"),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None, signed_content__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False, signed_content__isnull=False),
                name="note_signed_by_whom_when_what",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["written_by", "due_at"], condition=Q(signed_at=None), name="note_unsigned"),
            models.Index(fields=["client", "-due_at"], name="note_by_client"),
            models.Index(fields=["signed_by", "-signed_at"], condition=Q(signed_at__isnull=False), name="note_signed"),
            models.Index(
                fields=["organisation", "-signed_at"], condition=Q(signed_at__isnull=False), name="note_signed_lately"
            ),
            models.Index(fields=["cosigner"], condition=Q(cosigner__isnull=False), name="note_to_cosign"),
        ]

    def __str__(self) -> str:
        return f"{self.client} {self.session}"

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def is_begun(self) -> bool:
        """Whether anything about this person is written."""
        said = self.response or self.risk or self.next_step or any(self.answers.values())
        return bool(said or self.objective_id or self.participation is not None)

    @property
    def is_untouched(self) -> bool:
        """Whether every word is still the draft's, or there is none: then it may be drafted again."""
        draft = self.drafted or {"response": "", "next_step": ""}
        return (self.response, self.next_step) == (draft["response"], draft["next_step"]) and not self.risk


class Addendum(Row):
    """What is added to a signed note later (NOTE-1, NOTE-3). Append-only."""

    client_path = "note__client"
    holds = Item.NOTES

    note = models.ForeignKey(Note, models.PROTECT, related_name="addenda")
    text = models.TextField(_("addendum"))
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["written_at"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="addendum_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class CounselingNote(Row):
    """What was said in a session, for the one who said it there (42 CFR 2.11; CON-1): kept apart from the record.

    Nobody but its author and the supervisor whom the staff page names for them ever gets a row: no role, no caseload,
    no broken glass, no consent of the record. Its words are sealed. Once signed it stays as it is.
    """

    about = "client"
    holds = Item.COUNSELING

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    text = SealedTextField(owner="client_id", reseal=False)
    written_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["written_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "client", "author"], name="one_counseling_note_each")
        ]

    def __str__(self) -> str:
        return str(self.written_at.date())


class CoSignature(Row):
    """What the supervisor of whoever signed did with the note: signed it too, or sent it back with words. The author
    answers with an addendum, and it is asked for again. Append-only."""

    client_path = "note__client"
    holds = Item.NOTES

    class Verdict(models.TextChoices):
        SIGNED = "signed", _("Co-signed")
        SENT_BACK = "sent_back", _("Sent back")

    note = models.ForeignKey(Note, models.PROTECT, related_name="cosignatures")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=9, choices=Verdict)
    words = models.TextField(_("what is missing"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["note"], condition=Q(verdict="signed"), name="note_cosigned_once"),
            models.CheckConstraint(condition=Q(verdict="signed") | ~Q(words=""), name="sent_back_with_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.at:%Y-%m-%d}"
