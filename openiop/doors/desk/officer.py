"""The privacy officer's desk: what waits, what leaves, who looked, and whether the rules are met."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
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
from openiop.doors.desk import agreements, unusual
from openiop.doors.desk.checklist import checklist, open_clocks
from openiop.doors.desk.duty_forms import SOON

AT_MOST, LATELY = 50, 12  # lines of one list here; what is beyond them, the page says


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
    dues = sorted([*asked(gate), *breaches(gate), *orders(gate), *agreements_ending(gate)], key=lambda due: due.on)
    soon, left = expiring(gate), gate.rows(Disclosure, P.REVIEW_PRIVACY).select_related("client").order_by("-at")
    count = glasses.count() + len(dues)
    may_audit = gate.may(P.SEE_AUDIT)
    context = {
        "heading": ngettext("%(n)d thing waits for you", "%(n)d things wait for you", count) % {"n": count}
        if count
        else _("Nothing waits for you"),
        "glasses": [{"glass": each, "late": each.review_due < now} for each in glasses[:AT_MOST]],
        "dues": dues[:AT_MOST],
        "expiring": soon[:AT_MOST],
        "disclosures": left[:LATELY],
        "counts": {"glasses": glasses.count(), "dues": len(dues), "expiring": soon.count(), "left": left.count()},
        "may_audit": may_audit,
        **(odd_looks(gate) if may_audit else {}),
        "duties": checklist(gate, now),
    }
    return render(request, "desk/privacy.html", context)


def odd_looks(gate: Gate) -> dict[str, Any]:
    """The first of them, and how many there are."""
    pairs, many = unusual.without_relationship(gate), unusual.many(gate)
    strangers = unusual.named(gate, pairs[: unusual.SHOWN])
    count = pairs.count() if len(strangers) == unusual.SHOWN else len(strangers)
    return {
        "strangers": strangers,
        "many": many[: unusual.SHOWN],
        "odd": {"shown": len(strangers) + len(many[: unusual.SHOWN]), "all": count + len(many)},
        "rule": unusual.RULE,
    }


def to_review(gate: Gate) -> QuerySet[Glass]:
    """Broken glasses that nobody has looked at, the oldest first: they are due first."""
    rows = gate.rows(Glass, P.REVIEW_PRIVACY).filter(review=None)
    return rows.select_related("client", "staff").order_by("at")


def asked(gate: Gate) -> list[Due]:
    """What clients asked for."""
    today, program = gate.program.today(), gate.program
    accounting = gate.rows(AccountingRequest, P.REVIEW_PRIVACY).filter(answered_at=None).select_related("client")
    wishes = gate.rows(Restriction, P.REVIEW_PRIVACY).filter(answer="").select_related("client")
    found = []
    for each in accounting.order_by("due_on"):
        due = each.extended_to or each.due_on
        found.append(Due(each.get_kind_display(), each.client, due, due < today, link("accounting", each.pk)))
    for each in wishes.order_by("asked_at"):
        day = program.local(each.asked_at).date() + SOON
        found.append(Due(_("A wish to restrict sharing"), each.client, day, day < today, link("restriction", each.pk)))
    return found


def breaches(gate: Gate) -> list[Due]:
    """Whom somebody still has to tell about a breach."""
    today = gate.program.today()
    return [
        Due(_(clock.label), None, clock.on, clock.late(today), link("breach", each.pk))
        for each in gate.rows(Breach, P.REVIEW_PRIVACY).filter(closed_at=None)
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
        for each in rows.order_by("received_on")
    ]


def agreements_ending(gate: Gate) -> list[Due]:
    """Service agreements to renew, by their last day."""
    today = gate.program.today()
    return [
        Due(
            _("Renew the agreement with %(name)s") % {"name": each.name},
            None,
            each.expires_on or today,
            not each.holds_on(today),
            link("agreement", each.pk),
        )
        for each in agreements.ending(gate)
    ]


def link(name: str, pk: UUID) -> str:
    return reverse(f"desk:{name}", args=[pk])


def expiring(gate: Gate) -> Any:
    """Consents that end within thirty days by their date, the next first."""
    today = gate.program.today()
    rows = gate.rows(Consent, P.REVIEW_PRIVACY).filter(
        state=Consent.State.SIGNED, expires_on__range=(today, today + SOON), revocation=None, reached=None
    )
    return rows.select_related("client").order_by("expires_on")
