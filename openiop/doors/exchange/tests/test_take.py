"""Taking: who is in a file, what is about them, what is left out, and which defects refuse it."""

from datetime import UTC, date, datetime

import pytest

from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.read import read, read_bytes
from openiop.doors.exchange.fhir.take import take, take_all
from openiop.doors.exchange.fhir.taken import Taken, without_number
from openiop.doors.exchange.tests.samples import (
    CONDITION,
    COVERAGE,
    ENCOUNTER,
    EVERYTHING,
    MEDICATION,
    ORGANIZATION,
    PATIENT,
    REAL,
    bundle,
    having,
    lines,
    needs_real_data,
    packed,
)


def taken(*resources, **options) -> Taken:
    return take(read_bytes("a.json", packed(bundle(*resources, **options))))


def refusal(*resources) -> str:
    with pytest.raises(Defect) as caught:
        taken(*resources)
    return str(caught.value)


def person_of(*resources):
    (person,) = taken(*resources).persons
    return person


def test_takes_a_person_and_what_is_about_them():
    result = taken(*EVERYTHING)
    assert result.counts == {
        "Condition": 1,
        "Coverage": 1,
        "Encounter": 1,
        "MedicationRequest": 1,
        "Patient": 1,
    }
    (person,) = result.persons
    assert person.patient.legal_name.family == "D'Angelo-Peña"
    assert person.patient.legal_name.first == "Noémi"
    assert person.patient.birth_date.exact_day == date(1987, 4, 9)
    assert person.patient.identifiers[0].kind == "MR"
    assert person.conditions[0].concept.code("http://hl7.org/fhir/sid/icd-10-cm") == "F10.20"
    assert person.conditions[0].onset.precision == "month"
    assert person.medications[0].rxnorm == "1010600"
    assert person.medications[0].authored.instant == datetime(2024, 2, 1, 14, 30, tzinfo=UTC)
    assert person.encounters[0].provider == "Harbor Hospital"
    assert (person.coverages[0].payer, person.coverages[0].member_id) == ("State Medicaid", "W123")


def test_what_is_not_taken_says_why():
    result = taken(PATIENT, {"resourceType": "Observation", "id": "o"}, ORGANIZATION)
    assert [(s.resource_type, s.id) for s in result.skipped] == [("Observation", "o"), ("Organization", "o1")]
    assert "source document" in result.skipped[0].why
    assert result.skipped[1].why == "read for names only"


@pytest.mark.parametrize(
    ("resource", "changes", "why"),
    [
        (CONDITION, {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}, "in error"),
        (CONDITION, {"verificationStatus": {"coding": [{"code": "refuted"}]}}, "ruled it out"),
        (CONDITION, {"code": None}, "neither a code nor words"),
        (MEDICATION, {"status": "entered-in-error"}, "in error"),
        (MEDICATION, {"intent": "proposal"}, "proposed"),
        (MEDICATION, {"medicationCodeableConcept": {}}, "neither a code nor words"),
        (ENCOUNTER, {"status": "cancelled", "serviceProvider": None}, "cancelled"),
        (ENCOUNTER, {"period": None, "serviceProvider": None}, "does not say when"),
        (COVERAGE, {"status": "draft"}, "draft"),
        (COVERAGE, {"payor": [{"reference": "Organization/9"}]}, "names no payer"),
        (CONDITION, {"subject": {"reference": "Group/1"}}, "not about one person"),
    ],
)
def test_records_that_mean_never_mind_are_skipped(resource, changes, why):
    result = taken(PATIENT, having(resource, **changes))
    assert result.counts == {"Patient": 1}
    assert why in result.skipped[0].why


