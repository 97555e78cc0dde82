"""Small FHIR files for tests, made in place so that a test shows what it changes; and where real ones are."""

import copy
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

REAL = Path(os.environ.get("OPENIOP_TEST_DATA") or Path(__file__).resolve().parents[5] / "shared" / "data")

needs_real_data = pytest.mark.skipif(
    not (REAL / "synthea").is_dir(),
    reason=f"the real bundles are not at {REAL / 'synthea'}; set OPENIOP_TEST_DATA to their folder",
)

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [{"system": "http://hospital.example", "value": "MRN-7", "type": {"coding": [{"code": "MR"}]}}],
    "name": [{"use": "official", "family": "D'Angelo-Peña", "given": ["Noémi", "Rose"]}],
    "gender": "female",
    "birthDate": "1987-04-09",
}

CONDITION: dict[str, Any] = {
    "resourceType": "Condition",
    "id": "c1",
    "clinicalStatus": {"coding": [{"code": "active"}]},
    "code": {
        "coding": [
            {"system": "http://snomed.info/sct", "code": "7200002", "display": "Alcoholism"},
            {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "F10.20"},
        ]
    },
    "subject": {"reference": "Patient/p1"},
    "onsetDateTime": "2019-03",
}

MEDICATION: dict[str, Any] = {
    "resourceType": "MedicationRequest",
    "id": "m1",
    "status": "active",
    "intent": "order",
    "medicationCodeableConcept": {
        "coding": [
            {
                "system": "http://www.nlm.nih.gov/research/umls/rxnorm",
                "code": "1010600",
                "display": "buprenorphine 2 MG / naloxone 0.5 MG Oral Strip",
            }
        ]
    },
    "subject": {"reference": "Patient/p1"},
    "authoredOn": "2024-02-01T09:30:00-05:00",
}

ENCOUNTER: dict[str, Any] = {
    "resourceType": "Encounter",
    "id": "e1",
    "status": "finished",
    "class": {"code": "EMER"},
    "subject": {"reference": "Patient/p1"},
    "period": {"start": "2024-01-30T22:00:00-05:00", "end": "2024-01-31T04:00:00-05:00"},
    "serviceProvider": {"reference": "Organization/o1"},
}

ORGANIZATION: dict[str, Any] = {"resourceType": "Organization", "id": "o1", "name": "Harbor Hospital"}

COVERAGE: dict[str, Any] = {
    "resourceType": "Coverage",
    "id": "v1",
    "status": "active",
    "beneficiary": {"reference": "Patient/p1"},
    "payor": [{"display": "State Medicaid"}],
    "subscriberId": "W123",
    "period": {"start": "2024-01-01"},
}

EVERYTHING = (PATIENT, CONDITION, MEDICATION, ENCOUNTER, ORGANIZATION, COVERAGE)


def having(resource: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A copy with members changed; None takes a member away."""
    made = {**copy.deepcopy(resource), **changes}
    return {name: value for name, value in made.items() if value is not None}


def bundle(*resources: dict[str, Any], kind: str = "collection") -> dict[str, Any]:
    return {
        "resourceType": "Bundle",
        "type": kind,
        "entry": [{"resource": resource} for resource in resources],
    }


def packed(value: Any) -> bytes:
    return json.dumps(value).encode()


def lines(*resources: dict[str, Any]) -> bytes:
    return b"\n".join(packed(resource) for resource in resources) + b"\n"


def zipped(raw: bytes) -> bytes:
    return gzip.compress(raw, mtime=0)
