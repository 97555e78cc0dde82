"""What an import takes from FHIR, in neutral words: frozen, free of FHIR's shapes, ready to be kept.

Times are `Moment`s, because FHIR lets a date stop at the year or the month. Codes carry their system. Every
record knows where it came from (`Origin`), so that a second import recognises it and a person can look it up.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

SNOMED = "http://snomed.info/sct"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SSN = "http://hl7.org/fhir/sid/us-ssn"

Precision = Literal["year", "month", "day", "instant"]


@dataclass(frozen=True)
class Origin:
    """Where a record stood. `name` is what it is called outside this file: its full URL, its type and a UUID,
    or its type and an identifier; where it has none of these only its sender calls it so ("Patient/1") and
    `worldwide` is false. `digest` is the SHA-256 of the record, so that a change is seen."""

    file: str
    path: str
    kind: str
    id: str
    name: str
    worldwide: bool
    digest: str


@dataclass(frozen=True)
class Moment:
    """A FHIR date, dateTime or instant. `text` is as it came; `day` is the first day it can mean, in the
    sender's own offset; `instant` is in UTC and only there when the time of day was given."""

    text: str
    precision: Precision
    day: date
    instant: datetime | None = None

    @property
    def exact_day(self) -> date | None:
        """The day, if it is known to the day."""
        return self.day if self.precision in ("day", "instant") else None


@dataclass(frozen=True)
class Coding:
    """A code with its system (a URI, "" if the sender named none)."""

    system: str
    code: str
    display: str = ""
    version: str = ""


@dataclass(frozen=True)
class Concept:
    """What somebody meant, in several codings and in words."""

    codings: tuple[Coding, ...] = ()
    text: str = ""

    def code(self, system: str) -> str:
        """The code in `system`, "" if it is not coded there."""
        return next((coding.code for coding in self.codings if coding.system == system), "")

    @property
    def display(self) -> str:
        """The best words for it: the sender's text, else a coding's display, else the bare code."""
        return (
            self.text
            or next((coding.display for coding in self.codings if coding.display), "")
            or next((coding.code for coding in self.codings), "")
        )


_NUMBERED = re.compile(r"(?<=[^\W\d_])\d{1,4}$")


def without_number(part: str) -> str:
    """A name part without the digits that test-data generators glue to it: "Babara123" reads "Babara".

    Only digits that directly follow a letter at the very end go ("A-12" and "3rd" stay). The source document
    keeps the name verbatim.
    """
    return " ".join(_NUMBERED.sub("", word) for word in unicodedata.normalize("NFC", part).split())


@dataclass(frozen=True)
class Name:
    """A human name. `use` is FHIR's word (official, usual, nickname, maiden, old …, "" if not said).
    `given` and `family` are for display; `verbatim` is the name exactly as it came."""

    use: str
    family: str
    given: tuple[str, ...]
    prefix: tuple[str, ...]
    suffix: tuple[str, ...]
    verbatim: str

    @property
    def first(self) -> str:
        return self.given[0] if self.given else ""


@dataclass(frozen=True)
class Identifier:
    """A number somebody gave to a person. `kind` is the HL7 v2-0203 code (MR, SS, DL …), "" if not said."""

    system: str
    value: str
    kind: str = ""


@dataclass(frozen=True)
class Telecom:
    system: str  # phone, email, sms, fax, pager, url, other
    value: str
    use: str = ""


@dataclass(frozen=True)
class Address:
    lines: tuple[str, ...]
    city: str
    district: str
    state: str
    postal_code: str
    country: str
    use: str = ""


@dataclass(frozen=True)
class Contact:
    """Somebody around the person. `relationships` are v2-0131 codes and words ("C": emergency contact)."""

    name: Name | None
    relationships: tuple[str, ...]
    telecoms: tuple[Telecom, ...]


