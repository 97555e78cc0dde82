"""Consents of one client with what was told under each, and who stands before a recipient's page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch

from openiop.base.context import RECIPIENT, Context, everything, standing
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.consents import Consent, ConsentRecipient
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.queries import standing_of
from openiop.base.tokens import fingerprint
from openiop.care.sharing.models import SharedPage
from openiop.care.sharing.preview import Preview, preview
from openiop.rulebook.consent import Standing

MOST_CONSENTS = 60
MOST_TOLD = 12  # disclosures shown beside each consent; the accounting has them all
WITH = ("client__organisation", "program__site", "program__organisation", "revocation", "reached", "now_revocable")


@dataclass
class Told:
    """One consent as its client or staff read it: how it stands, and what left under it, newest first."""

    consent: Consent
    stands: Standing
    disclosures: list[Disclosure] = field(default_factory=list)
    times: int = 0

    @property
    def names(self) -> str:
        return ", ".join(str(each.recipient) for each in self.consent.receivers.all()) or self.consent.recipient_class

    @property
    def state(self) -> str:
        """draft, waiting, discarded, live, revoked, ended or expired."""
        if self.consent.state in (Consent.State.WAITING, Consent.State.DISCARDED):
            return self.consent.state
        return self.stands.state


def fetch(gate: Gate, pk: UUID) -> Consent:
    """A consent that whoever asks may read, with what pages about it name."""
    permission = P.SEE_OWN if isinstance(gate.actor, Client) else P.SEE_CONSENT
    return gate.fetch(Consent, pk, permission, related=WITH)


def told_about(gate: Gate, client: Client) -> list[Told]:
    """The consents of this client, newest first, in a bounded number of queries."""
    permission = P.SEE_OWN if isinstance(gate.actor, Client) else P.SEE_CONSENT
    receivers = Prefetch("receivers", ConsentRecipient.objects.select_related("recipient"))
    rows = gate.rows(Consent, permission).filter(client=client).exclude(state=Consent.State.DISCARDED)
    consents = list(rows.select_related(*WITH).prefetch_related(receivers)[:MOST_CONSENTS])
    by_consent = disclosures_of(gate, consents)
    return [
        Told(each, standing_of(each), by_consent[each.pk][:MOST_TOLD], len(by_consent[each.pk])) for each in consents
    ]


def disclosures_of(gate: Gate, consents: Iterable[Consent]) -> dict[UUID, list[Disclosure]]:
    permission = P.SEE_OWN if isinstance(gate.actor, Client) else P.SEE_CONSENT
    found: dict[UUID, list[Disclosure]] = defaultdict(list)
    for row in gate.rows(Disclosure, permission).filter(consent__in=[each.pk for each in consents])[:2000]:
        found[row.consent_id].append(row)  # type: ignore[index]
    return found


def page_of(token: str) -> SharedPage | None:
    """The page behind a link, as the house sees it, or None. Enter `everything` of its house to go on."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, organisation_id FROM sharing_page_of(%s)", [fingerprint(token)])
        found = cursor.fetchone()
    if found is None:
        return None
    with standing(everything(found[1])):
        related = ["recipient", *(f"consent__{each}" for each in WITH)]
        return SharedPage.objects.select_related(*related).get(pk=found[0])


def recipient_of(consent: Consent) -> Context:
    """Who a recipient is to the database: nobody but the consent, and the kinds of information that it names."""
    items = tuple(sorted(set(consent.items) - {"counseling"}))
    return Context(RECIPIENT, consent.organisation_id, consent.pk, items=items, holders=(consent.pk,))


def seen_by_recipient(consent: Consent, today: date) -> Preview:
    """What the recipient sees, read with the recipient's eyes: the database shows nothing outside the consent."""
    with standing(recipient_of(consent)):
        return preview(consent, today).as_received()
