"""What each kind of consent may hold, and what may not be combined (CON-1, CON-2, CON-4, CON-6; 2.31(b), (d), 2.35)."""

from __future__ import annotations

from collections.abc import Iterator

from ..text import gettext_noop, label
from .draft import Draft
from .kinds import KINDS, PURPOSES, RECIPIENTS, TPO
from .problem import Problem, problem

COUNSELING = "counseling"

# What a purpose usually needs (2.13(a)); more is possible, but somebody should look at it.
USUALLY_ENOUGH: dict[str, frozenset[str]] = {
    "monitoring": frozenset({"identity", "placement", "hours", "medical"}),
    "payment": frozenset({"identity", "referral", "evaluation", "placement", "plan", "hours", "notes"}),
    "registry": frozenset({"identity", "medical"}),
    "pdmp": frozenset({"identity", "medical"}),
}


def problems(draft: Draft) -> Iterator[Problem]:
    """Yield what this kind may not hold or may not be combined with."""
    yield from _counseling(draft)
    yield from _proceeding(draft)
    yield from _purposes_of_kind(draft)
    yield from _recipients_of_kind(draft)
    if draft.kind == "criminal_justice":
        yield from _criminal_justice(draft)
    if draft.kind == "pdmp" and not draft.state_requires:
        yield problem(
            "state_law",
            "state_requires",
            "CON-3",
            "42 CFR 2.36",
            gettext_noop("A report to the prescription monitoring program needs a state law that asks for it."),
        )
    yield from _no_more_than_needed(draft)


def _counseling(draft: Draft) -> Iterator[Problem]:
    own_kind = draft.kind == "sud_counseling_notes"
    if COUNSELING in draft.items and (not own_kind or len(draft.items) > 1):
        yield problem(
            "counseling_combined",
            "items",
            "CON-1",
            "42 CFR 2.31(b)",
            gettext_noop("Counseling notes need a consent of their own. Take them out here, or everything else there."),
        )
    if own_kind and draft.items and COUNSELING not in draft.items:
        yield problem(
            "counseling_without_notes",
            "items",
            "CON-1",
            "42 CFR 2.31(b)",
            gettext_noop("This kind of consent is for counseling notes only."),
        )
    if draft.conditioned and (own_kind or COUNSELING in draft.items):
        yield problem(
            "counseling_conditioned",
            "conditioned",
            "CON-1",
            "42 CFR 2.31(b)",
            gettext_noop("Treatment, payment, enrollment or eligibility may not depend on sharing counseling notes."),
        )


def _proceeding(draft: Draft) -> Iterator[Problem]:
    if "proceeding" in draft.purposes and draft.purposes != {"proceeding"}:
        yield problem(
            "proceeding_combined",
            "purposes",
            "CON-2",
            "42 CFR 2.31(d)",
            gettext_noop(
                "A consent for an investigation or proceeding cannot be combined with another purpose. Write two."
            ),
        )


def _purposes_of_kind(draft: Draft) -> Iterator[Problem]:
    kind = KINDS[draft.kind]
    for purpose in sorted(draft.purposes - kind.purposes):
        if purpose == "proceeding" and draft.purposes != {"proceeding"}:
            continue  # said already
        yield problem(
            "purpose_of_another_kind",
            "purposes",
            "CON-2" if purpose == "proceeding" else "CON-3",
            "42 CFR 2.31(d)" if purpose == "proceeding" else "42 CFR 2.31(a)(5)",
            gettext_noop("“%(purpose)s” needs another kind of consent than “%(kind)s”."),
            purpose=label(PURPOSES[purpose]),
            kind=label(kind.label),
        )
    if draft.kind == "tpo_single" and draft.purposes and not draft.purposes & TPO:
        yield problem(
            "tpo_without_purpose",
            "purposes",
            "CON-3",
            "42 CFR 2.31(a)(5)",
            gettext_noop("This kind of consent is for treatment, payment and running the program."),
        )


def _recipients_of_kind(draft: Draft) -> Iterator[Problem]:
    kind = KINDS[draft.kind]
    for party in draft.parties:
        if kind.recipients and party.kind not in kind.recipients:
            yield problem(
                "recipient_of_another_kind",
                "recipients",
                "CON-4" if draft.kind == "criminal_justice" else "CON-3",
                "42 CFR 2.35" if draft.kind == "criminal_justice" else "42 CFR 2.31(a)(4)",
                gettext_noop("%(name)s (%(who)s) cannot receive under “%(kind)s”."),
                name=party.name,
                who=label(RECIPIENTS.get(party.kind, party.kind)),
                kind=label(kind.label),
            )


def _criminal_justice(draft: Draft) -> Iterator[Problem]:
    if not draft.is_condition:
        yield problem(
            "not_a_condition",
            "is_condition",
            "CON-4",
            "42 CFR 2.35",
            gettext_noop(
                "This kind is only for those in the justice system who made treatment a condition and follow it. "
                "For anyone else choose another kind."
            ),
        )
    if draft.expires_never:
        yield problem(
            "period_missing",
            "expires_never",
            "CON-4",
            "42 CFR 2.35",
            gettext_noop("Say for how long it holds: as long as treatment and the proceeding are expected to take."),
        )
    if draft.revocable_on is None and not draft.revocable_event.strip():
        yield problem(
            "revocable_missing",
            "revocable_on",
            "CON-4",
            "42 CFR 2.35",
            gettext_noop("Say when the client may revoke it: a day, or something that anyone can tell has happened."),
        )
    if draft.revocable_on and draft.disposition_on and draft.revocable_on > draft.disposition_on:
        yield problem(
            "revocable_too_late",
            "revocable_on",
            "CON-4",
            "42 CFR 2.35",
            gettext_noop(
                "It must become revocable no later than the final disposition of the case, expected on %(day)s."
            ),
            day=draft.disposition_on.isoformat(),
        )


def _no_more_than_needed(draft: Draft) -> Iterator[Problem]:
    if len(draft.purposes) != 1 or not draft.items:
        return
    (purpose,) = draft.purposes
    more = draft.items - USUALLY_ENOUGH.get(purpose, draft.items)
    if more:
        yield problem(
            "more_than_needed",
            "items",
            "CON-6",
            "42 CFR 2.13(a)",
            gettext_noop("“%(purpose)s” seldom needs this much. Share only what it needs."),
            "confirm",
            purpose=label(PURPOSES[purpose]),
        )
