"""A director draws the coming week: by hand and from a proposal, step by step, and publishes it."""

from dataclasses import replace
from datetime import time

import pytest
from django.urls import reverse

from openiop.care.calendar.models import Group, Session
from openiop.care.calendar.when import WorkingHours
from openiop.care.schedule import actions as schedule
from openiop.care.schedule import drawing, tasks
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.problem import LiveWeek
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.schedule.tests.week import next_week, the_week
from openiop.engines.scheduler.verify import verify
from tests.cast import House


def at(house: House, name: str = "week", *more) -> str:
    return reverse(f"schedule:{name}", args=[next_week(house).isoformat(), *more])


def spot(week: LiveWeek, key, **other) -> dict:
    one = next(each for each in week.plan.sessions if each.id == str(key))
    posted = {
        "day": one.day, "at": one.at, "clinician": one.clinician, "room": one.room or "video",
        "members": list(one.members), "version": 0,
    }  # fmt: skip
    return posted | other


def test_a_session_is_moved_published_and_taken_back(cast, groups, director):
    group, week = groups["Clear Water"], the_week(cast)
    page = director.get(at(cast, "session", group.pk))
    assert page.status_code == 200
    moved = director.post(at(cast, "session", group.pk), spot(week, group.pk, day=3, at=28), follow=True)
    assert "Moved" in moved.text
    assert Group.objects.get(pk=group.pk).weekday == 2, "nothing is published yet"
    asked = director.get(at(cast, "publish"))
    assert "Jordan" in asked.text and "Publish and tell them" in asked.text
    director.post(at(cast, "publish"), {"version": 1})
    assert Group.objects.get(pk=group.pk).weekday == 3
    assert not Draft.objects.exists()
    published = Publication.objects.get()
    director.post(at(cast, "unpublish", published.pk))
    assert Group.objects.get(pk=group.pk).weekday == 2


def test_what_does_not_fit_is_said_in_words_and_kept_in_the_draft(cast, groups, director):
    steady, week = groups["Steady Ground"], the_week(cast)
    table = next(each for each in week.plan.sessions if each.id == str(groups["Open Table"].pk))
    page = director.post(at(cast, "session", steady.pk), spot(week, steady.pk, at=table.at), follow=True)
    assert "The room is taken at that time." in page.text
    assert "Dana is somewhere else at that time." in page.text
    refused = director.post(at(cast, "publish"), {"version": 1}, follow=True)
    assert Publication.objects.count() == 0
    assert Draft.objects.get().version == 1, "nothing drawn is lost"
    assert refused.status_code == 200


def test_steps_are_taken_back_and_again(cast, groups, director):
    group, week = groups["Clear Water"], the_week(cast)
    director.post(at(cast, "session", group.pk), spot(week, group.pk, day=3))
    director.post(at(cast, "session", group.pk), spot(week, group.pk, day=4, version=1))
    days = []
    for version, do in ((2, "back"), (3, "back"), (4, "again"), (5, "again"), (6, "again")):
        director.post(at(cast, "step"), {"version": version, "do": do})
        drawn = Draft.objects.get().drawn
        days.append(next(each.day for each in drawn.sessions if each.id == str(group.pk)))
    assert days == [3, 2, 3, 4, 4]


def test_who_draws_on_an_old_draft_is_told_who_changed_it(cast, groups, director):
    group, week = groups["Clear Water"], the_week(cast)
    schedule.draw(
        by=cast.priya,
        program=cast.program,
        week=week,
        version=0,
        change=lambda plan: drawing.close(plan, str(group.pk)),
    )
    page = director.post(at(cast, "step"), {"version": 0, "do": "away"}, follow=True)
    assert "Priya changed this draft meanwhile" in page.text
    assert Draft.objects.count() == 1


