"""Who stands before the doors in these tests, and the few rows that the demo does not make."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.test import Client as Browser
from django.utils import timezone

from openiop.base.audit.actions import System, record
from openiop.base.people.models import Client, Staff
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.duties import Breach, CourtOrder
from openiop.base.privacy.glass import Glass, GlassClosing, GlassReview
from openiop.base.programs.models import Program
from openiop.base.rows import uuid7
from openiop.care.aftercare.models import DischargeSummary
from openiop.care.encounters.kiosks import Kiosk
from openiop.care.encounters.models import Addendum, CoSignature, Note, Presence, Tap
from openiop.care.intake.models import MatchReview, SourceDocument
from openiop.care.placement.models import Discharge
from openiop.care.plan.models import Plan, Review
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.models import MakeupOffer
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.sharing.models import Letter
from openiop.care.virtual.asides import Written
from openiop.care.virtual.models import Admission, Agreement, Attestation, Evidence, VideoRoom


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
    cosign_a_note(first(Note, signed_at=None), staff)
    Kiosk.objects.create(
        organisation_id=organisation, program=program, name="Door", paired_by=staff, token_hash=uuid7().hex
    )
    Review.objects.create(
        organisation_id=organisation, plan=first(Plan, state=Plan.State.ACTIVE), reviewed_on=program.today(),
        reviewed_by=staff, findings="Holding.", next_due=program.today(),
    )  # fmt: skip
    discharge = first(Discharge)
    DischargeSummary.objects.create(organisation_id=organisation, discharge=discharge, text="More.", written_by=staff)
    Tap.objects.create(
        organisation_id=organisation, session=note.session, client=note.client, kind="affect", value="calm",
        at=note.session.during.lower, tapped_by=staff, key=uuid7(), number=1,
    )  # fmt: skip
    break_a_glass(program, someone, staff)
    ask_the_officer(program, first(Client, birth_date__lt="2000-01-01"))
    share_and_take_back(program, first(Client, birth_date__lt="2000-01-01"))
    draft_of_a_stranger(program)
    propose_and_publish(program)
    come_by_video(first(Presence, code="present"))
    record("test.happened", someone, by=System("test", organisation), at=timezone.now().isoformat())


def come_by_video(came: Presence) -> None:
    """Somebody who said where they are, agreed, was let in and seen."""
    of = {"organisation_id": came.organisation_id, "client_id": came.client_id}
    during = came.during
    assert during is not None
    Attestation.objects.create(
        **of, session_id=came.session_id, state="MA", place="Pier", nearby="nobody", phone="1", contact="2",
        is_private=True, is_covered=True,
    )  # fmt: skip
    Agreement.objects.create(**of, version=1, words="What is said here stays here.", language="en")
    Written.objects.create(**of, session_id=came.session_id, to="leaders", words="Can we talk?")
    room = VideoRoom.objects.create(organisation_id=came.organisation_id, session_id=came.session_id)
    admission = Admission.objects.create(**of, room=room, alias="Swan", where="MA")
    Evidence.objects.create(
        **of, presence=came, admission=admission, began_by="joined", ended_by="left", first_sign=during.lower,
        last_sign=during.upper, signs=1, bytes_in=1,
    )  # fmt: skip


def cosign_a_note(note: Note, supervisor: Staff) -> None:
    """A note that its author signed, and their supervisor after them."""
    author = Staff.objects.filter(organisation=note.organisation_id).exclude(pk=supervisor.pk).order_by("pk").first()
    note.signed_by, note.signed_at, note.signed_content, note.cosigner = author, timezone.now(), {}, supervisor
    note.save()
    CoSignature.objects.create(organisation_id=note.organisation_id, note=note, by=supervisor, verdict="signed")


def break_a_glass(program: Program, client: Client, staff: Staff) -> None:
    """An emergency, over and reviewed."""
    of = {"organisation_id": program.organisation_id}
    glass = Glass.objects.create(**of, client=client, staff=staff, nature="Unconscious", reason="The ambulance asks")
    GlassClosing.objects.create(**of, glass=glass, by=staff)
    GlassReview.objects.create(**of, glass=glass, by=staff, finding="needed", words="The ambulance came.")


def ask_the_officer(program: Program, client: Client) -> None:
    """What waits on the privacy officer's desk: a request, a wish, an order and a breach."""
    privacy.ask_accounting(by=client, client=client, program=program)
    privacy.request_restriction(by=client, client=client, words="Not to my aunt")
    of = {"organisation_id": program.organisation_id}
    CourtOrder.objects.create(**of, client=client, kind="subpoena_only", agency="A lawyer", received_on=program.today())
    Breach.objects.create(**of, words="A letter to a wrong address", discovered_on=program.today(), people=1)


