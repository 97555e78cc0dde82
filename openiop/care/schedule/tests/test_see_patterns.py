"""When it is hard to come, told without a score: only what is no chance, in counts."""

from datetime import UTC, date, datetime, timedelta

from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.tests.people import at, hold_session, plan_for
from openiop.care.schedule.patterns import Meeting, attendance_patterns, patterns

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def meeting(days=0, hour=9, kind="", late=0, reason="", after=""):
    return Meeting(MONDAY.replace(hour=hour) + timedelta(days=days), kind, late, reason, after)


def test_note_5_what_most_share_is_said_and_chance_is_not():
    late = [meeting(0, kind="late", late=12), meeting(7, kind="late", late=20), meeting(14, kind="late", late=15)]
    found = patterns([*late, meeting(2, hour=18, kind="missed"), meeting(4), meeting(9)])
    assert [each.en() for each in found.sentences] == [
        "3 of 3 late starts were on Mondays, by 15 min as a rule",
        "3 of 3 late starts were before noon, by 15 min as a rule",
    ]
    assert (found.sessions, found.came, found.missed, found.late) == (6, 5, 1, 3)


def test_what_came_before_and_what_was_said():
    found = patterns(
        [meeting(n, kind="missed", after="Morning Anchor", reason="Bus" if n else "Child ill") for n in (0, 1, 2)]
        + [meeting(5, kind="excused", reason="Bus")]
    )
    assert "3 of 3 sessions missed came after Morning Anchor" in [each.en() for each in found.sentences]
    assert found.reasons[0] == ("Bus", 3)


def test_two_of_a_kind_are_chance():
    assert patterns([meeting(0, kind="late", late=9), meeting(7, kind="late", late=9)]).sentences == ()
    assert patterns([]).sessions == 0


def test_the_therapist_sees_it_beside_the_week(cast):
    plan_for(cast)
    for back in (1, 2, 3):
        day = date(2026, 11, 18) - timedelta(weeks=back)
        session = hold_session(cast, start=at("14:00", day), breaks=(), clients=("jordan",))
        encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="late", now=at("14:20", day))
    now = at("20:00")
    found = attendance_patterns(Gate.of(cast.dana, cast.program), cast.program, cast.jordan, P.SEE_HOURS, now)
    assert [each.en() for each in found.sentences] == [
        "3 of 3 late starts were on Wednesdays, by 20 min as a rule",
        "3 of 3 late starts were in the afternoon, by 20 min as a rule",
    ]
