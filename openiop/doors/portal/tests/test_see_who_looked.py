"""A client reads who opened their record: by day, with names and what was looked at, and nobody else's."""

import pytest
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.audit.readings import close_readings, record_reading
from openiop.base.audit.tests.hands import run
from openiop.doors.portal.tests.people import browser_of, here

PAGE = "/me/record/opened"


def hours_pass(hours):
    run(
        """UPDATE audit_reading r SET hour = r.hour - past.time, first_at = r.first_at - past.time
           FROM (SELECT make_interval(hours => %s) AS time) past""",
        hours,
    )
    close_readings()


def read(house, who="jordan", **query):
    answer = browser_of(house, who).get(PAGE, query)
    assert answer.status_code == 200
    return answer


def test_everybody_who_looked_stands_there_with_what_they_do_here_and_what_they_saw(cast):
    here(cast)
    record_reading(cast.dana, cast.jordan.pk, "plan:client")
    record_reading(cast.chioma, cast.jordan.pk, "medical:client")
    page = read(cast).content.decode()
    for part in ("Dana Whitfield, LMFT", "Primary therapist", "looked at the plan", "Chioma Okafor, MD", "medications"):
        assert part in page


def test_a_look_of_an_earlier_hour_stays(cast):
    here(cast)
    record_reading(cast.dana, cast.jordan.pk, "plan:client")
    hours_pass(30)
    record_reading(cast.noor, cast.jordan.pk, "plan:client")
    days = read(cast).context["days"]
    assert [[look.name for look in looks] for _, looks in days] == [["Noor Haddad, LCSW"], ["Dana Whitfield, LMFT"]]
    assert days[0][0] == timezone.now().astimezone(cast.program.zone).date() > days[1][0]


def test_the_same_look_many_times_a_day_is_said_once(cast):
    here(cast)
    for hours in (3, 2, 1):
        record_reading(cast.dana, cast.jordan.pk, "plan:client")
        record_reading(cast.dana, cast.jordan.pk, "plan:draft")
        hours_pass(hours)
    assert sum(len(looks) for _, looks in read(cast).context["days"]) <= 2  # two where midnight lies between


def test_nobody_elses_looks_and_no_other_acts_are_there(cast, elsewhere):
    here(cast)
    here(cast, "ana")
    record_reading(cast.dana, cast.ana.pk, "plan:client")
    record_reading(elsewhere.dana, elsewhere.jordan.pk, "plan:client")
    record("plan.plan.signed", cast.jordan, by=cast.dana, client_id=cast.jordan.pk)
    hours_pass(2)
    assert read(cast).context["days"] == []
    assert "Nobody has opened your record yet" in read(cast).content.decode()
    assert "Dana Whitfield" in read(cast, "ana").content.decode()


def test_without_a_program_it_can_be_read_too(cast):
    record_reading(cast.elena, cast.luis.pk, "intake:referral")
    assert "Elena Ruiz" in read(cast, "luis").content.decode()


def test_staff_have_no_such_page_of_their_own(cast, client):
    assert cast.browser("dana").get(PAGE).status_code == 403
    assert "/accounts/login/" in client.get(PAGE)["Location"]


def test_the_way_there_stands_on_the_first_page(cast):
    phone = browser_of(cast)
    assert f'href="{PAGE}"' in phone.get("/me/").content.decode()
    here(cast)
    assert f'href="{PAGE}"' in phone.get("/me/").content.decode()


@pytest.mark.parametrize("looks", [1, 90])
def test_years_of_looks_ask_the_database_as_often(cast, looks, django_assert_max_num_queries):
    here(cast)
    staff = list(cast.staff.values())
    for number in range(looks):
        record_reading(staff[number % len(staff)], cast.jordan.pk, f"plan:page-{number}")
    hours_pass(26)
    phone = browser_of(cast)
    phone.get(PAGE)
    with django_assert_max_num_queries(20):
        answer = phone.get(PAGE)
    assert answer.context["page"].paginator.count == looks