def draft_of_a_stranger(program: Program) -> None:
    """A consent, a letter and an offered seat of the client whose rows addresses.ids_of names, who cannot sign in."""
    came = Presence.objects.filter(session__program=program, client__user=None, client__episodes__closed_on=None)
    row = came.order_by("pk")[0]
    client = row.client
    MakeupOffer.objects.create(
        organisation_id=program.organisation_id, client=client, session=row.session, minutes=90,
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    by, today = System("test", program.organisation_id), program.today()
    named = privacy.name_recipient(by=by, client=client, kind="family", name="Their sister")
    consent = privacy.draft_consent(by=by, client=client, program=program, recipients=[named], items=["hours"])
    Letter.objects.create(
        organisation_id=program.organisation_id, client=client, program=program, consent=consent, recipient=named,
        purpose="other", since=today, until=today, days=1, minutes=90, content="A letter", code_hash=uuid7().hex * 2,
        written_by=Staff.objects.filter(organisation_id=program.organisation_id)[0],
    )  # fmt: skip


def propose_and_publish(program: Program) -> None:
    """A week that was proposed, published and drawn again, long ago."""
    of = {"organisation_id": program.organisation_id, "program": program, "week": program.today() - timedelta(days=70)}
    proposal = Proposal.objects.create(**of, state="cancelled")
    Publication.objects.create(
        **of, proposal=proposal, base_digest="0" * 64, plan_digest="0" * 64, before={}, after={},
        undone_at=timezone.now(),
    )  # fmt: skip
    Draft.objects.create(**of, base_digest="0" * 64, base={}, plan={})


def share_and_take_back(program: Program, client: Client) -> None:
    """Three consents of one client: one revoked, one ended by what it named, one that has become revocable."""
    by, today = System("test", program.organisation_id), program.today()
    own = [privacy.Signing("client", client.legal_name)]

    def signed(kind: str, recipient: str, **elements: Any) -> Any:
        named = privacy.name_recipient(by=by, client=client, kind=recipient, name="Sam Ortiz")
        consent = privacy.draft_consent(
            by=by, client=client, program=program, kind=kind, recipients=[named], items=["hours"],
            expires_event="The end of my treatment", **elements,
        )  # fmt: skip
        return privacy.sign_consent(by=by, consent=consent, signatures=own), named

    consent, named = signed("specific", "family", purposes=["support"])
    privacy.disclose(by=by, consent=consent, recipient=named, what={"hours": 1}, content=b"9 h", how="page")
    revocation = privacy.revoke(by=client, consent=consent)
    privacy.tell_recipient(by=by, revocation=revocation, recipient=named, how="phone")
    consent, named = signed("specific", "family", purposes=["request"])
    privacy.mark_event_happened(by=by, consent=consent, happened_on=today)
    consent, named = signed(
        "criminal_justice", "probation", purposes=["monitoring"], is_condition=True, revocable_event="at the end"
    )
    privacy.mark_revocable(by=by, consent=consent, happened_on=today)
    privacy.give_notice(by=by, client=client, version="2026-02-16", how="paper")
    privacy.record_qsoa(
        by=by, name="Tidewater Labs", service="lab", words="Tests", signed_on=today, is_bound=True, resists=True
    )
