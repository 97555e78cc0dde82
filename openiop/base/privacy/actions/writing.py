"""Writing a consent: recipients, the draft, its changes, until somebody signs."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from openiop.base.audit.actions import record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.actions.who import hold, require_for, staff_of
from openiop.base.privacy.consents import Consent, ConsentRecipient, Recipient
from openiop.base.privacy.queries import as_draft, information_words
from openiop.base.programs.models import Program
from openiop.rulebook import consent as rules

# What a builder may set; state, texts and statements follow from them.
ELEMENTS = frozenset(
    """kind discloser information items narrowing recipient_class participants purposes purpose_words raises_funds
       consequences conditioned expires_on expires_event expires_never revocable_on revocable_event disposition_on
       is_condition incapacity state_requires language""".split()
)
RECIPIENT_FIELDS = frozenset("kind name works_for address email phone fax is_covered is_treating".split())


@transaction.atomic
def name_recipient(*, by: Any, client: Client, recipient: Recipient | None = None, **fields: Any) -> Recipient:
    """Adds somebody a client may share with, or changes one that no signed consent names.

    `fields`: kind (keys of rulebook.consent.kinds.RECIPIENTS), name, works_for, address, email, phone, fax, is_covered,
    is_treating. Raises ValueError for any other; IntegrityError where a signed consent keeps the name.
    """
    require_for(by, client, P.MANAGE_CONSENT)
    _only(fields, RECIPIENT_FIELDS)
    row = recipient or Recipient(organisation_id=client.organisation_id, client=client)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean(exclude=["client", "organisation"])
    row.save()
    record("privacy.recipient.named", row, by=by)
    return row


@transaction.atomic
def draft_consent(
    *,
    by: Any,
    client: Client,
    program: Program,
    recipients: Iterable[tuple[Recipient, str] | Recipient] = (),
    **elements: Any,
) -> Consent:
    """Begins a consent. `elements`: names of ELEMENTS, as Consent has them; `recipients`: rows, or pairs of a row and
    its part ("recipient", "intermediary", "participant"). Nothing is checked by the rules before somebody signs; a
    narrowing that is none raises ValueError."""
    require_for(by, client, P.MANAGE_CONSENT)
    language = client.language if client.language in ("en", "es") else "en"
    consent = Consent(
        organisation_id=client.organisation_id,
        client=client,
        program=program,
        discloser=program.name,
        language=language,
        written_by=staff_of(by),
    )
    _take(consent, elements)
    consent.save()
    _name(consent, recipients)
    _finish(consent)
    record("privacy.consent.drafted", consent, by=by, kind=consent.kind)
    return consent


@transaction.atomic
def change_consent(
    *, by: Any, consent: Consent, recipients: Iterable[tuple[Recipient, str] | Recipient] | None = None, **elements: Any
) -> Consent:
    """Changes a draft: these elements, and all recipients where they are given. Raises IntegrityError once anybody has
    signed: then it is revoked and written anew."""
    require_for(by, consent.client, P.MANAGE_CONSENT)
    consent = hold(consent, against="FOR UPDATE")
    if consent.information == _words(consent):
        consent.information = ""  # nobody has put it into words of their own: it follows what is chosen
    _take(consent, elements)
    if recipients is not None:
        consent.receivers.all().delete()
        _name(consent, recipients)
    _finish(consent)
    record("privacy.consent.changed", consent, by=by, changed=sorted(elements))
    return consent


@transaction.atomic
def discard_consent(*, by: Any, consent: Consent) -> None:
    """Sets aside a consent that not everyone has signed."""
    require_for(by, consent.client, P.MANAGE_CONSENT)
    consent.state = Consent.State.DISCARDED
    consent.save(update_fields=["state"])
    record("privacy.consent.discarded", consent, by=by)


def _take(consent: Consent, elements: dict[str, Any]) -> None:
    _only(elements, ELEMENTS)
    for name, value in elements.items():
        setattr(consent, name, value)


def _words(consent: Consent) -> str:
    return information_words(consent.items, consent.language, consent.narrowing)


def _only(given: dict[str, Any], known: frozenset[str]) -> None:
    if unknown := set(given) - known:
        raise ValueError(f"{', '.join(sorted(unknown))}: not something one can set here")


def _name(consent: Consent, recipients: Iterable[tuple[Recipient, str] | Recipient]) -> None:
    for each in recipients:
        recipient, part = each if isinstance(each, tuple) else (each, ConsentRecipient.Part.RECIPIENT)
        ConsentRecipient.objects.create(
            organisation_id=consent.organisation_id, consent=consent, recipient=recipient, part=part
        )


def _finish(consent: Consent) -> None:
    """What follows from the rest: words for what is shared, the statements this form needs, the texts in force."""
    rules.narrowing.read(consent.narrowing)
    consent.narrowing = {item: said for item, said in consent.narrowing.items() if item in consent.items}
    if not consent.information:
        consent.information = _words(consent)
    consent.texts = rules.texts.in_force(consent.program.today()).version
    consent.statements = list(rules.statements_needed(as_draft(consent)))
    consent.save()
