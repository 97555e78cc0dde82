"""The notes' page saves as one types and mends in one tap; two writers never lose a word."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.care.encounters import actions as encounters
from openiop.care.encounters.forms import NoteForm, SharedForm, digest
from openiop.care.encounters.models import Note, SharedNote
from openiop.care.encounters.tests.people import hold_session, plan_for

HTMX = {"HX-Request": "true"}


@pytest.fixture
def over(cast):
    """A session that ended an hour ago; Jordan and Ana were here."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=240)
    session = hold_session(cast, start=start, minutes=180, breaks=(), clients=("jordan", "ana"))
    for client in (cast.jordan, cast.ana):
        encounters.mark(by=cast.dana, session=session, client=client, code="present")
    return session


def note_of(session, client):
    return Note.objects.get(session=session, client=client)


def sent(*notes, **typed):
    """What the page of these notes sends, with these words typed into the first."""
    fields = {}
    for at, note in enumerate(notes):
        stored = NoteForm.stored(note)
        values = {name: "" if value is None else value for name, value in stored.items()}
        values |= {"was": digest(stored.values())} | (typed if at == 0 else {})
        fields |= {f"{note.pk.hex}-{name}": value for name, value in values.items()}
    shared = SharedForm.stored(notes[0].session, SharedNote.objects.filter(session=notes[0].session).first())
    return fields | {f"shared-{name}": value for name, value in (shared | {"was": digest(shared.values())}).items()}


def post(cast, session, fields, who="dana"):
    return cast.browser(who).post(f"/sessions/{session.pk}/notes", fields, headers=HTMX)


def was_in(answer, note):
    return re.search(rf'name="{note.pk.hex}-was" value="([\w.]+)"', answer.text).group(1)


def earlier(note, seconds=60):
    """As if it had been written a while ago."""
    Note.objects.filter(pk=note.pk).update(changed_at=timezone.now() - timedelta(seconds=seconds))


def test_typing_is_saved_and_the_page_goes_on_from_there(cast, over):
    jordan, ana = note_of(over, cast.jordan), note_of(over, cast.ana)
    answer = post(cast, over, sent(jordan, ana, response="Chose two"))
    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert "<textarea" not in answer.text  # nothing under the writer's hands is drawn again
    again = sent(jordan, ana, response="Chose two moves.") | {f"{jordan.pk.hex}-was": was_in(answer, jordan)}
    assert post(cast, over, again).status_code == 200
    assert note_of(over, cast.jordan).response == "Chose two moves."
    assert note_of(over, cast.ana).response == ""


def test_an_answer_that_was_lost_is_not_a_conflict_with_oneself(cast, over):
    jordan = note_of(over, cast.jordan)
    first = sent(jordan, response="Chose two")
    post(cast, over, first)  # its answer never came
    post(cast, over, first | {f"{jordan.pk.hex}-response": "Chose two moves."})
    assert note_of(over, cast.jordan).response == "Chose two moves."


def test_two_writers_each_see_the_others_words_and_choose(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="Mine.")
    encounters.write_note(by=cast.marcus, note=jordan, response="Theirs.")
    answer = post(cast, over, mine)
    assert answer.status_code == 422  # so that the tab keeps what was typed
    assert "Theirs." in answer.text
    assert note_of(over, cast.jordan).response == "Theirs."
    assert post(cast, over, mine).status_code == 422  # typing on does not settle it
    over_theirs = re.search(r'value="(mine:[^"]+)"', answer.text).group(1)
    assert post(cast, over, mine | {"do": over_theirs}).status_code == 200
    assert note_of(over, cast.jordan).response == "Mine."


def test_putting_mine_in_its_place_needs_the_words_that_were_seen(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="Mine.")
    encounters.write_note(by=cast.marcus, note=jordan, response="Theirs.")
    seen = re.search(r'value="(mine:[^"]+)"', post(cast, over, mine).text).group(1)
    encounters.write_note(by=cast.marcus, note=jordan, response="Theirs, and more.")
    assert post(cast, over, mine | {"do": seen}).status_code == 422
    assert note_of(over, cast.jordan).response == "Theirs, and more."


