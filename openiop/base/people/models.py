"""The people: those who sign in, staff with their credentials and licences, clients, and the people around them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.context import CLIENT, STAFF, Context
from openiop.base.items import Item
from openiop.base.people.identity import Knock, SignedIn
from openiop.base.people.passwords import one_spelling
from openiop.base.people.roles import ROLE_NAMES, WHOLE_SITE, Permission, Role, items_of, rights_of
from openiop.base.programs.models import Program
from openiop.base.rows import Row, uuid7
from openiop.rulebook.licensing import is_covered

__all__ = [
    "Client", "ClientIdentifier", "Contact", "Knock", "Licence", "SignedIn", "Staff", "User",
    "licences_of", "may_treat", "practice",
]  # fmt: skip
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("other", _("Another language"))]


def fold(text: str) -> str:
    """Lower case without accents or apostrophes, so that "O'Brien-Núñez" is found by "obrien nunez"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else ("" if c in "'’`" else " ") for c in plain.casefold()).split())


class UserManager(BaseUserManager["User"]):
    """Users are made by invitation only; e-mail is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None) -> "User":
        user = self.model(email=self.normalize_email(email).lower())
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A way in. What somebody may do hangs on the Staff or Client behind it, never on the user."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=8, blank=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = []
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and one_spelling(raw_password))

    def check_password(self, raw_password: str) -> bool:
        return super().check_password(one_spelling(raw_password))

    @property
    def person(self) -> "Staff | Client | None":
        """The one behind this sign-in who may still come in, or None."""
        if staff := getattr(self, "staff", None):
            return staff if staff.works_now() else None
        return getattr(self, "client", None)


class Staff(Row):
    """Somebody who works here."""

    actor_kind = "staff"

    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="staff")
    name = models.CharField(_("name"), max_length=120)
    credential = models.CharField(_("credential"), max_length=40, blank=True)
    roles = ArrayField(models.CharField(max_length=20, choices=[(r.value, ROLE_NAMES[r]) for r in Role]))
    programs = models.ManyToManyField(Program, related_name="staff")
    home_program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=8), default=list)
    skills = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    caseload_limit = models.PositiveSmallIntegerField(default=30)
    started_on = models.DateField(default=date.today)
    ended_on = models.DateField(null=True, blank=True)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supervises")

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(supervisor=models.F("id")), name="nobody_supervises_themself"),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("started_on")),
                name="staff_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_name(self) -> str:
        return f"{self.name}, {self.credential}" if self.credential else self.name

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def initials(self) -> str:
        return initials(self.name)

    def works_on(self, day: date) -> bool:
        """Whether this person works here on `day`."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)

    def works_now(self, now: datetime | None = None) -> bool:
        """Whether they work here on the day that it is now in their home program: until its midnight, wherever the
        server's clock stands. Looks the program up only on the days around their first and their last."""
        now = now or timezone.now()
        around = {self.works_on(now.date() + timedelta(days=days)) for days in (-1, 0, 1)}
        return around.pop() if len(around) == 1 else self.works_on(self.home_program.local(now).date())

    @property
    def rights(self) -> frozenset[Permission]:
        return rights_of(self.roles)

    def may(self, permission: Permission) -> bool:
        """Whether one of this person's roles gives the right."""
        return permission in self.rights

    @cached_property
    def places(self) -> tuple[UUID, ...]:
        """The programs this person works in."""
        return tuple(sorted({self.home_program_id, *self.programs.values_list("pk", flat=True)}))

    @cached_property
    def supervisees(self) -> tuple[UUID, ...]:
        """Those whose work this person answers for."""
        return tuple(sorted(self.supervises.values_list("pk", flat=True)))

    @cached_property
    def standing(self) -> Context:
        """Who acts, as the database is told. A relationship is one's own, a supervisee's, or the whole site's."""
        site = self.places if WHOLE_SITE.intersection(self.roles) else ()
        return Context(
            STAFF,
            self.organisation_id,
            self.pk,
            items=items_of(self.rights),
            holders=(self.pk, *self.supervisees, *site),
            places=self.places,
        )

    @property
    def role_names(self) -> str:
        return ", ".join(str(ROLE_NAMES[Role(role)]) for role in self.roles)


