"""The calendar by week, and what other rooms ask of it."""

from datetime import UTC, datetime, time

import pytest

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Session
from openiop.care.calendar.tests.pages import open_group, url


def test_the_week_shows_sessions_who_leads_and_how_many_seats_are_taken(cast):
    group = open_group(cast)
    session = group.sessions.order_by("during").last()
    page = cast.browser("dana").get(url("week"), {"week": session.group_day.isoformat()})
    body = page.content.decode()
    assert "Steady Ground" in body and "Room 2 · Dana" in " ".join(body.split()) and "0 of 2" in body
    assert "d1 t1400 m90" in body


def test_a_cancelled_session_stays_with_its_reason(cast):
    session = open_group(cast).sessions.order_by("during").last()
    calendar.cancel_session(by=cast.priya, session=session, why="Snow day")
    body = cast.browser("dana").get(url("week"), {"week": session.group_day.isoformat()}).content.decode()
    assert "Snow day" in body and "gone" in body


def test_the_week_of_a_clinician_is_ones_own_first(cast):
    session = open_group(cast).sessions.order_by("during").last()
    open_group(cast, "Marcus only", facilitator=cast.marcus, room=cast.small_room)
    week = {"week": session.group_day.isoformat(), "by": "clinician"}
    mine = cast.browser("dana").get(url("week"), week).content.decode()
    assert "You lead one session" in mine and "Marcus only" not in mine
    other = cast.browser("dana").get(url("week"), week | {"who": str(cast.marcus.pk)}).content.decode()
    assert "Marcus only" in other and "Steady Ground" not in other


def test_the_week_by_room_and_by_group(cast):
    group = open_group(cast)
    open_group(cast, "Elsewhere", facilitator=cast.marcus, room=cast.small_room)
    week = group.sessions.order_by("during").last().group_day.isoformat()
    browser = cast.browser("dana")
    room = browser.get(url("week"), {"week": week, "by": "room", "who": cast.small_room.pk}).context["grid"]
    assert [b.item.title for d in room.days for b in d.blocks] == ["Elsewhere"]
    only = browser.get(url("week"), {"week": week, "by": "group", "who": group.pk}).context["grid"]
    assert [b.item.title for d in only.days for b in d.blocks] == ["Steady Ground"]


@pytest.mark.parametrize("query", ["?week=nonsense", "?week=2026-02-31", "?by=moon&who=1", "?by=room&who=x"])
def test_a_strange_address_shows_a_week_and_no_error(cast, query):
    assert cast.browser("dana").get(url("week") + query).status_code == 200


def test_groups_that_overlap_stand_side_by_side(cast):
    open_group(cast)
    last = open_group(cast, "Beside", facilitator=cast.marcus, room=cast.small_room, starts=time(14, 30))
    week = last.sessions.order_by("during").last().group_day.isoformat()
    body = cast.browser("dana").get(url("week"), {"week": week}).content.decode()
    assert "l1of2" in body and "l2of2" in body


def test_the_week_asks_the_database_a_fixed_number_of_times(cast, django_assert_max_num_queries):
    browser = cast.browser("dana")
    for hour in range(7, 20):
        open_group(cast, f"G{hour}", starts=time(hour), minutes=60, co_facilitator=cast.marcus)
    week = Session.objects.order_by("during").last().group_day.isoformat()
    browser.get(url("week"))
    with django_assert_max_num_queries(18):
        assert len(browser.get(url("week"), {"week": week}).context["grid"].days[0].blocks) == 13


def test_only_the_own_organisations_week_is_seen(cast, elsewhere):
    group = open_group(elsewhere, "Not ours")
    week = group.sessions.order_by("during").last().group_day.isoformat()
    assert "Not ours" not in cast.browser("dana").get(url("week"), {"week": week}).content.decode()
    for name in ("group", "change_group", "end_group"):
        assert cast.browser("priya").get(url(name, group.pk)).status_code == 404
    session = group.sessions.first()
    assert cast.browser("priya").get(url("change_session", session.pk)).status_code == 404
    assert cast.browser("priya").post(url("cancel_session", session.pk), {"cancel-why": "x"}).status_code == 404


def test_queries_for_other_rooms_agree_with_the_calendar(cast):
    from openiop.base.privacy.gate import Gate
    from openiop.care.calendar import queries

    group = open_group(cast, break_after=45, break_minutes=15)
    calendar.place(by=cast.priya, client=cast.jordan, groups=[group], first_day=cast.program.today())
    session = group.sessions.order_by("during").last()
    week = cast.program.week_of(session.group_day)
    assert queries.scheduled_minutes(cast.program, week) == {cast.jordan.pk: {session.group_day: 75}}
    assert queries.scheduled_minutes(cast.program, week, [cast.ana]) == {}
    assert list(queries.week_sessions(cast.program, week)) == [session]
    assert [s.title for s in queries.upcoming_for(cast.jordan, 2)] == ["Steady Ground"] * 2
    gate = Gate.of(cast.dana, cast.program)
    assert queries.my_day(gate, cast.dana, session.group_day) == [session]
    assert queries.my_day(gate, cast.marcus, session.group_day) == []
    calendar.cancel_session(by=cast.priya, session=session, why="Snow")
    assert queries.scheduled_minutes(cast.program, week) == {}
    assert queries.my_day(gate, cast.dana, session.group_day) == [session]  # still to be seen, as cancelled


def test_a_session_across_midnight_counts_on_the_day_it_starts(cast):
    from openiop.care.calendar import queries

    start = datetime(2027, 1, 11, 4, 30, tzinfo=UTC)  # Sunday 23:30 in Salem, the last day of its week
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="individual", clients=[cast.jordan], staff=cast.dana, start=start,
        minutes=60, virtual=True,
    )  # fmt: skip
    sunday = datetime(2027, 1, 10, tzinfo=UTC).date()
    week = cast.program.week_of(sunday)
    assert queries.scheduled_minutes(cast.program, week) == {cast.jordan.pk: {sunday: 60}}


@pytest.mark.parametrize("who", ["marcus", "bea", "walt", "pat", "chioma"])
def test_whoever_may_not_schedule_reads_but_does_not_change(cast, who):
    group = open_group(cast)
    session = group.sessions.first()
    browser = cast.browser(who)
    for name, *args in (("week",), ("groups",), ("group", group.pk), ("topics",)):
        assert browser.get(url(name, *args)).status_code == 200
    for name, *args in (
        ("new_group",), ("change_group", group.pk), ("end_group", group.pk), ("new_topic",), ("book",),
        ("change_session", session.pk), ("place", cast.jordan.pk),
    ):  # fmt: skip
        assert browser.get(url(name, *args)).status_code == 403, name
    assert browser.post(url("cancel_session", session.pk), {"cancel-why": "x"}).status_code == 403


def test_nobody_signed_out_sees_the_week(cast, client):
    answer = client.get(url("week"))
    assert answer.status_code == 302 and "/accounts/login" in answer.url


def test_a_client_does_not_see_the_programs_week(cast):
    from openiop.base.people.actions import let_in

    let_in(by=cast.system, client=cast.jordan, email="jordan@example.org")
    assert cast.browser("jordan").get(url("week")).status_code == 403