def test_what_was_chosen_stays_when_somebody_else_drew_meanwhile(cast, groups, director):
    group, week = groups["Clear Water"], the_week(cast)
    mine = spot(week, group.pk, day=4, at=28)
    schedule.draw(
        by=cast.priya,
        program=cast.program,
        week=week,
        version=0,
        change=lambda plan: drawing.close(plan, str(groups["Open Table"].pk)),
    )
    told = director.post(at(cast, "session", group.pk), mine)
    assert told.status_code == 422
    assert "Priya changed this draft meanwhile, at" in told.text
    assert (told.context["form"]["day"].value(), told.context["form"]["at"].value()) == ("4", "28")
    again = director.post(
        at(cast, "session", group.pk), mine | {"version": told.context["sketch"].version}, follow=True
    )
    assert "Moved" in again.text
    drawn = Draft.objects.get().drawn
    assert {each.id: each.day for each in drawn.sessions}[str(group.pk)] == 4
    assert str(groups["Open Table"].pk) not in {each.id for each in drawn.sessions}, "theirs stands, too"


def test_a_time_that_fits_everybody_is_taken_with_one_tap(cast, groups, director):
    WorkingHours.objects.create(
        organisation=cast.organisation, staff=cast.dana, days=[1, 2, 3], starts=time(9), ends=time(18)
    )
    group, week = groups["Clear Water"], the_week(cast)
    page = director.get(at(cast, "session", group.pk))
    offered = page.context["times"]
    assert offered, "everybody is free at other times"
    wanted = offered[-1]
    assert wanted.when in page.text
    director.post(at(cast, "session", group.pk), spot(week, group.pk, place=wanted.place))
    one = next(each for each in Draft.objects.get().drawn.sessions if each.id == str(group.pk))
    assert f"{one.day}|{one.at}|{one.room}" == wanted.place
    drawn = Draft.objects.get().drawn
    assert len(verify(week.problem, drawn, claims=False)) <= len(verify(week.problem, week.plan, claims=False))


def test_a_place_that_was_not_offered_is_no_place(cast, groups, director):
    group, week = groups["Clear Water"], the_week(cast)
    for place in ("9|1|video", "a|b|c", "1|20|nowhere"):
        told = director.post(at(cast, "session", group.pk), spot(week, group.pk, place=place))
        assert told.status_code == 422
    assert not Draft.objects.exists()


def test_a_step_that_is_sent_twice_is_taken_once(cast, groups, director):
    group, week = groups["Clear Water"], the_week(cast)
    for _sent in range(2):
        page = director.post(at(cast, "session", group.pk), spot(week, group.pk, day=3), follow=True)
        assert "meanwhile" not in page.text
    assert Draft.objects.get().version == 1


def test_an_open_page_hears_that_somebody_else_drew(cast, groups, director, client, django_assert_max_num_queries):
    group, week = groups["Clear Water"], the_week(cast)
    assert reverse("schedule:news", args=[next_week(cast).isoformat(), 0]) in director.get(at(cast)).text
    assert director.get(at(cast, "news", 0)).status_code == 204
    director.post(at(cast, "session", group.pk), spot(week, group.pk, day=3))
    with django_assert_max_num_queries(20):
        told = director.get(at(cast, "news", 0))
    assert told.status_code == 286, "htmx asks no more"
    assert "Priya changed this at" in told.text and "Load it" in told.text
    assert director.get(at(cast, "news", 1)).status_code == 204
    director.post(at(cast, "step"), {"version": 1, "do": "away"})
    assert "published or thrown away" in director.get(at(cast, "news", 1)).text
    assert director.get(reverse("schedule:news", args=["2026-02-30", 0])).status_code == 404
    client.force_login(cast.dana.user)
    assert client.get(at(cast, "news", 0)).status_code == 403


def test_a_draft_is_brought_up_to_a_calendar_that_changed(cast, groups, director):
    group, other, week = groups["Clear Water"], groups["Open Table"], the_week(cast)
    director.post(at(cast, "session", group.pk), spot(week, group.pk, day=3))
    plan = drawing.move(week.plan, str(other.pk), day=1, at=30, clinician=str(cast.dana.pk), room=str(cast.room.pk))
    schedule.publish(by=cast.priya, program=cast.program, plan=plan, base_digest=week.digest)
    page = director.get(at(cast))
    assert "The calendar has changed since this draft was begun" in page.text
    refused = director.post(at(cast, "publish"), {"version": 1}, follow=True)
    assert Publication.objects.count() == 1
    assert "Published." not in refused.text
    director.post(at(cast, "step"), {"version": 1, "do": "catch-up"})
    drawn = {each.id: each.day for each in Draft.objects.get().drawn.sessions}
    assert (drawn[str(group.pk)], drawn[str(other.pk)]) == (3, 1)


