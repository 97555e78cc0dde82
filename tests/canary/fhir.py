"""A FHIR bundle with a canary in every element of text that the importer may read."""

from typing import Any

from tests.canary.strings import Cage


def bundle(cage: Cage, number: int) -> dict[str, Any]:
    """One person with everything the importer takes, canaries in all of their words."""

    def word(where: str) -> str:
        return cage.next(f"fhir:{where}") or "Rose"

    who = {"reference": f"Patient/p{number}"}
    patient = {
        "resourceType": "Patient",
        "id": f"p{number}",
        "identifier": [
            {"system": "http://hospital.example", "value": word("Patient.identifier.value"), "type": {"text": "MR"}}
        ],
        "name": [
            {
                "use": "official",
                "family": word("Patient.name.family"),
                "given": [word("Patient.name.given"), word("Patient.name.given")],
                "prefix": [word("Patient.name.prefix")],
                "suffix": [word("Patient.name.suffix")],
            },
            {"use": "nickname", "given": [word("Patient.name.nickname")]},
        ],
        "gender": "female",
        "birthDate": f"19{50 + number % 50}-04-{number % 27 + 1:02d}",
        "telecom": [
            {"system": "phone", "value": word("Patient.telecom.phone")},
            {"system": "email", "value": word("Patient.telecom.email")},
        ],
        "address": [
            {
                "line": [word("Patient.address.line")],
                "city": word("Patient.address.city"),
                "district": word("Patient.address.district"),
                "state": "MA",
                "postalCode": word("Patient.address.postalCode"),
                "country": word("Patient.address.country"),
            }
        ],
        "contact": [
            {
                "name": {"family": word("Patient.contact.name"), "given": [word("Patient.contact.given")]},
                "relationship": [{"text": word("Patient.contact.relationship")}],
                "telecom": [{"system": "phone", "value": word("Patient.contact.telecom")}],
            }
        ],
        "maritalStatus": {"text": word("Patient.maritalStatus")},
        "communication": [{"language": {"text": word("Patient.communication")}}],
        "generalPractitioner": [{"display": word("Patient.generalPractitioner")}],
        "extension": [
            {
                "url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
                "extension": [{"url": "text", "valueString": word("Patient.race")}],
            },
            {
                "url": "http://hl7.org/fhir/StructureDefinition/individual-pronouns",
                "valueCodeableConcept": {"text": word("Patient.pronouns")},
            },
        ],
    }
    condition = {
        "resourceType": "Condition",
        "id": f"c{number}",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {
            "coding": [
                {
                    "system": "http://hl7.org/fhir/sid/icd-10-cm",
                    "code": "F10.20",
                    "display": word("Condition.code.display"),
                }
            ],
            "text": word("Condition.code.text"),
        },
        "subject": who,
        "note": [{"text": word("Condition.note")}],
    }
    medication = {
        "resourceType": "MedicationRequest",
        "id": f"m{number}",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": {"text": word("MedicationRequest.medication")},
        "dosageInstruction": [{"text": word("MedicationRequest.dosage")}],
        "requester": {"display": word("MedicationRequest.requester")},
        "subject": who,
        "authoredOn": "2024-02-01",
    }
    encounter = {
        "resourceType": "Encounter",
        "id": f"e{number}",
        "status": "finished",
        "class": {"code": "EMER"},
        "type": [{"text": word("Encounter.type")}],
        "reasonCode": [{"text": word("Encounter.reason")}],
        "serviceProvider": {"display": word("Encounter.serviceProvider")},
        "subject": who,
        "period": {"start": "2024-01-30T22:00:00-05:00"},
    }
    coverage = {
        "resourceType": "Coverage",
        "id": f"v{number}",
        "status": "active",
        "beneficiary": who,
        "payor": [{"display": word("Coverage.payor")}],
        "subscriberId": word("Coverage.subscriberId"),
    }
    resources = (patient, condition, medication, encounter, coverage)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }


def broken(cage: Cage, number: int) -> dict[str, Any]:
    """The same, with a canary where none may stand: a refusal must not carry it into the log."""
    made = bundle(cage, number)
    made["entry"][0]["resource"]["birthDate"] = cage.next("fhir:Patient.birthDate") or "1990-13-01"
    return made
