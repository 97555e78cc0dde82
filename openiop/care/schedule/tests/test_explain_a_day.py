"""Every number opens to its decision, rule, citation and rows: on the staff page, the client's own, and the command."""

import json

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from openiop.base.people.models import ClientIdentifier
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Presence
from openiop.care.encounters.tests.people import DAY, at, hold_session, plan_for
from openiop.care.schedule.counting import count_week, count_weeks
from openiop.care.schedule.explaining import as_data, as_text, explain_day
from openiop.care.schedule.queries import client_week
from openiop.care.schedule.tests.test_dose_command import run
from tests.cast import make_house

EVENING = at("20:00")


@pytest.fixture
def late(cast):
    """Jordan arrived at 14:12 in a group from 14:00 to 17:00 with a break from 15:30 to 15:45."""
    plan_for(cast)
    session = hold_session(cast)
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="late", now=at("14:12"))
    return session


def told(cast, day=DAY, who="dana", now=EVENING):
    return explain_day(Gate.of(getattr(cast, who), cast.program), cast.program, cast.jordan, day, P.SEE_HOURS, now)


def test_bil_14_a_day_says_its_decision_rule_citation_and_rows(cast, late):
    found = as_data(told(cast))
    assert found["words"] == "153 of 180 minutes: arrived 14:12, 12 min after the start · break 15:30–15:45 not counted"
    day = found["day"]
    assert (day["valid"], day["minutes"], day["needed"], day["short_by"], day["rule"]) == (False, 153, 180, 27, "BIL-2")
    assert "in attendance at least 3 hours" in day["citation"]
    assert [each["rule"] for each in found["rules"]] == ["BIL-2", "BIL-3", "BIL-4", "BIL-12"]
    assert all(each["citation"] for each in found["rules"])
    (session,) = found["sessions"]
    assert (session["minutes"], session["of"], session["break_minutes"], session["late_minutes"]) == (153, 165, 15, 12)
    (row,) = session["rows"]
    assert (row["code"], row["source"], row["used"], row["recorded_by"]) == (
        "late",
        "facilitator",
        True,
        cast.dana.name,
    )
    assert row["from"] == at("14:12").isoformat()
    assert "153 of 165 min" in as_text(told(cast))
    json.dumps(found)


def test_a_correction_shows_both_rows_and_counts_one(cast, late):
    first = Presence.objects.get(session=late, client=cast.jordan)
    encounters.correct(
        by=cast.dana, presence=first, reason="Signed the door sheet", during=(at("14:02"), at("17:00")), now=EVENING
    )
    (session,) = as_data(told(cast))["sessions"]
    assert [row["used"] for row in session["rows"]] == [False, True]
    assert session["rows"][0]["replaced_by"] == session["rows"][1]["id"]
    assert session["rows"][1]["reason"] == "Signed the door sheet"
    assert session["minutes"] == 163


def test_bil_12_time_in_two_sessions_is_told_where_it_was_counted(cast, late):
    second = Session.objects.create(
        organisation=cast.organisation, program=cast.program, kind="individual", title="Hour with Sofia",
        during=DateTimeTZRange(at("16:30"), at("17:30")), is_virtual=True,
    )  # fmt: skip
    Presence.objects.create(
        organisation=cast.organisation, session=second, client=cast.jordan, code="present", during=second.during
    )
    found = as_data(told(cast))
    assert [each["minutes"] for each in found["sessions"]] == [153, 30]
    assert "30 min counted in another session then" in found["sessions"][1]["explanation"]
    assert found["day"]["valid"]
    week = client_week(cast.program, cast.jordan.pk, DAY, EVENING)
    assert week.days[2].attended == found["day"]["minutes"]


def test_what_the_board_counts_is_what_is_explained(cast, late):
    for now in (at("13:00"), at("14:30"), at("15:40"), at("16:10"), EVENING):
        week = client_week(cast.program, cast.jordan.pk, DAY, now)
        assert [told(cast, each.date, now=now).decision.minutes for each in week.days] == [
            each.attended for each in week.days
        ]


def test_bil_3_a_note_that_is_not_signed_is_said(cast, late):
    (session,) = as_data(told(cast))["sessions"]
    assert session["note_signed"] in (None, False)


