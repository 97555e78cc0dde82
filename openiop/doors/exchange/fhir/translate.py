"""From what FHIR says to what OpenIOP keeps. Pure: no database, no decision about who somebody is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openiop.care.intake.imports.ledger import KEY_LENGTH, Item
from openiop.care.medical.moud import treats_use_disorder
from openiop.doors.exchange.fhir.states import state_code
from openiop.doors.exchange.fhir.taken import (
    ICD10CM,
    RXNORM,
    SNOMED,
    Concept,
    Contact,
    Moment,
    Name,
    Origin,
    TakenCondition,
    TakenCoverage,
    TakenEncounter,
    TakenMedication,
    TakenPatient,
    TakenPerson,
)
from openiop.rulebook import codes, matching
from openiop.rulebook.text import gettext_noop

# Numbers a government gave. They stay in the source document: a program needs no passport number to treat somebody.
GOVERNMENT = ("SS", "DL", "PPN", "TAX", "NI")
GOVERNMENT_SYSTEMS = ("http://hl7.org/fhir/sid/us-ssn", "urn:oid:2.16.840.1.113883.4.1")


def key_of(origin: Origin, scope: str) -> str:
    """What the ledger calls a record: its worldwide name, or its sender's name for it within `scope` (the document
    for a patient, the client for everything else)."""
    key = origin.name if origin.worldwide else f"{scope}|{origin.name}"
    return key if len(key) <= KEY_LENGTH else f"sha256:{sha256(key.encode()).hexdigest()}"


ROUGH_BIRTH_DATE = {
    "month": gettext_noop("the birth date is known to the month only; ask for it"),
    "year": gettext_noop("the birth date is known to the year only; ask for it"),
}


# Who it is


def identifiers_of(patient: TakenPatient) -> list[tuple[str, str]]:
    """The numbers under which other systems know this person."""
    return [
        (number.system[:255], number.value[:255])
        for number in patient.identifiers
        if number.system and number.kind not in GOVERNMENT and number.system not in GOVERNMENT_SYSTEMS
    ]


def legal_names(name: Name) -> tuple[str, str]:
    """First and last. A person with one name only has it as their first."""
    return (" ".join(name.given), name.family) if name.given else (name.family, "")


def client_fields(patient: TakenPatient) -> dict[str, Any]:
    """The fields of Client that this record can fill; an absent one is left out."""
    first, last = legal_names(patient.legal_name)
    address = next(iter(sorted(patient.addresses, key=lambda a: a.use != "home")), None)
    fields = {
        "legal_first": first,
        "legal_last": last,
        "chosen_name": patient.chosen_name.first if patient.chosen_name else "",
        "pronouns": patient.pronouns[:40],
        "birth_date": patient.birth_date.exact_day if patient.birth_date else None,
        "sex": patient.gender or {"F": "female", "M": "male"}.get(patient.sex, ""),
        "gender": patient.gender_identity[:60],
        "language": language_of(patient),
        "phone": _first(patient, ("phone", "sms"))[:30],
        "email": _email(patient),
        "deceased_on": patient.deceased_at.day if patient.deceased_at else None,
    }
    if address:
        fields |= {
            "line1": ", ".join(address.lines)[:200],
            "city": address.city[:100],
            "state": state_code(address.state),
            "postal_code": address.postal_code[:10],
        }
    return {name: value for name, value in fields.items() if value or name == "legal_last"}


def language_of(patient: TakenPatient) -> str:
    """One of the languages OpenIOP speaks, "other", or "" where nothing is said."""
    tag = patient.language.partition("-")[0].lower()
    return tag if tag in ("", "en", "es") else "other"


def comparable(patient: TakenPatient) -> tuple[matching.Person, ...]:
    """The person as the rulebook compares them, under each surname they have or had; the legal one first."""
    first, last = legal_names(patient.legal_name)
    fields = client_fields(patient)
    person = matching.Person(
        key=patient.origin.name,
        given=first,
        family=last,
        birth_date=fields.get("birth_date"),
        sex=patient.gender if patient.gender in ("female", "male") else None,
        identifiers=frozenset(identifiers_of(patient)),
        phones=tuple(t.value for t in patient.telecoms if t.system in ("phone", "sms")),
        emails=tuple(t.value.lower() for t in patient.telecoms if t.system == "email"),
        postal_code=fields.get("postal_code"),
        other_names=tuple(dict.fromkeys(" ".join(n.given) for n in patient.names if n.given)),
    )
    surnames = dict.fromkeys(legal_names(name)[1] for name in (patient.legal_name, *patient.names) if name.family)
    return (person, *(replace(person, family=surname) for surname in surnames if surname != last))


def shown(patient: TakenPatient) -> dict[str, str]:
    """What a human needs to tell people apart, as JSON."""
    first, last = legal_names(patient.legal_name)
    fields = client_fields(patient)
    street = [fields.get(part, "") for part in ("line1", "city", "state", "postal_code")]
    return {
        "name": f"{first} {last}".strip(),
        "other_names": ", ".join(" ".join([*n.given, n.family]) for n in patient.names if n != patient.legal_name),
        "birth_date": patient.birth_date.text if patient.birth_date else "",
        "sex": fields.get("sex", ""),
        "phone": fields.get("phone", ""),
        "email": fields.get("email", ""),
        "address": ", ".join(filter(None, street)),
        "numbers": ", ".join(sorted({value for _, value in identifiers_of(patient)})),
    }


def contacts_of(patient: TakenPatient) -> list[dict[str, Any]]:
    """People around them, as fields of Contact. Whether they know of the treatment is never assumed."""
    return [_contact(contact, contact.name) for contact in patient.contacts if contact.name]


def _contact(contact: Contact, name: Name) -> dict[str, Any]:
    words = [word for word in contact.relationships if len(word) > 2]
    phone = next((t.value for t in contact.telecoms if t.system in ("phone", "sms")), "")
    return {
        "name": " ".join([*name.given, name.family]).strip()[:120],
        "relationship": (words[0] if words else "")[:60],
        "phone": phone[:30],
        "is_emergency": "C" in contact.relationships,
    }


def notes_on(patient: TakenPatient) -> list[str]:
    """What could not be kept of the person as it was said."""
    notes = []
    if patient.birth_date and not patient.birth_date.exact_day:
        notes.append(ROUGH_BIRTH_DATE[patient.birth_date.precision])
    if patient.deceased:
        notes.append(gettext_noop("the record says that this person has died; no referral is opened"))
    return notes


def referrer_of(person: TakenPerson) -> str:
    """Who sends them, as far as the record says: who looks after them, else where they were seen last."""
    if person.patient.sent_by:
        return person.patient.sent_by
    seen = [visit for visit in person.encounters if visit.provider]
    return max(seen, key=lambda visit: visit.start.day).provider if seen else ""


def _first(patient: TakenPatient, systems: Iterable[str]) -> str:
    mobile = sorted(patient.telecoms, key=lambda telecom: telecom.use != "mobile")
    return next((telecom.value for telecom in mobile if telecom.system in systems), "")


def _email(patient: TakenPatient) -> str:
    for telecom in patient.telecoms:
        if telecom.system == "email":
            try:
                validate_email(telecom.value)
            except ValidationError:
                continue
            return telecom.value[:254]
    return ""


# What is said about them


def diagnosis_items(conditions: Sequence[TakenCondition], scope: str) -> list[Item]:
    """Diagnoses, in ICD-10-CM where the sender or an exact map says it, else as the sender coded them."""
    return [
        Item(key_of(condition.origin, scope), condition.origin.digest, _diagnosis(condition))
        for condition in conditions
    ]


def _diagnosis(condition: TakenCondition) -> dict[str, Any]:
    system, code = _diagnosis_code(condition.concept)
    if condition.status in ("resolved", "inactive") or (condition.abatement and condition.status != "remission"):
        status = "resolved"
    else:
        status = "remission" if condition.status == "remission" else "active"
    return {
        "system": system,
        "code": code,
        "label": condition.concept.display[:255],
        "status": status,
        "onset": _day(condition.onset or condition.recorded),
        "ended": _day(condition.abatement),
        "source": "import",
    }


def _diagnosis_code(concept: Concept) -> tuple[str, str]:
    if icd := concept.code(ICD10CM):
        return ICD10CM, icd if "." in icd or len(icd) <= 3 else f"{icd[:3]}.{icd[3:]}"
    if snomed := concept.code(SNOMED):
        mapped = codes.icd10cm_for_snomed(snomed)
        return (ICD10CM, mapped.icd10cm) if mapped and mapped.exact else (SNOMED, snomed)
    return _any_code(concept, 20)


def encounter_items(encounters: Sequence[TakenEncounter], scope: str, zone: ZoneInfo) -> list[Item]:
    """Care elsewhere. A visit known to the day starts as that day does on the program's clock."""
    return [Item(key_of(visit.origin, scope), visit.origin.digest, _visit(visit, zone)) for visit in encounters]


