"""The privacy officer's desk: what waits, what leaves, who looked, and whether the rules are met."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.disclosures import AccountingRequest, Disclosure, Restriction
from openiop.base.privacy.duties import Breach, CourtOrder
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass
from openiop.doors.desk import unusual
from openiop.doors.desk.checklist import checklist, open_clocks
from openiop.doors.desk.duty_forms import SOON

AT_MOST = 50


@dataclass(frozen=True)
class Due:
    """Something somebody waits for: what, about whom, until when, and where it is done."""

    words: str
    client: Client | None
    on: date
    late: bool
    link: str


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the privacy officer?"""
    gate, now = request.gate, timezone.now()
    gate.require(P.REVIEW_PRIVACY)
    glasses = to_review(gate)
    dues = sorted([*asked(gate), *breaches(gate), *orders(gate)], key=lambda due: due.on)
    count = len(glasses) + len(dues)
    may_audit = gate.may(P.SEE_AUDIT)
    context = {
        "heading": ngettext("%(n)d thing waits for you", "%(n)d things wait for you", count) % {"n": count}
        if count
        else _("Nothing waits for you"),
        "glasses": [{"glass": each, "late": each.review_due < now} for each in glasses],
        "dues": dues,
        "expiring": expiring(gate),
        "disclosures": gate.rows(Disclosure, P.REVIEW_PRIVACY).select_related("client").order_by("-at")[:12],
        "may_audit": may_audit,
        "strangers": unusual.without_relationship(gate) if may_audit else [],
        "many": unusual.many(gate) if may_audit else [],
        "rule": {"days": unusual.DAYS, "least": unusual.AT_LEAST, "times": unusual.TIMES, "before": unusual.BEFORE},
        "duties": checklist(gate, now),
    }
    return render(request, "desk/privacy.html", context)


def to_review(gate: Gate) -> list[Glass]:
    """Broken glasses that nobody has looked at, the oldest first: they are due first."""
    rows = gate.rows(Glass, P.REVIEW_PRIVACY).filter(review=None)
    return list(rows.select_related("client", "staff").order_by("at")[:AT_MOST])


def asked(gate: Gate) -> list[Due]:
    """What clients asked for."""
    today, program = gate.program.today(), gate.program
    accounting = gate.rows(AccountingRequest, P.REVIEW_PRIVACY).filter(answered_at=None).select_related("client")
    wishes = gate.rows(Restriction, P.REVIEW_PRIVACY).filter(answer="").select_related("client")
    found = []
    for each in accounting.order_by("due_on")[:AT_MOST]:
        due = each.extended_to or each.due_on
        found.append(Due(each.get_kind_display(), each.client, due, due < today, link("accounting", each.pk)))
    for each in wishes.order_by("asked_at")[:AT_MOST]:
        day = program.local(each.asked_at).date() + SOON
        found.append(Due(_("A wish to restrict sharing"), each.client, day, day < today, link("restriction", each.pk)))
    return found


def breaches(gate: Gate) -> list[Due]:
    """Whom somebody still has to tell about a breach."""
    today = gate.program.today()
    return [
        Due(_(clock.label), None, clock.on, clock.late(today), link("breach", each.pk))
        for each in gate.rows(Breach, P.REVIEW_PRIVACY).filter(closed_at=None)[:AT_MOST]
        for clock in open_clocks(each)
    ]


def orders(gate: Gate) -> list[Due]:
    """What was served and is not decided."""
    rows = gate.rows(CourtOrder, P.REVIEW_PRIVACY).filter(decision=CourtOrder.Decision.OPEN).select_related("client")
    return [
        Due(
            _("Decide: %(agency)s") % {"agency": each.agency},
            each.client,
            each.received_on,
            False,
            link("order", each.pk),
        )
        for each in rows.order_by("received_on")[:AT_MOST]
    ]


def link(name: str, pk: UUID) -> str:
    return reverse(f"desk:{name}", args=[pk])


def expiring(gate: Gate) -> Any:
    """Consents that end within thirty days by their date, the next first."""
    today = gate.program.today()
    rows = gate.rows(Consent, P.REVIEW_PRIVACY).filter(
        state=Consent.State.SIGNED, expires_on__range=(today, today + SOON), revocation=None, reached=None
    )
    return rows.select_related("client").order_by("expires_on")[:AT_MOST]
