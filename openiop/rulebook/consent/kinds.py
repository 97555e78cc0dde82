"""The kinds of consent, of recipient and of purpose, and the statements a form may carry (rules.md §3.2).

Labels are message ids in plain words; keys are stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..text import gettext_noop

TPO = frozenset({"treatment", "payment", "operations"})

# Whoever takes part in a proceeding or watches over a condition of one.
JUSTICE = frozenset({"court", "probation", "treatment_court"})

PURPOSES: Mapping[str, str] = {
    "treatment": gettext_noop("Treatment"),
    "payment": gettext_noop("Payment"),
    "operations": gettext_noop("Running the program (health care operations)"),
    "request": gettext_noop("At my own request"),
    "support": gettext_noop("Support from people close to me"),
    "monitoring": gettext_noop("Following a condition set by the justice system"),
    "proceeding": gettext_noop("A legal investigation or proceeding"),
    "pdmp": gettext_noop("Reporting to the state's prescription monitoring program"),
    "registry": gettext_noop("Preventing enrollment in two treatment programs at once"),
    "research": gettext_noop("Research"),
    "fundraising": gettext_noop("Raising funds for the program"),
    "other": gettext_noop("Another purpose"),
}

RECIPIENTS: Mapping[str, str] = {
    "provider": gettext_noop("A provider who treats me"),
    "health_plan": gettext_noop("A health plan or other payer"),
    "family": gettext_noop("Family or a friend"),
    "employer": gettext_noop("An employer"),
    "school": gettext_noop("A school"),
    "attorney": gettext_noop("An attorney"),
    "probation": gettext_noop("A probation or parole officer"),
    "treatment_court": gettext_noop("A treatment court"),
    "court": gettext_noop("A court, prosecutor or party to a proceeding"),
    "agency": gettext_noop("A public agency"),
    "housing": gettext_noop("Housing"),
    "intermediary": gettext_noop("An intermediary (health information exchange)"),
    "pdmp": gettext_noop("The state's prescription monitoring program"),
    "registry": gettext_noop("A central registry or another treatment program"),
    "researcher": gettext_noop("A researcher"),
    "other": gettext_noop("Someone else"),
}

# What a form may have to say, by 42 CFR 2.31(a). The words are in data/texts-*.toml, by language and date.
STATEMENTS: Mapping[str, str] = {
    "revocation": "2.31(a)(6)",
    "hipaa_redisclosure": "2.31(a)(4)(iii)",
    "no_longer_protected": "2.31(a)(10)(i)",
    "consequences": "2.31(a)(10)(ii)",
    "fundraising": "2.31(a)(5)(iii)",
    "revocable_when": "2.35",
}

CAPACITIES: Mapping[str, str] = {
    "client": gettext_noop("The client"),
    "guardian": gettext_noop("Parent or guardian"),
    "representative": gettext_noop("Personal representative"),
    "director": gettext_noop("Program director, for payment only"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of consent.

    purposes: those it may name. recipients: kinds it may go to; empty: any. revocable: element 6 applies; else it
    says when it becomes revocable (2.35).
    """

    key: str
    label: str
    purposes: frozenset[str]
    recipients: frozenset[str] = frozenset()
    revocable: bool = True


_EVERYDAY = frozenset({"treatment", "payment", "operations", "request", "support", "fundraising", "other"})

KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "tpo_single",
            gettext_noop("One consent for all treatment, payment and running the program"),
            TPO | {"fundraising"},
        ),
        Kind("specific", gettext_noop("For the people and the purpose named"), _EVERYDAY),
        Kind(
            "intermediary",
            gettext_noop("Through an intermediary, such as a health information exchange"),
            TPO | {"request", "other"},
        ),
        Kind(
            "criminal_justice",
            gettext_noop("For a court, probation or parole that made treatment a condition"),
            frozenset({"monitoring"}),
            JUSTICE,
            revocable=False,
        ),
        Kind("sud_counseling_notes", gettext_noop("For counseling notes only"), _EVERYDAY - {"fundraising"}),
        Kind(
            "legal_proceeding",
            gettext_noop("For a legal investigation or proceeding"),
            frozenset({"proceeding"}),
        ),
        Kind(
            "pdmp",
            gettext_noop("For the state's prescription monitoring program"),
            frozenset({"pdmp"}),
            frozenset({"pdmp"}),
        ),
        Kind(
            "central_registry",
            gettext_noop("For a central registry of treatment programs"),
            frozenset({"registry"}),
            frozenset({"registry"}),
        ),
        Kind("research", gettext_noop("For research"), frozenset({"research"}), frozenset({"researcher"})),
    )
}
