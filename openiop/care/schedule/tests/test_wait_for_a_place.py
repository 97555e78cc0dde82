"""Who waits, what is open, and which group would help: from the same week that the board plans."""

import re
from datetime import time, timedelta

import pytest
from django.utils import timezone

from openiop.base.people.actions import register_client
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.when import Availability
from openiop.care.intake.models import Referral
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import furnish, next_week, prescribe
from tests.cast import House, admit, belong

PAGE = "/hours/waiting"


def newcomer(house: House, first: str):
    client = register_client(
        by=house.system, organisation=house.organisation, legal_first=first, legal_last="Quist", state="MA"
    )
    house.clients[first.lower()] = client
    belong(house, client)
    return client


def refer(house: House, client, state: str = "evaluated", days: int = 3) -> Referral:
    return Referral.objects.create(
        organisation=house.organisation, program=house.program, client=client, state=state,
        received_at=timezone.now() - timedelta(days=days),
    )  # fmt: skip


@pytest.fixture
def week(cast: House) -> House:
    furnish(cast)
    return cast


def page_of(house: House, who: str = "priya") -> str:
    answer = house.browser(who).get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_nobody_waits_and_the_open_seats_stand_there(week):
    page = page_of(week)
    assert "Nobody waits for a place" in page
    assert "Everybody who is admitted has a seat" in page
    assert "21 open seats" in page  # three groups of ten with three people in each


def test_who_is_admitted_without_a_seat_is_told_when_they_could_start(week):
    newcomer(week, "Noa")
    prescribe(week, admit(week, "noa"), weekly_minutes=180, days=1)
    page = page_of(week, "elena")
    assert "1 of 1 person who waits could start in full" in page
    assert re.search(r"Could start Monday, \w+ \d+: 3 h on 1 full day", page), page
    assert "Everything prescribed" in page
    calendar.place(by=week.priya, client=week.noa, groups=[_group(week)], first_day=next_week(week))
    assert "Noa" not in page_of(week, "elena")


def test_who_was_referred_waits_too_longest_first(week):
    for days, name in ((2, "Noa"), (9, "Kim")):
        refer(week, newcomer(week, name), days=days)
    refer(week, newcomer(week, "Ash"), "handed_off")
    page = page_of(week)
    assert page.index("Kim") < page.index("Noa")
    assert "Ash" not in page


def test_whoever_does_not_plan_seats_does_not_see_it(week):
    assert week.browser("marcus").get(PAGE).status_code == 403
    assert "Groups that would help" not in page_of(week, "elena")


def test_a_group_that_would_help_goes_into_the_draft(week):
    """Jordan, Ana and Luis lack 90 minutes; on Thursday they and Dana are free."""
    for who in ("jordan", "ana", "luis"):
        for day in (0, 2, 3):
            Availability.objects.create(
                organisation=week.organisation, client=getattr(week, who), kind="can", days=[day], starts=time(12),
                ends=time(18),
            )  # fmt: skip
    from openiop.care.calendar.when import WorkingHours

    WorkingHours.objects.create(
        organisation=week.organisation, staff=week.dana, days=[0, 1, 2, 3, 4], starts=time(9), ends=time(18)
    )
    page = page_of(week)
    assert "reach all their hours" in page or "people hours that are missing" in page
    key = re.search(r'name="group" value="([^"]+)"', page)[1]
    browser = week.browser("priya")
    first = next_week(week).isoformat()
    answer = browser.post(f"{PAGE}?week={first}", {"group": key, "version": "0"})
    assert answer.headers["Location"] == f"/hours/week/{first}/"
    draft = Draft.objects.get()
    (made,) = [each for each in draft.drawn.sessions if each.id.startswith("new")]
    assert len(made.members) == 3
    browser.post(f"{PAGE}?week={first}", {"group": "gone", "version": "1"})
    assert Draft.objects.get().version == draft.version


def test_weeks_that_run_or_are_no_weeks_are_refused_in_words(week):
    browser = week.browser("priya")
    for said in (week.program.today().isoformat(), "nonsense"):
        assert browser.get(f"{PAGE}?week={said}").status_code == 302


def test_queries_do_not_grow_with_those_who_wait(week, django_assert_max_num_queries):
    for n in range(6):
        refer(week, newcomer(week, f"Noa{n}"))
    with django_assert_max_num_queries(50):
        page_of(week)


def _group(house: House):
    from openiop.care.calendar.models import Group

    return Group.objects.get(name="Clear Water")
