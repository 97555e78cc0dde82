"""Pages on which the privacy officer records and decides: orders, breaches, what clients asked for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.items import ITEM_NAMES, Item
from openiop.base.people.roles import Permission as P
from openiop.base.privacy import actions
from openiop.base.privacy.actions.duties import TOLD, against, clocks_of
from openiop.base.privacy.disclosures import AccountingRequest, Restriction
from openiop.base.privacy.duties import Breach, CourtOrder
from openiop.base.privacy.queries import accounting_rows, intermediary_rows
from openiop.base.privacy.refusals import ConsentRefused
from openiop.doors.desk.duty_forms import BreachForm, OrderForm, ToldForm, WhyForm
from openiop.rulebook.consent.orders import FINDINGS


def item_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "desk/duty.html", context, status=status)


def new_page(request: HttpRequest, form: Any, heading: str, sub: str, keep: str) -> HttpResponse:
    words = {"form": form, "heading": heading, "sub": sub, "keep": keep}
    return render(request, "desk/new_duty.html", words, status=422 if form.errors else 200)


def kept_error(form: Any, error: ConsentRefused) -> None:
    for words in error.words:
        form.add_error(None, words)


@require_http_methods(["GET", "POST"])
def new_order(request: HttpRequest) -> HttpResponse:
    """Something was served."""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    form = OrderForm(gate, request.POST or None, initial={"received_on": gate.program.today()})
    if request.method == "POST" and form.is_valid():
        order = actions.record_order(by=gate.staff, **form.cleaned_data)
        messages.success(request, _("Recorded. Nothing leaves before you decide."))
        return redirect("desk:order", order_id=order.pk)
    sub = _("A subpoena alone opens no record: it takes a court order and a subpoena (42 CFR 2.61).")
    return new_page(request, form, _("What was served?"), sub, "order")


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """May this open the record?"""
    gate = request.gate
    found = gate.fetch(CourtOrder, order_id, P.REVIEW_PRIVACY, related=("client", "decided_by"))
    problems = against(found, confidential=False, today=gate.program.today())
    refusal = ConsentRefused(*problems)
    form, status = WhyForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid() and found.decision == CourtOrder.Decision.OPEN:
        accept = request.POST.get("do") == "accept"
        try:
            actions.decide_order(
                by=gate.staff, order=found, accept=accept, why=form.cleaned_data["why"].strip() or _as_ordered(accept),
                seen=[each.code for each in problems],
            )  # fmt: skip
            messages.success(request, _("Accepted, within its scope.") if accept else _("Refused. Tell whoever asked."))
            return redirect("desk:order", order_id=found.pk)
        except ConsentRefused as error:
            kept_error(form, error)
            status = 422
    is_open = found.decision == CourtOrder.Decision.OPEN
    context = {
        "heading": found.get_kind_display(),
        "sub": found.agency,
        "facts": facts_of(found),
        "banner": {"kind": "caution", "title": _("It cannot be accepted as it is"), "lines": refusal.words}
        if is_open and problems
        else {},
        "form": form if is_open else None,
        "buttons": [("refuse", _("Refuse it"), "go" if problems else ""), ("accept", _("Accept within its scope"), "")]
        if is_open
        else [],
        "outcome": "" if is_open else f"{found.get_decision_display()}: {found.why}",
        "keep": f"order-{found.pk}",
    }
    return item_page(request, context, status)


def _as_ordered(accept: bool) -> str:
    return _("Order and mandate are there, with what they have to state.") if accept else ""


def facts_of(found: CourtOrder) -> list[tuple[str, str]]:
    days = [
        (_("Received on"), found.received_on),
        (_("Date of the court order"), found.order_on),
        (_("Date of the subpoena or mandate"), found.mandate_on),
        (_("Ends on"), found.expires_on),
    ]
    items = ", ".join(str(ITEM_NAMES[Item(each)]) for each in found.items)
    lines = [
        (_("About which client"), found.client.name if found.client else ""),
        (_("Court"), found.court),
        (_("Case number"), found.reference),
        *((label, date_format(day) if day else "") for label, day in days),
        (_("What the order finds"), "; ".join(_(FINDINGS[each]) for each in found.findings if each in FINDINGS)),
        (_("What it covers"), items),
        (_("Which parts, in its words"), found.scope),
        (_("Who may receive it"), found.to_whom),
    ]
    return [(label, words) for label, words in lines if words]


@require_http_methods(["GET", "POST"])
def new_breach(request: HttpRequest) -> HttpResponse:
    """Records went where they should not."""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    form = BreachForm(request.POST or None, initial={"discovered_on": gate.program.today()})
    if request.method == "POST" and form.is_valid():
        breach = actions.record_breach(by=gate.staff, **form.cleaned_data)
        messages.success(request, _("Recorded. Its clocks run from the day it was found."))
        return redirect("desk:breach", breach_id=breach.pk)
    sub = _("Write down what is known now; the clocks start with the day it was found.")
    return new_page(request, form, _("What happened to the records?"), sub, "breach")


@require_http_methods(["GET", "POST"])
def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Whom do we have to tell, and until when?"""
    gate = request.gate
    found = gate.fetch(Breach, breach_id, P.REVIEW_PRIVACY)
    form = ToldForm(request.POST or None, initial={"on": gate.program.today()})
    if request.method == "POST" and form.is_valid() and request.POST.get("do") in TOLD:
        actions.tell_about_breach(by=gate.staff, breach=found, whom=request.POST["do"], on=form.cleaned_data["on"])
        messages.success(request, _("Noted."))
        return redirect("desk:breach", breach_id=found.pk)
    clocks = clocks_of(found)
    facts = [
        (_("Found on"), date_format(found.discovered_on)),
        (_("How many people it concerns"), str(found.people)),
        (_("What was done about it"), found.mitigation),
        (_("Why it is unlikely that anything was compromised"), found.low_probability),
    ]
    for clock in clocks:
        told = getattr(found, TOLD[clock.key])
        done = _("Done on %(day)s") if told else _("Until %(day)s")
        facts.append((f"{_(clock.label)} ({clock.citation})", done % {"day": date_format(told or clock.on)}))
    left = [clock for clock in clocks if getattr(found, TOLD[clock.key]) is None]
    context = {
        "heading": _("Everyone is told") if not left else _("Somebody has to be told"),
        "sub": found.words,
        "facts": [(label, words) for label, words in facts if words],
        "form": form if left else None,
        "buttons": [(clock.key, _(clock.label), "") for clock in left],
        "outcome": ""
        if clocks
        else _("Nobody has to be told: the records were unreadable, or nothing was compromised."),
        "keep": f"breach-{found.pk}",
    }
    return item_page(request, context, 422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def accounting(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Who received what about this person?"""
    gate = request.gate
    found = gate.fetch(AccountingRequest, request_id, P.REVIEW_PRIVACY, related=("client", "answered_by"))
    form, status = WhyForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid() and found.answered_at is None:
        try:
            if request.POST.get("do") == "extend":
                actions.extend_accounting(by=gate.staff, request=found, reason=form.cleaned_data["why"])
                messages.success(request, _("Thirty more days. Send the client this reason."))
            else:
                actions.answer_accounting(by=gate.staff, request=found, program=gate.program)
                messages.success(request, _("Answered. Print the list and hand it over."))
            return redirect("desk:accounting", request_id=found.pk)
        except ConsentRefused as error:
            kept_error(form, error)
            status = 422
    list_of = accounting_rows if found.kind == AccountingRequest.Kind.ACCOUNTING else intermediary_rows
    rows = list_of(found.client, found.since, found.until, gate.program.zone)
    due = found.extended_to or found.due_on
    is_open = found.answered_at is None
    context = {
        "heading": _("%(name)s asks what was shared") % {"name": found.client.name},
        "sub": found.get_kind_display(),
        "facts": [
            (_("From"), date_format(found.since)),
            (_("To"), date_format(found.until)),
            (_("Answer until"), date_format(due)),
            (
                _("Costs"),
                _("Nothing, the first within twelve months") if found.is_free else _("A reasonable fee may be asked"),
            ),
        ],
        "columns": [COLUMNS[key]() for key in rows[0]] if rows else [],
        "rows": [list(row.values()) for row in rows],
        "has_rows": True,
        "form": form if is_open else None,
        "buttons": [
            ("answer", _("Answer with this list"), "go"),
            *(
                [("extend", _("Take thirty more days"), "")]
                if found.extended_to is None and found.kind == "accounting"
                else []
            ),
        ]
        if is_open
        else [],
        "outcome": "" if is_open else _("Answered by %(name)s") % {"name": found.answered_by},
        "keep": f"accounting-{found.pk}",
    }
    return item_page(request, context, status)


COLUMNS = {
    "date": lambda: _("Date"),
    "recipient": lambda: _("Recipient"),
    "address": lambda: _("Address"),
    "description": lambda: _("What"),
    "purpose": lambda: _("Purpose"),
    "intermediary": lambda: _("Through"),
}


@require_http_methods(["GET", "POST"])
def restriction(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    """A client asks that something is not shared: do we agree?"""
    gate = request.gate
    found = gate.fetch(Restriction, restriction_id, P.REVIEW_PRIVACY, related=("client", "recipient"))
    form, status = WhyForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid() and not found.answer:
        agree = request.POST.get("do") == "agree"
        try:
            actions.answer_restriction(
                by=gate.staff, restriction=found, agree=agree, words=form.cleaned_data["why"].strip()
            )
            messages.success(request, _("Agreed; it holds from now on.") if agree else _("Declined. Tell them why."))
            return redirect("desk:restriction", restriction_id=found.pk)
        except ConsentRefused as error:
            kept_error(form, error)
            status = 422
    context = {
        "heading": _("%(name)s asks us not to share something") % {"name": found.client.name},
        "sub": _("It holds once you agree."),
        "facts": [
            (label, words)
            for label, words in [
                (_("In their words"), found.words),
                (_("Recipient"), str(found.recipient or found.get_recipient_kind_display())),
                (_("Paid in full"), found.service if found.paid_in_full else ""),
            ]
            if words
        ],
        "form": None if found.answer else form,
        "buttons": [] if found.answer else [("agree", _("Agree"), "go"), ("decline", _("Decline"), "")],
        "outcome": f"{found.get_answer_display()}. {found.answer_words}" if found.answer else "",
        "keep": f"restriction-{found.pk}",
    }
    return item_page(request, context, status)
