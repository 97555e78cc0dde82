"""Individual, family, case-management, medication and crisis notes go through the same hands, each with its prompts."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from openiop.base.people.roles import Refused
from openiop.care.calendar.actions import book_session
from openiop.care.calendar.models import Kind, Lead, Session
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.forms import NoteForm, digest
from openiop.care.encounters.models import Note, Presence
from openiop.care.encounters.queries import notes_of_session
from openiop.care.encounters.tests.people import hold_session, plan_for
from openiop.rulebook.prompts import PROMPTS

CALM = {
    "risk": "Thoughts of dying, no plan, asked directly.",
    "protective": "Their cat, and a sister who came.",
    "plan": "Went through the safety plan; pills are with the sister.",
    "contacts": "Sister called at 14:20.",
}


def hour_ago(cast, hours=3):
    return cast.program.local(timezone.now() - timedelta(hours=hours)).replace(second=0, microsecond=0)


def crisis(cast, start=None, **changed):
    start = start or hour_ago(cast)
    given = {"day": start.date(), "start": start.time(), "minutes": 30, "program": cast.program}
    return encounters.write_crisis(by=cast.dana, client=cast.jordan, **given | changed)


def open_codes(note):
    written = next(each for each in notes_of_session(note.session) if each.note.pk == note.pk)
    return [found.code for found in written.guarded.stops]


def test_a_crisis_makes_its_own_session_with_minutes_and_a_note(cast):
    note = crisis(cast)
    session = note.session
    assert (session.kind, session.state, session.title) == (Kind.CRISIS, "held", "Crisis contact")
    assert session.presence.get().code == "present"
    assert session.leads.get().staff == cast.dana
    assert note.written_by == cast.dana


def test_a_crisis_note_asks_for_risk_protection_plan_and_contacts_and_for_no_goal(cast):
    note = crisis(cast)
    encounters.write_note(by=cast.dana, note=note, response="Came down from the roof and sat.")
    assert open_codes(note) == ["prompt-open"]
    with pytest.raises(ValidationError, match="What protects them"):
        encounters.sign(by=cast.dana, note=note)
    encounters.write_note(by=cast.dana, note=note, answers=CALM)
    said = encounters.sign(by=cast.dana, note=note).signed_content
    assert [each["code"] for each in said["answers"]] == ["risk", "protective", "plan", "contacts"]
    assert said["answers"][3]["text"] == "Sister called at 14:20."


def test_a_crisis_ahead_or_beside_another_session_is_refused(cast):
    ahead = cast.program.local(timezone.now() + timedelta(hours=1))
    with pytest.raises(ValidationError, match="once it is over"):
        crisis(cast, ahead)
    start = hour_ago(cast, 4)
    group = hold_session(cast, start=start, minutes=180, breaks=())
    encounters.mark(by=cast.dana, session=group, client=cast.jordan, code="present")
    with pytest.raises(ValidationError, match="Steady Ground"):
        crisis(cast, start + timedelta(minutes=60))  # its minutes would count twice
    assert not Session.objects.filter(kind=Kind.CRISIS).exists()


def test_whoever_left_the_group_has_a_crisis_beside_it(cast):
    start = hour_ago(cast, 4)
    group = hold_session(cast, start=start, minutes=180, breaks=())
    encounters.mark(by=cast.dana, session=group, client=cast.jordan, code="present")
    encounters.set_times(
        by=cast.dana, session=group, client=cast.jordan, came=start, left=start + timedelta(minutes=50), reason="Crisis"
    )
    note = crisis(cast, start + timedelta(minutes=60))
    assert not note.session.leads.exists()  # Dana's hour is the group's
    assert Lead.objects.filter(session=group, is_live=True).count() == 2
    encounters.write_note(by=cast.dana, note=note, response="Came down and sat.", answers=CALM)
    assert encounters.sign(by=cast.dana, note=note).signed_by == cast.dana


def test_who_may_write_a_crisis_down(cast, elsewhere):
    start = hour_ago(cast)
    for who in (cast.bea, cast.walt, cast.elena):
        with pytest.raises(Refused):
            encounters.write_crisis(
                by=who, client=cast.jordan, program=cast.program, day=start.date(), start=start.time(), minutes=30
            )
        assert cast.browser(who.first_name.lower()).get(f"/sessions/of/{cast.jordan.pk}/crisis").status_code == 403
    assert elsewhere.browser("dana").get(f"/sessions/of/{cast.jordan.pk}/crisis").status_code == 404


def test_the_pages_of_a_crisis(cast):
    dana, start = cast.browser("dana"), hour_ago(cast)
    path = f"/sessions/of/{cast.jordan.pk}/crisis"
    assert path in dana.get(f"/sessions/of/{cast.jordan.pk}/").text
    sent = {"day": start.date().isoformat(), "start": start.strftime("%H:%M"), "minutes": "500"}
    assert dana.post(path, sent).status_code == 422
    answer = dana.post(path, sent | {"minutes": "30"}, follow=True)
    assert "What protects them" in answer.text
    note = Note.objects.get(session__kind=Kind.CRISIS)
    stored = NoteForm.stored(note, Kind.CRISIS)
    typed = {name: "" if value is None else value for name, value in stored.items()}
    typed |= {"response": "Came down and sat."} | {f"answer_{code}": text for code, text in CALM.items()}
    typed |= {"was": digest(stored.values())}
    form = {f"{note.pk.hex}-{name}": value for name, value in typed.items()} | {"do": f"sign:{note.pk}"}
    dana.post(f"/sessions/{note.session_id}/notes", form)
    note.refresh_from_db()
    assert note.is_signed
    assert "Sister called at 14:20." in dana.get(f"/sessions/notes/{note.pk}").text


@pytest.mark.parametrize("kind", ["individual", "family", "case", "medical"])
def test_each_kind_is_drafted_prompted_and_signed(cast, kind):
    objective = plan_for(cast)
    by = cast.chioma if kind == "medical" else cast.casey if kind == "case" else cast.dana
    session = book_session(
        by=cast.priya, program=cast.program, kind=kind, clients=[cast.jordan], staff=by, virtual=True,
        start=timezone.now() - timedelta(hours=2), minutes=45,
    )  # fmt: skip
    encounters.mark(by=by, session=session, client=cast.jordan, code="present")
    encounters.end_group(by=by, session=session)
    note = Note.objects.get(session=session)
    assert note.response
    encounters.write_note(by=by, note=note, objective=objective)
    needed = [each.code for each in PROMPTS.get(kind, ()) if each.needed]
    assert ("prompt-open" in open_codes(note)) is bool(needed)
    encounters.write_note(by=by, note=note, answers=dict.fromkeys(needed, "Nothing changes."))
    assert encounters.sign(by=by, note=note).is_signed
    assert Presence.objects.get(session=session).code == "present"
