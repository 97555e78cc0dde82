"""What a consent says, how it stands, and what left under it. Rows are handed in by whoever asked the gate for them,
or asked for here through it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openiop.base.items import ITEM_NAMES, Item
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.consents import Consent, ConsentRecipient, Recipient
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.gate import Gate
from openiop.rulebook import consent as rules
from openiop.rulebook.consent import texts

ELEMENTS = {  # what a form shows, by paragraph
    "2.31(a)(1)": _("Whose record"),
    "2.31(a)(2)": _("Who shares"),
    "2.31(a)(3)": _("What is shared"),
    "2.31(a)(4)": _("Who receives it"),
    "2.31(a)(5)": _("What for"),
    "2.31(a)(7)": _("Until when"),
}


def as_draft(consent: Consent) -> rules.Draft:
    """The consent as plain data for the rules."""
    return rules.Draft(
        kind=consent.kind,
        client=consent.client.legal_name,
        discloser=consent.discloser,
        information=consent.information,
        items=frozenset(consent.items),
        parties=tuple(
            rules.Party(
                each.recipient.name,
                each.recipient.kind,
                each.part,
                each.recipient.is_covered,
                each.recipient.is_treating,
            )
            for each in receivers_of(consent)
        ),
        recipient_class=consent.recipient_class,
        participants=consent.participants,
        purposes=frozenset(consent.purposes),
        purpose_words=consent.purpose_words,
        statements=frozenset(consent.statements),
        consequences=consent.consequences,
        expires_on=consent.expires_on,
        expires_event=consent.expires_event,
        expires_never=consent.expires_never,
        revocable_on=consent.revocable_on,
        revocable_event=consent.revocable_event,
        disposition_on=consent.disposition_on,
        is_condition=consent.is_condition,
        state_requires=consent.state_requires,
        raises_funds=consent.raises_funds,
        conditioned=consent.conditioned,
        language=consent.language,
    )


def receivers_of(consent: Consent) -> Iterable[ConsentRecipient]:
    """Who receives, from what was fetched with it where it was."""
    if "receivers" in getattr(consent, "_prefetched_objects_cache", {}):
        return consent.receivers.all()
    return consent.receivers.select_related("recipient")


def problems_of(consent: Consent) -> tuple[rules.Problem, ...]:
    """What keeps it from being signed today; signatures are asked for by `signers_of`."""
    return rules.problems(as_draft(consent), consent.program.today())


def signers_of(consent: Consent) -> rules.Signers | rules.Problem:
    """Whose signatures it needs, by age, state and capacity of the client (2.14, 2.15)."""
    client = consent.client
    person = rules.Person(
        birth_date=client.birth_date,
        state=consent.program.site.state,
        adjudicated=consent.incapacity == Consent.Incapacity.ADJUDICATED,
        unable=consent.incapacity == Consent.Incapacity.UNABLE,
        deceased=client.deceased_on is not None,
    )
    return rules.who_must_sign(person, consent.purposes, consent.program.today())


def standing_of(consent: Consent) -> rules.Standing:
    """How it stands now, with the reason in words."""
    revoked, reached, zone = consent.revoked, getattr(consent, "reached", None), consent.program.zone
    facts = rules.Facts(
        signed=consent.state == Consent.State.SIGNED,
        revoked_on=revoked.at.astimezone(zone).date() if revoked else None,
        expires_on=consent.expires_on,
        event_on=reached.happened_on if reached else None,
        event=reached.words if reached else "",
    )
    return rules.standing(facts, consent.program.today())


def information_words(items: Iterable[str], language: str, narrowing: Mapping[str, Any] | None = None) -> str:
    """The kinds of information in words: "Level of care; Attendance and hours (from October 1, 2026 on)"."""
    with translation.override(language[:2] if language in ("en", "es") else "en"):
        chosen, limits = set(items), rules.narrowing.read(narrowing or {})
        return "; ".join(
            str(ITEM_NAMES[item]) + _limit_words(limits.get(item.value)) for item in Item if item.value in chosen
        )


def _limit_words(limit: rules.narrowing.Narrowing | None) -> str:
    """What a narrowing holds back: " (from October 1, 2026 on, 2 left out)", or nothing."""
    if limit is None or limit.is_open:
        return ""
    said = []
    if limit.first:
        said.append(gettext("from %(day)s on") % {"day": date_format(limit.first, "DATE_FORMAT")})
    if limit.last:
        said.append(gettext("until %(day)s") % {"day": date_format(limit.last, "DATE_FORMAT")})
    if limit.without:
        said.append(gettext("%(count)s left out") % {"count": len(limit.without)})
    return f" ({', '.join(said)})"


def receiver_words(consent: Consent) -> str:
    """Everyone who receives, in words."""
    named = [str(each.recipient) for each in receivers_of(consent)]
    return "; ".join([*named, *filter(None, [consent.recipient_class, consent.participants])])


def purpose_words(consent: Consent) -> str:
    """What it is for, in words of the current language."""
    named = [gettext(rules.kinds.PURPOSES[key]) for key in consent.purposes if key != "other"]
    return "; ".join([*named, *filter(None, [consent.purpose_words])])


def until_words(consent: Consent) -> str:
    """Until when it holds, in words of the current language."""
    if consent.expires_on:
        return date_format(consent.expires_on, "DATE_FORMAT")
    return consent.expires_event or gettext("No end, until it is taken back")


def scope_words(consent: Consent) -> str:
    """The clear explanation of its scope that travels with a disclosure (2.32(b)), in the current language."""
    return gettext(
        "%(client)s allows %(discloser)s to share with %(who)s: %(what)s. For: %(purpose)s. Until: %(until)s. %(back)s"
    ) % {
        "client": consent.client.legal_name,
        "discloser": consent.discloser,
        "who": receiver_words(consent),
        "what": consent.information,
        "purpose": purpose_words(consent),
        "until": until_words(consent),
        "back": taking_back_words(consent),
    }


def taking_back_words(consent: Consent) -> str:
    """Whether the client may take it back; one for criminal justice cannot be before what it names (2.35)."""
    if consent.kind != "criminal_justice" or getattr(consent, "now_revocable", None):
        return gettext("The client may take this back.")
    if consent.revocable_on:
        day = date_format(consent.revocable_on, "DATE_FORMAT")
        return gettext("The client may take this back from %(day)s on, and not before (42 CFR 2.35).") % {"day": day}
    return gettext("The client may take this back once this has happened, and not before: %(event)s (42 CFR 2.35).") % {
        "event": consent.revocable_event
    }


def shown(consent: Consent, *, preview: Any = None) -> dict[str, Any]:
    """Exactly what somebody who signs is shown, in the consent's language, ready to be kept as JSON.

    {"title", "language", "texts", "elements": [{"citation", "label", "words"}], "statements": [{"citation", "words"}],
    "narrowing", "preview"}; `preview` is what the page of "show me first" showed, if there was one.
    """
    language = consent.language if consent.language in ("en", "es") else "en"
    with translation.override(language):
        words = {
            "2.31(a)(1)": consent.client.legal_name,
            "2.31(a)(2)": consent.discloser,
            "2.31(a)(3)": consent.information,
            "2.31(a)(4)": receiver_words(consent),
            "2.31(a)(5)": purpose_words(consent),
            "2.31(a)(7)": until_words(consent),
        }
        return {
            "title": gettext(rules.kinds.KINDS[consent.kind].label),
            "language": language,
            "texts": consent.texts,
            "elements": [
                {"citation": key, "label": str(label), "words": words[key]} for key, label in ELEMENTS.items()
            ],
            "statements": statements_shown(consent, language),
            "narrowing": consent.narrowing,
            "preview": preview,
        }


def statements_shown(consent: Consent, language: str) -> list[dict[str, str]]:
    """The statements of the form with their blanks filled, in the order of the regulation."""
    version = texts.version(consent.texts)
    when = consent.revocable_event
    if consent.revocable_on:
        when = gettext("from %(day)s on") % {"day": date_format(consent.revocable_on, "DATE_FORMAT")}
    blanks = {"discloser": consent.discloser, "consequences": consent.consequences, "revocable": when}
    return [
        {"citation": rules.kinds.STATEMENTS[key], "words": version.statement(key, language, **blanks)}
        for key in rules.kinds.STATEMENTS
        if key in consent.statements
    ]


def digest(content: Any) -> str:
    """SHA-256 of bytes as they are, of text as UTF-8, of anything else as canonical JSON."""
    if isinstance(content, str):
        content = content.encode()
    if not isinstance(content, bytes):
        content = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return hashlib.sha256(content).hexdigest()


def is_live(consent_id: UUID) -> bool:
    """Whether a consent holds at this very moment. Needs no context, so that a long answer may ask while it leaves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_consent_live(%s)", [consent_id])
        return bool(cursor.fetchone()[0])


