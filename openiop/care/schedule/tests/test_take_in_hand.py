"""The week in the hand: what the page is told, and what becomes of a session that was let go."""

import json

import pytest
from django.urls import reverse

from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import license_marcus, next_week
from tests.cast import House


def at(house: House, name: str) -> str:
    return reverse(f"schedule:{name}", args=[next_week(house).isoformat()])


def drawn(group):
    return next(each for each in Draft.objects.get().drawn.sessions if each.id == str(group.pk))


def put(group, **where) -> dict:
    return {"key": str(group.pk), "version": 0, "day": 3, "at": 28, "room": str(group.room_id)} | where


def test_the_page_is_told_the_week_its_names_and_the_words_of_every_rule(cast, groups, director):
    told = json.loads(director.get(at(cast, "facts")).content)
    assert {each["id"] for each in told["plan"]["sessions"]} == {str(each.pk) for each in groups.values()}
    assert told["names"][str(cast.jordan.pk)].startswith("Jordan")
    assert "{lead}" in told["words"]["clinician_double_booked"]
    assert len(told["days"]) == 7 and len(told["clock"]) == 48


def test_a_session_that_is_let_go_keeps_who_leads_it_and_who_is_in_it(cast, groups, director):
    group = groups["Clear Water"]
    director.post(at(cast, "let_go"), put(group))
    one = drawn(group)
    assert (one.day, one.at, one.clinician) == (3, 28, str(cast.dana.pk))
    assert str(cast.jordan.pk) in one.members


def test_somebody_put_into_a_session_has_one_seat_in_it_however_often(cast, groups, director):
    group = groups["Clear Water"]
    director.post(at(cast, "let_go"), put(group))
    for version in (1, 1):
        director.post(at(cast, "let_go"), {"key": str(group.pk), "version": version, "client": str(cast.luis.pk)})
    assert drawn(group).members.count(str(cast.luis.pk)) == 1


def test_a_session_that_is_given_to_somebody_else_stays_where_it_is_and_the_page_shows_whose_week_it_was(
    cast, groups, director
):
    license_marcus(cast)
    group = groups["Clear Water"]
    given = put(group, clinician=str(cast.marcus.pk), by="clinician", who=str(cast.dana.pk))
    page = director.post(at(cast, "let_go"), given, follow=True)
    one = drawn(group)
    assert (one.day, one.at, one.clinician) == (3, 28, str(cast.marcus.pk))
    assert (page.context["by"], page.context["who"]) == ("clinician", str(cast.dana.pk))
    hers = {each.item.mark for day in page.context["grid"].days for each in day.blocks if "Clear" in each.item.title}
    assert hers == {"gone"}
    his = director.get(at(cast, "week") + f"?by=clinician&who={cast.marcus.pk}")
    assert f'data-key="{group.pk}"' in his.text


def test_who_else_leads_is_said_of_a_session_that_stays_at_its_time(cast, groups, director):
    license_marcus(cast)
    group = groups["Clear Water"]
    director.post(at(cast, "let_go"), put(group, day=2, at=26, clinician=str(cast.marcus.pk)))
    page = director.get(at(cast, "week"))
    assert "Other facilitator" in page.text and "from here" not in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": 7}, {"day": -1}, {"at": 48}, {"at": "x"}, {"room": "elsewhere"}, {"room": ""}, {"day": ""},
        {"client": "01a20271-ed0e-729f-8e87-2f511a1be7bc"}, {"clinician": "somebody"},
        {"key": "gone"}, {"key": ""}, {"version": "-1"},
    ],
)  # fmt: skip
def test_what_is_no_place_changes_nothing_and_says_so(cast, groups, director, wrong):
    page = director.post(at(cast, "let_go"), put(groups["Clear Water"], **wrong), follow=True)
    assert "in this week" in page.text and not Draft.objects.exists()


def test_a_hand_on_an_old_draft_is_told_who_was_quicker(cast, groups, director):
    director.post(at(cast, "let_go"), put(groups["Clear Water"]))
    page = director.post(at(cast, "let_go"), put(groups["Clear Water"], day=4), follow=True)
    assert "changed this draft meanwhile" in page.text
    assert drawn(groups["Clear Water"]).day == 3


@pytest.mark.parametrize("who", ["dana", "chioma", "noor"])
def test_nobody_but_a_planner_is_told_or_moves_anything(cast, groups, director, who):
    director.force_login(getattr(cast, who).user)
    assert director.get(at(cast, "facts")).status_code == 403
    assert director.post(at(cast, "let_go"), put(groups["Clear Water"])).status_code == 403
    assert not Draft.objects.exists()
