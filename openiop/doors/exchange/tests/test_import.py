"""Importing: one transaction a file, the same twice changes nothing, a human decides where the rules are unsure."""

import gzip
import json

import pytest

from openiop.base.audit.models import Event
from openiop.base.people.models import Client, ClientIdentifier, Contact
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.actions.diagnoses import set_diagnosis_status
from openiop.care.intake.models import (
    Coverage,
    Diagnosis,
    ImportedResource,
    MatchReview,
    PriorEncounter,
    Referral,
    SourceDocument,
)
from openiop.care.medical.models import Medication
from openiop.doors.exchange.fhir.importing import import_files
from openiop.doors.exchange.tests.samples import (
    CONDITION,
    ENCOUNTER,
    EVERYTHING,
    MEDICATION,
    PATIENT,
    REAL,
    bundle,
    having,
    lines,
    needs_real_data,
    packed,
    zipped,
)

TABLES = (
    Client, ClientIdentifier, Contact, Coverage, Diagnosis, Event, ImportedResource, MatchReview, Medication,
    PriorEncounter, Referral, SourceDocument, WorkItem,
)  # fmt: skip


def everything() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


class Folder:
    """A folder of files to import into a program."""

    def __init__(self, path, house):
        self.path, self.house = path, house

    def write(self, name, content):
        raw = content if isinstance(content, bytes) else packed(content)
        (self.path / name).write_bytes(raw)
        return self.path / name

    def take(self, *paths, **options):
        return import_files(
            paths or sorted(self.path.iterdir()), program=self.house.program, by=self.house.system, **options
        )

    def one(self, content, name="a.json"):
        return self.take(self.write(name, content)).files[0]


@pytest.fixture
def folder(tmp_path, cast):
    return Folder(tmp_path, cast)


def the_client() -> Client:
    return Client.objects.get(identifiers__value="MRN-7")


def test_a_bundle_becomes_a_person_with_a_referral_and_a_history(folder):
    report = folder.take(folder.write("a.json", bundle(*EVERYTHING)))
    assert report.as_dict() == {
        "files": [
            {
                "file": str(folder.path / "a.json"),
                "status": "created",
                "taken": {"Condition": 1, "Coverage": 1, "Encounter": 1, "MedicationRequest": 1, "Patient": 1},
                "skipped": [{"resource_type": "Organization", "why": "read for names only", "count": 1, "ids": ["o1"]}],
                "error": None,
            }
        ],
        "totals": {"created": 1, "updated": 0, "unchanged": 0, "refused": 0},
    }
    client = the_client()
    assert (client.legal_first, client.legal_last) == ("Noémi Rose", "D'Angelo-Peña")
    assert client.birth_date.isoformat() == "1987-04-09"
    referral = client.referrals.get()
    assert (referral.program, referral.state, referral.referrer_name) == (
        folder.house.program,
        "new",
        "Harbor Hospital",
    )
    diagnosis = client.diagnoses.get()
    assert (diagnosis.code, diagnosis.status, diagnosis.source) == ("F10.20", "active", "import")
    medication = client.medications.get()
    assert (medication.code, medication.is_moud, medication.started_on.isoformat()) == (
        "1010600",
        True,
        "2024-02-01",
    )
    assert client.prior_encounters.get().provider == "Harbor Hospital"
    assert client.coverages.get().member_id == "W123"


def test_the_source_document_is_kept_as_it_came(folder):
    raw = packed(bundle(*EVERYTHING))
    folder.one(zipped(raw), "a.json.gz")
    kept = SourceDocument.objects.get()
    assert gzip.decompress(kept.content) == raw
    assert (kept.name, kept.size) == ("a.json.gz", len(raw))


def test_a_second_run_changes_nothing(folder):
    folder.write("a.json", bundle(*EVERYTHING))
    folder.write("Patient.ndjson", lines(having(PATIENT, id="p2", identifier=None, name=[{"family": "Cole"}])))
    folder.write("Condition.ndjson", lines(having(CONDITION, subject={"reference": "Patient/p2"})))
    assert folder.take().totals == {"created": 2, "updated": 1, "unchanged": 0, "refused": 0}
    before = everything()
    again = folder.take()
    assert again.totals == {"created": 0, "updated": 0, "unchanged": 3, "refused": 0}
    assert again.files[0].taken == {"Condition": 1}
    assert everything() == before


