"""A director puts an hour one to one into the coming week by hand, moves it, and takes it out again."""

from dataclasses import replace

import pytest
from django.test import Client as Browser
from django.urls import reverse

from openiop.care.calendar.models import Session
from openiop.care.schedule import actions as schedule
from openiop.care.schedule import drawing
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.tests.week import furnish, next_week, the_week
from tests.cast import House


@pytest.fixture
def groups(cast: House) -> dict:
    return furnish(cast, alone={"jordan": {"individual": 60}})


@pytest.fixture
def director(cast: House) -> Browser:
    return cast.browser("priya")


def at(house: House, name: str, *more, client=None, kind="individual") -> str:
    return reverse(f"schedule:{name}", args=[next_week(house).isoformat(), (client or house.jordan).pk, kind, *more])


def spot(house: House, **other) -> dict:
    return {"day": 3, "at": 26, "room": str(house.room.pk), "version": 0} | other


def held(house: House) -> list[tuple]:
    plan = Draft.objects.get().drawn
    return [(each.day, each.at, each.room) for each in drawing.hours_of(plan, str(house.jordan.pk), "individual")]


def test_an_hour_is_put_in_moved_published_and_taken_out(cast, groups, director):
    week = reverse("schedule:week", args=[next_week(cast).isoformat()])
    assert "Add an individual hour" in director.get(week).text
    assert director.get(at(cast, "add_hour")).status_code == 200
    page = director.post(at(cast, "add_hour"), spot(cast), follow=True)
    assert at(cast, "hour", 1) in page.text, "the week of the client shows it, as a link"
    assert held(cast) == [(3, 26, str(cast.room.pk))]
    moved = spot(cast, day=4, at=28, room="video", version=1, was=3 * 48 + 26)
    director.post(at(cast, "hour", 1), moved)
    assert held(cast) == [(4, 28, None)]
    day = next_week(cast).isoformat()
    asked = director.get(reverse("schedule:publish", args=[day]))
    assert "Jordan" in asked.text
    director.post(reverse("schedule:publish", args=[day]), {"version": 2})
    booked = Session.objects.get(kind="individual")
    assert booked.is_virtual
    assert [str(each.day) + ":" + str(each.at) for each in the_week(cast).plan.slots] == ["4:28"]
    director.post(at(cast, "give_up_hour", 1), {"version": 0, "was": 4 * 48 + 28})
    assert held(cast) == []
    director.post(reverse("schedule:step", args=[day]), {"version": 1, "do": "back"})
    assert held(cast) == [(4, 28, None)]


def test_what_does_not_fit_is_said_in_words_on_its_page_and_in_the_week(cast, groups, director):
    one = next(each for each in the_week(cast).plan.sessions if str(cast.jordan.pk) in each.members)
    week = director.post(at(cast, "add_hour"), spot(cast, day=one.day, at=one.at), follow=True)
    assert "Dana is somewhere else at that time." in week.text
    page = director.get(at(cast, "hour", 1))
    assert "This does not fit yet" in page.text and "Dana is somewhere else at that time." in page.text


def test_a_time_that_is_offered_fits(cast, groups, director):
    assert director.get(at(cast, "add_hour")).context["times"] == [], "Dana's hours are all taken by groups"
    schedule.draw(
        by=cast.priya, program=cast.program, week=the_week(cast), version=0,
        change=lambda plan: drawing.close(plan, str(groups["Clear Water"].pk)),
    )  # fmt: skip
    (time,) = director.get(at(cast, "add_hour")).context["times"]
    assert (time.day, time.at) == (2, 26)
    posted = {"day": time.day, "at": time.at, "room": time.room, "version": 1}
    page = director.post(at(cast, "add_hour"), posted, follow=True)
    assert not page.context["sketch"].conflicts
    assert held(cast) == [(2, 26, time.room)]


def test_who_draws_on_an_older_draft_is_told_and_keeps_what_was_typed(cast, groups, director):
    schedule.draw(
        by=cast.priya, program=cast.program, week=the_week(cast), version=0,
        change=lambda plan: drawing.close(plan, str(groups["Clear Water"].pk)),
    )  # fmt: skip
    page = director.post(at(cast, "add_hour"), spot(cast))
    assert page.status_code == 409
    assert "Priya changed this draft meanwhile" in page.text
    assert (page.context["form"]["day"].value(), page.context["form"]["at"].value()) == ("3", "26")
    again = spot(cast, version=page.context["sketch"].version)
    assert director.post(at(cast, "add_hour"), again).status_code == 302
    assert held(cast) == [(3, 26, str(cast.room.pk))]