def test_an_empty_day_teaches(cast, late):
    page = cast.browser("dana").get(f"/hours/{cast.jordan.pk}/why?day=2026-11-17")
    assert page.status_code == 200
    assert "Nothing is recorded on this day" in page.text
    assert cast.browser("dana").get(f"/hours/{cast.jordan.pk}/why?day=soon").status_code == 404


def test_the_numbers_of_the_board_and_of_the_week_lead_there(cast, late):
    dana, where = cast.browser("dana"), f"/hours/{cast.jordan.pk}/why?day=2026-11-18"
    assert where in dana.get("/hours/?week=2026-11-18").text
    assert where in dana.get(f"/hours/{cast.jordan.pk}/?week=2026-11-18").text
    page = dana.get(where).text
    assert "arrived 14:12, 12 min after the start" in page
    assert "in attendance at least 3 hours" in page
    ledger = f"/sessions/{late.pk}/ledger/{cast.jordan.pk}"
    assert ledger in page
    assert f'href="{where}"' in dana.get(ledger).text, "and the rows lead up to their day again"
    assert cast.browser("elena").get(where).status_code == 403


def test_the_command_explains_by_id_number_email_and_name(committed_db):
    house = make_house("harbor", "Harbor Street")
    plan_for(house)
    session = hold_session(house)
    encounters.mark(by=house.dana, session=session, client=house.jordan, code="late", now=at("14:12"))
    ClientIdentifier.objects.create(organisation=house.organisation, client=house.jordan, system="mrn", value="A-17")
    house.jordan.email = "jordan@mail.example"
    house.jordan.save()
    answers = set()
    full = f"{house.jordan.legal_first} {house.jordan.legal_last}"
    for who in (str(house.jordan.pk), "A-17", "Jordan@mail.example", full):
        done = run("explain", "--client", who, "--date", "2026-11-18", "--json")
        assert done.returncode == 0, done.stderr
        answers.add(done.stdout)
    assert len(answers) == 1
    found = json.loads(answers.pop())
    assert (found["client_id"], found["day"]["minutes"], found["day"]["rule"]) == (str(house.jordan.pk), 153, "BIL-2")
    assert "arrived 14:12" in run("explain", "--client", "A-17", "--date", "2026-11-18").stdout
    for words, part in [
        (("explain", "--client", "nobody"), "--client nobody is not known"),
        (("explain",), "--client is needed"),
        (("--client", "A-17"), "belong to 'openiop dose explain'"),
        (("explain", "--client", "A-17", "--date", "2014-01-01"), "no version in force on 2014-01-01"),
    ]:
        refused = run(*words)
        assert refused.returncode != 0
        assert part in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1


def test_bil_3_mcr_4b_a_kind_of_service_that_does_not_count_counts_nowhere(cast, late):
    cast.program.pack = "us-medicare-services"
    cast.program.save()
    Session.objects.filter(pk=late.pk).update(kind="medical")
    week = client_week(cast.program, cast.jordan.pk, DAY, EVENING)
    assert (week.attended, week.scheduled) == (0, 0)
    found = as_data(told(cast))
    (session,) = found["sessions"]
    assert (session["counts"], session["minutes"], found["day"]["rule"], found["day"]["valid"]) == (
        False, 0, "MCR-8", False,
    )  # fmt: skip
    assert "Time in this kind of service does not count" in session["explanation"]
    Session.objects.filter(pk=late.pk).update(kind="group")
    day = as_data(told(cast))["day"]
    assert (day["valid"], day["tier"], day["services"]) == (True, "lower", 1)


def test_many_programs_are_counted_as_each_alone(cast, elsewhere, late):
    weeks = [(house.program, house.program.week_of(DAY)) for house in (cast, elsewhere)]
    alone = [row for program, week in weeks for row in count_week(program, week, EVENING)]
    together = count_weeks(weeks, EVENING)
    assert any(row.days for row in alone)
    assert sorted(together, key=lambda row: row.client_id) == sorted(alone, key=lambda row: row.client_id)
    assert count_weeks([], EVENING) == []
