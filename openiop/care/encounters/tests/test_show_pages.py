"""The pages of a session: every role's answer, bounded queries, nothing typed is lost, and they work without script."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from openiop.care.encounters import actions as encounters
from openiop.care.encounters.forms import NoteForm, SharedForm, digest
from openiop.care.encounters.models import Note, Presence, SharedNote
from openiop.care.encounters.tests.people import crowd, hold_session, plan_for

HTMX = {"HX-Request": "true"}


@pytest.fixture
def running(cast):
    """A session that began forty minutes ago."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=40)
    return hold_session(cast, start=start, minutes=90, breaks=())


@pytest.fixture
def over(cast):
    """A session that ended an hour ago; Jordan and Ana were here."""
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=240)
    session = hold_session(cast, start=start, minutes=180, breaks=())
    for client in (cast.jordan, cast.ana):
        encounters.mark(by=cast.dana, session=session, client=client, code="present")
    return session


def sent(note, **changed):
    """The form of one note as a browser sends it back, with these fields typed over."""
    stored = NoteForm.stored(note)
    fields = {name: "" if value is None else value for name, value in stored.items()} | changed
    return {f"{note.pk.hex}-{name}": value for name, value in (fields | {"was": digest(stored.values())}).items()}


def shared_sent(session, **changed):
    stored = SharedForm.stored(session, SharedNote.objects.filter(session=session).first())
    fields = stored | changed | {"was": digest(stored.values())}
    return {f"shared-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize(
    ("who", "status"),
    [("dana", 200), ("marcus", 200), ("walt", 200), ("bea", 200), ("priya", 200), ("elena", 403), ("pat", 403)],
)
def test_who_sees_a_session(cast, running, who, status):
    answer = cast.browser(who).get(f"/sessions/{running.pk}/")
    assert answer.status_code == status
    if who == "bea":
        assert "hx-post" not in answer.text  # a biller reads hours and taps nothing


def test_another_organisation_is_not_found(cast, elsewhere, over):
    dana = elsewhere.browser("dana")
    note = Note.objects.filter(session=over).first()
    row = Presence.objects.filter(session=over, client=cast.jordan).first()
    for path in (
        f"/sessions/{over.pk}/",
        f"/sessions/{over.pk}/notes",
        f"/sessions/{over.pk}/breaks",
        f"/sessions/{over.pk}/ledger/{cast.jordan.pk}",
        f"/sessions/of/{cast.jordan.pk}/",
        f"/sessions/notes/{note.pk}",
        f"/sessions/notes/{note.pk}/print",
        f"/hours/{cast.jordan.pk}/",
    ):
        assert dana.get(path).status_code == 404, path
    assert dana.post(f"/sessions/{over.pk}/mark/{cast.jordan.pk}", {"code": "no_show"}).status_code == 404
    assert dana.post(f"/sessions/{over.pk}/ledger/{cast.jordan.pk}/{row.pk}", {}).status_code == 404
    assert Presence.objects.filter(session=over).count() == 2


def test_one_tap_without_script_leads_back_and_with_htmx_answers_the_row(cast, running):
    dana = cast.browser("dana")
    path = f"/sessions/{running.pk}/mark/{cast.jordan.pk}"
    answer = dana.post(path, {"code": "late", "key": "k1", "seen": ""})
    assert answer.status_code == 302
    row = dana.post(f"/sessions/{running.pk}/mark/{cast.ana.pk}", {"code": "present", "key": "k2"}, headers=HTMX)
    assert row.status_code == 200
    assert row.text.lstrip().startswith(f'<li id="p-{cast.ana.pk}"')
    assert 'aria-pressed="true"' in row.text
    assert re.search(r"1 of 3|2 of 3", dana.get(f"/sessions/{running.pk}/").text)