@pytest.mark.parametrize(
    ("resource", "changes", "message"),
    [
        (PATIENT, {"birthDate": "1987-13-40"}, 'birthDate: "1987-13-40" is not a date'),
        (PATIENT, {"birthDate": "0000"}, 'birthDate: "0000" is not a date'),
        (PATIENT, {"birthDate": "09/04/1987"}, 'birthDate: "09/04/1987" is not a date'),
        (PATIENT, {"birthDate": "١٩٨٧"}, "is not a date"),
        (PATIENT, {"birthDate": "2987"}, "is in the future"),
        (PATIENT, {"birthDate": 1987}, "birthDate: text was expected, not a number"),
        (PATIENT, {"gender": "F"}, '"F" is not one of male, female, other, unknown'),
        (PATIENT, {"name": None}, "name: missing"),
        (PATIENT, {"name": [{"use": "official"}]}, "name: missing"),
        (PATIENT, {"name": {"family": "Cole"}}, "name: a list was expected, not an object"),
        (PATIENT, {"name": [{"family": "A\x00B"}]}, "name[0].family: has the character U+0000"),
        (PATIENT, {"name": [{"family": "\ud800"}]}, "name[0].family: has the character U+D800"),
        (PATIENT, {"name": [{"family": "x" * 5000}]}, "name[0].family: is 5,000 characters long"),
        (CONDITION, {"subject": None}, "subject: missing"),
        (CONDITION, {"subject": {"reference": "Patient/other"}}, '"Patient/other" is not among the files'),
        (CONDITION, {"subject": {"reference": "urn:uuid:1"}}, '"urn:uuid:1" is not in this file'),
        (CONDITION, {"encounter": {"reference": "urn:uuid:1"}}, '"urn:uuid:1" is not in this file'),
        (CONDITION, {"clinicalStatus": {"coding": [{"code": "cured"}]}}, '"cured" is not one of active'),
        (CONDITION, {"clinicalStatus": "active"}, "older FHIR"),
        (CONDITION, {"onsetDateTime": "2019-02-30"}, 'onsetDateTime: "2019-02-30" is not a date'),
        (CONDITION, {"onsetDateTime": "2019-03-01T10:00"}, "is not a date"),
        (CONDITION, {"onsetDateTime": "0001-01-01T00:00:00+14:00"}, "is not a date"),
        (
            CONDITION,
            {"code": {"coding": [{"system": "http://snomed.info/sct", "code": "F10"}]}},
            'code.coding[0].code: "F10" is not a SNOMED CT code',
        ),
        (MEDICATION, {"status": None}, "status: missing"),
        (MEDICATION, {"medicationCodeableConcept": None}, "medicationCodeableConcept: missing"),
        (
            MEDICATION,
            {"medicationCodeableConcept": None, "medicationReference": {"reference": "Medication/9"}},
            "medicationReference.reference: the medication is not among the files given",
        ),
        (ENCOUNTER, {"class": None}, "class: missing"),
        (
            ENCOUNTER,
            {"period": {"start": "2024-01-02T00:00:00Z", "end": "2024-01-01T00:00:00Z"}},
            "ends before",
        ),
        (COVERAGE, {"payor": []}, "payor: missing"),
    ],
)
def test_a_defect_is_named_with_its_path(resource, changes, message):
    if resource is PATIENT:
        found = refusal(having(PATIENT, **changes))
        assert found.startswith("Bundle.entry[0].resource.")
    else:
        found = refusal(PATIENT, having(resource, **changes))
        assert found.startswith("Bundle.entry[1].resource.")
    assert message in found


def test_a_birth_date_may_stop_at_the_year_or_the_month():
    for text, precision in (("1987", "year"), ("1987-04", "month")):
        born = person_of(having(PATIENT, birthDate=text)).patient.birth_date
        assert (born.precision, born.exact_day, born.day.year) == (precision, None, 1987)
    assert person_of(having(PATIENT, birthDate=None)).patient.birth_date is None


def test_names_keep_every_script_and_sign():
    name = person_of(having(PATIENT, name=[{"family": "Núñez 🌻", "given": ["李", "X Æ A-12"]}])).patient.legal_name
    assert (name.family, name.given) == ("Núñez 🌻", ("李", "X Æ A-12"))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Babara123", "Babara"),
        ("O'Kon634", "O'Kon"),
        ("Núñez7", "Núñez"),
        ("A-12", "A-12"),
        ("3rd", "3rd"),
        ("R2D2", "R2D"),
        ("123", "123"),
        ("Anna12345", "Anna12345"),
        ("Mary Jo12", "Mary Jo"),
    ],
)
def test_generator_digits_are_not_shown_but_kept(source, shown):
    assert without_number(source) == shown
    name = person_of(having(PATIENT, name=[{"family": source}])).patient.legal_name
    assert (name.family, name.verbatim) == (shown, source)