class Licence(Row):
    """A licence of a clinician in a state, with its dates. Practice is allowed only where one holds (TEL-1)."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="licences")
    state = models.CharField(max_length=2)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    valid = DateRangeField()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="licence_once_at_a_time",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("state", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.kind} {self.number}"


def licences_of(staff: Iterable[Staff]) -> dict[UUID, list[Licence]]:
    """Their licences and those of whoever supervises them, by whose they are; `practice` picks among them."""
    found: dict[UUID, list[Licence]] = {}
    keys = {key for each in staff for key in (each.pk, each.supervisor_id) if key}
    for licence in Licence.objects.filter(staff__in=keys):
        found.setdefault(licence.staff_id, []).append(licence)
    return found


def practice(staff: Staff, held: Mapping[UUID, Sequence[Licence]]) -> Sequence[Licence]:
    """The licences under which somebody practises: their own; who has none works under their supervisor's (TEL-1)."""
    return held.get(staff.pk) or (held.get(staff.supervisor_id) if staff.supervisor_id else None) or ()


def may_treat(staff: Iterable[Staff], held: Mapping[UUID, Sequence[Licence]], state: str, day: date) -> bool:
    """Whether a licence under which one of them practises holds in this state on that day."""
    behind = [licence for each in staff for licence in practice(each, held)]
    return is_covered(state, [(each.state, each.valid.lower, each.valid.upper) for each in behind], day)


class Client(Row):
    """One person, from the first call to the alumni years. There is never a second row for the same person."""

    actor_kind = "client"
    client_path = "id"
    holds = Item.IDENTITY

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")
        UNKNOWN = "unknown", _("Unknown")

    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="client")
    legal_first = models.CharField(_("legal first name"), max_length=100)
    legal_last = models.CharField(_("legal last name"), max_length=100, blank=True)  # some have one name
    chosen_name = models.CharField(_("name they go by"), max_length=100, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    alias = models.CharField(_("alias in groups"), max_length=60, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    sex = models.CharField(_("sex on legal documents"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    gender = models.CharField(_("gender, in their words"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES, default="en")
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    line1 = models.CharField(_("street"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    deceased_on = models.DateField(null=True, blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        ordering: ClassVar = ["legal_last", "legal_first", "id"]
        indexes: ClassVar = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="client_search"),
            models.Index(fields=["organisation", "birth_date"], name="client_by_birth_date"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:  # keeps the search text in step with the names
        self.search = self.searchable()
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search"}  # type: ignore[misc]
        super().save(**kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        if self.birth_date and self.birth_date > timezone.now().date():
            raise ValidationError({"birth_date": _("This date is in the future. Check the year.")})

    def searchable(self) -> str:
        return fold(f"{self.legal_first} {self.legal_last} {self.chosen_name} {self.alias} {self.phone} {self.email}")

    @property
    def first_name(self) -> str:
        return self.chosen_name or self.legal_first

    @property
    def name(self) -> str:
        """What people here call this person."""
        return f"{self.first_name} {self.legal_last}".strip()

    @property
    def legal_name(self) -> str:
        return f"{self.legal_first} {self.legal_last}".strip()

    @property
    def actor_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        return initials(self.name)

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`; None where the birth date is unknown."""
        if self.birth_date is None:
            return None
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before

    @property
    def age(self) -> int | None:
        return self.age_on(timezone.now().date())

    def may(self, permission: Permission) -> bool:
        """A client may see what is their own, and nothing else."""
        return permission == Permission.SEE_OWN

    @property
    def standing(self) -> Context:
        """Who acts, as the database is told: somebody who reaches their own record."""
        items = items_of(frozenset({Permission.SEE_OWN}))
        return Context(CLIENT, self.organisation_id, self.pk, items=items, holders=(self.pk,))


def initials(name: str) -> str:
    """First and last initial: "Ana O'Brien-Núñez" is "AO"."""
    words = [word for word in name.split() if word[:1].isalnum()]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


class ClientIdentifier(Row):
    """A number another system knows this person by (its FHIR identifier or resource)."""

    client_path = "client"
    holds = Item.IDENTITY

    client = models.ForeignKey(Client, models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=255)
    value = models.CharField(max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "system", "value"], name="identifier_names_one_client")
        ]

    def __str__(self) -> str:
        return f"{self.system}|{self.value}"


class Contact(Row):
    """Somebody around a client: whom to call, and whether they know that this is treatment."""

    client_path = "client"
    holds = Item.IDENTITY

    client = models.ForeignKey(Client, models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    relationship = models.CharField(_("relationship"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    is_emergency = models.BooleanField(_("call in an emergency"), default=False)
    knows = models.BooleanField(_("knows about treatment here"), default=False)

    class Meta:
        ordering: ClassVar = ["-is_emergency", "name"]

    def __str__(self) -> str:
        return self.name
