"""The person whose journey is walked, and what every step needs to know about them."""

import json
from dataclasses import dataclass
from pathlib import Path

from openiop.base.people.models import Client
from tests.journeys.installation import PROJECT, Installation

SYNTHEA = PROJECT.parent / "shared" / "data" / "synthea"  # real bundles, where they lie beside the checkout


@dataclass
class Story:
    """One person in one installation."""

    house: Installation
    client: Client

    @property
    def first(self) -> str:
        return self.client.first_name

    @property
    def name(self) -> str:
        return self.client.name


def a_bundle(folder: Path) -> Path:
    """A real Synthea bundle, else a small one of our own."""
    real = sorted(SYNTHEA.glob("*.json.gz"))
    return real[0] if real else own_bundle(folder / "referral.json")


def own_bundle(path: Path) -> Path:
    """A transaction bundle as another program would send it: a person, what they are treated for, how they pay."""
    patient = {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "urn:example:clinic", "value": "H-2041"}],
        "name": [{"use": "official", "family": "Santos-Reyes", "given": ["Marisol"]}],
        "gender": "female",
        "birthDate": "1990-04-02",
        "address": [{"line": ["12 Wharf Lane"], "city": "Salem", "state": "MA", "postalCode": "01970"}],
        "telecom": [{"system": "phone", "value": "555-010-2041"}],
    }
    icd = "http://hl7.org/fhir/sid/icd-10-cm"
    condition = {
        "resourceType": "Condition",
        "id": "c1",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"coding": [{"system": icd, "code": "F41.1", "display": "Generalized anxiety disorder"}]},
        "subject": {"reference": "urn:uuid:p1"},
        "onsetDateTime": "2024-05-01",
    }
    entries = [
        {
            "fullUrl": f"urn:uuid:{each['id']}",
            "resource": each,
            "request": {"method": "POST", "url": each["resourceType"]},
        }
        for each in (patient, condition)
    ]
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}))
    return path
