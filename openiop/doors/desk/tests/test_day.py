"""Today answers what needs me now, for every role, in a bounded number of queries."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openiop.base.privacy.gate import Gate
from openiop.base.worklist.actions import ask
from openiop.care.calendar.models import Lead, Seat, Session
from openiop.care.intake.models import Referral
from openiop.doors.desk.home import day_of_work
from tests.cast import STAFF, admit

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime.combine(date(2026, 11, 18), time(13, 42), NEW_YORK)


def a_session(cast, starts=time(14), title="Steady Ground"):
    start = datetime.combine(NOW.date(), starts, NEW_YORK)
    during = (start, start + timedelta(minutes=90))
    session = Session.objects.create(
        organisation=cast.organisation, program=cast.program, kind="group", title=title, during=during, room=cast.room
    )
    Lead.objects.create(organisation=cast.organisation, session=session, staff=cast.dana, during=during)
    return session


@pytest.mark.parametrize("role", [key for key, *_rest in STAFF])
def test_every_role_has_a_day(cast, role):
    assert cast.browser(role).get(reverse("desk:today")).status_code == 200


def test_the_heading_says_what_starts_next(cast):
    a_session(cast)
    assert "Steady Ground starts in 18 minutes" in day_of_work(Gate(cast.dana, cast.program), NOW)["heading"]


def test_somebody_elses_group_is_not_my_day(cast):
    a_session(cast)
    assert day_of_work(Gate(cast.marcus, cast.program), NOW)["sessions"] == []


@pytest.mark.parametrize(
    ("kind", "starts", "leads_to"),
    [
        ("group", time(14), "board"),
        ("skills", time(13), "board"),
        ("group", time(16), "session"),
        ("individual", time(14), "session"),
    ],
)
def test_opening_a_group_on_or_near_now_leads_to_its_live_board(cast, kind, starts, leads_to):
    session = a_session(cast, starts)
    Session.objects.filter(pk=session.pk).update(kind=kind)
    url = reverse(f"encounters:{leads_to}", args=[session.pk])
    day = day_of_work(Gate(cast.dana, cast.program), NOW)
    assert (day["following_url"], day["sessions"][0][2]) == (url, url)


def test_members_come_with_their_week_of_treatment(cast):
    session = a_session(cast)
    admit(cast, "jordan", on=NOW.date() - timedelta(days=36))
    Seat.objects.create(organisation=cast.organisation, session=session, client=cast.jordan, during=session.during)
    (member,) = day_of_work(Gate(cast.dana, cast.program), NOW)["members"]
    assert (member["client"], member["week"]) == (cast.jordan, 6)


def test_a_new_referral_needs_admissions_but_not_the_biller(cast):
    Referral.objects.create(organisation=cast.organisation, program=cast.program, client=cast.luis)
    titles = [need["title"] for need in day_of_work(Gate(cast.elena, cast.program), NOW)["needs"]]
    assert titles == ["New referral: Lucho 🌊 Ortega"]
    assert day_of_work(Gate(cast.bea, cast.program), NOW)["needs"] == []


def test_work_for_a_role_reaches_whoever_has_it_until_it_is_done(cast):
    item = ask(
        by=cast.system, program=cast.program, kind="t", source="1", title="Call the pharmacy", role="case_manager"
    )
    browser = cast.browser("casey")
    assert "Call the pharmacy" in browser.get(reverse("desk:work")).content.decode()
    assert "Call the pharmacy" not in cast.browser("marcus").get(reverse("desk:work")).content.decode()
    browser.post(reverse("desk:work-done", kwargs={"item_id": item.pk}), {"outcome": "They had it"})
    item.refresh_from_db()
    assert (item.done_by, item.outcome) == (cast.casey, "They had it")
    browser.post(reverse("desk:work-done", kwargs={"item_id": item.pk}), {"outcome": "Again"})
    item.refresh_from_db()
    assert item.outcome == "They had it"


def test_the_day_takes_no_more_queries_for_fifty_things_than_for_one(cast, django_assert_num_queries):
    def need(number):
        ask(by=cast.system, program=cast.program, kind="t", source=str(number), title=f"Thing {number}", to=cast.dana)

    need(0)
    a_session(cast)
    browser = cast.browser("dana")
    with CaptureQueriesContext(connection) as one:
        browser.get(reverse("desk:today"))
    for number in range(1, 50):
        need(number)
    with django_assert_num_queries(len(one)):
        browser.get(reverse("desk:today"))
    assert len(one) <= 26


def test_another_program_can_be_chosen_only_where_one_works(cast, elsewhere):
    browser = cast.browser("dana")
    assert browser.post(reverse("desk:choose-program"), {"program": str(elsewhere.program.pk)}).status_code == 404