def test_theirs_can_be_taken(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="Mine.")
    encounters.write_note(by=cast.marcus, note=jordan, response="Theirs.")
    answer = post(cast, over, mine | {"do": f"theirs:{jordan.pk}"})
    assert answer.status_code == 200
    assert re.search(r"<textarea[^>]*-response[^>]*>\s*Theirs\.</textarea>", answer.text)


def test_what_only_one_of_them_changed_is_no_conflict(cast, over):
    """Dana writes the words while Marcus writes the next step: both stand, and nobody is asked."""
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="Mine.")
    encounters.write_note(by=cast.marcus, note=jordan, next_step="Theirs.")
    answer = post(cast, over, mine)
    assert answer.status_code == 200
    jordan = note_of(over, cast.jordan)
    assert (jordan.response, jordan.next_step) == ("Mine.", "Theirs.")
    # the page still shows the old next step: sending it again takes nothing of theirs away
    again = mine | {f"{jordan.pk.hex}-was": was_in(answer, jordan), f"{jordan.pk.hex}-response": "Mine, and more."}
    assert post(cast, over, again).status_code == 200
    jordan = note_of(over, cast.jordan)
    assert (jordan.response, jordan.next_step) == ("Mine, and more.", "Theirs.")


def test_each_field_is_settled_with_one_tap(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="My words.", next_step="My step.", risk="My risk.")
    encounters.write_note(by=cast.marcus, note=jordan, response="Their words.", next_step="Their step.")
    answer = post(cast, over, mine)
    assert answer.status_code == 422
    ask = re.findall(r'value="(mine:[^"]+)"', answer.text)
    assert len(ask) == 2  # the risk is nobody's but mine
    answer = post(cast, over, mine | {"do": ask[0]})
    assert answer.status_code == 422  # the other one is still open, and nothing of the note is written yet
    assert note_of(over, cast.jordan).response == "Their words."
    assert re.findall(r'value="(mine:[^"]+)"', answer.text) == ask[1:]
    settled = mine | {f"{jordan.pk.hex}-was": was_in(answer, jordan)}
    answer = post(cast, over, settled | {"do": f"theirs:{jordan.pk}:next_step"})
    assert answer.status_code == 200
    assert re.search(r"<textarea[^>]*-next_step[^>]*>\s*Their step\.</textarea>", answer.text)
    jordan = note_of(over, cast.jordan)
    assert (jordan.response, jordan.next_step, jordan.risk) == ("My words.", "Their step.", "My risk.")


def test_taking_theirs_in_one_field_keeps_what_is_typed_in_another(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="My words.", next_step="My step.")
    encounters.write_note(by=cast.marcus, note=jordan, response="Their words.", next_step="Their step.")
    answer = post(cast, over, mine | {"do": f"theirs:{jordan.pk}:response"})
    assert answer.status_code == 422
    assert re.search(r"<textarea[^>]*-response[^>]*>\s*Their words\.</textarea>", answer.text)
    assert re.search(r"<textarea[^>]*-next_step[^>]*>\s*My step\.</textarea>", answer.text)


def test_the_shared_words_are_settled_by_field_too(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan) | {"shared-intervention": "My words.", "shared-topic": "My topic"}
    encounters.write_shared(by=cast.marcus, session=over, topic="Their topic", intervention="Their words.")
    answer = post(cast, over, mine)
    assert answer.status_code == 422
    ask = re.findall(r'value="(mine:shared:[^"]+)"', answer.text)
    assert [each.split(":")[2] for each in ask] == ["topic", "intervention"]
    was = re.search(r'name="shared-was" value="([\w.]+)"', post(cast, over, mine | {"do": ask[0]}).text).group(1)
    assert post(cast, over, mine | {"shared-was": was, "do": "theirs:shared:intervention"}).status_code == 200
    shared = SharedNote.objects.get(session=over)
    assert (shared.topic, shared.intervention) == ("My topic", "Their words.")


def test_one_conflict_does_not_hold_up_the_others(cast, over):
    jordan, ana = note_of(over, cast.jordan), note_of(over, cast.ana)
    fields = sent(jordan, ana, response="Mine.") | {f"{ana.pk.hex}-response": "Told of her son."}
    encounters.write_note(by=cast.marcus, note=jordan, response="Theirs.")
    assert post(cast, over, fields).status_code == 422
    assert note_of(over, cast.ana).response == "Told of her son."