def live(consents: QuerySet[Consent], *, now: datetime | None = None) -> QuerySet[Consent]:
    """Those that were signed and have not been revoked or reached their event. One whose last day is near its end is
    still asked by `standing_of`, because a day ends with its program's midnight."""
    day = (now or timezone.now()).date()
    return consents.filter(
        Q(expires_on=None) | Q(expires_on__gte=day - timedelta(days=1)),
        state=Consent.State.SIGNED,
        revocation=None,
        reached=None,
    ).select_related("program", "client")


def consents_of(gate: Gate, client: Client) -> QuerySet[Consent]:
    """Every consent of a client, newest first, with all that a list of them shows."""
    return (
        gate.rows(Consent, _seeing(gate))
        .filter(client=client)
        .select_related("client", "program__site", "revocation", "reached", "now_revocable")
        .prefetch_related("receivers__recipient", "signatures")
    )


def disclosures_of(gate: Gate, client: Client) -> QuerySet[Disclosure]:
    """Everything that left about a client, on whichever basis, newest first."""
    return gate.rows(Disclosure, _seeing(gate)).filter(client=client)


def _seeing(gate: Gate) -> P:
    """A client asks for their own, staff by their right."""
    return P.SEE_OWN if isinstance(gate.actor, Client) else P.SEE_CONSENT


