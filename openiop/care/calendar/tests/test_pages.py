"""The pages: who sees them, what they answer, that nothing typed is lost, and how often they ask the database."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group, Membership, Session, Topic
from tests.cast import House, admit


def open_group(cast: House, name: str = "Steady Ground", **changes) -> Group:
    fields = {
        "weekday": 0, "starts": time(14), "minutes": 90, "facilitator": cast.dana, "room": cast.room, "capacity": 2,
        "first_day": cast.program.today() - timedelta(days=7),
    } | changes  # fmt: skip
    return calendar.open_group(by=cast.priya, program=cast.program, name=name, **fields)


def url(name: str, *args) -> str:
    return reverse(f"calendar:{name}", args=args)


def form_of(cast: House, **changes) -> dict:
    return {
        "name": "Skills Lab", "kind": "skills", "module": "", "weekday": "1", "starts": "10:00", "minutes": "90",
        "break_minutes": "0", "facilitator": cast.dana.pk, "room": cast.room.pk, "capacity": "8",
        "first_day": cast.program.today().isoformat(), "is_open": "on",
    } | changes  # fmt: skip


# The week


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


# Groups


def test_a_group_is_opened_on_the_page(cast):
    answer = cast.browser("priya").post(url("new_group"), form_of(cast))
    group = Group.objects.get()
    assert answer.url == url("group", group.pk)
    assert group.sessions.count() >= 6
    assert "Skills Lab" in cast.browser("dana").get(url("groups")).content.decode()


def test_a_faulty_group_keeps_what_was_typed(cast):
    answer = cast.browser("priya").post(url("new_group"), form_of(cast, capacity="40", name="Typed name"))
    assert answer.status_code == 422
    assert "Room 2 seats 12." in answer.content.decode() and "Typed name" in answer.content.decode()
    assert not Group.objects.exists()


def test_a_clash_on_changing_a_group_is_told_in_words_and_nothing_changes(cast):
    first = open_group(cast)
    second = open_group(cast, "Later", starts=time(16))
    answer = cast.browser("priya").post(
        url("change_group", second.pk),
        form_of(cast, name="Later", kind="group", weekday="0", starts="15:00", capacity="2"),
    )
    assert answer.status_code == 422
    assert "Steady Ground" in answer.content.decode()
    second.refresh_from_db()
    assert second.starts == time(16) and first.sessions.exists()


def test_the_group_page_lists_members_and_ends_a_seat(cast):
    group = open_group(cast)
    calendar.place(by=cast.priya, client=cast.ana, groups=[group], first_day=cast.program.today())
    body = cast.browser("dana").get(url("group", group.pk)).content.decode()
    assert "Ana O&#x27;Brien-Núñez" in body and "1 of 2 seats" in body
    membership = Membership.objects.get()
    answer = cast.browser("dana").post(
        url("leave", membership.pk), {"last_day": cast.program.today().isoformat(), "why": "Works now"}
    )
    assert answer.url == url("group", group.pk)
    membership.refresh_from_db()
    assert membership.last_day == cast.program.today()


def test_ending_a_group_on_the_page_says_how_many_sessions_are_cancelled(cast):
    group = open_group(cast)
    answer = cast.browser("priya").post(
        url("end_group", group.pk), {"last_day": cast.program.today().isoformat(), "why": "Merged"}, follow=True
    )
    assert "sessions are cancelled" in answer.content.decode()
    assert not group.sessions.filter(state="planned", group_day__gt=cast.program.today()).exists()


def test_the_list_of_groups_asks_the_database_a_fixed_number_of_times(cast, django_assert_max_num_queries):
    browser = cast.browser("dana")
    for hour in range(7, 20):
        group = open_group(cast, f"G{hour}", starts=time(hour), minutes=60)
        calendar.place(by=cast.priya, client=cast.ana, groups=[group], first_day=cast.program.today())
    browser.get(url("groups"))
    with django_assert_max_num_queries(16):
        assert "13 groups a week, 13 open seats" in browser.get(url("groups")).content.decode()


def test_a_group_counts_the_most_people_who_will_sit_in_it(cast):
    group = open_group(cast)
    soon = cast.program.today() + timedelta(days=20)
    calendar.place(by=cast.priya, client=cast.ana, groups=[group], first_day=cast.program.today())
    calendar.place(by=cast.priya, client=cast.luis, groups=[group], first_day=soon)
    assert "Full" in cast.browser("dana").get(url("groups")).content.decode()


# Topics


def test_topics_are_added_changed_and_ordered(cast):
    browser = cast.browser("priya")
    for title in ("First", "Second"):
        browser.post(url("new_topic"), {"module": "CBT", "title": title, "about": ""})
    second = Topic.objects.get(title="Second")
    browser.post(url("order_topic", second.pk), {"to": "earlier"})
    assert list(Topic.objects.values_list("title", flat=True)) == ["Second", "First"]
    twice = browser.post(url("new_topic"), {"module": "CBT", "title": "First", "about": "Typed"})
    assert twice.status_code == 422 and "Typed" in twice.content.decode()
    browser.post(url("change_topic", second.pk), {"module": "CBT", "title": "Renamed", "about": "", "is_used": "on"})
    assert "Renamed" in browser.get(url("topics")).content.decode()


# One session


def test_an_individual_session_is_booked_and_a_clash_keeps_what_was_typed(cast):
    admit(cast, "jordan")
    day = cast.program.today() + timedelta(days=9)
    wanted = {
        "client": cast.jordan.pk, "kind": "individual", "staff": cast.dana.pk, "day": day.isoformat(),
        "starts": "09:00", "minutes": "50", "room": cast.small_room.pk, "title": "Check-in after court",
    }  # fmt: skip
    browser = cast.browser("elena")
    answer = browser.post(url("book"), wanted)
    assert answer.url.endswith(f"?week={day.isoformat()}")
    again = browser.post(url("book"), wanted)
    assert again.status_code == 422
    body = again.content.decode()
    assert "Check-in after court" in body and "Room 5 is taken by Check-in after court" in body
    assert Session.objects.count() == 1


def test_a_session_is_moved_led_by_another_given_a_guest_and_cancelled(cast):
    admit(cast, "luis")
    session = open_group(cast).sessions.order_by("during").last()
    browser = cast.browser("dana")
    page = url("change_session", session.pk)
    assert browser.get(page).status_code == 200
    day = (session.group_day + timedelta(days=1)).isoformat()
    moved = {"move-day": day, "move-starts": "16:00", "move-minutes": "60", "move-room": cast.room.pk}
    assert browser.post(url("move_session", session.pk), moved).status_code == 422  # no reason yet
    assert browser.post(url("move_session", session.pk), moved | {"move-why": "Fire drill"}).status_code == 302
    browser.post(
        url("stand_in", session.pk), {"stand-staff": cast.marcus.pk, "stand-part": "lead", "stand-why": "Training"}
    )
    browser.post(url("give_seat", session.pk), {"seat-client": cast.luis.pk})
    body = browser.get(page).content.decode()
    assert "4:00 to 5:00 pm" in body and "Marcus Bell, CADC" in body and "Lucho" in body
    seat = session.seats.get()
    assert browser.post(url("give_up_seat", seat.pk), {"why": ""}).status_code == 422
    browser.post(url("give_up_seat", seat.pk), {"why": "Ill"})
    browser.post(url("cancel_session", session.pk), {"cancel-why": "Snow"})
    session.refresh_from_db()
    assert (session.state, session.seats_taken, session.minutes) == ("cancelled", 0, 60)
    assert "Snow" in browser.get(page).content.decode()


# Placing


def dose(cast: House, minutes: int = 180, days: int = 1, day_minutes: int = 180) -> None:
    from openiop.care.plan.models import Plan, PrescribedDose

    episode, today = admit(cast, "jordan"), cast.program.today()
    plan = Plan.objects.create(organisation=cast.organisation, episode=episode, written_by=cast.dana)
    PrescribedDose.objects.create(
        organisation=cast.organisation, plan=plan, during=(today, None), weekly_minutes=minutes, days=days,
        day_minutes=day_minutes,
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(state="active", active_from=today, review_due=today + timedelta(days=30))


def test_the_hours_move_as_groups_are_ticked(cast):
    dose(cast)
    groups = [open_group(cast), open_group(cast, "Open Table", starts=time(16), minutes=90)]
    browser, page = cast.browser("elena"), url("place", cast.jordan.pk)
    asked = {"first_day": cast.program.today().isoformat(), "do": "preview", "groups": [groups[0].pk]}
    half = browser.post(page, asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in half and "1 h 30</b> of 3 h prescribed" in half and "1 h 30 short" in half
    whole = browser.post(page, asked | {"groups": [g.pk for g in groups]}).content.decode()
    assert "<html" in whole and "Everything prescribed fits" in whole  # and without htmx
    assert not Membership.objects.exists()


def test_saving_gives_the_seats(cast):
    dose(cast)
    group = open_group(cast)
    wanted = {"first_day": cast.program.today().isoformat(), "do": "save", "groups": [group.pk]}
    answer = cast.browser("elena").post(url("place", cast.jordan.pk), wanted)
    assert answer.url == url("place", cast.jordan.pk)
    assert cast.jordan.memberships.get().group == group
    assert "has a seat" in cast.browser("elena").get(answer.url).content.decode()


def test_what_overlaps_is_said_in_words_and_not_saved(cast):
    dose(cast)
    groups = [
        open_group(cast),
        open_group(cast, "Skills Lab", facilitator=cast.marcus, room=cast.small_room, starts=time(15)),
    ]
    page = url("place", cast.jordan.pk)
    wanted = {"first_day": cast.program.today().isoformat(), "groups": [g.pk for g in groups]}
    preview = cast.browser("elena").post(page, wanted | {"do": "preview"}).content.decode()
    assert "overlaps with" in preview and "Monday" in preview
    assert "1 h 30</b> of 3 h prescribed" in preview  # nobody is in two places: an hour counts once
    saved = cast.browser("elena").post(page, wanted | {"do": "save"})
    assert saved.status_code == 422 and not Membership.objects.exists()
    assert saved.content.decode().count("checked") >= 2  # what was ticked stays ticked


def test_an_overlap_with_a_booked_session_is_said_with_its_day(cast):
    dose(cast)
    group = open_group(cast)
    day = group.sessions.order_by("during").last().during.lower
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="individual", clients=[cast.jordan], staff=cast.noor,
        start=day + timedelta(minutes=30), minutes=50, room=cast.small_room,
    )  # fmt: skip
    wanted = {"first_day": cast.program.today().isoformat(), "groups": [group.pk], "do": "preview"}
    body = cast.browser("elena").post(url("place", cast.jordan.pk), wanted).content.decode()
    assert "Steady Ground overlaps with Individual counseling" in body


def test_a_full_group_is_shown_with_its_reason_and_cannot_be_taken(cast):
    dose(cast)
    group = open_group(cast, capacity=1)
    calendar.place(by=cast.priya, client=cast.ana, groups=[group], first_day=cast.program.today())
    page = url("place", cast.jordan.pk)
    body = cast.browser("elena").get(page).content.decode()
    assert "Full: 1 of 1" in body and "disabled" in body
    wanted = {"first_day": cast.program.today().isoformat(), "groups": [group.pk], "do": "save"}
    assert "is full" in cast.browser("elena").post(page, wanted).content.decode()


def test_placing_asks_the_database_a_fixed_number_of_times(cast, django_assert_max_num_queries):
    dose(cast)
    for hour in range(7, 20):
        open_group(cast, f"G{hour}", starts=time(hour), minutes=60)
    calendar.place(by=cast.priya, client=cast.jordan, groups=Group.objects.all()[:6], first_day=cast.program.today())
    browser = cast.browser("elena")
    browser.get(url("place", cast.jordan.pk))
    with django_assert_max_num_queries(24):
        browser.get(url("place", cast.jordan.pk))


# Who may


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


# What others ask


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
