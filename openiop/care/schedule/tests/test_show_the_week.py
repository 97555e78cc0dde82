"""The weekly board, a person's week, and the report: what they say, to whom, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openiop.base.people.roles import Refused
from openiop.base.privacy.gate import Gate
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.tests.people import at, crowd, hold_session, plan_for
from openiop.care.placement.models import Episode
from openiop.care.schedule.queries import client_week, dose_week, weekly_minutes
from openiop.care.schedule.report import as_text, week_report
from tests.cast import admit

MONDAY, WEDNESDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20)
NOON_THURSDAY = at("12:00", date(2026, 11, 19))


@pytest.fixture
def week(cast):
    """Jordan with a plan of 9 h on 3 days: Monday whole, Wednesday 15 minutes late, Friday ahead. Ana without a plan
    came on Monday; nobody took Luis's attendance."""
    plan_for(cast)
    admit(cast, "ana", MONDAY)
    sessions = {}
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        clients = ("jordan", "ana", "luis") if day == MONDAY else ("jordan",)
        sessions[day] = hold_session(cast, start=at("14:00", day), minutes=180, breaks=(), clients=clients)
    common = {"by": cast.dana, "client": cast.jordan}
    encounters.mark(session=sessions[MONDAY], code="present", now=at("14:01", MONDAY), **common)
    encounters.mark(session=sessions[WEDNESDAY], code="late", now=at("14:15", WEDNESDAY), **common)
    encounters.mark(by=cast.dana, session=sessions[MONDAY], client=cast.ana, code="no_show", now=at("15:00", MONDAY))
    return sessions


def weeks_of(cast, day=MONDAY, now=NOON_THURSDAY, who="dana"):
    gate = Gate.of(getattr(cast, who), cast.program)
    return {each.name: each for each in dose_week(gate, cast.program, day, now)}


def test_bil_2_hours_count_but_a_day_short_of_180_minutes_does_not(cast, week):
    jordan = weeks_of(cast)["Jordan Avery"]
    assert [(day.attended, day.ahead, day.state) for day in jordan.days] == [
        (180, 0, "ok"), (0, 0, "none"), (165, 0, "part"), (0, 0, "none"), (0, 180, "plan"), (0, 0, "none"),
        (0, 0, "none"),
    ]  # fmt: skip
    assert (jordan.prescribed, jordan.scheduled, jordan.attended, jordan.reachable) == (540, 540, 345, 525)
    assert (jordan.short_by, jordan.decision.short_days, jordan.on_track, jordan.at_risk) == (15, 1, False, True)
    assert jordan.days[2].decision.explanation.en() == "165 of 180 minutes: the hours count, the day does not"


def test_missed_is_told_from_not_recorded(cast, week):
    found = weeks_of(cast)
    assert found["Ana O'Brien-Núñez"].days[0].state == "out"
    assert found["Lucho 🌊 Ortega"].days[0].state == "open"  # a guest without a stay is there too
    assert not found["Ana O'Brien-Núñez"].has_plan
    assert not found["Ana O'Brien-Núñez"].at_risk


def test_a_running_session_counts_what_has_been_and_keeps_the_rest_ahead(cast, week):
    encounters.mark(by=cast.dana, session=week[FRIDAY], client=cast.jordan, code="present", now=at("14:00", FRIDAY))
    friday = weeks_of(cast, now=at("15:00", FRIDAY))["Jordan Avery"].days[4]
    assert (friday.attended, friday.ahead, friday.state) == (60, 120, "plan")
    encounters.leave(by=cast.dana, session=week[FRIDAY], client=cast.jordan, now=at("15:30", FRIDAY))
    friday = weeks_of(cast, now=at("15:40", FRIDAY))["Jordan Avery"].days[4]
    assert (friday.attended, friday.ahead, friday.state) == (90, 0, "part")


def test_a_running_session_is_whole_ahead_until_somebody_says_something(cast, week):
    friday = weeks_of(cast, now=at("16:59", FRIDAY))["Jordan Avery"].days[4]
    assert (friday.attended, friday.ahead, friday.state) == (0, 180, "plan")
    friday = weeks_of(cast, now=at("17:00", FRIDAY))["Jordan Avery"].days[4]
    assert (friday.attended, friday.ahead, friday.state) == (0, 0, "open")


def test_somebody_who_left_is_not_at_risk(cast, week):
    Episode.objects.filter(client=cast.jordan).update(closed_on=WEDNESDAY)
    jordan = weeks_of(cast)["Jordan Avery"]
    assert jordan.left_on == WEDNESDAY
    assert not jordan.at_risk


