"""Does a consent have every element of 42 CFR 2.31(a)? (rules.md §3.2, CON-3) Each check is one element."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..text import gettext_noop, label
from . import combining
from .draft import Draft, statements_needed
from .kinds import KINDS, PURPOSES, STATEMENTS
from .problem import Problem, problem
from .texts import treating_participants

RULE = "CON-3"


def problems(draft: Draft, today: date) -> tuple[Problem, ...]:
    """Return everything that keeps this consent from being signed on `today`, in the order of the form.

    Who has to sign is asked separately (signing.who_must_sign). ValueError names an unknown kind or purpose.
    """
    if draft.kind not in KINDS:
        raise ValueError(f"kind: {draft.kind!r} is not one of {', '.join(KINDS)}")
    if unknown := draft.purposes - set(PURPOSES):
        raise ValueError(f"purposes: {', '.join(sorted(unknown))} is not one of {', '.join(PURPOSES)}")
    return (
        *_named(draft),
        *_information(draft),
        *_recipients(draft),
        *combining.problems(draft),
        *_purpose(draft),
        *_expiry(draft, today),
        *_statements(draft),
        *_truth(draft),
    )


def _named(draft: Draft) -> Iterator[Problem]:
    if not draft.client.strip():
        yield problem(
            "client_missing", "client", RULE, "42 CFR 2.31(a)(1)", gettext_noop("Name the client whose record it is.")
        )
    if not draft.discloser.strip():
        yield problem(
            "discloser_missing",
            "discloser",
            RULE,
            "42 CFR 2.31(a)(2)",
            gettext_noop("Name who shares the record: a person, a program, or a class of them."),
        )


def _information(draft: Draft) -> Iterator[Problem]:
    if not draft.items:
        yield problem(
            "items_missing",
            "items",
            RULE,
            "42 CFR 2.31(a)(3)",
            gettext_noop("Choose at least one kind of information to share."),
        )
    elif not draft.information.strip():
        yield problem(
            "information_missing",
            "information",
            RULE,
            "42 CFR 2.31(a)(3)",
            gettext_noop("Describe what is shared so that anyone can tell what it is."),
        )


def _recipients(draft: Draft) -> Iterator[Problem]:
    if draft.kind == "intermediary":
        yield from _intermediary(draft)
    elif not any(party.name.strip() for party in draft.parties) and not draft.recipient_class.strip():
        yield problem(
            "recipient_missing",
            "recipients",
            RULE,
            "42 CFR 2.31(a)(4)(i)",
            gettext_noop("Name at least one person or organization who may receive it."),
        )


def _intermediary(draft: Draft) -> Iterator[Problem]:
    through = [party for party in draft.parties if party.part == "intermediary"]
    if not through:
        yield problem(
            "intermediary_missing",
            "recipients",
            RULE,
            "42 CFR 2.31(a)(4)(ii)",
            gettext_noop("Name the intermediary."),
        )
    for party in through:
        if party.covered:
            yield problem(
                "not_an_intermediary",
                "recipients",
                RULE,
                "42 CFR 2.11",
                gettext_noop(
                    "%(name)s is a covered entity or business associate, and so not an intermediary. Name it as the "
                    "recipient of an ordinary consent."
                ),
                name=party.name,
            )
    named = any(party.part == "participant" for party in draft.parties)
    if not named and draft.participants.strip() not in treating_participants():
        yield problem(
            "participants_missing",
            "participants",
            RULE,
            "42 CFR 2.31(a)(4)(ii)",
            gettext_noop(
                "Name the participants of the intermediary, or limit them to those who have a treating provider "
                "relationship with the client."
            ),
        )


def _purpose(draft: Draft) -> Iterator[Problem]:
    if not draft.purposes:
        yield problem(
            "purpose_missing", "purposes", RULE, "42 CFR 2.31(a)(5)", gettext_noop("Say what it is shared for.")
        )
    elif "other" in draft.purposes and not draft.purpose_words.strip():
        yield problem(
            "purpose_words_missing",
            "purpose_words",
            RULE,
            "42 CFR 2.31(a)(5)",
            gettext_noop("Describe the other purpose in your own words."),
        )


def _expiry(draft: Draft, today: date) -> Iterator[Problem]:
    ways = [draft.expires_on is not None, bool(draft.expires_event.strip()), draft.expires_never]
    citation = "42 CFR 2.31(a)(7)"
    if sum(ways) != 1:
        yield problem(
            "expiry_missing" if not any(ways) else "expiry_twice",
            "expires_on",
            RULE,
            citation,
            gettext_noop("Choose one end: a last day, or something that happens."),
        )
    if draft.expires_on is not None and draft.expires_on < today:
        yield problem(
            "expiry_past",
            "expires_on",
            RULE,
            citation,
            gettext_noop("The last day, %(day)s, is already past. Choose a day from today on."),
            day=draft.expires_on.isoformat(),
        )
    if draft.expires_never and not draft.only_tpo:
        yield problem(
            "expiry_never",
            "expires_never",
            RULE,
            citation,
            gettext_noop(
                "A consent without an end is possible only for treatment, payment and running the program. "
                "Choose a last day or an event."
            ),
        )


def _statements(draft: Draft) -> Iterator[Problem]:
    for key in statements_needed(draft):
        if key not in draft.statements:
            yield problem(
                f"statement_{key}",
                "statements",
                "CON-4" if key == "revocable_when" else RULE,
                f"42 CFR {STATEMENTS[key]}",
                gettext_noop("The form must say: %(statement)s"),
                statement=label(_MISSING[key]),
            )
    if draft.is_tpo and not draft.consequences.strip():
        yield problem(
            "consequences_missing",
            "consequences",
            RULE,
            "42 CFR 2.31(a)(10)(ii)",
            gettext_noop("Say what happens if the client does not sign, even if nothing happens."),
        )


_MISSING = {
    "revocation": gettext_noop("that the client may revoke it in writing, how, and what cannot be undone."),
    "hipaa_redisclosure": gettext_noop(
        "that a health provider or plan may pass the record on as HIPAA permits, but not for proceedings against the "
        "client."
    ),
    "no_longer_protected": gettext_noop(
        "that the record may be passed on and then no longer be protected by 42 CFR part 2."
    ),
    "consequences": gettext_noop("what happens if the client does not sign."),
    "fundraising": gettext_noop("that the client may choose not to receive fundraising messages."),
    "revocable_when": gettext_noop("when it becomes revocable."),
}


def _truth(draft: Draft) -> Iterator[Problem]:
    if draft.false:
        yield problem(
            "known_false",
            "false",
            RULE,
            "42 CFR 2.31(c)",
            gettext_noop("Something in this consent is known, or could easily be known, to be untrue."),
        )
