"""When people can come and work is said, by them or for them; who is kept apart is known to few."""

import re
from datetime import time

import pytest
from django.urls import reverse

from openiop.base.context import standing
from openiop.base.people.models import User
from openiop.base.people.roles import Permission, Refused
from openiop.base.privacy.gate import Gate
from openiop.care.calendar import actions as calendar
from openiop.care.calendar import hours
from openiop.care.calendar.actions.apart import separate
from openiop.care.calendar.actions.saying import say_when
from openiop.care.calendar.when import Availability, Separation, Terms, WorkingHours
from openiop.rulebook.dose import Week
from tests.cast import admit, hold_group


def line(**fields):
    return {"days": [0], "starts": time(9), "ends": time(12)} | fields


def test_a_painted_week_is_kept_as_lines(cast):
    admit(cast)
    browser, url = cast.browser("priya"), reverse("calendar:availability", args=[cast.jordan.pk])
    ticks = {f"t-{day}-{half}": "on" for day in (0, 1, 2) for half in (18, 19, 20)} | {"t-4-36": "on"}
    assert browser.post(url, ticks | {"do": "paint"}).status_code == 302
    kept = Availability.objects.filter(client=cast.jordan).order_by("starts")
    assert [(row.days, row.starts, row.ends) for row in kept] == [
        ([0, 1, 2], time(9), time(10, 30)), ([4], time(18), time(18, 30)),
    ]  # fmt: skip
    page = browser.get(url).content.decode()
    assert len(re.findall(r'name="t-\d+-\d+"[^>]*checked', page)) == 10


def lines_post(*lines, **more):
    data = {"do": "lines", "line-TOTAL_FORMS": len(lines), "line-INITIAL_FORMS": 0}
    for n, each in enumerate(lines):
        data |= {f"line-{n}-{name}": value for name, value in each.items()}
    return data | more


def test_lines_keep_wishes_dates_and_a_reason(cast):
    admit(cast)
    browser, url = cast.browser("elena"), reverse("calendar:availability", args=[cast.jordan.pk])
    said = {"days": ["0", "4"], "starts": "09:00", "ends": "17:00", "kind": "cannot", "way": "either", "reason": "work"}
    assert browser.post(url, lines_post(said)).status_code == 302
    row = Availability.objects.get()
    assert (row.days, row.kind, row.reason, row.is_own) == ([0, 4], "cannot", "work", False)


def test_what_was_typed_is_not_lost_on_an_error(cast):
    browser, url = cast.browser("elena"), reverse("calendar:availability", args=[cast.jordan.pk])
    said = {"days": ["0"], "starts": "09:10", "ends": "08:00", "kind": "can", "way": "either"}
    answer = browser.post(url, lines_post(said))
    assert answer.status_code == 422
    assert "whole or a half hour" in answer.content.decode() and "09:10" in answer.content.decode()


def test_a_client_says_it_themselves_and_no_reason_is_asked(cast):
    admit(cast)
    cast.jordan.user = User.objects.create_user("jordan@x.example", "harbor lights at seven")
    cast.jordan.save()
    browser, url = cast.browser("jordan"), reverse("portal:when")
    say_when(by=cast.priya, client=cast.jordan, lines=[line(kind="cannot", reason="work")])
    page = browser.get(url).content.decode()
    assert "reason" not in page and "When can you come?" in page
    assert browser.post(url, {"t-1-18": "on", "do": "paint"}).status_code == 302
    own = Availability.objects.get(is_own=True)
    assert own.days == [1]
    assert Availability.objects.get(kind="cannot").reason == "work"


def test_working_hours_are_the_directors_to_write(cast):
    url = reverse("calendar:working_hours", args=[cast.dana.pk])
    assert cast.browser("dana").get(url).status_code == 403
    said = {"days": ["0", "1"], "starts": "09:00", "ends": "17:00", "way": "either"}
    answer = cast.browser("priya").post(url, lines_post(said, week_minutes="900", break_minutes="0"))
    assert answer.status_code == 302
    assert WorkingHours.objects.get(staff=cast.dana).days == [0, 1]
    assert Terms.objects.get(staff=cast.dana).week_minutes == 900


def test_separated_people_get_no_seat_together_and_nobody_is_told_why(cast):
    admit(cast, "jordan")
    admit(cast, "ana")
    group, today = hold_group(cast), cast.program.today()
    calendar.place(by=cast.priya, client=cast.ana, groups=[group], first_day=today)
    url = reverse("calendar:separations", args=[cast.jordan.pk])
    assert cast.browser("casey").get(url).status_code == 403
    answer = cast.browser("dana").post(
        url, {"do": "add", "other": str(cast.ana.pk), "reason": "asked", "first_day": today.isoformat()}
    )
    assert answer.status_code == 302
    answer = cast.browser("elena").post(
        reverse("calendar:place", args=[cast.jordan.pk]),
        {"groups": [str(group.pk)], "first_day": today.isoformat(), "do": "save"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "cannot have a seat" in page and "Ana" not in page
    cast.browser("dana").post(url, {"do": "end", "separation": str(Separation.objects.get().pk)})
    assert Separation.objects.get().last_day == today


def test_no_client_ever_reads_who_they_are_kept_apart_from(cast):
    separate(by=cast.dana, client=cast.jordan, other=cast.ana, first_day=cast.program.today())
    with pytest.raises(Refused):
        Gate.of(cast.jordan).rows(Separation, Permission.SEE_OWN)
    with standing(cast.jordan.standing):
        assert not Separation.objects.exists()
    with standing(cast.marcus.standing):  # leads groups, and reaches neither
        assert not Separation.objects.exists()
    with standing(cast.dana.standing):
        assert Separation.objects.count() == 1


def test_an_exception_leaves_the_rest_of_what_is_assumed():
    from datetime import date

    week = Week(date(2026, 11, 23), date(2026, 11, 29))
    row = Availability(days=[0], starts=time(9), ends=time(10), kind="cannot")
    free = hours.client_week([row], week, [hours.stretch(16, 26)] * 7)
    assert hours.runs(free.site[0]) == [(16, 18), (20, 26)]
    assert hours.runs(free.site[1]) == [(16, 26)]
    assert hours.around([(0, 20, 23), (0, 26, 29)], week)[0] == hours.stretch(20, 29)