def _visit(visit: TakenEncounter, zone: ZoneInfo) -> dict[str, Any]:
    _, code = _any_code(visit.type, 30)
    return {
        "kind": visit.setting[:20],
        "code": code,
        "label": (visit.reason.display or visit.type.display)[:255],
        "starts_at": _instant(visit.start, zone),
        "ends_at": _instant(visit.end, zone) if visit.end else None,
        "provider": visit.provider[:200],
    }


def coverage_items(coverages: Sequence[TakenCoverage], scope: str) -> list[Item]:
    """Who pays. What only a past claim says is one row a person: the payer known last."""
    return [
        Item(
            f"{scope}|Coverage|last-known" if coverage.as_of else key_of(coverage.origin, scope),
            coverage.origin.digest,
            _coverage(coverage),
        )
        for coverage in coverages
    ]


def _coverage(coverage: TakenCoverage) -> dict[str, Any]:
    plan = coverage.group or coverage.type.display
    if coverage.as_of:
        plan = f"last known from a claim of {coverage.as_of.day.isoformat()}"
    return {
        "payer": (coverage.payer or coverage.type.display)[:200],
        "plan": plan[:200],
        "member_id": coverage.member_id[:80],
        "starts_on": _day(coverage.start),
        "ends_on": _day(coverage.end),
    }


