"""From documents to people: each patient with the records about them, and what was left out and why."""

from collections.abc import Callable, Sequence
from datetime import date

from openiop.doors.exchange.fhir.defect import Defect, quoted
from openiop.doors.exchange.fhir.document import Document, Entry
from openiop.doors.exchange.fhir.element import Element
from openiop.doors.exchange.fhir.patients import take_patient
from openiop.doors.exchange.fhir.records import (
    coverage_of_claim,
    day_of_claim,
    take_condition,
    take_coverage,
    take_encounter,
    take_medication,
)
from openiop.doors.exchange.fhir.references import References
from openiop.doors.exchange.fhir.taken import (
    Record,
    Skipped,
    Taken,
    TakenCondition,
    TakenCoverage,
    TakenEncounter,
    TakenMedication,
    TakenPatient,
    TakenPerson,
)
from openiop.rulebook.text import gettext_noop

Taker = Callable[[Entry, References], Record | str]

TAKERS: dict[str, tuple[str, Taker]] = {  # type: (the element that says whom it is about, how it is taken)
    "Condition": ("subject", take_condition),
    "MedicationRequest": ("subject", take_medication),
    "Encounter": ("subject", take_encounter),
    "Coverage": ("beneficiary", take_coverage),
}

NOT_TAKEN = gettext_noop("not taken at referral; it stays in the source document")
NAMES_ONLY = gettext_noop("read for names only")
PAST_CLAIM = gettext_noop("past claims are not taken at referral; the newest says who paid last")
WHY_NOT = {
    "Practitioner": NAMES_ONLY,
    "PractitionerRole": NAMES_ONLY,
    "Organization": NAMES_ONLY,
    "Location": NAMES_ONLY,
    "Medication": gettext_noop("read where a MedicationRequest points to it"),
    "Claim": gettext_noop("past claims are not taken at referral"),
    "ExplanationOfBenefit": PAST_CLAIM,
}


def take(document: Document) -> Taken:
    """The people in one document that stands alone; raises `Defect`."""
    (outcome,) = take_all([document])
    if isinstance(outcome, Defect):
        raise outcome
    return outcome


def take_all(documents: Sequence[Document]) -> list[Taken | Defect]:
    """What each document gives, or what is wrong with it, in the order of the documents.

    A bundle stands alone; all the others belong together. A refused document takes none of the others with
    it, except those whose records are about a patient in it.
    """
    together = [document for document in documents if document.form != "bundle"]
    outcomes: dict[str, Taken | Defect] = {}
    if len({document.name for document in documents}) < len(documents):
        raise ValueError("two documents go by one name")
    for group in [*([document] for document in documents if document.form == "bundle"), together]:
        gathering = Gathering(group)
        for document in group:
            outcomes[document.name] = gathering.outcome(document)
    return [outcomes[document.name] for document in documents]


class Gathering:
    """Documents that belong together: first who is in them, then what is said about each."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.references = References()
        self.refused: dict[str, Defect] = {}
        self.patients: dict[str, TakenPatient] = {}
        for document in documents:
            try:
                self.references.add(document)
            except Defect as defect:
                self.refused[document.name] = defect
        for document in documents:
            if document.name not in self.refused:
                self._take_patients(document)

    def _take_patients(self, document: Document) -> None:
        """All of a document's patients, or none of them."""
        try:
            found = {entry.key: take_patient(entry) for entry in document.entries if entry.kind == "Patient"}
        except Defect as defect:
            self.refused[document.name] = defect
            return
        for key, patient in found.items():
            self.patients.setdefault(key, patient)

    def outcome(self, document: Document) -> Taken | Defect:
        if document.name in self.refused:
            return self.refused[document.name]
        try:
            return self._taken(document)
        except Defect as defect:
            return defect

    def _taken(self, document: Document) -> Taken:
        records: dict[str, list[Record]] = {
            entry.key: [] for entry in document.entries if entry.kind == "Patient" and self._stands_in(entry, document)
        }
        skipped = []
        for entry in document.entries:
            if entry.kind == "Patient":
                if entry.key not in records:
                    skipped.append(Skipped("Patient", entry.id, gettext_noop("said word for word in another file")))
            elif entry.kind in TAKERS:
                outcome = self._record(entry)
                if isinstance(outcome, Skipped):
                    skipped.append(outcome)
                else:
                    records.setdefault(outcome[0], []).append(outcome[1])
            else:
                skipped.append(Skipped(entry.kind, entry.id, WHY_NOT.get(entry.kind, NOT_TAKEN)))
        for key, coverage in self._last_payers(document, records).items():
            records.setdefault(key, []).append(coverage)
        if document.form != "ndjson" and not records:
            raise Defect("", f"no Patient in it ({_kinds(document)}): a referral is about a person")
        persons = tuple(_person(self.patients[key], found) for key, found in records.items())
        return Taken(document.name, persons, tuple(skipped))

    def _stands_in(self, entry: Entry, document: Document) -> bool:
        return self.patients[entry.key].origin.file == document.name

    def _record(self, entry: Entry) -> tuple[str, Record] | Skipped:
        """One record and the key of its patient, or why it is skipped."""
        about, taker = TAKERS[entry.kind]
        element = Element(entry.resource, entry.path)
        key = self._patient_of(element.need(about), entry)
        outcome = taker(entry, self.references)
        if isinstance(outcome, str):
            return Skipped(entry.kind, entry.id, outcome)
        if key is None:
            return Skipped(entry.kind, entry.id, gettext_noop("it is not about one person"))
        return key, outcome

    def _patient_of(self, subject: Element, entry: Entry) -> str | None:
        """The key of the patient that a record is about; None where it is about a Group or a Device."""
        meant = self.references.find(subject, entry)
        if meant is None:
            shown = subject.string("reference") or subject.string("display") or "nobody"
            if shown.startswith("Group/"):
                return None
            raise Defect(f"{subject.path}.reference", f"{quoted(shown)} is not among the files given")
        if meant.kind != "Patient":
            return None
        if meant.key not in self.patients:
            raise Defect(f"{subject.path}.reference", f"its patient stands in {meant.file}, which was refused")
        return meant.key

    def _last_payers(self, document: Document, records: dict[str, list[Record]]) -> dict[str, TakenCoverage]:
        """For each patient without a Coverage of their own, who paid the newest claim (nobody, perhaps)."""
        newest: dict[str, tuple[date, Entry]] = {}
        for entry in document.entries:
            if entry.kind == "ExplanationOfBenefit" and (day := day_of_claim(entry)):
                key = self._patient_of(Element(entry.resource, entry.path).need("patient"), entry)
                if key and (key not in newest or newest[key][0] <= day):
                    newest[key] = (day, entry)
        found = {}
        for key, (_, entry) in newest.items():
            coverage = coverage_of_claim(entry, self.references)
            if coverage and not any(isinstance(record, TakenCoverage) for record in records.get(key, ())):
                found[key] = coverage
        return found


def _person(patient: TakenPatient, records: list[Record]) -> TakenPerson:
    return TakenPerson(
        patient=patient,
        conditions=tuple(record for record in records if isinstance(record, TakenCondition)),
        medications=tuple(record for record in records if isinstance(record, TakenMedication)),
        encounters=tuple(record for record in records if isinstance(record, TakenEncounter)),
        coverages=tuple(record for record in records if isinstance(record, TakenCoverage)),
    )


def _kinds(document: Document) -> str:
    return ", ".join(sorted({entry.kind for entry in document.entries}))