def test_composed_and_decomposed_accents_are_one_name():
    name = person_of(having(PATIENT, name=[{"family": "Nu\u0301n\u0303ez"}])).patient.legal_name
    assert name.family == "Núñez"


def test_legal_chosen_and_former_names_are_told_apart():
    names = [
        {"use": "maiden", "family": "Graham", "given": ["Danae"]},
        {"use": "nickname", "given": ["Dee"]},
        {"use": "official", "family": "Kshlerin", "given": ["Danae"]},
    ]
    patient = person_of(having(PATIENT, name=names)).patient
    assert patient.legal_name.family == "Kshlerin"
    assert patient.chosen_name.first == "Dee"
    assert [name.family for name in patient.former_names] == ["Graham"]


def test_a_name_in_one_text_is_split():
    name = person_of(having(PATIENT, name=[{"text": "Jordan Lee Avery"}])).patient.legal_name
    assert (name.given, name.family) == (("Jordan", "Lee"), "Avery")


def test_us_core_demographics_are_taken():
    core = "http://hl7.org/fhir/us/core/StructureDefinition/"
    white = {"system": "urn:oid:2.16.840.1.113883.6.238", "code": "2106-3", "display": "White"}
    woman = {"coding": [{"system": "http://snomed.info/sct", "code": "446141000124107"}], "text": "a woman"}
    extension = [
        {"url": core + "us-core-race", "extension": [{"url": "ombCategory", "valueCoding": white}]},
        {"url": core + "us-core-birthsex", "valueCode": "M"},
        {"url": core + "us-core-genderIdentity", "valueCodeableConcept": woman},
        {
            "url": "http://hl7.org/fhir/StructureDefinition/individual-pronouns",
            "extension": [{"url": "value", "valueCodeableConcept": {"text": "she/her"}}],
        },
    ]
    communication = [
        {"language": {"coding": [{"code": "en"}]}},
        {"language": {"coding": [{"code": "es"}]}, "preferred": True},
    ]
    patient = person_of(having(PATIENT, extension=extension, communication=communication)).patient
    assert patient.race.codings[0].code == "2106-3"
    assert (patient.sex, patient.gender_identity, patient.pronouns) == ("M", "a woman", "she/her")
    assert patient.languages == ("es", "en")


def test_contacts_and_telecom_are_taken():
    contact = {
        "relationship": [{"coding": [{"code": "C"}], "text": "Mother"}],
        "name": {"family": "Núñez", "given": ["Rosa"]},
        "telecom": [{"system": "phone", "value": "555-0101"}],
    }
    telecom = [
        {"system": "phone", "value": "555-0002", "rank": 2},
        {"system": "email", "value": "ana@example.org", "rank": 1},
        {"system": "phone", "value": "555-0000", "use": "old"},
    ]
    patient = person_of(having(PATIENT, contact=[contact], telecom=telecom)).patient
    assert patient.contacts[0].relationships == ("C", "Mother")
    assert [t.value for t in patient.telecoms] == ["ana@example.org", "555-0002"]


# References


def entry(url, resource):
    return {"fullUrl": url, "resource": resource}


def taken_entries(*entries) -> Taken:
    raw = packed({"resourceType": "Bundle", "type": "transaction", "entry": list(entries)})
    return take(read_bytes("a.json", raw))


def pointing(reference, resource=CONDITION):
    return having(resource, subject={"reference": reference})


@pytest.mark.parametrize(
    ("url", "reference"),
    [
        ("urn:uuid:0a0a0a0a-0000-4000-8000-000000000001", "urn:uuid:0a0a0a0a-0000-4000-8000-000000000001"),
        ("https://h.example/fhir/Patient/p1", "https://h.example/fhir/Patient/p1"),
        ("https://h.example/fhir/Patient/p1", "Patient/p1"),
        ("https://h.example/fhir/Patient/p1", "Patient/p1/_history/3"),
        ("", "Patient?identifier=http://hospital.example|MRN-7"),
        ("", "Patient?identifier=http%3A%2F%2Fhospital.example%7CMRN-7"),
    ],
)
def test_references_resolve_inside_the_bundle(url, reference):
    result = taken_entries(entry(url, PATIENT), entry("", pointing(reference)))
    assert result.counts["Condition"] == 1


