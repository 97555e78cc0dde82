"""Court orders, service agreements and breaches."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import require
from openiop.base.privacy.actions.who import staff_of
from openiop.base.privacy.duties import Breach, BreachPerson, CourtOrder, Qsoa
from openiop.base.privacy.refusals import ConsentRefused, refuse
from openiop.rulebook import consent as rules

ORDER_FIELDS = frozenset(
    """kind agency court reference received_on order_on mandate_on findings scope items to_whom expires_on
       is_fictitious""".split()
)


@transaction.atomic
def record_order(*, by: Any, client: Client | None, **fields: Any) -> CourtOrder:
    """Writes down what was served, whatever it is. `fields`: names of ORDER_FIELDS, as CourtOrder has them."""
    require(by, P.REVIEW_PRIVACY)
    if unknown := set(fields) - ORDER_FIELDS:
        raise ValueError(f"{', '.join(sorted(unknown))}: not something an order says")
    order = CourtOrder.objects.create(organisation_id=by.organisation_id, client=client, **fields)
    record("privacy.order.recorded", order, by=by, kind=order.kind)
    return order


def against(order: CourtOrder, *, confidential: bool, today: date) -> tuple[rules.Problem, ...]:
    """What keeps this order from opening the record; a subpoena alone never does."""
    return rules.orders.problems(
        rules.orders.Order(
            kind=order.kind,
            received_on=order.received_on,
            order_on=order.order_on,
            mandate_on=order.mandate_on,
            findings=frozenset(order.findings),
            items=frozenset(order.items),
            scope=order.scope,
            court=order.court,
            expires_on=order.expires_on,
            confidential=confidential or "counseling" in order.items,
            fictitious=order.is_fictitious,
        ),
        today,
    )


@transaction.atomic
def decide_order(
    *, by: Staff, order: CourtOrder, accept: bool, why: str = "", confidential: bool = False, seen: Iterable[str] = ()
) -> CourtOrder:
    """Accepts an order within its scope or refuses it, for good. Raises ConsentRefused where it cannot be accepted;
    refusing needs no reason of its own where the rules have one."""
    require(by, P.REVIEW_PRIVACY)
    order = CourtOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
    problems = against(order, confidential=confidential, today=by.home_program.today())
    if accept:
        refuse(problems, seen=seen)
    reasons = " ".join(ConsentRefused(*rules.blocking(problems)).words)
    order.decision = CourtOrder.Decision.ACCEPTED if accept else CourtOrder.Decision.REFUSED
    order.why = why or reasons or "42 CFR 2.61"
    order.decided_at, order.decided_by = timezone.now(), by
    order.save()
    record("privacy.order.decided", order, by=by, why=order.why, seals=order, decision=order.decision)
    return order


@transaction.atomic
def record_qsoa(
    *,
    by: Any,
    name: str,
    service: str,
    words: str,
    signed_on: date,
    is_bound: bool,
    resists: bool,
    document: str = "",
    expires_on: date | None = None,
    is_associate: bool = False,
    treats: bool = False,
) -> Qsoa:
    """Writes down a signed service agreement. Raises ConsentRefused where it is none under 2.11."""
    require(by, P.REVIEW_PRIVACY)
    refuse(
        rules.agreements.problems(
            rules.agreements.Agreement(
                name, written=True, bound=is_bound, resists=resists, service=words, treats=treats
            )
        )
    )
    row = Qsoa.objects.create(
        organisation_id=by.organisation_id,
        name=name,
        service=service,
        words=words,
        document=document,
        signed_on=signed_on,
        expires_on=expires_on,
        is_bound=is_bound,
        resists=resists,
        is_associate=is_associate,
        recorded_by=staff_of(by),
    )
    record("privacy.qsoa.recorded", row, by=by)
    return row


@transaction.atomic
def end_qsoa(*, by: Any, qsoa: Qsoa, ended_on: date) -> Qsoa:
    """The agreement ends; nothing leaves under it after this day."""
    require(by, P.REVIEW_PRIVACY)
    qsoa.ended_on = ended_on
    qsoa.save(update_fields=["ended_on"])
    record("privacy.qsoa.ended", qsoa, by=by)
    return qsoa


@transaction.atomic
def record_breach(
    *,
    by: Any,
    words: str,
    discovered_on: date,
    clients: Iterable[Client] = (),
    people: int | None = None,
    happened_on: date | None = None,
    state_most: int | None = None,
    secured: bool = False,
    low_probability: str = "",
    mitigation: str = "",
) -> Breach:
    """Writes down a breach and whom it concerns. Its clocks follow from it (`clocks_of`)."""
    require(by, P.REVIEW_PRIVACY)
    concerned = list(clients)
    count = max(people or 0, len(concerned))
    breach = Breach.objects.create(
        organisation_id=by.organisation_id,
        words=words.strip(),
        happened_on=happened_on,
        discovered_on=discovered_on,
        secured=secured,
        low_probability=low_probability,
        people=count,
        state_most=count if state_most is None else state_most,
        mitigation=mitigation,
        recorded_by=staff_of(by),
    )
    BreachPerson.objects.bulk_create(
        BreachPerson(organisation_id=by.organisation_id, breach=breach, client=client) for client in concerned
    )
    record("privacy.breach.recorded", breach, by=by, people=count)
    return breach


def clocks_of(breach: Breach) -> tuple[rules.clocks.Clock, ...]:
    """Whom to tell and until when; nobody where the records were unreadable or compromise is unlikely."""
    if not rules.clocks.is_breach(secured=breach.secured, low_probability=breach.low_probability) or not breach.people:
        return ()
    return rules.clocks.breach(breach.discovered_on, breach.people, breach.state_most)


TOLD = {"individuals": "individuals_told_on", "media": "media_told_on", "secretary": "secretary_told_on"}


@transaction.atomic
def tell_about_breach(*, by: Any, breach: Breach, whom: str, on: date) -> Breach:
    """Notes that the people concerned ("individuals"), "media" or "secretary" were told; the last one closes it."""
    require(by, P.REVIEW_PRIVACY)
    breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    if whom not in TOLD:
        raise ValueError(f"whom: {whom!r} is not one of {', '.join(TOLD)}")
    setattr(breach, TOLD[whom], on)
    if whom == "individuals":
        breach.clients.filter(told_on=None).update(told_on=on)
    if all(getattr(breach, TOLD[clock.key]) for clock in clocks_of(breach)):
        breach.closed_at = timezone.now()
    breach.save()
    record("privacy.breach.told", breach, by=by, whom=whom)
    return breach