def test_the_same_content_under_another_name_changes_nothing(folder):
    folder.one(bundle(*EVERYTHING))
    before = everything()
    assert folder.one(zipped(packed(bundle(*EVERYTHING))), "copy.json.gz").status == "unchanged"
    assert everything() == before


def test_a_broken_file_is_refused_while_the_others_go_in(folder):
    broken = having(CONDITION, onsetDateTime="2019-02-30")
    one = folder.write("1.json", bundle(PATIENT))
    two = folder.write("2.json", bundle(having(PATIENT, id="p2", identifier=None, name=[{"family": "Cole"}]), broken))
    cut = folder.write("3.json.gz", zipped(packed(bundle(*EVERYTHING)))[:-40])
    other = folder.write("4.json", {"hello": "world"})
    last = folder.write(
        "5.json", bundle(having(PATIENT, id="p5", identifier=None, name=[{"family": "Diaz"}], birthDate="1971"))
    )
    report = folder.take(one, two, cut, other, last)
    assert [file.status for file in report.files] == ["created", "refused", "refused", "refused", "created"]
    assert report.refused
    assert "Bundle.entry[1].resource.subject" in report.files[1].error
    assert "truncated" in report.files[2].error
    assert "not FHIR" in report.files[3].error
    assert all(file.error is None or "\n" not in file.error for file in report.files)
    assert not Client.objects.filter(legal_first="Cole").exists()
    assert SourceDocument.objects.count() == 2


def test_nothing_of_a_file_is_kept_that_fails_late(folder):
    before = everything()
    long = having(PATIENT, id="p2", identifier=None, name=[{"family": "x" * 101, "given": ["A"]}])
    file = folder.one(bundle(PATIENT, CONDITION, long))
    assert file.status == "refused"
    assert file.error.startswith("Patient: legal_last:")
    assert everything() == before


def test_a_new_condition_updates_the_person(folder):
    folder.one(bundle(PATIENT, CONDITION))
    more = having(CONDITION, id="c2", code={"text": "Insomnia"})
    assert folder.one(bundle(PATIENT, CONDITION, more), "b.json").status == "updated"
    assert set(the_client().diagnoses.values_list("label", flat=True)) == {"Alcoholism", "Insomnia"}
    assert Referral.objects.filter(client=the_client()).count() == 1


def test_a_condition_that_changed_is_changed_once(folder):
    folder.one(bundle(PATIENT, CONDITION))
    over = having(CONDITION, abatementDateTime="2020-01-02", clinicalStatus={"coding": [{"code": "resolved"}]})
    assert folder.one(bundle(PATIENT, over), "b.json").status == "updated"
    diagnosis = the_client().diagnoses.get()
    assert (diagnosis.status, diagnosis.ended.isoformat()) == ("resolved", "2020-01-02")
    assert folder.one(bundle(PATIENT, over), "c.json").status == "unchanged"


@pytest.mark.parametrize("status", ["entered_in_error", "remission"])
def test_what_a_clinician_here_said_stays_so(folder, status):
    folder.one(bundle(PATIENT, CONDITION))
    set_diagnosis_status(by=folder.house.noor, diagnosis=the_client().diagnoses.get(), status=status)
    file = folder.one(bundle(PATIENT, having(CONDITION, onsetDateTime="2018")), "b.json")
    assert the_client().diagnoses.get().status == status
    assert the_client().diagnoses.get().onset.isoformat() == "2019-03-01"
    assert "a clinician here has spoken about it" in file.skipped[0].why


def test_a_document_fills_blanks_but_never_overwrites_the_chart(folder):
    folder.one(bundle(PATIENT))
    client = the_client()
    client.city = "Salem"
    client.save()
    moved = having(
        PATIENT,
        telecom=[{"system": "phone", "value": "555-0101"}],
        address=[{"city": "Lynn", "state": "Massachusetts"}],
    )
    file = folder.one(bundle(moved), "b.json")
    client.refresh_from_db()
    assert (client.phone, client.city, client.state) == ("555-0101", "Salem", "MA")
    assert file.skipped[0].why == "the chart says otherwise about: city; the chart was left as it is"


