"""What a record leaves behind: who agreed to what, who was told, who looked, what was sent, what was said in private.

One row of each for everybody, so that a policy of any of these tables is missed where it is opened or dropped.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from openiop.base.messages.models import Message
from openiop.base.people.models import Client, Staff
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.consents import Consent, ConsentRecipient, ConsentSignature, Recipient, Revocability
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.duties import Breach, BreachPerson, NoticeGiven
from openiop.base.privacy.glass import Glass, GlassClosing, GlassReview
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import CounselingNote
from openiop.care.intake.models import ImportedResource, SourceDocument
from openiop.care.plan.models import Plan, Signature
from openiop.care.sharing.models import SharedPage

Write = Any  # world.Writer


def leave_trail(write: Write, client: Client, staff: Staff, leader: Staff, rows: dict[str, Any]) -> None:
    """`rows` are the ids of what there is of them already, by part of an address; `leader` led their session."""
    agreements(write, client, staff, rows)
    what_left(write, client, staff, rows)
    glasses(write, client, staff)
    write(CounselingNote, session=Session(pk=rows["session_id"]), client=client, author=leader)
    write(Signature, plan=Plan(pk=rows["plan_id"]), kind="clinician", staff=staff, content={})
    document = SourceDocument.objects.get(sha256=f"{write.number:064d}")
    write(ImportedResource, document=document, client=client, became="people.Client", became_id=client.pk)
    write(Message, to_client=client, state="waiting", not_before=timezone.now() + timedelta(days=9), error="")
    looked_at(client, staff)


def agreements(write: Write, client: Client, staff: Staff, rows: dict[str, Any]) -> None:
    """A draft that names somebody, and another that one of two has signed already."""
    named = write(Recipient, client=client, kind="family")
    drafted = Consent.objects.get(pk=rows["consent_id"])
    write(ConsentRecipient, consent=drafted, recipient=named, part="recipient")
    begun = write(
        Consent, client=client, program=drafted.program, kind="specific", state="draft", items=["hours"],
        purposes=["support"], language="en", expires_event="", revocable_event="", texts="2024-04-16",
    )  # fmt: skip
    shown = {"language": "en", "texts": "2024-04-16", "title": "", "elements": [], "statements": []}
    write(ConsentSignature, consent=begun, capacity="client", how="screen", shown=shown, language="en", relation="")
    write(Revocability, consent=begun, happened_on=timezone.now().date(), noted_by=staff)
    write(SharedPage, consent=begun, recipient=named, expires_at=timezone.now() + timedelta(days=1), sent_by=staff)


def what_left(write: Write, client: Client, staff: Staff, rows: dict[str, Any]) -> None:
    write(
        Disclosure, client=client, basis="emergency", items=["hours"], purposes=["treatment"], how="oral",
        recipient_kind="other", by_kind="staff", by_id=staff.pk, texts="",
    )  # fmt: skip
    write(BreachPerson, breach=Breach(pk=rows["breach_id"]), client=client)
    write(NoticeGiven, client=client, version="2024-04-16", texts="2024-04-16", language="en", how="paper")


def glasses(write: Write, client: Client, staff: Staff) -> None:
    """One that was closed and looked at; another, which the addresses name, is open."""
    over = write(Glass, client=client, staff=staff)
    write(GlassClosing, glass=over, by=staff)
    write(GlassReview, glass=over, by=staff, finding="needed")


def looked_at(client: Client, staff: Staff) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_opened(%s, %s, %s, %s, %s, %s)",
            [client.organisation_id, staff.pk, staff.actor_name, client.pk, "desk:chart", "192.0.2.1"],
        )


def share(client: Client, program: Any, name: str, items: list[str]) -> Consent:
    """A consent that holds, under which a recipient may read these kinds of information."""
    by = client
    named = privacy.name_recipient(by=by, client=client, kind="family", name=name)
    given = privacy.draft_consent(
        by=by, client=client, program=program, kind="specific", recipients=[named], items=items,
        expires_event=name, purposes=["support"],
    )  # fmt: skip
    return privacy.sign_consent(by=by, consent=given, signatures=[privacy.Signing("client", client.legal_name)])
