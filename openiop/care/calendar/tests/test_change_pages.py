"""Groups, topics and single sessions changed on their pages; nothing typed is lost."""

from datetime import time, timedelta

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group, Membership, Session, Topic
from openiop.care.calendar.tests.pages import form_of, open_group, url
from tests.cast import admit


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