def test_refills_are_one_medication(folder):
    first = having(MEDICATION, id="m0", authoredOn="2023-05-01", status="completed")
    folder.one(bundle(PATIENT, MEDICATION, first))
    medication = the_client().medications.get()
    assert (medication.started_on.isoformat(), medication.status) == ("2023-05-01", "active")
    stopped = having(MEDICATION, status="stopped")
    assert folder.one(bundle(PATIENT, stopped, first), "b.json").status == "updated"
    medication.refresh_from_db()
    assert medication.status == "stopped"


def test_a_record_never_moves_to_another_person(folder):
    uuid = "0a0a0a0a-0000-4000-8000-000000000001"
    mine = having(CONDITION, id=uuid)
    folder.one(bundle(PATIENT, mine))
    other = having(PATIENT, id="p2", identifier=None, name=[{"family": "Cole"}], birthDate="1950-01-01")
    file = folder.one(bundle(other, having(mine, subject={"reference": "Patient/p2"})), "b.json")
    assert file.status == "refused"
    assert "was imported before for somebody else" in file.error
    assert not Client.objects.filter(legal_first="Cole").exists()


def test_a_patient_record_that_became_somebody_else_is_refused(folder):
    known = having(PATIENT, id="0a0a0a0a-0000-4000-8000-000000000001", identifier=None)
    folder.one(bundle(known))
    other = having(known, name=[{"family": "Zhang", "given": ["Wei"]}], birthDate="1950-01-01", gender="male")
    file = folder.one(bundle(other), "b.json")
    assert file.status == "refused"
    assert "no longer agree" in file.error


def test_two_senders_who_both_say_patient_1_are_two_people(folder):
    ana = having(PATIENT, id="1", identifier=None)
    cole = having(
        PATIENT, id="1", identifier=None, name=[{"family": "Cole", "given": ["Devin"]}], birthDate="1960-04-13"
    )
    pair = [bundle(who, having(CONDITION, subject={"reference": "Patient/1"})) for who in (ana, cole)]
    assert [folder.one(made, f"{n}.json").status for n, made in enumerate(pair)] == ["created", "created"]
    assert Diagnosis.objects.count() == 2


def test_someone_who_died_is_kept_without_a_referral(folder):
    file = folder.one(bundle(having(PATIENT, deceasedDateTime="2001-02-03T04:05:06Z")))
    assert the_client().deceased_on.isoformat() == "2001-02-03"
    assert not the_client().referrals.exists()
    assert "no referral is opened" in file.skipped[0].why


def test_a_partial_birth_date_is_left_blank_and_said_so(folder):
    file = folder.one(bundle(having(PATIENT, birthDate="1987-04")))
    assert the_client().birth_date is None
    assert file.skipped[0].why == "the birth date is known to the month only; ask for it"


def test_people_with_one_name_and_names_of_every_kind_are_kept(folder):
    names = [
        {"family": "Sukarno"},
        {"family": "Núñez 🌻", "given": ["李"]},
        {"family": "Cole117", "given": ["Devin82"]},
    ]
    for number, name in enumerate(names):
        folder.one(
            bundle(having(PATIENT, id=f"p{number}", identifier=None, name=[name], birthDate=f"19{number}0-01-01")),
            f"{number}.json",
        )
    kept = Client.objects.exclude(pk__in=[c.pk for c in folder.house.clients.values()])
    assert {client.name for client in kept} == {"Sukarno", "李 Núñez 🌻", "Devin Cole"}


def test_government_numbers_stay_in_the_document(folder):
    numbers = [
        {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "999-00-1111"},
        {"system": "urn:oid:2.16.840.1.113883.4.3.25", "value": "S1", "type": {"coding": [{"code": "DL"}]}},
    ]
    folder.one(bundle(having(PATIENT, identifier=PATIENT["identifier"] + numbers)))
    assert list(the_client().identifiers.values_list("value", flat=True)) == ["MRN-7"]


# Matching


def jordan(**changes):
    """A record of Jordan Avery, whom the house knows."""
    known = having(
        PATIENT,
        id="j1",
        identifier=None,
        name=[{"family": "Avery", "given": ["Jordan"]}],
        birthDate="1992-03-14",
        gender=None,
    )
    return having(known, **changes)


