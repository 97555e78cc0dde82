"""Whoever works under supervision signs, then their supervisor: never they themselves, never twice (BIL-10)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from openiop.base.audit.models import Event
from openiop.base.people.models import Staff
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import CoSignature, Note
from openiop.care.encounters.queries.cosigning import awaiting, final, standing_of, unfinal
from openiop.care.encounters.tests.people import hold_session, plan_for


@pytest.fixture
def signed(cast):
    """Marcus works under Noor; he has signed Jordan's note of a session that is over."""
    Staff.objects.filter(pk=cast.marcus.pk).update(supervisor=cast.noor, roles=["facilitator"])
    Staff.objects.filter(pk=cast.noor.pk).update(roles=["evaluator", "therapist"])
    for who in ("marcus", "noor"):
        cast.staff[who] = Staff.objects.get(pk=getattr(cast, who).pk)
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=4)
    session = hold_session(cast, start=start, minutes=90, breaks=(), clients=("jordan",))
    objective = plan_for(cast)
    encounters.mark(by=cast.marcus, session=session, client=cast.jordan, code="present", now=start)
    note = Note.objects.get(session=session)
    encounters.write_note(by=cast.marcus, note=note, objective=objective, participation=3, response="Chose two moves.")
    return encounters.sign(by=cast.marcus, note=note)


def fresh(note):
    return Note.objects.get(pk=note.pk)


def test_a_supervisees_note_is_signed_and_not_final(cast, signed):
    assert standing_of(fresh(signed)) == "awaiting"
    assert signed.signed_content["cosigner"] == "Noor Haddad, LCSW"
    rows = Note.objects.filter(pk=signed.pk)
    assert not final(rows).exists()  # BIL-3 counts signed notes: this is none yet
    assert unfinal(rows).exists()
    item = WorkItem.objects.get(kind="encounters.cosign")
    assert (item.assigned_to, item.link) == (cast.noor, "/sessions/notes/to-cosign")


def test_who_needs_no_supervision_is_final_at_once(cast, signed):
    session = hold_session(cast, start=timezone.now() - timedelta(hours=2), minutes=60, breaks=(), clients=("jordan",))
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="excused")
    note = encounters.sign(by=cast.dana, note=Note.objects.get(session=session))
    assert standing_of(fresh(note)) == "final"
    assert final(Note.objects.filter(pk=note.pk)).exists()


def test_the_supervisor_cosigns_and_the_work_is_done(cast, signed):
    encounters.cosign(by=cast.noor, note=signed)
    assert standing_of(fresh(signed)) == "final"
    assert final(Note.objects.filter(pk=signed.pk)).exists()
    assert WorkItem.objects.get(kind="encounters.cosign").done_at is not None
    assert Event.objects.filter(verb="encounters.note.cosigned", client_id=cast.jordan.pk).exists()
    with pytest.raises(ValidationError, match="does not wait"):
        encounters.cosign(by=cast.noor, note=signed)
    with pytest.raises(ValidationError, match="does not wait"):
        encounters.send_back(by=cast.noor, note=signed, words="Too late")


def test_nobody_cosigns_what_they_signed_or_what_is_not_theirs(cast, signed):
    with pytest.raises(ValidationError, match="themselves"):
        encounters.cosign(by=cast.marcus, note=signed)
    for who in (cast.dana, cast.priya):
        with pytest.raises(ValidationError, match="supervisor"):
            encounters.cosign(by=who, note=signed)
    for who in (cast.bea, cast.walt, cast.system):
        with pytest.raises(Refused):
            encounters.cosign(by=who, note=signed)


def test_the_database_refuses_it_too(cast, signed):
    def write(**fields):
        given = {"organisation": cast.organisation, "note": signed, "by": cast.noor, "verdict": "signed"}
        with transaction.atomic():
            return CoSignature.objects.create(**given | fields)

    with pytest.raises(DatabaseError, match="somebody else"):
        write(by=cast.marcus)
    with pytest.raises(DatabaseError, match="sent_back_with_words"):
        write(verdict="sent_back")
    row = write()
    with pytest.raises(DatabaseError, match="co-signed"):
        write(by=cast.priya)
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        row.delete()


