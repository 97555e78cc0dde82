"""The one door: nothing about a client leaves but through here, and its record is written in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import require
from openiop.base.privacy.actions.who import hold
from openiop.base.privacy.consents import Consent, Recipient
from openiop.base.privacy.disclosures import Disclosure, Restriction
from openiop.base.privacy.duties import CourtOrder, Qsoa
from openiop.base.privacy.queries import (
    as_draft,
    digest,
    information_words,
    purpose_words,
    receives,
    scope_words,
    standing_of,
)
from openiop.base.privacy.refusals import refuse
from openiop.rulebook import consent as rules
from openiop.rulebook.consent.emergency import Emergency
from openiop.rulebook.consent.problem import Problem, problem
from openiop.rulebook.text import gettext_noop


@dataclass(frozen=True)
class Left:
    """What was written down, and what has to travel with what leaves (2.32).

    notice: one of the two prescribed statements, in English as prescribed; scope: the clear explanation of what the
    consent covers, in the reader's language. Both are "" where a basis other than consent applies.
    """

    disclosure: Disclosure
    notice: str = ""
    scope: str = ""


@transaction.atomic
def disclose(
    *,
    by: Any,
    consent: Consent,
    recipient: Recipient | None,
    what: Mapping[str, int],
    content: bytes | str | None,
    how: str,
    purposes: Iterable[str] = (),
    purpose: str = "",
    description: str = "",
    recipient_name: str = "",
    intermediary: Recipient | None = None,
    copy_sent: bool = False,
    required_by_law: bool = False,
) -> Left:
    """Lets something leave under a consent, or raises ConsentRefused with every reason against it.

    `what`: rows by item, {"hours": 12}; `content`: the very bytes that leave, None where it is said aloud; `purposes`:
    some of the consent's, all where empty; `recipient` None with `recipient_name` for one of a class. Call it last,
    with everything at hand: once this transaction has committed it has left; a revocation committed first stops it.
    """
    require(by, P.DISCLOSE)
    consent = hold(consent, against="FOR SHARE")
    wanted = frozenset(purposes) or frozenset(consent.purposes)
    leaving = rules.restrictions.Leaving(
        recipient=str(recipient.pk) if recipient else recipient_name,
        recipient_kind=recipient.kind if recipient else "other",
        items=frozenset(what),
        purposes=wanted,
        required_by_law=required_by_law,
    )
    refuse([*_against_consent(consent, recipient, leaving), *restricted(consent.client, leaving)])
    number, notice = rules.texts.version(consent.texts).notice(how)
    scope = scope_words(consent)
    row = Disclosure(
        basis="consent",
        consent=consent,
        items=sorted(what),
        what=dict(what),
        description=description or information_words(what, "en"),
        purposes=sorted(wanted),
        purpose=purpose or purpose_words(consent),
        intermediary_name=str(intermediary or ""),
        statement=number,
        texts=consent.texts,
        scope=scope,
        copy_sent=copy_sent,
    )
    _write(row, by, consent.client, recipient, recipient_name, content, how)
    return Left(row, notice, scope)


@transaction.atomic
def disclose_otherwise(
    *,
    by: Any,
    client: Client,
    basis: str,
    what: Mapping[str, int],
    content: bytes | str | None,
    how: str,
    purpose: str,
    recipient: Recipient | None = None,
    recipient_name: str = "",
    description: str = "",
    emergency: Emergency | None = None,
    order: CourtOrder | None = None,
    qsoa: Qsoa | None = None,
) -> Left:
    """Lets something leave without consent, on another basis of 42 CFR part 2 (rulebook.consent.BASES).

    An emergency is documented by `emergency` (2.51), a court order must have been accepted and cover the items (2.61),
    a service agreement must be in force (2.11). Raises ConsentRefused with every reason against it.
    """
    if basis != "emergency" or not by.may(P.SEE_CHART):  # in an emergency whoever knows the record may tell a medic
        require(by, P.DISCLOSE)
    if basis not in rules.BASES or basis == "consent":
        raise ValueError(f"basis: {basis!r} is not one of {', '.join(set(rules.BASES) - {'consent'})}")
    leaving = rules.restrictions.Leaving(
        recipient=str(recipient.pk) if recipient else recipient_name,
        recipient_kind=recipient.kind if recipient else "other",
        items=frozenset(what),
        purposes=frozenset(),
        emergency=basis == "emergency",
    )
    refuse(
        [
            *_counseling_stays(basis, leaving),
            *_against_emergency(basis, emergency),
            *_against_order(basis, order, client, leaving),
            *_against_qsoa(basis, qsoa),
            *(restricted(client, leaving) if rules.BASES[basis].restricted else ()),
        ]
    )
    row = Disclosure(
        basis=basis,
        order=order,
        qsoa=qsoa,
        items=sorted(what),
        what=dict(what),
        description=description or information_words(what, "en"),
        purposes=[],
        purpose=purpose,
        facility=emergency.facility if emergency else "",
        emergency=emergency.nature if emergency else "",
    )
    name = recipient_name or (emergency.recipient if emergency else "") or (qsoa.name if qsoa else "")
    _write(row, by, client, recipient, name, content, how)
    return Left(row)


def restricted(client: Client, leaving: rules.restrictions.Leaving) -> list[Problem]:
    """What the program agreed with this client not to share, as far as it is about this disclosure (2.26)."""
    agreed = Restriction.objects.filter(client=client, answer=Restriction.Answer.AGREED, ended="")
    held = (rules.restrictions.holds_back(as_restriction(each), leaving) for each in agreed)
    return [each for each in held if each]


def as_restriction(row: Restriction) -> rules.restrictions.Restriction:
    """The restriction as plain data for the rules."""
    return rules.restrictions.Restriction(
        words=row.words,
        recipient=str(row.recipient_id or ""),
        recipient_kind=row.recipient_kind,
        items=frozenset(row.items),
        purposes=frozenset(row.purposes),
        paid_in_full=row.paid_in_full,
    )


def _against_consent(
    consent: Consent, recipient: Recipient | None, leaving: rules.restrictions.Leaving
) -> Iterable[Problem | None]:
    standing = standing_of(consent)
    if not standing.live:
        return [rules.refusal(standing)]
    against = list(rules.blocking(rules.problems(as_draft(consent), consent.program.today())))  # 2.31(c)(2)
    if extra := leaving.items - set(consent.items):
        words = gettext_noop("The consent does not cover this: %(items)s.")
        extra_words = information_words(extra, get_language() or "en")
        against.append(problem("items_not_covered", "items", "CON-6", "42 CFR 2.13(a)", words, items=extra_words))
    if leaving.purposes - set(consent.purposes):
        words = gettext_noop("The consent is for other purposes than this.")
        against.append(problem("purpose_not_covered", "purposes", "CON-6", "42 CFR 2.13(a)", words))
    named = recipient is not None and recipient.client_id == consent.client_id and receives(consent, recipient)
    of_a_class = recipient is None and bool(leaving.recipient) and bool(consent.recipient_class or consent.participants)
    if not named and not of_a_class:
        words = gettext_noop("The consent does not name this recipient.")
        against.append(problem("recipient_not_named", "recipient", "CON-6", "42 CFR 2.31(a)(4)", words))
    return against


def _counseling_stays(basis: str, leaving: rules.restrictions.Leaving) -> Iterable[Problem]:
    if "counseling" in leaving.items and basis not in ("court_order", "audit"):
        words = gettext_noop("Counseling notes leave only with a consent of their own.")
        yield problem("counseling", "items", "CON-1", "42 CFR 2.31(b)", words)


def _against_emergency(basis: str, emergency: Emergency | None) -> Iterable[Problem]:
    if basis == "emergency":
        yield from rules.emergency.problems(emergency or Emergency(""))


def _against_order(
    basis: str, order: CourtOrder | None, client: Client, leaving: rules.restrictions.Leaving
) -> Iterable[Problem]:
    if basis != "court_order":
        return
    if order is None or order.decision != CourtOrder.Decision.ACCEPTED:
        words = gettext_noop("Record the court order and the subpoena first, and have them accepted.")
        yield problem("order_not_accepted", "order", "", "42 CFR 2.61", words)
        return
    if order.client_id not in (None, client.pk) or leaving.items - set(order.items):
        words = gettext_noop("The court order does not cover this.")
        yield problem("order_scope", "order", "", "42 CFR 2.61", words)
    if order.expires_on and order.expires_on < timezone.now().date():
        words = gettext_noop("The court order has ended.")
        yield problem("order_expired", "order", "", "42 CFR 2.61", words)


def _against_qsoa(basis: str, qsoa: Qsoa | None) -> Iterable[Problem]:
    if basis == "qsoa" and (qsoa is None or not qsoa.holds_on(timezone.now().date())):
        words = gettext_noop("There is no service agreement in force with this organization.")
        yield problem("qsoa_missing", "qsoa", "", "42 CFR 2.11", words)


def _write(
    row: Disclosure,
    by: Any,
    client: Client,
    recipient: Recipient | None,
    name: str,
    content: bytes | str | None,
    how: str,
) -> None:
    """Fills in who and when, as they are now, writes the row and its event."""
    row.organisation_id, row.client, row.recipient = client.organisation_id, client, recipient
    row.recipient_name = str(recipient) if recipient else name
    row.recipient_kind = recipient.kind if recipient else "other"
    row.recipient_address = recipient.address if recipient else ""
    row.how = how
    row.digest = "" if content is None else digest(content)
    row.by_kind, row.by_id, row.by_name = by.actor_kind, by.id, by.actor_name
    row.save(force_insert=True)
    record(
        "privacy.disclosure.made",
        row,
        by=by,
        why=row.purpose,
        seals=row,
        basis=row.basis,
        to=row.recipient_name,
        what=row.what,
        how=row.how,
        digest=row.digest,
    )
