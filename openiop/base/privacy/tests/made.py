"""Consents as tests need them."""

from datetime import timedelta
from typing import Any

from openiop.base.people.models import Client
from openiop.base.privacy import actions
from openiop.base.privacy.actions import Signing
from openiop.base.privacy.consents import Consent, Recipient
from tests.cast import House


def officer(house: House, client: Client | None = None) -> Recipient:
    return actions.name_recipient(
        by=house.dana, client=client or house.jordan, kind="probation", name="Officer Dale Hale",
        works_for="County Probation", address="2 Court Square, Salem",
    )  # fmt: skip


def mother(house: House, client: Client | None = None) -> Recipient:
    return actions.name_recipient(by=house.dana, client=client or house.jordan, kind="family", name="Rosa Avery")


def plan(house: House, client: Client | None = None) -> Recipient:
    return actions.name_recipient(
        by=house.dana, client=client or house.jordan, kind="health_plan", name="Bay State Health", is_covered=True
    )


def drafted(house: House, client: Client | None = None, **changes: Any) -> Consent:
    """Jordan's mother may see the hours, for ninety days."""
    client = client or house.jordan
    elements = {
        "recipients": [mother(house, client)],
        "items": ["hours"],
        "purposes": ["support"],
        "expires_on": house.program.today() + timedelta(days=90),
    } | changes
    return actions.draft_consent(by=client, client=client, program=house.program, **elements)


def own(consent: Consent, how: str = "screen") -> Signing:
    return Signing("client", consent.client.legal_name, how=how)


def signed(house: House, client: Client | None = None, **changes: Any) -> Consent:
    consent = drafted(house, client, **changes)
    return actions.sign_consent(by=consent.client, consent=consent, signatures=[own(consent)])


def shared(house: House, consent: Consent, **changes: Any) -> actions.Left:
    given: dict[str, Any] = {
        "by": house.dana,
        "recipient": first.recipient if (first := consent.receivers.first()) else None,
        "what": {"hours": 3},
        "content": b"9 h of 9 h",
        "how": "page",
    } | changes
    return actions.disclose(consent=consent, **given)
