"""A person's appointments in their own calendar: read back with the library, and by another reader of RFC 5545."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.utils import timezone
from icalendar import Calendar

from openiop.base.audit.models import Event
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions.feeds import change_feed, end_feed, make_feed
from openiop.care.calendar.feeds import Feed
from openiop.care.calendar.ics import calendar_of, entries_of
from tests.cast import House, admit

SALEM = ZoneInfo("America/New_York")
NOW = datetime(2027, 3, 10, 15, tzinfo=UTC)  # the clocks go forward on the 14th


def book(cast: House, day: date, **changes):
    start = datetime.combine(day, time(10), SALEM)
    wanted = {
        "kind": "individual",
        "clients": [cast.jordan],
        "staff": cast.dana,
        "minutes": 50,
        "room": cast.small_room,
    }
    return calendar.book_session(by=cast.priya, program=cast.program, **{**wanted, "start": start, **changes})


def feed_for(cast: House, who: str = "jordan", **changes) -> Feed:
    wanted = {"wording": "appointment"} | changes
    return make_feed(by=getattr(cast, who), **wanted)[0]


def events(feed: Feed, now: datetime = NOW):
    return Calendar.from_ical(calendar_of(feed, entries_of(feed, now))).walk("VEVENT")


def read(raw: bytes) -> list[dict[str, str]]:
    """An independent reader: unfolds lines, splits names from values, gathers events."""
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    lines = re.sub(rb"\r\n[ \t]", b"", raw).decode().split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line and name not in ("BEGIN", "END"):
            found[-1][name.split(";")[0]] = value
    return found


def get(address: str, **headers) -> object:
    return Browser().get(urlsplit(address).path, headers=headers)


@pytest.fixture
def here(cast: House) -> House:
    admit(cast)
    return cast


def test_an_hour_stays_at_ten_across_the_change_of_the_clocks(here):
    for day in (date(2027, 3, 12), date(2027, 3, 15), date(2027, 4, 2)):
        book(here, day)
    raw = calendar_of(feed := feed_for(here), entries_of(feed, NOW))
    starts = [each.start for each in Calendar.from_ical(raw).walk("VEVENT")]
    assert {each.astimezone(SALEM).time() for each in starts} == {time(10)}
    assert [each["DTSTART"] for each in read(raw)] == ["20270312T150000Z", "20270315T140000Z", "20270402T140000Z"]
    autumn = book(here, date(2027, 11, 8))
    later = calendar_of(feed, entries_of(feed, datetime(2027, 11, 5, tzinfo=UTC)))
    assert [(each["DTSTART"], each["DTEND"]) for each in read(later)] == [("20271108T150000Z", "20271108T155000Z")]
    assert autumn.during.lower.astimezone(SALEM).hour == 10


def test_an_entry_says_when_and_nothing_else(here):
    session = book(here, date(2027, 3, 12), title="Jordan, relapse prevention")
    raw = calendar_of(feed := feed_for(here), entries_of(feed, NOW))
    (said,) = read(raw)
    assert set(said) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP", "CLASS",
    }  # fmt: skip
    assert (said["SUMMARY"], said["CLASS"], said["STATUS"]) == ("Appointment", "PRIVATE", "CONFIRMED")
    words = raw.decode().casefold()
    names = ["openiop", "iop", "jordan", "dana", "relapse", "harbor", "counseling", "room", str(session.pk)]
    assert not [each for each in names if each in words]


def test_the_place_is_told_only_to_whoever_asks_for_it_and_without_its_name(here):
    book(here, date(2027, 3, 12))
    (said,) = events(feed_for(here, shows_place=True))
    assert str(said["LOCATION"]) == "Room 5, Salem"


def test_staff_see_session_and_room_and_no_client(here):
    book(here, date(2027, 3, 12), title="Jordan Avery alone")
    (said,) = events(feed_for(here, "dana", wording="session", shows_place=True))
    assert (str(said["SUMMARY"]), str(said["LOCATION"])) == ("Individual counseling", "Room 5, Salem")
    (said,) = events(feed_for(here, "dana", wording="busy"))
    assert str(said["SUMMARY"]) == "Busy"


def test_what_changes_keeps_its_name_and_counts_up(here):
    session = book(here, date(2027, 3, 12))
    feed = feed_for(here)
    first = events(feed)[0]
    calendar.move_session(by=here.priya, session=session, start=session.during.lower + timedelta(hours=1))
    moved = events(feed)[0]
    calendar.cancel_session(by=here.priya, session=session, why="Storm")
    gone = events(feed)[0]
    assert first["UID"] == moved["UID"] == gone["UID"]
    assert all(one < two for one, two in pairwise(each["SEQUENCE"] for each in (first, moved, gone)))
    assert (str(moved["STATUS"]), str(gone["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert moved.start - first.start == timedelta(hours=1)
    again = make_feed(by=here.jordan, wording="busy")[0]
    assert events(again)[0]["UID"] == first["UID"]  # a new address is the same calendar


def test_a_seat_given_up_and_taken_again_is_cancelled_and_on_again(here):
    session = book(here, date(2027, 3, 12))
    feed, seat = feed_for(here), session.seats.get()
    calendar.give_up_seat(by=here.priya, seat=seat, why="Work")
    gone = events(feed)[0]
    calendar.give_seat(by=here.priya, session=session, client=here.jordan)
    back = events(feed)[0]
    assert (str(gone["STATUS"]), str(back["STATUS"])) == ("CANCELLED", "CONFIRMED")
    assert 0 < gone["SEQUENCE"] < back["SEQUENCE"]


def test_two_people_in_one_session_have_it_under_two_names(here):
    admit(here, "ana")
    book(here, date(2027, 3, 12), clients=[here.jordan, here.ana], room=here.room)
    assert events(feed_for(here))[0]["UID"] != events(feed_for(here, "ana"))[0]["UID"]


def test_two_weeks_back_and_eight_ahead(here):
    for days in (-15, -13, 55, 57):
        book(here, (NOW + timedelta(days=days)).date())
    assert len(events(feed_for(here))) == 2


def test_a_long_title_in_any_script_is_folded(here):
    from openiop.care.calendar.models import Session

    session = book(here, date(2027, 3, 12), room=here.room)
    Session.objects.filter(pk=session.pk).update(title="Ünïcode; with, commas — " * 6, kind="group")
    feed = feed_for(here, "dana", wording="session")
    entries = entries_of(feed, NOW)
    entries[0].session.group_id = session.pk  # as if it were a group's
    raw = calendar_of(feed, entries)
    (said,) = read(raw)
    assert "\\; with\\, commas — Ünïcode" in said["SUMMARY"]
    assert str(Calendar.from_ical(raw).walk("VEVENT")[0]["SUMMARY"]) == "Ünïcode; with, commas — " * 6


def address_of(page: str) -> str:
    return re.search(r'value="(http[^"]+\.ics)"', page)[1]


def test_staff_make_use_change_replace_and_end_an_address(here):
    browser, page = here.browser("dana"), "/calendar/mine"
    made = browser.post(page, {"do": "make", "wording": "session"})
    address = address_of(made.content.decode())
    assert address not in browser.get(page).content.decode()  # shown once
    assert not Feed.objects.filter(token_hash__in=address.split("/")).exists()
    answer = get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "private" in answer["Cache-Control"]
    assert get(address, if_none_match=answer["ETag"]).status_code == 304
    assert get(address, if_none_match='"other"').status_code == 200
    assert Feed.objects.get(ended_at=None).used_at is not None
    assert "last asked for it" in browser.get(page).content.decode()
    browser.post(page, {"do": "change", "wording": "busy"})
    assert get(address).status_code == 200
    other = address_of(browser.post(page, {"do": "make", "wording": "busy"}).content.decode())
    assert (get(address).status_code, get(other).status_code) == (404, 200)
    browser.post(page, {"do": "end"})
    assert get(other).content == get(address).content == get("/feeds/nobody.ics").content == b""
    verbs = Event.objects.filter(verb__startswith="calendar.feed.").order_by("at", "id").values_list("verb", flat=True)
    assert [each.rpartition(".")[2] for each in verbs] == ["made", "changed", "made", "ended"]


def test_what_is_changed_after_it_ended_elsewhere_makes_no_new_address(here):
    browser, page = here.browser("dana"), "/calendar/mine"
    browser.post(page, {"do": "make", "wording": "session"})
    browser.post(page, {"do": "end"})  # in another window
    answer = browser.post(page, {"do": "change", "wording": "busy", "shows_place": "on"})
    assert "has ended meanwhile" in answer.text and ".ics" not in answer.text
    assert re.search(r'value="busy"[^>]*checked', answer.text), "what was chosen is still there"
    assert not Feed.objects.filter(ended_at=None).exists()
    browser.post(page, {"do": "anything", "wording": "busy"})
    assert not Feed.objects.filter(ended_at=None).exists()


def test_it_ends_with_the_stay_and_with_the_work_here(here):
    token, mine = make_feed(by=here.jordan, wording="busy")[1], make_feed(by=here.dana, wording="busy")[1]
    assert {get(f"/feeds/{each}.ics").status_code for each in (token, mine)} == {200}
    here.jordan.episodes.update(closed_on=here.program.today())
    here.dana.ended_on = here.program.today() - timedelta(days=1)
    here.dana.save()
    assert {get(f"/feeds/{each}.ics").status_code for each in (token, mine)} == {404}
    assert set(Feed.objects.values_list("ended_how", flat=True)) == {"left"}
    here.jordan.episodes.update(closed_on=None)  # a new stay makes a new address
    assert get(f"/feeds/{token}.ics").status_code == 404


def test_whose_sign_in_is_closed_has_no_calendar(here):
    token = make_feed(by=here.dana, wording="busy")[1]
    here.dana.user.is_active = False
    here.dana.user.save()
    assert get(f"/feeds/{token}.ics").status_code == 404


def test_many_askings_from_one_place_wait(here):
    token = make_feed(by=here.dana, wording="busy")[1]
    assert {get(f"/feeds/{token}.ics").status_code for _ in range(60)} == {200}
    assert get(f"/feeds/{token}.ics").status_code == 429
    assert {get("/feeds/nobody.ics").status_code for _ in range(60)} == {404}
    assert get("/feeds/nobody.ics").status_code == 429


def test_queries_do_not_grow_with_appointments(here, django_assert_max_num_queries):
    token = make_feed(by=here.jordan, wording="busy")[1]
    today = timezone.localdate()
    for days in range(1, 20):
        book(here, today + timedelta(days=days))
    with django_assert_max_num_queries(12):
        answer = get(f"/feeds/{token}.ics")
    assert len(read(answer.content)) == 19


def test_only_oneself_and_only_ones_own_words(here):
    feed = feed_for(here)
    with pytest.raises(PermissionError):
        end_feed(by=here.dana, feed=feed)
    with pytest.raises(PermissionError):
        change_feed(by=here.dana, feed=feed, wording="busy", shows_place=True)
    with pytest.raises(ValidationError, match="Choose one of these"):
        make_feed(by=here.jordan, wording="session")
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(wording="session")
    with pytest.raises(ValidationError, match="no appointments"):
        make_feed(by=here.luis, wording="busy")


def test_a_week_on_paper_has_a_first_name_times_and_places_alone(here):
    session = book(here, here.program.today() + timedelta(days=1), title="Jordan: relapse prevention")
    week = here.program.week_of(here.program.local(session.during.lower).date()).first.isoformat()
    page = here.browser("priya").get(f"/calendar/paper/{here.jordan.pk}/?week={week}").content.decode()
    assert "10:00 to 10:50 am" in page and "Room 5" in page and "Jordan’s week" in page
    assert not [each for each in ("Avery", "relapse", "Dana", "Harbor", "counseling") if each in page]
    later = here.browser("priya").get(f"/calendar/paper/{here.jordan.pk}/?week=2027-05-05").content.decode()
    assert "10:00" not in later