def test_a_tap_that_needs_a_time_opens_the_clock_and_keeps_it(cast, over):
    dana = cast.browser("dana")
    answer = dana.post(f"/sessions/{over.pk}/mark/{cast.luis.pk}", {"code": "late", "key": "k"}, headers=HTMX)
    assert answer.status_code == 422
    assert "When did they arrive?" in answer.text
    assert '<details class="disc sm" open>' in answer.text
    too_late = cast.program.local(over.during.upper + timedelta(minutes=7)).strftime("%H:%M")
    wrong = {"arrived": too_late, "left": "", "key": "k9"}
    answer = dana.post(f"/sessions/{over.pk}/times/{cast.luis.pk}", wrong)
    assert answer.status_code == 422
    assert f'value="{too_late}"' in answer.text


def test_times_are_changed_afterwards_only_with_a_reason(cast, over):
    dana = cast.browser("dana")
    came = cast.program.local(over.during.lower + timedelta(minutes=20)).strftime("%H:%M")
    path = f"/sessions/{over.pk}/times/{cast.jordan.pk}"
    answer = dana.post(path, {"arrived": came, "left": "", "reason": "", "key": "a"}, headers=HTMX)
    assert answer.status_code == 422
    answer = dana.post(path, {"arrived": came, "left": "", "reason": "Door log", "key": "b"}, headers=HTMX)
    assert answer.status_code == 200
    assert "160 of 180 min" in answer.text
    page = dana.get(f"/sessions/{over.pk}/ledger/{cast.jordan.pk}").text
    assert "<del>Here</del>" in page
    assert "Door log" in page


def test_undo_and_back_in(cast, running):
    dana = cast.browser("dana")
    encounters.arrive(by=cast.dana, session=running, client=cast.jordan)
    encounters.leave(by=cast.dana, session=running, client=cast.jordan)
    answer = dana.post(f"/sessions/{running.pk}/back/{cast.jordan.pk}", {"key": "b"}, headers=HTMX)
    assert "Back since" in answer.text
    last = Presence.objects.filter(session=running).latest("recorded_at")
    answer = dana.post(f"/sessions/{running.pk}/undo/{cast.jordan.pk}", {"key": "u", "row": last.pk}, headers=HTMX)
    assert "Left" in answer.text
    assert "Back in" in answer.text


def test_a_break_is_changed_with_its_reason_and_faulty_times_stay_on_the_page(cast, over):
    dana = cast.browser("dana")
    path = f"/sessions/{over.pk}/breaks"
    begin = cast.program.local(over.during.lower + timedelta(minutes=60))
    times = {"start0": begin.strftime("%H:%M"), "end0": ""}
    answer = dana.post(path, times | {"reason": "Fire drill"})
    assert answer.status_code == 422
    assert "Fire drill" in answer.text
    times["end0"] = (begin + timedelta(minutes=10)).strftime("%H:%M")
    assert dana.post(path, times | {"reason": "Fire drill"}).status_code == 302
    assert "170 of 180" not in dana.get(f"/sessions/{over.pk}/").text  # 170 of 170: a break is nobody's absence
    assert "170 of 170 min" in dana.get(f"/sessions/{over.pk}/").text


def test_drafts_are_saved_together_and_nothing_that_was_not_touched_is_written(cast, over):
    objective = plan_for(cast)
    jordan, ana = (Note.objects.get(session=over, client=c) for c in (cast.jordan, cast.ana))
    page = sent(jordan, response="Chose two moves.", objective=str(objective.pk)) | sent(ana)
    encounters.write_note(by=cast.marcus, note=ana, response="Marcus wrote this meanwhile.")
    answer = cast.browser("dana").post(
        f"/sessions/{over.pk}/notes", page | shared_sent(over, intervention="Mapped cravings.") | {"do": "save"}
    )
    assert answer.status_code == 302
    jordan.refresh_from_db()
    ana.refresh_from_db()
    assert (jordan.response, jordan.objective) == ("Chose two moves.", objective)
    assert (ana.response, ana.written_by) == ("Marcus wrote this meanwhile.", cast.marcus)
    assert SharedNote.objects.get(session=over).intervention == "Mapped cravings."


