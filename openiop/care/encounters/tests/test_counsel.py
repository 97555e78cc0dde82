"""CON-1: a counseling note is its author's and the named supervisor's, whoever else asks, by Django or by SQL."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from openiop.base import context
from openiop.base.people import actions as people
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass
from openiop.care.encounters import actions
from openiop.care.encounters.models import CounselingNote
from openiop.care.encounters.tests.people import hold_session, plan_for
from tests.cast import House

CANARY = "the-lighthouse-keeper-said-no"
OTHERS = ["elena", "noor", "marcus", "chioma", "casey", "walt", "priya", "bea", "pat"]


@pytest.fixture
def session(cast: House):
    plan_for(cast)
    return hold_session(cast)


@pytest.fixture
def note(cast: House, session) -> CounselingNote:
    with context.standing(cast.dana.standing):
        return actions.write_counseling(by=cast.dana, session=session, client=cast.jordan, text=CANARY)


def rows_in_the_database(standing) -> int:
    with context.standing(standing), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM encounters_counselingnote")
        return cursor.fetchone()[0]


def again(staff: Staff) -> Staff:
    """As the next request has them."""
    return Staff.objects.get(pk=staff.pk)


def test_con_1_the_author_writes_and_signs_and_then_it_stays(cast, session, note):
    with context.standing(cast.dana.standing):
        assert CounselingNote.objects.get().text == CANARY
        signed = actions.write_counseling(by=cast.dana, session=session, client=cast.jordan, text=CANARY, sign=True)
    with pytest.raises(Exception, match="signed"), context.standing(cast.dana.standing):
        actions.write_counseling(by=cast.dana, session=session, client=cast.jordan, text="other")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE encounters_counselingnote SET signed_at = NULL WHERE id = %s", [signed.pk])


def test_con_1_nobody_else_has_a_row_in_the_database(cast, note):
    assert rows_in_the_database(cast.dana.standing) == 1
    for who in OTHERS:
        assert rows_in_the_database(getattr(cast, who).standing) == 0, who
    assert rows_in_the_database(cast.jordan.standing) == 0
    assert rows_in_the_database(context.everything(cast.organisation.pk)) == 0
    items = ("notes", "counseling", "consent")
    recipient = context.Context(context.RECIPIENT, cast.organisation.pk, cast.jordan.pk, items, (cast.jordan.pk,))
    assert rows_in_the_database(recipient) == 0


def test_con_1_the_gate_gives_a_row_to_nobody(cast, note):
    for who in ("dana", *OTHERS, "jordan"):
        actor = getattr(cast, who)
        for permission in P:
            with context.standing(actor.standing), pytest.raises(Refused):
                Gate.of(actor, cast.program).rows(CounselingNote, permission)


def test_con_1_the_named_supervisor_reads_and_cannot_write(cast, session, note):
    Staff.objects.filter(pk=cast.dana.pk).update(supervisor=cast.noor)
    noor = again(cast.noor)
    assert rows_in_the_database(noor.standing) == 1
    assert rows_in_the_database(cast.priya.standing) == 0
    with context.standing(noor.standing):
        assert CounselingNote.objects.filter(pk=note.pk).update(signed_at=None) == 0
    Staff.objects.filter(pk=cast.dana.pk).update(supervisor=None)
    assert rows_in_the_database(again(cast.noor).standing) == 0


def test_con_1_a_broken_glass_does_not_open_it(cast, note):
    Glass.objects.create(
        organisation=cast.organisation, client=cast.jordan, staff=cast.chioma, nature="Unconscious", reason="Allergies"
    )
    assert rows_in_the_database(cast.chioma.standing) == 0


def test_con_1_nobody_writes_one_in_anothers_name(cast, session):
    for by, author in ((cast.marcus, cast.dana), (cast.priya, cast.priya)):
        with pytest.raises((DatabaseError, Refused)), transaction.atomic(), context.standing(by.standing):
            if by is author:
                actions.write_counseling(by=by, session=session, client=cast.jordan, text="x")
            else:
                CounselingNote.objects.create(
                    organisation=cast.organisation, session=session, client=cast.jordan, author=author, text="x"
                )


def test_con_1_its_words_are_sealed(cast, note):
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM encounters_counselingnote")
        assert CANARY.encode() not in bytes(cursor.fetchone()[0])


def test_the_page_keeps_signs_and_says_what_belongs_there(cast, session):
    browser, url = cast.browser("dana"), reverse("encounters:counseling", args=[session.pk])
    html = browser.get(url).content.decode()
    assert "What belongs here" in html and "Medication, and results of tests" in html
    assert browser.post(url, {"client": cast.jordan.pk, "text": CANARY, "do": "save"}).status_code == 302
    assert CANARY in browser.get(url).content.decode()
    assert browser.post(url, {"client": cast.ana.pk, "text": " ", "do": "sign"}).status_code == 422
    browser.post(url, {"client": cast.jordan.pk, "text": CANARY, "do": "sign"})
    page = browser.post(url, {"client": cast.jordan.pk, "text": "quite another", "do": "save"})
    assert page.status_code == 422 and CounselingNote.objects.get().text == CANARY


def test_the_supervisor_reads_it_to_train_and_the_audit_says_so(cast, session, note):
    from openiop.base.audit.models import Event

    Staff.objects.filter(pk=cast.dana.pk).update(supervisor=cast.priya)
    html = cast.browser("priya").get(reverse("encounters:counseling", args=[session.pk])).content.decode()
    assert CANARY in html and "Written by those you supervise" in html and "<textarea" not in html
    assert Event.objects.filter(verb="encounters.counseling.read", actor_id=cast.priya.pk).exists()


@pytest.mark.parametrize("who", ["dana", *OTHERS, "jordan"])
def test_con_1_its_words_stand_on_no_other_page(cast, session, note, who):
    """Also not on its author's: not on the chart, in search, on paper or in the audit."""
    if who == "jordan":
        people.let_in(by=cast.elena, client=cast.jordan, email="jordan@example.org")
    browser = cast.browser(who)
    client, own = cast.jordan.pk, reverse("encounters:counseling", args=[session.pk])
    paths = [
        f"/clients/{client}", f"/sessions/of/{client}/", f"/sessions/{session.pk}/", f"/sessions/{session.pk}/notes",
        "/sessions/notes", "/today", "/work", "/audit/", f"/plans/of/{client}/", f"/progress/{client}/", "/me/",
        f"/people/{client}", f"/clients/{client}/sharing",
    ]  # fmt: skip
    for path in paths if who == "dana" else [*paths, own]:
        assert CANARY not in browser.get(path, follow=True).content.decode(), path
    assert CANARY not in browser.post("/search", {"q": CANARY}, follow=True).content.decode().replace(
        f'value="{CANARY}"', ""
    ).replace(f"“{CANARY}”", "")


def test_con_1_no_other_room_names_the_table():
    """A room that would put it into an export, a letter or a payer bundle has to import it first."""
    from pathlib import Path

    root = Path(apps.get_app_config("encounters").path).parents[1]
    naming = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "CounselingNote" in path.read_text() and "/tests/" not in str(path)
    }
    assert {name for name in naming if not name.startswith("care/encounters/")} <= set()