def expiring(gate: Gate, *, within_days: int = 30) -> QuerySet[Consent]:
    """Signed consents whose last day is near, soonest first, for the privacy officer's desk."""
    today = timezone.now().date()
    return (
        live(gate.rows(Consent, P.SEE_CONSENT))
        .filter(expires_on__lte=today + timedelta(days=within_days))
        .order_by("expires_on", "id")
    )


def disclosures_between(client: Client, since: date, until: date, zone: Any) -> QuerySet[Disclosure]:
    """Disclosures made with consent on these local days, oldest first (2.25)."""
    return Disclosure.objects.filter(
        client=client,
        basis__in=[basis.key for basis in rules.BASES.values() if basis.accounted],
        at__gte=datetime.combine(since, time(), zone),
        at__lt=datetime.combine(until + timedelta(days=1), time(), zone),
    ).order_by("at", "id")


def accounting_rows(client: Client, since: date, until: date, zone: Any) -> list[dict[str, str]]:
    """The accounting as 45 CFR 164.528(b)(2) asks: date, recipient, address, brief description, purpose."""
    return [
        {
            "date": each.at.astimezone(zone).date().isoformat(),
            "recipient": each.recipient_name,
            "address": each.recipient_address,
            "description": each.description,
            "purpose": each.purpose,
        }
        for each in disclosures_between(client, since, until, zone)
    ]


def intermediary_rows(client: Client, since: date, until: date, zone: Any) -> list[dict[str, str]]:
    """The list of what went through an intermediary (2.24): entity, date, brief description."""
    return [
        {
            "date": each.at.astimezone(zone).date().isoformat(),
            "recipient": each.recipient_name,
            "intermediary": each.intermediary_name,
            "description": each.description,
        }
        for each in disclosures_between(client, since, until, zone).exclude(intermediary_name="")
    ]


def receives(consent: Consent, recipient: Recipient) -> bool:
    """Whether a recipient is one of those this consent names; a class of recipients may hold anybody."""
    if consent.recipient_class or consent.participants:
        return True
    return consent.receivers.filter(recipient=recipient).exclude(part="intermediary").exists()