def test_somebody_known_by_number_is_met_again_not_made_twice(folder):
    folder.one(bundle(PATIENT))
    married = having(
        PATIENT,
        id="other",
        name=[
            {"family": "Silva", "given": ["Noémi"]},
            {"use": "maiden", "family": "D'Angelo-Peña", "given": ["Noémi", "Rose"]},
        ],
    )
    before = Client.objects.count()
    folder.one(bundle(married), "b.json")
    assert Client.objects.count() == before


def test_where_it_is_unsure_a_human_is_asked_and_nothing_is_merged(folder):
    before = Client.objects.count()
    file = folder.one(bundle(jordan(birthDate=None), having(CONDITION, subject={"reference": "Patient/j1"})))
    assert file.status == "created"
    assert Client.objects.count() == before
    review = MatchReview.objects.get()
    assert folder.house.jordan.pk in review.candidates
    assert not Diagnosis.objects.exists()
    item = WorkItem.objects.get(kind="intake.same_person")
    assert (item.role, item.link) == ("admissions", f"/referrals/matches/{review.pk}")
    assert {line.resource_type for line in file.skipped} == {"Patient", "Condition"}
    counts = everything()
    assert folder.take(folder.path / "a.json").files[0].status == "unchanged"
    assert everything() == counts


def test_bulk_records_of_an_unsure_person_wait_with_them(folder):
    people = folder.write("Patient.ndjson", lines(jordan(birthDate=None), PATIENT))
    conditions = folder.write(
        "Condition.ndjson", lines(CONDITION, having(CONDITION, id="cj", subject={"reference": "Patient/j1"}))
    )
    folder.take(conditions, people)
    assert Diagnosis.objects.get().client == the_client()
    review = MatchReview.objects.get()
    assert len(review.incoming["documents"]) == 2
    assert folder.take(conditions, people).totals["unchanged"] == 2


# The real files


@needs_real_data
@pytest.mark.slow
def test_real_bundles_go_in_and_a_second_run_changes_nothing(cast):
    paths = sorted((REAL / "synthea").glob("*.json.gz"))
    report = import_files(paths, program=cast.program, by=cast.system)
    assert report.totals == {"created": len(paths), "updated": 0, "unchanged": 0, "refused": 0}
    assert json.dumps(report.as_dict())
    before = everything()
    again = import_files(paths, program=cast.program, by=cast.system)
    assert again.totals == {"created": 0, "updated": 0, "unchanged": len(paths), "refused": 0}
    assert everything() == before
    assert {file.file: file.taken for file in again.files} == {file.file: file.taken for file in report.files}


@needs_real_data
@pytest.mark.slow
def test_the_real_bulk_export_goes_in_and_its_log_is_refused(cast):
    paths = sorted((REAL / "synthea_bulk").glob("*.ndjson.gz"))
    report = import_files(paths, program=cast.program, by=cast.system)
    by_name = {file.file.rpartition("/")[2].partition(".")[0]: file for file in report.files}
    assert by_name.pop("log").error.endswith("leave it out")
    assert {file.status for file in by_name.values()} <= {"created", "updated", "unchanged"}
    assert by_name["Patient"].status == "created"
    assert Diagnosis.objects.count() == by_name["Condition"].taken["Condition"]
    assert import_files(paths, program=cast.program, by=cast.system).totals == {
        "created": 0, "updated": 0, "unchanged": len(paths) - 1, "refused": 1,
    }  # fmt: skip


def test_queries_do_not_grow_with_records(folder, django_assert_max_num_queries):
    def many(count, who):
        records = [
            having(resource, id=f"{resource['id']}{n}", subject={"reference": f"Patient/{who}"}, serviceProvider=None)
            for resource in (CONDITION, ENCOUNTER) for n in range(count)
        ]  # fmt: skip
        person = having(
            PATIENT, id=who, identifier=None, birthDate=f"19{count:02d}-01-01", name=[{"family": f"Person {who}"}]
        )
        return folder.write(f"{who}.json", bundle(person, *records))

    with django_assert_max_num_queries(60):
        folder.take(many(1, "few"))
    with django_assert_max_num_queries(60):
        folder.take(many(60, "many"))