def test_two_writers_of_one_note_never_lose_words(cast, over):
    note = Note.objects.get(session=over, client=cast.jordan)
    mine = sent(note, response="Mine.") | shared_sent(over)
    encounters.write_note(by=cast.marcus, note=note, response="Theirs.")
    dana = cast.browser("dana")
    answer = dana.post(f"/sessions/{over.pk}/notes", mine | {"do": "sign_ready"})
    assert answer.status_code == 422
    assert "Theirs." in answer.text
    assert ">\nMine.</textarea>" in answer.text
    note.refresh_from_db()
    assert note.response == "Theirs."
    again = mine | {f"{note.pk.hex}-was": digest(NoteForm.stored(note).values()), "do": "save"}
    assert dana.post(f"/sessions/{over.pk}/notes", again).status_code == 302
    note.refresh_from_db()
    assert note.response == "Mine."


def test_sign_from_the_page_and_read_print_and_add(cast, over):
    objective = plan_for(cast)
    note = Note.objects.get(session=over, client=cast.jordan)
    dana = cast.browser("dana")
    typed = sent(note, response="Chose two moves to try on Friday.", objective=str(objective.pk), participation="3")
    answer = dana.post(f"/sessions/{over.pk}/notes", typed | {"do": f"sign:{note.pk}"}, follow=True)
    assert "note is signed" in answer.text
    for path in (f"/sessions/notes/{note.pk}", f"/sessions/notes/{note.pk}/print"):
        page = dana.get(path).text
        assert "Chose two moves to try on Friday." in page
        assert "Dana Whitfield, LMFT" in page
    assert dana.post(f"/sessions/notes/{note.pk}", {"text": " "}).status_code == 422
    assert dana.post(f"/sessions/notes/{note.pk}", {"text": "He called."}).status_code == 302
    assert "He called." in dana.get(f"/sessions/notes/{note.pk}").text


def test_the_desk_of_notes_is_mine_and_the_director_sees_all(cast, over):
    assert "Steady Ground" in cast.browser("dana").get("/sessions/notes").text
    assert "Every note is signed" in cast.browser("marcus").get("/sessions/notes").text
    priya = cast.browser("priya")
    assert "Every note is signed" in priya.get("/sessions/notes").text
    assert "Steady Ground" in priya.get("/sessions/notes?who=all").text
    assert "Every note is signed" in cast.browser("casey").get("/sessions/notes?who=all").text
    assert cast.browser("bea").get("/sessions/notes").status_code == 403


def test_a_client_never_reads_staff_pages(cast, over):
    from openiop.base.people.actions import let_in

    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org")
    jordan = cast.browser("jordan")
    for path in (f"/sessions/{over.pk}/", "/sessions/notes", f"/sessions/{over.pk}/notes", "/hours/"):
        assert jordan.get(path).status_code == 403, path


@pytest.mark.parametrize("page", ["/sessions/{s}/", "/sessions/{s}/notes", "/sessions/of/{c}/", "/sessions/notes"])
def test_queries_do_not_grow_with_people(cast, over, page, django_assert_max_num_queries):
    path = page.format(s=over.pk, c=cast.jordan.pk)
    dana = cast.browser("dana")
    dana.get(path)
    few = _queries(dana, path)
    over.capacity = 60
    over.save()
    for client in crowd(cast, 30):
        over.seat_for(client).save()
        encounters.mark(by=cast.dana, session=over, client=client, code="present")
    for day in range(1, 6):
        other = hold_session(cast, start=over.during.lower - timedelta(days=day), minutes=60, breaks=())
        encounters.mark(by=cast.dana, session=other, client=cast.jordan, code="present")
    assert _queries(dana, path) <= few
    with django_assert_max_num_queries(24):
        assert dana.get(path).status_code == 200


def _queries(browser, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)
