"""Who stands before the doors in these tests, and the few rows that the demo does not make."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.test import Client as Browser
from django.utils import timezone

from openiop.base.audit.actions import System, record
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program
from openiop.base.rows import uuid7
from openiop.care.aftercare.models import DischargeSummary
from openiop.care.encounters.models import Addendum, Note
from openiop.care.intake.models import MatchReview, SourceDocument
from openiop.care.placement.models import Discharge
from openiop.care.plan.models import Plan, Review


@dataclass
class Inhabitant:
    """Somebody who can sign in."""

    name: str
    user: Any
    person: Any

    def browser(self) -> Browser:
        browser = Browser()
        browser.force_login(self.user, backend="openiop.base.people.backend.PeopleBackend")
        return browser


@dataclass
class Town:
    """Two organisations that know nothing of each other."""

    here: Program
    there: Program
    people: dict[str, Inhabitant]


def fill_what_the_demo_leaves_out(program: Program) -> None:
    """A match to decide, an addendum, a review, a summary and an event of this organisation."""
    organisation = program.organisation_id

    def first(model: type[Model], **wanted: Any) -> Any:
        return model._default_manager.filter(organisation=organisation, **wanted).order_by("pk").first()

    someone, staff = first(Client), first(Staff)
    document = SourceDocument.objects.create(
        organisation_id=organisation, name="a.json", media_type="application/fhir+json", sha256=uuid7().hex * 2,
        content=b"", size=0,
    )  # fmt: skip
    incoming = {"legal_first": someone.legal_first, "legal_last": someone.legal_last}
    MatchReview.objects.create(
        organisation_id=organisation, program=program, document=document, candidates=[someone.pk],
        incoming={"fields": incoming, "shown": {"name": str(someone)}},
    )  # fmt: skip
    note = first(Note, signed_at__isnull=False)
    Addendum.objects.create(organisation_id=organisation, note=note, text="She called.", written_by=staff)
    Review.objects.create(
        organisation_id=organisation, plan=first(Plan, state=Plan.State.ACTIVE), reviewed_on=program.today(),
        reviewed_by=staff, findings="Holding.", next_due=program.today(),
    )  # fmt: skip
    discharge = first(Discharge)
    DischargeSummary.objects.create(organisation_id=organisation, discharge=discharge, text="More.", written_by=staff)
    record("test.happened", someone, by=System("test", organisation), at=timezone.now().isoformat())