def test_a_reference_by_identifier_alone_resolves():
    subject = {"type": "Patient", "identifier": {"system": "http://hospital.example", "value": "MRN-7"}}
    assert taken(PATIENT, having(CONDITION, subject=subject)).counts["Condition"] == 1


def test_an_ambiguous_conditional_reference_is_refused():
    message = refusal(PATIENT, having(PATIENT, id="p2"), pointing("Patient?identifier=http://hospital.example|MRN-7"))
    assert "means more than one record: Bundle.entry[0].resource, Bundle.entry[1].resource" in message


def test_a_contained_medication_is_followed():
    drug = {"resourceType": "Medication", "id": "d", "code": {"text": "Naltrexone 50 mg"}}
    request = having(
        MEDICATION,
        medicationCodeableConcept=None,
        medicationReference={"reference": "#d"},
        contained=[drug],
    )
    assert person_of(PATIENT, request).medications[0].concept.display == "Naltrexone 50 mg"
    beside = having(request, medicationReference={"reference": "Medication/d"}, contained=None)
    assert person_of(PATIENT, beside, drug).medications[0].concept.display == "Naltrexone 50 mg"


def test_a_visit_outside_the_files_is_no_defect():
    assert person_of(PATIENT, having(CONDITION, encounter={"reference": "Encounter/9"})).conditions[0].encounter == ""


def test_two_records_of_one_name_are_refused():
    message = refusal(PATIENT, CONDITION, having(CONDITION, onsetDateTime="2020"))
    assert message == ("Bundle.entry[2].resource: goes by the same name as another record (Bundle.entry[1].resource)")


def test_a_file_without_a_patient_is_refused():
    assert "no Patient in it (Observation)" in refusal({"resourceType": "Observation"})
    with pytest.raises(Defect, match="not among the files given"):
        take(read_bytes("c.json", packed(CONDITION)))


def test_several_patients_in_one_bundle_are_several_people():
    result = taken(PATIENT, having(PATIENT, id="p2"), CONDITION, having(pointing("Patient/p2"), id="c2"))
    assert [len(person.conditions) for person in result.persons] == [1, 1]


def test_the_newest_claim_says_who_paid_last():
    def claim(number, payer, end):
        cover = {
            "resourceType": "Coverage",
            "id": "coverage",
            "status": "active",
            "payor": [{"display": payer}],
        }
        return {
            "resourceType": "ExplanationOfBenefit",
            "id": f"x{number}",
            "contained": [cover],
            "patient": {"reference": "Patient/p1"},
            "billablePeriod": {"end": end},
        }

    claims = (
        claim(1, "Medicaid", "2023-01-01"),
        claim(2, "Acme Health", "2024-01-01"),
        claim(3, "Old", "2020-01-01"),
    )
    (coverage,) = person_of(PATIENT, *claims).coverages
    assert (coverage.payer, coverage.as_of.text) == ("Acme Health", "2024-01-01")
    assert person_of(PATIENT, *claims, claim(4, "no_insurance", "2024-06-01")).coverages == ()
    (own,) = person_of(PATIENT, COVERAGE, *claims).coverages
    assert (own.payer, own.as_of) == ("State Medicaid", None)


# Files that belong together


def ndjson(name, *resources):
    return read_bytes(name, lines(*resources))


def test_bulk_files_belong_together_whatever_their_order():
    conditions, people = take_all([ndjson("Condition.ndjson", CONDITION), ndjson("Patient.ndjson", PATIENT)])
    assert (conditions.counts, people.counts) == ({"Condition": 1}, {"Patient": 1})
    assert conditions.persons[0].patient.origin.file == "Patient.ndjson"