def test_the_same_person_in_two_tabs_is_two_writers(cast, over):
    jordan = note_of(over, cast.jordan)
    mine = sent(jordan, response="From this tab.")
    encounters.write_note(by=cast.dana, note=jordan, response="From the other tab.")
    earlier(jordan)
    assert post(cast, over, mine).status_code == 422
    assert note_of(over, cast.jordan).response == "From the other tab."


def test_a_goal_a_peer_and_a_kept_word_are_one_tap_each(cast, over):
    objective = plan_for(cast)
    jordan = note_of(over, cast.jordan)
    encounters.write_note(by=cast.dana, note=jordan, response="Wrote a list together with Ana.")
    jordan.refresh_from_db()
    page = cast.browser("dana").get(f"/sessions/{over.pk}/notes").text
    assert "<mark>Ana</mark>" in page
    for do in re.findall(r'value="((?:goal|peer):[^"]+)"', page):
        if str(jordan.pk) in do:
            assert post(cast, over, sent(note_of(over, cast.jordan)) | {"do": do}).status_code == 200
    jordan.refresh_from_db()
    assert (jordan.objective, jordan.response) == (objective, "Wrote a list together with a peer.")
    encounters.write_note(by=cast.dana, note=jordan, response="Ana, their aunt, came along.")
    jordan.refresh_from_db()
    keep = f"keep:{jordan.pk}:other-client-named:ana"
    assert "Looked at and kept" in post(cast, over, sent(jordan) | {"do": keep}).text
    assert encounters.sign(by=cast.dana, note=jordan).signed_content["acknowledged"] == ["other-client-named:ana"]


def test_a_mend_works_without_scripts(cast, over):
    objective = plan_for(cast)
    jordan = note_of(over, cast.jordan)
    fields = sent(jordan, response="Chose two moves.") | {"do": f"goal:{jordan.pk}:{objective.pk}"}
    answer = cast.browser("dana").post(f"/sessions/{over.pk}/notes", fields)
    assert answer.url.endswith(f"#n-{jordan.pk}")
    jordan.refresh_from_db()
    assert (jordan.objective, jordan.response) == (objective, "Chose two moves.")


def test_somebody_elses_goal_is_not_taken(cast, over):
    other = plan_for(cast, "ana")
    jordan = note_of(over, cast.jordan)
    post(cast, over, sent(jordan) | {"do": f"goal:{jordan.pk}:{other.pk}"})
    assert note_of(over, cast.jordan).objective is None


def test_what_was_signed_meanwhile_is_shown_as_signed_and_nothing_is_written(cast, over):
    objective = plan_for(cast)
    jordan = note_of(over, cast.jordan)
    encounters.write_note(by=cast.dana, note=jordan, objective=objective, response="Chose two moves.")
    jordan.refresh_from_db()
    fields = sent(jordan, response="Chose three.")
    encounters.sign(by=cast.marcus, note=jordan)
    answer = post(cast, over, fields)
    assert "Read or add" in answer.text
    assert note_of(over, cast.jordan).response == "Chose two moves."


def test_signing_one_leads_to_the_next(cast, over):
    objective, hers = plan_for(cast), plan_for(cast, "ana")
    jordan, ana = note_of(over, cast.jordan), note_of(over, cast.ana)
    encounters.write_note(by=cast.dana, note=jordan, objective=objective, response="Chose two moves.")
    encounters.write_note(by=cast.dana, note=ana, objective=hers, response="Told of her son, at length.")
    dana = cast.browser("dana")
    assert "data-sign>" in dana.get(f"/sessions/{over.pk}/notes?one=1").text
    fields = {"do": f"sign:{jordan.pk}"}
    answer = dana.post(f"/sessions/{over.pk}/notes?one=1", fields)
    assert answer.url.endswith(f"?one=1#n-{ana.pk}")


@pytest.mark.parametrize("who", ["bea", "elena", "walt"])
def test_who_writes_no_notes_saves_none(cast, over, who):
    jordan = note_of(over, cast.jordan)
    assert post(cast, over, sent(jordan, response="x"), who).status_code == 403
    assert note_of(over, cast.jordan).response == ""
