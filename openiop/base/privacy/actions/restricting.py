"""A client asks that something is not shared; the program answers (2.26, ACC-3)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import require
from openiop.base.privacy.actions.disclosing import as_restriction
from openiop.base.privacy.actions.who import require_for
from openiop.base.privacy.consents import Recipient
from openiop.base.privacy.disclosures import Restriction
from openiop.base.privacy.refusals import refuse
from openiop.rulebook import consent as rules


@transaction.atomic
def request_restriction(
    *,
    by: Any,
    client: Client,
    words: str,
    recipient: Recipient | None = None,
    recipient_kind: str = "",
    items: Iterable[str] = (),
    purposes: Iterable[str] = (),
    paid_in_full: bool = False,
    service: str = "",
) -> Restriction:
    """Writes down what a client asks not to be shared; also after a consent was signed. A service paid in full is about
    the health plan, for payment and operations, whatever else was chosen."""
    require_for(by, client, P.MANAGE_CONSENT)
    row = Restriction.objects.create(
        organisation_id=client.organisation_id,
        client=client,
        words=words.strip(),
        recipient=recipient,
        recipient_kind="health_plan" if paid_in_full else recipient_kind,
        items=sorted(items),
        purposes=["operations", "payment"] if paid_in_full else sorted(purposes),
        paid_in_full=paid_in_full,
        service=service,
    )
    record("privacy.restriction.asked", row, by=by, paid_in_full=paid_in_full)
    return row


@transaction.atomic
def answer_restriction(
    *, by: Staff, restriction: Restriction, agree: bool, words: str = "", required_by_law: bool = False
) -> Restriction:
    """Agrees to a restriction or declines it. Raises ConsentRefused where the program has to agree."""
    require(by, P.REVIEW_PRIVACY)
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    if not agree:
        refuse([rules.restrictions.may_decline(as_restriction(restriction), required_by_law=required_by_law)])
    restriction.answer = Restriction.Answer.AGREED if agree else Restriction.Answer.DECLINED
    restriction.answer_words, restriction.answered_at, restriction.answered_by = words, timezone.now(), by
    restriction.save()
    record("privacy.restriction.answered", restriction, by=by, answer=restriction.answer)
    return restriction


@transaction.atomic
def end_restriction(*, by: Staff, restriction: Restriction, how: str) -> Restriction:
    """Ends an agreed restriction for what leaves from now on: the client in writing ("writing") or orally ("oral"), or
    the program by notice ("notice"), never about what was paid in full."""
    require(by, P.REVIEW_PRIVACY)
    restriction = Restriction.objects.select_for_update(of=("self",)).get(pk=restriction.pk)
    refuse([rules.restrictions.may_end(as_restriction(restriction), how)])
    restriction.ended, restriction.ended_at, restriction.ended_by = how, timezone.now(), by
    restriction.save()
    record("privacy.restriction.ended", restriction, by=by, how=how)
    return restriction
