"""Keeps one person of one file: who they are here, then what the file says about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from openiop.base.people.actions import add_contact, add_identifiers, register_client, update_client
from openiop.base.people.known import client_by_id, owners, persons, recognise
from openiop.care.intake.imports.history import keep_history
from openiop.care.intake.imports.ledger import clients_known_as, remember_client
from openiop.care.intake.imports.matches import add_document, ask_which, waiting_for
from openiop.care.intake.imports.referrals import refer_by_document
from openiop.care.medical.imports import keep_medications
from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.report import Status
from openiop.doors.exchange.fhir.taken import TYPE_OF, Skipped, TakenPatient, TakenPerson
from openiop.doors.exchange.fhir.translate import (
    client_fields,
    comparable,
    contacts_of,
    coverage_items,
    diagnosis_items,
    encounter_items,
    identifiers_of,
    key_of,
    medication_items,
    notes_on,
    referrer_of,
    shown,
)
from openiop.rulebook import matching
from openiop.rulebook.text import gettext_noop

WAITS = gettext_noop("waits until somebody says whether this person is already known here")
SPOKEN_FOR = gettext_noop("a clinician here has spoken about it; the chart was left as it is")


@dataclass(frozen=True)
class Outcome:
    """What happened to one person of a file."""

    status: Status
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Keeper:
    """Keeps the persons of one file inside the caller's transaction.

    `document` is the kept source document, `digests` the digest of each file of the call by its name: a patient
    whom only their sender calls "Patient/1" is known again by the document they stood in.
    """

    program: Any
    by: Any
    document: Any
    file: str
    digests: Mapping[str, str]

    def keep(self, person: TakenPerson) -> Outcome:
        """Raises Defect, AnothersRecord or ValidationError where this person cannot be kept."""
        key = self.key_of(person.patient)
        entry = clients_known_as(self.program.organisation_id, [key]).get(key)
        if entry:
            return self._meet_again(entry.client, entry.content_hash, person, key)
        if review := waiting_for(self.program.organisation_id, key):
            return Outcome("updated" if add_document(review, self.document) else "unchanged", _waiting(person))
        if not self._stands_here(person):
            where = next(person.records()).origin.path
            raise Defect(where, f"its patient stands in {person.patient.origin.file}, which was not kept")
        return self._meet(person, key)

    def key_of(self, patient: TakenPatient) -> str:
        return key_of(patient.origin, self.digests[patient.origin.file])

    def register(self, person: TakenPerson, key: str) -> Any:
        """A new client with a referral (unless they have died); without the records."""
        patient = person.patient
        client = register_client(
            by=self.by,
            organisation=self.program.organisation,
            identifiers=list(dict.fromkeys(identifiers_of(patient))),
            **client_fields(patient),
        )
        for contact in contacts_of(patient):
            add_contact(by=self.by, client=client, **contact)
        remember_client(document=self.document, client=client, key=key, digest=patient.origin.digest)
        self.refer(client, person)
        return client

    def join(self, client: Any, person: TakenPerson, key: str) -> tuple[bool, list[Skipped]]:
        """This person is this client: fills what the chart leaves blank; whether anything changed, and what of it
        the chart contradicts. What the chart says is never overwritten by a document."""
        patient = person.patient
        fields = {name: value for name, value in client_fields(patient).items() if value}
        blank = {name: value for name, value in fields.items() if _is_blank(client, name)}
        changed = bool(update_client(by=self.by, client=client, **blank)) if blank else False
        changed |= bool(add_identifiers(by=self.by, client=client, identifiers=identifiers_of(patient)))
        changed |= remember_client(document=self.document, client=client, key=key, digest=patient.origin.digest)
        otherwise = [n for n in fields if n not in blank and n != "language" and getattr(client, n) != fields[n]]
        if not otherwise:
            return changed, []
        words = ", ".join(name.replace("_", " ") for name in otherwise)
        return changed, [_note(patient, f"the chart says otherwise about: {words}; the chart was left as it is")]

    def keep_records(self, client: Any, person: TakenPerson) -> Outcome:
        """What the file says about a client who is known by now."""
        scope = str(client.pk)
        history = keep_history(
            by=self.by,
            client=client,
            document=self.document,
            diagnoses=diagnosis_items(person.conditions, scope),
            encounters=encounter_items(person.encounters, scope, self.program.zone),
            coverages=coverage_items(person.coverages, scope),
        )
        medications = keep_medications(
            by=self.by, client=client, document=self.document, items=medication_items(person.medications, scope)
        )
        left = [Skipped("Condition", key, SPOKEN_FOR) for key in history.left]
        left += [Skipped("MedicationRequest", key, SPOKEN_FOR) for key in medications.left]
        return Outcome("updated" if history or medications else "unchanged", tuple(left))

    def _meet(self, person: TakenPerson, key: str) -> Outcome:
        """Somebody whose record was never seen here: a new person, one we know, or a question."""
        patient = person.patient
        organisation_id = self.program.organisation_id
        match = recognise(organisation_id, *comparable(patient))
        holders = [str(pk) for pk in owners(organisation_id, identifiers_of(patient)).values()]
        if match.outcome == "new" and not holders:
            records = self.keep_records(self.register(person, key), person)
            return Outcome("created", (*_notes(patient), *records.skipped))
        if match.outcome == "certain" and match.key and set(holders) <= {match.key}:
            client = client_by_id(organisation_id, UUID(match.key))
            _, notes = self.join(client, person, key)
            self.refer(client, person)
            records = self.keep_records(client, person)
            return Outcome("updated", (*_notes(patient), *notes, *records.skipped))
        self._ask(person, key, match, holders)
        return Outcome("created", _waiting(person))

    def _meet_again(self, client: Any, digest: str, person: TakenPerson, key: str) -> Outcome:
        """Somebody whose record was imported before."""
        changed, notes = False, list(_notes(person.patient)) if self._stands_here(person) else []
        if self._stands_here(person) and digest != person.patient.origin.digest:
            self._check_still_same(client, person)
            changed, otherwise = self.join(client, person, key)
            notes += otherwise
        records = self.keep_records(client, person)
        status: Status = "updated" if changed else records.status
        return Outcome(status, (*notes, *records.skipped))

    def _check_still_same(self, client: Any, person: TakenPerson) -> None:
        """A record that was this client's must not turn into another person's."""
        (known,) = persons(client.organisation_id, [client.pk])
        if all(matching.match(name, [known]).outcome == "new" for name in comparable(person.patient)):
            raise Defect(
                person.patient.origin.path,
                "this record was imported before for somebody else: name and birth date no longer agree",
            )

    def _ask(self, person: TakenPerson, key: str, match: matching.Match, holders: list[str]) -> None:
        candidates = dict.fromkeys([*(candidate.key for candidate in match.candidates), *holders])
        ask_which(
            by=self.by,
            program=self.program,
            document=self.document,
            incoming={"key": key, "shown": shown(person.patient)},
            candidates=[UUID(candidate) for candidate in candidates],
            reasons=[reason.as_dict() for reason in match.reasons],
        )

    def refer(self, client: Any, person: TakenPerson) -> None:
        """Opens a referral, unless the record says that they have died."""
        if not person.patient.deceased:
            refer_by_document(
                by=self.by,
                program=self.program,
                client=client,
                document=self.document,
                referrer_name=referrer_of(person),
            )

    def _stands_here(self, person: TakenPerson) -> bool:
        return person.patient.origin.file == self.file


def _is_blank(client: Any, name: str) -> bool:
    return getattr(client, name) in ("", None) or (name == "sex" and client.sex == "unknown")


def _note(patient: TakenPatient, why: str) -> Skipped:
    return Skipped("Patient", patient.origin.id, why)


def _notes(patient: TakenPatient) -> list[Skipped]:
    return [_note(patient, why) for why in notes_on(patient)]


def _waiting(person: TakenPerson) -> tuple[Skipped, ...]:
    """Everything about a person for whom a question is open."""
    records = [Skipped(TYPE_OF[type(record)], record.origin.id, WAITS) for record in person.records()]
    return (_note(person.patient, WAITS), *records)