def test_an_hour_that_somebody_took_out_meanwhile_can_be_put_in_anew(cast, groups, director):
    director.post(at(cast, "add_hour"), spot(cast))
    director.post(at(cast, "hour", 1), spot(cast, day=4, version=1, was=3 * 48 + 26))
    page = director.post(at(cast, "hour", 1), spot(cast, day=2, version=2, was=3 * 48 + 26))
    assert page.status_code == 409
    assert "no longer in this week" in page.text
    assert page.context["here"] == at(cast, "add_hour")
    gone = director.post(at(cast, "give_up_hour", 1), {"version": 2, "was": 3 * 48 + 26}, follow=True)
    assert "That is no longer in this week" in gone.text
    assert held(cast) == [(4, 26, str(cast.room.pk))]


def test_what_is_no_time_is_refused_with_what_was_typed(cast, groups, director):
    page = director.post(at(cast, "add_hour"), spot(cast, at=99))
    assert page.status_code == 422
    assert page.context["form"]["day"].value() == "3"
    assert not Draft.objects.exists()


def test_hours_that_are_not_prescribed_are_not_given(cast, groups, director):
    page = director.get(at(cast, "add_hour", kind="family"))
    assert "No such hours are prescribed" in page.text
    assert "No such hours are prescribed" in director.post(at(cast, "add_hour", kind="family"), spot(cast)).text
    assert "No such hours are prescribed" in director.get(at(cast, "add_hour", client=cast.ana)).text
    assert not Draft.objects.exists()


def test_nobody_is_given_an_hour_without_a_primary_therapist(cast, groups):
    week, key = the_week(cast), str(cast.jordan.pk)
    alone = [replace(each, primary=None) if each.id == key else each for each in week.problem.clients]
    problem = replace(week.problem, clients=tuple(alone))
    assert drawing.owed(week.plan, problem, key) == []
    with pytest.raises(drawing.NotThere):
        drawing.hold_hour(week.plan, problem, key, "individual", day=2, at=26, room=None)


def test_an_hour_that_is_none_is_not_found(cast, groups, director):
    assert director.get(at(cast, "hour", 1)).status_code == 404
    assert director.get(at(cast, "add_hour", kind="yoga")).status_code == 404
    assert director.post(at(cast, "give_up_hour", 2)).status_code == 404


def test_only_who_plans_weeks_may_and_no_other_organisation(cast, elsewhere, groups):
    for who in (cast.browser("dana"), cast.browser("noor")):
        for name, more in (("add_hour", ()), ("hour", (1,)), ("give_up_hour", (1,))):
            assert who.post(at(cast, name, *more), spot(cast)).status_code == 403
    assert elsewhere.browser("priya").get(at(cast, "add_hour")).status_code == 404
    assert elsewhere.browser("priya").post(at(cast, "add_hour"), spot(cast)).status_code == 404
    assert not Draft.objects.exists()


def test_the_page_asks_no_more_for_more_people(cast, groups, director, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        director.get(at(cast, "add_hour"))


def test_an_hour_that_was_dragged_is_where_it_was_let_go(cast, groups, director):
    director.post(at(cast, "add_hour"), spot(cast))
    key = f"individual/{cast.jordan.pk}/{3 * 48 + 26}"
    week = reverse("schedule:week", args=[next_week(cast).isoformat()])
    assert f'data-key="{key}"' in director.get(week, {"by": "clinician", "who": cast.dana.pk}).text
    facts = director.get(reverse("schedule:facts", args=[next_week(cast).isoformat()])).json()
    assert facts["names"][key] == "Jordan Avery: individual hour"
    let_go = reverse("schedule:let_go", args=[next_week(cast).isoformat()])
    director.post(let_go, {"key": key, "version": 1, "day": 4, "at": 28, "room": "video"})
    assert held(cast) == [(4, 28, None)]
    gone = director.post(let_go, {"key": key, "version": 2, "day": 2, "at": 28, "room": "video"}, follow=True)
    assert "That is no longer in this week" in gone.text
    late = {"key": f"individual/{cast.jordan.pk}/{4 * 48 + 28}", "version": 2, "day": 4, "at": 47, "room": "video"}
    assert "past midnight" in director.post(let_go, late, follow=True).text
    someone = {**late, "at": "", "client": str(cast.luis.pk)}
    assert "That is no longer in this week" in director.post(let_go, someone, follow=True).text, "nobody joins an hour"
    assert held(cast) == [(4, 28, None)]
