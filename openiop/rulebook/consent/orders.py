"""Court orders and subpoenas (42 CFR part 2, subpart E; rules.md §3.4): what must be there before anything leaves.

An order permits, a subpoena or other mandate compels: both are needed (2.61). A subpoena alone is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..text import gettext_noop, label
from .problem import Problem, problem

FINDINGS: Mapping[str, str] = {
    "good_cause": gettext_noop("no other way to obtain it is effective, and the public interest outweighs the injury"),
    "notice": gettext_noop("the client and the program had notice and a chance to respond"),
    "serious_crime": gettext_noop("the crime is extremely serious"),
    "substantial_value": gettext_noop("the record is likely to be of substantial value"),
    "no_other_way": gettext_noop("there is no other way to obtain it"),
    "balance": gettext_noop("the need outweighs the injury to client, program and others"),
    "counsel": gettext_noop("the holder of the record had independent counsel"),
    "threat_crime_or_opened": gettext_noop(
        "there is a threat to life or of serious injury, an extremely serious crime, or evidence that the client gave"
    ),
    "essential_parts": gettext_noop("only the essential parts are covered"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of order, with the findings it has to state."""

    key: str
    label: str
    citation: str
    findings: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "non_criminal",
            gettext_noop("Order for a non-criminal purpose"),
            "42 CFR 2.64",
            ("notice", "good_cause", "essential_parts"),
        ),
        Kind(
            "against_client",
            gettext_noop("Order to investigate or prosecute a client"),
            "42 CFR 2.65",
            ("serious_crime", "substantial_value", "no_other_way", "balance", "counsel", "essential_parts"),
        ),
        Kind(
            "against_program",
            gettext_noop("Order to investigate the program or a holder of records"),
            "42 CFR 2.66",
            ("good_cause", "essential_parts"),
        ),
        Kind(
            "subpoena_only",
            gettext_noop("Subpoena, warrant or request without a court order"),
            "42 CFR 2.61",
            (),
        ),
    )
}

HELD_UNKNOWINGLY_DAYS = 120  # 2.66: return or destroy, unless an order is sought


@dataclass(frozen=True, slots=True)
class Order:
    """What was served. order_on, mandate_on: dates of the order and of the subpoena, None where there is none.

    items: kinds of information it covers. findings: keys of FINDINGS that it states. confidential: it reaches what
    the client said in confidence (2.63). fictitious: it names the client by a fictitious name, or is sealed.
    """

    kind: str
    received_on: date
    order_on: date | None = None
    mandate_on: date | None = None
    findings: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    scope: str = ""
    court: str = ""
    expires_on: date | None = None
    confidential: bool = False
    fictitious: bool = True


def problems(order: Order, today: date) -> tuple[Problem, ...]:
    """Return why nothing may be disclosed under it, in the order in which one would check. Empty: it holds."""
    if order.kind not in KINDS:
        raise ValueError(f"kind: {order.kind!r} is not one of {', '.join(KINDS)}")
    return (*_both_papers(order), *_findings(order), *_limits(order, today))


def return_or_destroy_by(found_on: date) -> date:
    """Return the last day for an agency that finds it holds records unknowingly (2.66)."""
    return found_on + timedelta(days=HELD_UNKNOWINGLY_DAYS)


def _both_papers(order: Order) -> list[Problem]:
    found = []
    if order.order_on is None:
        message = (
            gettext_noop("A subpoena alone does not open the record. Refuse it, and say that a court order is needed.")
            if order.mandate_on or order.kind == "subpoena_only"
            else gettext_noop("There is no court order. Ask for one.")
        )
        found.append(problem("order_missing", "order_on", "", "42 CFR 2.61", message))
    if order.mandate_on is None:
        found.append(
            problem(
                "mandate_missing",
                "mandate_on",
                "",
                "42 CFR 2.61",
                gettext_noop(
                    "A court order permits but does not compel. A subpoena or similar mandate must come with it."
                ),
            )
        )
    return found


def _findings(order: Order) -> list[Problem]:
    kind = KINDS[order.kind]
    needed = [(finding, kind.citation) for finding in kind.findings]
    if order.confidential:
        needed.append(("threat_crime_or_opened", "42 CFR 2.63"))
    if order.order_on is None:
        return []
    return [
        problem(
            "finding_missing",
            "findings",
            "",
            citation,
            gettext_noop("The order does not find that %(finding)s."),
            finding=label(FINDINGS[finding]),
        )
        for finding, citation in needed
        if finding not in order.findings
    ]


def _limits(order: Order, today: date) -> list[Problem]:
    if order.order_on is None:
        return []
    found = []
    if not order.items or not order.scope.strip():
        found.append(
            problem(
                "scope_missing",
                "scope",
                "",
                KINDS[order.kind].citation,
                gettext_noop("Write down which parts of the record the order covers. Nothing else may leave."),
            )
        )
    if not order.court.strip():
        found.append(
            problem("court_missing", "court", "", "42 CFR 2.61", gettext_noop("Write down which court made the order."))
        )
    if order.expires_on and order.expires_on < today:
        found.append(
            problem(
                "order_expired",
                "expires_on",
                "",
                "42 CFR 2.61",
                gettext_noop("The order ended on %(day)s."),
                day=order.expires_on.isoformat(),
            )
        )
    if not order.fictitious:
        found.append(
            problem(
                "named_openly",
                "is_fictitious",
                "",
                "42 CFR 2.64",
                gettext_noop(
                    "The papers name the client openly. Ask the court to use a fictitious name or to seal them."
                ),
                "confirm",
            )
        )
    return found