def test_a_cancelled_session_is_neither_booked_nor_missed(cast, week):
    from openiop.care.calendar.actions import cancel_session

    cancel_session(by=cast.priya, session=week[FRIDAY], why="Snow")
    jordan = weeks_of(cast)["Jordan Avery"]
    assert (jordan.scheduled, jordan.ahead, jordan.days[4].state) == (360, 0, "none")


def test_weekly_minutes_for_charts_in_one_query(cast, week):
    weeks = [cast.program.week_of(MONDAY - timedelta(weeks=n)) for n in range(12)]
    with CaptureQueriesContext(connection) as captured:
        found = weekly_minutes([cast.jordan.pk, cast.ana.pk], cast.program, weeks, NOON_THURSDAY)
    assert len(captured) == 1
    assert found[cast.jordan.pk][weeks[0]] == 345
    assert sum(found[cast.jordan.pk].values()) == 345
    assert sum(found[cast.ana.pk].values()) == 0


def test_who_may_and_the_other_organisation(cast, elsewhere, week):
    with pytest.raises(Refused):
        weeks_of(cast, who="elena")
    assert dose_week(Gate.of(elsewhere.dana, elsewhere.program), cast.program, MONDAY) == []
    assert client_week(elsewhere.program, cast.jordan.pk, MONDAY) is None


def test_the_board_and_a_persons_week_on_the_page(cast, week):
    dana = cast.browser("dana")
    page = dana.get("/hours/?week=2026-11-18").text
    assert "Jordan Avery" in page
    assert "2:45" in page
    assert "hours count, the day does not" in page
    detail = dana.get(f"/hours/{cast.jordan.pk}/?week=2026-11-18").text
    assert "arrived 14:15, 15 min after the start" in detail
    assert f"/sessions/{week[WEDNESDAY].pk}/ledger/{cast.jordan.pk}" in detail
    assert cast.browser("bea").get("/hours/").status_code == 200
    assert cast.browser("elena").get("/hours/").status_code == 403


@pytest.mark.parametrize("asked", ["monday", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_week_that_is_none_leads_back_with_a_word(cast, asked):
    answer = cast.browser("dana").get(f"/hours/?week={asked}", follow=True)
    assert answer.redirect_chain == [("/hours/", 302)]
    assert "not a day we can show" in answer.text


def test_an_empty_program_teaches(cast):
    assert "Once somebody is admitted" in cast.browser("dana").get("/hours/").text


def test_a_name_is_escaped_on_the_board(cast, week):
    cast.jordan.chosen_name = "<b onclick=x>&"
    cast.jordan.save()
    page = cast.browser("dana").get("/hours/?week=2026-11-18").text
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;&amp;" in page


def test_the_report_says_the_same_with_its_reasons(cast, week):
    report = week_report(Gate.of(cast.system, cast.program), cast.program, WEDNESDAY, NOON_THURSDAY)
    assert report["week"] == {"first": "2026-11-16", "last": "2026-11-22"}
    jordan = next(each for each in report["clients"] if each["name"] == "Jordan Avery")
    assert (jordan["attended"], jordan["reachable"], jordan["short_by"], jordan["on_track"]) == (345, 525, 15, False)
    wednesday = jordan["days"][2]
    assert (wednesday["date"], wednesday["minutes"], wednesday["valid"]) == ("2026-11-18", 165, False)
    assert wednesday["sessions"][0]["explanation"][0] == "165 of 180 minutes count"
    assert report["totals"]["attended"] == sum(each["attended"] for each in report["clients"])
    assert "Jordan Avery" in as_text(report)


@pytest.mark.parametrize("path", ["/hours/?week=2026-11-18", "/hours/{c}/?week=2026-11-18"])
def test_queries_are_the_same_for_one_and_for_sixty(cast, path):
    plan_for(cast)
    first = hold_session(cast, start=at("14:00", MONDAY), minutes=180, breaks=(), clients=("jordan",), capacity=80)
    encounters.mark(by=cast.dana, session=first, client=cast.jordan, code="present", now=at("14:01", MONDAY))
    dana, path = cast.browser("dana"), path.format(c=cast.jordan.pk)
    dana.get(path)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert dana.get(path).status_code == 200
        return len(captured)

    one = cost()
    for client in crowd(cast, 60):
        cast.clients["someone"] = client
        admit(cast, "someone", MONDAY)
        first.seat_for(client).save()
        encounters.mark(by=cast.dana, session=first, client=client, code="present", now=at("14:01", MONDAY))
    assert cost() == one
    with CaptureQueriesContext(connection) as captured:
        assert len(weeks_of(cast)) == 61
    assert len(captured) == 1
