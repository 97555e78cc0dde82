"""The patient notice (42 CFR 2.22): each program's own editions of it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.base.rows import Row
from openiop.rulebook.consent import notice as rules
from openiop.rulebook.consent import texts


class Notice(Row):
    """One edition of a program's notice, in English and Spanish; frozen once it is published.

    words: {"en": {point: text}, "es": {…}}, the points of 2.22(b)(1) as rulebook.consent.notice has them.
    `is_material`: what changed matters, so everybody is given this edition; where it does not, an earlier one still
    counts as given.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="notices")
    effective_on = models.DateField(_("holds from"))
    texts = models.CharField(max_length=20)
    contact = models.CharField(_("who answers questions"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30)
    email = models.EmailField(_("email"))
    words = models.JSONField(default=dict)
    is_material = models.BooleanField(_("everybody is given this edition"), default=True)
    what_changed = models.CharField(_("what is new"), max_length=300, blank=True)
    written_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["-effective_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program"], condition=Q(published_at=None), name="notice_one_draft_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["program", "effective_on"], condition=Q(published_at__isnull=False), name="notice_one_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program}, {self.effective_on}"

    @property
    def version(self) -> str:
        """How a row of who was given it names this edition."""
        return self.effective_on.isoformat()

    def header(self, language: str) -> list[str]:
        """The prescribed header, line by line."""
        reach = f"{self.phone}, {self.email}"
        found = texts.version(self.texts).header(language, program=self.program.name, contact=self.contact, reach=reach)
        return found.splitlines()

    def sections(self, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """What it says, in reading order."""
        return rules.sections(
            self.words.get(language) or self.words.get("en", {}),
            language,
            version=self.texts,
            program=self.program.name,
            contact=self.contact,
            reach=f"{self.phone}, {self.email}",
            day=long_day(self.effective_on, language),
        )


def long_day(day: date, language: str) -> Any:
    with override(language):
        return date_format(day, "DATE_FORMAT")
