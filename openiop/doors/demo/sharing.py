"""What Jordan shares: with a doctor, with an officer, once with an employer, and no longer with somebody close."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from openiop.base.audit.actions import System
from openiop.base.people.models import Client
from openiop.base.privacy import actions
from openiop.base.privacy.consents import Consent, Recipient
from openiop.care.placement.models import Episode


def share(organisation_id: UUID) -> None:
    """Four consents of the one client who can sign in, as they themself would have written them."""
    jordan = Client.objects.select_related("organisation").get(organisation_id=organisation_id, user__isnull=False)
    program = Episode.objects.select_related("program").filter(client=jordan).latest("opened_on").program
    by, today = System("demo", organisation_id), program.today()

    def signed(recipient: dict[str, Any], **elements: Any) -> tuple[Consent, Recipient]:
        named = actions.name_recipient(by=by, client=jordan, **recipient)
        consent = actions.draft_consent(by=by, client=jordan, program=program, recipients=[named], **elements)
        own = actions.Signing("client", jordan.legal_name)
        return actions.sign_consent(by=by, consent=consent, signatures=[own]), named

    employer, _named = signed(
        {"kind": "employer", "name": "Harbor Ferries", "works_for": "", "email": "office@ferries.example"},
        items=["hours"], purposes=["request"], expires_event="My leave ends",
    )  # fmt: skip
    actions.mark_event_happened(by=by, consent=employer, happened_on=today - timedelta(days=2))
    close, aunt = signed(
        {"kind": "family", "name": "Rosa Avery", "email": "rosa@mail.example"},
        items=["calendar", "hours"], purposes=["support"], expires_on=today + timedelta(days=120),
    )  # fmt: skip
    actions.disclose(by=by, consent=close, recipient=aunt, what={"hours": 9}, content="9", how="page")
    actions.revoke(by=jordan, consent=close)
    officer, hale = signed(
        {
            "kind": "probation", "name": "Officer Dale Hale", "works_for": "County Probation",
            "email": "hale@court.example",
        },
        kind="criminal_justice", items=["hours", "placement"], purposes=["monitoring"], is_condition=True,
        expires_on=today + timedelta(days=180), revocable_on=today,
    )  # fmt: skip
    told = {"hours": 18, "placement": 2}
    actions.disclose(by=by, consent=officer, recipient=hale, what=told, content="20", how="page")
    signed(
        {
            "kind": "provider", "name": "Dr. Ana Lopez", "works_for": "Pier Family Medicine",
            "email": "lopez@pier.example", "is_covered": True, "is_treating": True,
        },
        items=["hours", "placement", "medical"], purposes=["treatment"], expires_on=today + timedelta(days=365),
        consequences="Your treatment here goes on as before.",
        narrowing={"medical": {"from": (today - timedelta(days=60)).isoformat(), "to": None, "without": []}},
    )  # fmt: skip
