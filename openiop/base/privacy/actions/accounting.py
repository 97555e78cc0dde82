"""Answering who received what: the accounting of disclosures (2.25) and the intermediary's list (2.24)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import require
from openiop.base.privacy.actions.who import require_for
from openiop.base.privacy.disclosures import AccountingRequest
from openiop.base.privacy.queries import accounting_rows, digest, intermediary_rows
from openiop.base.privacy.refusals import refuse
from openiop.base.programs.models import Program
from openiop.rulebook import consent as rules

Kind = AccountingRequest.Kind


@transaction.atomic
def ask_accounting(
    *,
    by: Any,
    client: Client,
    program: Program,
    kind: str = Kind.ACCOUNTING,
    since: date | None = None,
    until: date | None = None,
) -> AccountingRequest:
    """Takes a request, for the three years before it or a shorter period. The day is the program's."""
    require_for(by, client, P.MANAGE_CONSENT)
    today = program.today()
    whole = rules.clocks.accounting_period(today)
    since, until = since or whole.first, until or whole.last
    refuse([rules.clocks.period_problem(since, until, today)])
    clock = rules.clocks.accounting(today) if kind == Kind.ACCOUNTING else rules.clocks.intermediary_list(today)
    earlier = AccountingRequest.objects.filter(client=client, kind=kind).values_list("asked_on", flat=True)
    row = AccountingRequest.objects.create(
        organisation_id=client.organisation_id,
        client=client,
        kind=kind,
        asked_on=today,
        since=since,
        until=until,
        due_on=clock.on,
        is_free=rules.clocks.accounting_is_free(today, tuple(earlier)),
    )
    record("privacy.accounting.asked", row, by=by, kind=kind)
    return row


@transaction.atomic
def extend_accounting(*, by: Staff, request: AccountingRequest, reason: str) -> AccountingRequest:
    """The one extension by 30 days, with a written reason that the client receives."""
    require(by, P.REVIEW_PRIVACY)
    request = AccountingRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    longer = rules.clocks.extended(rules.clocks.accounting(request.asked_on), reason)
    if isinstance(longer, rules.Problem):
        refuse([longer])
    else:
        request.extended_to, request.extension_reason = longer.on, reason.strip()
    request.save()
    record("privacy.accounting.extended", request, by=by, why=reason)
    return request


@transaction.atomic
def answer_accounting(*, by: Staff, request: AccountingRequest, program: Program) -> list[dict[str, str]]:
    """The rows of the answer, and that it was given: for an accounting date, recipient, address, description, purpose;
    for an intermediary's list date, recipient, intermediary, description."""
    require(by, P.REVIEW_PRIVACY)
    request = AccountingRequest.objects.select_for_update(of=("self",)).select_related("client").get(pk=request.pk)
    list_of = accounting_rows if request.kind == Kind.ACCOUNTING else intermediary_rows
    rows = list_of(request.client, request.since, request.until, program.zone)
    if request.answered_at is None:
        request.answered_at, request.answered_by = timezone.now(), by
        request.rows, request.digest = len(rows), digest(rows)
        request.save()
        record("privacy.accounting.answered", request, by=by, seals=request, rows=len(rows), digest=request.digest)
    return rows
