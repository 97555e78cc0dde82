"""Signing a consent: refused with the rule's number and words unless everything is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import require
from openiop.base.privacy.actions.who import hold, require_for, staff_of
from openiop.base.privacy.consents import Consent, ConsentSignature
from openiop.base.privacy.queries import digest, problems_of, shown, signers_of
from openiop.base.privacy.refusals import ConsentRefused, refuse
from openiop.rulebook import consent as rules
from openiop.rulebook.consent.problem import problem
from openiop.rulebook.text import gettext_noop


@dataclass(frozen=True)
class Signing:
    """One person who signs. capacity: client, guardian, representative or director; anyone but the client says by
    which relationship or authority. how: screen, link or paper."""

    capacity: str
    name: str
    relation: str = ""
    how: str = "screen"


@transaction.atomic
def sign_consent(
    *,
    by: Any,
    consent: Consent,
    signatures: Sequence[Signing],
    wait: bool = False,
    seen: Iterable[str] = (),
    preview: Any = None,
) -> Consent:
    """Signs a draft. It holds from the moment on at which everyone who must sign has signed.

    Without `wait` all signatures must be there; with it a minor may sign now and a guardian later (state "waiting").
    `seen`: codes of problems that were looked at; `preview`: what "show me first" showed. Raises ConsentRefused.
    """
    require_for(by, consent.client, P.MANAGE_CONSENT)
    consent = hold(consent, against="FOR UPDATE")
    refuse([_is_open(consent), *problems_of(consent)], seen=seen)
    earlier = list(consent.signatures.values_list("capacity", flat=True))
    complete = _check_signers(consent, [*earlier, *(each.capacity for each in signatures)], wait=wait)
    for each in signatures:
        if each.capacity == "director":
            require(by, P.REVIEW_PRIVACY)
        _write(by, consent, each, preview)
    consent.state = Consent.State.SIGNED if complete else Consent.State.WAITING
    consent.signed_at = timezone.now() if complete else None
    consent.save(update_fields=["state", "signed_at"])
    if complete:
        record("privacy.consent.signed", consent, by=by, seals=consent, kind=consent.kind, items=sorted(consent.items))
    return consent


def _is_open(consent: Consent) -> rules.Problem | None:
    if consent.state in (Consent.State.DRAFT, Consent.State.WAITING):
        return None
    return problem(
        "not_open",
        "state",
        "",
        "42 CFR 2.31(a)(8)",
        gettext_noop("This consent is not open for signatures any more."),
    )


def _check_signers(consent: Consent, capacities: list[str], *, wait: bool) -> bool:
    """Whether everyone has signed. Raises ConsentRefused where a signature lacks and nobody waits, or is of no use."""
    needed = signers_of(consent)
    if isinstance(needed, rules.Problem):
        raise ConsentRefused(needed)
    lacking = rules.missing(needed, capacities)
    will_come = {f"signature_{capacity}" for capacity in needed.capacities} if wait and capacities else set()
    refuse(each for each in lacking if each.code not in will_come)
    return not lacking


def _write(by: Any, consent: Consent, signing: Signing, preview: Any) -> ConsentSignature:
    seen = shown(consent, preview=preview)
    signature = ConsentSignature.objects.create(
        organisation_id=consent.organisation_id,
        consent=consent,
        capacity=signing.capacity,
        name=signing.name.strip(),
        relation=signing.relation.strip(),
        how=signing.how,
        shown=seen,
        digest=digest(seen),
        language=consent.language,
        witness=staff_of(by),
    )
    record(
        "privacy.consent.signature",
        signature,
        by=by,
        client_id=consent.client_id,
        seals=signature,
        capacity=signing.capacity,
        digest=signature.digest,
    )
    return signature