def medication_items(medications: Sequence[TakenMedication], scope: str) -> list[Item]:
    """Medications, one row for all the requests of the same one: a refill is not another medication.

    The row says what the newest request says, since the oldest one.
    """
    same: dict[str, list[TakenMedication]] = {}
    for medication in medications:
        same.setdefault(medication.rxnorm or medication.concept.display.casefold(), []).append(medication)
    return [
        Item(key_of(request.origin, scope), request.origin.digest, values, row)
        for row, requests in same.items()
        for values in [_medication(sorted(requests, key=_authored))]
        for request in requests
    ]


def _medication(requests: Sequence[TakenMedication]) -> dict[str, Any]:
    oldest, newest = requests[0], requests[-1]
    system, code = (RXNORM, newest.rxnorm) if newest.rxnorm else _any_code(newest.concept, 30)
    name = newest.concept.display
    return {
        "system": system,
        "code": code,
        "name": name[:255],
        "dose": newest.dosage[:200],
        "is_moud": treats_use_disorder(name),
        "status": "active" if any(request.is_current for request in requests) else "stopped",
        "started_on": oldest.authored.day if oldest.authored else None,
        "prescriber": newest.prescriber[:120],
        "source": "import",
    }


def _authored(request: TakenMedication) -> date:
    return request.authored.day if request.authored else date.min


def _any_code(concept: Concept, longest: int) -> tuple[str, str]:
    """The first coding with a code that fits."""
    for coding in concept.codings:
        if coding.code and len(coding.code) <= longest:
            return coding.system[:100], coding.code
    return "", ""


def _day(moment: Moment | None) -> date | None:
    return moment.day if moment else None


def _instant(moment: Moment, zone: ZoneInfo) -> datetime:
    """The instant, or the first moment of the day on the program's clock."""
    return moment.instant or datetime.combine(moment.day, time(), zone)
