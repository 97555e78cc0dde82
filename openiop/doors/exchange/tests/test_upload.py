"""The page for files, and the page that asks whether somebody is already known."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openiop.base.people.models import Client
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.models import Diagnosis, MatchReview, Referral
from openiop.doors.exchange.fhir.importing import import_files
from openiop.doors.exchange.tests.samples import CONDITION, PATIENT, bundle, having, lines, packed, zipped

IMPORT = "/referrals/import"
MATCHES = "/referrals/matches"


def upload(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else packed(content))


def send(house, *files, who="elena"):
    return house.browser(who).post(IMPORT, {"files": list(files)})


def test_files_are_taken_and_reported(cast):
    page = send(cast, upload("a.json", bundle(PATIENT, CONDITION)), upload("b.json.gz", zipped(b"{}")[:-9]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "1 of 2 files came in" in text
    assert "truncated" in text
    assert Client.objects.get(legal_last="D'Angelo-Peña").referrals.get().program == cast.program


def test_files_of_one_delivery_belong_together_and_may_share_a_name(cast):
    page = send(cast, upload("x.ndjson", lines(CONDITION)), upload("x.ndjson", lines(PATIENT)))
    assert "All 2 files came in" in page.content.decode()
    assert Diagnosis.objects.count() == 1


def test_no_file_says_so(cast):
    page = send(cast)
    assert page.status_code == 422
    assert "Choose at least one file" in page.content.decode()


def test_a_file_name_is_shown_as_text(cast):
    page = send(cast, upload("<img src=x>.json", {"resourceType": "<script>"}))
    assert "<img" not in page.content.decode()
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize("path", [IMPORT, MATCHES])
def test_only_those_who_work_referrals_come_here(cast, path):
    assert cast.browser("elena").get(path).status_code == 200
    assert cast.browser("bea").get(path).status_code == 403
    assert cast.browser("marcus").post(path, {}).status_code == 403


# Is this the same person?


@pytest.fixture
def question(cast, tmp_path):
    """Somebody called Jordan Avery comes in without a birth date, with a condition."""
    person = having(PATIENT, identifier=None, birthDate=None, name=[{"family": "Avery", "given": ["Jordan"]}])
    (tmp_path / "a.json").write_bytes(packed(bundle(person, CONDITION)))
    import_files([tmp_path / "a.json"], program=cast.program, by=cast.system)
    return MatchReview.objects.get()


def decide(house, question, who, person="elena"):
    return house.browser(person).post(reverse("exchange:match", args=[question.pk]), {"who": str(who)})


def test_the_question_stands_on_the_work_list_and_shows_both_sides(cast, question):
    item = WorkItem.objects.get(kind="intake.same_person")
    assert item.link == reverse("exchange:match", args=[question.pk])
    page = cast.browser("elena").get(item.link).content.decode()
    assert "In the file" in page
    assert "1992-03-14" in page
    assert "same surname" in page
    assert "Jordan Avery" in cast.browser("elena").get(MATCHES).content.decode()
    assert "1 person may already be known here" in cast.browser("elena").get(IMPORT).content.decode()


def test_the_same_person_gets_the_records(cast, question):
    before = Client.objects.count()
    answer = decide(cast, question, cast.jordan.pk)
    assert (answer.status_code, answer.url) == (302, MATCHES)
    assert Client.objects.count() == before
    assert Diagnosis.objects.get().client == cast.jordan
    assert Referral.objects.get().client == cast.jordan
    question.refresh_from_db()
    assert (question.decision, question.client, question.decided_by) == ("same", cast.jordan, cast.elena)
    assert WorkItem.objects.get(kind="intake.same_person").done_at
    assert "said on" in cast.browser("elena").get(reverse("exchange:match", args=[question.pk])).content.decode()


def test_somebody_new_becomes_a_person_of_their_own(cast, question, tmp_path):
    decide(cast, question, "new")
    question.refresh_from_db()
    assert question.decision == "new"
    assert question.client != cast.jordan
    assert Diagnosis.objects.get().client == question.client
    again = import_files([tmp_path / "a.json"], program=cast.program, by=cast.system)
    assert again.files[0].status == "unchanged"


def test_bulk_records_that_waited_come_with_the_answer(cast, tmp_path):
    person = having(PATIENT, identifier=None, birthDate=None, name=[{"family": "Avery", "given": ["Jordan"]}])
    (tmp_path / "Patient.ndjson").write_bytes(lines(person))
    (tmp_path / "Condition.ndjson").write_bytes(lines(CONDITION))
    import_files(sorted(tmp_path.iterdir()), program=cast.program, by=cast.system)
    assert not Diagnosis.objects.exists()
    decide(cast, MatchReview.objects.get(), cast.jordan.pk)
    assert Diagnosis.objects.get().client == cast.jordan


def test_an_answer_is_given_once(cast, question):
    decide(cast, question, cast.jordan.pk)
    second = decide(cast, question, "new")
    assert second.status_code == 422
    assert Client.objects.count() == 3


def test_only_a_candidate_may_be_named(cast, question):
    assert decide(cast, question, cast.luis.pk).status_code == 422
    assert decide(cast, question, "").status_code == 422
    assert not Diagnosis.objects.exists()


def test_new_is_asked_again_when_somebody_alike_was_added_meanwhile(cast, question, tmp_path):
    twin = having(PATIENT, id="p9", birthDate=None, identifier=None, name=[{"family": "Avery", "given": ["Jordan"]}])
    (tmp_path / "b.json").write_bytes(packed(bundle(twin)))
    import_files([tmp_path / "b.json"], program=cast.program, by=cast.system)
    second = MatchReview.objects.exclude(pk=question.pk).get()
    decide(cast, question, "new")
    answer = decide(cast, second, "new")
    assert answer.status_code == 422
    assert "Look again" in answer.content.decode()
    assert answer.content.decode().count("The same person: Jordan Avery") == 2
    second.refresh_from_db()
    assert len(second.candidates) == 2
    assert decide(cast, second, "new").status_code == 302


def test_f1_a_question_of_another_organisation_does_not_exist(cast, question, elsewhere):
    path = reverse("exchange:match", args=[question.pk])
    assert elsewhere.browser("elena").get(path).status_code == 404
    assert elsewhere.browser("elena").post(path, {"who": "new"}).status_code == 404
    assert "Avery" not in elsewhere.browser("elena").get(MATCHES).content.decode()


def test_pages_ask_a_bounded_number_of_questions(cast, question, tmp_path, django_assert_max_num_queries):
    browser = cast.browser("elena")
    with django_assert_max_num_queries(14):
        browser.get(MATCHES)
    for number in range(30):
        person = having(
            PATIENT, id=f"q{number}", identifier=None, birthDate=None, name=[{"family": "Avery", "given": ["Jordan"]}]
        )
        (tmp_path / f"{number}.json").write_bytes(packed(bundle(person)))
    import_files(sorted(tmp_path.glob("*.json")), program=cast.program, by=cast.system)
    with django_assert_max_num_queries(14):
        browser.get(MATCHES)
    with django_assert_max_num_queries(14):
        browser.get(reverse("exchange:match", args=[question.pk]))
