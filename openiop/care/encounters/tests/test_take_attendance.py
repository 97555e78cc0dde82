"""Attendance at the tablet: one tap each, nothing twice, nothing edited."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from openiop.base import context
from openiop.base.audit.models import Event
from openiop.base.people.actions import employ
from openiop.base.people.roles import Refused
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.actions.attendance import Changed
from openiop.care.encounters.models import Note, Presence
from openiop.care.encounters.queries import attendance_of
from openiop.care.encounters.tests.people import DAY, at, hold_session
from tests.cast import PASSWORD, make_house


def standing(session, client):
    rows = Presence.objects.filter(session=session, client=client, replaced_by=None).exclude(code="void")
    return [(row.code, row.during and (row.during.lower, row.during.upper)) for row in rows.order_by("during")]


def test_bil_4_minutes_come_from_presence_not_from_the_schedule(cast):
    session = hold_session(cast)
    encounters.arrive(by=cast.dana, session=session, client=cast.jordan, at=at("14:12"), now=at("14:12"))
    attendance = attendance_of(session, cast.jordan, now=at("17:30"))
    assert attendance.dose.minutes == 153  # 180 - 12 late - 15 of break
    assert attendance.dose.session_minutes == 165
    assert [each.en() for each in attendance.dose.explanation] == [
        "153 of 165 minutes count",
        "arrived 14:12, 12 min after the start",
        "break 15:30–15:45 not counted",
    ]


def test_here_is_from_the_start_and_the_first_word_makes_session_held_and_note_begun(cast):
    session = hold_session(cast)
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="present", now=at("14:20"))
    assert standing(session, cast.jordan) == [("present", (at("14:00"), at("17:00")))]
    session.refresh_from_db()
    note = Note.objects.get(session=session, client=cast.jordan)
    assert session.state == "held"
    assert note.written_by == cast.dana
    assert note.due_at == at("17:00") + timedelta(hours=24)
    assert Event.objects.filter(verb="encounters.presence.recorded", client_id=cast.jordan.pk).count() == 1


def test_somebody_who_may_not_read_notes_takes_attendance_all_the_same(cast):
    session = hold_session(cast)
    for code in ("present", "no_show", "present"):
        with context.standing(cast.walt.standing):
            encounters.mark(by=cast.walt, session=session, client=cast.jordan, code=code, now=at("14:20"))
            assert not Note.objects.exists()  # not for his eyes
    assert Note.objects.get().client == cast.jordan


def test_here_before_the_start_keeps_when_they_came(cast):
    session = hold_session(cast)
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="present", now=at("13:58"))
    assert standing(session, cast.jordan) == [("present", (at("13:58"), at("17:00")))]


def test_note_5_every_reason_for_absence_can_be_said(cast):
    session = hold_session(cast)
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="no_show", now=at("14:20"))
    encounters.mark(by=cast.dana, session=session, client=cast.ana, code="excused", now=at("09:00"))
    encounters.mark_absent(by=cast.dana, session=session, client=cast.luis, code="cancelled", now=at("14:20"))
    codes = dict(Presence.objects.values_list("client__legal_first", "code"))
    assert codes == {"Jordan": "no_show", "Ana María": "excused", "Luis": "cancelled"}


def test_out_and_back_are_two_stretches(cast):
    session = hold_session(cast)
    common = {"by": cast.dana, "session": session, "client": cast.jordan}
    encounters.arrive(**common, now=at("14:00"))
    encounters.leave(**common, now=at("14:30"))
    encounters.come_back(**common, now=at("14:50"))
    assert standing(session, cast.jordan) == [
        ("left_early", (at("14:00"), at("14:30"))),
        ("present", (at("14:50"), at("17:00"))),
    ]
    assert attendance_of(session, cast.jordan, at("18:00")).dose.minutes == 145


def test_a_changed_mind_replaces_and_never_edits(cast):
    session = hold_session(cast)
    common = {"by": cast.dana, "session": session, "client": cast.jordan, "now": at("14:20")}
    first = encounters.mark(code="no_show", **common)
    second = encounters.mark(code="late", **common)
    assert second.replaces == first
    assert second.reason
    assert standing(session, cast.jordan) == [("late", (at("14:20"), at("17:00")))]
    third = encounters.mark(code="excused", **common)
    assert standing(session, cast.jordan) == [("excused", None)]
    assert third.replaces == second
    assert Presence.objects.count() == 3


@pytest.mark.parametrize(
    ("code", "clock", "now", "words"),
    [
        ("late", "17:00", "17:10", "ended at 5:00 pm"),
        ("late", "12:30", "14:30", "no more than an hour before"),
        ("late", "15:00", "14:30", "still to come"),
        ("left_early", "13:30", "14:30", "Leaving must be later"),
        ("left_early", "18:30", "19:00", "no more than an hour after"),
    ],
)
def test_times_that_cannot_be_are_refused_in_words(cast, code, clock, now, words):
    session = hold_session(cast)
    if code == "left_early":
        encounters.arrive(by=cast.dana, session=session, client=cast.jordan, now=at("14:05"))
    before = Presence.objects.count()
    with pytest.raises(ValidationError, match=words):
        encounters.mark(by=cast.dana, session=session, client=cast.jordan, code=code, at=at(clock), now=at(now))
    assert Presence.objects.count() == before


def test_attendance_opens_an_hour_before_and_a_no_show_only_at_the_start(cast):
    session = hold_session(cast)
    common = {"by": cast.dana, "session": session, "client": cast.jordan}
    with pytest.raises(ValidationError, match="an hour before"):
        encounters.mark(code="present", now=at("12:30"), **common)
    with pytest.raises(ValidationError, match="may still come"):
        encounters.mark(code="no_show", now=at("13:30"), **common)


def test_nobody_is_marked_in_a_cancelled_session(cast):
    session = hold_session(cast, state="cancelled", cancelled_why="Snow")
    with pytest.raises(ValidationError, match="cancelled"):
        encounters.arrive(by=cast.dana, session=session, client=cast.jordan, now=at("14:00"))


def test_all_here_marks_only_those_nothing_is_known_of(cast):
    session = hold_session(cast)
    encounters.mark(by=cast.dana, session=session, client=cast.ana, code="excused", now=at("13:30"))
    made = encounters.mark_all_here(by=cast.dana, session=session, key="k", now=at("14:02"))
    assert {row.client for row in made} == {cast.jordan, cast.luis}
    assert encounters.mark_all_here(by=cast.dana, session=session, key="k2", now=at("14:03")) == []
    assert Note.objects.filter(session=session).count() == 3


def test_undo_brings_back_what_stood_before(cast):
    session = hold_session(cast)
    common = {"by": cast.dana, "session": session, "client": cast.jordan}
    here = encounters.arrive(now=at("14:00"), **common)
    left = encounters.leave(now=at("15:00"), **common)
    encounters.take_back(by=cast.dana, presence=left)
    assert standing(session, cast.jordan) == [("present", (at("14:00"), at("17:00")))]
    back = Presence.objects.get(replaces=left)
    encounters.take_back(by=cast.dana, presence=back, reason="Was never here")
    assert [code for code, _ in standing(session, cast.jordan)] == ["left_early"]  # a walk back, step by step
    assert here.code == "present"


def test_undo_of_an_absence_brings_back_every_stretch(cast):
    session = hold_session(cast)
    common = {"by": cast.dana, "session": session, "client": cast.jordan}
    encounters.arrive(**common, now=at("14:00"))
    encounters.leave(**common, now=at("14:30"))
    encounters.come_back(**common, now=at("14:50"))
    before = standing(session, cast.jordan)
    gone = encounters.mark(code="no_show", now=at("15:00"), **common)
    assert standing(session, cast.jordan) == [("no_show", None)]
    encounters.take_back(by=cast.dana, presence=gone)
    assert standing(session, cast.jordan) == before


def test_undo_of_the_first_tap_leaves_nothing(cast):
    session = hold_session(cast)
    row = encounters.arrive(by=cast.dana, session=session, client=cast.jordan, now=at("14:00"))
    encounters.take_back(by=cast.dana, presence=row)
    assert standing(session, cast.jordan) == []
    assert not Note.objects.filter(session=session).exists()  # the empty draft went with it
    encounters.arrive(by=cast.dana, session=session, client=cast.jordan, now=at("14:10"))
    assert standing(session, cast.jordan) == [("present", (at("14:00"), at("17:00")))]


def test_a_correction_needs_a_reason_and_the_row_that_stands(cast):
    session = hold_session(cast)
    row = encounters.arrive(by=cast.marcus, session=session, client=cast.jordan, now=at("14:00"))
    times = at("14:12"), at("17:00")
    with pytest.raises(ValidationError, match="Say why"):
        encounters.correct(by=cast.dana, presence=row, during=times, reason=" ", now=at("18:00"))
    encounters.correct(by=cast.dana, presence=row, during=times, reason="Kiosk log says 2:12", now=at("18:00"))
    assert standing(session, cast.jordan) == [("late", times)]
    with pytest.raises(ValidationError, match="corrected already"):
        encounters.correct(by=cast.dana, presence=row, during=times, reason="Again", now=at("18:00"))


def test_who_may(cast, elsewhere):
    session = hold_session(cast)
    for who in (cast.bea, cast.elena, cast.pat, cast.jordan):
        with pytest.raises(Refused):
            encounters.arrive(by=who, session=session, client=cast.jordan, now=at("14:00"))
    row = encounters.arrive(by=cast.dana, session=session, client=cast.jordan, now=at("14:00"))
    with pytest.raises(Refused):  # a peer takes attendance but does not mend the ledger, nor somebody else's tap
        encounters.correct(by=cast.walt, presence=row, during=(at("14:05"), at("17:00")), reason="x", now=at("15:00"))
    with pytest.raises(Refused):
        encounters.take_back(by=cast.walt, presence=row)


@pytest.mark.parametrize("statement", ["UPDATE {} SET code = 'late'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["encounters_presence", "encounters_addendum"])
def test_the_database_refuses_to_edit_the_ledger(cast, statement, table):
    session = hold_session(cast)
    encounters.arrive(by=cast.dana, session=session, client=cast.jordan, now=at("14:00"))
    if table == "encounters_addendum":
        statement = statement.replace("code = 'late'", "text = 'x'")
        note = Note.objects.get(session=session)
        Note.objects.filter(pk=note.pk).update(signed_by=cast.dana, signed_at=at("18:00"), signed_content={})
        encounters.add_to(by=cast.dana, note=note, text="More")
    cursor = connection.cursor()
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="never edited or deleted"), transaction.atomic():
        cursor.execute(statement.format(table))


def test_the_same_tap_sent_twice_is_one_row(cast):
    session = hold_session(cast)
    common = {"by": cast.dana, "session": session, "client": cast.jordan, "code": "late", "key": "tap-1"}
    first = encounters.mark(now=at("14:12"), **common)
    again = encounters.mark(now=at("14:13"), **common)
    assert first.pk == again.pk
    assert Presence.objects.count() == 1
    with pytest.raises(ValidationError, match="another session or person"):
        encounters.mark(by=cast.dana, session=session, client=cast.ana, code="late", key="tap-1", now=at("14:13"))


def test_a_tap_on_a_stale_page_is_asked_again(cast):
    session = hold_session(cast)
    encounters.mark(by=cast.marcus, session=session, client=cast.jordan, code="late", seen="", now=at("14:12"))
    with pytest.raises(Changed):
        encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="no_show", seen="", now=at("14:13"))
    assert [code for code, _ in standing(session, cast.jordan)] == ["late"]


def test_bil_3_breaks_are_changed_with_a_reason_and_count_for_everyone(cast):
    session = hold_session(cast)
    encounters.mark_all_here(by=cast.dana, session=session, now=at("14:00"))
    with pytest.raises(ValidationError, match="inside the session"):
        encounters.set_breaks(by=cast.dana, session=session, breaks=[(at("16:50"), at("17:10"))], reason="x")
    with pytest.raises(ValidationError, match="Say why"):
        encounters.set_breaks(by=cast.dana, session=session, breaks=[], reason="")
    longer = [(at("15:30"), at("15:45")), (at("15:40"), at("15:50"))]
    session = encounters.set_breaks(by=cast.dana, session=session, breaks=longer, reason="Fire drill")
    assert attendance_of(session, cast.jordan, at("18:00")).dose.minutes == 160
    assert Event.objects.get(verb="encounters.breaks.changed").why == "Fire drill"


def test_two_facilitators_at_once_make_one_row(committed_db):
    house = make_house("harbor", "Harbor Street")
    session = hold_session(house)
    rows, barrier = [], threading.Barrier(8)

    def tap(who, key):
        try:
            barrier.wait(10)
            rows.append(
                encounters.mark(
                    by=who, session=session, client=house.jordan, code="present", key=key, now=at("14:02")
                ).pk
            )
        finally:
            connection.close()

    taps = [(house.dana, "a"), (house.marcus, "b")] * 4
    threads = [threading.Thread(target=tap, args=each) for each in taps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(rows) == 8
    assert len(set(rows)) == 1
    assert Presence.objects.filter(session=session).count() == 1
    assert Note.objects.filter(session=session).count() == 1


@pytest.fixture
def ines(cast):
    """Leads groups, but none of these."""
    cast.staff["ines"] = employ(
        by=cast.system, program=cast.program, name="Ines Duarte", roles=["facilitator"], email="ines@harbor.example",
        password=PASSWORD, started_on=DAY, languages=["en"],
    )  # fmt: skip
    return cast.browser("ines")


def test_everyone_is_everyone_whose_attendance_is_mine_to_take(cast, ines):
    """Of people whom one does not reach nobody is marked; the server does not fail."""
    session = hold_session(cast)
    everyone = reverse("encounters:everyone", args=[session.pk])
    assert ines.post(everyone).status_code == 302
    assert not Presence.objects.exists()
    assert cast.browser("marcus").post(everyone).status_code == 302
    assert Presence.objects.count() == 3


def test_the_notes_page_alone_keeps_back_what_is_nobody_of_mine(cast, ines, settings):
    """With the database asking nothing, the page still shows only people whom one reaches."""
    session = hold_session(cast)
    encounters.mark_all_here(by=cast.dana, session=session, now=at("14:02"))
    encounters.write_shared(by=cast.dana, session=session, topic="Craving waves", intervention="Breathing")
    settings.DATABASE_ROLE = None
    page = reverse("encounters:write", args=[session.pk])
    shown = cast.browser("dana").get(page).text
    assert all(word in shown for word in ("Jordan", "Craving waves"))
    shown = ines.get(page).text
    assert not any(word in shown for word in ("Jordan", "Craving waves"))
