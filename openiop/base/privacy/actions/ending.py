"""How a consent ends: revoked by the client, or by the event that it names. From the commit on nothing more leaves."""

from datetime import date
from typing import Any

from django.db import transaction

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.actions.who import hold, require_for, staff_of
from openiop.base.privacy.consents import (
    Consent,
    ExpiryReached,
    Recipient,
    Revocability,
    Revocation,
    RevocationNotice,
)
from openiop.base.privacy.refusals import refuse
from openiop.rulebook import consent as rules
from openiop.rulebook.consent.problem import Problem, problem
from openiop.rulebook.text import gettext_noop


@transaction.atomic
def revoke(
    *, by: Any, consent: Consent, how: str = "", by_name: str = "", words: str = "", reliance: str = ""
) -> Revocation:
    """Takes a consent back. A client does it on their page; staff write down what was asked in writing or orally.

    Waits for a disclosure that is being written, and returns the first revocation where there is one already. Raises
    ConsentRefused for one that was never signed, and for criminal justice before it is revocable (CON-4).
    """
    require_for(by, consent.client, P.MANAGE_CONSENT)
    consent = hold(consent, against="FOR UPDATE")
    if consent.revoked:
        return consent.revoked
    refuse([_is_signed(consent), may_revoke(consent)])
    revocation = Revocation.objects.create(
        organisation_id=consent.organisation_id,
        consent=consent,
        how=how or (Revocation.How.HERE if isinstance(by, Client) else Revocation.How.ORAL),
        by_name=by_name or consent.client.legal_name,
        words=words,
        reliance=reliance,
        taken_by=staff_of(by),
    )
    record(
        "privacy.consent.revoked", revocation, by=by, client_id=consent.client_id, seals=revocation, how=revocation.how
    )
    return revocation


def may_revoke(consent: Consent) -> Problem | None:
    """Why it cannot be revoked yet, or None."""
    today = consent.program.today()
    return rules.may_revoke(
        consent.kind,
        revocable_on=consent.revocable_on,
        event_happened=hasattr(consent, "now_revocable"),
        disposed=consent.disposition_on is not None and consent.disposition_on <= today,
        today=today,
    )


@transaction.atomic
def tell_recipient(*, by: Any, revocation: Revocation, recipient: Recipient, how: str) -> RevocationNotice:
    """Notes that a recipient was told that the consent is revoked (CON-5)."""
    consent = revocation.consent
    require_for(by, consent.client, P.MANAGE_CONSENT)
    told = RevocationNotice.objects.create(
        organisation_id=consent.organisation_id,
        revocation=revocation,
        recipient=recipient,
        how=how,
        told_by=staff_of(by),
    )
    record("privacy.revocation.told", told, by=by, client_id=consent.client_id, seals=told)
    return told


@transaction.atomic
def mark_event_happened(*, by: Any, consent: Consent, happened_on: date, words: str = "") -> ExpiryReached:
    """Ends a consent because what it names has happened. `words`: what, if not simply that."""
    require_for(by, consent.client, P.MANAGE_CONSENT)
    consent = hold(consent, against="FOR UPDATE")
    refuse([_is_signed(consent), _not_ahead(consent, happened_on)])
    if found := getattr(consent, "reached", None):
        return found
    reached = ExpiryReached.objects.create(
        organisation_id=consent.organisation_id,
        consent=consent,
        happened_on=happened_on,
        words=words or consent.expires_event,
        noted_by=staff_of(by),
    )
    record("privacy.consent.ended", reached, by=by, client_id=consent.client_id, seals=reached)
    return reached


@transaction.atomic
def mark_revocable(*, by: Any, consent: Consent, happened_on: date, words: str = "") -> Revocability:
    """Notes that the event happened from which a criminal-justice consent may be revoked (2.35)."""
    require_for(by, consent.client, P.MANAGE_CONSENT)
    consent = hold(consent, against="FOR UPDATE")
    refuse([_is_signed(consent), _not_ahead(consent, happened_on)])
    found, made = Revocability.objects.get_or_create(
        consent=consent,
        defaults={
            "organisation_id": consent.organisation_id,
            "happened_on": happened_on,
            "words": words or consent.revocable_event,
            "noted_by": staff_of(by),
        },
    )
    if made:
        record("privacy.consent.revocable", found, by=by, client_id=consent.client_id, seals=found)
    return found


def _is_signed(consent: Consent) -> Problem | None:
    if consent.state == Consent.State.SIGNED:
        return None
    words = gettext_noop("This consent was never in force, so there is nothing to end. Set it aside instead.")
    return problem("not_signed", "consent", "CON-5", "42 CFR 2.31(a)(6)", words)


def _not_ahead(consent: Consent, day: date) -> Problem | None:
    if day <= consent.program.today():
        return None
    words = gettext_noop("%(day)s is still ahead. Note it once it has happened.")
    return problem("event_ahead", "happened_on", "CON-3", "42 CFR 2.31(a)(7)", words, day=day.isoformat())
