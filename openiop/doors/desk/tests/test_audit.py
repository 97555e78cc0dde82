"""The audit in plain words, for those who look after it and nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from openiop.base.audit import whence
from openiop.base.audit.actions import record
from openiop.base.audit.readings import close_readings, record_reading
from openiop.base.audit.tests.hands import run
from tests.cast import admit


@pytest.fixture
def told(cast, elsewhere):
    """An act, an act of OpenIOP's own, and a look that was some hours ago; the same elsewhere."""
    for house in (cast, elsewhere):
        admit(house, "jordan")
        admit(house, "ana")
        with whence.enter(address="203.0.113.7", door="plan:sign"):
            record("plan.plan.signed", house.jordan, by=house.dana, client_id=house.jordan.pk, why="All agreed")
        record("worklist.item.asked", house.ana, by=house.system, client_id=house.ana.pk)
        record_reading(house.marcus, house.jordan.pk, "medical:client")
        record_reading(house.marcus, house.jordan.pk, "medical:client")
    run("UPDATE audit_reading SET hour = hour - interval '2 hours', first_at = first_at - interval '2 hours'")
    close_readings()
    return cast


def read(house, **query):
    answer = house.browser("pat").get(reverse("desk:audit"), query)
    assert answer.status_code == 200
    return answer


def shown(answer):
    return [(line.event.actor_name, line.told, line.client) for line in answer.context["lines"]]


@pytest.mark.parametrize("who", ["dana", "priya", "bea", "elena", "casey"])
def test_others_do_not_read_it(told, who):
    assert told.browser(who).get(reverse("desk:audit")).status_code == 403


def test_an_act_is_told_in_plain_words(told):
    page = read(told, room="plan").content.decode()
    for part in ("Dana Whitfield, LMFT", "signed the plan", "Jordan Avery", "All agreed", "203.0.113.7"):
        assert part in page


def test_a_look_says_at_what_and_how_often(told):
    answer = read(told, room="privacy")
    assert shown(answer) == [("Marcus Bell, CADC", "looked at medications and tests", told.jordan)]
    assert "2 times within the hour" in answer.content.decode()


def test_it_is_told_in_spanish_too(told):
    from django.utils.translation import override

    with override("es"):
        from openiop.base.audit.words import told as in_words

        assert in_words("plan.plan.signed") != "signed the plan"


def test_acts_that_are_about_no_client_are_told_too(told):
    assert ("test", "added a member of staff", None) in shown(read(told, room="people"))


def test_another_organisations_events_are_not_there(told, elsewhere):
    rows = read(told).context["lines"]
    assert rows and {line.event.organisation_id for line in rows} == {told.organisation.pk}


def test_it_is_narrowed_by_client_by_name_and_no_name_is_in_the_address(told):
    answer = told.browser("pat").post(reverse("desk:audit"), {"q": "avery", "room": "plan"}, follow=True)
    assert [line.client for line in answer.context["lines"]] == [told.jordan]
    assert "avery" not in answer.redirect_chain[-1][0]


def test_it_is_narrowed_by_member_of_staff_and_day(told):
    today = timezone.now().astimezone(told.program.zone).date()
    assert {line[0] for line in shown(read(told, staff=str(told.dana.pk), day=today.isoformat()))} == {
        "Dana Whitfield, LMFT"
    }
    assert shown(read(told, day="2020-01-01")) == []
    assert "Nothing like that was done" in read(told, day="2020-01-01").content.decode()


@pytest.mark.parametrize(
    "query",
    [{"staff": "x"}, {"room": "'; --"}, {"day": "tomorrow"}, {"page": "last"}, {"asked": "zz"}, {"day": "0001-01-01"}],
)
def test_a_choice_that_makes_no_sense_is_no_choice(told, query):
    assert read(told, **query).status_code == 200


def test_long_years_ask_the_database_as_often(told, django_assert_max_num_queries):
    browser = told.browser("pat")
    browser.get(reverse("desk:audit"))
    for number in range(120):
        record("plan.plan.signed", told.jordan, by=told.dana, client_id=told.jordan.pk, number=number)
    with django_assert_max_num_queries(20):
        answer = browser.get(reverse("desk:audit"), {"page": 2})
    assert len(answer.context["lines"]) == 50 and answer.context["page"].paginator.num_pages > 2


def test_the_way_there_stands_in_the_rail_of_those_who_may(told):
    assert 'href="/audit/"' in told.browser("pat").get("/today").content.decode()
    assert 'href="/audit/"' not in told.browser("dana").get("/today").content.decode()