@dataclass(frozen=True)
class TakenPatient:
    """Who the person is. `sex` is the birth sex (F, M, UNK …) where US Core says it; `gender` is FHIR's
    administrative gender. Race and ethnicity are OMB codes and words. `deceased` is None if not said."""

    origin: Origin
    identifiers: tuple[Identifier, ...]
    names: tuple[Name, ...]
    birth_date: Moment | None
    gender: str
    sex: str
    gender_identity: str
    pronouns: str
    race: Concept
    ethnicity: Concept
    languages: tuple[str, ...]
    telecoms: tuple[Telecom, ...]
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...]
    marital_status: str
    deceased: bool | None
    deceased_at: Moment | None
    sent_by: str

    @property
    def legal_name(self) -> Name:
        """The official name, else the one without a use, else the usual one, else the first."""
        order = ("official", "", "usual")
        return min(self.names, key=lambda name: order.index(name.use) if name.use in order else len(order))

    @property
    def chosen_name(self) -> Name | None:
        """What the person goes by, where it differs from the legal name."""
        for use in ("nickname", "usual"):
            for name in self.names:
                if name.use == use and name != self.legal_name:
                    return name
        return None

    @property
    def former_names(self) -> tuple[Name, ...]:
        return tuple(name for name in self.names if name.use in ("maiden", "old"))

    @property
    def language(self) -> str:
        """The preferred language (BCP 47), "" if none is named."""
        return self.languages[0] if self.languages else ""


@dataclass(frozen=True)
class TakenCondition:
    """A problem somebody recorded. `status` is FHIR's clinical status, "" if not said; `certainty` its
    verification status. `encounter` is the `origin.name` of the visit, "" if not said or not in the files."""

    origin: Origin
    concept: Concept
    status: str
    certainty: str
    categories: tuple[str, ...]
    onset: Moment | None
    abatement: Moment | None
    recorded: Moment | None
    encounter: str

    @property
    def is_current(self) -> bool:
        return self.abatement is None and self.status in ("active", "recurrence", "relapse", "")


@dataclass(frozen=True)
class TakenMedication:
    """A medication somebody ordered or recorded. `rxnorm` is its RxNorm code, "" if it is not coded there."""

    origin: Origin
    concept: Concept
    status: str
    intent: str
    authored: Moment | None
    dosage: str
    prescriber: str
    encounter: str

    @property
    def rxnorm(self) -> str:
        return self.concept.code(RXNORM)

    @property
    def is_current(self) -> bool:
        return self.status in ("active", "on-hold", "unknown")


@dataclass(frozen=True)
class TakenEncounter:
    """A visit elsewhere. `setting` is the v3 ActCode of its class (AMB, EMER, IMP …)."""

    origin: Origin
    status: str
    setting: str
    type: Concept
    reason: Concept
    start: Moment
    end: Moment | None
    provider: str


@dataclass(frozen=True)
class TakenCoverage:
    """Who pays. `as_of` is set where only a past claim says it: that payer paid then, perhaps not now."""

    origin: Origin
    status: str
    payer: str
    type: Concept
    member_id: str
    group: str
    relationship: str
    start: Moment | None
    end: Moment | None
    as_of: Moment | None


Record = TakenCondition | TakenMedication | TakenEncounter | TakenCoverage


@dataclass(frozen=True)
class TakenPerson:
    """One person and what this file says about them. In Bulk Data the patient may stand in another file
    (`patient.origin.file`), while the records are always this file's."""

    patient: TakenPatient
    conditions: tuple[TakenCondition, ...] = ()
    medications: tuple[TakenMedication, ...] = ()
    encounters: tuple[TakenEncounter, ...] = ()
    coverages: tuple[TakenCoverage, ...] = ()

    def records(self) -> Iterator[Record]:
        """Everything but the patient, in the order a chart keeps it."""
        yield from self.encounters
        yield from self.conditions
        yield from self.medications
        yield from self.coverages


@dataclass(frozen=True)
class Skipped:
    """A record that was not taken, and why."""

    resource_type: str
    id: str
    why: str


@dataclass(frozen=True)
class Taken:
    """What one file gives."""

    file: str
    persons: tuple[TakenPerson, ...]
    skipped: tuple[Skipped, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each FHIR type were taken from this file."""
        found: Counter[str] = Counter()
        for person in self.persons:
            if person.patient.origin.file == self.file:
                found["Patient"] += 1
            found.update(TYPE_OF[type(record)] for record in person.records())
        return dict(sorted(found.items()))


TYPE_OF: dict[type[Record], str] = {
    TakenCondition: "Condition",
    TakenMedication: "MedicationRequest",
    TakenEncounter: "Encounter",
    TakenCoverage: "Coverage",
}