def test_sent_back_the_author_adds_and_it_waits_again(cast, signed):
    with pytest.raises(ValidationError, match="missing"):
        encounters.send_back(by=cast.noor, note=signed, words="  ")
    encounters.send_back(by=cast.noor, note=signed, words="Which moves?")
    assert standing_of(fresh(signed)) == "sent_back"
    assert not awaiting(Note.objects.filter(pk=signed.pk)).exists()
    asked = WorkItem.objects.get(kind="encounters.sent_back")
    assert (asked.assigned_to, asked.detail) == (cast.marcus, "Which moves?")
    encounters.add_to(by=cast.dana, note=signed, text="I was there, too.")
    assert standing_of(fresh(signed)) == "sent_back"  # not the author's words
    encounters.add_to(by=cast.marcus, note=signed, text="Call the cousin, walk to the pier.")
    assert standing_of(fresh(signed)) == "awaiting"
    asked.refresh_from_db()
    assert asked.done_at is not None
    encounters.cosign(by=cast.noor, note=signed)
    assert standing_of(fresh(signed)) == "final"


def test_a_new_supervisor_takes_over_what_waits(cast, signed):
    Staff.objects.filter(pk=cast.marcus.pk).update(supervisor=cast.priya)
    priya = Staff.objects.get(pk=cast.priya.pk)
    encounters.cosign(by=priya, note=signed)
    assert standing_of(fresh(signed)) == "final"


def test_the_queue_shows_reads_and_signs(cast, signed):
    noor = cast.browser("noor")
    page = noor.get("/sessions/notes/to-cosign")
    assert "Chose two moves." in page.text
    assert "Marcus Bell" in page.text
    assert noor.post(f"/sessions/notes/{signed.pk}/cosign", {"do": "back", "words": ""}).status_code == 422
    answer = noor.post(f"/sessions/notes/{signed.pk}/cosign", {"do": "sign"}, follow=True)
    assert "Nothing waits for your co-signature" in answer.text
    assert "Co-signed by Noor Haddad, LCSW" in noor.get(f"/sessions/notes/{signed.pk}").text


def test_what_waits_for_the_supervisor_is_counted_in_the_rail_and_on_today(cast, signed):
    noor = cast.browser("noor")
    page = noor.get("/today").text
    assert "Co-sign the notes of Marcus Bell" in page
    assert re.search(r'Notes(</span>)?<span class="count push">1<', page)
    encounters.cosign(by=cast.noor, note=signed)
    assert not re.search(r'Notes(</span>)?<span class="count push">', noor.get("/today").text)


def test_the_author_sees_what_is_not_final(cast, signed):
    marcus = cast.browser("marcus")
    assert "Not final yet" in marcus.get("/sessions/notes").text
    assert "Awaiting co-signature" in marcus.get(f"/sessions/{signed.session_id}/notes").text
    encounters.send_back(by=cast.noor, note=signed, words="Which moves?")
    assert "Which moves?" in marcus.get(f"/sessions/notes/{signed.pk}").text


def test_nobody_else_finds_it_in_their_queue(cast, elsewhere, signed):
    assert "Chose two moves." not in cast.browser("dana").get("/sessions/notes/to-cosign").text
    assert cast.browser("bea").get("/sessions/notes/to-cosign").status_code == 403
    other = elsewhere.browser("noor")
    assert "Chose two moves." not in other.get("/sessions/notes/to-cosign").text
    assert other.post(f"/sessions/notes/{signed.pk}/cosign", {"do": "sign"}).status_code == 404


def test_the_supervisor_sees_their_peoples_desk(cast, signed):
    session = hold_session(cast, start=timezone.now() - timedelta(hours=2), minutes=60, breaks=(), clients=("ana",))
    session.leads.filter(staff=cast.dana).update(is_live=False)
    encounters.mark(by=cast.marcus, session=session, client=cast.ana, code="present")
    noor = cast.browser("noor")
    assert "Every note is signed" in noor.get("/sessions/notes").text
    page = noor.get("/sessions/notes?who=supervised").text
    assert "Steady Ground" in page
    assert "Marcus Bell" in page
