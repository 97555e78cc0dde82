"""The public page: what it says, what it takes, and what it never tells."""

import re

import pytest
from django.test import Client as Browser

from openiop.base.audit.models import Event
from openiop.base.people.models import Client
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.models import Referral
from openiop.doors.finder.views import MOST
from tests.cast import hold_group

PERSON = {"who": "self", "legal_first": "Sam", "phone": "(555) 010-9000", "language": "en", "may_contact": "on"}


def write(browser=None, key="one", address="harbor", **said):
    return (browser or Browser()).post(f"/refer/{address}", PERSON | {"key": key} | said)


def test_the_front_page_says_what_the_program_is_and_needs_no_sign_in(cast):
    hold_group(cast)
    page = Browser().get("/").content.decode()
    for words in ("keep living at home", "(555) 010-4477", "988", "Afternoon", "/refer/harbor", "Salem"):
        assert words in page
    assert "/home" not in page


def test_the_front_page_tells_when_a_track_meets(cast):
    hold_group(cast, weekday=2)
    hold_group(cast, name="Skills", weekday=4)
    assert "Wed, Fri · 2:00 pm to 3:30 pm" in Browser().get("/").content.decode()


def test_whoever_is_signed_in_finds_the_way_to_their_own_page(cast):
    assert 'href="/home"' in cast.browser("dana").get("/").content.decode()


def test_several_programs_are_listed_and_same_names_are_told_apart(cast, elsewhere):
    elsewhere.program.slug = "harbor"
    elsewhere.program.save()
    page = Browser().get("/").content.decode()
    assert "/p/lakeside--harbor" in page and "/p/harbor--harbor" in page
    assert "Lakeside IOP" in Browser().get("/p/lakeside--harbor").content.decode()
    assert "Which place" in Browser().get("/refer/harbor").content.decode()


def test_without_a_program_the_page_says_how_to_begin(db):
    assert "openiop demo" in Browser().get("/").content.decode()


@pytest.mark.parametrize("path", ["/p/nowhere", "/refer/nowhere", "/refer/nowhere/thanks"])
def test_an_unknown_program_is_not_found(cast, path):
    assert Browser().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/p/harbor", "/refer/harbor", "/refer/harbor/thanks"])
def test_no_public_page_outs_who_reads_it_or_stays_in_the_browser(cast, path):
    answer = Browser().get(path)
    text = re.sub(r"<[^>]+>", " ", answer.content.decode()).lower()
    for word in ("treatment", "recovery", "addict", "therap", "patient", "rehab"):
        assert word not in text
    assert "no-store" in answer["Cache-Control"]
    assert "988" in text


def test_a_message_becomes_a_referral_by_the_public_page(cast):
    answer = write(reason="I drink at night", safe_to_call="Text first", language="es")
    assert answer["Location"] == "/refer/harbor/thanks"
    referral = Referral.objects.get()
    assert (referral.client.legal_first, referral.client.language) == ("Sam", "es")
    assert (referral.source, referral.reason, referral.safe_to_call) == ("01", "I drink at night", "Text first")
    assert Event.objects.get(verb="intake.referral.taken").actor_name == "public page"
    assert WorkItem.objects.filter(role="admissions", title="Screen Sam").exists()


def test_writing_for_somebody_else_keeps_who_wrote(cast):
    write(who="work", source="04", referrer_name="Ms. Lee", referrer_phone="(555) 010-9001", phone="")
    referral = Referral.objects.get()
    assert (referral.source, referral.referrer_name, referral.referrer_phone) == ("04", "Ms. Lee", "(555) 010-9001")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"legal_first": ""}, "A first name is enough"),
        ({"phone": ""}, "phone number or an email address"),
        ({"may_contact": ""}, "so that we may answer"),
        ({"who": "other"}, "Tell us your name too"),
        ({"who": "work", "referrer_name": "Ms. Lee"}, "Choose where you work"),
        ({"email": "sam@"}, "Check this address"),
    ],
)
def test_what_is_missing_is_named_and_nothing_typed_is_lost(cast, said, words):
    answer = write(reason="my own words", **said)
    assert answer.status_code == 422
    assert words in answer.content.decode() and "my own words" in answer.content.decode()
    assert not Referral.objects.exists()


def test_a_message_sent_twice_is_one_referral(cast):
    write(key="same")
    write(key="same")
    assert Referral.objects.count() == 1


def test_the_answer_is_the_same_for_somebody_who_is_known_and_waits_already(cast):
    known = cast.jordan
    known.phone, known.email = "(555) 010-7777", "jordan@mail.example"
    known.save()
    said = {"legal_first": "Jordan", "legal_last": "Avery", "phone": known.phone, "email": known.email}
    first, again, stranger = write(key="a", **said), write(key="b", reason="it got worse", **said), write(key="c")
    pages = {Browser().get(answer["Location"]).content for answer in (first, again, stranger)}
    assert {answer.status_code for answer in (first, again, stranger)} == {302}
    assert len({re.sub(rb'(csrf\w*"[^>]*value="|Token": ")[^"]*', b"", page) for page in pages}) == 1


def test_new_words_of_somebody_who_waits_already_reach_admissions(cast):
    for key in ("a", "b"):
        write(
            key=key,
            legal_first="Ana María",
            legal_last="O'Brien-Núñez",
            email="ana@mail.example",
            reason=f"words {key}",
        )
    said = " ".join(WorkItem.objects.values_list("detail", flat=True)) + " ".join(
        Referral.objects.values_list("reason", flat=True)
    )
    assert "words a" in said and "words b" in said


def test_a_robot_is_thanked_and_writes_nothing(cast):
    assert write(website="http://spam.example").status_code == 302
    assert not Referral.objects.exists()


def test_too_many_messages_from_one_connection_are_asked_to_call(cast):
    for number in range(MOST):
        assert write(key=str(number), legal_first=f"Sam {number}", phone=f"(555) 010-80{number:02}").status_code == 302
    late = write(key="late", reason="still my words")
    assert late.status_code == 429
    assert "still my words" in late.content.decode() and "call us" in late.content.decode()
    assert Browser().post("/refer/harbor", PERSON | {"key": "other"}, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_program_that_takes_nobody_says_so_and_takes_nothing(cast):
    cast.program.takes_referrals = False
    cast.program.save()
    assert "cannot take new people" in Browser().get("/refer/harbor").content.decode()
    write()
    assert not Referral.objects.exists()


def test_the_page_of_one_organisation_writes_only_there(cast, elsewhere):
    write(address="lakeside")
    assert Client.objects.get(legal_first="Sam").organisation == elsewhere.organisation


def test_the_front_page_asks_the_database_as_often_with_many_tracks(cast, django_assert_max_num_queries):
    for number in range(8):
        cast.program.tracks.create(organisation=cast.organisation, name=f"Track {number}")
        hold_group(cast, name=f"Group {number}", weekday=number % 7)
    with django_assert_max_num_queries(8):
        Browser().get("/")