def test_a_broken_bulk_file_is_refused_and_the_others_go_in():
    people, conditions, visits = take_all(
        [
            ndjson("Patient.ndjson", PATIENT),
            ndjson("Condition.ndjson", CONDITION, having(CONDITION, id="c2", onsetDateTime="soon")),
            ndjson("Encounter.ndjson", ENCOUNTER),
        ]
    )
    assert isinstance(people, Taken) and isinstance(visits, Taken)
    assert str(conditions) == 'line 2: Condition.onsetDateTime: "soon" is not a date'


def test_records_of_a_refused_patient_file_are_refused_too():
    people, conditions = take_all(
        [ndjson("Patient.ndjson", having(PATIENT, birthDate="x")), ndjson("Condition.ndjson", CONDITION)]
    )
    assert str(people).startswith("line 1: Patient.birthDate")
    assert "its patient stands in Patient.ndjson, which was refused" in str(conditions)


def test_bundles_do_not_borrow_from_each_other():
    first, second = take_all(
        [read_bytes("a.json", packed(bundle(PATIENT))), read_bytes("b.json", packed(bundle(CONDITION)))]
    )
    assert isinstance(first, Taken) and isinstance(second, Defect)


def test_the_same_line_in_two_bulk_files_is_said_once():
    one, two = take_all([ndjson("a.ndjson", PATIENT), ndjson("b.ndjson", PATIENT)])
    assert (one.counts, two.counts) == ({"Patient": 1}, {})
    assert "word for word" in two.skipped[0].why
    _, other = take_all([ndjson("a.ndjson", PATIENT), ndjson("b.ndjson", having(PATIENT, gender="male"))])
    assert "goes by the same name as another record (a.ndjson, line 1: Patient)" in str(other)


# What a record is called


def name_of(resource, url="", **changes):
    raw = packed({"resourceType": "Bundle", "type": "collection", "entry": [entry(url, having(resource, **changes))]})
    origin = take(read_bytes("a.json", raw)).persons[0].patient.origin
    return origin.name, origin.worldwide


def test_a_record_is_called_by_the_strongest_name_it_has():
    uuid = "0a0a0a0a-0000-4000-8000-000000000001"
    assert name_of(PATIENT, "https://h.example/Patient/p1") == ("https://h.example/Patient/p1", True)
    assert name_of(PATIENT, id=uuid) == (f"Patient/{uuid}", True)
    assert name_of(PATIENT, f"urn:uuid:{uuid}", id=None) == (f"Patient/{uuid}", True)
    assert name_of(PATIENT) == ("Patient?identifier=http://hospital.example|MRN-7", True)
    assert name_of(PATIENT, identifier=None) == ("Patient/p1", False)


def test_the_digest_sees_a_change_but_no_new_version_stamp():
    def digest(**changes):
        return person_of(having(PATIENT, **changes)).patient.origin.digest

    assert digest(meta={"versionId": "2"}) == digest()
    assert digest(gender="male") != digest()


# The real files


@needs_real_data
@pytest.mark.slow
def test_every_real_bundle_is_taken_whole():
    paths = sorted((REAL / "synthea").glob("*.json.gz"))
    assert len(paths) >= 28
    for path in paths:
        document = read(path)
        result = take(document)
        assert len(result.persons) == 1
        claims_paid = result.counts.get("Coverage", 0)
        assert sum(result.counts.values()) - claims_paid + len(result.skipped) == len(document.entries)


@needs_real_data
def test_the_real_bulk_export_is_taken_as_one():
    names = ("Condition", "Encounter", "MedicationRequest", "Organization", "Patient", "Procedure")
    documents = [read(REAL / "synthea_bulk" / f"{name}.000.ndjson.gz") for name in names]
    results = dict(zip(names, take_all(documents), strict=True))
    assert {name: result.counts.get(name, 0) for name, result in results.items()} == {
        "Condition": 555,
        "Encounter": 1215,
        "MedicationRequest": 1745,
        "Organization": 0,
        "Patient": 13,
        "Procedure": 0,
    }
    shown = results["Patient"].persons[0].patient.legal_name
    assert (shown.family, shown.verbatim) == ("Medhurst", "Sumiko254 Larue605 Medhurst46")