def test_a_group_is_opened_by_hand(cast, groups, director):
    week = the_week(cast)
    kind = week.plan.sessions[0].type
    posted = {"kind": kind, "day": 4, "at": 26, "clinician": str(cast.dana.pk), "room": str(cast.room.pk), "version": 0}
    page = director.post(at(cast, "open_session"), posted, follow=True)
    assert "Too few people for this group to meet." in page.text
    made = next(each for each in Draft.objects.get().drawn.sessions if each.id == "new1")
    seated = {**posted, "members": [str(cast.jordan.pk), str(cast.ana.pk), str(cast.luis.pk)], "version": 1}
    director.post(at(cast, "session", made.id), seated)
    before = Session.objects.count()
    director.post(at(cast, "publish"), {"version": 2})
    assert Session.objects.count() > before


def test_a_proposal_is_taken_in_part(cast, groups, director):
    director.post(at(cast, "propose"))
    proposal = Proposal.objects.get()
    assert "Working out a week" in director.get(at(cast)).text
    assert director.get(at(cast, "progress", proposal.pk)).status_code == 200
    Proposal.objects.filter(pk=proposal.pk).update(effort=3)
    assert tasks.propose(proposal_id=str(proposal.pk), organisation_id=str(proposal.organisation_id)) == "ready"
    assert director.get(at(cast, "progress", proposal.pk))["HX-Refresh"] == "true"
    page = director.get(at(cast))
    assert "Proposed" in page.text or "Nothing better was found" in page.text
    if page.context["offered"]:
        key = page.context["offered"][0].key
        director.post(at(cast, "settle", proposal.pk), {"do": "parts", "part": key, "version": 0})
        assert Draft.objects.get().version == 1
    none = director.post(at(cast, "settle", proposal.pk), {"do": "parts", "version": 0}, follow=True)
    assert "Tick at least one change." in none.text or not page.context["offered"]


def test_only_the_director_plans_weeks(cast, groups, client):
    for who in (cast.dana, cast.noor):
        client.force_login(who.user)
        assert client.get(at(cast)).status_code == 403
        assert client.post(at(cast, "propose")).status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "1999-01-01", "2926-11-23"])
def test_a_week_that_is_none_is_not_found(cast, director, day):
    assert director.get(reverse("schedule:week", args=[day])).status_code == 404


def test_a_large_program_is_looked_at_room_by_room(cast, groups, director, monkeypatch):
    assert director.get(at(cast)).context["by"] == ""
    monkeypatch.setattr("openiop.care.schedule.views.week.MOST_AT_ONCE", 2)
    page = director.get(at(cast))
    assert page.context["by"] == "room" and "All groups" not in page.text
    assert page.context["whose"] == page.context["choices"][0][1]
    assert director.get(at(cast) + "?by=clinician").context["by"] == "clinician"


def test_the_page_asks_no_more_for_more_people(cast, groups, director, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        director.get(at(cast))


def test_a_session_that_the_engine_named_has_its_page(cast, groups, director):
    week = the_week(cast)

    def rename(plan):
        return replace(plan, sessions=tuple(replace(each, id=f"{each.type}/{each.id}") for each in plan.sessions))

    draft = schedule.draw(by=cast.priya, program=cast.program, week=week, version=0, change=rename)
    key = draft.drawn.sessions[0].id
    assert reverse("schedule:session", args=[next_week(cast).isoformat(), key]) in director.get(at(cast)).text
    assert director.get(at(cast, "session", key)).status_code == 200
    director.post(at(cast, "close_session", key), {"version": 1})
    assert key not in {each.id for each in Draft.objects.get().drawn.sessions}
