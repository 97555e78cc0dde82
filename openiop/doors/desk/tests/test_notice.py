"""The patient notice: an edition is written, published, given to everyone, and given again when it changes (2.22)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client as Browser

from openiop.base.people.actions import let_in
from openiop.base.privacy import actions, telling
from openiop.base.privacy.duties import NoticeGiven
from openiop.base.privacy.notices import Notice
from openiop.doors.desk.notice_forms import words_of
from tests.cast import admit

CONTACT = {"contact": "Pat Moreau", "phone": "978-555-0100", "email": "privacy@harbor.example"}


def typed(cast, **changes):
    return {"effective_on": str(cast.program.today()), "is_material": "on", **CONTACT, **words_of(None)} | changes


def publish(cast, **changes):
    page = cast.browser("pat").post("/privacy/notice/edit", typed(cast, do="publish", **changes))
    assert page.status_code == 302
    return Notice.objects.order_by("-published_at").first()


def test_acc_5_an_edition_that_leaves_out_a_point_is_not_published_and_nothing_typed_is_lost(cast):
    pat = cast.browser("pat")
    page = pat.post(
        "/privacy/notice/edit", typed(cast, do="publish", **{"es-complaints": "", "en-duties": "We guard it."})
    )
    assert page.status_code == 422
    html = page.content.decode()
    assert "The notice does not say yet" in html and "We guard it." in html
    draft = Notice.objects.get()
    assert draft.published_at is None and telling.in_force(cast.program) is None
    assert pat.post("/privacy/notice/edit", typed(cast, do="publish", effective_on="2020-01-01")).status_code == 422
    assert pat.post("/privacy/notice/edit", typed(cast, do="keep")).status_code == 302
    assert Notice.objects.get().pk == draft.pk, "there is one draft"


def test_a_published_edition_stays_as_it_is(cast):
    edition = publish(cast)
    with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
        Notice.objects.filter(pk=edition.pk).update(contact="Somebody else")


def test_acc_5_whose_notice_is_missing_stands_on_the_desk_until_it_was_given(cast):
    admit(cast)
    publish(cast)
    pat = cast.browser("pat")
    assert "1 person waits for the notice" in (html := pat.get("/privacy/notice").content.decode())
    assert "Jordan" in html
    url = f"/sharing/{cast.jordan.pk}/notice"
    assert "still to be given" in cast.browser("dana").get(f"/sharing/{cast.jordan.pk}/").content.decode()
    told = {"how": "paper", "language": "en", "acknowledged": "", "why_not": ""}
    assert cast.browser("dana").post(url, told).status_code == 422
    assert cast.browser("dana").post(url, told | {"why_not": "Did not want to sign"}).status_code == 302
    assert "Everyone here has the notice" in pat.get("/privacy/notice").content.decode()
    given = NoticeGiven.objects.get()
    assert (given.given_by, given.version, given.is_acknowledged) == (cast.dana, str(cast.program.today()), False)


def test_acc_5_a_client_is_shown_it_at_the_first_sign_in_in_their_language_and_confirms(cast):
    admit(cast)
    edition = publish(cast)
    let_in(by=cast.system, client=cast.jordan, email="jordan@mail.example")
    jordan = cast.browser("jordan")
    assert jordan.get("/me/").url == "/me/notice"
    html = jordan.get("/me/notice").content.decode()
    assert "Notice of Privacy Practices of Harbor" in html and "HOW TO FILE A COMPLAINT" in html
    shown = NoticeGiven.objects.get()
    assert (shown.how, shown.is_acknowledged, shown.notice) == ("screen", False, edition)
    assert "Aviso de prácticas de privacidad" in jordan.get("/me/notice?lang=es").content.decode()
    assert NoticeGiven.objects.count() == 1, "it is given once"
    assert "Please say that you do" in jordan.get("/me/").content.decode()
    assert jordan.post("/me/notice", {"language": "es"}).url == "/me/"
    assert NoticeGiven.objects.filter(is_acknowledged=True, language="es").count() == 1
    assert "Please say that you do" not in jordan.get("/me/").content.decode()
    assert "Aviso de prácticas" in jordan.get("/me/notice/print?lang=es").content.decode()


def test_acc_5_a_material_change_is_given_again_and_a_new_phone_number_is_not(cast):
    admit(cast)
    publish(cast)
    first = telling.in_force(cast.program)
    actions.give_notice(by=cast.dana, client=cast.jordan, notice=first, how="paper")
    rows = NoticeGiven.objects.all()
    tomorrow = cast.program.today() + timedelta(days=1)
    publish(cast, effective_on=str(tomorrow), is_material="")
    assert telling.in_force(cast.program) == first, "the old one holds until the new one's day"
    assert telling.in_force(cast.program, tomorrow) != first
    assert not telling.lacks(cast.program, cast.jordan, rows)


def test_the_notice_is_public_once_it_is_published(cast):
    address = f"/p/{cast.program.slug}/notice"
    assert Browser().get(address).status_code == 404
    publish(cast)
    assert "Notice of Privacy Practices of" in Browser().get(address).content.decode()
    assert address in Browser().get(f"/p/{cast.program.slug}").content.decode()


@pytest.mark.parametrize("who", ["dana", "marcus", "bea"])
def test_only_who_reviews_privacy_writes_the_notice(cast, who):
    assert cast.browser(who).get("/privacy/notice/edit").status_code == 403
    assert cast.browser(who).get("/privacy/notice").status_code == 403


def test_before_the_first_edition_the_pages_say_so(cast):
    assert "no notice here yet" in cast.browser("dana").get("/sharing/notice").content.decode()
    assert "no notice here yet" in cast.browser("pat").get("/privacy/notice").content.decode()
    let_in(by=cast.system, client=cast.jordan, email="jordan@mail.example")
    assert cast.browser("jordan").get("/me/").status_code == 200
